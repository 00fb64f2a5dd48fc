"""自检: one row a demand with its state, its words and its place; on top whether the form may be sent."""

from workbook.finding import Force
from workbook.layout import (
    CHECK_EXPLANATION,
    CHECK_FIRST_ROW,
    CHECK_FOUND,
    CHECK_HEADER_ROW,
    CHECK_OPEN,
    CHECK_PLACE,
    CHECK_SHEET,
    CHECK_STATE,
    CHECK_VERDICT_ROW,
    Layout,
)
from workbook.render import look
from workbook.render.found import found_formula, found_text
from workbook.render.places import NamedPlaces
from workbook.render.protect import protect
from workbook.render.sheet import Sheet
from workbook.render.states import State, States, open_formula, state_formula
from workbook.rules.base import Rule

_WIDTHS = {"A": 14.0, "B": 46.0, "C": 6.0, "D": 6.0, "E": 24.0, "F": 22.0, "G": 28.0}
_HEADERS = ("编号", "要求（通知原文）", "级别", "状态", "现在填的", "位置", "说明")
_LAST = CHECK_EXPLANATION
_HINT = "✖ 必须改正　▲ 请改正，或在“说明”栏写明理由（空白或只写“核实无误”不算）　✔ 通过　○ 由工信部门核对"
_OTHERS = "以下各项不能由表格判断，由工信部门核对"


def draw_checks(sheet: Sheet, states: States, layout: Layout) -> None:
    """The whole sheet."""
    sheet.widths(**_WIDTHS, **{CHECK_OPEN: 3.0})
    _draw_head(sheet, states)
    for state in states.automatic:
        _draw_state(sheet, state, states, layout)
    sheet.text(f"A{states.others_row}", _OTHERS, "subheading")
    sheet.height(states.others_row, 30)
    for state in states.others:
        _draw_state(sheet, state, states, layout)
    last = states.others[-1].row if states.others else states.last_row
    _finish(sheet, states, last)


def _draw_head(sheet: Sheet, states: States) -> None:
    sheet.merge(f"A1:{_LAST}1", "sheet_title")
    sheet.text("A1", CHECK_SHEET, "sheet_title")
    sheet.height(1, 36)
    row = CHECK_VERDICT_ROW
    sheet.merge(f"A{row}:{_LAST}{row}", "verdict")
    sheet.formula(f"A{row}", states.verdict_formula, states.verdict, "verdict")
    sheet.height(row, 38)
    sheet.merge(f"A{row + 1}:{_LAST}{row + 1}", "quiet", "centre")
    sheet.text(f"A{row + 1}", _HINT, "quiet", "centre")
    sheet.height(row + 1, 22)
    for letter, words in zip(_WIDTHS, _HEADERS, strict=True):
        sheet.text(f"{letter}{CHECK_HEADER_ROW}", words, "cell", "header")
    sheet.height(CHECK_HEADER_ROW, 24)


def _draw_state(sheet: Sheet, state: State, states: States, layout: Layout) -> None:
    row, rule = state.row, state.rule
    words = demand(rule)
    touched = rule.touched()
    place = layout.address(touched[0]) if touched else ""
    label = layout.form.label(touched[0]) if touched else ""
    sheet.text(f"A{row}", rule.id, "cell", "quiet", "wrap")
    sheet.text(f"B{row}", words, "cell", "wrap")
    sheet.text(f"C{row}", rule.force.title, "cell", "centre")
    _draw_mark(sheet, state)
    found = _draw_found(sheet, state, states, layout)
    if place:
        sheet.link(f"{CHECK_PLACE}{row}", place, label, "cell", "link", "wrap")
    else:
        sheet.text(f"{CHECK_PLACE}{row}", label, "cell", "wrap")
    _draw_explanation(sheet, state)
    room = {letter: look.points(width) for letter, width in _WIDTHS.items()}
    tall = max(
        look.height(words, room["B"]),
        look.height(rule.id, room["A"], look.SIZE_SMALL),
        look.height(found, room[CHECK_FOUND]),
        look.height(label, room[CHECK_PLACE]),
        look.height(state.explanation, room[CHECK_EXPLANATION]),
    )
    sheet.height(row, min(tall, look.TALLEST_ROW), grows=True)


def _draw_found(sheet: Sheet, state: State, states: States, layout: Layout) -> str:
    """What stands where the demand looks; the text it shows."""
    if not state.formula:
        sheet.blank(f"{CHECK_FOUND}{state.row}", "cell")
        return ""
    formula = states.workings.shorten(found_formula(state, layout.form, NamedPlaces(layout.form)))
    shown = found_text(state, states.record)
    sheet.formula(f"{CHECK_FOUND}{state.row}", formula, shown, "cell", "wrap")
    return shown


def _draw_mark(sheet: Sheet, state: State) -> None:
    cell = f"{CHECK_STATE}{state.row}"
    if state.formula:
        sheet.formula(cell, state_formula(state), state.mark, "cell", "mark")
    else:
        sheet.text(cell, state.mark, "cell", "mark")
    if state.formula and state.rule.force is Force.SHOULD:
        waiting = open_formula(state, f"{CHECK_EXPLANATION}{state.row}")
        sheet.formula(f"{CHECK_OPEN}{state.row}", waiting, state.mark if state.is_open else "", "quiet")


def _draw_explanation(sheet: Sheet, state: State) -> None:
    cell = f"{CHECK_EXPLANATION}{state.row}"
    styles = ("cell", "wrap", "text", *(("input",) if state.rule.force is Force.SHOULD else ()))
    sheet.text(cell, state.explanation, *styles)


def demand(rule: Rule) -> str:
    """What is asked, in the words of the notice where it has words."""
    words = f"“{'……'.join(rule.quotes)}”" if rule.quotes else f"（常理核对，非通知原文）{rule.reason}"
    title = f"{rule.title}　" if rule.title else ""
    readings = f"（按{'、'.join(rule.readings)}口径）" if rule.readings else ""
    return f"{title}{words}{readings}（{rule.source}）"


def _finish(sheet: Sheet, states: States, last: int) -> None:
    area = f"{CHECK_STATE}{CHECK_FIRST_ROW}:{CHECK_STATE}{last}"
    for mark in look.STATES:
        sheet.colour(area, f'${CHECK_STATE}{CHECK_FIRST_ROW}="{mark}"', sheet.look.state(mark))
    verdict = f"A{CHECK_VERDICT_ROW}:{_LAST}{CHECK_VERDICT_ROW}"
    top = f"$A${CHECK_VERDICT_ROW}"
    sheet.colour(verdict, f'LEFT({top},2)="还有"', sheet.look.state("✖"))
    sheet.colour(verdict, f'{top}="可以报送"', sheet.look.state("✔"))
    sheet.colour(verdict, f'RIGHT({top},3)="须说明"', sheet.look.state("▲"))
    sheet.native.autofilter(CHECK_HEADER_ROW - 1, 0, states.last_row - 1, len(_HEADERS) - 1)
    sheet.native.set_column(f"{CHECK_OPEN}:{CHECK_OPEN}", None, None, {"hidden": True})
    sheet.native.freeze_panes(CHECK_HEADER_ROW, 0)
    sheet.portrait(print_columns=f"A1:{_LAST}{last}", header_row=CHECK_HEADER_ROW)
    protect(sheet)
