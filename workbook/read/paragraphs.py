"""The paragraphs of a Word document in reading order, each with its words, fonts and sizes as far as they are told.

What was deleted with changes tracked, what is hidden and what floats in boxes is no text of the paragraphs.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from workbook.ooxml.container import Container
from workbook.ooxml.limits import bomb, wrong_kind
from workbook.ooxml.markup import Attributes, decoded, feed, walker
from workbook.ooxml.outline import relationships
from workbook.ooxml.text import legible
from workbook.read.faces import NO_FACE, Face, Faces, face_of, faces, named
from workbook.values import visible_count

_DOCUMENT, _STYLES = "word/document.xml", "word/styles.xml"
"""Where these parts lie if the package does not say it."""
_DELETED = ("del", "moveFrom")
_HIDDEN = (*_DELETED, "mc:Fallback", "rt")
"""Deleted or moved away, said a second time for old readers, or the small reading above a word."""
_BOXES = ("txbxContent", "a:txBody")
"""Where words float: in a box of Word, in a drawing pasted from elsewhere."""
_TEXT = ("t", "m:t", "a:t")
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_OFF = ("0", "false", "off")
LINES, _MOST_STYLES = 50_000, 5_000
"""So many lines may a document have, and so many styles."""
_MOST_FACES, _LONGEST_FONT = 10, 100
"""No more faces of one paragraph are told apart, and no more of the name of a font is looked at."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: its words, every face its words are set in, whether it stands in a table."""

    text: str
    faces: tuple[Face, ...] = ()
    is_in_table: bool = False

    def is_set_in(self, fonts: Sequence[str], points: int) -> bool:
        """Whether nothing told of it is another font or size."""
        return all(
            (not face.font or any(font in face.font[:_LONGEST_FONT] for font in fonts)) and face.size in (0, points * 2)
            for face in self.faces
        )


@dataclass(frozen=True, slots=True)
class Text:
    """All paragraphs, those in tables too; ``aside`` says what else stands in the document and is none of them."""

    paragraphs: tuple[Paragraph, ...]
    aside: tuple[str, ...] = ()


def paragraphs(container: Container) -> Text:
    """What the document says."""
    main = relationships(container, "")[1].get("/officeDocument", _DOCUMENT)
    if main not in container:
        raise wrong_kind("别的文件")
    styles = relationships(container, main)[1].get("/styles", _STYLES)
    _check_styles(container, styles)
    reader = _Reader(faces(container, styles))
    parser = walker(reader.start, reader.end, container.limits.depth * 4)
    parser.CharacterDataHandler = reader.words
    feed(parser, decoded(container.part(main), main), main)
    if not reader.is_document:
        raise wrong_kind("别的文件")
    return Text(tuple(reader.found), tuple(reader.aside()))


def _check_styles(container: Container, name: str) -> None:
    """Refuse more styles than any document has."""
    if name in container and decoded(container.part(name), name).count("styleId") > _MOST_STYLES:
        raise bomb(f"样式超过{_MOST_STYLES}个")


