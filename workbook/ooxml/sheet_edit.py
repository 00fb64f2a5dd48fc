"""One sheet part with some cells changed: rows and cells that are not named keep their bytes."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from workbook.ooxml.address import Block, a1, block, column_letters, column_number
from workbook.ooxml.limits import damaged

_ROOT = re.compile(rb"<(?:([\w.-]+):)?worksheet\b")
_NUMBER = re.compile(rb"""\sr\s*=\s*["'](\d+)["']""")
_ADDRESS = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{1,3})\d{1,7}["']""")
_STYLE = re.compile(rb"""\ss\s*=\s*["'](\d+)["']""")
_SPANS = re.compile(rb"""\sspans\s*=\s*(?:"[^"]*"|'[^']*')""")
_HEIGHT = re.compile(rb"""\sht\s*=\s*["']([\d.]+)["']""")
_HEIGHTS = re.compile(rb"""\s(?:ht|customHeight)\s*=\s*(?:"[^"]*"|'[^']*')""")
_REFERENCE = re.compile(rb"""\sref\s*=\s*["']([A-Z]+\d+(?::[A-Z]+\d+)?)["']""")
_SHARED_OR_ARRAY = re.compile(rb"""\st\s*=\s*["'](?:shared|array|dataTable)["']""")


Piece = str
"""New content of a cell: the XML after its address and style, its closing tag included."""
BLANK = "/>"
NewRow = tuple[int, Mapping[int, Piece], float | None]
"""The number of a row, its new contents by column, and its height where it needs one of its own."""
_SOME = 256
_HERE = "\0"


@dataclass(frozen=True)
class RowStyle:
    """What a new row looks like: style by column, and its height where it has its own."""

    styles: Mapping[int, str] = field(default_factory=dict)
    height: float | None = None


class BlockedError(Exception):
    """A cell that holds one formula for several cells stands in the way; says which."""


class OldCell(NamedTuple):
    """One cell as it stands in the file: column, attributes, inner XML (None where the element is empty)."""

    column: int
    attributes: bytes
    inner: bytes | None
    start: int
    end: int

    @property
    def style(self) -> str:
        """The number of its style, or nothing."""
        found = _STYLE.search(self.attributes)
        return found[1].decode() if found else ""


