"""培育库.xlsx: who is in the pool since when, and, where the next level's notice is at hand, what is still open."""

import datetime as dt
from collections.abc import Mapping, Sequence

from workbook.edit import Content
from workbook.papers import Table, TableColumn
from workbook.render.rows import draw_row
from workbook.render.sheet import Paper

MEMBERS = (
    TableColumn("number", "序号", 6, "integer"),
    TableColumn("id", "申报编号", 16),
    TableColumn("district", "辖市（区）", 12),
    TableColumn("firm", "企业名称", 28),
    TableColumn("factory", "工厂名称", 24),
    TableColumn("state", "状态", 9),
    TableColumn("since", "入库日期", 12, "date"),
    TableColumn("by", "经办", 11),
    TableColumn("why", "理由", 34, "long_text"),
)
GAPS = (
    TableColumn("id", "申报编号", 16),
    TableColumn("firm", "企业名称", 28),
    TableColumn("code", "要求编号", 12),
    TableColumn("demand", "要求", 26),
    TableColumn("kind", "差在哪里", 12),
    TableColumn("message", "说明", 40, "long_text"),
    TableColumn("quotes", "通知原文", 40, "long_text"),
)

Rows = Sequence[Mapping[str, Content]]


def pool(title: str, day: dt.date, members: Rows, gaps: Rows | None) -> bytes:
    """The book; without a next notice it has one sheet."""
    paper = Paper(title, day)
    sheets = [("培育库", MEMBERS, members), *([("差距", GAPS, gaps)] if gaps is not None else [])]
    for name, columns, rows in sheets:
        sheet = paper.sheet(name)
        table = Table(name, columns, header_row=1)
        sheet.widths(**{table.letter[column.id]: column.width for column in columns})
        for column in columns:
            sheet.text(f"{table.letter[column.id]}1", column.title, "header", "cell", "wrap")
        for at, row in enumerate(rows, start=table.first_row):
            draw_row(sheet, table, at, row)
        sheet.landscape(header_rows=(1, 1))
        sheet.native.freeze_panes(1, 2)
    return paper.data()
