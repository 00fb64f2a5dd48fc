"""Changes parts of books that people have opened: touched cells get new contents, every other byte stays.

Only the sheet parts that hold a changed cell are written anew, row by row; a new row looks like the table's first row
of data, which the book itself names (``rows_…``). Text goes in as inline text, so nothing a stranger wrote becomes a
formula. Results of formulas in a touched sheet are dropped and counted anew when the book is next opened.
"""

import datetime as dt
import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf

from workbook.edit import PENDING, Change, Content, RowsEdit
from workbook.errors import BusyError, ChangedMeanwhileError, UnreadableError, ValueMissingError
from workbook.ooxml.address import a1, column_number
from workbook.ooxml.cell import WHITE
from workbook.ooxml.limits import RefusedError
from workbook.ooxml.opened import Opened
from workbook.ooxml.package import part, replaced
from workbook.ooxml.plain import plain
from workbook.ooxml.sheet_edit import BlockedError, OldCell, RowStyle, SheetEdit
from workbook.ooxml.text import clean, unescaped
from workbook.patch.wanted import DEFAULT_WIDTH, Wanted, cell_place

_TEXT = re.compile(rb"<(?:[\w.-]+:)?t\b[^>/]*>([^<]*)</")
_READING = re.compile(rb"<(?:[\w.-]+:)?rPh\b.*?</(?:[\w.-]+:)?rPh>", re.DOTALL)
_VALUE = re.compile(rb"<(?:[\w.-]+:)?v\b[^>/]*>([^<]*)</")
_TYPE = re.compile(rb"""\st\s*=\s*["'](\w+)["']""")
_COLUMN = re.compile(rb"<(?:[\w.-]+:)?col\b([^>]*)>")
_ATTRIBUTE = re.compile(rb"""\s(min|max|width)\s*=\s*["']([\d.]+)["']""")
_FILTER = re.compile(rb"""(<(?:[\w.-]+:)?autoFilter\b[^>]*?\sref\s*=\s*["'][A-Z]+\d+:[A-Z]+)(\d+)""")
_ONE_FOR_SEVERAL = ("一组公式（数组公式或一并下拉的公式）", "请删去这组公式，或复制后选择性粘贴为数值，存盘再试。")
_MODEL_HEIGHT = 15.0
_LAST_USEFUL = 512


def apply(data: bytes, changes: Iterable[Change | RowsEdit], *, force: bool = False) -> bytes:
    """The book with these cells and rows changed.

    Raises:
        ChangedMeanwhileError: a cell no longer holds what the change says it replaces (unless ``force``).
        ValueMissingError: the book has no such sheet, or the address is none.
        BusyError: one formula that serves several cells stands in the way.
        UnreadableError: a part that must be looked at for it is damaged.
    """
    try:
        return _applied(data, changes, force=force)
    except RefusedError as error:
        raise UnreadableError("工作簿", error.code, error.reason) from None


def _applied(data: bytes, changes: Iterable[Change | RowsEdit], *, force: bool) -> bytes:
    wanted: dict[str, list[Change | RowsEdit]] = {}
    for change in changes:
        wanted.setdefault(change.sheet, []).append(change)
    if not wanted:
        return data
    book = Opened(data)
    sheets = [_Sheet(book, title) for title in wanted]
    parts: dict[str, Iterable[bytes] | None] = {
        sheet.name: sheet.patched(wanted[sheet.title], force=force) for sheet in sheets
    }
    reach = {sheet.title: sheet.last_row for sheet in sheets}
    for name, content in book.adapted(reach, without_chain=any(sheet.gives_way for sheet in sheets)).items():
        parts[name] = None if content is None else (content,)
    return replaced(data, parts)


class _Sheet:
    """One sheet with the changes that are wanted of it."""

    def __init__(self, book: Opened, title: str) -> None:
        if title not in book.sheets:
            raise ValueMissingError("工作表", title, tuple(book.sheets))
        self.book = book
        self.title = title
        self.name = book.sheets[title]
        self.edit = SheetEdit(plain(part(book.data, self.name), self.name))
        self.gives_way = False
        self.last_row = 0

    def patched(self, changes: Sequence[Change | RowsEdit], *, force: bool) -> Iterator[bytes]:
        """The new bytes of the part, some at a time; whether a formula gives way and the last row are told at once."""
        wanted = Wanted(self.edit.prefix, self.book.epoch, _widths(self.edit.head))
        wanted.take(changes)
        model = self.book.models.get(self.title)
        try:
            look = self.edit.row_style(model.top) if model else RowStyle()
            if not force:
                self._check(changes)
            self.gives_way = self.edit.check_formulas(wanted.columns())
        except BlockedError as error:
            raise BusyError(f"{self.title}!{error}", *_ONE_FOR_SEVERAL) from None
        self.last_row = wanted.area.bottom if wanted.area else 0
        self.edit.tail = _filter_widened(self.edit.tail, self.last_row)
        rows = wanted.rows(look.height or _MODEL_HEIGHT, model.top if model else inf)
        return self.edit.edited(rows, look, wanted.area)

    def _check(self, changes: Iterable[Change | RowsEdit]) -> None:
        """Every cell whose old content is told still holds it."""
        told: dict[int, dict[int, Content]] = {}
        for change in changes:
            if isinstance(change, RowsEdit):
                self._check_rows(change)
            elif change.old not in (None, PENDING):
                row, column = cell_place(change.sheet, change.cell)
                told.setdefault(row, {})[column] = change.old
        for number, row_told in told.items():
            self._check_row(number, row_told)

    def _check_rows(self, edit: RowsEdit) -> None:
        columns = [(id_, (id_, column_number(letters))) for id_, letters in edit.letters.items()]
        for at, old in enumerate(edit.old):
            told = {column: old.get(id_) for id_, column in edit.row(at, columns)}
            self._check_row(edit.top + at, {column: one for column, one in told.items() if one not in (None, PENDING)})

    def _check_row(self, number: int, told: Mapping[int, Content]) -> None:
        there = {cell.column: cell for cell in self.edit.cells(number) if cell.column in told} if told else {}
        for column, old in told.items():
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
            found[column] = told.get("width", DEFAULT_WIDTH)
    return found


def _filter_widened(tail: bytes, last: int) -> bytes:
    """What follows the rows, with a filter that reaches the last row that was written."""

    def reach(match: re.Match[bytes]) -> bytes:
        return match[1] + str(max(last, int(match[2]))).encode()

    return _FILTER.sub(reach, tail)