class SheetEdit:
    """A sheet part to be changed: looks up cells and puts new ones in their places.

    Raises:
        RefusedError: it is no sheet, or its rows do not stand in order.
    """

    def __init__(self, xml: bytes) -> None:
        root = _ROOT.search(xml)
        if root is None:
            raise damaged("工作表里没有放格子的地方")
        self.prefix = root[1].decode() + ":" if root[1] else ""
        tag = re.escape(self.prefix.encode())
        self._row = re.compile(rb"<" + tag + rb"row\b([^>]*)>")
        self._cell = re.compile(rb"<" + tag + rb"c\b([^>]*?)(?:/>|>(.*?)</" + tag + rb"c>)", re.DOTALL)
        self._formula = re.compile(rb"<" + tag + rb"f\b([^>]*)")
        self._cached = re.compile(
            rb"<%bc\b([^>]*)>(<%bf\b(?:[^>]*/>|[^>]*>[^<]*</%bf>))\s*<%bv\b(?:[^>]*/>|[^>]*>[^<]*</%bv>)" % ((tag,) * 5)
        )
        self.head, self.rows, self.tail = self._split(xml, tag)

    def _split(self, xml: bytes, tag: bytes) -> tuple[bytes, bytes, bytes]:
        found = re.search(rb"<" + tag + rb"sheetData\b[^>]*?(/?)>", xml)
        if found is None:
            raise damaged("工作表里没有放格子的地方")
        name = self.prefix.encode() + b"sheetData"
        if found[1]:
            return xml[: found.start()] + b"<" + name + b">", b"", b"</" + name + b">" + xml[found.end() :]
        end = xml.index(b"</" + name, found.end())
        return xml[: found.end()], xml[found.end() : end], xml[end:]

    @cached_property
    def _starts(self) -> tuple[list[int], list[int]]:
        """Numbers of the rows that stand in the file, and where each begins."""
        numbers: list[int] = []
        starts: list[int] = []
        last = 0
        for match in self._row.finditer(self.rows):
            given = _NUMBER.search(match[1])
            last = int(given[1]) if given else last + 1
            if numbers and last <= numbers[-1]:
                raise damaged(f"第{last}行在文件中重复或次序颠倒")
            numbers.append(last)
            starts.append(match.start())
        starts.append(len(self.rows))
        return numbers, starts

    def _extent(self, number: int) -> tuple[int, int, bool]:
        """Where a row begins and ends, and whether it stands in the file at all."""
        numbers, starts = self._starts
        at = bisect_left(numbers, number)
        if at < len(numbers) and numbers[at] == number:
            return starts[at], starts[at + 1], True
        return starts[at], starts[at], False

    def cells(self, number: int) -> Iterator[OldCell]:
        """The cells of one row as they stand."""
        start, end, _ = self._extent(number)
        yield from self._cells(self.rows[start:end])

    def _cells(self, row: bytes) -> Iterator[OldCell]:
        column = 0
        for match in self._cell.finditer(row):
            given = _ADDRESS.search(match[1])
            column = column_number(given[1].decode()) if given else column + 1
            yield OldCell(column, match[1], match[2], match.start(), match.end())

    def row_style(self, number: int) -> RowStyle:
        """What a row like this one looks like."""
        start, end, is_there = self._extent(number)
        if not is_there:
            return RowStyle()
        height = _HEIGHT.search(self.rows[start : self.rows.index(b">", start)])
        styles = {cell.column: cell.style for cell in self._cells(self.rows[start:end]) if cell.style}
        return RowStyle(styles, float(height[1]) if height else None)

    def row_above(self, number: int) -> int:
        """The nearest row above that stands in the file, or 0."""
        numbers, _ = self._starts
        at = bisect_left(numbers, number)
        return numbers[at - 1] if at else 0

    def check_formulas(self, edits: Iterable[tuple[int, Collection[int]]]) -> bool:
        """Whether a formula gives way to the new contents of these columns of rows.

        Refuses where one formula that serves several cells would, or where the rows stand in no order.
        """
        gives_way = False
        numbers, _ = self._starts
        if not numbers or b"<" + self.prefix.encode() + b"f" not in self.rows:
            return False
        arrays = [found for found in map(self._array, self._formula.finditer(self.rows)) if found]
        for number, columns in edits:
            for column in columns:
                if any(_covers(area, number, column) for area in arrays):
                    raise BlockedError(a1(number, column))
            for cell in self.cells(number):
                gives_way |= cell.column in columns and self._formula.search(cell.inner or b"") is not None
        return gives_way

    def _array(self, match: re.Match[bytes]) -> Block | None:
        """The cells one formula serves, where it is more than its own."""
        reference = _REFERENCE.search(match[1]) if _SHARED_OR_ARRAY.search(match[1]) else None
        found = block(reference[1].decode()) if reference else None
        if found is None or found.size == 1:
            return None
        is_shared = b"shared" in match[1]
        return Block("", found.top, found.left, found.top, found.left) if is_shared else found

    def edited(self, rows: Iterable[NewRow], model: RowStyle, area: Block | None) -> Iterator[bytes]:
        """The part, some at a time, with these rows by number, and with a dimension that covers the area.

        Stale results are dropped.
        """
        yield self.head if area is None else self._widened(area)
        done, frame = 0, _Frame(self.prefix, model)
        new: list[str] = []
        for number, row, height in rows:
            start, end, is_there = self._extent(number)
            own = frame if model.styles else _Frame(self.prefix, self.row_style(self.row_above(number)))
            if is_there or start > done or len(new) == _SOME:
                yield "".join(new).encode()
                new.clear()
                yield self._counted_anew(self.rows[done:start])
            done = end
            if is_there:
                yield self._counted_anew(self._changed(self.rows[start:end], number, row, own.look, height))
            elif not is_blank(row):
                new.append(own.row(number, row, height))
        yield "".join(new).encode()
        yield self._counted_anew(self.rows[done:])
        yield self.tail

    def _counted_anew(self, rows: bytes) -> bytes:
        """Rows without the results of their formulas."""
        return self._cached.sub(self._without_result, rows) if b"<" + self.prefix.encode() + b"f" in rows else rows

    def _without_result(self, match: re.Match[bytes]) -> bytes:
        attributes = re.sub(rb"""\st\s*=\s*["'][^"']*["']""", b"", match[1])
        name = self.prefix.encode() + b"c"
        return b"<" + name + attributes + b">" + match[2]

    def _written(self, address: str, style: str, piece: Piece) -> str:
        return f'<{self.prefix}c r="{address}"{_styled(style)}{piece}'

    def _changed(
        self, row: bytes, number: int, edits: Mapping[int, Piece], look: RowStyle, height: float | None
    ) -> bytes:
        opening = self._row.match(row)
        if opening is None:
            raise ValueError(row[:80])
        cells = list(self._cells(row))
        there = {cell.column: cell for cell in cells}
        parts: dict[int, bytes] = {cell.column: row[cell.start : cell.end] for cell in cells}
        for column, piece in edits.items():
            if piece == BLANK and column not in there:
                continue
            style = there[column].style if column in there else look.styles.get(column, "")
            parts[column] = self._written(f"{column_letters(column)}{number}", style, piece).encode()
        is_empty = opening[1].endswith(b"/")
        attributes = opening[1].removesuffix(b"/")
        if set(edits) - set(there):
            attributes = _SPANS.sub(b"", attributes)
        close = b"</" + self.prefix.encode() + b"row>"
        rest = close if is_empty else row[cells[-1].end if cells else opening.end() :]
        begin = b"<" + self.prefix.encode() + b"row" + _taller(attributes, height) + b">"
        return begin + b"".join(parts[column] for column in sorted(parts)) + rest

    def _widened(self, area: Block) -> bytes:
        """The head with a dimension that covers the area too."""
        found = re.search(rb"<" + re.escape(self.prefix.encode()) + rb"dimension\b[^>]*>", self.head)
        reference = found and _REFERENCE.search(found[0])
        now = block(reference[1].decode()) if reference else None
        if found is None or reference is None or now is None:
            return self.head
        top, left = min(now.top, area.top), min(now.left, area.left)
        bottom, right = max(now.bottom, area.bottom), max(now.right, area.right)
        wide = f' ref="{a1(top, left)}:{a1(bottom, right)}"'.encode()
        start, end = found.start() + reference.start(), found.start() + reference.end()
        return self.head[:start] + wide + self.head[end:]


