"""One filled form: field id -> what was read there."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from operator import attrgetter
from typing import Literal

from workbook.finding import Finding
from workbook.form import Form
from workbook.ooxml.cell import Cell
from workbook.rules.base import Box, Column
from workbook.values import NOTHING, Kind, Reading, Value, tick

FoundBy = Literal["name", "position", "label", "derived", "missing", "given", "document"]


@dataclass(frozen=True, slots=True)
class Entry:
    """What was read in one field.

    ``raw`` holds the cells as they stood, one for most kinds, one a box for a choice; ``cells`` their addresses
    (``sheet!A1``); ``sureness`` is 1 where the template's own name led there.
    """

    reading: Reading = NOTHING
    raw: tuple[Cell, ...] = ()
    cells: tuple[str, ...] = ()
    found_by: FoundBy = "missing"
    sureness: float = 0.0
    note: str = ""

    @property
    def value(self) -> Value:
        """The value, or None where the cell is blank or cannot be taken as it stands."""
        return self.reading.value

    @property
    def is_formula(self) -> bool:
        """Whether a formula stands where a person should have typed."""
        return any(map(_IS_FORMULA, self.raw))

    @property
    def is_error(self) -> bool:
        """Whether the cell shows an error value."""
        return any(map(_IS_ERROR, self.raw))


_LONGEST = 256
"""So long may what stands in the boxes of an area be that is remembered for other forms."""
_IS_FORMULA, _IS_ERROR = attrgetter("is_formula"), attrgetter("is_error")
MISSING = Entry()


@dataclass(frozen=True)
class Record:
    """One filled declaration; it answers the questions of the rules about form and content.

    ``document`` is the name of the document that was read beside the form, ``findings`` are those of that reading,
    ``own`` is what the form itself says where the document's texts stand for it.
    """

    form: Form
    entries: Mapping[str, Entry]
    explanations: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    document: str = ""
    own: Mapping[str, Entry] = field(default_factory=dict)
    _boxes: dict[str, Column] = field(default_factory=dict, init=False, repr=False, compare=False)

    def entry(self, field_id: str) -> Entry:
        """What was read in a field; MISSING when nothing was found."""
        return self.entries.get(field_id, MISSING)

    @property
    def alone(self) -> "Record":
        """The form by itself, without the texts of its document."""
        return replace(self, entries={**self.entries, **self.own}, findings=(), document="", own={})

    def value(self, field_id: str) -> Value:
        """The value of a field."""
        return self.entries.get(field_id, MISSING).reading.value

    def text(self, field_id: str) -> str:
        """The value of a text field, or an empty text."""
        value = self.value(field_id)
        return value if isinstance(value, str) else ""

    def reading(self, field_id: str) -> Reading:
        """What a field means."""
        return self.entries.get(field_id, MISSING).reading

    def boxes(self, area_id: str) -> Column:
        """The boxes of one area in printed order; many demands ask for the same ones."""
        known = self._boxes.get(area_id)
        if known is None:
            known = self._boxes[area_id] = self._taken(area_id)
        return known

    def _taken(self, area_id: str) -> Column:
        area = self.form.areas[area_id]
        if area.is_choice:
            raw = self.entry(area_id).raw
            shapes = [cell.text for cell in raw] + [""] * (len(area.boxes) - len(raw))
        else:
            shapes = [here[0].text if (here := self.entry(box).raw) else "" for box, _ in area.boxes]
        told = _boxes_of if sum(map(len, shapes)) <= _LONGEST else _boxes
        return told(self.form, area_id, tuple(shapes))

    def areas(self, of: str) -> tuple[str, ...]:
        """Areas of a catalogue in printed order."""
        return self.form.areas_of(of)

    def parts(self, of: str) -> tuple[tuple[str, ...], ...]:
        """Areas of a catalogue by dimension."""
        return self.form.parts_of(of)

    def kind(self, field_id: str) -> Kind:
        """What a field holds."""
        return self.form.fields[field_id].kind

    def label(self, field_id: str) -> str:
        """The printed label of a field or area."""
        return self.form.label(field_id)


def _boxes(form: Form, area_id: str, shapes: tuple[str, ...]) -> Column:
    """The boxes of an area that hold these shapes; many forms tick the same ones."""
    pairs = zip(form.areas[area_id].boxes, shapes, map(tick, shapes), strict=True)
    return Column([Box(id_, title, shape, told.value is True, told.problem) for (id_, title), shape, told in pairs])


_boxes_of = lru_cache(maxsize=2048)(_boxes)
"""The same boxes for all forms that tick alike."""
