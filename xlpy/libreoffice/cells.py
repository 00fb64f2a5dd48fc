"""Values in and out of a block, one UNO call each way: numbers, texts, dates, yes and no, errors, nothing."""

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from xlpy.libreoffice.area import Area
from xlpy.libreoffice.bridge import Uno
from xlpy.libreoffice.honest import honest
from xlpy.libreoffice.places import Place
from xlpy.libreoffice.typed import as_excel_reads

ERRORS = {
    -2146826281: "#DIV/0!",
    -2146826246: "#N/A",
    -2146826259: "#NAME?",
    -2146826288: "#NULL!",
    -2146826252: "#NUM!",
    -2146826265: "#REF!",
    -2146826273: "#VALUE!",
}
"""Excel's numbers of errors and their names."""
SOME_ERROR = -2146826273
_CODES = {532: -2146826281, 32767: -2146826246, 525: -2146826259, 521: -2146826288, 503: -2146826252, 524: -2146826265}

_DATE, _TEXT, _LOGICAL = 2, 256, 1024
_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a cell knows no time zone
_BIG = 50_000
_NUMBERS, _FEW = 1 | 2 | 16, 4
"""Cells that hold numbers, dates or formulas; so many formats are asked without looking where numbers are."""

_SIMPLE = {float, int, str, type(None)}
"""What brings no number format along."""

Row = Sequence[Any]


