"""Word documents made by hand, paragraph by paragraph, so that a test shows exactly what stands in the file."""

import io
from collections.abc import Callable, Iterable, Mapping

import docx

from support.forms import NOTICE, base_values
from support.package import HEAD, PACKAGE, relationships, zipped
from workbook.chapters import chapters
from workbook.form import Form
from workbook.notice import shelf
from workbook.render.body import body as rendered
from workbook.values import solid

PACK = shelf.pack(NOTICE)
FORM = Form(PACK)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
TITLES = {chapter.texts[0].id: chapter.title for chapter in chapters(FORM)}
SITUATION, APPLICATIONS, RESULTS, ROLE = (chapter.title for chapter in chapters(FORM))
TEXTS = {
    spec.id: str(text) for chapter in chapters(FORM) for spec in chapter.texts if (text := base_values().get(spec.id))
}
"""What the base form says in the chapters that may be written in a document."""


def run(text: str, about: str = "") -> str:
    """A run of words."""
    return f'<w:r><w:rPr>{about}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def line(*runs: str, about: str = "") -> str:
    """A paragraph of runs; what is no element is a run of plain words."""
    inside = "".join(part if part.startswith("<") else run(part) for part in runs if part)
    return f"<w:p><w:pPr>{about}</w:pPr>{inside}</w:p>"


def font(name: str, half_points: int = 32) -> str:
    """Direct formatting."""
    return f'<w:rFonts w:ascii="{name}" w:eastAsia="{name}"/><w:sz w:val="{half_points}"/>'


def document(*lines: str, styles: str = "", keywords: str = "", head: str = HEAD) -> bytes:
    """A whole document around its paragraphs."""
    parts = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" '
        'ContentType="application/xml"/></Types>',
        "_rels/.rels": relationships(("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": f"{head}<w:document {_SPACES}><w:body>{''.join(lines)}</w:body></w:document>",
    }
    if styles:
        parts["word/styles.xml"] = f"{HEAD}<w:styles {_SPACES}>{styles}</w:styles>"
    if keywords:
        parts["docProps/core.xml"] = (
            f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"><cp:keywords>{keywords}'
            "</cp:keywords></cp:coreProperties>"
        )
    return zipped(parts)


def written(
    texts: Mapping[str, str] = TEXTS,
    *,
    code: str = str(base_values()["credit_code"]),
    change: Callable[[list[str]], Iterable[str]] = list,
) -> bytes:
    """The document that is shipped, filled in as a person does in Word: below each heading, a paragraph a line."""
    file = docx.Document(io.BytesIO(rendered(PACK)))
    labels = {solid(spec.label): spec.id for chapter in chapters(FORM) for spec in chapter.texts}
    labels |= {solid(title): id_ for id_, title in TITLES.items()}
    for place in file.paragraphs:
        if place.text.startswith("统一社会信用代码"):
            place.add_run(code)
        if place.style is None or not place.style.name.startswith(("Heading 1", "Heading 2")):
            continue
        text = texts.get(labels.get(solid(place.text), ""), "")
        is_divided = place.style.name == "Heading 1" and solid(place.text) == solid(APPLICATIONS)
        if text and not is_divided:
            _write_below(file, place, [*change(text.split("\n"))])
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _write_below(file: "docx.document.Document", heading: "docx.text.paragraph.Paragraph", lines: list[str]) -> None:
    """Where a person clicks: behind the printed words of a chapter, else right below the heading."""
    paragraphs = file.paragraphs
    at = next(number for number, entry in enumerate(paragraphs) if entry._p is heading._p) + 1
    while paragraphs[at].text and not paragraphs[at].style.name.startswith("Heading"):
        at += 1
    for text in lines:
        paragraphs[at].insert_paragraph_before(text)
