"""How long the picture of 5,000 declarations takes, counted and drawn: `make bench-overview`."""

import datetime as dt
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from support.declared import declaration
from support.desks import PACK
from workbook.overview import overview
from workbook.render.overview import overview as drawn

ROWS, GOAL = 5_000, 3.0


def main() -> None:
    """Print the seconds, pandas' own start included."""
    one = declaration(day=18)
    many = [
        one.model_copy(update={"id": f"A{number}", "district": PACK.districts[number % len(PACK.districts)]})
        for number in range(ROWS)
    ]
    started = time.perf_counter()
    picture = overview(PACK, many, {entry.id: "推荐" for entry in many}, dt.date(2023, 12, 24))
    counted = time.perf_counter()
    drawn(picture)
    ended = time.perf_counter()
    print(f"{ROWS} rows: counted {counted - started:.2f} s, drawn {ended - counted:.2f} s; goal {GOAL} s together")


if __name__ == "__main__":
    main()
