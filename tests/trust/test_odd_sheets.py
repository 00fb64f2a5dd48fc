"""Two readers of ours and one of others look at sheets written by chance: all see the same, or a sentence is said."""

from collections import Counter

from support.odd_sheets import CONFIRMED, DOUBTED, REFUSED, lost, outcome
from support.trust import IS_FULL, told
from xlpy.batch import each
from xlpy.workers import Workers

SEEDS = range(100_000) if IS_FULL else range(1_500, 2_000)
"""Two of the few brought the second reader down once."""


def test_no_sheet_kills_its_reader_or_is_read_in_two_ways() -> None:
    with Workers(("support.odd_sheets",), seconds=60) as workers:
        found = Counter(each(outcome, SEEDS, workers, lost))

    told(
        "odd sheets", f"{len(SEEDS)}: {found[CONFIRMED]} confirmed, {found[DOUBTED]} doubted, {found[REFUSED]} refused"
    )
    assert found.keys() <= {CONFIRMED, DOUBTED, REFUSED}
    assert found[CONFIRMED] > len(SEEDS) / 10
