"""Which cells the rows of a sheet hold, in which order, in which box: plain markup is cut at its cells."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from workbook.ooxml.address import LAST_COLUMN, LAST_ROW, column_number, place
from workbook.ooxml.known import remembered
from workbook.ooxml.limits import Limits, bomb, unsafe

_PLACE = re.compile(rb" ([A-Z]{1,3})([1-9][0-9]{0,6})(?= )")
_ROW_ENDS = (b"</row>", b"/>")
CELL_OPEN, _ROW_OPEN = b"<c ", b'<row r="'
_OUT_OF_ORDER = [b"0", b"0"]


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


def cut(body: bytes, limits: Limits) -> dict[bytes, bytes] | None:
    """The markup of each cell by address; None unless rows and cells stand in order, each once."""
    if body.count(CELL_OPEN) > limits.cells:
        raise bomb(f"单元格超过{limits.cells}个")
    pieces: list[bytes] = body.split(CELL_OPEN)
    if pieces.pop(0).find(b"<c>") >= 0:
        return None
    addresses = [piece[3 : piece.find(b'"', 3)] for piece in pieces]
    found = dict(zip(addresses, pieces, strict=True))
    if len(found) != len(pieces) or [1 for piece in pieces if piece[:3] != b'r="']:
        return None
    box = _box(b" ".join([b"", *addresses, b""]), len(addresses), b" ".join(_row_numbers(body)))
    if box is None:
        return None
    if not box.is_bounded(limits):
        check_filled(filled_places(found), limits)
    return found


@remembered(entries=64, longest=65_536)
def _box(addresses: bytes, count: int, rows: bytes) -> Box | None:
    """The box of these addresses, which lie between blanks; None unless they and the rows stand in order."""
    places = _PLACE.findall(addresses)
    if len(places) != count:
        return None
    numbers = [int(number) for _, number in places]
    if not _are_in_order(numbers, [int(row) for row in rows.split()]):
        return None
    return box_of([column_number(letters.decode()) for letters in {letters for letters, _ in places}], numbers)


def _row_numbers(body: bytes) -> list[bytes]:
    """The numbers of the rows, closed ones too; out of order where a row does not end as it should."""
    starts = body.split(_ROW_OPEN)
    del starts[0]
    numbers = [start[: start.find(b'"')] for start in starts]
    if not all(number.isdigit() and start.endswith(_ROW_ENDS) for number, start in zip(numbers, starts, strict=True)):
        return _OUT_OF_ORDER
    return numbers


def _are_in_order(cells: list[int], rows: list[int]) -> bool:
    return sorted(cells) == cells and sorted(set(rows)) == rows and set(cells) <= set(rows)


def box_of(columns: Iterable[int], rows: Iterable[int]) -> Box:
    """The box around these columns and rows."""
    columns, rows = list(columns), list(rows)
    return Box(min(rows), min(columns), max(rows), max(columns)) if columns else Box()


def filled_places(found: dict[bytes, bytes]) -> list[tuple[int, int]]:
    """Where something may stand."""
    return [place(address.decode()) or (LAST_ROW, LAST_COLUMN) for address, cell in found.items() if is_filled(cell)]


def check_filled(filled: list[tuple[int, int]], limits: Limits) -> None:
    """Cells at the edge of a sheet and boxes too wide abort other readers; blank ones that are only styled do not."""
    if any(row >= LAST_ROW or column >= LAST_COLUMN for row, column in filled):
        raise unsafe("有内容写在工作表的边缘")
    if not box_of([column for _, column in filled], [row for row, _ in filled]).is_bounded(limits):
        raise bomb("内容所占的区域过大")


def is_filled(cell: bytes) -> bool:
    """Whether anything may stand in a cell."""
    return b"<v" in cell or b"<is" in cell or b"<f" in cell
