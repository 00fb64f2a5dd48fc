"""The paragraphs of a Word document in reading order, each with its words, fonts and sizes as far as they are told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from workbook.ooxml.container import Container
from workbook.ooxml.limits import LIMITS, bomb, wrong_kind
from workbook.ooxml.markup import Attributes, content, decoded, feed, walker

_DOCUMENT, _STYLES = "word/document.xml", "word/styles.xml"
_HIDDEN = ("mc:Fallback", "txbxContent")
"""A drawing says the same twice; what floats beside the text is no paragraph of it."""
_PARAGRAPHS = 100_000


@dataclass(frozen=True, slots=True)
class Face:
    """A font and a size in half points; blank and 0 where nothing is said."""

    font: str = ""
    size: int = 0

    def over(self, other: "Face") -> "Face":
        """This one, with the other's where this says nothing."""
        return Face(self.font or other.font, self.size or other.size)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: its words, and every face its words are set in."""

    text: str
    faces: tuple[Face, ...] = ()

    def is_set_in(self, fonts: Sequence[str], points: int) -> bool:
        """Whether nothing told of it is another font or size."""
        return all(
            (not face.font or any(font in face.font for font in fonts)) and face.size in (0, points * 2)
            for face in self.faces
        )


def paragraphs(container: Container) -> tuple[Paragraph, ...]:
    """Every paragraph, those in tables too."""
    if _DOCUMENT not in container:
        raise wrong_kind("别的文件")
    styles = _styles(container)
    reader = _Reader(styles)
    text = decoded(container.part(_DOCUMENT), _DOCUMENT)
    parser = walker(reader.start, reader.end, LIMITS.depth * 4)
    parser.CharacterDataHandler = reader.words
    feed(parser, text, _DOCUMENT)
    return tuple(reader.found)


@dataclass
class _Reader:
    """Collects words and faces while the document goes by."""

    styles: Mapping[str, Face]
    found: list[Paragraph] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    faces: dict[Face, None] = field(default_factory=dict)
    style: Face = field(default_factory=Face)
    run: Face = field(default_factory=Face)
    hidden: int = 0
    is_run: bool = False
    is_text: bool = False

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag in _HIDDEN:
            self.hidden += 1
        elif tag == "p" and not self.hidden:
            self.text, self.faces, self.style = [], {}, self.styles.get("", Face())
        elif tag == "pStyle":
            self.style = self.styles.get(_value(attributes), self.style)
        elif tag == "r":
            self.run, self.is_run = Face(), True
        elif tag in ("rFonts", "sz") and self.is_run:
            self.run = _face(tag, attributes).over(self.run)
        elif tag == "t":
            self.is_text = True
        elif tag in ("br", "cr", "tab") and self.is_run and not self.hidden:
            self.text.append("\t" if tag == "tab" else "\n")

    def words(self, text: str) -> None:
        if self.is_text and not self.hidden:
            self.text.append(text)
            if text.strip():
                self.faces[self.run.over(self.style)] = None

    def end(self, tag: str) -> None:
        if tag in _HIDDEN:
            self.hidden -= 1
        elif tag == "t":
            self.is_text = False
        elif tag == "r":
            self.is_run = False
        elif tag == "p" and not self.hidden:
            self.found.append(Paragraph(content("".join(self.text)).strip(), tuple(self.faces)))
            self.text, self.faces = [], {}
            if len(self.found) > _PARAGRAPHS:
                raise bomb(f"段落超过{_PARAGRAPHS}个")


@dataclass
class _Styles:
    """Collects each style: what it stands on and what it says of faces; the key of the defaults is blank."""

    above: dict[str, str] = field(default_factory=dict)
    faces: dict[str, Face] = field(default_factory=dict)
    default: str = ""
    now: str = ""

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "style":
            self.now = _named(attributes, "styleId")
            if _named(attributes, "type") == "paragraph" and _named(attributes, "default") in ("1", "true"):
                self.default = self.now
        elif tag == "basedOn":
            self.above[self.now] = _value(attributes)
        elif tag in ("rFonts", "sz"):
            self.faces[self.now] = _face(tag, attributes).over(self.faces.get(self.now, Face()))

    def resolved(self) -> Mapping[str, Face]:
        """Each style with what it takes over; a circle of styles ends where it closes."""
        found = {}
        for name in (*self.faces, *self.above):
            face, seen, at = Face(), set[str](), name
            while at and at not in seen:
                seen.add(at)
                face, at = face.over(self.faces.get(at, Face())), self.above.get(at, "")
            found[name] = face.over(self.faces.get("", Face()))
        found[""] = found.get(self.default, self.faces.get("", Face()))
        return MappingProxyType(found)


def _styles(container: Container) -> Mapping[str, Face]:
    if _STYLES not in container:
        return {}
    styles = _Styles()
    feed(walker(styles.start), decoded(container.part(_STYLES), _STYLES), _STYLES)
    return styles.resolved()


def _face(tag: str, attributes: Attributes) -> Face:
    if tag == "sz":
        size = _value(attributes)
        return Face(size=int(size) if size.isdigit() and len(size) < 5 else 0)  # noqa: PLR2004 - no size has more digits
    return Face(font=_named(attributes, "eastAsia"))


def _named(attributes: Attributes, name: str) -> str:
    """An attribute whatever its prefix."""
    return next((value for key, value in attributes.items() if key.rpartition(":")[2] == name), "")


def _value(attributes: Attributes) -> str:
    return _named(attributes, "val")
