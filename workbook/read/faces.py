"""Fonts and sizes a Word document tells of: its styles, each with what it takes over from those it stands on."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from workbook.ooxml.container import Container
from workbook.ooxml.markup import Attributes, decoded, feed, walker

_DEEPEST = 32
"""So many styles may stand on each other; what lies deeper, or in a circle, is not followed."""
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Face:
    """A font for Chinese signs and a size in half points; blank and 0 where nothing is said."""

    font: str = ""
    size: int = 0

    def over(self, other: "Face") -> "Face":
        """This one, with the other's where this says nothing."""
        return Face(self.font or other.font, self.size or other.size)


NO_FACE = Face()


@dataclass(frozen=True, slots=True)
class Faces:
    """What each style says, what a paragraph without a style gets, and what holds where no style says anything."""

    styles: Mapping[str, Face]
    default: Face = NO_FACE
    base: Face = NO_FACE


def faces(container: Container, name: str) -> Faces:
    """The styles in this part; a document may have none."""
    if name not in container:
        return Faces({})
    found = _Styles()
    feed(walker(found.start), decoded(container.part(name), name), name)
    styles = {style: found.face(style) for style in {*found.faces, *found.above}}
    return Faces(styles, found.face(found.default), found.faces.get("", NO_FACE))


def face_of(tag: str, attributes: Attributes) -> Face:
    """What one element says."""
    if tag == "sz":
        size = named(attributes, "val")
        return Face(size=int(size) if size.isdecimal() and len(size) <= _DIGITS else 0)
    return Face(font=named(attributes, "eastAsia"))


def named(attributes: Attributes, name: str) -> str:
    """An attribute whatever its prefix."""
    return next((value for key, value in attributes.items() if key.rpartition(":")[2] == name), "")


@dataclass
class _Styles:
    """Collects each style: what it stands on and what it says of faces; the key of the defaults is blank."""

    above: dict[str, str] = field(default_factory=dict)
    faces: dict[str, Face] = field(default_factory=dict)
    default: str = ""
    now: str = ""

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "style":
            self.now = named(attributes, "styleId")
            if named(attributes, "type") == "paragraph" and named(attributes, "default") in ("1", "true", "on"):
                self.default = self.now
        elif tag == "basedOn":
            self.above[self.now] = named(attributes, "val")
        elif tag in ("rFonts", "sz"):
            self.faces[self.now] = face_of(tag, attributes).over(self.faces.get(self.now, NO_FACE))

    def face(self, name: str) -> Face:
        """A style with what it takes over."""
        found, at = NO_FACE, name
        for _ in range(_DEEPEST):
            if not at:
                break
            found, at = found.over(self.faces.get(at, NO_FACE)), self.above.get(at, "")
        return found