@honest
class Cells(Area):
    """Values of a range."""

    @property
    def raw_value(self) -> Any:
        """The value of one cell, or rows of values."""
        if self.is_empty:
            return None
        rows = self._read()
        return rows[0][0] if self.is_cell else rows

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        if not self.is_empty:
            rows = self._shaped(data)
            self.resized(len(rows), len(rows[0]))._write(rows)  # noqa: SLF001 - itself

    def block(self) -> Sequence[Row]:
        """The values as rows, those of one cell too."""
        return self._read()

    def _read(self) -> Sequence[Row]:
        """The rows: a tuple as UNO gave it holds numbers and texts only, a list other things too."""
        if len(self) > _BIG and (used := self.place.within(self.sheet.used)) != self.place:
            return self._padded(used)
        rows: Sequence[Row] = self.xl.getDataArray()
        if any(None in row for row in rows):
            rows = self._with_errors(rows)
        return self._with_kinds(rows)

    def _padded(self, used: Place | None) -> Sequence[Row]:
        """The used part as it is, nothing around it: whole columns need not travel."""
        blank: Row = ("",) * self.place.ncols
        if used is None:
            return [blank] * self.place.nrows
        before, after = ("",) * (used.column - self.column), ("",) * (self.place.last_column - used.last_column)
        part = self.at(used)
        part.options = self.options
        rows = [
            (*before, *row, *after) if isinstance(row, tuple) else [*before, *row, *after]
            for row in part._read()  # noqa: SLF001 - itself
        ]
        return [blank] * (used.row - self.row) + rows + [blank] * (self.place.last_row - used.last_row)

    def _with_errors(self, rows: Sequence[Row]) -> Sequence[Row]:
        """Errors as Excel's numbers; which error it is costs one call each, so only who asks is told."""
        return [
            [self._error(r, c) if value is None else value for c, value in enumerate(row)] if None in row else row
            for r, row in enumerate(rows)
        ]

    def _error(self, row: int, column: int) -> int:
        if not self.options.get("err_to_str"):
            return SOME_ERROR
        return _CODES.get(self.xl.getCellByPosition(column, row).getError(), SOME_ERROR)

    def _with_kinds(self, rows: Sequence[Row]) -> Sequence[Row]:
        """Dates and yes/no are numbers with a format: where such formats lie, one call tells."""
        has_numbers = any(type(value) is float for row in rows for value in row)
        marked = list(self._marked_numbers(_DATE | _LOGICAL)) if has_numbers else []
        if not marked:
            return rows
        changed = list(rows)
        for kind, place in marked:
            for row in range(place.row - self.row, place.last_row - self.row + 1):
                values = changed[row] = list(changed[row])
                for column in range(place.column - self.column, place.last_column - self.column + 1):
                    if type(values[column]) is float:
                        values[column] = _as_kind(values[column], kind)
        return changed

    def _marked_numbers(self, wanted: int) -> Iterator[tuple[int, Place]]:
        """The parts of this block that hold numbers and whose number format is of a wanted kind."""
        if self._is_alike:
            return self._of_kind(self.xl.NumberFormat, wanted, (self.place,))
        groups = self.xl.getUniqueCellFormatRanges()
        if groups.getCount() <= _FEW:
            return self._grouped(groups, wanted)
        parts = [place_of(part) for part in self.xl.queryContentCells(_NUMBERS).getRangeAddresses()]
        if len(parts) >= groups.getCount():
            return self._grouped(groups, wanted)
        # Few numbers among texts: their formats are fewer than those of the block.
        return itertools.chain.from_iterable(self.at(part)._marked(wanted) for part in parts)  # noqa: SLF001 - itself

    @property
    def _is_alike(self) -> bool:
        """Whether one number format holds in the whole block."""
        return bool(self.xl.getPropertyState("NumberFormat").value != "AMBIGUOUS_VALUE")

    def _marked(self, wanted: int) -> Iterator[tuple[int, Place]]:
        """The parts of this block whose number format is of a wanted kind."""
        if self._is_alike:
            return self._of_kind(self.xl.NumberFormat, wanted, (self.place,))
        return self._grouped(self.xl.getUniqueCellFormatRanges(), wanted)

    def _grouped(self, groups: Uno, wanted: int) -> Iterator[tuple[int, Place]]:
        for index in range(groups.getCount()):
            group = groups.getByIndex(index)
            yield from self._of_kind(group.NumberFormat, wanted, map(place_of, group.getRangeAddresses()))

    def _of_kind(self, number_format: int, wanted: int, places: Iterable[Place]) -> Iterator[tuple[int, Place]]:
        kind = self.sheet.book.formats.kind(number_format) & wanted
        return ((kind, place) for place in places if kind)

    def _shaped(self, data: Any) -> Sequence[Row]:
        """Data as rows: one value fills the block, a flat list is a row."""
        if not isinstance(data, (list, tuple)):
            return [[data] * self.place.ncols] * self.place.nrows
        return data if data and isinstance(data[0], (list, tuple)) else [data]

    def _write(self, rows: Sequence[Row]) -> None:
        if self.sheet.book.app.engine.strict:
            rows = self._as_excel_reads(rows)
        others = [value for row in rows for value in row if type(value) is not float]
        kinds = set(map(type, others))
        has_signs = _has_signs([value for value in others if isinstance(value, str)])
        self.put("setDataArray", _ready(rows, kinds, has_signs=has_signs))
        if not kinds <= _SIMPLE:
            self._mark(rows)
        if has_signs:
            self._enter_formulas(rows)

    def _as_excel_reads(self, rows: Sequence[Row]) -> list[list[Any]]:
        """Texts that look like numbers, truths, dates or times become such, unless the cell's format is text."""
        texts = {cell for _, place in self._marked(_TEXT) for cell in _spots(place)}
        return [
            [
                value if (self.row + r, self.column + c) in texts else as_excel_reads(value)
                for c, value in enumerate(row)
            ]
            for r, row in enumerate(rows)
        ]

    def _mark(self, rows: Sequence[Row]) -> None:
        """Give dates and yes/no their format where the cells had none."""
        formats = self.sheet.book.formats
        spots: dict[str, list[tuple[int, int]]] = {}
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if type(value) not in _SIMPLE and (kind := _kind(value)):
                    spots.setdefault(kind, []).append((r, c))
        for kind, marked in spots.items():
            formats.give(self.sheet.several(self._blocks(marked)), formats.of_kind(kind))

    def _blocks(self, spots: Iterable[tuple[int, int]]) -> list[Place]:
        """Cells as few blocks: runs down each column."""
        blocks: list[Place] = []
        for column, row in sorted((c, r) for r, c in spots):
            place = Place(self.row + row, self.column + column)
            last = blocks[-1] if blocks else None
            if last and last.column == place.column and last.last_row == place.row - 1:
                blocks[-1] = last._replace(nrows=last.nrows + 1)
            else:
                blocks.append(place)
        return blocks

    def _enter_formulas(self, rows: Sequence[Row]) -> None:
        """Texts that begin with an equals sign are formulas, as in Excel."""
        spots = [(r, c) for r, row in enumerate(rows) for c, value in enumerate(row) if is_formula(value)]
        for block in self._blocks(spots):
            first, column = block.row - self.row, block.column - self.column
            self.at(block).formula = [[rows[row][column]] for row in range(first, first + block.nrows)]


