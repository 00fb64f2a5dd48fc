"""Changes parts of books that people have opened: touched cells get new contents, every other byte stays.

Only the sheet parts that hold a changed cell are written anew, row by row; a new row looks like the table's first row
of data, which the book itself names (``rows_…``). Text goes in as inline text, so nothing a stranger wrote becomes a
formula. Results of formulas in a touched sheet are dropped and counted anew when the book is next opened.
"""

import datetime as dt
import html
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from math import ceil, inf

from workbook.edit import PENDING, Change, Content
from workbook.errors import BusyError, ChangedMeanwhileError, ValueMissingError
from workbook.ooxml.address import a1, place
from workbook.ooxml.cell import WHITE
from workbook.ooxml.opened import EPOCH, Opened
from workbook.ooxml.package import part, replaced
from workbook.ooxml.plain import plain
from workbook.ooxml.sheet_edit import BLANK, BlockedError, OldCell, RowStyle, SheetEdit, is_blank
from workbook.ooxml.text import clean, sheet_text, unescaped
from workbook.ooxml.wrap import line_count, lines_height, room, span

_FIRST_SURE_DAY = 61
_TEXT = re.compile(rb"<(?:[\w.-]+:)?t\b[^>/]*>([^<]*)</")
_READING = re.compile(rb"<(?:[\w.-]+:)?rPh\b.*?</(?:[\w.-]+:)?rPh>", re.DOTALL)
_VALUE = re.compile(rb"<(?:[\w.-]+:)?v\b[^>/]*>([^<]*)</")
_TYPE = re.compile(rb"""\st\s*=\s*["'](\w+)["']""")
_COLUMN = re.compile(rb"<(?:[\w.-]+:)?col\b([^>]*)>")
_ATTRIBUTE = re.compile(rb"""\s(min|max|width)\s*=\s*["']([\d.]+)["']""")
_FILTER = re.compile(rb"""(<(?:[\w.-]+:)?autoFilter\b[^>]*?\sref\s*=\s*["'][A-Z]+\d+:[A-Z]+)(\d+)""")
_MODEL_HEIGHT = 15.0
_DEFAULT_WIDTH = 9.0
_DEFAULT_ROOM = room(_DEFAULT_WIDTH)
_LAST_USEFUL = 512


def apply(data: bytes, changes: Iterable[Change], *, force: bool = False) -> bytes:
    """The book with these cells changed.

    Raises:
        ChangedMeanwhileError: a cell no longer holds what the change says it replaces (unless ``force``).
        ValueMissingError: the book has no such sheet, or the address is none.
        BusyError: one formula that serves several cells stands in the way.
    """
    wanted: dict[str, list[Change]] = {}
    for change in changes:
        wanted.setdefault(change.sheet, []).append(change)
    if not wanted:
        return data
    book = Opened(data)
    parts: dict[str, bytes | None] = {}
    sheets = [_Sheet(book, title) for title in wanted]
    for sheet in sheets:
        parts[sheet.name] = sheet.patched(wanted[sheet.title], force=force)
    reach = {sheet.title: sheet.last_row for sheet in sheets}
    parts |= book.adapted(reach, without_chain=any(sheet.gives_way for sheet in sheets))
    return replaced(data, parts)


class _Sheet:
    """One sheet with the changes that are wanted of it."""

    def __init__(self, book: Opened, title: str) -> None:
        if title not in book.sheets:
            raise ValueMissingError("工作表", title, tuple(book.sheets))
        self.book = book
        self.title = title
        self.name = book.sheets[title]
        self.xml = plain(part(book.data, self.name))
        self.edit = SheetEdit(self.xml)
        self.gives_way = False
        self.last_row = 0

    def patched(self, changes: Sequence[Change], *, force: bool) -> bytes:
        """The new bytes of the part; tells afterwards whether a formula gave way, and the last row with content."""
        model = self.book.models.get(self.title)
        look = self.edit.row_style(model.top) if model else RowStyle()
        wanted = _Wanted(self.edit.prefix, self.book.epoch, _widths(self.edit.head))
        wanted.take(changes, self._place)
        heights = wanted.heights(look.height or _MODEL_HEIGHT, model.top) if model else {}
        try:
            if not force:
                self._check(changes)
            self.gives_way = self.edit.check_formulas(wanted.edits)
            self.last_row = wanted.last_row
            self.edit.tail = _filter_widened(self.edit.tail, self.last_row)
            return self.edit.edited(wanted.edits, look, heights)
        except BlockedError as error:
            raise BusyError(f"{self.title}!{error}", "一个多格公式") from None

    def _place(self, cell: str) -> tuple[int, int]:
        found = place(cell)
        if found is None:
            raise ValueMissingError("单元格", f"{self.title}!{cell}")
        return found

    def _check(self, changes: Sequence[Change]) -> None:
        """Every cell whose old content is told still holds it."""
        told: dict[int, dict[int, Content]] = {}
        for change in changes:
            if change.old not in (None, PENDING):
                row, column = self._place(change.cell)
                told.setdefault(row, {})[column] = change.old
        for number, row_told in told.items():
            there = {cell.column: cell for cell in self.edit.cells(number) if cell.column in row_told}
            for column, old in row_told.items():
                if not self._holds(there.get(column), old):
                    raise ChangedMeanwhileError(f"{self.title}!{a1(number, column)}")

    def _holds(self, cell: OldCell | None, old: Content) -> bool:
        now = self._content(cell) if cell else ""
        if isinstance(old, dt.date):
            day = old.date() if isinstance(old, dt.datetime) else old
            return now == day.isoformat() if isinstance(now, str) else int(now) == (day - self.book.epoch).days
        if isinstance(old, str):
            return _shown(now) == clean(old).strip(WHITE)
        return not isinstance(now, str) and old is not None and float(old) == now

    def _content(self, cell: OldCell) -> str | float:
        kind = _TYPE.search(cell.attributes)
        value = _VALUE.search(cell.inner or b"")
        word = kind[1] if kind else b"n"
        if word == b"inlineStr":
            texts = _TEXT.findall(_READING.sub(b"", cell.inner or b""))
            return unescaped(html.unescape(b"".join(texts).decode()))
        if value is None:
            return ""
        text = html.unescape(value[1].decode())
        if word == b"s":
            return self.book.strings[int(text)]
        return float(text) if word in (b"n", b"b") else unescaped(text)


