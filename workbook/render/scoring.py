"""The books of a review: one for each expert in which only scores can be typed, and the one that sums them up."""

from collections.abc import Mapping, Sequence

from workbook.edit import Content
from workbook.layout import SYSTEM_SHEET
from workbook.notice.bureau import Review
from workbook.notice.pack import Pack
from workbook.papers import Table, TableColumn
from workbook.render.guide import draw_system
from workbook.render.protect import protect
from workbook.render.rows import draw_row
from workbook.render.sheet import Paper, Sheet
from workbook.review import EXPERT_NAME, HEADER_ROW, KIND, ROUND_NAME, TOTAL, scoring_table

_HEAD, _SYSTEM_ROW = 48.0, 30


def scoring(pack: Pack, review: Review, rows: Sequence[Mapping[str, Content]], expert: int, number: int) -> bytes:
    """The book of one expert for one round of review."""
    paper = Paper(review.title, pack.issued)
    sheet = paper.sheet(scoring_table(pack, review).sheet)
    table = scoring_table(pack, review)
    last = _draw_head(sheet, table, review.title)
    sheet.text("A2", f"第{expert}号专家。只填黄格：每项0分至满分，可有小数；其他格子请不要改动。", "quiet")
    sheet.text("A3", "签名：", "plain")
    for at, row in enumerate(rows, start=table.first_row):
        draw_row(sheet, table, at, {**row, **{one.id: None for one in review.criteria}})
        for one in review.criteria:
            sheet.blank(f"{table.letter[one.id]}{at}", "cell", "input", "centre", "general")
        sheet.formula(f"{table.letter[TOTAL]}{at}", _total(review, table, at), "", "cell", "centre")
    _guard(sheet, review, table, len(rows))
    protect(sheet)
    sheet.landscape(header_rows=(HEADER_ROW, HEADER_ROW))
    sheet.native.freeze_panes(HEADER_ROW, 2)
    sheet.native.print_area(f"A1:{last}{table.first_row + len(rows) - 1}")
    system = paper.sheet(SYSTEM_SHEET)
    draw_system(paper, system, pack, KIND)
    for at, (name, value) in enumerate(((EXPERT_NAME, expert), (ROUND_NAME, number)), start=_SYSTEM_ROW):
        system.number(f"B{at}", value)
        paper.name(name, f"'{SYSTEM_SHEET}'!$B${at}")
    return paper.data()


def _draw_head(sheet: Sheet, table: Table, title: str) -> str:
    last = table.letter[table.columns[-1].id]
    sheet.merge(f"A1:{last}1", "sheet_title")
    sheet.text("A1", title, "sheet_title")
    sheet.height(1, 40)
    sheet.widths(**{table.letter[column.id]: column.width for column in table.columns})
    for column in table.columns:
        sheet.text(f"{table.letter[column.id]}{table.header_row}", column.title, "header", "cell", "wrap")
    sheet.height(table.header_row, _HEAD)
    return last


def _total(review: Review, table: Table, row: int) -> str:
    """The total once every score of the row is a number."""
    cells = [f"{table.letter[one.id]}{row}" for one in review.criteria]
    parts = (f"{cell}/{one.maximum}*{one.weight}" for cell, one in zip(cells, review.criteria, strict=True))
    area = f"{cells[0]}:{cells[-1]}"
    return f'IF(COUNT({area})={len(cells)},ROUND({"+".join(parts)},{review.decimals}),"")'


def _guard(sheet: Sheet, review: Review, table: Table, count: int) -> None:
    for one in review.criteria:
        letter = table.letter[one.id]
        sheet.validate(
            f"{letter}{table.first_row}:{letter}{table.header_row + max(1, count)}",
            {
                "validate": "decimal",
                "criteria": "between",
                "minimum": 0,
                "maximum": one.maximum,
                "input_title": one.title[:32],
                "input_message": f"0至{one.maximum}分，占{one.weight}%",
                "error_title": "分数不在范围内",
                "error_message": f"{one.title}请填0至{one.maximum}之间的数。",
            },
        )


def ranking(
    pack: Pack, review: Review, experts: Sequence[int], rows: Sequence[Mapping[str, Content]], found: Sequence[str]
) -> bytes:
    """评审汇总.xlsx: everybody by score with each expert's total, and what is wrong with the returned books."""
    columns = (
        TableColumn("place", "名次", 14),
        TableColumn("id", "申报编号", 16),
        TableColumn("district", pack.papers.district, 12),
        TableColumn("firm", pack.word("firm"), 30),
        TableColumn("factory", pack.word("factory"), 26),
        TableColumn("score", review.score_title, 10),
        *(TableColumn(f"expert_{number}", f"专家{number}", 10) for number in experts),
    )
    table = Table("评审汇总", columns, title_row=1, header_row=HEADER_ROW)
    paper = Paper(review.title, pack.issued)
    sheet = paper.sheet(table.sheet)
    _draw_head(sheet, table, f"{review.title}汇总")
    sheet.text("A2", {"mean": "各专家平均", "trimmed": "去掉一个最高分、一个最低分后平均"}[review.method], "quiet")
    for at, row in enumerate(rows, start=table.first_row):
        draw_row(sheet, table, at, row)
    sheet.landscape(header_rows=(HEADER_ROW, HEADER_ROW))
    sheet.native.freeze_panes(HEADER_ROW, 2)
    notes = paper.sheet("问题")
    notes.text("A1", "收回的评分表里要核实的", "header")
    for at, line in enumerate(found, start=2):
        notes.text(f"A{at}", line, "wrap")
    notes.widths(A=100)
    return paper.data()
