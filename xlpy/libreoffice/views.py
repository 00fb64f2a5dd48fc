"""How a sheet is seen and printed: frozen panes, grid lines, print area."""

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from xlwings import base_classes

from xlpy.libreoffice import bridge, files, places
from xlpy.libreoffice.bridge import Uno
from xlpy.libreoffice.cells import place_of
from xlpy.libreoffice.errors import OfficeError, cannot
from xlpy.libreoffice.honest import honest

if TYPE_CHECKING:
    from xlpy.libreoffice.sheets import Sheet


@honest
class FreezePanes(base_classes.FreezePanes):
    """The frozen rows and columns of a sheet."""

    def __init__(self, sheet: "Sheet") -> None:
        self.sheet = sheet

    def freeze_at(self, frozen_range: str) -> None:
        """Keep these cells at the upper left in sight: ``A1``, ``A:B``, ``1:2``."""
        place = self.sheet.range(frozen_range).place
        columns = 0 if place.is_whole_rows else place.last_column
        rows = 0 if place.is_whole_columns else place.last_row
        with in_front(self.sheet) as controller:
            controller.freezeAtPosition(columns, rows)

    def unfreeze(self) -> None:
        """Let everything scroll."""
        with in_front(self.sheet) as controller:
            controller.freezeAtPosition(0, 0)


@honest
class PageSetup(base_classes.PageSetup):
    """How a sheet is printed."""

    def __init__(self, sheet: "Sheet") -> None:
        self.sheet = sheet

    @property
    def api(self) -> Uno:
        """The page style of the sheet as UNO knows it."""
        styles = self.sheet.book.xl.getStyleFamilies().getByName("PageStyles")
        return styles.getByName(self.sheet.xl.PageStyle)

    @property
    def print_area(self) -> str | None:
        """The cells that are printed; None when all are."""
        areas = self.sheet.xl.getPrintAreas()
        return ",".join(places.written(place_of(area)) for area in areas) or None

    @print_area.setter
    def print_area(self, value: str | None) -> None:
        blocks = [places.parsed(part.strip()) for part in (value or "").split(",") if part.strip()]
        if None in blocks:
            raise OfficeError(f"{value!r} is no address.")
        self.sheet.xl.setPrintAreas(tuple(self.sheet.address_of(block) for block in blocks if block))


@contextlib.contextmanager
def in_front(sheet: "Sheet") -> Iterator[Uno]:
    """The sheet in front for a moment: a window tells of the sheet in front only."""
    if not sheet.visible:
        raise cannot(f"The window of hidden sheet {sheet.name!r}", "show the sheet first")
    controller = sheet.book.controller
    before = controller.getActiveSheet()
    controller.setActiveSheet(sheet.xl)
    try:
        yield controller
    finally:
        controller.setActiveSheet(before)


def to_html(sheet: "Sheet", path: str) -> None:
    """A sheet alone as a web page: LibreOffice writes whole books, so a book without a window holds a copy.

    In a hidden window the office dies now and then (25.2): it draws what went with the sheets that were exchanged.
    """
    held = bridge.service(sheet.book.app.context, "sheet.SpreadsheetDocument")
    held.initNew()
    try:
        sheets = held.getSheets()
        empty = sheets.getElementNames()
        sheets.importSheet(sheet.book.xl, sheet.name, 0)
        for name in empty:
            sheets.removeByName(name)
        held.storeToURL(bridge.url_of(path), bridge.properties(FilterName=files.FILTERS[".html"], Overwrite=True))
    finally:
        held.close(True)
