"""A record from plain values, as they stand in a JSON file."""

import datetime as dt
import sys
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from workbook.errors import ValueMissingError
from workbook.form import Area, Form
from workbook.notice.pack import FieldSpec
from workbook.ooxml.cell import BLANK, Cell
from workbook.ooxml.text import clean
from workbook.read.declaration import choice
from workbook.record import Entry, Record
from workbook.render.cover import settled
from workbook.values import BOX, TICK, Kind, interpret

_LARGEST = sys.float_info.max


def record_from_values(
    form: Form, values: Mapping[str, Any], explanations: Mapping[str, str] | None = None, *, raw: bool = False
) -> Record:
    """The record these values would make on the form.

    A choice takes the title or id of an option, or a mapping option -> what stands in its box; choices take a list.
    A date is ISO text, a month ``2023-02``. What does not fit its kind is written as it is; ``raw`` converts nothing.

    Raises:
        ValueMissingError: a key is no field, or an option is none of the field's.

    """
    for key in values:
        if key not in form.fields:
            raise ValueMissingError("字段", key)
    entries = {key: _entry(form, form.fields[key], value, raw=raw) for key, value in values.items()}
    return settled(Record(form, entries, dict(explanations or {})))


def _entry(form: Form, spec: FieldSpec, value: Any, *, raw: bool) -> Entry:
    if spec.kind in (Kind.CHOICE, Kind.CHOICES):
        cells = _boxes(form.areas[spec.id], value)
        return Entry(choice(cells, form.areas[spec.id], spec.kind), cells, found_by="given", sureness=1)
    cell = _cell(spec.kind, value, raw=raw)
    return Entry(interpret(spec.kind, cell), (cell,), found_by="given", sureness=1)


def _boxes(area: Area, value: Any) -> tuple[Cell, ...]:
    """What stands in each box of a choice."""
    if isinstance(value, Mapping):
        shapes = {_option(area, str(option)): shape for option, shape in value.items()}
    elif isinstance(value, Sequence) and not isinstance(value, str):
        shapes = dict.fromkeys((_option(area, str(option)) for option in value), TICK)
    else:
        shapes = {_option(area, str(value)): TICK} if value not in (None, "") else {}
    return tuple(_cell(Kind.TICK, shapes.get(id_, BOX), raw=True) for id_, _ in area.boxes)


def _option(area: Area, named: str) -> str:
    for id_, title in area.boxes:
        if named in (id_, title, id_.removeprefix(f"{area.id}_")):
            return id_
    raise ValueMissingError(f"“{area.title}”选项", named, tuple(title for _, title in area.boxes))


def _cell(kind: Kind, value: Any, *, raw: bool) -> Cell:
    if isinstance(value, Cell):
        return value
    if kind is Kind.TICK and isinstance(value, bool):
        return Cell(TICK if value else BOX)
    if value is None or value == "":
        return BLANK
    if isinstance(value, bool):
        return Cell(value)
    if isinstance(value, (int, float, Decimal)) and -_LARGEST <= value <= _LARGEST:
        return Cell(float(value))
    if isinstance(value, dt.datetime):
        return Cell(value)
    if isinstance(value, dt.date):
        return Cell(dt.datetime.combine(value, dt.time()))
    text = clean(str(value))
    return Cell(text) if raw else _converted(kind, text)


def _converted(kind: Kind, text: str) -> Cell:
    """ISO text of a date or month as a date; everything else as it is."""
    iso = {Kind.DATE: text, Kind.YEAR_MONTH: f"{text}-01" if text.count("-") == 1 else text}.get(kind)
    if iso is None:
        return Cell(text)
    try:
        return Cell(dt.datetime.combine(dt.date.fromisoformat(iso), dt.time()))
    except ValueError:
        return Cell(text)
