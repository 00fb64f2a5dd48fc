"""The sheets around the inputs: 说明 (how to fill in), 评价标准 (annex 1) and the hidden 系统 (what the paper is)."""

from collections.abc import Sequence
from dataclasses import dataclass

from workbook.codes import WEIGHTS
from workbook.finding import EMPTY_EXPLANATIONS
from workbook.layout import (
    BOX_SHAPES_NAME,
    CHECK_SHEET,
    CODE_PLACES_NAME,
    CODE_WEIGHTS_NAME,
    EMPTY_WORDS_NAME,
    FILE_NAME_NAME,
    GUIDE_SHEET,
    NOTICE_ID_NAME,
    PAPER_KIND_NAME,
    SYSTEM_SHEET,
    TEMPLATE_VERSION_NAME,
    TICK_CHOICES_NAME,
    TICK_SHAPES_NAME,
    Layout,
)
from workbook.notice.pack import Pack
from workbook.ooxml.cell import Cell
from workbook.record import Record
from workbook.render import look
from workbook.render.offered import name_formula, name_text
from workbook.render.protect import hide, protect
from workbook.render.sheet import Paper, Sheet
from workbook.values import BOX, BOX_SHAPES, TICK, TICK_SHAPES

_WIDTH, _SIDE, _PRINTED = 88.0, 14.0, 76.0
"""Of all columns, of the first; of a sheet of one column, which is not shrunk to a page where fonts are wider."""
_LEGEND = (
    ("✖ 错误", "fail", "必须改正，改完才能报送"),
    ("▲ 提醒", "warn", f"请改正；确实如此的，到“{CHECK_SHEET}”写明理由"),
    ("✔ 通过", "pass", "已符合要求"),
)
_STEPS = (
    "黄色格是还要填的，按 Tab 键逐格往下填，选中会有提示；金额只填数字，单位万元；从别处粘贴请选“只粘贴数值”。",
    "选项在“□”内打“√”：从下拉中选，或直接输入 √。",
    f"右边一栏和顶上一行随填随变；全部要求列在“{CHECK_SHEET}”，点“位置”可跳到要改的格。",
    "“自检”显示“可以报送”后打印、盖章{leaving_out}，电子文件用下面的文件名保存，一并报送：",
)


@dataclass(frozen=True, slots=True)
class Guide:
    """What the first sheet tells: the form it is about, and where the file is to be sent."""

    layout: Layout
    record: Record
    mailbox: str


def draw_guide(paper: Paper, sheet: Sheet, guide: Guide) -> None:
    """How to fill in: five lines, the file name, the legend, the way in, the printed 填报说明."""
    pack, layout = guide.layout.form.pack, guide.layout
    sheet.widths(A=_SIDE, B=_WIDTH - _SIDE)
    sheet.merge("A1:B1", "sheet_title")
    sheet.text("A1", pack.papers.declaration, "sheet_title")
    sheet.height(1, 44)
    steps = (_sending(pack, guide.mailbox), *(step.format(leaving_out=_leaving_out(pack)) for step in _STEPS))
    row = _draw_steps(sheet, steps, 2)
    row = _draw_file_name(paper, sheet, guide.record, row)
    row = _draw_legend(sheet, row)
    start = next((spot for spot in layout.spots.values() if spot.sheet == _first_table(layout)), None)
    target = f"{start.sheet}!{start.cells[0]}" if start else f"{layout.sheets[0]}!A1"
    sheet.link(f"A{row}", target, "开始填报 →", "link", "big")
    sheet.height(row, 40)
    _draw_texts(sheet, layout, row + 1)
    sheet.portrait()
    protect(sheet)


def _sending(pack: Pack, mailbox: str) -> str:
    """Until when and where to, as the first deadline of the notice says."""
    deadline = next(iter(pack.deadlines.values()))
    day = f"{deadline.day.year}年{deadline.day.month}月{deadline.day.day}日"
    note = f"（{deadline.note}）" if deadline.note else ""
    sent = f"电子文件发到 {mailbox}。" if mailbox else f"{pack.mailbox_note}。" if pack.mailbox_note else ""
    return f"{day}前{deadline.title}{note}，纸质件和电子文件都要。{sent}"


def _leaving_out(pack: Pack) -> str:
    """Sheets that are printed only when something is written on them."""
    sheets = "、".join(f"“{sheet}”" for section in pack.sections for sheet in section.breaks.values())
    return f"（{sheets}没有写的不用打印）" if sheets else ""


