"""Data validation: which values a cell takes, what it says about it."""

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xlpy.libreoffice import bridge
from xlpy.libreoffice.area import Area
from xlpy.libreoffice.bridge import Uno
from xlpy.libreoffice.grammar import to_api, to_excel
from xlpy.libreoffice.honest import honest

if TYPE_CHECKING:
    from xlpy.libreoffice.range import Range

_TYPES = {
    "none": "ANY",
    "whole_number": "WHOLE",
    "decimal": "DECIMAL",
    "list": "LIST",
    "date": "DATE",
    "time": "TIME",
    "text_length": "TEXT_LEN",
    "custom": "CUSTOM",
}
_COMPARED = ("whole_number", "decimal", "date", "time", "text_length")
OPERATORS = {
    "between": "BETWEEN",
    "not_between": "NOT_BETWEEN",
    "equal_to": "EQUAL",
    "not_equal_to": "NOT_EQUAL",
    "greater_than": "GREATER",
    "less_than": "LESS",
    "greater_than_or_equal": "GREATER_EQUAL",
    "less_than_or_equal": "LESS_EQUAL",
}
_STYLES = {"STOP": "stop", "WARNING": "warning", "INFO": "information", "MACRO": "stop"}


def _key(names: dict[str, str], value: str) -> str | None:
    return next((name for name, said in names.items() if said == value), None)


@honest
class DataValidation(base_classes.DataValidation):
    """The validation of a block of cells."""

    def __init__(self, cells: "Range") -> None:
        self.cells = cells

    @property
    def api(self) -> Uno:
        """The validation as UNO knows it."""
        return self.cells.xl.Validation

    @property
    def type(self) -> str:
        """The kind of rule; whether only some cells have one, or cells have different ones."""
        if self.cells.xl.getPropertyState("Validation").value != "AMBIGUOUS_VALUE":
            return _key(_TYPES, self.api.Type.value) or "unknown"
        kinds = {group.Validation.Type.value for group in self._groups()}
        return "mixed_criteria" if "ANY" in kinds else "inconsistent"

    def _groups(self) -> list[Uno]:
        groups = self.cells.xl.getUniqueCellFormatRanges()
        return [groups.getByIndex(index) for index in range(groups.getCount())]

    def _said(self, name: str, *types: str) -> Any:
        """A property of the rule, None where there is no rule of these kinds."""
        kind = self.type
        if kind in ("none", "mixed_criteria", "inconsistent") or (types and kind not in types):
            return None
        return getattr(self.api, name)

    @property
    def operator(self) -> str | None:
        """How values are compared."""
        return _key(OPERATORS, self.api.getOperator().value) if self.type in _COMPARED else None

    def _formula(self, which: str) -> str:
        said = getattr(self.api, which)()
        return to_excel(said, self.cells.sheet.book.sheet_names)

    @property
    def formula1(self) -> str | None:
        """What values are compared with."""
        return self._formula("getFormula1") if self.type in _COMPARED else None

    @property
    def formula2(self) -> str | None:
        """The other end of between."""
        return self._formula("getFormula2") if self.operator in ("between", "not_between") else None

    @property
    def formula(self) -> str | None:
        """The formula of a custom rule."""
        return f"={self._formula('getFormula1').removeprefix('=')}" if self.type == "custom" else None

    @property
    def source(self) -> str | None:
        """The values of a list with commas between, or the cells they stand in."""
        if self.type != "list":
            return None
        said = self.api.getFormula1()
        if said.startswith('"'):
            return ",".join(part.strip('"') for part in said.split(";"))
        return f"={to_excel(said, self.cells.sheet.book.sheet_names)}"

    @property
    def in_cell_dropdown(self) -> bool | None:
        """Whether a list drops down in the cell."""
        shown = self._said("ShowList", "list")
        return None if shown is None else bool(shown)

    @property
    def ignore_blank(self) -> bool | None:
        """Whether an empty cell is let be."""
        return self._said("IgnoreBlankCells")  # type: ignore[no-any-return]  # UNO carries no types

    @property
    def input_title(self) -> str | None:
        """The title of the prompt."""
        return self._said("InputTitle")  # type: ignore[no-any-return]  # UNO carries no types

    @property
    def input_message(self) -> str | None:
        """The prompt."""
        return self._said("InputMessage")  # type: ignore[no-any-return]  # UNO carries no types

    @property
    def show_input(self) -> bool | None:
        """Whether the prompt is shown."""
        return self._said("ShowInputMessage")  # type: ignore[no-any-return]  # UNO carries no types

    @property
    def error_title(self) -> str | None:
        """The title of the refusal."""
        return self._said("ErrorTitle")  # type: ignore[no-any-return]  # UNO carries no types

    @property
    def error_message(self) -> str | None:
        """The refusal."""
        return self._said("ErrorMessage")  # type: ignore[no-any-return]  # UNO carries no types

    @property
    def show_error(self) -> bool | None:
        """Whether a wrong value is refused."""
        return self._said("ShowErrorMessage")  # type: ignore[no-any-return]  # UNO carries no types

    @property
    def alert_style(self) -> str | None:
        """Stop, warning or information."""
        style = self._said("ErrorAlertStyle")
        return None if style is None else _STYLES[style.value]

    def set_list(self, source: Any, in_cell_dropdown: bool) -> None:
        """Take only the values of a list, a range or a name."""
        if isinstance(source, Area):
            formula = to_api(f"={source.sheet.quoted}!{source.address}").removeprefix("=")
        elif isinstance(source, base_classes.Name):
            formula = source.name
        else:
            formula = ";".join(f'"{value}"' for value in source)
        self._set("list", None, formula, None, ShowList=1 if in_cell_dropdown else 0)

    def set_rule(self, rule_type: str, operator: str | None, formula1: str, formula2: str | None) -> None:
        """Take only values that compare so, or that a formula allows."""
        first, second = (None if said is None else to_api(said).removeprefix("=") for said in (formula1, formula2))
        self._set(rule_type, operator, first, second)

    def _set(self, kind: str, operator: str | None, first: str | None, second: str | None, **more: Any) -> None:
        self.cells.guard()
        rule = self.cells.xl.Validation
        rule.Type = bridge.enum("sheet.ValidationType", _TYPES[kind])
        rule.setSourcePosition(self.cells.corner.getCellAddress())
        if operator is not None:
            rule.setOperator(bridge.enum("sheet.ConditionOperator", OPERATORS[operator]))
        rule.setFormula1(first or "")
        rule.setFormula2(second or "")
        rule.ShowErrorMessage = kind != "none"
        for name, value in more.items():
            setattr(rule, name, value)
        self.cells.xl.Validation = rule

    def delete(self) -> None:
        """Take any value again."""
        self._set("none", None, None, None)
