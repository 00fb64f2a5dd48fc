"""The empty 汇总表.xlsx of a district: annex 3 as printed, and behind it the sheets of rows that travel with it."""

from itertools import groupby

from workbook.edit import Content
from workbook.layout import SYSTEM_SHEET
from workbook.notice.pack import Pack
from workbook.ooxml.address import column_letters
from workbook.ooxml.wrap import row_height
from workbook.papers import Table, TableColumn, summary_tables
from workbook.render.guide import draw_system
from workbook.render.rows import draw_row, draw_table, prepare
from workbook.render.sheet import Paper, Sheet

DISTRICT_NAME = "district_name"
PRINTED_ROW = 27.0

_SLUGS = ("annex", "details", "opinions", "attachments", "findings", "sources")
_STAMP_ROW = 3


def empty_summary(pack: Pack, district: str = "") -> bytes:
    """A district's summary without rows; ``district`` is blank in the one handed out to all."""
    paper = Paper(pack.papers.summary, pack.issued)
    annex, *companions = summary_tables(pack).values()
    _draw_annex(paper, paper.sheet(annex.sheet), annex, pack, district)
    for table, slug in zip(companions, _SLUGS[1:], strict=True):
        draw_table(paper, paper.sheet(table.sheet), table, slug)
    system = paper.sheet(SYSTEM_SHEET)
    draw_system(paper, system, pack, "summary")
    system.text("A8", DISTRICT_NAME)
    system.text("B8", district, "text")
    paper.name(DISTRICT_NAME, f"'{SYSTEM_SHEET}'!$B$8")
    return paper.data()


def stamp_line(pack: Pack, district: str) -> str:
    """The line over the table, with the district that stamps it."""
    return pack.papers.summary_stamp + district


def _draw_annex(paper: Paper, sheet: Sheet, table: Table, pack: Pack, district: str) -> None:
    last = column_letters(len(table.columns))
    sheet.text("A1", pack.papers.summary_annex, "subsection")
    sheet.merge(f"A{table.title_row}:{last}{table.title_row}", "sheet_title")
    sheet.text(f"A{table.title_row}", pack.papers.summary, "sheet_title")
    sheet.text(f"A{_STAMP_ROW}", stamp_line(pack, district), "big")
    _draw_header(sheet, table)
    prepare(paper, sheet, table, _SLUGS[0])
    for number, row in enumerate(_printed_rows(pack)):
        draw_row(sheet, table, table.first_row + number, row, PRINTED_ROW)
    for fixed, points in ((1, 26), (table.title_row, 40), (_STAMP_ROW, 28)):
        sheet.height(fixed, points)
    sheet.landscape(header_rows=(table.header_row - 1, table.header_row))
    sheet.native.print_area(f"A1:{last}{1_048_576}")
    sheet.native.freeze_panes(table.header_row, 0)


def _draw_header(sheet: Sheet, table: Table) -> None:
    """Two rows: a heading over several columns stands above their titles, any other title takes both."""
    upper, lower = table.header_row - 1, table.header_row
    styles = ("header", "cell", "wrap")
    for over, group in groupby(table.columns, key=lambda column: column.over or column.id):
        columns: list[TableColumn] = list(group)
        first, last = table.letter[columns[0].id], table.letter[columns[-1].id]
        has_heading = bool(columns[0].over)
        area = f"{first}{upper}:{last}{upper}" if has_heading else f"{first}{upper}:{last}{lower}"
        sheet.merge(area, *styles)
        sheet.text(f"{first}{upper}", over if has_heading else columns[0].title, *styles)
        for column in columns if has_heading else ():
            sheet.text(f"{table.letter[column.id]}{lower}", column.title, *styles)
    sheet.height(upper, 24)
    lower_titles = [(column.title, column.width - 2) for column in table.columns if column.over]
    sheet.height(lower, row_height(lower_titles, 24))


def _printed_rows(pack: Pack) -> list[dict[str, Content]]:
    """The rows the notice prints: numbered, with its sample in the first."""
    rows: list[dict[str, Content]] = []
    for number in range(1, pack.papers.summary_blank_rows + 1):
        counted = {column.id: number for column in pack.summary if column.take == "number"}
        samples = {column.id: column.sample for column in pack.summary if column.sample and number == 1}
        rows.append({**counted, **samples})
    return rows
