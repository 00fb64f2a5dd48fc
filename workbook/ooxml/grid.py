"""Which cells the rows of a sheet hold, in which order, in which box: plain markup is cut at its cells."""

import re
import string
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import compress
from operator import is_, ne

from workbook.ooxml.address import LAST_COLUMN, LAST_ROW, column_number, place
from workbook.ooxml.known import remembered
from workbook.ooxml.limits import Limits, bomb, unsafe

_PLACES = re.compile(rb'(?:r="[A-Z]{1,3}[1-9][0-9]{0,6})*')
_ROWS = re.compile(rb'(?:r="[0-9]+)*')
_ROW_ENDS = (b"</row>", b"/>")
_END = len(b"</row>")
_LETTERS, _DIGITS = string.ascii_uppercase.encode(), string.digits.encode()
CELL_OPEN, _ROW_OPEN = b"<c ", b"<row "
_OPEN, _CLOSE = b"<sheetData>", b"</sheetData>"
_OUT_OF_ORDER = b'r="0r="0'
_CELL_NAME, _FOREIGN_CELL = b"<c", b":c"
_BARE = re.compile(rb"""(?:[^<>"'/]|"[^"<]*")*(?:/>|>\s*</c>)""")
_FEW = 3
_HEAD = 1 << 10
_KEPT, _KEPT_CELLS = 1 << 20, 1 << 13
"""The largest sheet that others are laid beside; a form has none that is larger."""
_LONG, _BLOCK = 1 << 17, 16
"""Parts from this size on are split beside the last sheet like them, so many cells at once."""


@dataclass(frozen=True, slots=True)
class Box:
    """The rectangle around cells; nothing lies in that of no cells."""

    top: int = 0
    left: int = 0
    bottom: int = 0
    right: int = 0

    def is_bounded(self, limits: Limits) -> bool:
        """Whether every reader can set aside the room it takes."""
        if self.right >= LAST_COLUMN or self.bottom >= LAST_ROW:
            return False
        return (self.right - self.left + 1) * (self.bottom - self.top + 1) <= limits.box


@dataclass(frozen=True)
class Shape:
    """The addresses of the cells of a sheet in their order, which of them each column holds, the box around them."""

    addresses: tuple[bytes, ...]
    columns: Mapping[str, tuple[int, ...]]
    box: Box

    @cached_property
    def numbers(self) -> Mapping[bytes, int]:
        """The place of each address among them."""
        return {address: number for number, address in enumerate(self.addresses)}


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """A sheet cut at its cells: the markup of each cell in order, their shape, and what is written around them.

    ``like`` is the sheet of the same shape that was cut first; ``unlike`` the cells that are written otherwise there.
    """

    pieces: Sequence[bytes]
    shape: Shape
    around: bytes
    like: "Cut | None" = None
    unlike: Sequence[int] = ()

    @property
    def is_small(self) -> bool:
        """Whether it may be kept for others to be laid beside: one that was sent to fill the memory may not."""
        is_short = len(self.pieces) <= _KEPT_CELLS and len(self.around) <= _KEPT
        return is_short and sum(map(len, self.pieces)) <= _KEPT

    def filled(self, column: str) -> list[int]:
        """The numbers of the cells of one column in which something may stand, in order."""
        if self.like is None:
            return [at for at in self.shape.columns.get(column, ()) if is_filled(self.pieces[at])]
        cells, filled = _filled(self.like, column)
        other = cells.intersection(self.unlike)
        return sorted([*(filled - other), *(at for at in other if is_filled(self.pieces[at]))])

    @property
    def origin(self) -> "Cut | None":
        """The sheet this one was laid beside, else itself; None where it may not be kept."""
        return self.like or (self if self.is_small else None)

    def beside(self, pieces: Sequence[bytes], around: bytes) -> "Cut | None":
        """These pieces as a cut; None unless they have the cells and the rows of this one, mostly in the same words."""
        unlike = [*compress(range(len(pieces)), map(ne, self.pieces, pieces))]
        if len(unlike) * _FEW > len(pieces) or not pieces[-1].endswith(_ROW_ENDS):
            return None
        if not all(_are_alike(self.pieces[at], pieces[at]) for at in unlike):
            return None
        around = self.around if around == self.around else around  # what it means is known by this one's hash
        return Cut(pieces, self.shape, around, self, unlike)


