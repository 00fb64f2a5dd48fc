"""The tables of a declaration as the annex prints them: rows of boxes with their words, from the notice alone.

One row is ``WIDTH`` units wide. How fields stand together follows from the notice: a shared heading, years or states
side by side where the same labels come again and again, a label that ends in a colon inside the cell.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile
from typing import Literal

from workbook.form import Area, Form
from workbook.notice.pack import Catalogue, FieldSpec, Text
from workbook.record import Record
from workbook.values import BOX, TICK, Kind, shown

WIDTH = 20
_SIDE = 4
_GAP = "　"
_DAY = re.compile(r"年\s*月\s*日")

Entry = FieldSpec | Catalogue | Text
Down = Literal["", "first", "next"]


@dataclass(frozen=True, slots=True)
class Piece:
    """One box of a table: its lines, how wide it is, whether it runs on downward, how its words stand.

    ``words`` is printed guidance before the lines; ``foot`` stands at the right below them, ``small`` under that.
    """

    lines: tuple[str, ...]
    span: int
    down: Down = ""
    is_label: bool = False
    is_middle: bool = False
    words: str = ""
    foot: str = ""
    small: tuple[str, ...] = ()


Row = tuple[Piece, ...]
Drawn = tuple[list[Row], int]


def rows(record: Record, entries: Sequence[Entry], codes: tuple[str, ...] = ()) -> list[Row]:
    """The rows of one section, in printed order; ``codes`` are printed where a stamp is put."""
    annex = _Annex(record, codes)
    found: list[Row] = []
    rest = tuple(entries)
    while rest:
        drawn, taken = annex.draw(rest)
        found += drawn
        rest = rest[taken:]
    return found


def said(record: Record, spec: FieldSpec) -> str:
    """What a field says: its value as papers print it, else what was typed."""
    value = record.value(spec.id)
    if value is not None:
        return shown(spec.kind, value)
    return "".join(cell.text for cell in record.entry(spec.id).raw)


def boxes(record: Record, area: Area, after: str = "") -> str:
    """The options of an area in a line, each with its box; ``after`` is written behind the last."""
    marks = zip(area.boxes, record.boxes(area.id), strict=True)
    options = [f"{TICK if box.is_ticked else BOX}{title}" for (_, title), box in marks]
    return _GAP.join(options) + (f"：{after}" if after else "")


def _label(text: str, span: int = _SIDE, down: Down = "") -> Piece:
    return Piece((text,), span, down, is_label=True, is_middle=True)


def _value(text: str, span: int, *, is_middle: bool = False) -> Piece:
    return Piece(tuple(text.splitlines()) or ("",), span, is_middle=is_middle)


def _below(first: Piece, drawn: list[Row]) -> list[Row]:
    """Rows beside one box that runs down over all of them."""
    side = [replace(first, down="first"), *[replace(first, lines=("",), down="next")] * (len(drawn) - 1)]
    return [(piece, *row) for piece, row in zip(side, drawn, strict=True)]


@dataclass(frozen=True)
class _Annex:
    """Draws what stands next, by the first way that fits it."""

    record: Record
    codes: tuple[str, ...] = ()

    @property
    def form(self) -> Form:
        return self.record.form

    def draw(self, rest: Sequence[Entry]) -> Drawn:
        """The rows of what stands next, and how many entries they take."""
        first = rest[0]
        if isinstance(first, Catalogue):
            return self._catalogue(first), 1
        ways: tuple[Callable[[Sequence[Entry]], Drawn | None], ...]
        if isinstance(first, Text):
            ways = (self._stamp, self._side_by_side)
        else:
            ways = (self._opinion, self._choice, self._under_heading, self._pair)
        return next((drawn for way in ways if (drawn := way(rest))), None) or self._plain(first)

    def _plain(self, entry: FieldSpec | Text) -> Drawn:
        if isinstance(entry, Text):
            return [(_value(entry.text, WIDTH),)], 1
        text = replace(_value(said(self.record, entry), WIDTH - _SIDE), words=entry.prompt)
        return [(_label(entry.label), text)], 1

    def _catalogue(self, catalogue: Catalogue) -> list[Row]:
        areas = [self.form.areas[id_] for id_ in self.form.areas_of(catalogue.id)]
        inner: list[Row] = []
        wide = WIDTH - _SIDE
        for dimension, group in groupby(areas, lambda area: area.dimension):
            if dimension:
                if not inner:
                    inner.append((_label(catalogue.group_word), _label(catalogue.item_word, wide - _SIDE)))
                inner.append((_label(dimension, wide),))
            inner += [(_label(area.title), _value(boxes(self.record, area), wide - _SIDE)) for area in group]
        return _below(_label(catalogue.title), inner)

    def _stamp(self, rest: Sequence[Entry]) -> Drawn | None:
        """Printed words over a day and a stamp."""
        day = rest[1] if len(rest) > 1 else None
        if not isinstance(day, FieldSpec) or day.kind is not Kind.DATE or not isinstance(rest[0], Text):
            return None
        stamp = Piece(("",), WIDTH - _SIDE, words=rest[0].text, foot=self._day(day), small=self.codes)
        return [(_label(day.heading), stamp)], 2

    def _opinion(self, rest: Sequence[Entry]) -> Drawn | None:
        """A text with its day and stamp below."""
        text, day = rest[0], rest[1] if len(rest) > 1 else None
        is_one = isinstance(text, FieldSpec) and isinstance(day, FieldSpec) and day.kind is Kind.DATE
        if not is_one or not isinstance(day, FieldSpec) or not isinstance(text, FieldSpec) or day.heading != text.label:
            return None
        piece = replace(_value(said(self.record, text), WIDTH - _SIDE), foot=self._day(day), small=self.codes)
        return [(_label(text.label), piece)], 2

    def _day(self, spec: FieldSpec) -> str:
        day = self.record.value(spec.id)
        if not isinstance(day, dt.date):
            return f"{said(self.record, spec)}{_GAP}{spec.label}".strip(_GAP)
        return _DAY.sub(f"{day.year}年{day.month}月{day.day}日", spec.label)

    def _side_by_side(self, rest: Sequence[Entry]) -> Drawn | None:
        """Headings that carry the same labels again and again: one row each, the labels on top or inside."""
        fields = _fields(rest[1:])
        groups = [(heading, list(group)) for heading, group in groupby(fields, lambda spec: spec.heading) if heading]
        labels = [[spec.label for spec in group] for _, group in groups]
        alike = len(list(takewhile(lambda names: len(names) > 1 and names == labels[0], labels)))
        first = rest[0]
        if alike < 2 or not isinstance(first, Text):  # noqa: PLR2004 - once is no repetition
            return None
        taken = 1 + alike * len(labels[0])
        if all(label.endswith("：") for label in labels[0]):
            return _below(_label(first.text), [self._inside(*group) for group in groups[:alike]]), taken
        return self._columns(first.text, groups[:alike]), taken

    def _inside(self, heading: str, group: Sequence[FieldSpec]) -> Row:
        lines = [f"{spec.label}{said(self.record, spec)}" for spec in group]
        return (Piece((f"{heading}{lines[0]}", *lines[1:]), WIDTH - _SIDE),)

    def _columns(self, title: str, groups: Sequence[tuple[str, Sequence[FieldSpec]]]) -> list[Row]:
        """Three labels leave room for the title above the headings only, fewer for a column of its own."""
        labels = [spec.label for spec in groups[0][1]]
        is_beside = len(labels) < 3  # noqa: PLR2004 - as above
        room = WIDTH - _SIDE if is_beside else WIDTH
        span = room // (len(labels) + 1)
        left = room - span * len(labels)
        top = (_label("" if is_beside else title, left), *(_label(label, span) for label in labels))
        body = [
            (_label(heading, left), *(_value(said(self.record, spec), span, is_middle=True) for spec in group))
            for heading, group in groups
        ]
        return _below(_label(title), [top, *body]) if is_beside else [top, *body]

    def _choice(self, rest: Sequence[Entry]) -> Drawn | None:
        spec = rest[0]
        if not isinstance(spec, FieldSpec) or spec.kind not in (Kind.CHOICE, Kind.CHOICES):
            return None
        more = rest[1] if len(rest) > 1 else None
        has_more = isinstance(more, FieldSpec) and more.heading == spec.label
        after = said(self.record, more) if has_more and isinstance(more, FieldSpec) else ""
        options = boxes(self.record, self.form.areas[spec.id], after)
        return [(_label(spec.label), _value(options, WIDTH - _SIDE))], 1 + has_more

    def _under_heading(self, rest: Sequence[Entry]) -> Drawn | None:
        """Fields under one heading: a span of months, sums below their labels, or labels beside their values."""
        first = rest[0]
        heading = first.heading if isinstance(first, FieldSpec) else ""
        group = list(takewhile(lambda spec: spec.heading == heading, _fields(rest)))
        if not heading:
            return None
        return self._grouped(heading, group), len(group)

    def _grouped(self, heading: str, group: Sequence[FieldSpec]) -> list[Row]:
        kinds = {spec.kind for spec in group}
        values = [said(self.record, spec) for spec in group]
        room = WIDTH - _SIDE
        span = room // len(group)
        if kinds == {Kind.YEAR_MONTH}:
            return [(_label(heading), _value("至".join(values) if any(values) else "", room))]
        if kinds == {Kind.MONEY_WAN}:
            top = tuple(_label(spec.label, span) for spec in group)
            return _below(_label(heading), [top, tuple(_value(value, span, is_middle=True) for value in values)])
        row: list[Piece] = [_label(heading)]
        for spec, value in zip(group, values, strict=True):
            row += [_label(spec.label, 3), _value(value, span - 3)]
        return [tuple(row)]

    def _pair(self, rest: Sequence[Entry]) -> Drawn | None:
        """A code with the day beside it."""
        pair = _fields(rest[:2])
        if [spec.kind for spec in pair] != [Kind.CREDIT_CODE, Kind.DATE]:
            return None
        code, day = (said(self.record, spec) for spec in pair)
        return [(_label(pair[0].label), _value(code, 8), _label(pair[1].label, 3), _value(day, 5))], 2


def _fields(entries: Sequence[Entry]) -> list[FieldSpec]:
    """The fields at the beginning."""
    return list(_leading(entries))


def _leading(entries: Sequence[Entry]) -> Iterator[FieldSpec]:
    for entry in entries:
        if not isinstance(entry, FieldSpec):
            return
        yield entry
