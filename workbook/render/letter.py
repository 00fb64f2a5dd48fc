"""申报书.docx: the whole declaration as the annex prints it, filled in, ready for the stamp."""

from collections.abc import Callable, Sequence

from docx.enum.text import WD_ALIGN_PARAGRAPH

from workbook.chapters import Chapter, attachments, chapters
from workbook.check_code import check_code
from workbook.form import Form
from workbook.notice.pack import Catalogue, FieldSpec, Pack, Section, Text
from workbook.record import Record
from workbook.render.annex import rows, said
from workbook.render.body import draw_words
from workbook.render.document import Document
from workbook.render.grid import SIZE, draw_table
from workbook.values import BOX, TICK

Entries = Sequence[FieldSpec | Catalogue | Text]


def letter(pack: Pack, record: Record | None = None, beside: Sequence[str] = ()) -> bytes:
    """The declaration as Word; ``beside`` are the names of the files handed in with it. Without a record, empty."""
    paper = _Letter(pack, record or Record(Form(pack), {}), beside)
    for section, entries in paper.record.form.contents:
        paper.draw(section, entries)
    return paper.document.data()


def codes(record: Record) -> tuple[str, ...]:
    """核对码 as the form shows it, and the one with the document whose texts are printed here."""
    own = (f"核对码　{check_code(record.alone)}",)
    return (*own, f"核对码（连同正文文档）　{check_code(record)}") if record.document else own


class _Letter:
    """The document being written."""

    def __init__(self, pack: Pack, record: Record, beside: Sequence[str]) -> None:
        self.record = record
        self.codes = codes(record) if record.entries else ()
        self.beside = beside
        self.document = Document(pack.papers.declaration, pack.issued, f"{pack.id} {pack.version}")
        self.chapters = {chapter.title: chapter for chapter in chapters(record.form)}
        self.attachments = attachments(record.form)

    def draw(self, section: Section, entries: Entries) -> None:
        """One section after its kind."""
        if section.title in self.chapters:
            self._draw_chapter(self.chapters[section.title])
        elif section is self.attachments:
            self._draw_attachments(section, entries)
        else:
            self._of_kind(section, entries)(section, entries)

    def _of_kind(self, section: Section, entries: Entries) -> Callable[[Section, Entries], None]:
        if section.level == 0:
            return self._draw_cover
        return self._draw_words if all(isinstance(entry, Text) for entry in entries) else self._draw_table

    def _draw_cover(self, section: Section, entries: Entries) -> None:
        """The title, lines to fill in, and at the foot who issues the form and when."""
        self._leave(4)
        self.document.title(section.title)
        self._leave(6)
        for spec in (entry for entry in entries if isinstance(entry, FieldSpec)):
            self.document.paragraph(f"{spec.label}{said(self.record, spec)}")
        for code in self.codes:
            self.document.paragraph(code, is_quiet=True).runs[0].font.size = SIZE
        self._leave(8 - len(self.codes))
        for text in (entry for entry in entries if isinstance(entry, Text)):
            line = self.document.paragraph(text.text, is_indented=False)
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self.document.turn_page()

    def _draw_words(self, section: Section, entries: Entries) -> None:
        """A page of printed words only; a title without words opens the next section."""
        line = self.document.heading(section.title, section.level)
        for text in (entry for entry in entries if isinstance(entry, Text)):
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            self.document.paragraph(text.text)
        if entries:
            self.document.turn_page()

    def _draw_table(self, section: Section, entries: Entries) -> None:
        self.document.heading(section.title, section.level)
        draw_table(self.document, rows(self.record, entries, self.codes))

    def _draw_chapter(self, chapter: Chapter) -> None:
        draw_words(self.document, chapter)
        for spec in chapter.texts:
            if not self._is_printed(chapter, spec):
                continue
            if chapter.is_divided:
                self.document.heading(spec.label, 2)
            self.document.prose(said(self.record, spec))

    def _is_printed(self, chapter: Chapter, spec: FieldSpec) -> bool:
        """Texts of the first dimension always, those of another when they are used."""
        if not chapter.is_divided or said(self.record, spec):
            return True
        areas = [area for area in self.record.form.areas.values() if area.dimension]
        area = next((area for area in areas if area.title == spec.label), areas[0])
        return area.dimension == areas[0].dimension or any(box.is_ticked for box in self.record.boxes(area.id))

    def _draw_attachments(self, section: Section, entries: Entries) -> None:
        """Each kind of attachment with its box, then the files that came, or that none did."""
        self.document.heading(section.title, 1)
        for entry in entries:
            if isinstance(entry, FieldSpec):
                mark = f"{TICK}已附" if self.record.value(entry.id) is True else f"{BOX}未附"
                self.document.paragraph(f"{entry.label}（{mark}）")
            elif isinstance(entry, Text):
                self.document.paragraph(entry.text)
        if self.beside:
            self.document.paragraph(f"随报文件{len(self.beside)}个：")
        for name in self.beside:
            self.document.paragraph(name)

    def _leave(self, lines: int) -> None:
        for _ in range(lines):
            self.document.paragraph()
