"""Cells of the hidden sheet that hold what many formulas ask for.

Without them some formulas would be too long for Excel, a form would be twice as heavy, and a keystroke would be
counted many times over.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workbook import values
from workbook.check_code import cell_of
from workbook.form import Form
from workbook.layout import WORKINGS_SHEET
from workbook.record import Record
from workbook.render.places import NamedPlaces
from workbook.render.sheet import Paper, Sheet
from workbook.render.shown import shown_formula, shown_text
from workbook.rules import faces
from workbook.values import AREAS, DAYS, Kind, visible_count

FIRST_ROW = 20
_DASHES = str.maketrans(faces.DATE_SIGNS)


@dataclass(frozen=True, slots=True)
class Working:
    """One cell: what formulas ask for, the true result, and how to work it out where ``asked`` may fail.

    Formulas know it by ``name``, or where there is none by its place.
    """

    asked: str
    result: str | int
    safe: str = ""
    name: str = ""


class Workings:
    """Texts and answers that some formula needs, ticks of every area, lengths of every long text."""

    def __init__(self, record: Record, formulas: Iterable[str]) -> None:
        self._workings = [*_counts(record), *_lengths(record), *_shown(record)]
        wanted = self.shorten("\n".join(formulas))
        for working in _texts(record):
            if working.asked in wanted:
                wanted = wanted.replace(working.asked, "")
                self._workings.append(working)

    def shorten(self, formula: str) -> str:
        """The formula with the workings in place of what they work out."""
        for row, working in enumerate(self._workings, start=FIRST_ROW):
            formula = formula.replace(working.asked, working.name or _place(row))
        return formula

    def draw(self, paper: Paper, sheet: Sheet) -> None:
        """Write the workings with their true results."""
        for row, working in enumerate(self._workings, start=FIRST_ROW):
            sheet.formula(f"B{row}", working.safe or working.asked, working.result)
            if working.name:
                paper.name(working.name, _place(row))


def count_name(area: str) -> str:
    """The name of the cell that counts the ticks of an area."""
    return f"count_{area}"


def length_name(field: str) -> str:
    """The name of the cell that counts the characters of a long text."""
    return f"length_{field}"


def _place(row: int) -> str:
    return f"'{WORKINGS_SHEET}'!$B${row}"


def _texts(record: Record) -> Iterator[Working]:
    """What the cells of single values say; what holds another comes before it."""
    places = NamedPlaces(record.form)
    for id_, kind in _single(record.form):
        content, cell = cell_of(record, id_), places.cell(id_)
        text = content.sheet_text
        yield Working(faces.plain(cell), values.plain(text))
        yield Working(faces.solid(faces.raw(cell)), values.solid(text))
        if kind in DAYS:
            dashed = faces.dashed(cell)
            yield Working(dashed, values.solid(text).translate(_DASHES), f'IFERROR({dashed},"")')
        yield Working(faces.is_filled(cell), not content.is_blank)


def _counts(record: Record) -> Iterator[Working]:
    places = NamedPlaces(record.form)
    for area in record.form.areas:
        name, ticked = count_name(area), sum(box.is_ticked for box in record.boxes(area))
        yield Working(faces.ticks(places.area(area), places.tick_shapes), ticked, name=name)


def _lengths(record: Record) -> Iterator[Working]:
    for id_, spec in record.form.fields.items():
        if spec.kind is Kind.LONG_TEXT:
            name, length = length_name(id_), visible_count(cell_of(record, id_).sheet_text)
            yield Working(faces.visible_count(id_), length, name=name)


def _shown(record: Record) -> Iterator[Working]:
    places = NamedPlaces(record.form)
    for id_, kind in _single(record.form):
        if kind is not Kind.LONG_TEXT:
            yield Working(shown_formula(kind, places.cell(id_)), shown_text(kind, cell_of(record, id_)))


def _single(form: Form) -> Iterator[tuple[str, Kind]]:
    """The fields that are one cell, each with its kind."""
    return ((id_, spec.kind) for id_, spec in form.fields.items() if spec.kind not in AREAS)


def catalogue_areas(form: Form) -> tuple[str, ...]:
    """The groups of every catalogue in printed order."""
    return tuple(area for catalogue in form.pack.catalogues for area in form.areas_of(catalogue.id))