class _Frame:
    """What is the same in all new rows of one look: every cell up to its content, in one piece."""

    def __init__(self, prefix: str, look: RowStyle) -> None:
        self.look = look
        self._prefix = prefix
        self._cells: dict[tuple[int, ...], tuple[dict[int, Piece], str]] = {}

    def row(self, number: int, row: Mapping[int, Piece], height: float | None) -> str:
        """A new row with these contents."""
        blank, cells = self._of(tuple(sorted(row.keys() - self.look.styles.keys())))
        told = cells.replace(_HERE, str(number)) % (*{**blank, **row}.values(),)
        tall = height or self.look.height
        size = f' ht="{tall:g}" customHeight="1"' if tall else ""
        return f'<{self._prefix}row r="{number}"{size}>{told}</{self._prefix}row>'

    def _of(self, more: tuple[int, ...]) -> tuple[dict[int, Piece], str]:
        """A blank row with columns beside those that have a style, and its cells without their number and contents."""
        if more not in self._cells:
            columns = sorted({*more, *self.look.styles})
            styles = (_styled(self.look.styles.get(column, "")) for column in columns)
            cells = zip(columns, styles, strict=True)
            told = (f'<{self._prefix}c r="{column_letters(column)}{_HERE}"{style}%s' for column, style in cells)
            self._cells[more] = dict.fromkeys(columns, BLANK), "".join(told)
        return self._cells[more]


def is_blank(row: Mapping[int, Piece]) -> bool:
    """Whether every content of a row is blank."""
    return all(piece == BLANK for piece in row.values())


def _styled(style: str) -> str:
    return f' s="{style}"' if style else ""


def _taller(attributes: bytes, height: float | None) -> bytes:
    """The attributes of a row that is at least this high; it never becomes lower."""
    now = _HEIGHT.search(attributes)
    if height is None or (now and float(now[1]) >= height):
        return attributes
    return _HEIGHTS.sub(b"", attributes) + f' ht="{height:g}" customHeight="1"'.encode()


def _covers(area: Block, row: int, column: int) -> bool:
    return area.top <= row <= area.bottom and area.left <= column <= area.right
