"""What a demand of 自检 found where it looked: a formula and its true result."""

from decimal import Decimal

from workbook.form import Form
from workbook.ooxml.cell import Cell
from workbook.record import Record
from workbook.render.live import titled
from workbook.render.states import State
from workbook.render.workings import count_name, length_name
from workbook.rules import faces
from workbook.rules.base import Places
from workbook.values import AREAS, FIRST_DAY, LAST_DAY, Kind, day_seen, visible_count

_LONGEST = 20
_MOST = 3
_LARGE = 1e15
_DAYS = (Kind.DATE, Kind.YEAR_MONTH)


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
    if form.areas_of(id_) != (id_,):
        return f'({"+".join(count_name(area) for area in form.areas_of(id_))})&"项"'
    if id_ not in form.fields or form.fields[id_].kind in AREAS:
        return f'{faces.ticks(places.area(id_), places.tick_shapes)}&"项"'
    kind, cell = form.fields[id_].kind, places.cell(id_)
    if kind is Kind.LONG_TEXT:
        return f'{length_name(id_)}&"字"'
    large = f"IF(ISNUMBER({cell}),ABS({cell})>={_LARGE:.0f},FALSE)"
    shown = f'LEFT(IF({large},TEXT({cell},"0"),{faces.raw(cell)}),{_LONGEST})'
    if kind not in _DAYS:
        return shown
    day = f'YEAR({cell})&"-"&MONTH({cell})' + (f'&"-"&DAY({cell})' if kind is Kind.DATE else "")
    return f"IF(ISNUMBER({cell}),IF(AND({cell}>={FIRST_DAY},{cell}<{LAST_DAY + 1}),{day},{shown}),{shown})"


def _text(id_: str, record: Record) -> str:
    form = record.form
    if form.areas_of(id_) != (id_,):
        return f"{sum(_ticked(record, area) for area in form.areas_of(id_))}项"
    if id_ not in form.fields or form.fields[id_].kind in AREAS:
        return f"{_ticked(record, id_)}项"
    raw = record.entry(id_).raw
    text = _plainly(raw[0]) if raw else ""
    kind = form.fields[id_].kind
    if kind is Kind.LONG_TEXT:
        return f"{visible_count(text)}字"
    day = day_seen(raw[0]) if raw and kind in _DAYS else None
    if day is None:
        return text[:_LONGEST]
    return f"{day.year}-{day.month}" + (f"-{day.day}" if kind is Kind.DATE else "")


def _plainly(cell: Cell) -> str:
    """The text of a cell; programs write large numbers with an exponent, each in its own way."""
    if isinstance(cell.value, float) and abs(cell.value) >= _LARGE:
        return f"{Decimal(cell.sheet_text):f}"
    return cell.sheet_text


def _ticked(record: Record, area: str) -> int:
    return sum(box.is_ticked for box in record.boxes(area))
