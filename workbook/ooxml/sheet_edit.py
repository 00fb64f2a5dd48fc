"""One sheet part with some cells changed: rows and cells that are not named keep their bytes."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from workbook.ooxml.address import Block, a1, block, column_letters, place

_ROOT = re.compile(rb"<(?:([\w.-]+):)?worksheet\b")
_NUMBER = re.compile(rb"""\sr\s*=\s*["'](\d+)["']""")
_ADDRESS = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{1,3}\d{1,7})["']""")
_STYLE = re.compile(rb"""\ss\s*=\s*["'](\d+)["']""")
_SPANS = re.compile(rb"""\sspans\s*=\s*(?:"[^"]*"|'[^']*')""")
_HEIGHT = re.compile(rb"""\sht\s*=\s*["']([\d.]+)["']""")
_HEIGHTS = re.compile(rb"""\s(?:ht|customHeight)\s*=\s*(?:"[^"]*"|'[^']*')""")
_REFERENCE = re.compile(rb"""\sref\s*=\s*["']([A-Z]+\d+(?::[A-Z]+\d+)?)["']""")
_SHARED_OR_ARRAY = re.compile(rb"""\st\s*=\s*["'](?:shared|array|dataTable)["']""")


Piece = str
"""New content of a cell: the XML after its address and style, its closing tag included."""
BLANK = "/>"
Edits = Mapping[int, Mapping[int, Piece]]
"""New contents by row and column."""


@dataclass(frozen=True)
class RowStyle:
    """What a new row looks like: style by column, and its height where it has its own."""

    styles: Mapping[int, str] = field(default_factory=dict)
    height: float | None = None


class BlockedError(Exception):
    """A cell that holds one formula for several cells stands in the way; says which."""


@dataclass(frozen=True, slots=True)
class OldCell:
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
    """A sheet part to be changed: looks up cells and puts new ones in their places."""

    def __init__(self, xml: bytes) -> None:
        root = _ROOT.search(xml)
        if root is None:
            raise ValueError(xml[:80])
        self.prefix = root[1].decode() + ":" if root[1] else ""
        tag = re.escape(self.prefix.encode())
        self._row = re.compile(rb"<" + tag + rb"row\b([^>]*)>")
        self._cell = re.compile(rb"<" + tag + rb"c\b([^>]*?)(?:/>|>(.*?)</" + tag + rb"c>)", re.DOTALL)
        self._formula = re.compile(rb"<" + tag + rb"f\b([^>]*)")
        self._cached = re.compile(
            rb"<%bc\b([^>]*)>(<%bf\b(?:[^>]*/>|[^>]*>[^<]*</%bf>))\s*<%bv\b(?:[^>]*/>|[^>]*>[^<]*</%bv>)" % ((tag,) * 5)
        )
        self._known: dict[object, tuple[list[int], list[str]]] = {}
        self.head, self.rows, self.tail = self._split(xml, tag)

    def _split(self, xml: bytes, tag: bytes) -> tuple[bytes, bytes, bytes]:
        found = re.search(rb"<" + tag + rb"sheetData\b[^>]*?(/?)>", xml)
        if found is None:
            raise ValueError(xml[:80])
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
                raise BlockedError(f"第{last}行在文件中重复或次序颠倒")
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
            found = place(given[1].decode()) if given else None
            column = found[1] if found else column + 1
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

    def check_formulas(self, edits: Edits) -> bool:
        """Whether a formula gives way; refuses where one formula that serves several cells would."""
        gives_way = False
        if b"<" + self.prefix.encode() + b"f" not in self.rows:
            return False
        arrays = [found for found in map(self._array, self._formula.finditer(self.rows)) if found]
        for number, row in edits.items():
            for column in row:
                if any(_covers(area, number, column) for area in arrays):
                    raise BlockedError(a1(number, column))
            for cell in self.cells(number):
                gives_way |= cell.column in row and self._formula.search(cell.inner or b"") is not None
        return gives_way

    def _array(self, match: re.Match[bytes]) -> Block | None:
        """The cells one formula serves, where it is more than its own."""
        reference = _REFERENCE.search(match[1]) if _SHARED_OR_ARRAY.search(match[1]) else None
        found = block(reference[1].decode()) if reference else None
        if found is None or found.size == 1:
            return None
        is_shared = b"shared" in match[1]
        return Block("", found.top, found.left, found.top, found.left) if is_shared else found

    def edited(self, edits: Edits, model: RowStyle, heights: Mapping[int, float]) -> bytes:
        """The part with these cells instead, rows by number, columns by number; stale results are dropped."""
        out: list[bytes] = []
        done = 0
        for number in sorted(edits):
            start, end, is_there = self._extent(number)
            look = model if model.styles else self.row_style(self.row_above(number))
            if start > done:
                out.append(self.rows[done:start])
            done = end
            if is_there:
                out.append(self._changed(self.rows[start:end], number, edits[number], look, heights.get(number)))
            else:
                out.append(self._new(number, edits[number], look, heights.get(number)).encode())
        out.append(self.rows[done:])
        rows = b"".join(out)
        out.clear()
        if b"<" + self.prefix.encode() + b"f" in rows:
            rows = self._cached.sub(self._without_result, rows)
        return self._widened(edits) + rows + self.tail

    def _without_result(self, match: re.Match[bytes]) -> bytes:
        attributes = re.sub(rb"""\st\s*=\s*["'][^"']*["']""", b"", match[1])
        name = self.prefix.encode() + b"c"
        return b"<" + name + attributes + b">" + match[2]

    def _new(self, number: int, row: Mapping[int, Piece], look: RowStyle, height: float | None) -> str:
        if is_blank(row):
            return ""
        columns, frame = self._frame(row, look)
        cells = [*frame]
        cells[1::4] = [str(number)] * len(columns)
        cells[3::4] = [row.get(column, BLANK) for column in columns]
        p = self.prefix
        tall = height or look.height
        size = f' ht="{tall:g}" customHeight="1"' if tall else ""
        return f'<{p}row r="{number}"{size}>{"".join(cells)}</{p}row>'

    def _frame(self, row: Mapping[int, Piece], look: RowStyle) -> tuple[list[int], list[str]]:
        """The columns of a new row, and four pieces a cell: up to the row's number, it, up to the content, it."""
        key = (tuple(look.styles.items()), tuple(row))
        if key not in self._known:
            columns = sorted({*row, *look.styles})
            frames = (
                (f'<{self.prefix}c r="{column_letters(column)}', "", '"' + _styled(look.styles.get(column, "")), "")
                for column in columns
            )
            self._known[key] = columns, [piece for frame in frames for piece in frame]
        return self._known[key]

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

    def _widened(self, edits: Edits) -> bytes:
        """The head with a dimension that covers every cell that is written."""
        rows = [number for number, row in edits.items() if not is_blank(row)]
        columns = {column for row in {tuple(row) for row in edits.values()} for column in row}
        found = re.search(rb"<" + re.escape(self.prefix.encode()) + rb"dimension\b[^>]*>", self.head)
        reference = found and _REFERENCE.search(found[0])
        area = block(reference[1].decode()) if reference else None
        if not rows or found is None or reference is None or area is None:
            return self.head
        top, left = min(area.top, *rows), min(area.left, *columns)
        bottom, right = max(area.bottom, *rows), max(area.right, *columns)
        wide = f' ref="{a1(top, left)}:{a1(bottom, right)}"'.encode()
        start, end = found.start() + reference.start(), found.start() + reference.end()
        return self.head[:start] + wide + self.head[end:]


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
