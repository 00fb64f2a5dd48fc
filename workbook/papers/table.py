"""One table of a book of rows: its columns, its rows as contents, which cells differ between two states of it.

A row is a mapping column id -> content; the n-th row of a table stands in sheet row ``first_row + n``.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal

from workbook.edit import PENDING, Change, Content, RowsEdit, as_shown
from workbook.ooxml.address import column_letters
from workbook.ooxml.cell import Cell

ColumnKind = Literal["text", "long_text", "money_wan", "number", "date", "year_month", "integer"]
Row = Mapping[str, Content]


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
        return tuple(str(as_shown(row.get(id_)) or "") for id_ in self.key)

    def is_row(self, row: Row) -> bool:
        """Whether any key column is filled."""
        return any(self.key_of(row))


def changes(table: Table, old_rows: Sequence[Row], new_rows: Sequence[Row]) -> tuple[Change, ...]:
    """The cells to change so that the table shows ``new_rows``; rows that vanish are blanked.

    ``old_rows`` are the rows as read, blank ones between them included, so that the n-th stands where it was read.
    """
    return tuple(_edit(table, old_rows, new_rows).changes())


def edits(table: Table, old_rows: Sequence[Row], new_rows: Sequence[Row]) -> tuple[RowsEdit, ...]:
    """The same in one piece; none where nothing changes."""
    found = _edit(table, old_rows, new_rows)
    return (found,) if any(map(found.is_changed, found.places)) else ()


def _edit(table: Table, old_rows: Sequence[Row], new_rows: Sequence[Row]) -> RowsEdit:
    return RowsEdit(table.sheet, table.first_row, table.letter, old_rows, new_rows)


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
