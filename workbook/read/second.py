"""The second reader: python-calamine looks at the same cells, and both must see the same."""

import datetime as dt
import io
import math
import re
from dataclasses import dataclass

import python_calamine as calamine

from workbook.errors import UnreadableError
from workbook.ooxml.address import a1, place
from workbook.ooxml.book import Book, serial
from workbook.ooxml.cell import WHITE, Cell
from workbook.ooxml.container import key
from workbook.ooxml.limits import RefusedError
from workbook.ooxml.opened import Opened
from workbook.ooxml.package import packed
from workbook.ooxml.text import clean

Seen = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta

_PANIC = "PanicException"
_UNREAD = (calamine.CalamineError, RefusedError, ValueError, OSError, LookupError)
"""What comes of a book that the other reader does not read, and that cannot be made plainer for it."""
_NEAR = 1e-9
_MILLISECOND = 1 / 86_400_000
_OUTLINE, _OUTLINE_RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_MODULE = re.compile(rb"""<(?:\w+:)?sheet\s[^<>]*:id=(?:""|'')[^<>]*/>""")
_DIMENSION = re.compile(rb"<(?:\w+:)?dimension\s[^<>]*/>")


class Second:
    """One book as calamine sees it; a sheet is read when the first of its cells is asked for."""

    def __init__(self, data: bytes, book: Book) -> None:
        self._data = data
        self._book = book
        self._grids: dict[str, Grid] = {}
        self._native: calamine.CalamineWorkbook | None = None

    def confirm(self, sheet: str, address: str, cell: Cell) -> None:
        """Refuse the file unless both readers see the same in this cell.

        Raises:
            UnreadableError: FILE-DISAGREE, with the cell that differs.
        """
        where = place(address)
        if where is None:
            raise self._refusal(f"{sheet}!{address} 的内容两种读法不一致")
        self.confirm_at(sheet, where, cell)

    def confirm_at(self, sheet: str, where: tuple[int, int], cell: Cell) -> None:
        """The same for a cell by its row and column.

        Raises:
            UnreadableError: FILE-DISAGREE, with the cell that differs.
        """
        grid = self._grids.get(sheet) or self.look(sheet)
        if not agree(cell, grid.seen(*where), is_1904=self._book.is_1904):
            raise self._refusal(f"{sheet}!{a1(*where)} 的内容两种读法不一致")

    def look(self, sheet: str) -> "Grid":
        """Read a sheet; refuses the file when this reader cannot."""
        grid = self._grids.get(sheet)
        if grid is None:
            grid = self._grids[sheet] = self._grid(sheet)
        return grid

    def _grid(self, title: str) -> "Grid":
        try:
            return self._laid_out(title)
        except _UNREAD as error:
            raise self._refusal("另一种读法读不了") from error
        except BaseException as error:
            if type(error).__name__ != _PANIC:
                raise
            raise self._refusal("另一种读法读不了") from error

    def _laid_out(self, title: str) -> "Grid":
        """A sheet as calamine sees it, at the second attempt without what it stumbles over."""
        try:
            return self._taken(title)
        except calamine.CalamineError:
            self._data, self._native = _bared(self._data), None
            return self._taken(title)

    def _taken(self, title: str) -> "Grid":
        if self._native is None:
            self._native = calamine.CalamineWorkbook.from_filelike(io.BytesIO(self._data))
        sheet = self._native.get_sheet_by_name(title)
        return Grid(sheet.start or (0, 0), sheet.to_python(skip_empty_area=True))

    def _refusal(self, reason: str) -> UnreadableError:
        return UnreadableError(self._book.name, "FILE-DISAGREE", f"{reason}。请用 Excel 或 WPS 打开后另存再报送。")


def agree(ours: Cell, theirs: Seen, *, is_1904: bool) -> bool:
    """Whether two readers mean the same: dates as numbers, text without the white space around it.

    calamine shows an error as blank and a blank as an empty text.
    """
    mine = ours.value
    if mine == theirs if isinstance(mine, str) else mine is None and theirs == "":
        return True
    if ours.is_error or ours.is_blank:
        return ours.is_error or (isinstance(theirs, str) and not theirs.strip(WHITE))
    if isinstance(mine, str):
        return isinstance(theirs, str) and (mine == theirs or _bare(mine) == _bare(theirs))
    if isinstance(mine, bool) or isinstance(theirs, bool):
        return mine is theirs
    number = serial(mine, is_1904=is_1904) if isinstance(mine, dt.datetime) else mine
    other = _number(theirs, is_1904=is_1904)
    near = _MILLISECOND if isinstance(theirs, dt.time | dt.date | dt.timedelta) else _NEAR
    return number is not None and other is not None and math.isclose(number, other, rel_tol=_NEAR, abs_tol=near)


@dataclass(frozen=True, slots=True)
class Grid:
    """The rectangle around everything on a sheet; ``start`` counts from 0."""

    start: tuple[int, int]
    lines: list[list[Seen]]

    def seen(self, row: int, column: int) -> Seen:
        """What stands in a cell; an empty text outside the rectangle."""
        down, right = row - 1 - self.start[0], column - 1 - self.start[1]
        if not (0 <= down < len(self.lines) and 0 <= right < len(self.lines[down])):
            return ""
        return self.lines[down][right]


def _bared(data: bytes) -> bytes:
    """The same book without what calamine stumbles over and no cell hangs on: sheets of old macros, claimed ranges.

    Calamine asks for the outline under its usual name only; some servers write ``xl/workbook2.xml``.
    """
    opened = Opened(data)
    found = opened.needed()
    for sheet in map(key, filter(None, opened.sheets.values())):
        found[sheet] = _DIMENSION.sub(b"", found[sheet], 1)
    found[key(opened.path)] = _MODULE.sub(b"", opened.xml)
    folder, _, name = key(opened.path).rpartition("/")
    for ours, usual in ((f"{folder}/{name}", _OUTLINE), (f"{folder}/_rels/{name}.rels", _OUTLINE_RELATIONS)):
        found[usual] = found.pop(ours)
    return packed(found)


def _bare(text: str) -> str:
    return clean(text).strip(WHITE)


def _number(seen: Seen, *, is_1904: bool) -> float | None:
    if isinstance(seen, dt.datetime):
        return serial(seen, is_1904=is_1904)
    if isinstance(seen, dt.date):
        return serial(dt.datetime.combine(seen, dt.time()), is_1904=is_1904)
    if isinstance(seen, dt.time):
        return serial(dt.datetime.combine(dt.date(1904, 1, 1), seen), is_1904=True)
    if isinstance(seen, dt.timedelta):
        return seen / dt.timedelta(days=1)
    return _padded(seen) if isinstance(seen, str) else float(seen)


def _padded(seen: str) -> float | None:
    """A number with white space around it, which calamine shows as a text."""
    try:
        return float(seen) if seen != seen.strip() else None
    except ValueError:
        return None