@dataclass
class _Reader:
    """Collects words and faces while the document goes by."""

    known: Faces
    found: list[Paragraph] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    faces: dict[Face, None] = field(default_factory=dict)
    style: Face = NO_FACE
    run: Face = NO_FACE
    hidden: int = 0
    boxes: int = 0
    tables: int = 0
    is_document: bool = False
    is_about: bool = False
    is_run: bool = False
    is_text: bool = False
    is_vanished: bool = False
    is_joined: bool = False
    has_changes: bool = False
    floating: int = 0
    vanished: int = 0
    notes: int = 0
    chunks: int = 0
    lines: int = 0

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag in _HIDDEN:
            self._hide(tag)
        elif tag in _BOXES:
            self.boxes += 1
        elif tag in _TEXT:
            self.is_text = True
        elif tag in _BEGIN and not (self.hidden or self.boxes):
            _BEGIN[tag](self, attributes)
        elif tag in _SIGNS and self.is_run:
            self._say(_SIGNS[tag])

    def words(self, text: str) -> None:
        if self.is_text:
            self._say(text)

    def end(self, tag: str) -> None:
        if tag in _HIDDEN:
            self.hidden -= 1
        elif tag in _BOXES:
            self.boxes -= 1
        elif tag in _TEXT:
            self.is_text = False
        elif tag in _FINISH and not (self.hidden or self.boxes):
            _FINISH[tag](self)

    def aside(self) -> Iterator[str]:
        """What was left out, for people."""
        if self.floating:
            yield f"文本框内的{self.floating}字"
        if self.vanished:
            yield f"隐藏的{self.vanished}字"
        if self.notes:
            yield f"脚注或尾注{self.notes}处"
        if self.chunks:
            yield f"嵌入的文档{self.chunks}处"
        if self.has_changes:
            yield "修订痕迹（按全部接受后的文字读取）"

    def _hide(self, tag: str) -> None:
        self.hidden += 1
        if tag in _DELETED:
            self.has_changes = True
            self.is_joined |= self.is_about

    def _say(self, text: str) -> None:
        if self.hidden:
            return
        if self.boxes:
            self.floating += visible_count(text)
        elif self.is_vanished:
            self.vanished += visible_count(text)
        else:
            self.text.append(text)
            self._set(text)

    def _set(self, text: str) -> None:
        """A font for Chinese signs says nothing of others."""
        if text.strip() and self.is_run and len(self.faces) < _MOST_FACES:
            face = self.run.over(self.style).over(self.known.base)
            self.faces[face if not text.isascii() else Face(size=face.size)] = None

    def begin_paragraph(self, _: Attributes) -> None:
        """A paragraph whose mark was deleted runs on into the next."""
        if not self.is_joined:
            self.text, self.faces = [], {}
        self.is_joined, self.style = False, self.known.default

    def begin_about(self, _: Attributes) -> None:
        self.is_about = True

    def take_style(self, attributes: Attributes) -> None:
        self.style = self.known.styles.get(named(attributes, "val"), self.style)

    def begin_run(self, _: Attributes) -> None:
        self.run, self.is_run, self.is_vanished = NO_FACE, True, False

    def take_run_style(self, attributes: Attributes) -> None:
        self.run = self.run.over(self.known.styles.get(named(attributes, "val"), NO_FACE))

    def take_font(self, attributes: Attributes) -> None:
        if self.is_run:
            self.run = face_of("rFonts", attributes).over(self.run)

    def take_size(self, attributes: Attributes) -> None:
        if self.is_run:
            self.run = face_of("sz", attributes).over(self.run)

    def vanish(self, attributes: Attributes) -> None:
        self.is_vanished = self.is_run and named(attributes, "val") not in _OFF

    def see_change(self, _: Attributes) -> None:
        self.has_changes = True

    def count_note(self, _: Attributes) -> None:
        self.notes += 1

    def count_chunk(self, _: Attributes) -> None:
        self.chunks += 1

    def begin_document(self, _: Attributes) -> None:
        self.is_document = True

    def begin_table(self, _: Attributes) -> None:
        self.tables += 1

    def end_table(self) -> None:
        self.tables -= 1

    def end_about(self) -> None:
        self.is_about = False

    def end_run(self) -> None:
        self.is_run = False

    def end_paragraph(self) -> None:
        if self.is_joined:
            return
        text = legible("".join(self.text)).strip()
        self.lines += 1 + text.count("\n")
        if self.lines > LINES:
            raise bomb(f"正文超过{LINES}行")
        self.found.append(Paragraph(text, tuple(self.faces), self.tables > 0))


_BEGIN: Mapping[str, Callable[[_Reader, Attributes], None]] = {
    "document": _Reader.begin_document,
    "altChunk": _Reader.count_chunk,
    "subDoc": _Reader.count_chunk,
    "p": _Reader.begin_paragraph,
    "pPr": _Reader.begin_about,
    "pStyle": _Reader.take_style,
    "r": _Reader.begin_run,
    "rStyle": _Reader.take_run_style,
    "rFonts": _Reader.take_font,
    "sz": _Reader.take_size,
    "vanish": _Reader.vanish,
    "ins": _Reader.see_change,
    "moveTo": _Reader.see_change,
    "footnoteReference": _Reader.count_note,
    "endnoteReference": _Reader.count_note,
    "tbl": _Reader.begin_table,
}
_FINISH: Mapping[str, Callable[[_Reader], None]] = {
    "p": _Reader.end_paragraph,
    "pPr": _Reader.end_about,
    "r": _Reader.end_run,
    "tbl": _Reader.end_table,
}
