"""A Word document in the layout of GB/T 9704-2012: A4, 22 lines of 28 characters, the title in 2号小标宋."""

import datetime as dt

from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from workbook.ooxml.text import clean
from workbook.render.document import Document
from workbook.render.look import SIZE_3, TITLE_FONT

OFFICIAL_TITLE_FONT = "方正小标宋简体"
SIZE_2, SIZE_4 = 22, 14
LINE, CLOSER = 28.9, -0.25
"""Exact line pitch and character spacing in points: they give 22 lines of 28 characters on 225 mm x 156 mm."""
WIDTH = 442.2
"""Between the margins, in points."""
_PAGE_FONT = "宋体"
_TOP, _LEFT, _RIGHT, _BOTTOM, _FOOTER = 37, 28, 26, 35, 23


class Official(Document):
    """An empty official document; what is written into it stands on the lines of the standard."""

    def __init__(self, title: str, day: dt.date, keywords: str = "") -> None:
        super().__init__(title, day, keywords)
        links = self.native.part.rels
        for id_ in [id_ for id_, link in links.items() if link.reltype.endswith("/customXml")]:
            del links[id_]
        _set_lines(self.native.styles["Normal"])
        _set_title(self.native.styles["Title"])

    def _lay_page(self) -> None:
        page = self.native.sections[0]
        page.page_width, page.page_height = Mm(210), Mm(297)
        page.top_margin, page.bottom_margin = Mm(_TOP), Mm(_BOTTOM)
        page.left_margin, page.right_margin = Mm(_LEFT), Mm(_RIGHT)
        page.footer_distance = Mm(_FOOTER)
        page.start_type = WD_SECTION.NEW_PAGE
        for grid in page._sectPr.findall(qn("w:docGrid")):  # noqa: SLF001 - python-docx knows no grid
            page._sectPr.remove(grid)  # noqa: SLF001 - as above

    def _number_pages(self) -> None:
        """— 1 —: on the right of odd pages, on the left of even ones, one character from the edge."""
        self.native.settings.odd_and_even_pages_header_footer = True
        page = self.native.sections[0]
        for footer, side in ((page.footer, WD_ALIGN_PARAGRAPH.RIGHT), (page.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)):
            footer.is_linked_to_previous = False
            line = footer.paragraphs[0]
            line.alignment = side
            line.paragraph_format.left_indent = line.paragraph_format.right_indent = Pt(SIZE_4)
            for run in (_run("— "), _field("PAGE"), _run(" —")):
                line._p.append(run)  # noqa: SLF001 - python-docx has no fields

    def line(self, text: str = "", *, side: WD_ALIGN_PARAGRAPH | None = None) -> Paragraph:
        """One line without an indent; blank it keeps its place."""
        found = self.paragraph(text, is_indented=False)
        if side is not None:
            found.alignment = side
        return found

    def over(self, text: str) -> None:
        """The word above an annex, on a new page."""
        line = self.line()
        line.paragraph_format.page_break_before = True
        _set_font(line.add_run(clean(text))._r.get_or_add_rPr(), TITLE_FONT)  # noqa: SLF001 - fonts of Chinese text

    def hanging(self, first: str, text: str) -> None:
        """A line whose second line begins below its first word, two characters in; what follows stays with it."""
        line = self.line(first + text)
        ahead = Pt(sum(SIZE_3 if ord(sign) > 0x7F else SIZE_3 / 2 for sign in first) + len(first) * CLOSER)  # noqa: PLR2004 - ASCII is half as wide
        line.paragraph_format.left_indent = ahead + Pt(2 * SIZE_3)
        line.paragraph_format.first_line_indent = -ahead
        line.paragraph_format.keep_with_next = True

    def signed(self, who: str, when: str) -> None:
        """Who issues it above the day, the one in the middle over the other, four characters from the edge."""
        room = 4.0
        middle = room + (_wide(when) - _wide(who)) / 2
        for text, indent in ((who, max(0.0, middle)), (when, room)):
            line = self.line(text, side=WD_ALIGN_PARAGRAPH.RIGHT)
            line.paragraph_format.right_indent = Pt(indent * SIZE_3)
            line.paragraph_format.keep_with_next = text is who


def _wide(text: str) -> float:
    """The width in characters; digits are half as wide."""
    return sum(1.0 if ord(sign) > 0x7F else 0.5 for sign in text)  # noqa: PLR2004 - as above


def _set_lines(style: object) -> None:
    assert isinstance(style, ParagraphStyle)  # noqa: S101 - the names are those of python-docx's own template
    lines = style.paragraph_format
    lines.line_spacing_rule, lines.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(LINE)
    lines.widow_control = False
    about = style.element.get_or_add_rPr()
    closer = OxmlElement("w:spacing")
    closer.set(qn("w:val"), str(round(CLOSER * 20)))
    about.append(closer)


def _set_title(style: object) -> None:
    assert isinstance(style, ParagraphStyle)  # noqa: S101 - as above
    style.font.size = Pt(SIZE_2)
    _set_font(style.element.get_or_add_rPr(), OFFICIAL_TITLE_FONT)
    lines = style.paragraph_format
    lines.line_spacing_rule, lines.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(LINE)
    lines.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _set_font(about: BaseOxmlElement, name: str) -> None:
    fonts = about.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        about.insert(0, fonts)
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), name)


def _run(text: str) -> BaseOxmlElement:
    run = OxmlElement("w:r")
    run.append(_page_look())
    words = OxmlElement("w:t")
    words.text = text
    words.set(qn("xml:space"), "preserve")
    run.append(words)
    return run


def _field(instruction: str) -> BaseOxmlElement:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    field.append(_run("1"))
    return field


def _page_look() -> BaseOxmlElement:
    look = OxmlElement("w:rPr")
    _set_font(look, _PAGE_FONT)
    size = OxmlElement("w:sz")
    size.set(qn("w:val"), str(SIZE_4 * 2))
    look.append(size)
    return look
