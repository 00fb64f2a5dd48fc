"""Forms typed into the rendered declaration: its own verdict cells say what Python says."""

import datetime as dt
from collections.abc import Iterator
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
    CHECK_FOUND,
    CHECK_SHEET,
    CHECK_STATE,
    CHECK_VERDICT_ROW,
    FILE_NAME_NAME,
    Layout,
)
from workbook.ooxml.cell import Cell
from workbook.record import Record
from workbook.render import fields
from workbook.render.cover import settled
from workbook.render.declaration import declaration
from workbook.render.found import found_text
from workbook.render.live import top_text
from workbook.render.offered import name_text
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


def column(sheet: Any, letter: str, last: int) -> list[Any]:
    """What a column of the check sheet shows, demand by demand."""
    return [shown for (shown,) in sheet.getCellRangeByName(f"{letter}{CHECK_FIRST_ROW}:{letter}{last}").getDataArray()]


def named(book: Any, name: str) -> str:
    """What the cell of a defined name shows."""
    sheet, _, address = book.NamedRanges.getByName(name).Content.replace("$", "").rpartition(".")
    return str(book.Sheets.getByName(sheet.strip("'")).getCellRangeByName(address).String)


def beside(number: int, book: Any, record: Record, states: States) -> Iterator[tuple[Any, ...]]:
    """What is shown beside the verdicts otherwise than Python says: what was found, the line on top, the file name."""
    found = column(book.Sheets.getByName(CHECK_SHEET), CHECK_FOUND, states.last_row)
    for state, shows in zip(states.automatic, found, strict=True):
        if shows != found_text(state, record):
            yield number, state.rule.id, shows, found_text(state, record)
    layout = Layout(form())
    for title in layout.sheets:
        lines = layout.lines(title)
        if any(line.role == "header" for line in lines):
            top = book.Sheets.getByName(title).getCellRangeByName("A1").String
            limited = [form().fields[line.id] for line in lines if line.role == "count"]
            if top != top_text(limited, states):
                yield number, title, top, top_text(limited, states)
    if named(book, FILE_NAME_NAME) != name_text(record):
        yield number, FILE_NAME_NAME, named(book, FILE_NAME_NAME), name_text(record)
    if named(book, CHECK_CODE_NAME) != check_code(record):
        yield number, CHECK_CODE_NAME, named(book, CHECK_CODE_NAME), check_code(record)


def test_two_hundred_forms_are_judged_alike(book: Any) -> None:
    random, before, wrong, seen = Random(20231130), {}, [], set()
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
        shown = column(sheets[CHECK_SHEET], CHECK_STATE, states.last_row)
        for state, mark in zip(states.automatic, shown, strict=True):
            seen.add((state.rule.id, state.mark))
            if mark != state.mark:
                wrong.append((number, state.rule.id, mark, state.mark))
        verdict = sheets[CHECK_SHEET].getCellRangeByName(f"A{CHECK_VERDICT_ROW}").String
        if verdict != states.verdict:
            wrong.append((number, "verdict", verdict, states.verdict))

        wrong += beside(number, book, record, states)

    assert not wrong, wrong[:20]
    assert len(seen) > len(states.automatic)
