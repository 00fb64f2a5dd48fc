"""Changing a range: clear, insert, delete, copy, move, paste, fill, sort, drop duplicates."""

from typing import TYPE_CHECKING, Any

from xlpy.libreoffice import bridge, pasting
from xlpy.libreoffice.area import Area
from xlpy.libreoffice.errors import cannot
from xlpy.libreoffice.honest import honest

if TYPE_CHECKING:
    pass

_CONTENTS = 1 | 2 | 4 | 16
_FORMATS = 32 | 64 | 256 | 512
_NOTES = 8


@honest
class Edits(Area):
    """Edits of a range."""

    def clear_contents(self) -> None:
        """Empty the cells, keep their looks."""
        self._clear(_CONTENTS)

    def clear_formats(self) -> None:
        """Keep what the cells say, drop their looks."""
        self._clear(_FORMATS)

    def clear(self) -> None:
        """Empty the cells, drop their looks and notes."""
        if not self.is_empty and self.xl.getIsMerged():
            self.xl.merge(False)
        self._clear(_CONTENTS | _FORMATS | _NOTES)

    def _clear(self, flags: int) -> None:
        if self.is_empty:
            return
        self.guard()
        self.xl.clearContents(flags)

    def insert(self, shift: str | None = None, copy_origin: str | None = None) -> None:
        """Insert cells here; whole rows and columns are inserted as such."""
        if copy_origin not in (None, "format_from_left_or_above", "format_from_right_or_below"):
            raise ValueError(f"Invalid copy_origin {copy_origin!r}.")
        mode = self._mode({"down": "DOWN", "right": "RIGHT"}, shift)
        self.sheet.xl.insertCells(self.xl.getRangeAddress(), bridge.enum("sheet.CellInsertMode", mode))
        self.sheet.book.app.shifts += 1
        if copy_origin == "format_from_right_or_below":
            down = mode in ("DOWN", "ROWS")
            nearby = self.place._replace(
                row=self.row + self.place.nrows * down, column=self.column + self.place.ncols * (not down)
            )
            pasting.paste(self.at(nearby), self.at(self.place), what="formats")

    def delete(self, shift: str | None = None) -> None:
        """Delete the cells; the others move up or left."""
        mode = self._mode({"up": "UP", "left": "LEFT"}, shift)
        self.sheet.xl.removeRange(self.xl.getRangeAddress(), bridge.enum("sheet.CellDeleteMode", mode))
        self.sheet.book.app.shifts += 1

    def _mode(self, known: dict[str, str], shift: str | None) -> str:
        """The way the other cells move; without a wish the shape decides, as in Excel."""
        if self.place.is_whole_rows:
            return "ROWS"
        if self.place.is_whole_columns:
            return "COLUMNS"
        if shift is None:
            vertical, horizontal = known.values()
            return horizontal if self.place.nrows > self.place.ncols else vertical
        if shift not in known:
            raise ValueError(f"shift must be one of {', '.join(known)}, not {shift!r}.")
        return known[shift]

    def copy(self, destination: Any = None) -> None:
        """Copy to a place, or to the clipboard."""
        if destination is None:
            self.sheet.book.app.clipboard = self.at(self.place)
            return
        pasting.copy(self.at(self.place), destination.impl)

    def copy_from(
        self,
        source_range: Any,
        copy_type: str = "all",
        skip_blanks: bool = False,
        transpose: bool = False,
    ) -> None:
        """Copy a range here: all of it, or its formulas, values or formats."""
        pasting.paste(
            source_range.impl, self.at(self.place), what=copy_type, skip_blanks=skip_blanks, transpose=transpose
        )

    def paste(
        self,
        paste: str | None = None,
        operation: str | None = None,
        skip_blanks: bool = False,
        transpose: bool = False,
    ) -> None:
        """Paste what ``copy`` took."""
        source = self.sheet.book.app.clipboard
        if source is None:
            raise cannot("Range.paste", "nothing was copied by Range.copy() before")
        pasting.paste(
            source,
            self.at(self.place),
            what=paste or "all",
            operation=operation,
            skip_blanks=skip_blanks,
            transpose=transpose,
        )

    def move(self, destination: Any) -> None:
        """Cut and paste; formulas that refer here follow."""
        self.sheet.xl.moveRange(destination.impl.corner.getCellAddress(), self.xl.getRangeAddress())

    def autofill(self, destination: Any, type_: str = "fill_default") -> None:
        """Go on with a series over a destination that begins with this range."""
        pasting.fill(self.at(self.place), destination.impl, type_)

    def sort(self, keys: list[int], ascending: list[bool], has_headers: bool) -> None:
        """Sort the rows by columns of the range."""
        fields = tuple(
            bridge.struct("table.TableSortField", Field=key - 1, IsAscending=up)
            for key, up in zip(keys, ascending, strict=True)
        )
        self.xl.sort(
            bridge.properties(
                SortFields=bridge.typed("[]com.sun.star.table.TableSortField", fields),
                ContainsHeader=has_headers,
                IsSortColumns=False,
            )
        )

    def remove_duplicates(self, columns: list[int], has_headers: bool) -> None:
        """Keep the first row of each kind; case does not tell rows apart."""
        data = self.xl.getDataArray()
        formulas = self.xl.getFormulaArray()
        seen: set[tuple[Any, ...]] = set()
        kept = []
        for index, row in enumerate(data):
            key = tuple(_folded(row[column - 1]) for column in columns)
            if (has_headers and index == 0) or key not in seen:
                kept.append(formulas[index])
                seen |= set() if has_headers and index == 0 else {key}
        blank = ("",) * self.place.ncols
        self.put("setFormulaArray", tuple(kept) + (blank,) * (len(data) - len(kept)))


def _folded(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value