class _Wanted:
    """The new contents as XML by row and column, and how many lines the longest text of a row takes."""

    def __init__(self, prefix: str, epoch: dt.date, widths: Mapping[int, float]) -> None:
        self.edits: dict[int, dict[int, str]] = {}
        self._widths = widths
        self._rooms = {column: room(width) for column, width in widths.items()}
        self._lines: dict[int, int] = {}
        self._piece = partial(piece, prefix=prefix, epoch=epoch)

    def take(self, changes: Sequence[Change], place_of: Callable[[str], tuple[int, int]]) -> None:
        """Every change; those of one row come together as a rule, and many texts come again and again."""
        known: dict[str, tuple[str, float]] = {}
        columns: dict[str, int] = {}
        number, last, row, lines = 0, "", {}, 1
        for _, cell, _, content, _ in changes:
            letters = cell.rstrip("0123456789")
            if letters not in columns or cell[len(letters) :] != last:
                number, columns[letters] = place_of(cell)
                row, last, lines = self.edits.setdefault(number, {}), cell[len(letters) :], self._lines.get(number, 1)
            column = columns[letters]
            if type(content) is not str:
                row[column] = self._piece(content)
                continue
            if content not in known:
                known[content] = self._piece(content), inf if "\n" in content else span(content)
            row[column], wide = known[content]
            if wide > lines * self._rooms.get(column, _DEFAULT_ROOM):
                lines = self._lines[number] = max(lines, self._count(column, content, wide))

    def _count(self, column: int, text: str, wide: float) -> int:
        """How many lines a text takes; ``wide`` is its only one, without end where it has several."""
        if wide == inf:
            return line_count(text, self._widths.get(column, _DEFAULT_WIDTH))
        return ceil(wide / self._rooms.get(column, _DEFAULT_ROOM))

    def heights(self, least: float, top: int) -> dict[int, float]:
        """The rows that must be higher than this, and how high; what stands over the table runs on beside its cell."""
        found = {number: lines_height(lines, least) for number, lines in self._lines.items() if number >= top}
        return {number: height for number, height in found.items() if height > least}

    @property
    def last_row(self) -> int:
        """The last row that gets a content."""
        return max((number for number, row in self.edits.items() if not is_blank(row)), default=0)


def piece(content: Content, prefix: str = "", epoch: dt.date = EPOCH) -> str:
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


def _number(number: Decimal | float, prefix: str) -> str:
    return f"><{prefix}v>{number}</{prefix}v></{prefix}c>"


def _shown(content: str | float) -> str:
    """A cell's content as a text column holds it."""
    if isinstance(content, str):
        return clean(content).strip(WHITE)
    return str(int(content)) if content.is_integer() else repr(content)


def _widths(head: bytes) -> dict[int, float]:
    """The width of each column, as the sheet says before its rows."""
    found: dict[int, float] = {}
    for match in _COLUMN.finditer(head):
        told = {key.decode(): float(value) for key, value in _ATTRIBUTE.findall(match[1])}
        for column in range(int(told.get("min", 1)), min(int(told.get("max", 0)), _LAST_USEFUL) + 1):
            found[column] = told.get("width", _DEFAULT_WIDTH)
    return found


def _filter_widened(tail: bytes, last: int) -> bytes:
    """What follows the rows, with a filter that reaches the last row that was written."""

    def reach(match: re.Match[bytes]) -> bytes:
        return match[1] + str(max(last, int(match[2]))).encode()

    return _FILTER.sub(reach, tail)
