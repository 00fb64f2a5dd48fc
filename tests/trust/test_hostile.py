"""The ledger of hostile files: what each must come to stands in hostile.csv, written by hand."""

import re
from collections.abc import Iterator, Mapping

import pytest

from support.verdicts import NAME, TAKEN, Verdict, everything, ledger, lost, verdict
from workbook.finding import CODES
from xlpy.batch import each
from xlpy.workers import Workers

REMEDY = re.compile("请.+。$")


@pytest.fixture(scope="module")
def verdicts() -> Iterator[Mapping[str, Verdict]]:
    """Every file judged by workers: one that hangs, dies or eats the memory is FILE-KILLED."""
    with Workers(("support.verdicts",), seconds=60) as workers:
        yield dict(zip(everything(), each(verdict, everything(), workers, lost), strict=True))


def test_every_file_that_is_made_is_listed_and_every_line_is_made() -> None:
    assert set(everything()) == set(ledger())


def test_there_are_at_least_120_files_of_40_kinds() -> None:
    kinds = {re.sub("^(form|other)_", "", kind).split("_")[0] for kind in everything()}

    assert len(everything()) >= 120
    assert len(kinds) >= 40


@pytest.mark.parametrize("kind", ledger())
def test_a_hostile_file_comes_to_what_the_ledger_says(verdicts: Mapping[str, Verdict], kind: str) -> None:
    found, expected = verdicts[kind], ledger()[kind]

    assert found.code == expected.verdict, found.sentence
    assert not expected.finding or expected.finding in found.findings


@pytest.mark.parametrize("kind", [kind for kind, line in ledger().items() if line.verdict != TAKEN])
def test_a_refusal_has_a_code_a_sentence_and_a_remedy(verdicts: Mapping[str, Verdict], kind: str) -> None:
    found = verdicts[kind]

    assert found.code in CODES
    assert NAME in found.sentence
    assert REMEDY.search(found.sentence) or "可先用 xlpy repair" in found.sentence
