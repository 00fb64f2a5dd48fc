"""What a demand of 自检 found where it looked: a formula and its true result."""

from workbook.check_code import cell_of
from workbook.form import Form
from workbook.record import Record
from workbook.render.live import titled
from workbook.render.shown import shown_formula, shown_text
from workbook.render.states import State
from workbook.render.workings import count_name, length_name
from workbook.rules import faces
from workbook.rules.base import Places
from workbook.values import AREAS, Kind, visible_count

_MOST = 3


def found_formula(state: State, form: Form, places: Places) -> str:
    """What stands in the cells a demand touches: of boxes how many are ticked, of long texts how much is written."""
    if state.tallies:
        return '&" "&'.join(f'"{titled(tally, form)}"&({tally.count})' for tally in state.tallies)
    parts = [_formula(id_, form, places) for id_ in state.rule.touched()[:_MOST]]
    return '&"；"&'.join(parts) or '""'


def found_text(state: State, record: Record) -> str:
    """The result of ``found_formula``."""
    if state.tallies:
        counts = zip(state.tallies, state.rule.tallied(record), strict=True)
        return " ".join(f"{titled(tally, record.form)}{count}" for tally, count in counts)
    return "；".join(_text(id_, record) for id_ in state.rule.touched()[:_MOST])


def _formula(id_: str, form: Form, places: Places) -> str:
    areas = [area for area in form.areas_of(id_) if area in form.areas]
    if areas:
        return f'({"+".join(map(count_name, areas))})&"项"'
    kind = form.fields[id_].kind
    if kind in AREAS:
        return f'{faces.ticks(places.area(id_), places.tick_shapes)}&"项"'
    return f'{length_name(id_)}&"字"' if kind is Kind.LONG_TEXT else shown_formula(kind, places.cell(id_))


def _text(id_: str, record: Record) -> str:
    form = record.form
    if id_ not in form.fields or form.fields[id_].kind in AREAS:
        return f"{sum(_ticked(record, area) for area in form.areas_of(id_))}项"
    kind, cell = form.fields[id_].kind, cell_of(record, id_)
    return f"{visible_count(cell.sheet_text)}字" if kind is Kind.LONG_TEXT else shown_text(kind, cell)


def _ticked(record: Record, area: str) -> int:
    return sum(box.is_ticked for box in record.boxes(area))
