"""The new contents of a sheet, told as XML one row after the other, and how high each row must be for its texts."""

import datetime as dt
import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from math import ceil, inf

from workbook.edit import Change, Content, RowsEdit
from workbook.errors import ValueMissingError
from workbook.ooxml.address import Block, a1, column_number, place
from workbook.ooxml.opened import EPOCH
from workbook.ooxml.sheet_edit import BLANK, NewRow, Piece
from workbook.ooxml.text import sheet_text
from workbook.ooxml.wrap import line_count, lines_height, room, span

_FIRST_SURE_DAY = 61
DEFAULT_WIDTH = 9.0
_DEFAULT_ROOM = room(DEFAULT_WIDTH)
_MANY = 4096
"""So many contents are remembered at a time: those of one column come again and again."""

_Columns = tuple[tuple[str, int], ...]
"""The columns of contents by their ids."""


class Wanted:
    """What is wanted of one sheet: single cells, and rows in one piece."""

    def __init__(self, prefix: str, epoch: dt.date, widths: Mapping[int, float]) -> None:
        self._prefix, self._epoch, self._widths = prefix, epoch, widths
        self._rooms = {column: room(width) for column, width in widths.items()}
        self._known: dict[str | dt.date, tuple[Piece, float]] = {}
        self._cells: dict[int, dict[int, Content]] = {}
        self._rows: dict[int, tuple[RowsEdit, int, _Columns]] = {}
        self._columns: set[int] = set()

    def take(self, changes: Iterable[Change | RowsEdit]) -> None:
        """Every change, a later one before an earlier one of the same cell."""
        for change in changes:
            if isinstance(change, RowsEdit):
                self._take_rows(change)
                continue
            row, column = cell_place(change.sheet, change.cell)
            self._cells.setdefault(row, {})[column] = change.new
            self._columns.add(column)

    def _take_rows(self, edit: RowsEdit) -> None:
        """The rows in which anything changes; their contents are told when they are written."""
        cell_place(edit.sheet, a1(edit.top + len(edit.places) - 1, 1))
        columns = tuple((id_, column_number(letters)) for id_, letters in edit.letters.items())
        self._columns.update(column for _, column in columns)
        self._rows |= {edit.top + at: (edit, at, columns) for at in edit.places if edit.is_changed(at)}

    @cached_property
    def numbers(self) -> list[int]:
        """The rows of the sheet that change."""
        return sorted({*self._cells, *self._rows})

    def columns(self) -> Iterator[tuple[int, Collection[int]]]:
        """The columns that change in each row."""
        return ((number, self._contents(number)) for number in self.numbers)

    @cached_property
    def area(self) -> Block | None:
        """What reaches around all rows that get a content; None where all is blanked."""
        top = next(filter(self._is_seen, self.numbers), None)
        bottom = next(filter(self._is_seen, reversed(self.numbers)), None)
        if top is None or bottom is None:
            return None
        return Block("", top, min(self._columns), bottom, max(self._columns))

    def _is_seen(self, number: int) -> bool:
        """Whether a row gets any content."""
        return any(content not in (None, "") for content in self._contents(number).values())

    def rows(self, least: float, top: float) -> Iterator[NewRow]:
        """Every row as XML; from the row ``top`` on with the height it needs where that is more than the ``least``.

        What stands over the table runs on beside its cell.
        """
        for number in self.numbers:
            pieces, lines = self._told(self._contents(number))
            height = lines_height(lines, least) if lines > 1 and number >= top else least
            yield number, pieces, height if height > least else None

    def _contents(self, number: int) -> dict[int, Content]:
        """The new contents of one row by column."""
        cells = self._cells.get(number, {})
        if number not in self._rows:
            return cells
        edit, at, columns = self._rows[number]
        found = edit.row(at, columns)
        return {**found, **cells} if cells else found

    def _told(self, contents: Mapping[int, Content]) -> tuple[dict[int, Piece], int]:
        """The contents of a row as XML, and how many lines the longest takes."""
        pieces: dict[int, Piece] = {}
        lines = 1
        for column, content in contents.items():
            if type(content) is not str and type(content) is not dt.date:
                pieces[column] = piece(content, self._prefix, self._epoch)
                continue
            pieces[column], wide = self._known.get(content) or self._learn(content)
            if wide > lines * self._rooms.get(column, _DEFAULT_ROOM):
                lines = max(lines, self._count(column, str(content), wide))
        return pieces, lines

    def _learn(self, content: str | dt.date) -> tuple[Piece, float]:
        """The XML of a content and how wide it is; without end where it has several lines."""
        if len(self._known) >= _MANY:
            self._known.clear()
        wide = 0 if isinstance(content, dt.date) else inf if "\n" in content else span(content)
        self._known[content] = found = piece(content, self._prefix, self._epoch), wide
        return found

    def _count(self, column: int, text: str, wide: float) -> int:
        if wide == inf:
            return line_count(text, self._widths.get(column, DEFAULT_WIDTH))
        return ceil(wide / self._rooms.get(column, _DEFAULT_ROOM))


def cell_place(sheet: str, cell: str) -> tuple[int, int]:
    """Row and column of an address.

    Raises:
        ValueMissingError: no sheet has such a cell.
    """
    found = place(cell)
    if found is None:
        raise ValueMissingError("单元格", f"{sheet}!{cell}")
    return found


def piece(content: Content, prefix: str = "", epoch: dt.date = EPOCH) -> Piece:
    """The XML of a content after the cell's address and style, its closing tag included."""
    if type(content) is float and math.isfinite(content):
        return _number(content, prefix)
    if isinstance(content, str):
        text = sheet_text(content)
        if not text:
            return BLANK
        return f' t="inlineStr"><{prefix}is><{prefix}t xml:space="preserve">{text}</{prefix}t></{prefix}is></{prefix}c>'
    if content is None:
        return BLANK
    if isinstance(content, bool):
        return f' t="b"><{prefix}v>{int(content)}</{prefix}v></{prefix}c>'
    if isinstance(content, dt.date):
        day = content.date() if isinstance(content, dt.datetime) else content
        serial = (day - epoch).days
        return _number(serial, prefix) if serial >= _FIRST_SURE_DAY else piece(day.isoformat(), prefix)
    return _number(content, prefix) if math.isfinite(content) else piece(str(content), prefix)


def _number(number: Decimal | float, prefix: str) -> Piece:
    return f"><{prefix}v>{number}</{prefix}v></{prefix}c>"
