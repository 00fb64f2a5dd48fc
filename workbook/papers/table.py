"""One table of a book of rows: its columns, its rows as contents, which cells differ between two states of it.

A row is a mapping column id -> content; the n-th row of a table stands in sheet row ``first_row + n``.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import zip_longest
from typing import Literal

from workbook.edit import PENDING, Change, Content, NewRows, is_seen
from workbook.ooxml.address import column_letters
from workbook.ooxml.cell import WHITE, Cell
from workbook.ooxml.text import clean

ColumnKind = Literal["text", "long_text", "money_wan", "number", "date", "year_month", "integer"]
Row = Mapping[str, Content]

NO_ROW: Row = {}


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column: ``over`` is the merged heading above it, ``options`` its drop-down; manual ones are people's.

    A book may lack an optional one.
    """

    id: str
    title: str
    width: float = 12
    kind: ColumnKind = "text"
    manual: bool = False
    options: tuple[str, ...] = ()
    over: str = ""
    optional: bool = False


@dataclass(frozen=True)
class Table:
    """One table on its own sheet.

    ``header_row`` is the lowest row of the header, ``key`` the columns that together tell one row from another; a row
    whose key columns are all blank is no row. ``title_row`` is 0 where the sheet has no title above the header.
    ``places`` are the sheet columns of a book in which people moved them. Books made before a table ``came_later``
    have no such sheet until they are rebuilt.
    """

    sheet: str
    columns: tuple[TableColumn, ...]
    key: tuple[str, ...] = ("id",)
    title_row: int = 0
    header_row: int = 1
    places: tuple[int, ...] = ()
    came_later: bool = False

    @property
    def first_row(self) -> int:
        """The sheet row of the first row of data."""
        return self.header_row + 1

    @cached_property
    def by_id(self) -> Mapping[str, TableColumn]:
        """The columns by id."""
        return {column.id: column for column in self.columns}

    @cached_property
    def letter(self) -> Mapping[str, str]:
        """The sheet letters of each column by id."""
        numbers = self.places or range(1, len(self.columns) + 1)
        return {column.id: column_letters(number) for column, number in zip(self.columns, numbers, strict=True)}

    def key_of(self, row: Row) -> tuple[str, ...]:
        """What tells this row from the others; all empty where it is no row."""
        return tuple(str(_same(row.get(id_)) or "") for id_ in self.key)

    def is_row(self, row: Row) -> bool:
        """Whether any key column is filled."""
        return any(self.key_of(row))


def changes(table: Table, old_rows: Sequence[Row], new_rows: Sequence[Row], why: str = "") -> tuple[Change, ...]:
    """The cells to change so that the table shows ``new_rows``; rows that vanish are blanked.

    ``old_rows`` are the rows as read, blank ones between them included, so that the n-th stands where it was read.
    """
    found: list[Change] = []
    for number, (old, new) in enumerate(zip_longest(old_rows, new_rows, fillvalue=NO_ROW), start=table.first_row):
        for id_, letter in table.letter.items():
            before, after = old.get(id_), new.get(id_)
            if before is not after and not is_same(before, after):
                found.append(Change(table.sheet, f"{letter}{number}", before, after, why))
    return tuple(found)


def edits(table: Table, old_rows: Sequence[Row], new_rows: Sequence[Row]) -> tuple[Change | NewRows, ...]:
    """The same as ``changes``, with all rows that come below the old ones in one piece."""
    count = len(old_rows)
    below = NewRows(table.sheet, table.first_row + count, table.letter, new_rows[count:])
    is_any = any(is_seen(row.get(id_)) for row in below.rows for id_ in table.letter)
    return (*changes(table, old_rows, new_rows[:count]), *([below] if is_any else []))


def contents(table: Table, rows: Iterable[Mapping[str, Cell]]) -> list[dict[str, Content]]:
    """Rows of cells as read from a book as rows of contents, each cell by the kind of its column."""
    return [{id_: content(table.by_id[id_].kind, cell) for id_, cell in row.items()} for row in rows]


def content(kind: ColumnKind, cell: Cell) -> Content:
    """What a cell of a column of this kind holds; what does not fit the kind stays as it stands."""
    value = cell.value
    if cell.is_blank:
        return PENDING if cell.is_formula else None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, bool) or not isinstance(value, float):
        return value
    if kind in ("text", "long_text"):
        return cell.text
    return int(value) if value.is_integer() else Decimal(repr(value))


def is_same(one: Content, other: Content) -> bool:
    """Whether two contents stand in a sheet as the same."""
    if one == other:
        return True
    if one is None or other is None:
        return not is_seen(other if one is None else one)
    return _same(one) == _same(other)


def _same(value: Content) -> object:
    """What two contents are compared by: as they would stand in the sheet."""
    if isinstance(value, str):
        return clean(value).strip(WHITE) or None
    return float(value) if isinstance(value, Decimal) else value
