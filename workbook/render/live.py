"""The line that stays in view on every sheet: what is covered, how much is written, how much is left to mend."""

from collections.abc import Iterator, Sequence

from workbook.finding import Force
from workbook.form import Form
from workbook.layout import (
    CHECK_FIRST_ROW,
    CHECK_OPEN,
    CHECK_SHEET,
    CHECK_STATE,
    LIVE_LINE_NAME,
    OPEN_COUNT_NAME,
    WORKINGS_SHEET,
)
from workbook.notice.pack import FieldSpec
from workbook.record import Record
from workbook.render.sheet import Paper, Sheet
from workbook.render.states import HELD, State, States
from workbook.render.workings import length_name
from workbook.rules.base import Tally
from workbook.rules.faces import quoted
from workbook.values import visible_count

_LINE_ROW, _OPEN_ROW = 12, 13
_GAP = " · "


def draw_live(paper: Paper, sheet: Sheet, states: States) -> None:
    """What is the same on every sheet, worked out once on the hidden one."""
    formula = f"&{quoted(_GAP)}&".join(_formula(state, states) for state in _counting(states)) or '""'
    text = _GAP.join(_text(state, states.record) for state in _counting(states))
    cells = ((_LINE_ROW, LIVE_LINE_NAME, formula, text), (_OPEN_ROW, OPEN_COUNT_NAME, _open(states), states.open_count))
    for row, name, content, result in cells:
        sheet.text(f"A{row}", name)
        sheet.formula(f"B{row}", content, result)
        paper.name(name, f"'{WORKINGS_SHEET}'!$B${row}")


def top_formula(texts: Sequence[FieldSpec], states: States) -> str:
    """The whole line of a sheet on which these limited texts stand."""
    written = "、".join(f'"&{length_name(spec.id)}&"/{spec.maximum}' for spec in texts)
    parts = (
        f"{LIVE_LINE_NAME}&{quoted(_GAP)}" if any(_counting(states)) else '""',
        f'"字数 {written}{_GAP}"' if written else '""',
        f'"待改 "&{OPEN_COUNT_NAME}&" 项"',
    )
    return "&".join(part for part in parts if part != '""')


def top_text(texts: Sequence[FieldSpec], states: States) -> str:
    """The result of ``top_formula``."""
    counted = [_text(state, states.record) for state in _counting(states)]
    lengths = "、".join(f"{_length(states.record, spec)}/{spec.maximum}" for spec in texts)
    written = [f"字数 {lengths}"] if lengths else []
    return _GAP.join((*counted, *written, f"待改 {states.open_count} 项"))


def titled(tally: Tally, form: Form) -> str:
    """What a tally counts, in the word of the notice: 环节, 场景, or the title of a group."""
    if tally.unit == "area":
        return form.areas[tally.of].title
    catalogue = next(entry for entry in form.pack.catalogues if entry.id == tally.of)
    return catalogue.group_word if tally.unit == "group" else catalogue.item_word


def _counting(states: States) -> Iterator[State]:
    """The demands that must be met by counting."""
    return (state for state in states.automatic if state.tallies and state.rule.force is Force.MUST)


def _formula(state: State, states: States) -> str:
    pieces = (_piece(tally, titled(tally, states.record.form)) for tally in state.tallies)
    return '&" "&'.join(pieces)


def _piece(tally: Tally, title: str) -> str:
    if tally.unit == "area":
        return f'{quoted(title)}&IF({tally.count}>={tally.wanted},"{HELD}","{Force.MUST.mark}")'
    short = f'" {Force.SHOULD.mark}还差"&{tally.wanted}-({tally.count})'
    state = f'IF({tally.count}>={tally.wanted}," {HELD}",{short})'
    return f'{quoted(f"{title} ")}&({tally.count})&"/{tally.wanted}"&{state}'


def _text(state: State, record: Record) -> str:
    counts = zip(state.tallies, state.rule.tallied(record), strict=True)
    return " ".join(_said(tally, titled(tally, record.form), count) for tally, count in counts)


def _said(tally: Tally, title: str, count: int) -> str:
    is_met = count >= tally.wanted
    if tally.unit == "area":
        return f"{title}{HELD if is_met else Force.MUST.mark}"
    return f"{title} {count}/{tally.wanted} " + (HELD if is_met else f"{Force.SHOULD.mark}还差{tally.wanted - count}")


def _open(states: States) -> str:
    column = f"{CHECK_FIRST_ROW}:${{letter}}${states.last_row}"
    must, waiting = (
        f"'{CHECK_SHEET}'!${letter}${column.format(letter=letter)}" for letter in (CHECK_STATE, CHECK_OPEN)
    )
    return f'COUNTIF({must},"{Force.MUST.mark}")+COUNTIF({waiting},"{Force.SHOULD.mark}")'


def _length(record: Record, spec: FieldSpec) -> int:
    raw = record.entry(spec.id).raw
    return visible_count(raw[0].sheet_text) if raw else 0
