"""Forms typed into the rendered declaration: its own verdict cells say what Python says."""

import datetime as dt
from pathlib import Path
from random import Random
from typing import Any

import pytest

from support.forms import form, random_record
from support.live_office import desktop, opened
from workbook.check_code import check_code
from workbook.layout import (
    CHECK_CODE_NAME,
    CHECK_FIRST_ROW,
    CHECK_SHEET,
    CHECK_STATE,
    CHECK_VERDICT_ROW,
    SYSTEM_SHEET,
    Layout,
)
from workbook.ooxml.cell import Cell
from workbook.record import Record
from workbook.render import fields
from workbook.render.cover import settled
from workbook.render.declaration import declaration
from workbook.render.states import States

FORMS = 200
_BOOLEAN, _GENERAL = 99, 0
"""Number formats; LibreOffice tells TRUE from 1 by nothing else."""
_ZERO_DAY = dt.datetime(1899, 12, 30)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The empty declaration, open in LibreOffice, calculating only when asked."""
    path: Path = tmp_path_factory.mktemp("rendered") / "declaration.xlsx"
    path.write_bytes(declaration(form().pack))
    with desktop() as desk:
        document = opened(desk, path)
        document.enableAutomaticCalculation(False)  # noqa: FBT003 - UNO knows no keywords
        for title in document.Sheets.ElementNames:
            document.Sheets.getByName(title).unprotect("")
        yield document
        document.close(True)  # noqa: FBT003 - UNO knows no keywords


def cells(record: Record) -> dict[tuple[str, str], Cell]:
    """What a person would have typed, cell by cell; derived cells keep their formulas."""
    layout, typed = Layout(form()), {}
    for area in form().areas.values():
        for number, address in enumerate(layout.areas[area.id].cells):
            typed[layout.areas[area.id].sheet, address] = fields.box(record, area, number)
    for id_, spec in form().fields.items():
        if not spec.derives and id_ not in form().areas:
            spot = layout.spots[id_]
            typed[spot.sheet, spot.cells[0]] = fields.cell(record, spec)
    return typed


def put(sheet: Any, address: str, cell: Cell, before: Cell | None) -> None:
    target = sheet.getCellRangeByName(address)
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


def test_two_hundred_forms_are_judged_alike(book: Any) -> None:
    random, before, wrong, seen = Random(20231130), {}, [], set()
    code_cell = book.NamedRanges.getByName(CHECK_CODE_NAME).Content.rpartition(".")[2].replace("$", "")
    sheets = {title: book.Sheets.getByName(title) for title in book.Sheets.ElementNames}

    for number in range(FORMS):
        record = settled(random_record(random))
        after = cells(record)
        for (sheet, address), cell in after.items():
            if before.get((sheet, address)) != cell:
                put(sheets[sheet], address, cell, before.get((sheet, address)))
        before = after
        book.calculate()
        states = States(record)
        shown = (
            sheets[CHECK_SHEET]
            .getCellRangeByName(f"{CHECK_STATE}{CHECK_FIRST_ROW}:{CHECK_STATE}{states.last_row}")
            .getDataArray()
        )
        for state, (mark,) in zip(states.automatic, shown, strict=True):
            seen.add((state.rule.id, state.mark))
            if mark != state.mark:
                wrong.append((number, state.rule.id, mark, state.mark))
        verdict = sheets[CHECK_SHEET].getCellRangeByName(f"A{CHECK_VERDICT_ROW}").String
        if verdict != states.verdict:
            wrong.append((number, "verdict", verdict, states.verdict))

        code = sheets[SYSTEM_SHEET].getCellRangeByName(code_cell).String
        if code != check_code(record):
            wrong.append((number, "check_code", code, check_code(record)))

    assert not wrong, wrong[:20]
    assert len(seen) > len(states.automatic)
