"""A block of cells: where it lies, its address, its way to UNO. What can be done with it stands in the topics."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from xlwings import base_classes

from xlpy.libreoffice import bridge
from xlpy.libreoffice.bridge import Uno
from xlpy.libreoffice.errors import SheetProtectedError
from xlpy.libreoffice.honest import honest
from xlpy.libreoffice.places import Place, column_letters, quoted, written

if TYPE_CHECKING:
    from xlpy.libreoffice.range import Range
    from xlpy.libreoffice.sheets import Sheet


@honest
class Area(base_classes.Range):
    """The part of a range that every topic builds on."""

    def __init__(self, sheet: "Sheet", place: Place) -> None:
        self.sheet = sheet
        self.place = place
        self.options: dict[str, Any] = {}
        self._xl: Uno = None
        self._shifts = 0

    @property
    def coords(self) -> tuple[Any, int, int, int, int]:
        """Sheet, row, column, number of rows, number of columns."""
        return (self.sheet, *self.place)

    @property
    def xl(self) -> Uno:
        """The cells as UNO knows them; None when there are none."""
        shifts = self.sheet.book.app.shifts
        if (self._xl is None or self._shifts != shifts) and not self.is_empty:
            self._xl, self._shifts = self.sheet.cells_at(self.place), shifts
        return self._xl

    @property
    def api(self) -> Uno:
        """The cells as UNO knows them."""
        return self.xl

    @property
    def corner(self) -> Uno:
        """The cell at the upper left."""
        return self.sheet.cell_at(self.row, self.column)

    @property
    def is_empty(self) -> bool:
        """Whether no cell is in it, as after an empty slice."""
        return not (self.place.nrows and self.place.ncols)

    @property
    def is_cell(self) -> bool:
        """Whether it is one cell."""
        return self.shape == (1, 1)

    @property
    def row(self) -> int:
        """The first row."""
        return self.place.row

    @property
    def column(self) -> int:
        """The first column."""
        return self.place.column

    @property
    def shape(self) -> tuple[int, int]:
        """Number of rows and of columns."""
        return self.place.nrows, self.place.ncols

    def __len__(self) -> int:
        return self.place.nrows * self.place.ncols

    def at(self, place: Place) -> "Range":
        """Another block of the same sheet."""
        return self.sheet.at(place)

    def resized(self, nrows: int, ncols: int) -> "Range":
        """The block of this size with the same upper left cell."""
        return (
            cast("Range", self) if self.shape == (nrows, ncols) else self.at(Place(self.row, self.column, nrows, ncols))
        )

    def __call__(self, arg1: int, arg2: int | None = None) -> "Range":
        """The n-th cell, row by row, or the cell at a row and column counted from here."""
        row, column = (arg1, arg2) if arg2 is not None else _nth(arg1, self.place.ncols)
        found = Place(self.row + row - 1, self.column + column - 1)
        if found.row < 1 or found.column < 1:
            raise IndexError(f"({arg1}, {arg2}) lies outside the sheet.")
        return self.at(found)

    def guard(self) -> None:
        """Refuse to change a protected sheet, as Excel does; LibreOffice would skip it in silence."""
        if self.sheet.xl.isProtected():
            raise SheetProtectedError(self.sheet.name)

    def put(self, setter: str, rows: Sequence[Sequence[Any]]) -> None:
        """Hand a block to ``setDataArray`` or ``setFormulaArray``, which alone would lose notes and a full undo."""
        notes = self.sheet.notes_within(self.place)
        try:
            if self.sheet.book.app.deeds:
                self.xl.setArrayFormula('=""')  # its undo empties the cells; that of a block does not
            getattr(self.xl, setter)(rows)
        except bridge.UnoError as error:
            if self.sheet.xl.isProtected():
                raise SheetProtectedError(self.sheet.name) from error
            raise
        for address, text in notes:
            self.sheet.annotations.insertNew(address, text)

    @property
    def address(self) -> str:
        """The absolute address, ``$A$1:$B$2``."""
        if self.is_empty:
            place = self.place
            return f"${column_letters(place.column)}${place.row}{{{place.nrows}x{place.ncols}}}"
        return written(self.place)

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:
        """The address, with the book's and the sheet's name if it is for outside."""
        address = written(self.place, row_absolute=row_absolute, column_absolute=col_absolute)
        if not external:
            return address
        return f"{outside(self.sheet.book.name, self.sheet.name)}!{address}"

    @property
    def arg1_input(self) -> str:
        """What ``group`` looks at: ``A:C`` for whole columns, ``1:3`` for whole rows."""
        if self.place.is_whole_rows or self.place.is_whole_columns:
            return written(self.place, row_absolute=False, column_absolute=False)
        return ""

    @property
    def rows(self) -> "Range":
        """The rows."""
        return self.at(self.place)

    @property
    def columns(self) -> "Range":
        """The columns."""
        return self.at(self.place)

    def select(self) -> None:
        """Select the cells in the window."""
        self.sheet.activate()
        self.sheet.book.controller.select(self.xl)


def _nth(number: int, ncols: int) -> tuple[int, int]:
    row, column = divmod(number - 1, ncols)
    return row + 1, column + 1


def outside(book: str, sheet: str) -> str:
    """The book and sheet before an exclamation mark, ``[book.xlsx]Sheet1``."""
    said = f"[{book}]{sheet}"
    plain = quoted(sheet) == sheet and quoted(book) == book
    return said if plain else "'" + said.replace("'", "''") + "'"
