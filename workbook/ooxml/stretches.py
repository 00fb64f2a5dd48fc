"""A large sheet in stretches of whole rows, each a sheet of its own: it is looked at without room for all of it.

What is refused of a stretch would be refused of the whole. A sheet that is not written plainly is looked at whole.
"""

import re
from collections.abc import Iterable, Iterator

from workbook.ooxml.container import Container
from workbook.ooxml.grid import Box, Cut
from workbook.ooxml.limits import Limits, bomb
from workbook.ooxml.markup import has_plain_head
from workbook.ooxml.sheet import RawSheet, cut_sheet, read

WHOLE, STRETCH = 4 << 20, 2 << 20
"""A sheet up to this size is looked at in one piece, a larger one so much at a time."""
_OPEN, _CLOSE = b"<sheetData>", b"</sheetData>"
_ROW, _ROW_END = b"<row ", b"</row>"
_NUMBER = re.compile(rb'<row r="([0-9]+)"')


def pages(container: Container, part: str, whole: int = WHOLE, stretch: int = STRETCH) -> Iterator[RawSheet]:
    """What a sheet holds, in order; where a stretch of it is not plain everything comes once more, in one piece.

    Raises:
        RefusedError: it is not within its bounds, or two readers may understand it in two ways.
    """
    limits = container.limits
    if container.size(part) > whole:
        before = _Before(limits)
        for rows in _stretches(container.pieces(part, stretch // 2), stretch):
            page = cut_sheet(rows, part, limits) if rows else None
            if page is None or not before.leads_to(page.cells, rows):
                break
            yield page
        else:
            return
    yield read(container.part(part), part, limits)


def _stretches(pieces: Iterable[bytes], size: int) -> Iterator[bytes]:
    """The sheet as several, each behind what stands before the rows, the last with what follows; blank where unsure."""
    head = rest = b""
    for piece in pieces:
        rest += piece
        if not head:
            begin = rest.find(_OPEN) + len(_OPEN)
            head, rest = rest[:begin], rest[begin:]
            if begin < len(_OPEN) or not has_plain_head(head):
                yield b""
        end = rest.rfind(_ROW_END) + len(_ROW_END)
        if len(rest) > size and end >= len(_ROW_END):
            yield b"" if b"sheetData" in rest[:end] else _behind(head, rest[:end] + _CLOSE)
            rest = rest[end:]
    yield _behind(head, rest) if rest.count(_CLOSE) == 1 else b""


def _behind(head: bytes, rows: bytes) -> bytes:
    """A sheet of these rows; blank where something else may stand there, or in a comment."""
    return head + rows if rows.startswith((_ROW, _CLOSE)) and b"<!" not in rows else b""


class _Before:
    """What was seen of a sheet before a stretch of it: its last row, how many cells, the box around them."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._row = self._count = 0
        self._box = Box()

    def leads_to(self, cells: object, stretch: bytes) -> bool:
        """Whether the stretch may stand behind all before; false where only the whole sheet can tell."""
        if not isinstance(cells, Cut):
            return False
        self._count += len(cells.pieces)
        if self._count > self._limits.cells:
            raise bomb(f"单元格超过{self._limits.cells}个")
        self._box = _around(self._box, cells.shape.box)
        first, last = _NUMBER.search(stretch), _NUMBER.match(stretch, stretch.rfind(_ROW))
        is_behind = first is None or int(first[1]) > self._row
        self._row = int(last[1]) if last else self._row
        return is_behind and self._box.is_bounded(self._limits)


def _around(one: Box, other: Box) -> Box:
    """The box around both; one without cells is none."""
    if not one.bottom or not other.bottom:
        return other if not one.bottom else one
    return Box(
        min(one.top, other.top),
        min(one.left, other.left),
        max(one.bottom, other.bottom),
        max(one.right, other.right),
    )
