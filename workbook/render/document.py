"""A Word document of ours: A4, the mandated fonts and sizes, page numbers, the same bytes each time."""

import datetime as dt
import io
import zipfile

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from workbook.ooxml.text import clean
from workbook.render.look import BODY_FONT, SIZE_3, SUBTITLE_FONT, TITLE_FONT

_STAMP = (1980, 1, 1, 0, 0, 0)
GREY = RGBColor(0x59, 0x59, 0x59)
_STYLES = {
    "Normal": (BODY_FONT, SIZE_3),
    "Title": (TITLE_FONT, 26),
    "Heading 1": (TITLE_FONT, SIZE_3),
    "Heading 2": (SUBTITLE_FONT, SIZE_3),
    "Heading 3": (SUBTITLE_FONT, SIZE_3),
}
"""Style -> font and points. 正文3号仿宋，一级标题3号黑体，二级标题3号楷体: what a reader calls 3号 is 16 points."""
_TABLES = ("TableNormal", "TableGrid")
_ABOVE = {"Heading 1": 6, "Heading 2": 6}
"""Points above a heading, so that none sticks to a table."""


class Document:
    """An empty A4 document with the styles of a declaration."""

    def __init__(self, title: str, day: dt.date, keywords: str = "") -> None:
        self.native = docx.Document()
        links = self.native.part.package.rels
        for id_ in [id_ for id_, link in links.items() if link.reltype.endswith("/thumbnail")]:
            del links[id_]
        _drop_styles(self.native.styles.element)
        self._describe(title, day, keywords)
        self._lay_page()
        for name, (font, size) in _STYLES.items():
            _set_style(self.native.styles[name], font, size)
        self._number_pages()

    def _describe(self, title: str, day: dt.date, keywords: str) -> None:
        about = self.native.core_properties
        moment = dt.datetime.combine(day, dt.time(), dt.UTC)
        about.title, about.author, about.last_modified_by, about.comments = title, "", "", ""
        about.keywords, about.created, about.modified, about.revision = keywords, moment, moment, 1

    def _lay_page(self) -> None:
        page = self.native.sections[0]
        page.page_width, page.page_height = Cm(21.0), Cm(29.7)
        page.top_margin = page.bottom_margin = Cm(2.54)
        page.left_margin = page.right_margin = Cm(2.8)

    def _number_pages(self) -> None:
        line = self.native.sections[0].footer.paragraphs[0]
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        line._p.append(field)  # noqa: SLF001 - python-docx has no fields

    def title(self, text: str) -> Paragraph:
        """The title of the document, in the middle."""
        line = self.native.add_paragraph(clean(text), "Title")
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        return line

    def heading(self, text: str, level: int) -> Paragraph:
        """A heading: 1 is 一级标题, 2 二级标题, 3 one below."""
        return self.native.add_paragraph(clean(text), f"Heading {level}")

    def paragraph(self, text: str = "", *, is_quiet: bool = False, is_indented: bool = True) -> Paragraph:
        """A paragraph of the body; a quiet one is printed guidance."""
        line = self.native.add_paragraph()
        run = line.add_run(clean(text))
        if is_quiet:
            run.font.color.rgb = GREY
        if is_indented:
            _indent(line)
        return line

    def prose(self, text: str) -> None:
        """A text of a firm, a paragraph a line."""
        for line in text.splitlines():
            self.paragraph(line.strip("\u3000 "))

    def turn_page(self) -> None:
        """Begin a new page."""
        self.native.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def data(self) -> bytes:
        """The document as a file; the moment of writing leaves no trace in it."""
        file = io.BytesIO()
        self.native.save(file)
        return _timeless(file.getvalue())


def _drop_styles(styles: BaseOxmlElement) -> None:
    """Without the coloured tables of python-docx's template: nobody uses them, and every reader has to pass them."""
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:type")) == "table" and style.get(qn("w:styleId")) not in _TABLES:
            styles.remove(style)


def _set_style(style: object, font: str, size: int) -> None:
    assert isinstance(style, ParagraphStyle)  # noqa: S101 - the names are those of python-docx's own template
    style.font.name, style.font.size, style.font.bold = font, Pt(size), False
    style.font.italic, style.font.color.rgb = False, RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), font)
    lines = style.paragraph_format
    lines.space_before = Pt(_ABOVE.get(style.name or "", 0))
    lines.space_after = Pt(0)
    lines.line_spacing = 1.0
    border = style.element.find(f"{qn('w:pPr')}/{qn('w:pBdr')}")
    if border is not None:
        border.getparent().remove(border)


def _indent(line: Paragraph) -> None:
    """Two characters in front of the first line, whatever their size."""
    room = line._p.get_or_add_pPr().get_or_add_ind()  # noqa: SLF001 - python-docx knows no characters as a unit
    room.set(qn("w:firstLineChars"), "200")
    room.set(qn("w:firstLine"), str(SIZE_3 * 2 * 20))


def _timeless(data: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as written, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in written.namelist():
            kept.writestr(zipfile.ZipInfo(name, _STAMP), written.read(name), zipfile.ZIP_DEFLATED)
    return file.getvalue()
