"""Finding in a range: ends of data, regions, texts, kinds of cells."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlpy.libreoffice.area import Area
from xlpy.libreoffice.bridge import Uno
from xlpy.libreoffice.cells import place_of
from xlpy.libreoffice.honest import honest
from xlpy.libreoffice.places import MAX_COLUMNS, MAX_ROWS, Place

if TYPE_CHECKING:
    from xlpy.libreoffice.range import Range

_CONSTANTS = {None: 1 | 2 | 4, "numbers": 1 | 2, "text": 4, "logical": 1}
_RESULTS = {None: 1 | 2 | 4, "numbers": 1, "text": 2, "logical": 1, "errors": 4}
_LOGICAL = 1024
_WILD = re.compile(r"~[*?~]|[*?]|[^*?~]+|~")


@honest
class Searches(Area):
    """Searches of a range."""

    def end(self, direction: str) -> "Range":
        """Where Ctrl and an arrow would lead from the upper left cell."""
        way = direction[0].lower()
        if way not in "udlr":
            raise ValueError(f"direction must be up, down, left or right, not {direction!r}.")
        used = self.sheet.used
        if way in "ud":
            filled = self._filled(Place(1, self.column, used.last_row), self.row)
            row = _end(filled, self.row, MAX_ROWS, back=way == "u")
            return self.at(Place(row, self.column))
        filled = self._filled(Place(self.row, 1, 1, used.last_column), self.column)
        column = _end(filled, self.column, MAX_COLUMNS, back=way == "l")
        return self.at(Place(self.row, column))

    def _filled(self, line: Place, count: int) -> list[bool]:
        """Which of at least so many cells of a line hold something; a formula that says nothing counts."""
        filled = [bool(entry) for row in self.at(line).xl.getFormulaArray() for entry in row]
        return filled + [False] * (count - len(filled))

    @property
    def current_region(self) -> "Range":
        """The block around the range that empty rows and columns enclose."""
        cursor = self.sheet.xl.createCursorByRange(self.xl)
        cursor.collapseToCurrentRegion()
        return self.at(place_of(cursor.getRangeAddress()))

    def find(self, text: str, whole: bool, direction: str, order: str, match_case: bool) -> "Range | None":
        """The first cell that shows a text, or the last one when searching backward."""
        inside = self.place.within(self.sheet.used)
        if inside is None:
            return None
        wanted = pattern(text, whole=whole, match_case=match_case)
        shown = self.at(inside).shown()
        spots = [(r, c) for r, row in enumerate(shown) for c, said in enumerate(row) if wanted.search(said)]
        if not spots:
            return None
        spots.sort(key=lambda spot: spot if order == "rows" else spot[::-1])
        row, column = spots[0] if direction == "forward" else spots[-1]
        return self.at(Place(inside.row + row, inside.column + column))

    def shown(self) -> list[list[str]]:
        """What the cells show; numbers with a format of their own cost one call each."""
        rows = self.xl.getDataArray()
        plain = self.number_format == "General"
        return [
            [self._shown(row, column, value, plain=plain) for column, value in enumerate(values)]
            for row, values in enumerate(rows)
        ]

    def _shown(self, row: int, column: int, value: Any, *, plain: bool) -> str:
        if isinstance(value, str):
            return value
        if plain and value is not None:
            return f"{value:.15g}"
        return str(self.xl.getCellByPosition(column, row).getString())

    def replace_all(self, old: str, new: str, whole: bool, match_case: bool) -> None:
        """Replace a text in constants and formulas."""
        inside = self.place.within(self.sheet.used)
        if inside is None:
            return
        wanted = pattern(old, whole=whole, match_case=match_case)
        rows = self.at(inside).formula
        for row, entries in enumerate(rows if isinstance(rows, tuple) else ((rows,),)):
            for column, entry in enumerate(entries):
                if (changed := wanted.sub(lambda _: new, entry)) != entry:
                    self._replace(Place(inside.row + row, inside.column + column), changed)

    def _replace(self, place: Place, entry: str) -> None:
        cell = self.at(place)
        if entry.startswith("=") or not isinstance(cell.raw_value, str):
            cell.formula = entry
        else:
            cell.raw_value = entry

    def get_special_cells(self, cell_type: str, value_type: str | None) -> "list[Range]":
        """The blocks of blank, constant, formula or visible cells."""
        if cell_type == "blanks":
            inside = self.place.within(self.sheet.used)
            return [self.at(place) for place in _places(self.at(inside).xl.queryEmptyCells())] if inside else []
        if cell_type == "visible":
            return [self.at(place) for place in _places(self.xl.queryVisibleCells())]
        if value_type == "errors" and cell_type == "constants":
            return []
        if cell_type == "constants":
            found = _places(self.xl.queryContentCells(_CONSTANTS[value_type]))
        else:
            found = _places(self.xl.queryFormulaCells(_RESULTS[value_type]))
        if value_type in ("numbers", "logical"):
            found = self._logical_or_not(found, logical=value_type == "logical")
        return [self.at(place) for place in found]

    def _logical_or_not(self, places: list[Place], *, logical: bool) -> list[Place]:
        """Yes and no are numbers to LibreOffice: the number format tells."""
        truths = {cell for _, place in self._marked(_LOGICAL) for cell in _cells(place)}  # type: ignore[attr-defined]
        cells = [cell for place in places for cell in _cells(place)]
        if not truths:
            return [] if logical else places
        return [cell for cell in cells if (cell in truths) == logical]


def pattern(text: str, *, whole: bool, match_case: bool) -> re.Pattern[str]:
    """A text with Excel's wildcards ``*`` and ``?``, which ``~`` makes plain."""
    signs = {"*": ".*", "?": "."}
    said = "".join(signs.get(part) or re.escape(part.removeprefix("~") or part) for part in _WILD.findall(text))
    said = rf"\A(?:{said})\Z" if whole else said
    return re.compile(said, re.DOTALL | (0 if match_case else re.IGNORECASE))


def _end(filled: list[bool], start: int, edge: int, *, back: bool) -> int:
    """The number of the cell where data begin or end, seen from a start; filled counts from cell 1."""
    ahead = filled[start - 1 :: -1] if back else filled[start - 1 :]
    step = -1 if back else 1
    if len(ahead) > 1 and ahead[0] and ahead[1]:
        run = next((n for n, is_filled in enumerate(ahead) if not is_filled), len(ahead))
        return start + step * (run - 1)
    gap = next((n for n, is_filled in enumerate(ahead[1:], 1) if is_filled), None)
    if gap is None:
        return 1 if back else edge
    return start + step * gap


def _places(found: Uno) -> list[Place]:
    return [place_of(address) for address in found.getRangeAddresses()]


def _cells(place: Place) -> Iterator[Place]:
    for row in range(place.row, place.last_row + 1):
        for column in range(place.column, place.last_column + 1):
            yield Place(row, column)
