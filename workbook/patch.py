"""Changes parts of books that people have opened: touched cells get new contents, every other byte stays.

Only the sheet parts that hold a changed cell are written anew, row by row; a new row looks like the table's first row
of data, which the book itself names (``rows_…``). Text goes in as inline text, so nothing a stranger wrote becomes a
formula. Results of formulas in a touched sheet are dropped and counted anew when the book is next opened.
"""

import datetime as dt
import html
import math
import re
from collections.abc import Iterable, Sequence

from workbook.edit import Change, Content
from workbook.errors import BusyError, ChangedMeanwhileError, ValueMissingError
from workbook.ooxml.address import Block, a1, place
from workbook.ooxml.cell import WHITE
from workbook.ooxml.opened import EPOCH, Opened
from workbook.ooxml.package import part, replaced
from workbook.ooxml.plain import plain
from workbook.ooxml.sheet_edit import BlockedError, Edits, OldCell, RowStyle, SheetEdit
from workbook.ooxml.text import clean, sheet_text, unescaped
from workbook.ooxml.wrap import room, row_height

Wanted = dict[int, dict[int, Content]]

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
    gives_way = False
    for title, sheet_changes in wanted.items():
        name, xml, gave = _Sheet(book, title).patched(sheet_changes, force=force)
        parts[name] = xml
        gives_way |= gave
    parts |= book.recounted(without_chain=gives_way)
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

    def patched(self, changes: Sequence[Change], *, force: bool) -> tuple[str, bytes, bool]:
        """Name and new bytes of the part, and whether a formula gave way."""
        wanted = self._wanted(changes)
        model = self.book.models.get(self.title)
        look = self.edit.row_style(model.top) if model else RowStyle()
        try:
            if not force:
                self._check(changes)
            edits = _pieces(wanted, self.edit.prefix, self.book.epoch)
            gives_way = self.edit.check_formulas(edits)
            self.edit.tail = _filter_widened(self.edit.tail, wanted)
            xml = self.edit.edited(edits, look, self._heights(wanted, model, look))
        except BlockedError as error:
            raise BusyError(f"{self.title}!{error}", "一个多格公式") from None
        return self.name, xml, gives_way

    def _wanted(self, changes: Sequence[Change]) -> Wanted:
        wanted: Wanted = {}
        columns: dict[str, int] = {}
        for change in changes:
            letters = change.cell.rstrip("0123456789")
            column = columns.get(letters)
            if column is None:
                column = columns[letters] = self._place(change.cell)[1]
            number = int(change.cell[len(letters) :])
            row = wanted.get(number)
            if row is None:
                row = wanted[self._place(change.cell)[0]] = {}
            row[column] = change.new
        return wanted

    def _place(self, cell: str) -> tuple[int, int]:
        found = place(cell)
        if found is None:
            raise ValueMissingError("单元格", f"{self.title}!{cell}")
        return found

    def _check(self, changes: Sequence[Change]) -> None:
        """Every cell whose old content is told still holds it."""
        told: dict[int, dict[int, Content]] = {}
        for change in changes:
            if change.old is not None:
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

    def _heights(self, wanted: Wanted, model: Block | None, look: RowStyle) -> dict[int, float]:
        """How high a row must be at least so that the new texts are read whole; only where the book names its table."""
        if model is None:
            return {}
        widths = _widths(self.edit.head)
        narrow = {column: int(room(width) / 2) for column, width in widths.items()}
        least = look.height or _MODEL_HEIGHT
        found: dict[int, float] = {}
        for number, row in wanted.items():
            texts = [
                (text, widths.get(column, _DEFAULT_WIDTH))
                for column, text in row.items()
                if isinstance(text, str) and (len(text) > narrow.get(column, 0) or "\n" in text)
            ]
            height = row_height(texts, least) if texts else least
            if height > least:
                found[number] = height
        return found


def _pieces(wanted: Wanted, prefix: str, epoch: dt.date) -> Edits:
    return {
        number: {column: piece(new, prefix, epoch) for column, new in row.items()} for number, row in wanted.items()
    }


def piece(content: Content, prefix: str = "", epoch: dt.date = EPOCH) -> str | None:
    """The XML of a content after the cell's address and style, up to its closing tag."""
    if isinstance(content, str):
        text = sheet_text(content)
        if not text:
            return None
        return f' t="inlineStr"><{prefix}is><{prefix}t xml:space="preserve">{text}</{prefix}t></{prefix}is>'
    if content is None:
        return None
    if isinstance(content, bool):
        return f' t="b"><{prefix}v>{int(content)}</{prefix}v>'
    if isinstance(content, dt.date):
        day = content.date() if isinstance(content, dt.datetime) else content
        serial = (day - epoch).days
        return f"><{prefix}v>{serial}</{prefix}v>" if serial >= _FIRST_SURE_DAY else piece(day.isoformat(), prefix)
    return f"><{prefix}v>{content}</{prefix}v>" if math.isfinite(content) else piece(str(content), prefix)


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


def _filter_widened(tail: bytes, wanted: Wanted) -> bytes:
    """What follows the rows, with a filter that reaches the last row that was written."""
    last = max((number for number, row in wanted.items() if any(row.values())), default=0)

    def reach(match: re.Match[bytes]) -> bytes:
        return match[1] + str(max(last, int(match[2]))).encode()

    return _FILTER.sub(reach, tail)
