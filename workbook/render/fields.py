"""One input cell: what is written into it from a record, its style, its validation."""

from collections.abc import Iterable

from workbook.form import Area, Form
from workbook.layout import Spot
from workbook.notice.pack import FieldSpec
from workbook.ooxml.cell import BLANK, Cell
from workbook.record import Record
from workbook.render.cover import derivation, derived
from workbook.render.places import NamedPlaces
from workbook.render.prompts import validation
from workbook.render.sheet import Sheet
from workbook.rules.base import Rule
from workbook.values import BOX, DAYS, Kind

_STYLES = {
    Kind.MONEY_WAN: "money",
    Kind.NUMBER: "number",
    Kind.DATE: "date",
    Kind.YEAR_MONTH: "year_month",
    Kind.TICK: "tick",
}


def cell(record: Record, spec: FieldSpec) -> Cell:
    """What stands in a field of one cell; an empty box is printed."""
    raw = record.entry(spec.id).raw
    found = raw[0] if raw else BLANK
    return Cell(BOX) if spec.kind is Kind.TICK and found.value is None else found


def box(record: Record, area: Area, number: int) -> Cell:
    """What stands in one box of an area."""
    raw = record.entry(area.id).raw if area.is_choice else record.entry(area.boxes[number][0]).raw
    found = raw[number if area.is_choice else 0] if len(raw) > (number if area.is_choice else 0) else BLANK
    return Cell(BOX) if found.value is None else found


def stands(record: Record, spec: FieldSpec) -> str:
    """The text that stands in a field."""
    return cell(record, spec).text


def put(sheet: Sheet, record: Record, spec: FieldSpec, address: str, *, is_cover: bool) -> str:
    """Write a field of one cell, or the formula of a derived one; the text it shows."""
    if spec.kind is Kind.DERIVED:
        shown = derived(record, spec)
        styles = ("chapter", "underlined", "wrap") if is_cover else ("cell", "wrap", "indent")
        sheet.formula(address, derivation(spec), shown, *styles)
        return shown
    content = cell(record, spec)
    indent = () if spec.kind is Kind.TICK else ("indent",)
    sheet.content(address, content, "cell", "input", "wrap", _style(spec.kind, content), *indent)
    return content.text


def validate(sheet: Sheet, form: Form, spot: Spot, rules: Iterable[Rule], standard: str = "") -> None:
    """Native validation of a field or of a column of boxes, from the demands on it."""
    spec = form.fields.get(spot.name) or form.fields[form.areas[spot.name].boxes[0][0]]
    options = validation(spec, rules, NamedPlaces(form), standard)
    if options:
        area = spot.merged or (f"{spot.cells[0]}:{spot.cells[-1]}" if len(spot.cells) > 1 else spot.cells[0])
        sheet.validate(area, options)


def _style(kind: Kind, content: Cell) -> str:
    """The number format of the cell: its kind's, unless that would change what the content is."""
    is_number = isinstance(content.value, float)
    if is_number and kind in DAYS:
        return "general"
    if not is_number and content.value is not None and not isinstance(content.value, str | bool):
        return "year_month" if kind is Kind.YEAR_MONTH else "date"
    return _STYLES.get(kind, "text")
