"""Both faces of every demand over the same forms: ``check`` in Python, ``formula`` recalculated by LibreOffice."""

import csv
import datetime as dt
import re
import zipfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from support.office import ALL_SHEETS_AS_CSV, convert
from workbook.form import Form
from workbook.ooxml.cell import Cell
from workbook.record import Record
from workbook.rules.base import Rule
from workbook.values import AREAS, BOX_SHAPES, TICK_SHAPES, Kind

FORMS_A_SHEET = 250
"""LibreOffice keeps 20 KB a formula: more forms at once would not fit beside each other in a small machine."""
_FORMULA = re.compile(r'<c r="([A-Z]+)(\d+)"><f>([^<]*)</f><v>0</v></c>')


class ColumnPlaces:
    """A form laid as the first column of a sheet; formulas of other columns are the same, moved."""

    tick_shapes = f"shapes!$A$1:${xl_col_to_name(len(TICK_SHAPES) - 1)}$1"
    box_shapes = f"shapes!$A$2:${xl_col_to_name(len(BOX_SHAPES) - 2)}$2"

    def __init__(self, form: Form) -> None:
        self.form = form
        self.rows: dict[str, tuple[int, int]] = {}
        row = 1
        for field, spec in form.fields.items():
            count = len(form.areas[field].boxes) if spec.kind in AREAS and field in form.areas else 1
            self.rows[field] = (row, row + count - 1)
            row += count
        for area in form.areas.values():
            if area.id not in self.rows:
                self.rows[area.id] = (self.rows[area.boxes[0][0]][0], self.rows[area.boxes[-1][0]][1])
        self.end = row

    def cell(self, field: str) -> str:
        return f"A${self.rows[field][0]}"

    def area(self, area: str) -> str:
        first, last = self.rows[area]
        return f"A${first}:A${last}"

    def areas(self, of: str) -> tuple[str, ...]:
        return self.form.areas_of(of)

    def parts(self, of: str) -> tuple[tuple[str, ...], ...]:
        return self.form.parts_of(of)

    def kind(self, field: str) -> Kind:
        return self.form.fields[field].kind


def faced(rules: Sequence[Rule], places: ColumnPlaces) -> dict[str, str]:
    """The formulas of the rules that have one."""
    return {rule.id: formula for rule in rules if (formula := rule.formula(places)) is not None}


def judged_by_office(records: Sequence[Record], formulas: dict[str, str], folder: Path) -> list[dict[str, str]]:
    """What LibreOffice says of each record: rule id -> TRUE, FALSE or an error."""
    parts = [records[start : start + FORMS_A_SHEET] for start in range(0, len(records), FORMS_A_SHEET)]
    with ThreadPoolExecutor(2) as pool:
        answers = pool.map(
            _judged, parts, [formulas] * len(parts), [folder / str(number) for number in range(len(parts))]
        )
        return [answer for part in answers for answer in part]


def _judged(records: Sequence[Record], formulas: dict[str, str], folder: Path) -> list[dict[str, str]]:
    folder.mkdir(parents=True)
    file = folder / "forms.xlsx"
    _write(file, records, formulas)
    _share(file, ColumnPlaces(records[0].form).end, xl_col_to_name(len(records) - 1))
    convert(file, ALL_SHEETS_AS_CSV, folder)
    with (folder / "forms-forms.csv").open(encoding="utf-8", newline="") as text:
        lines = list(csv.reader(text))[-len(formulas) :]
    return [dict(zip(formulas, column, strict=True)) for column in zip(*lines, strict=True)]


def _write(file: Path, records: Sequence[Record], formulas: dict[str, str]) -> None:
    book = Workbook(file)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet, shapes = book.add_worksheet("forms"), book.add_worksheet("shapes")
    for row, signs in enumerate((TICK_SHAPES, [shape for shape in BOX_SHAPES if shape])):
        for column, sign in enumerate(signs):
            shapes.write_string(row, column, sign)
    places = ColumnPlaces(records[0].form)
    for column, record in enumerate(records):
        for field, (first, _) in places.rows.items():
            for offset, cell in enumerate(record.entry(field).raw):
                _put(sheet, first + offset - 1, column, cell, day)
        for number, formula in enumerate(formulas.values()):
            sheet.write_formula(places.end - 1 + number, column, f"={formula}" if column == 0 else "=0")
    book.close()


def _put(sheet, row: int, column: int, cell: Cell, day) -> None:  # noqa: ANN001 - XlsxWriter's own objects
    value = cell.value
    if cell.is_error:
        formula = {"#N/A": "=NA()", "#DIV/0!": "=1/0", "#VALUE!": '="a"+1', "#NAME?": "=nothing_here"}[str(value)]
        sheet.write_formula(row, column, formula)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, float):
        sheet.write_number(row, column, value)
    elif isinstance(value, dt.datetime):
        sheet.write_datetime(row, column, value, day)
    elif value:
        sheet.write_string(row, column, value)


def _share(file: Path, first_row: int, last_column: str) -> None:
    """Let the columns share the first one's formula, as programs save them: a thousandth of the text to parse."""

    def shared(found: re.Match[str]) -> str:
        column, row, formula = found.groups()
        if int(row) < first_row:
            return found[0]
        whole = f' ref="A{row}:{last_column}{row}"' if column == "A" else ""
        return f'<c r="{column}{row}"><f t="shared"{whole} si="{row}">{formula if whole else ""}</f></c>'

    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts["xl/worksheets/sheet1.xml"].decode()
    parts["xl/worksheets/sheet1.xml"] = _FORMULA.sub(shared, text).encode()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
