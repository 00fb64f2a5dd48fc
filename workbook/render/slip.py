"""退回单.xlsx: to one firm, what is wrong, where, which sentence asks it, and how to mend it."""

from collections.abc import Mapping
from typing import Any, Literal

from workbook.finding import Force
from workbook.merge import Declaration, StoredFinding, counting
from workbook.notice.pack import Pack
from workbook.render import look
from workbook.render.sheet import Paper, Sheet

_WIDTHS = {"A": 5.0, "B": 8.0, "C": 20.0, "D": 34.0, "E": 34.0, "F": 26.0}
_HEADERS = ("序号", "级别", "位置", "问题", "通知原文", "怎样改")
_EMPTY_LINES = 3
_ORDER = {Force.MUST: 0, Force.SHOULD: 1}


def slip(pack: Pack, declaration: Declaration) -> bytes:
    """One page (or more) that a clerk can work through from the first row to the last."""
    paper = Paper("退回单", pack.issued)
    sheet = paper.sheet("退回单")
    sheet.widths(**_WIDTHS)
    row = _draw_head(sheet, pack, declaration)
    first = row
    findings = asked(declaration)
    for number, finding in enumerate(findings, start=1):
        _draw_finding(sheet, row, number, finding)
        row += 1
    if not findings:
        row = _draw_empty(sheet, row)
    _draw_foot(sheet, pack, declaration, row)
    sheet.native.freeze_panes(first - 1, 0)
    sheet.landscape(header_rows=(first - 1, first - 1))
    return paper.data()


def asked(declaration: Declaration) -> tuple[StoredFinding, ...]:
    """What the firm has to mend or explain, errors first, otherwise in the order of the notice."""
    wanted = [
        finding for finding in counting(declaration) if Force(finding.force) in _ORDER and not finding.explanation
    ]
    return tuple(sorted(wanted, key=lambda finding: _ORDER[Force(finding.force)]))


def _draw_head(sheet: Sheet, pack: Pack, declaration: Declaration) -> int:
    sheet.merge("A1:F1", "sheet_title")
    sheet.text("A1", f"{pack.papers.declaration}退回单", "sheet_title")
    sheet.height(1, 44)
    firm, factory = value(pack, declaration.values, "firm"), value(pack, declaration.values, "factory")
    findings = asked(declaration)
    must = sum(finding.force == Force.MUST for finding in findings)
    counts = f"有 {must} 项必须改正，{len(findings) - must} 项须改正或说明理由" if findings else "须修改之处写在下表"
    words = (
        f"{firm}：",
        (
            f"　　你单位报送的申报书（{factory}，编号 {declaration.id}，文件“{declaration.file}”）"
            f"经{declaration.district}工信部门核对，{counts}，请按下表处理后重新报送。"
        ),
    )
    room = sum(map(look.points, _WIDTHS.values()))
    for row, text in enumerate(words, start=2):
        sheet.merge(f"A{row}:F{row}", "reading", "wrap")
        sheet.text(f"A{row}", text, "reading", "wrap")
        sheet.height(row, look.height(text, room, 12, least=26))
    for letter, title in zip("ABCDEF", _HEADERS, strict=True):
        sheet.text(f"{letter}4", title, "cell", "header")
    sheet.height(4, 26)
    return 5


def _draw_finding(sheet: Sheet, row: int, number: int, finding: StoredFinding) -> None:
    force = Force(finding.force)
    place = "\n".join(part for part in ("、".join(finding.cells), finding.label) if part)
    words = f"“{'……'.join(finding.quotes)}”" if finding.quotes else "常理核对，非通知原文"
    readings = f"\n（按{'、'.join(finding.readings)}口径）" if finding.readings else ""
    source = finding.source or finding.rule
    texts = {
        "C": place,
        "D": finding.message,
        "E": f"{words}{readings}（{source}）",
        "F": finding.mend or _usual(force),
    }
    sheet.text(f"A{row}", str(number), "cell", "centre")
    sheet.text(f"B{row}", f"{force.mark} {force.title}", "cell", "centre", "fail" if force is Force.MUST else "warn")
    for letter, text in texts.items():
        sheet.text(f"{letter}{row}", text, "cell", "wrap")
    tall = max(look.height(text, look.points(_WIDTHS[letter])) for letter, text in texts.items())
    sheet.height(row, min(tall, look.TALLEST_ROW))


def _draw_empty(sheet: Sheet, row: int) -> int:
    """Lines for a person to say what the machine did not find; the row after them."""
    for at in range(row, row + _EMPTY_LINES):
        for letter in "ABCDEF":
            sheet.blank(f"{letter}{at}", "cell", "wrap")
        sheet.height(at, 44)
    return row + _EMPTY_LINES


def _usual(force: Force) -> str:
    return "请改正" if force is Force.MUST else "请改正，或在“自检”表的“说明”栏写明理由"


def _draw_foot(sheet: Sheet, pack: Pack, declaration: Declaration, row: int) -> None:
    deadline = next(iter(pack.deadlines.values()))
    day = f"{deadline.day.year}年{deadline.day.month}月{deadline.day.day}日"
    note = f"（{deadline.note}）" if deadline.note else ""
    texts = (
        f"报送期限：{day}前{note}。改后请用同一份申报书重新报送，不必另起新表。",
        f"{declaration.district}工信部门",
    )
    for offset, (text, styles) in enumerate(zip(texts, (("reading",), ("reading", "right")), strict=True)):
        sheet.merge(f"A{row + offset}:F{row + offset}", *styles)
        sheet.text(f"A{row + offset}", text, *styles)
        sheet.height(row + offset, 32)


def value(pack: Pack, values: Mapping[str, Any], which: Literal["code", "firm", "factory"]) -> str:
    """The firm's code, name or factory as the declaration says it."""
    found = values.get(pack.identity[which])
    return str(found) if found else ""
