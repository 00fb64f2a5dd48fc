"""公示、公布、入库: the letter of a public list and its annexes as one Word document in official layout."""

from collections.abc import Mapping

from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table, _Cell, _Row

from workbook.announcement import Announcement, day_words
from workbook.edit import Content
from workbook.lists import Annex, words
from workbook.ooxml.text import clean
from workbook.papers import TableColumn
from workbook.render.look import TITLE_FONT
from workbook.render.official import WIDTH, Official

_SIZE, _ROOM = Pt(12), Pt(3)
_CENTRED = ("integer", "date", "year_month")
_SHORT = 14.0
_TITLE_ROOM = 20


def document(issue: Announcement) -> bytes:
    """The document of one issue: title, body, annex lines, signature, day, then each annex on its own page."""
    letter = issue.listing.letter
    title = letter.title.replace("\n", "") if letter else issue.listing.title
    paper = Official(title, issue.facts.day)
    if letter is not None:
        _draw_letter(paper, issue, letter.title, letter.addressee)
    for number, (word, annex) in enumerate(zip(issue.annex_words, issue.annexes, strict=True)):
        if letter is not None or number:
            paper.over(word)
            paper.line()
        paper.title(_broken(annex.title))
        paper.line()
        _draw_table(paper, issue.columns, annex)
    return paper.data()


def _draw_letter(paper: Official, issue: Announcement, title: str, addressee: str) -> None:
    if issue.number:
        paper.line(issue.number, side=WD_ALIGN_PARAGRAPH.CENTER)
        paper.line()
    paper.title(title)
    paper.line()
    if addressee:
        paper.line(addressee)
    body = [paper.paragraph(text) for text in issue.paragraphs]
    for line in (*body[-1:], paper.line()):
        line.paragraph_format.keep_with_next = True  # the signature stands on no page of its own
    numbered = len(issue.annexes) > 1
    for number, annex in enumerate(issue.annexes, start=1):
        first = "附件：" if number == 1 else "　　　"
        paper.hanging(first + (f"{number}." if numbered else ""), annex.title)
    for _ in range(2):
        paper.line().paragraph_format.keep_with_next = True
    paper.signed(issue.pack.bureau, day_words(issue.facts.day))


def _broken(title: str) -> str:
    """What tells one annex from the others stands on a line of its own where the title is too long for one."""
    return title.replace("（", "\n（", 1) if len(title) > _TITLE_ROOM else title


def _draw_table(paper: Official, columns: tuple[TableColumn, ...], annex: Annex) -> None:
    """A table as wide as the text whose header stands on every page; no row is torn between two."""
    table = paper.native.add_table(0, len(columns))
    table.style = paper.native.styles["Table Grid"]
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    widths = _widths(columns)
    for place, column in enumerate(columns):
        table.columns[place].width = widths[column.id]
    head = [column.title for column in columns]
    _row(table, columns, widths, dict(zip((column.id for column in columns), head, strict=True)), is_header=True)
    for row in annex.rows:
        _row(table, columns, widths, row)


def _widths(columns: tuple[TableColumn, ...]) -> dict[str, Pt]:
    total = sum(column.width for column in columns)
    return {column.id: Pt(WIDTH * column.width / total) for column in columns}


def _row(
    table: Table,
    columns: tuple[TableColumn, ...],
    widths: Mapping[str, Pt],
    row: Mapping[str, Content],
    *,
    is_header: bool = False,
) -> None:
    line = _new_row(table)
    about = line._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx repeats no header
    for mark in ("w:cantSplit", *(("w:tblHeader",) if is_header else ())):
        about.append(OxmlElement(mark))
    line.height = Pt(24)
    for cell, column in zip(line.cells, columns, strict=True):
        cell.width = widths[column.id]
        is_middle = is_header or column.kind in _CENTRED or column.width <= _SHORT
        _write(cell, words(row.get(column.id)), is_middle=is_middle, is_header=is_header)


def _new_row(table: Table) -> _Row:
    added: _Row = table.add_row()  # type: ignore[no-untyped-call]  # python-docx forgot its type
    return added


def _write(cell: _Cell, text: str, *, is_middle: bool, is_header: bool) -> None:
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    line = cell.paragraphs[0]
    line.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    line.paragraph_format.space_before = line.paragraph_format.space_after = _ROOM
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER if is_middle else WD_ALIGN_PARAGRAPH.LEFT
    run = line.add_run(clean(text))
    run.font.size = _SIZE
    if is_header:
        run.font.name = TITLE_FONT
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), TITLE_FONT)  # noqa: SLF001 - Chinese text