def _draw_file_name(paper: Paper, sheet: Sheet, record: Record, row: int) -> int:
    """The name to use, in a cell to copy."""
    sheet.text(f"A{row}", "文件名", "bold", "right")
    sheet.formula(f"B{row}", name_formula(record.form), name_text(record), "cell", "wrap", "indent")
    paper.name(FILE_NAME_NAME, f"'{GUIDE_SHEET}'!$B${row}")
    sheet.height(row, 26)
    return row + 1


def _first_table(layout: Layout) -> str:
    """The sheet with the first cell a person types into."""
    return next((title for title in layout.sheets if _level(layout, title)), layout.sheets[0])


def _draw_steps(sheet: Sheet, steps: Sequence[str], row: int) -> int:
    for number, words in enumerate(steps, start=1):
        sheet.text(f"A{row}", f"第{number}步", "bold", "right")
        sheet.text(f"B{row}", words, "wrap", "indent")
        sheet.height(row, look.height(words, look.points(_WIDTH - _SIDE), least=26))
        row += 1
    return row


def _draw_legend(sheet: Sheet, row: int) -> int:
    for mark, style, words in _LEGEND:
        sheet.text(f"A{row}", mark, "cell", style, "bold", "centre")
        sheet.text(f"B{row}", words, "wrap", "indent")
        sheet.height(row, 26)
        row += 1
    return row


def _draw_texts(sheet: Sheet, layout: Layout, row: int) -> int:
    """The printed words that follow the title page (填报说明), verbatim."""
    levels = {section.title: section.level for section in layout.form.pack.sections}
    cover = next((line_sheet for line_sheet in layout.sheets if not _level(layout, line_sheet)), "")
    lines = layout.lines(cover) if cover else ()
    start = next((n for n, line in enumerate(lines) if line.role == "section" and levels[line.label]), len(lines))
    for line in lines[start:]:
        is_title = line.role == "section"
        styles = ("section",) if is_title else ("wrap", "reading")
        sheet.merge(f"A{row}:B{row}", *styles)
        sheet.text(f"A{row}", line.label, *styles)
        sheet.height(row, look.height(line.label, look.points(_WIDTH), look.SIZE_3 if is_title else 12, least=28))
        row += 1
    return row


def _level(layout: Layout, sheet: str) -> int:
    return next(section.level for section in layout.form.pack.sections if section.sheet == sheet)


def draw_standards(sheet: Sheet, pack: Pack) -> None:
    """Annex 1, verbatim, in the order of its own numbers."""
    sheet.widths(A=_PRINTED)
    sheet.text("A1", pack.standards_title, "sheet_title")
    sheet.height(1, 44)
    for row, words in enumerate(pack.standards, start=2):
        sheet.text(f"A{row}", words, "wrap", "reading")
        sheet.height(row, look.height(words, look.points(_PRINTED), 12) + 6)
    sheet.portrait()
    protect(sheet)


def draw_system(paper: Paper, sheet: Sheet, pack: Pack, kind: str) -> None:
    """What the paper is, and the shapes its formulas look for; hidden."""
    for row, (name, value) in enumerate(
        ((PAPER_KIND_NAME, kind), (NOTICE_ID_NAME, pack.id), (TEMPLATE_VERSION_NAME, pack.version)), start=1
    ):
        sheet.text(f"A{row}", name)
        sheet.text(f"B{row}", value, "text")
        paper.name(name, f"'{SYSTEM_SHEET}'!$B${row}")
    rows: tuple[tuple[str, tuple[str | int, ...]], ...] = (
        (TICK_SHAPES_NAME, TICK_SHAPES),
        (BOX_SHAPES_NAME, tuple(shape for shape in BOX_SHAPES if shape)),
        (TICK_CHOICES_NAME, (TICK, BOX)),
        (EMPTY_WORDS_NAME, EMPTY_EXPLANATIONS),
        (CODE_PLACES_NAME, tuple(range(1, len(WEIGHTS) + 1))),
        (CODE_WEIGHTS_NAME, WEIGHTS),
    )
    for row, (name, entries) in enumerate(rows, start=4):
        sheet.text(f"A{row}", name)
        for number, entry in enumerate(entries):
            content = Cell(float(entry) if isinstance(entry, int) else entry)
            sheet.content(f"{chr(ord('B') + number)}{row}", content, "text" if isinstance(entry, str) else "general")
        paper.name(name, f"'{SYSTEM_SHEET}'!$B${row}:${chr(ord('A') + len(entries))}${row}")
    hide(sheet)
