"""Forms typed into the rendered declaration: its own verdict cells say what Python says."""

import os
from pathlib import Path
from random import Random
from typing import Any

import pytest

from support.forms import form, random_record
from support.live_office import desktop, opened
from support.selfcheck import differences
from support.typed import cells, put
from workbook.render.cover import settled
from workbook.render.declaration import declaration
from workbook.render.states import States

FORMS = 200 if "XLPY_AGREEMENT_FORMS" in os.environ else 60


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


def test_forms_are_judged_alike(book: Any) -> None:
    random, before, wrong, seen = Random(20231130), {}, [], set()
    sheets = {title: book.Sheets.getByName(title) for title in book.Sheets.ElementNames}

    for number in range(FORMS):
        record = settled(random_record(random))
        after = cells(record)
        for (sheet, address), cell in after.items():
            if before.get((sheet, address)) != cell:
                put(sheets[sheet].getCellRangeByName(address), cell, before.get((sheet, address)))
        before = after
        book.calculate()
        states = States(record)
        seen |= {(state.rule.id, state.mark) for state in states.automatic}
        wrong += [(number, *difference) for difference in differences(book, record, states)]

    assert not wrong, wrong[:20]
    assert len(seen) > len(states.automatic)
