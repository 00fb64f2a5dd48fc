"""The made-up notice: its demands judge random forms alike in Python and in LibreOffice, the new kinds among them."""

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from support.agreement import ColumnPlaces, faced, judged_by_office
from support.any_form import Maker
from support.live_office import desktop, opened
from support.selfcheck import differences, verdict
from support.typed import cells, put
from workbook.record import Record
from workbook.render.cover import settled
from workbook.render.declaration import declaration
from workbook.render.states import States

NOTICE = "example-2030"
FORMS = int(os.environ.get("XLPY_AGREEMENT_FORMS", "250"))
SEED = 20300415
TYPED = 12


@dataclass(frozen=True)
class Session:
    """The same forms judged twice: rule id -> TRUE or FALSE, one mapping a form."""

    maker: Maker
    records: list[Record]
    python: list[dict[str, str]]
    office: list[dict[str, str]]


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    maker = Maker(NOTICE, SEED)
    records = [maker.base_record(), *(maker.record() for _ in range(FORMS - 1))]
    rules = maker.form.pack.rules
    formulas = faced(rules, ColumnPlaces(maker.form))
    known = [one for one in rules if one.id in formulas]
    python = [{one.id: "FALSE" if one.check(paper) else "TRUE" for one in known} for paper in records]
    return Session(maker, records, python, judged_by_office(records, formulas, tmp_path_factory.mktemp("office")))


def test_sheet_and_python_never_disagree(session: Session) -> None:
    found = [
        f"form {number}, {id_}: Python {said}, LibreOffice {there[id_]}"
        for number, (here, there) in enumerate(zip(session.python, session.office, strict=True))
        for id_, said in here.items()
        if said != there[id_]
    ]

    assert not found, "\n".join([f"{len(found)} differences, seed {SEED}", *found[:20]])


def test_every_demand_of_a_new_kind_is_seen_met_and_broken(session: Session) -> None:
    new = ("floor_by_choice", "all_ticked", "groups_complete", "ticks_if_chosen", "within", "weighted_at_least")
    ids = [rule.id for rule in session.maker.form.pack.rules if rule.kind in new]

    one_sided = [id_ for id_ in ids if len({said[id_] for said in session.office}) == 1]

    assert len({rule.kind for rule in session.maker.form.pack.rules if rule.kind in new}) == len(new)
    assert one_sided == []


def test_the_base_form_meets_every_demand(session: Session) -> None:
    assert set(session.office[0].values()) == {"TRUE"}


def test_forms_typed_into_the_rendered_book_are_judged_alike(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "declaration.xlsx"
    path.write_bytes(declaration(session.maker.form.pack, session.records[0]))

    with desktop() as desk:
        book = opened(desk, path)
        assert verdict(book) == States(session.records[0]).verdict
        for title in book.Sheets.ElementNames:
            book.Sheets.getByName(title).unprotect("")
        before = cells(settled(session.records[0]))
        for record in session.records[1 : TYPED + 1]:
            after = cells(settled(record))
            for (sheet, address), cell in after.items():
                if before.get((sheet, address)) != cell:
                    put(book.Sheets.getByName(sheet).getCellRangeByName(address), cell, before.get((sheet, address)))
            before = after
            assert differences(book, settled(record)) == []
