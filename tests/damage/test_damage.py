"""Damaged forms give back what stood in them, and nothing else.

The denominator is every field with content of every damaged form (cells of the cover that repeat others are worked out
anew and not counted). A field is RECOVERED when a content that can be taken as it stands is carried with the very value
that a person had typed there, and when a content that must be asked (an amount with a unit, 2022.1 for a month, ☒, a
formula, an error, a code that lost its digits, a row that is gone) is left empty or handed on by name for a person to
look at. A good content that is only asked for again is not recovered. A field is WRONG when a value is carried that
nobody typed there, or when a content vanishes as if the field had been blank.

``XLPY_DAMAGE_FORMS`` says how many forms each deed is done to alone (12); as many forms and at least 60 suffer two.
"""

import os
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from random import Random

import pytest

from support import office
from support.damage import OPERATORS
from support.handled import Handled
from support.recovery import Tally, compared, damaged, opened_form, suffered, tallied
from workbook import read
from workbook.judge import judge
from workbook.repair import Outcome, repair

FORMS = int(os.environ.get("XLPY_DAMAGE_FORMS", "12"))
PAIRS = max(60, FORMS)
RESAVED = max(8, FORMS // 10)
PROCESSES = 2

COPIED = (
    ("sheet_copied", "row_deleted_in_excel"),
    ("sheet_copied", "all_names_deleted", "row_deleted_names_left"),
    ("sheet_copied", "sheets_renamed", "row_deleted_names_left"),
    ("sheet_copied", "sheet_renamed_in_excel", "label_reworded"),
)


@pytest.fixture(scope="module")
def tallies() -> tuple[Tally, Tally]:
    """What came back of forms that suffered each deed alone, and of forms that suffered two at once."""
    alone, paired = Tally(), Tally()
    with ProcessPoolExecutor(PROCESSES) as pool:
        for one, two in pool.map(suffered, range(PAIRS), [seed < FORMS for seed in range(PAIRS)], chunksize=4):
            alone.add(one)
            paired.add(two)
    print(f"\n{FORMS} forms x {len(OPERATORS)} deeds: {alone.told()}")  # noqa: T201 - the figure is asked for
    print(f"{PAIRS} pairs: {paired.told()}")  # noqa: T201 - as above
    return alone, paired


def test_of_one_deed_99_of_100_fields_come_back(tallies: tuple[Tally, Tally]) -> None:
    alone, _ = tallies

    assert len(alone.filled) == len(OPERATORS) >= 30
    assert alone.share() >= 0.99, alone.told()


def test_of_two_deeds_97_of_100_fields_come_back(tallies: tuple[Tally, Tally]) -> None:
    _, paired = tallies

    assert paired.share() >= 0.97, paired.told()


def test_no_wrong_value_comes_without_a_word(tallies: tuple[Tally, Tally]) -> None:
    alone, paired = tallies

    assert [*alone.wrong, *paired.wrong][:20] == []


def test_forms_saved_again_by_libreoffice_come_back(tmp_path: Path) -> None:
    """Each after another deed, all in one conversion."""
    found, papers = Tally(), {}
    for seed in range(RESAVED):
        name = [*OPERATORS][seed * 7 % len(OPERATORS)]
        papers[f"{seed}.xlsx"] = (name, damaged(opened_form(seed), (name,), seed))
        (tmp_path / f"{seed}.xlsx").write_bytes(papers[f"{seed}.xlsx"][1].data())

    again = office.convert_all(sorted(tmp_path.glob("*.xlsx")), "xlsx", tmp_path / "again")

    assert len(again) == RESAVED
    for path in again:
        name, paper = papers[path.name]
        found.add(compared(paper, path.read_bytes(), f"libreoffice+{name}", int(path.stem)))
    assert found.wrong == []
    assert found.share() >= 0.97, found.told()


@pytest.mark.parametrize("name", OPERATORS)
def test_every_deed_does_something(name: str) -> None:
    papers = [(paper, damaged(paper, (name,), seed)) for seed, paper in enumerate(forms())]

    assert any(before != after or [*before.pages] != [*after.pages] for before, after in papers)


def test_a_value_in_the_wrong_field_would_be_seen() -> None:
    """Two contents exchanged behind the back of the truth: the comparison calls both wrong."""
    paper = forms()[0].copied()
    one, other = paper.place("company_name"), paper.place("legal_name")
    page = paper.page(paper.layout.spots["company_name"].sheet)
    assert one
    assert other
    page.cells[one], page.cells[other] = page.cells[other], page.cells[one]

    found = compared(paper, paper.data(), "exchanged", 0)

    assert len(found.wrong) == 2


def test_a_content_that_vanishes_would_be_seen() -> None:
    paper = forms()[0].copied()
    where = paper.place("company_name")
    assert where
    del paper.page(paper.layout.spots["company_name"].sheet).cells[where]

    found = compared(paper, paper.data(), "blanked", 0)

    assert len(found.wrong) == 1
    assert found.recovered["blanked"] == found.filled["blanked"] - 1


@pytest.mark.parametrize("name", OPERATORS)
def test_reading_and_judging_find_what_repair_finds(name: str) -> None:
    """``record``, ``validate`` and ``collect`` read by the same finder, and the report names what is not sure."""
    data = damaged(forms()[1], (name,), 1).data()

    found, account = read.declaration(data, "甲.xlsx"), repair(data, "甲.xlsx")
    told = {field for finding in judge(found).findings for field in finding.fields}
    left = {line.field for line in account.lines if line.outcome is Outcome.LEFT}

    assert {line.field: line.entry.value for line in account.lines} == {
        id_: found.entry(id_).value for id_ in found.form.fields
    }
    assert {id_ for id_ in left if not found.entry(id_).reading.problem} <= told


@pytest.mark.parametrize("deeds", COPIED)
def test_nothing_is_taken_from_the_copy_of_a_sheet(deeds: tuple[str, ...]) -> None:
    """The copy may hold more of the printed words than the sheet the names lead to."""
    wrong = [words for seed, paper in enumerate(forms()) for words in tallied(paper, deeds, seed).wrong]

    assert wrong == []


def test_two_deeds_in_either_order_lose_nothing_in_silence() -> None:
    random, wrong = Random(7), []
    for seed in range(6):
        one, other = random.sample([*OPERATORS], 2)
        wrong += [*tallied(forms()[seed], (one, other), seed).wrong, *tallied(forms()[seed], (other, one), seed).wrong]

    assert wrong == []


@cache
def forms() -> tuple[Handled, ...]:
    """Six forms, opened once."""
    return tuple(opened_form(seed) for seed in range(6))
