"""申报书正文.docx: the chapters of a declaration to be written in Word, in the typesetting the notice asks for."""

from workbook.chapters import Chapter, attachments, chapters
from workbook.form import Form
from workbook.notice.pack import FieldSpec, Pack
from workbook.record import Record
from workbook.render.document import Document


def body(pack: Pack, record: Record | None = None) -> bytes:
    """Every chapter with its printed words, a heading and a place for each text; on top the line that pairs it.

    With a record its texts stand in their places.
    """
    form = Form(pack)
    given = record or Record(form, {})
    document = Document(f"{pack.papers.declaration}正文", pack.issued, f"{pack.id} {pack.version}")
    for id_ in (pack.identity["firm"], pack.identity["code"]):
        document.paragraph(f"{form.fields[id_].label}：{given.text(id_)}", is_indented=False)
    for chapter in chapters(form):
        draw_words(document, chapter)
        for spec in chapter.texts:
            _draw_place(document, chapter, spec, given.text(spec.id))
    section = attachments(form)
    if section is not None:
        document.heading(section.title, 1)
        printed = {text.id: text.text for text in pack.texts}
        for id_ in section.contents:
            document.paragraph(printed[id_] if id_ in printed else form.fields[id_].label)
    return document.data()


def _draw_place(document: Document, chapter: Chapter, spec: FieldSpec, text: str) -> None:
    """The heading of a text and empty paragraphs to write in, one below each printed heading; or the text."""
    if chapter.is_divided:
        document.heading(spec.label, 2)
    if text:
        document.prose(text)
        return
    for line in chapter.outline:
        document.heading(line, 3)
        document.paragraph()
    if not chapter.outline:
        document.paragraph()


def draw_words(document: Document, chapter: Chapter) -> None:
    """The title of a chapter and what is printed under it."""
    document.heading(chapter.title, 1)
    for word in (*chapter.words, *chapter.outline):
        document.paragraph(word, is_quiet=True)
