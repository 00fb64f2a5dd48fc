"""One season, every way beside the other in one run: ``make bench`` writes docs/bench.md and its chart.

``BENCH_FORMS`` says how many forms at most (1,000; 10,000 takes its time), ``BENCH_OUT`` where the page goes.
"""

import json
import os
import sys
import tempfile
from pathlib import Path

import made
import page
import rounds
from child import measured

HERE = Path(__file__).parent
SIZES = (100, 1_000, 10_000)
SLOW = {"pandas_openpyxl": 200, "openpyxl": 200}
READING = ("limit", "calamine", "ours", "pandas_calamine", "pandas_openpyxl", "openpyxl")
WRITING = ("patch_limit", "ours", "xlsxwriter", "openpyxl_write_only")


def child(script: str, *words: str) -> page.Figures:
    """What one way costs, measured in a process of its own."""
    cost = measured((str(HERE / script), *words))
    if cost.status:
        raise SystemExit(f"{script} {' '.join(words)}: {cost.status}")
    return page.Figures(**json.loads(cost.said))


def reading(forms: Path, sizes: list[int]) -> dict[int, dict[str, page.Figures]]:
    """Every way at every size; all of them must have read the same."""
    found = {
        size: {way: child("reading.py", way, str(forms), str(min(size, SLOW.get(way, size)))) for way in READING}
        for size in sizes
    }
    read = {figures.digest for ways in found.values() for way, figures in ways.items() if way != "limit"}
    if len(read) != 1:
        raise SystemExit(f"the ways read different values: {read}")
    return found


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
        written = {way: child("writing.py", way, str(rows)) for way in WRITING}
        count = min(most, SIZES[1])
        some = room / "forms"
        if most > count:
            some = room / "some"
            made.lay(some, count)
        deeds = [*rounds.deeds(some, count, room)]
        loop = rounds.pandas_loop(some, count)
    told = page.Told(read, written, rows, deeds, loop, rounds.hostile(), (before, rounds.load()))
    page.write(told, out)
    sys.stdout.write(page.text(told))


if __name__ == "__main__":
    main()
