"""初审意见.xlsx: the district's opinion on one declaration, as the declaration prints its box, ready for the stamp."""

import datetime as dt

from workbook.finding import OVERRULED, Force
from workbook.merge import Declaration, overrule_of, settled, verdict_shown
from workbook.notice.pack import Pack
from workbook.render import look
from workbook.render.sheet import Paper, Sheet
from workbook.render.slip import value

_WIDTHS = {"A": 26.0, "B": 62.0}
_ANSWERS = "□是　　□否　　说明："
_STAMP = "　　　年　　月　　日（章）"


def opinion(pack: Pack, declaration: Declaration) -> bytes:
    """One page: who applies, what the check found, the opinion, a place for the stamp."""
    paper = Paper(pack.papers.opinion, pack.issued)
    sheet = paper.sheet("初审意见")
    sheet.widths(**_WIDTHS)
    sheet.merge("A1:B1", "sheet_title")
    sheet.text("A1", pack.papers.declaration, "sheet_title")
    sheet.height(1, 50)
    row = 2
    for label, text in _rows(pack, declaration):
        sheet.text(f"A{row}", label, "cell", "heading", "wrap")
        sheet.text(f"B{row}", text, "cell", "wrap", "text")
        sheet.height(row, look.height(text, look.points(_WIDTHS["B"]), least=30))
        row += 1
    for item in pack.papers.opinion_items:
        sheet.text(f"A{row}", item, "cell", "heading", "wrap")
        sheet.text(f"B{row}", _ANSWERS, "cell", "wrap", "text")
        sheet.height(row, look.height(item, look.points(_WIDTHS["A"]), least=30))
        row += 1
    _draw_box(sheet, pack, declaration, row)
    sheet.portrait()
    return paper.data()


def _rows(pack: Pack, declaration: Declaration) -> tuple[tuple[str, str], ...]:
    checked = declaration.opinion
    received = checked.paper_received.isoformat() if checked.paper_received else ""
    return (
        ("编号", declaration.id),
        (f"所在{pack.papers.district}", declaration.district),
        (pack.word("firm"), value(pack, declaration.values, "firm")),
        (pack.word("code"), value(pack, declaration.values, "code")),
        (pack.word("factory"), value(pack, declaration.values, "factory")),
        ("表格核对", _found(declaration)),
        ("纸质材料", "　".join(part for part in (received, f"盖章已核：{checked.seal_checked}") if part)),
        ("受理码", declaration.receipt),
    )


def _found(declaration: Declaration) -> str:
    """The verdict, and every explained or unexplained point that travels with it."""
    verdict = settled(declaration)
    points = [finding for finding in declaration.findings if Force(finding.force) in (Force.MUST, Force.SHOULD)]
    lines = [f"{verdict.mark} {verdict_shown(declaration)}"]
    for finding in points:
        overrule = overrule_of(declaration.overrules, finding)
        mark = OVERRULED if overrule else Force(finding.force).mark
        against = f"（{overrule.by}改判：{overrule.why}）" if overrule else ""
        said = f"（企业说明：{finding.explanation}）" if finding.explanation else ""
        lines.append(f"{mark} {finding.label}：{finding.message}{said}{against}")
    return "\n".join(lines)


def _draw_box(sheet: Sheet, pack: Pack, declaration: Declaration, row: int) -> None:
    """The printed box: heading, opinion, officer, and room for stamp and date."""
    given = declaration.opinion
    officer = f"经办人：{given.officer}" if given.officer else "经办人："
    day = _day(given.day) if given.day else _STAMP
    sheet.merge(f"A{row}:B{row}", "cell", "heading", "centre")
    sheet.text(f"A{row}", pack.papers.opinion, "cell", "heading", "centre")
    sheet.height(row, 34)
    sheet.merge(f"A{row + 1}:B{row + 1}", "chapter", "wrap", "top_left", "sides")
    sheet.text(f"A{row + 1}", given.opinion or "", "chapter", "wrap", "top_left", "sides")
    sheet.height(row + 1, 220)
    sheet.merge(f"A{row + 2}:B{row + 2}", "chapter", "right", "feet")
    sheet.text(f"A{row + 2}", f"{officer}　　　　{day}", "chapter", "right", "feet")
    sheet.height(row + 2, 60)


def _day(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日（章）"