@lru_cache(maxsize=64)
def _filled(known: Cut, column: str) -> tuple[frozenset[int], frozenset[int]]:
    """The cells of one column of a sheet that is kept, and those of them in which something may stand."""
    return frozenset(known.shape.columns.get(column, ())), frozenset(known.filled(column))


def _are_alike(known: bytes, piece: bytes) -> bool:
    """Whether two pieces are the same cell, with the same rows begun behind it."""
    end = known.find(b'"', 3) + 1
    row, known_row = piece.find(_ROW_OPEN), known.find(_ROW_OPEN)
    if piece[:end] != known[:end] or (row < 0) != (known_row < 0) or _CELL_NAME in piece or _FOREIGN_CELL in piece:
        return False
    return row < 0 or piece[row - _END :] == known[known_row - _END :]


class _Known:
    """A long sheet that was looked at cell by cell, to split others beside it."""

    def __init__(self, pieces: Sequence[bytes]) -> None:
        self._pieces = pieces
        starts = range(0, len(pieces) - _BLOCK, _BLOCK)
        self._blocks = [CELL_OPEN + CELL_OPEN.join(pieces[at : at + _BLOCK]) for at in starts]

    def split(self, part: bytes, at: int) -> list[bytes]:
        """A part, from its first cell at this place on, split at its cells.

        Where it has the same cells as the known sheet, these are its pieces: nothing is searched for in them.
        """
        pieces: list[bytes] = []
        for block in self._blocks:
            known, end = self._pieces[len(pieces) : len(pieces) + _BLOCK], at + len(block)
            if part.startswith(block, at) and part.startswith(CELL_OPEN, end):
                pieces += known
                at = end
                continue
            found, at = _split_some(part, at, known)
            pieces += found
            if at == len(part) or not any(map(is_, known, found)):
                break
        return pieces if at == len(part) else [*pieces, *part[at + len(CELL_OPEN) :].split(CELL_OPEN)]


def _split_some(part: bytes, at: int, known: Sequence[bytes]) -> tuple[list[bytes], int]:
    """As many cells as are known, and where the next one begins; fewer where the part ends before."""
    found: list[bytes] = []
    for piece in known:
        begin = at + len(CELL_OPEN)
        at = begin + len(piece)
        if part.startswith(piece, begin) and part.startswith(CELL_OPEN, at):
            found.append(piece)
            continue
        at = part.find(CELL_OPEN, begin)
        if at < 0:
            return [*found, part[begin:]], len(part)
        found.append(part[begin:at])
    return found, at


def cut(part: bytes, name: str, limits: Limits) -> Cut | None:
    """A sheet cut at its cells; None unless rows and cells stand in order in its data, each once.

    This is most of what a form costs: where a sheet is written as the last one of its name was, only the cells that
    differ are looked at; else one short slice a cell and a row.
    """
    if len(part) > limits.cells * len(CELL_OPEN) and part.count(CELL_OPEN) > limits.cells:
        raise bomb(f"单元格超过{limits.cells}个")
    found = _cut(part, name)
    if found is not None and not found.shape.box.is_bounded(limits):
        check_filled(filled_places(dict(zip(found.shape.addresses, found.pieces, strict=True))), limits)
    return found


def _cut(part: bytes, name: str) -> Cut | None:
    first = part.find(CELL_OPEN)
    before = part if first < 0 else part[:first]
    begin = before.find(_OPEN) + len(_OPEN)
    if begin < len(_OPEN):
        return None
    head = before[begin:]
    last = _last(name, head) if len(part) > _LONG and len(head) <= _HEAD else None
    pieces = [head] if first < 0 else _split(part, first, last)
    end = pieces[-1].rfind(_CLOSE)
    if end < 0:
        return None
    around = before[:begin] + pieces[-1][end:]
    pieces[-1] = pieces[-1][:end]
    if first < 0:
        head = pieces.pop()
    return _placed(head, pieces, around, name, last)


def _split(part: bytes, first: int, last: Sequence[_Known] | None) -> list[bytes]:
    """A part split at its cells, the first of which begins there."""
    return last[0].split(part, first) if last else part[first + len(CELL_OPEN) :].split(CELL_OPEN)


