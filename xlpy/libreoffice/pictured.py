"""Parts of a sheet as pictures and pages of their own: cells and charts."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlpy.libreoffice import bridge
from xlpy.libreoffice.bridge import Uno
from xlpy.libreoffice.errors import OfficeError

if TYPE_CHECKING:
    from xlpy.libreoffice.app import App
    from xlpy.libreoffice.books import Book
    from xlpy.libreoffice.charts import Chart
    from xlpy.libreoffice.range import Range

_PNG = "image/png"
_MARGINS = ("LeftMargin", "RightMargin", "TopMargin", "BottomMargin")
_EDGE = 100
"""A millimetre more than the picture: a page of exactly its size breaks."""


class Clipping(bridge.Base, bridge.Transferable):  # type: ignore[misc]  # UNO carries no types
    """A picture on the clipboard."""

    def __init__(self, kind: Uno, data: Uno) -> None:
        self._kind = kind
        self._data = data

    def getTransferData(self, kind: Uno) -> Uno:  # noqa: N802 - as UNO calls it
        """The picture."""
        return self._data

    def getTransferDataFlavors(self) -> tuple[Uno, ...]:  # noqa: N802 - as UNO calls it
        """Its kind."""
        return (self._kind,)

    def isDataFlavorSupported(self, kind: Uno) -> bool:  # noqa: N802 - as UNO calls it
        """Whether it is of a kind."""
        return bool(kind.MimeType == self._kind.MimeType)


def copy(cells: "Range") -> None:
    """Put a picture of cells on the clipboard, where it stays while this process runs."""
    board = bridge.service(cells.sheet.book.app.context, "datatransfer.clipboard.SystemClipboard")
    board.setContents(Clipping(*_drawn(cells)), None)


def cells_png(cells: "Range", path: str) -> None:
    """Write cells as a picture."""
    _, data = _drawn(cells)
    Path(path).write_bytes(data.value)


def _drawn(cells: "Range") -> tuple[Uno, Uno]:
    """A picture of cells and its kind, as they would be copied; what was selected stays so."""
    controller = cells.sheet.book.controller
    front, selected = controller.getActiveSheet(), cells.sheet.book.xl.getCurrentSelection()
    try:
        cells.select()
        copied = controller.getTransferable()
        kinds = [kind for kind in copied.getTransferDataFlavors() if kind.MimeType == _PNG]
        if not kinds:
            raise OfficeError(f"LibreOffice draws no picture of {cells.address}.")
        return kinds[0], copied.getTransferData(kinds[0])
    finally:
        controller.setActiveSheet(front)
        if selected is not None:
            controller.select(selected)


def chart_picture(chart: "Chart", path: str, kind: str = _PNG) -> None:
    """Write a chart as a picture."""
    export = bridge.service(chart.sheet.book.app.context, "drawing.GraphicExportFilter")
    export.setSourceDocument(chart.xl)
    if not (export.filter(bridge.properties(URL=bridge.url_of(path), MediaType=kind)) and Path(path).is_file()):
        raise OfficeError(f"{path} was not written: the folder or file cannot be written.")


def chart_pdf(chart: "Chart", path: str, quality: str) -> None:
    """Print a chart alone: on a page of its size in a book of its own, as lines, not as dots."""
    with tempfile.TemporaryDirectory() as folder:
        drawing = str(Path(folder) / "chart.emf")
        chart_picture(chart, drawing, "image/x-emf")
        book = _book_of(chart.sheet.book.app, drawing, chart.xl.getSize())
    try:
        book.export_pdf(path, quality)
    finally:
        book.close()


def graphic(app: "App", path: str) -> Uno:
    """A picture from a file."""
    provider = bridge.service(app.context, "graphic.GraphicProvider")
    found = provider.queryGraphic(bridge.properties(URL=bridge.url_of(path)))
    if found is None:
        raise OfficeError(f"LibreOffice cannot read the picture {path}.")
    return found


def _book_of(app: "App", picture: str, size: Any) -> "Book":
    """A hidden book with one picture on one page."""
    book = app.books.hidden()
    sheet = book.xl.getSheets().getByIndex(0)
    shape = book.xl.createInstance("com.sun.star.drawing.GraphicObjectShape")
    shape.Graphic = graphic(app, picture)
    sheet.getDrawPage().add(shape)
    shape.setSize(size)
    page = book.xl.getStyleFamilies().getByName("PageStyles").getByName(sheet.PageStyle)
    page.IsLandscape = size.Width > size.Height
    page.Width, page.Height = size.Width + _EDGE, size.Height + _EDGE
    for margin in _MARGINS:
        setattr(page, margin, 0)
    page.HeaderIsOn = page.FooterIsOn = False
    page.ScaleToPages = 1
    return book
