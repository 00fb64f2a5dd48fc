"""Where cells lie: A1 addresses to numbers and back. Arithmetic only, rows and columns counted from 1."""

import re
from typing import NamedTuple

MAX_ROWS = 1048576
MAX_COLUMNS = 16384

_CELL = r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})"
_CELLS = re.compile(rf"{_CELL}(?::{_CELL})?")
_COLUMNS = re.compile(r"\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})")
_ROWS = re.compile(r"\$?([0-9]{1,7}):\$?([0-9]{1,7})")
_PLAIN_SHEET = re.compile(r"[^\W\d][\w.]*")


class Place(NamedTuple):
    """A block of cells on a sheet."""

    row: int
    column: int
    nrows: int = 1
    ncols: int = 1

    @property
    def last_row(self) -> int:
        """The last row, counted in."""
        return self.row + self.nrows - 1

    @property
    def last_column(self) -> int:
        """The last column, counted in."""
        return self.column + self.ncols - 1

    @property
    def is_whole_columns(self) -> bool:
        """Whether every row is in it."""
        return self.row == 1 and self.nrows >= MAX_ROWS

    @property
    def is_whole_rows(self) -> bool:
        """Whether every column is in it."""
        return self.column == 1 and self.ncols >= MAX_COLUMNS

    def within(self, other: "Place") -> "Place | None":
        """The part that lies in another block too."""
        row, column = max(self.row, other.row), max(self.column, other.column)
        nrows = min(self.last_row, other.last_row) - row + 1
        ncols = min(self.last_column, other.last_column) - column + 1
        return Place(row, column, nrows, ncols) if nrows > 0 and ncols > 0 else None


def between(first: Place, second: Place) -> Place:
    """The smallest block that holds both."""
    row, column = min(first.row, second.row), min(first.column, second.column)
    last_row, last_column = max(first.last_row, second.last_row), max(first.last_column, second.last_column)
    return Place(row, column, last_row - row + 1, last_column - column + 1)


def column_number(letters: str) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    """A for 1, AA for 27."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def parsed(address: str) -> Place | None:
    """The block of an A1 address without a sheet; None when it is no address."""
    if found := _CELLS.fullmatch(address):
        letters, row, last_letters, last_row = found.groups()
        first = Place(int(row), column_number(letters))
        last = Place(int(last_row), column_number(last_letters)) if last_letters else first
        return _on_sheet(between(first, last))
    if found := _COLUMNS.fullmatch(address):
        first, last = (Place(1, column_number(part), MAX_ROWS) for part in found.groups())
        return _on_sheet(between(first, last))
    if found := _ROWS.fullmatch(address):
        first, last = (Place(int(part), 1, 1, MAX_COLUMNS) for part in found.groups())
        return _on_sheet(between(first, last))
    return None


def _on_sheet(place: Place) -> Place | None:
    fits = place.row >= 1 and place.last_row <= MAX_ROWS and place.last_column <= MAX_COLUMNS
    return place if fits else None


def split(address: str) -> tuple[str | None, str]:
    """The sheet's name, if one is said, and the rest: ``'My sheet'!A1``."""
    sheet, bang, rest = address.rpartition("!")
    if not bang:
        return None, address
    return (sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet), rest


def written(place: Place, *, row_absolute: bool = True, column_absolute: bool = True) -> str:
    """The A1 address of a block."""
    row_mark, column_mark = "$" * row_absolute, "$" * column_absolute
    first_column, last_column = (column_mark + column_letters(n) for n in (place.column, place.last_column))
    first_row, last_row = f"{row_mark}{place.row}", f"{row_mark}{place.last_row}"
    if place.is_whole_columns and not place.is_whole_rows:
        return f"{first_column}:{last_column}"
    if place.is_whole_rows:
        return f"{first_row}:{last_row}"
    first, last = first_column + first_row, last_column + last_row
    return first if first == last else f"{first}:{last}"


def quoted(*names: str) -> str:
    """A sheet's name as it stands before an exclamation mark, quoted when it must be."""
    said = "".join(names)
    if all(_PLAIN_SHEET.fullmatch(name) and not parsed(name) for name in names):
        return said
    return "'" + said.replace("'", "''") + "'"