def _placed(head: bytes, pieces: list[bytes], around: bytes, name: str, last: list[_Known] | None) -> Cut | None:
    """The cut beside a sheet that is kept, else looked at anew and kept for the next ones."""
    kept = _kept(name, len(pieces), head) if len(head) <= _HEAD else []
    found = (kept[0].beside(pieces, around) if kept else None) or _anew(head, pieces, around)
    if found is not None and found.like is None and pieces and found.is_small:
        kept[:] = [found]
        if last is not None:
            last[:] = [_Known(pieces)]
    return found


@lru_cache(maxsize=48)
def _kept(name: str, count: int, head: bytes) -> list[Cut]:  # noqa: ARG001 - the key
    """The sheet that was last looked at cell by cell, of those of one part that begin alike with as many cells."""
    return []


@lru_cache(maxsize=8)
def _last(name: str, head: bytes) -> list[_Known]:  # noqa: ARG001 - the key
    """The long sheet that was last looked at cell by cell, of those of one part that begin alike."""
    return []


def _anew(head: bytes, pieces: Sequence[bytes], around: bytes) -> Cut | None:
    """The cut, looked at cell by cell; None where a cell is told in another way, or in words of another prefix."""
    body = CELL_OPEN.join([head, *pieces])
    if body.count(_CELL_NAME) != len(pieces) or _FOREIGN_CELL in body:
        return None
    addresses = b"".join([piece[: piece.find(b'"', 3)] for piece in pieces])
    shape = _shape(addresses, len(pieces), _rows(body))
    return None if shape is None else Cut(pieces, shape, around)


@remembered(entries=64, longest=32_768)
def _shape(addresses: bytes, count: int, rows: bytes) -> Shape | None:
    """The shape of cells ``r="A1r="B1``; None unless they and the rows ``r="1r="2`` stand in order."""
    whole = tuple(addresses.split(b'r="')[1:])
    if len(whole) != count or _PLACES.fullmatch(addresses) is None or _ROWS.fullmatch(rows) is None:
        return None
    numbers = [int(address.lstrip(_LETTERS)) for address in whole]
    if not _are_in_order(numbers, [int(row) for row in rows.split(b'r="')[1:]]):
        return None
    columns: dict[str, list[int]] = {}
    for at, address in enumerate(whole):
        columns.setdefault(address.rstrip(_DIGITS).decode(), []).append(at)
    if len(set(whole)) != count:
        return None
    box = box_of([column_number(letters) for letters in columns], numbers)
    return Shape(whole, {letters: tuple(found) for letters, found in columns.items()}, box)


def _rows(body: bytes) -> bytes:
    """The numbers of the rows, closed ones too; out of order where a row does not end as it should."""
    starts = body.split(_ROW_OPEN)
    del starts[0]
    if [1 for start in starts if not start.endswith(_ROW_ENDS)]:
        return _OUT_OF_ORDER
    return b"".join([start[: start.find(b'"', 3)] for start in starts])


def _are_in_order(cells: list[int], rows: list[int]) -> bool:
    return sorted(cells) == cells and sorted(set(rows)) == rows and set(cells) <= set(rows)


def box_of(columns: Iterable[int], rows: Iterable[int]) -> Box:
    """The box around these columns and rows."""
    columns, rows = list(columns), list(rows)
    return Box(min(rows), min(columns), max(rows), max(columns)) if columns else Box()


def filled_places(found: dict[bytes, bytes]) -> list[tuple[int, int]]:
    """Where something may stand."""
    filled = [address for address, cell in found.items() if _BARE.match(cell) is None]
    return [place(address.decode()) or (LAST_ROW, LAST_COLUMN) for address in filled]


def check_filled(filled: list[tuple[int, int]], limits: Limits) -> None:
    """Cells at the edge of a sheet and boxes too wide abort other readers; blank ones that are only styled do not."""
    if any(row >= LAST_ROW or column >= LAST_COLUMN for row, column in filled):
        raise unsafe("有内容写在工作表的边缘")
    if not box_of([column for _, column in filled], [row for row, _ in filled]).is_bounded(limits):
        raise bomb("内容所占的区域过大")


def is_filled(cell: bytes) -> bool:
    """Whether anything may stand in a cell."""
    return b"<v" in cell or b"<is" in cell or b"<f" in cell
