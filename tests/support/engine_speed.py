"""How fast the engine is beside raw UNO and openpyxl, in one run: ``python tests/support/engine_speed.py``.

Measured is the time both processes compute, ours and the office's: what else the machine does is left out.
"""

import contextlib
import io
import itertools
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import xlwings as xw
from openpyxl.styles import PatternFill

import xlpy.libreoffice

ROWS, COLUMNS = 1000, 20
FORMULA_ROWS = 100
TURNS = 25
SETTLED_SECONDS = 0.005
"""After an answer the office still puts away what it needed for it."""
TEXTS = [[f"text {r}" if c % 2 else r * c / 7 for c in range(COLUMNS)] for r in range(ROWS)]
SUMS = [[f"=A{r + 1}+{c}" for c in range(COLUMNS)] for r in range(FORMULA_ROWS)]
YELLOW = (255, 242, 204)
Deed = Callable[[], Any]


def computed(office: int) -> float:
    """The seconds that an office has computed so far."""
    time.sleep(SETTLED_SECONDS)
    spent = 0
    for process in (entry for entry in os.scandir("/proc") if entry.name.isdigit()):
        with contextlib.suppress(OSError):
            if os.getpgid(int(process.name)) == office:
                tasks = Path(process.path).glob("task/*/schedstat")
                spent += sum(int(task.read_text(encoding="ascii").split()[0]) for task in tasks)
    return spent / 1e9


def typical(office: int, *deeds: Deed | None) -> list[float | None]:
    """The median of some turns of each, in milliseconds; they take turns, so that all meet the same machine."""
    taken: list[list[float]] = [[] for _ in deeds]
    for _ in range(TURNS):
        for deed, times in zip(deeds, taken, strict=True):
            if deed is not None:
                before, start = computed(office), time.process_time()
                deed()
                ours = time.process_time() - start
                times.append(ours + computed(office) - before)
    return [statistics.median(times) * 1000 if times else None for times in taken]


def written(rows: list[list[Any]], fill: PatternFill | None = None) -> bytes:
    """A file of openpyxl with these rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for cell in itertools.chain.from_iterable(book.active.iter_rows() if fill else ()):
        cell.fill = fill
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def painted() -> bytes:
    """A file of openpyxl whose cells are yellow."""
    return written(TEXTS, PatternFill("solid", "FFF2CC"))


def read(held: bytes) -> list[Any]:
    """All values of a file through openpyxl."""
    return list(openpyxl.load_workbook(io.BytesIO(held), read_only=True).active.values)


def comparisons(app: xw.App, folder: Path) -> Iterator[tuple[str, Deed, Deed | None, Deed | None]]:
    """What is done through the engine, through UNO, through openpyxl."""
    sheet = app.books[0].sheets[0]
    address = sheet.range((1, 1), (ROWS, COLUMNS)).address
    uno = sheet.api.getCellRangeByPosition(0, 0, COLUMNS - 1, ROWS - 1)
    raw, file = tuple(map(tuple, TEXTS)), written(TEXTS)
    (folder / "block.xlsx").write_bytes(file)

    def opened() -> None:
        with app.books.open(folder / "block.xlsx") as book:
            book.sheets[0].used_range.options(ndim=2).value  # noqa: B018 - to read is the deed

    def into(name: str, value: Any) -> None:
        setattr(sheet.range(address), name, value)

    out = partial(written, TEXTS)
    yield "write a block", partial(into, "value", TEXTS), partial(uno.setDataArray, raw), out
    yield "read a block", lambda: sheet.range(address).value, uno.getDataArray, partial(read, file)
    yield "read one cell", lambda: sheet["A1"].value, lambda: uno.getCellByPosition(0, 0).getValue(), None
    yield "colour a block", partial(into, "color", YELLOW), partial(setattr, uno, "CellBackColor", 0xFFF2CC), painted
    yield "open, read, close a file", opened, None, partial(read, file)
    sums = app.books[0].sheets.add().range((1, 2), (FORMULA_ROWS, COLUMNS + 1))
    entered = partial(sums.api.setFormulaArray, tuple(map(tuple, SUMS)))
    yield "write 2,000 formulas", partial(setattr, sums, "formula", SUMS), entered, partial(written, SUMS)


def told(value: float | None) -> str:
    """Milliseconds as a cell of a table."""
    return "" if value is None else f"{value:.1f}" if value < 10 else f"{value:.0f}"


def main() -> None:
    """Print the table."""
    xlpy.libreoffice.activate()
    sys.stdout.write("| ms | engine | raw UNO | engine : UNO | openpyxl |\n| --- | --- | --- | --- | --- |\n")
    with xw.App(visible=False) as app, tempfile.TemporaryDirectory() as folder:
        for name, *deeds in comparisons(app, Path(folder)):
            ours, bare, file = typical(app.pid, *deeds)
            ratio = f"{ours / bare:.2f}" if ours and bare else ""
            sys.stdout.write(f"| {name} | {told(ours)} | {told(bare)} | {ratio} | {told(file)} |\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
