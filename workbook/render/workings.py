"""Cells of the hidden sheet that hold what many formulas ask for: without them some would be too long for Excel."""

from collections.abc import Iterable, Mapping

from workbook import values
from workbook.form import Form
from workbook.layout import SYSTEM_SHEET
from workbook.ooxml.cell import BLANK, Cell
from workbook.record import Record
from workbook.render.places import NamedPlaces
from workbook.render.sheet import Sheet
from workbook.rules import faces
from workbook.values import AREAS, Kind

FIRST_ROW = 20


class Workings:
    """The plain text of each field that some formula needs, one row a field."""

    def __init__(self, form: Form, formulas: Iterable[str]) -> None:
        places = NamedPlaces(form)
        wanted = "\n".join(formulas)
        plain = {
            id_: faces.plain(places.cell(id_))
            for id_, spec in form.fields.items()
            if spec.kind not in AREAS and spec.kind is not Kind.LONG_TEXT
        }
        self._plain: Mapping[str, str] = {id_: text for id_, text in plain.items() if text in wanted}

    def shorten(self, formula: str) -> str:
        """The formula with references to the workings in place of what they work out."""
        for row, text in enumerate(self._plain.values(), start=FIRST_ROW):
            formula = formula.replace(text, f"'{SYSTEM_SHEET}'!$B${row}")
        return formula

    def draw(self, sheet: Sheet, record: Record) -> None:
        """Write the workings with their true results."""
        for row, (id_, text) in enumerate(self._plain.items(), start=FIRST_ROW):
            sheet.text(f"A{row}", id_)
            raw = record.entry(id_).raw
            sheet.formula(f"B{row}", text, plain(raw[0] if raw else BLANK))


def plain(cell: Cell) -> str:
    """What ``faces.plain`` shows for a cell."""
    return values.plain(cell.sheet_text)
