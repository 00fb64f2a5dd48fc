"""One season, every way beside the other in one run: ``make bench`` writes docs/bench.md and its chart.

``BENCH_FORMS`` says how many forms at most (1,000; 10,000 takes its time), ``BENCH_TURNS`` how often every way is
tried (3), ``BENCH_OUT`` where the page goes.
"""

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import made
import page
import rounds
from child import Cost, measured
from support.spoken import PACK

HERE = Path(__file__).parent
SIZES = (100, 1_000, 10_000)
ROUNDS, OFTEN = int(os.environ.get("BENCH_TURNS", "3")), 1_000
"""So often every way is tried, up to so many forms: other tasks of a machine come and go."""
SLOW = {"pandas_openpyxl": 200, "openpyxl": 200}
READING = ("limit", "calamine", "ours", "pandas_calamine", "pandas_openpyxl", "openpyxl")
WRITING = ("patch_limit", "ours", "xlsxwriter", "openpyxl_write_only")


def child(script: str, *words: str) -> page.Figures:
    """What one way costs, measured in a process of its own."""
    cost = measured((str(HERE / script), *words))
    if cost.status:
        raise SystemExit(f"{script} {' '.join(words)}: {cost.status}")
    return page.Figures(**json.loads(cost.said))


def rounds_of(ways: Iterable[str], cost: Callable[[str], page.Figures], size: int = 0) -> dict[str, page.Figures]:
    """Every way once a round, so that none has the quiet minutes for itself; of each its best round."""
    taken = [{way: cost(way) for way in ways} for _ in range(ROUNDS if size <= OFTEN else 1)]
    return {way: min((one[way] for one in taken), key=lambda figures: figures.cpu) for way in ways}


def _read(way: str, forms: Path, size: int) -> page.Figures:
    return child("reading.py", way, str(forms), str(min(size, SLOW.get(way, size))))


def reading(forms: Path, sizes: list[int]) -> dict[int, dict[str, page.Figures]]:
    """Every way at every size; all of them must have read the same."""
    found = {size: rounds_of(READING, lambda way, size=size: _read(way, forms, size), size) for size in sizes}
    read = {figures.digest for ways in found.values() for way, figures in ways.items() if way != "limit"}
    if len(read) != 1:
        raise SystemExit(f"the ways read different values: {read}")
    return found


def commands(forms: Path, count: int, room: Path) -> tuple[list[rounds.Deed], Cost]:
    """The commands of a round and the loop of pandas, one after the other in each turn; of each its quickest turn."""
    turns = range(ROUNDS)
    taken = [([*rounds.deeds(forms, count, room / f"{turn}")], rounds.pandas_loop(forms, count)) for turn in turns]
    deeds = [min(same, key=lambda deed: deed.cost.wall) for same in zip(*(done for done, _ in taken), strict=True)]
    return deeds, min((loop for _, loop in taken), key=lambda cost: cost.wall)


def main() -> None:
    """Measure everything once and write the page."""
    most, rows = int(os.environ.get("BENCH_FORMS", "1000")), int(os.environ.get("BENCH_ROWS", "50000"))
    out = Path(os.environ.get("BENCH_OUT", HERE.parent / "docs"))
    sizes = sorted({size for size in SIZES if size <= most} | {min(most, SIZES[0])})
    before = rounds.load()
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        made.lay(room / "forms", most)
        read = reading(room / "forms", sizes)
        written = rounds_of(WRITING, lambda way: child("writing.py", way, str(rows)))
        count = min(most, SIZES[1])
        some = room / "forms"
        if most > count:
            some = room / "some"
            made.lay(some, count)
        deeds, loop = commands(some, count, room)
        if most >= count * len(PACK.districts):
            deeds += rounds.city(room / "forms", count, room / "city")
    told = page.Told(read, written, rows, deeds, loop, rounds.hostile(), (before, rounds.load()))
    page.write(told, out)
    sys.stdout.write(page.text(told))


if __name__ == "__main__":
    main()
