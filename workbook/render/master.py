"""The empty 总表.xlsx of the city: one row a declaration, and the sheets that tell where everything comes from."""

from workbook.layout import SYSTEM_SHEET
from workbook.notice.pack import Pack
from workbook.papers import master_tables
from workbook.render.guide import draw_system
from workbook.render.rows import draw_table
from workbook.render.sheet import Paper

_SLUGS = ("master", "findings", "attachments", "clashes", "sources", "history")


def empty_master(pack: Pack) -> bytes:
    """A master without rows."""
    paper = Paper(pack.papers.master, pack.issued)
    for table, slug in zip(master_tables(pack).values(), _SLUGS, strict=True):
        freeze = list(table.by_id).index("factory") + 1 if slug == "master" and "factory" in table.by_id else 1
        draw_table(paper, paper.sheet(table.sheet), table, slug, freeze=freeze)
    draw_system(paper, paper.sheet(SYSTEM_SHEET), pack, "master")
    return paper.data()
