"""培育库.xlsx: who is in the pool since when, and, where the next level's notice is at hand, what is still open."""

import datetime as dt
from collections.abc import Mapping, Sequence

from workbook.edit import Content
from workbook.notice.pack import Pack
from workbook.papers import Table, TableColumn
from workbook.render.rows import draw_row
from workbook.render.sheet import Paper

Rows = Sequence[Mapping[str, Content]]


def pool(pack: Pack, title: str, day: dt.date, members: Rows, gaps: Rows | None) -> bytes:
    """The book; without a next notice it has one sheet."""
    paper = Paper(title, day)
    sheets = [("培育库", _members(pack), members), *([("差距", _gaps(pack), gaps)] if gaps is not None else [])]
    for name, columns, rows in sheets:
        sheet = paper.sheet(name)
        table = Table(name, columns, header_row=1)
        sheet.widths(**{table.letter[column.id]: column.width for column in columns})
        for column in columns:
            sheet.text(f"{table.letter[column.id]}1", column.title, "header", "cell", "wrap")
        for at, row in enumerate(rows, start=table.first_row):
            draw_row(sheet, table, at, row)
        sheet.landscape(header_rows=(1, 1))
        sheet.page_title(f"{title}　{name}")
        sheet.native.freeze_panes(1, 2)
    return paper.data()


def _members(pack: Pack) -> tuple[TableColumn, ...]:
    return (
        TableColumn("number", "序号", 6, "integer"),
        TableColumn("id", "申报编号", 16),
        TableColumn("district", pack.papers.district, 12),
        TableColumn("firm", pack.word("firm"), 28),
        TableColumn("factory", pack.word("factory"), 24),
        TableColumn("state", "状态", 9),
        TableColumn("since", "入库日期", 12, "date"),
        TableColumn("by", "经办", 11),
        TableColumn("why", "理由", 34, "long_text"),
    )


def _gaps(pack: Pack) -> tuple[TableColumn, ...]:
    return (
        TableColumn("id", "申报编号", 16),
        TableColumn("firm", pack.word("firm"), 28),
        TableColumn("code", "要求编号", 12),
        TableColumn("demand", "要求", 26),
        TableColumn("kind", "差在哪里", 12),
        TableColumn("message", "说明", 40, "long_text"),
        TableColumn("quotes", "通知原文", 40, "long_text"),
    )
