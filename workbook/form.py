"""A form: its fields in printed order, flat, with every box of every catalogue a field of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from workbook.notice.pack import Catalogue, FieldSpec, Pack, Section, Text
from workbook.values import Kind


@dataclass(frozen=True, slots=True)
class Area:
    """A column of boxes: a choice field, a group of a catalogue or a single tick field.

    ``boxes`` are ``(id, title)``. The boxes of a catalogue are fields; those of a choice are options of one field.
    """

    id: str
    title: str
    boxes: tuple[tuple[str, str], ...]
    is_choice: bool = False
    dimension: str = ""
    standard: str = ""


class Form:
    """The fields of one notice's declaration: ``fields`` in printed order, ``areas`` by id."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack

    @cached_property
    def contents(self) -> tuple[tuple[Section, tuple[FieldSpec | Catalogue | Text, ...]], ...]:
        """Sections with what stands in them, in printed order."""
        entries: tuple[FieldSpec | Catalogue | Text, ...]
        entries = (*self.pack.fields, *self.pack.catalogues, *self.pack.texts)
        known = {entry.id: entry for entry in entries}
        return tuple((section, tuple(known[id_] for id_ in section.contents)) for section in self.pack.sections)

    @cached_property
    def fields(self) -> Mapping[str, FieldSpec]:
        """Every field by id in printed order; a box of a catalogue is a field of kind tick."""
        found: dict[str, FieldSpec] = {}
        for _, entries in self.contents:
            for entry in entries:
                if isinstance(entry, FieldSpec):
                    found[entry.id] = entry
                elif isinstance(entry, Catalogue):
                    found.update(_boxes(entry))
        return found

    @cached_property
    def derived(self) -> Mapping[str, FieldSpec]:
        """The fields that repeat others, by id."""
        return {id_: spec for id_, spec in self.fields.items() if spec.derives}

    @cached_property
    def areas(self) -> Mapping[str, Area]:
        """Every column of boxes by id."""
        found: dict[str, Area] = {}
        for _, entries in self.contents:
            for entry in entries:
                if isinstance(entry, Catalogue):
                    found.update({area.id: area for area in _groups(entry)})
                elif isinstance(entry, FieldSpec) and entry.kind in (Kind.CHOICE, Kind.CHOICES, Kind.TICK):
                    found[entry.id] = _own_area(entry)
        return found

    @cached_property
    def options(self) -> Mapping[str, tuple[str, int]]:
        """The boxes of choices by id: the field each belongs to, and its place in it from 0."""
        choices = (area for area in self.areas.values() if area.is_choice)
        return {box: (area.id, number) for area in choices for number, (box, _) in enumerate(area.boxes)}

    @cached_property
    def _catalogues(self) -> Mapping[str, tuple[str, ...]]:
        return {one.id: tuple(f"{one.id}_{group.id}" for group in one.groups) for one in self.pack.catalogues}

    @cached_property
    def _labels(self) -> Mapping[str, str]:
        found = {catalogue.id: catalogue.title for catalogue in self.pack.catalogues}
        found |= {area.id: area.title for area in self.areas.values()}
        return found | {id_: f"{spec.heading} {spec.label}".strip().rstrip("：") for id_, spec in self.fields.items()}

    def areas_of(self, of: str) -> tuple[str, ...]:
        """Areas of a catalogue in printed order; an area is its own only one."""
        return self._catalogues.get(of, (of,))

    def parts_of(self, of: str) -> tuple[tuple[str, ...], ...]:
        """Areas of a catalogue by dimension, in printed order."""
        parts: dict[str, list[str]] = {}
        for area in self.areas_of(of):
            parts.setdefault(self.areas[area].dimension, []).append(area)
        return tuple(map(tuple, parts.values()))

    def label(self, id_: str) -> str:
        """The printed label of a field or an area, with its heading where it has one and no colon after it."""
        return self._labels.get(id_, id_)


def _boxes(catalogue: Catalogue) -> dict[str, FieldSpec]:
    """The boxes of a catalogue as fields; the source numbers run through in printed order."""
    pairs = [(group, item) for group in catalogue.groups for item in group.items]
    return {
        f"{catalogue.id}_{item.id}": FieldSpec(
            id=f"{catalogue.id}_{item.id}",
            source=f"{catalogue.source}.{number:02d}",
            heading=group.title,
            label=item.title,
            kind=Kind.TICK,
        )
        for number, (group, item) in enumerate(pairs, start=1)
    }


def _groups(catalogue: Catalogue) -> list[Area]:
    return [
        Area(
            id=f"{catalogue.id}_{group.id}",
            title=group.title,
            boxes=tuple((f"{catalogue.id}_{item.id}", item.title) for item in group.items),
            dimension=group.dimension,
            standard=group.standard,
        )
        for group in catalogue.groups
    ]


def _own_area(spec: FieldSpec) -> Area:
    if spec.kind is Kind.TICK:
        return Area(spec.id, spec.label, ((spec.id, spec.label),))
    boxes = tuple((f"{spec.id}_{option.id}", option.title) for option in spec.options)
    return Area(spec.id, spec.label, boxes, is_choice=True)
