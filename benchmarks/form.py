"""How large the declaration is, how soon it opens, how soon a keystroke reaches its counters: `make bench-form`."""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from support.forms import form, record
from support.live_office import desktop, opened
from support.selfcheck import named
from workbook.layout import CHECK_CODE_NAME, CHECK_SHEET, CHECK_VERDICT_ROW, LIVE_ROW, Layout
from workbook.record import Record
from workbook.render.declaration import declaration
from workbook.values import BOX, TICK, Kind

OPENINGS, EDITS = 7, 21
GOALS = {"KB": 300.0, "s": 0.8, "ms": 20.0}
LAYOUT = Layout(form())


def full() -> Record:
    """A form whose every long text is as long as it may be."""
    texts = [spec for spec in form().fields.values() if spec.kind is Kind.LONG_TEXT and spec.maximum]
    return record(**{spec.id: ("智能工厂MES，" * (spec.maximum or 0))[: spec.maximum] for spec in texts})


def milliseconds(deed: Callable[[], Any]) -> float:
    """How long it takes once."""
    start = time.perf_counter()
    deed()
    return (time.perf_counter() - start) * 1000


def opening(desk: Any, path: Path) -> list[float]:
    """How long the book takes to open, all formulas worked out again."""
    taken = []
    for _ in range(OPENINGS):
        start = time.perf_counter()
        book = opened(desk, path)
        book.Sheets.getByName(CHECK_SHEET).getCellRangeByName(f"A{CHECK_VERDICT_ROW}").getString()
        taken.append(time.perf_counter() - start)
        book.close(True)  # noqa: FBT003 - UNO knows no keywords
    return taken


def edits(book: Any) -> Iterator[tuple[str, list[float]]]:
    """How long it takes from an edit until cells that follow it can be read."""
    text = max((spec for spec in form().fields.values() if spec.kind is Kind.LONG_TEXT), key=lambda s: s.maximum or 0)
    box = form().areas[form().areas_of(form().pack.catalogues[0].id)[0]].boxes[0][0]
    for id_, before, after in ((box, BOX, TICK), (text.id, "字" * 2999, "字" * 3000)):
        for words, read in _followers(book, id_):
            yield f"{id_} -> {words}", _edit(book, id_, (before, after), read)


def _followers(book: Any, id_: str) -> list[tuple[str, Callable[[], Any]]]:
    sheets = book.Sheets
    spot = LAYOUT.spots[id_]
    top = next(title for title in LAYOUT.sheets if any(line.role == "header" for line in LAYOUT.lines(title)))
    cells = {
        "status beside": sheets.getByName(spot.sheet).getCellRangeByName(spot.status),
        "line on top": sheets.getByName(top).getCellRangeByName(f"A{LIVE_ROW}"),
        "verdict": sheets.getByName(CHECK_SHEET).getCellRangeByName(f"A{CHECK_VERDICT_ROW}"),
        "check code": named(book, CHECK_CODE_NAME),
    }
    count = next((line.row for line in LAYOUT.lines(spot.sheet) if line.role == "count" and line.id == id_), 0)
    if count:
        cells = {"counter": sheets.getByName(spot.sheet).getCellRangeByName(f"C{count}"), **cells}
    every = [cell.getString for cell in cells.values()]
    return [
        *((words, cell.getString) for words, cell in cells.items()),
        ("all of them", lambda: [read() for read in every]),
    ]


def _edit(book: Any, id_: str, contents: tuple[str, str], read: Callable[[], Any]) -> list[float]:
    spot = LAYOUT.spots[id_]
    target = book.Sheets.getByName(spot.sheet).getCellRangeByName(spot.cells[0])
    taken = []
    for number in range(EDITS):
        content = contents[number % 2]
        book.calculate()
        taken.append(milliseconds(lambda content=content: (target.setString(content), read())))
    return taken


def measured() -> Iterator[tuple[str, list[float], str]]:
    """Every figure: what, how much each time, its unit."""
    papers = {"empty": declaration(form().pack), "full": declaration(form().pack, full())}
    with tempfile.TemporaryDirectory() as folder, desktop() as desk:
        for name, data in papers.items():
            path = Path(folder) / f"{name}.xlsx"
            path.write_bytes(data)
            yield f"{name}: size", [len(data) / 1024], "KB"
            yield f"{name}: opens in a running LibreOffice", opening(desk, path), "s"
            book = opened(desk, path)
            yield from ((f"{name}: {words}", taken, "ms") for words, taken in edits(book))
            book.close(True)  # noqa: FBT003 - UNO knows no keywords


def main() -> None:
    """Print the table: the median, and the best where other work disturbs."""
    print(f"{'':<60}{'median':>9}{'best':>9}")
    for words, taken, unit in measured():
        mark = "  " if median(taken) < GOALS[unit] else "! "
        figures = f"{median(taken):>9.2f}{min(taken):>9.2f}"
        print(f"{mark}{words:<58}{figures} {unit:<3} (goal < {GOALS[unit]:g})", flush=True)


if __name__ == "__main__":
    main()
