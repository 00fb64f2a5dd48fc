"""What an open declaration says of itself, beside what Python says of the same record."""

from collections.abc import Iterator
from typing import Any

from workbook.check_code import check_code
from workbook.layout import (
    CHECK_CODE_NAME,
    CHECK_FIRST_ROW,
    CHECK_FOUND,
    CHECK_SHEET,
    CHECK_STATE,
    CHECK_VERDICT_ROW,
    FILE_NAME_NAME,
    LIVE_ROW,
    Layout,
)
from workbook.record import Record
from workbook.render.cover import settled
from workbook.render.found import found_text
from workbook.render.live import top_text
from workbook.render.offered import name_text
from workbook.render.states import States


def differences(document: Any, record: Record, states: States | None = None) -> list[tuple[str, str, str]]:
    """Where the two disagree: what is shown, by the book, by Python."""
    known = states or States(settled(record))
    both = zip(_shown(document, record, known), _expected(settled(record), known), strict=True)
    return [(what, here, there) for (what, here), (_, there) in both if here != there]


def verdict(document: Any) -> str:
    """What stands on top of 自检."""
    return str(document.Sheets.getByName(CHECK_SHEET).getCellRangeByName(f"A{CHECK_VERDICT_ROW}").String)


def named(document: Any, name: str) -> Any:
    """The cell of a defined name; the book refers to its sheet by its place."""
    sheet, _, address = document.NamedRanges.getByName(name).Content.replace("$", "").rpartition(".")
    return document.Sheets.getByName(sheet.strip("'")).getCellRangeByName(address)


def _expected(record: Record, states: States) -> Iterator[tuple[str, str]]:
    yield "verdict", states.verdict
    for state in states.automatic:
        yield state.rule.id, state.mark
    for state in states.automatic:
        yield f"found by {state.rule.id}", found_text(state, record)
    for title, counted in _tops(record):
        yield f"top of {title}", top_text([record.form.fields[id_] for id_ in counted], states)
    yield FILE_NAME_NAME, name_text(record)
    yield CHECK_CODE_NAME, check_code(record)


def _shown(document: Any, record: Record, states: States) -> Iterator[tuple[str, str]]:
    yield "verdict", verdict(document)
    for letter, words in ((CHECK_STATE, ""), (CHECK_FOUND, "found by ")):
        area = f"{letter}{CHECK_FIRST_ROW}:{letter}{states.last_row}"
        column = document.Sheets.getByName(CHECK_SHEET).getCellRangeByName(area).getDataArray()
        for state, (shown,) in zip(states.automatic, column, strict=True):
            yield f"{words}{state.rule.id}", shown
    for title, _ in _tops(record):
        yield f"top of {title}", document.Sheets.getByName(title).getCellRangeByName(f"A{LIVE_ROW}").String
    for name in (FILE_NAME_NAME, CHECK_CODE_NAME):
        yield name, named(document, name).String


def _tops(record: Record) -> Iterator[tuple[str, list[str]]]:
    """The sheets with a line on top that stays in view, and the texts counted in it."""
    layout = Layout(record.form)
    for title in layout.sheets:
        lines = layout.lines(title)
        if any(line.role == "header" for line in lines):
            yield title, [line.id for line in lines if line.role == "count"]
