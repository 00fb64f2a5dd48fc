"""What a person types into the rendered form, cell by cell, and how it comes into a cell of LibreOffice."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from workbook.form import Form
from workbook.layout import Layout, Line
from workbook.ooxml.cell import Cell
from workbook.record import Record
from workbook.render import fields
from workbook.values import Kind

_BOOLEAN, _GENERAL = 99, 0
"""Number formats; LibreOffice tells TRUE from 1 by nothing else."""
_ZERO_DAY = dt.datetime(1899, 12, 30)


@dataclass(frozen=True)
class Input:
    """One cell that a person fills in; ``field`` is the field it belongs to, an option's box has another ``id``."""

    sheet: str
    address: str
    id: str
    field: str
    kind: Kind

    @property
    def place(self) -> str:
        """Sheet and cell, as ``sheet!C7``."""
        return f"{self.sheet}!{self.address}"


def inputs(form: Form) -> tuple[Input, ...]:
    """Every cell to fill in, sheet by sheet from the top down."""
    layout = Layout(form)
    return tuple(one for sheet in layout.sheets for line in layout.lines(sheet) for one in _inputs(layout, sheet, line))


def blocks(form: Form) -> tuple[tuple[Input, ...], ...]:
    """The runs of cells that can be pasted over at once: cells below each other; a long text stands alone."""
    found: list[list[Input]] = []
    for one in inputs(form):
        last = found[-1][-1] if found else None
        if last is None or one.kind is Kind.LONG_TEXT or not _is_below(one, last):
            found.append([])
        found[-1].append(one)
    return tuple(map(tuple, found))


def _is_below(one: Input, other: Input) -> bool:
    column, row = other.address[0], int(other.address[1:])
    return other.kind is not Kind.LONG_TEXT and one.place == f"{other.sheet}!{column}{row + 1}"


def _inputs(layout: Layout, sheet: str, line: Line) -> Iterator[Input]:
    form = layout.form
    if line.role == "box":
        area = form.areas[line.area]
        place = [box for box, _ in area.boxes].index(line.id)
        field = area.id if area.is_choice else line.id
        yield Input(sheet, layout.areas[area.id].cells[place], line.id, field, form.fields[field].kind)
    elif line.role in ("input", "prose") and not form.fields[line.id].derives:
        yield Input(sheet, layout.spots[line.id].cells[0], line.id, line.id, form.fields[line.id].kind)


def cells(record: Record) -> dict[tuple[str, str], Cell]:
    """What a person would have typed, cell by cell; derived cells keep their formulas."""
    layout, typed = Layout(record.form), {}
    for area in record.form.areas.values():
        for number, address in enumerate(layout.areas[area.id].cells):
            typed[layout.areas[area.id].sheet, address] = fields.box(record, area, number)
    for id_, spec in record.form.fields.items():
        if not spec.derives and id_ not in record.form.areas:
            spot = layout.spots[id_]
            typed[spot.sheet, spot.cells[0]] = fields.cell(record, spec)
    return typed


def put(target: Any, cell: Cell, before: Cell | None = None) -> None:
    """Write a content into a cell over UNO; ``before`` is what stood there."""
    if before is not None and isinstance(before.value, bool):
        target.NumberFormat = _GENERAL
    if cell.is_error:
        target.setFormula("=NA()")
    elif isinstance(cell.value, bool):
        target.setValue(cell.value)
        target.NumberFormat = _BOOLEAN
    elif isinstance(cell.value, float):
        target.setValue(cell.value)
    elif isinstance(cell.value, dt.datetime):
        target.setValue((cell.value - _ZERO_DAY) / dt.timedelta(days=1))
    else:
        target.setString(cell.value or "")
