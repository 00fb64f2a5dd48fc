"""Pictures on a sheet."""

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xlpy.libreoffice import bridge
from xlpy.libreoffice.bridge import Uno
from xlpy.libreoffice.errors import cannot
from xlpy.libreoffice.honest import honest
from xlpy.libreoffice.onsheet import OnSheet
from xlpy.libreoffice.pictured import graphic
from xlpy.libreoffice.shapes import Placed, drawn, original_size
from xlpy.libreoffice.sizes import hundredths

if TYPE_CHECKING:
    from xlpy.libreoffice.sheets import Sheet

_KIND = "GraphicObjectShape"


@honest
class Picture(Placed, base_classes.Picture):
    """One picture."""

    def __init__(self, sheet: "Sheet", xl: Uno) -> None:
        super().__init__(sheet, xl)
        self._keeps_ratio = False

    @property
    def lock_aspect_ratio(self) -> bool:
        """Whether a new width changes the height too; LibreOffice keeps this for its dialogs only."""
        return self._keeps_ratio

    @lock_aspect_ratio.setter
    def lock_aspect_ratio(self, value: bool) -> None:
        self._keeps_ratio = bool(value)

    def _place(self, **changed: float) -> None:
        if self._keeps_ratio and len(changed) == 1:
            size = self.xl.getSize()
            ratio = size.Height / size.Width
            if "Width" in changed:
                changed["Height"] = changed["Width"] * ratio
            elif "Height" in changed:
                changed["Width"] = changed["Height"] / ratio
        super()._place(**changed)

    def update(self, filename: str) -> "Picture":
        """Show another picture in the same place."""
        self.xl.Graphic = graphic(self.sheet.book.app, filename)
        return self


@honest
class Pictures(OnSheet, base_classes.Pictures):
    """The pictures on a sheet."""

    def _found(self) -> list[Any]:
        return [Picture(self.sheet, shape) for shape in drawn(self.sheet, _KIND)]

    def add(
        self,
        filename: str,
        link_to_file: bool,
        save_with_document: bool,
        left: float | None,
        top: float | None,
        width: float,
        height: float,
        anchor: Any = None,
    ) -> Picture:
        """A picture from a file, in its own size unless said otherwise."""
        if link_to_file:
            raise cannot("Pictures.add(link_to_file=True)", "pictures are kept in the book")
        found = graphic(self.sheet.book.app, filename)
        size = original_size(found)
        shape = self.sheet.book.xl.createInstance(f"com.sun.star.drawing.{_KIND}")
        shape.Graphic = found
        self.sheet.xl.getDrawPage().add(shape)
        if width > 0 and height > 0:
            size.Width, size.Height = hundredths(width), hundredths(height)
        shape.setSize(size)
        x, y = (anchor.left, anchor.top) if anchor else (left or 0, top or 0)
        shape.setPosition(bridge.struct("awt.Point", X=hundredths(x), Y=hundredths(y)))
        taken = {picture.name for picture in self._found()}
        shape.Name = next(said for n in range(1, 100000) if (said := f"Picture {n}") not in taken)
        return Picture(self.sheet, shape)
