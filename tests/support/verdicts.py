"""What became of a hostile file: taken, or refused with a code; and what was found in one that was taken."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from support.hostile import Hostile, hostiles
from support.hostile_forms import form_hostiles
from workbook import guard
from workbook.errors import UnreadableError
from xlpy.intake import Reader
from xlpy.mail import Enclosure, Refusal

LEDGER = Path(__file__).parents[1] / "trust" / "hostile.csv"
TAKEN = "taken"
NAME = "甲公司.xlsx"


class Verdict(NamedTuple):
    """A code or ``taken``; the sentence of a refusal; the rules of the findings."""

    code: str
    sentence: str = ""
    findings: tuple[str, ...] = ()


class Listed(NamedTuple):
    """A line of the ledger."""

    verdict: str
    finding: str


@cache
def ledger() -> Mapping[str, Listed]:
    """Every kind that is listed, each once."""
    with LEDGER.open(encoding="utf-8", newline="") as file:
        rows = [(row["kind"], Listed(row["verdict"], row["finding"])) for row in csv.DictReader(file)]
    assert len(dict(rows)) == len(rows)
    return dict(rows)


@cache
def everything() -> Mapping[str, Hostile]:
    """Every kind that is made, each once."""
    made = [*hostiles(), *form_hostiles()]
    assert len({hostile.kind for hostile in made}) == len(made)
    return {hostile.kind: hostile for hostile in made}


def verdict(kind: str) -> Verdict:
    """Made and judged."""
    return judged(kind, everything()[kind].make())


def judged(kind: str, data: bytes) -> Verdict:
    """A form as intake judges it, any other book by the guard down to its last cell."""
    if kind.startswith(("form_", "other_")):
        found = Reader("changzhou-2023", "district")(Enclosure(NAME, data))
        if isinstance(found, Refusal):
            return Verdict(found.code, found.reason)
        return Verdict(TAKEN, "", tuple(finding.rule for finding in found.said.findings))
    try:
        guard.check(data, NAME)
    except UnreadableError as refused:
        return Verdict(refused.refusal, str(refused))
    return Verdict(TAKEN)


def lost(kind: str) -> Verdict:
    """The verdict of a file that brought its worker down."""
    return Verdict("FILE-KILLED", kind)
