"""How fast the engine is beside raw UNO and openpyxl: ``python tests/support/engine_speed.py``."""

import io
import sys
import time
from collections.abc import Callable
from typing import Any

import openpyxl
import xlwings as xw

import xlpy.libreoffice

ROWS, COLUMNS = 1000, 20
TURNS = 15


def best(deed: Callable[[], Any]) -> float:
    """The fastest of some turns, in milliseconds."""
    taken = []
    for _ in range(TURNS):
        start = time.perf_counter()
        deed()
        taken.append(time.perf_counter() - start)
    return min(taken) * 1000


def through_openpyxl(rows: list[list[Any]]) -> None:
    """Write the block into a file in memory and read it back."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    held = io.BytesIO()
    book.save(held)
    list(openpyxl.load_workbook(held, read_only=True).active.values)


def main() -> None:
    """Print one line a comparison."""
    xlpy.libreoffice.activate()
    rows = [[f"text {r}" if c % 2 else r * c / 7 for c in range(COLUMNS)] for r in range(ROWS)]
    raw = tuple(map(tuple, rows))
    with xw.App(visible=False) as app:
        sheet = app.books[0].sheets[0]
        cells = sheet.range((1, 1), (ROWS, COLUMNS))
        uno = sheet.api.getCellRangeByPosition(0, 0, COLUMNS - 1, ROWS - 1)

        def write() -> None:
            cells.value = rows

        figures = {
            "write": (best(write), best(lambda: uno.setDataArray(raw))),
            "read": (best(lambda: cells.value), best(uno.getDataArray)),
        }
        cell = best(lambda: sheet["A1"].value)
    for name, (ours, bare) in figures.items():
        sys.stdout.write(f"{name} {ROWS}x{COLUMNS}: {ours:.1f} ms, raw UNO {bare:.1f} ms, {ours / bare:.2f}x\n")
    sys.stdout.write(f"read one cell: {cell:.2f} ms\n")
    sys.stdout.write(
        f"openpyxl, the same block written and read as a file: {best(lambda: through_openpyxl(rows)):.0f} ms\n"
    )


if __name__ == "__main__":
    main()
