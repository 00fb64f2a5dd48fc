"""Auto-filters: which rows of a block are shown, and the criteria behind it."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xlpy.libreoffice import bridge
from xlpy.libreoffice.bridge import Uno
from xlpy.libreoffice.cells import serial
from xlpy.libreoffice.honest import honest

if TYPE_CHECKING:
    from xlpy.libreoffice.range import Range

_OPERATORS = {
    "equal_to": ("EQUAL", "="),
    "not_equal_to": ("NOT_EQUAL", "<>"),
    "greater_than": ("GREATER", ">"),
    "less_than": ("LESS", "<"),
    "greater_than_or_equal": ("GREATER_EQUAL", ">="),
    "less_than_or_equal": ("LESS_EQUAL", "<="),
}
_NUMBERS = {
    "EMPTY": 0, "NOT_EMPTY": 1, "EQUAL": 2, "NOT_EQUAL": 3, "GREATER": 4, "GREATER_EQUAL": 5,
    "LESS": 6, "LESS_EQUAL": 7, "TOP_VALUES": 8, "TOP_PERCENT": 9, "BOTTOM_VALUES": 10, "BOTTOM_PERCENT": 11,
}  # fmt: skip
_NAMES = {number: name for name, number in _NUMBERS.items()}
_COUNTED = {
    "TOP_VALUES": "top_items", "TOP_PERCENT": "top_percent",
    "BOTTOM_VALUES": "bottom_items", "BOTTOM_PERCENT": "bottom_percent",
}  # fmt: skip


@honest
class AutoFilter(base_classes.AutoFilter):
    """The filter of a block whose first row is a header."""

    def __init__(self, cells: "Range") -> None:
        self.cells = cells

    @property
    def api(self) -> Uno:
        """The filter's description as UNO knows it."""
        return self._database().getFilterDescriptor()

    def _database(self) -> Uno:
        """The database range that carries the filter; a new one where there is none."""
        ranges = self.cells.sheet.book.xl.DatabaseRanges
        address = self.cells.sheet.address_of(self.cells.place)
        for index in range(ranges.getCount()):
            each = ranges.getByIndex(index)
            if each.getDataArea() == address:
                return each
        name = f"Filter_{self.cells.sheet.index}_{self.cells.row}_{self.cells.column}"
        ranges.addNewByName(name, address)
        return ranges.getByName(name)

    def _fields(self) -> list[Uno]:
        return list(self._database().getFilterDescriptor().getFilterFields2())

    def _show(self, fields: list[Uno]) -> None:
        """Filter by these fields."""
        database = self._database()
        database.AutoFilter = True
        database.ContainsHeader = True
        descriptor = database.getFilterDescriptor()
        descriptor.ContainsHeader = True
        descriptor.setFilterFields2(tuple(fields))
        database.refresh()
        if not fields:
            everything = self.cells.xl.createFilterDescriptor(True)
            everything.ContainsHeader = True
            self.cells.xl.filter(everything)

    def _put(self, field: int, *conditions: tuple[str, Any], either: bool = False) -> None:
        """Replace the conditions of one column."""
        others = [each for each in self._fields() if each.Field != field - 1]
        added = []
        for index, (operator, value) in enumerate(conditions):
            connection = "OR" if either and index else "AND"
            is_number = isinstance(value, float)
            added.append(
                bridge.struct(
                    "sheet.TableFilterField2",
                    Connection=bridge.enum("sheet.FilterConnection", connection),
                    Field=field - 1,
                    Operator=_NUMBERS[operator],
                    IsNumeric=is_number,
                    NumericValue=value if is_number else 0.0,
                    StringValue="" if is_number or value is None else str(value),
                )
            )
        self._show([*added, *others])

    def apply_values(self, field: int, values: list[str]) -> None:
        """Show the rows that say one of these."""
        self._put(field, *(("EQUAL", _operand(value)) for value in values), either=True)

    def apply_comparison(self, field: int, operator: str, value1: Any, value2: Any) -> None:
        """Show the rows that compare so."""
        first, second = _operand(value1), _operand(value2)
        if operator == "between":
            self._put(field, ("GREATER_EQUAL", first), ("LESS_EQUAL", second))
        elif operator == "not_between":
            self._put(field, ("LESS", first), ("GREATER", second), either=True)
        elif first is None:
            self._put(field, ("EMPTY" if operator == "equal_to" else "NOT_EMPTY", None))
        else:
            self._put(field, (_OPERATORS[operator][0], first))

    def apply_top_items(self, field: int, count: int) -> None:
        """Show the rows with the largest numbers."""
        self._put(field, ("TOP_VALUES", float(count)))

    def apply_bottom_items(self, field: int, count: int) -> None:
        """Show the rows with the smallest numbers."""
        self._put(field, ("BOTTOM_VALUES", float(count)))

    def apply_top_percent(self, field: int, percent: float) -> None:
        """Show the rows with the largest numbers, by share."""
        self._put(field, ("TOP_PERCENT", float(percent)))

    def apply_bottom_percent(self, field: int, percent: float) -> None:
        """Show the rows with the smallest numbers, by share."""
        self._put(field, ("BOTTOM_PERCENT", float(percent)))

    def clear(self, field: int | None) -> None:
        """Show all rows again, or those that one column hid."""
        self._show([] if field is None else [each for each in self._fields() if each.Field != field - 1])

    @property
    def criteria(self) -> list[dict[str, Any]]:
        """What each column asks for."""
        fields = self._fields()
        return [
            _criteria(column, [each for each in fields if each.Field == column - 1])
            for column in range(1, self.cells.place.ncols + 1)
        ]


def _operand(value: Any) -> Any:
    """A number, a date's serial, or text."""
    if isinstance(value, dict):
        return serial(dt.datetime.fromisoformat(value["value"]))
    try:
        return float(value)
    except (TypeError, ValueError):
        return value


def _said(field: Uno) -> str:
    value = field.NumericValue if field.IsNumeric else field.StringValue
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _criteria(column: int, fields: list[Uno]) -> dict[str, Any]:
    """One column's criteria as xlwings tells them."""
    if not fields:
        return base_classes.empty_autofilter_criteria(column)
    names = [_NAMES.get(field.Operator, "") for field in fields]
    if names[0] in _COUNTED:
        return base_classes.autofilter_criteria_snapshot(column, _COUNTED[names[0]], fields[0].NumericValue)
    if set(names) == {"EQUAL"}:
        return base_classes.autofilter_criteria_snapshot(column, "values", [_said(field) for field in fields])
    signs = dict(_OPERATORS.values()) | {"EMPTY": "=", "NOT_EMPTY": "<>"}
    said = [signs.get(name, "") + _said(field) for name, field in zip(names, fields, strict=True)]
    joined = "or" if fields[-1].Connection.value == "OR" else "and"
    second = said[1] if len(said) > 1 else None
    return base_classes.autofilter_criteria_snapshot(column, "comparison", said[0], second, joined)
