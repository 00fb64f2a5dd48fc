"""Cells of the hidden sheet that hold what many formulas ask for, each under a name of its own.

Without them some formulas would be too long for Excel, and a keystroke would be counted many times over.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workbook import values
from workbook.form import Form
from workbook.layout import WORKINGS_SHEET
from workbook.ooxml.cell import BLANK, Cell
from workbook.record import Record
from workbook.render.places import NamedPlaces
from workbook.render.sheet import Paper, Sheet
from workbook.rules import faces
from workbook.values import AREAS, Kind, visible_count

FIRST_ROW = 20


@dataclass(frozen=True, slots=True)
class Working:
    """One cell: its name, what it works out, and the true result."""

    name: str
    formula: str
    result: str | int


class Workings:
    """Plain texts that some formula needs, ticks of every group, lengths of every long text."""

    def __init__(self, record: Record, formulas: Iterable[str]) -> None:
        wanted = "\n".join(formulas)
        plain = (working for working in _plain(record) if working.formula in wanted)
        self._workings = (*plain, *_counts(record), *_lengths(record))

    def shorten(self, formula: str) -> str:
        """The formula with names of workings in place of what they work out."""
        for working in self._workings:
            formula = formula.replace(working.formula, working.name)
        return formula

    def draw(self, paper: Paper, sheet: Sheet) -> None:
        """Write the workings with their true results."""
        for row, working in enumerate(self._workings, start=FIRST_ROW):
            sheet.text(f"A{row}", working.name)
            sheet.formula(f"B{row}", working.formula, working.result)
            paper.name(working.name, f"'{WORKINGS_SHEET}'!$B${row}")


def count_name(area: str) -> str:
    """The name of the cell that counts the ticks of a group."""
    return f"count_{area}"


def length_name(field: str) -> str:
    """The name of the cell that counts the characters of a long text."""
    return f"length_{field}"


def plain(cell: Cell) -> str:
    """What ``faces.plain`` shows for a cell."""
    return values.plain(cell.sheet_text)


def _plain(record: Record) -> Iterator[Working]:
    places = NamedPlaces(record.form)
    for id_, spec in record.form.fields.items():
        if spec.kind not in AREAS and spec.kind is not Kind.LONG_TEXT:
            yield Working(f"plain_{id_}", faces.plain(places.cell(id_)), plain(_first(record, id_)))


def _counts(record: Record) -> Iterator[Working]:
    places = NamedPlaces(record.form)
    for area in catalogue_areas(record.form):
        ticked = sum(box.is_ticked for box in record.boxes(area))
        yield Working(count_name(area), faces.ticks(places.area(area), places.tick_shapes), ticked)


def _lengths(record: Record) -> Iterator[Working]:
    for id_, spec in record.form.fields.items():
        if spec.kind is Kind.LONG_TEXT:
            length = visible_count(_first(record, id_).sheet_text)
            yield Working(length_name(id_), faces.visible_count(id_), length)


def catalogue_areas(form: Form) -> tuple[str, ...]:
    """The groups of every catalogue in printed order."""
    return tuple(area for catalogue in form.pack.catalogues for area in form.areas_of(catalogue.id))


def _first(record: Record, id_: str) -> Cell:
    raw = record.entry(id_).raw
    return raw[0] if raw else BLANK