def place_of(address: Any) -> Place:
    """The block a UNO address stands for."""
    nrows, ncols = address.EndRow - address.StartRow + 1, address.EndColumn - address.StartColumn + 1
    return Place(address.StartRow + 1, address.StartColumn + 1, nrows, ncols)


def _spots(place: Place) -> Iterator[tuple[int, int]]:
    for row in range(place.row, place.last_row + 1):
        for column in range(place.column, place.last_column + 1):
            yield row, column


def is_formula(value: Any) -> bool:
    """Whether a value is a formula to be entered."""
    return isinstance(value, str) and value[:1] == "=" and len(value) > 1


def _has_signs(texts: Iterable[str]) -> bool:
    """Whether a text begins with an equals sign or an apostrophe: one look at all of them together."""
    joined = "\0" + "\0".join(texts)
    return "\0=" in joined or "\0'" in joined


def _ready(rows: Sequence[Row], kinds: set[type], *, has_signs: bool) -> tuple[tuple[Any, ...], ...]:
    """Rows as ``setDataArray`` takes them."""
    if kinds <= {str} and not has_signs:
        return tuple(map(tuple, rows))
    plain = {float} if has_signs else {float, str}
    return tuple(tuple([value if type(value) in plain else _entered(value) for value in row]) for row in rows)


def _as_kind(number: float, kind: int) -> Any:
    if kind & _LOGICAL:
        return bool(number)
    try:
        return _EPOCH + dt.timedelta(seconds=round(number * 86400, 3))
    except OverflowError:
        return number


def _kind(value: Any) -> str | None:
    """The kind of number format a value brings along."""
    if isinstance(value, dt.datetime):
        return "datetime" if value.time() != dt.time() else "date"
    names = {dt.date: "date", dt.time: "time", dt.timedelta: "duration", bool: "logical"}
    return names.get(type(value))


def serial(value: dt.date | dt.time | dt.timedelta) -> float:
    """A date, time or span as the number a sheet keeps."""
    if isinstance(value, dt.timedelta):
        return value / dt.timedelta(days=1)
    if isinstance(value, dt.time):
        value = dt.datetime.combine(_EPOCH, value)
    if not isinstance(value, dt.datetime):
        value = dt.datetime.combine(value, dt.time())
    return (value.replace(tzinfo=None) - _EPOCH) / dt.timedelta(days=1)


def _entered(value: Any) -> Any:
    """A value as ``setDataArray`` takes it; a formula leaves its place empty."""
    if type(value) is float or type(value) is int:
        return float(value)
    if value is None or is_formula(value):
        return ""
    if isinstance(value, str):
        return value.removeprefix("'")
    if isinstance(value, (dt.date, dt.time, dt.timedelta)):
        return serial(value)
    if isinstance(value, (int, float)):
        return float(value)
    raise TypeError(f"A cell cannot hold {type(value).__name__}: {value!r}.")
