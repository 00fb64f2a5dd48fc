"""Rows of boxes drawn as a real Word table: boxes side by side, boxes that run down, a border around each."""

from collections.abc import Sequence

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tc
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from workbook.ooxml.text import clean
from workbook.render.annex import WIDTH, Piece, Row
from workbook.render.document import GREY, Document

SIZE, _SMALL = Pt(12), Pt(9)
_UNIT = 437
"""A twentieth of the width between the margins, in twentieths of a point."""
_LOW, _TALL = 480, 2600
"""The least height of a row, and of one that is stamped, in twentieths of a point."""
_PADDING = 60


def draw_table(document: Document, rows: Sequence[Row]) -> None:
    """One table after the last paragraph of the document."""
    table = document.native.add_table(0, 0)
    table.style = document.native.styles["Table Grid"]
    table.autofit = False
    table._tbl.tblPr.append(_padding())  # noqa: SLF001 - python-docx knows no padding
    grid = table._tbl.tblGrid  # noqa: SLF001 - python-docx widens columns one by one only
    for _ in range(WIDTH):
        grid.append(_element("w:gridCol", w=str(_UNIT)))
    for row in rows:
        line = OxmlElement("w:tr")
        line.append(_about(row))
        for piece in row:
            cell = _box(piece)
            line.append(cell)
            _write(_Cell(cell, table), piece)
        table._tbl.append(line)  # noqa: SLF001 - as above


def _padding() -> BaseOxmlElement:
    """Room between words and borders, above and below too."""
    found = OxmlElement("w:tblCellMar")
    for side, width in (("top", _PADDING), ("left", 100), ("bottom", _PADDING), ("right", 100)):
        found.append(_element(f"w:{side}", w=str(width), type="dxa"))
    return found


def _about(row: Row) -> BaseOxmlElement:
    """A short row stays on one page; one with a stamp has room for it."""
    about = OxmlElement("w:trPr")
    is_stamped = any(piece.foot for piece in row)
    if is_stamped or not any(piece.words for piece in row):
        about.append(_element("w:cantSplit"))
    height = _TALL if is_stamped else _LOW
    about.append(_element("w:trHeight", val=str(height), hRule="atLeast"))
    return about


def _box(piece: Piece) -> CT_Tc:
    cell = OxmlElement("w:tc")
    assert isinstance(cell, CT_Tc)  # noqa: S101 - python-docx makes the class from the tag
    about = OxmlElement("w:tcPr")
    about.append(_element("w:tcW", w=str(piece.span * _UNIT), type="dxa"))
    about.append(_element("w:gridSpan", val=str(piece.span)))
    if piece.down:
        about.append(_element("w:vMerge", val="restart" if piece.down == "first" else "continue"))
    about.append(_element("w:vAlign", val="center" if piece.is_label or piece.is_middle else "top"))
    cell.append(about)
    cell.append(OxmlElement("w:p"))
    return cell


def _write(cell: _Cell, piece: Piece) -> None:
    lines = [*([piece.words] if piece.words else []), *piece.lines]
    for number, text in enumerate(lines):
        line = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        _say(line, text)
        if piece.words and number == 0:
            line.runs[0].font.color.rgb = GREY
        if piece.is_middle:
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, size in ((piece.foot, SIZE), *((code, _SMALL) for code in piece.small)):
        if text:
            line = cell.add_paragraph()
            _say(line, text, size)
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _say(line: Paragraph, text: str, size: Pt = SIZE) -> None:
    line.add_run(clean(text)).font.size = size


def _element(tag: str, **values: str) -> BaseOxmlElement:
    found = OxmlElement(tag)
    for key, value in values.items():
        found.set(qn(f"w:{key}"), value)
    return found
