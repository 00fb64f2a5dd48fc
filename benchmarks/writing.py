"""Ways to write a 总表 of many rows, each tried in a process of its own: ``writing.py WAY ROWS``."""

import datetime as dt
import gc
import io
import json
import sys
import time
import zipfile
from collections.abc import Callable
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from child import own_peak
from made import PACK
from workbook.ooxml.address import column_letters
from workbook.papers import Table, edits, master_tables
from workbook.patch import apply
from workbook.render.master import empty_master
from xlpy.terminal import RARELY

COLUMNS = 14
_DAY = dt.date(2023, 12, 18)
_EPOCH = dt.date(1899, 12, 30)
_DAYS, _SUMS = range(9, 11), range(11, 14)


def _table() -> Table:
    return master_tables(PACK)["总表"]


def content(row: int, column: int) -> str | float | dt.date:
    """What stands in a cell: nine texts, two days, three sums."""
    if column in _DAYS:
        return _DAY
    return row * 1.5 + column if column in _SUMS else f"常州样例{row}号机械有限公司" if column else f"{row:06d}"


def patch_limit(rows: int) -> bytes:
    """The cells as text and a package of it, with the least work there is."""
    data = _empty()
    begin, end = f"{_table().first_row}", "</sheetData>"
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    name = "xl/worksheets/sheet1.xml"
    head, _, tail = parts[name].decode().partition(end)
    lines = [_line(int(begin) + 1 + row, row) for row in range(rows)]
    parts[name] = f"{head}{''.join(lines)}{end}{tail}".encode()
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for part, text in parts.items():
            new.writestr(part, text)
    return held.getvalue()


_LETTERS = [column_letters(column + 1) for column in range(COLUMNS)]


def _line(number: int, row: int) -> str:
    cells = (_cell(f"{letters}{number}", content(row, column)) for column, letters in enumerate(_LETTERS))
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(at: str, value: str | float | dt.date) -> str:
    if isinstance(value, str):
        return f'<c r="{at}" s="1" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    number = (value - _EPOCH).days if isinstance(value, dt.date) else value
    return f'<c r="{at}" s="2"><v>{number}</v></c>'


@cache
def _empty() -> bytes:
    return empty_master(PACK)


def ours(rows: int) -> bytes:
    """Our patch, as a desk does it: the rows put into the 总表 as it is, every other byte stays."""
    table = _table()
    ids = [column.id for column in table.columns[:COLUMNS]]
    shown = [{id_: content(row, column) for column, id_ in enumerate(ids)} for row in range(rows)]
    return apply(_empty(), edits(table, [], shown))


def xlsxwriter(rows: int) -> bytes:
    """With XlsxWriter, which knows no book that is there already."""
    import xlsxwriter as writer  # noqa: PLC0415 - only this way pays for it

    held = io.BytesIO()
    with writer.Workbook(held) as book:
        sheet = book.add_worksheet("总表")
        looks = [book.add_format({"border": 1, "num_format": code}) for code in ("@", "yyyy-mm-dd", "0.00")]
        for row in range(rows):
            for column in range(COLUMNS):
                sheet.write(row, column, content(row, column), looks[(column in _DAYS) + 2 * (column in _SUMS)])
    return held.getvalue()


def openpyxl_write_only(rows: int) -> bytes:
    """The lean mode of openpyxl."""
    import openpyxl  # noqa: PLC0415 - only this way pays for it
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - as above

    book = openpyxl.Workbook(write_only=True)
    sheet: Any = book.create_sheet("总表")
    codes = ["@", "yyyy-mm-dd", "0.00"]
    for row in range(rows):
        cells = [WriteOnlyCell(sheet, content(row, column)) for column in range(COLUMNS)]
        for column, cell in enumerate(cells):
            cell.number_format = codes[(column in _DAYS) + 2 * (column in _SUMS)]
        sheet.append(cells)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


WAYS: dict[str, Callable[[int], bytes]] = {
    "patch_limit": patch_limit,
    "ours": ours,
    "xlsxwriter": xlsxwriter,
    "openpyxl_write_only": openpyxl_write_only,
}


def main() -> None:
    """Write so many rows once, rubbish collected as rarely as in a command; figures go out as JSON."""
    gc.set_threshold(RARELY)
    way, rows = WAYS[sys.argv[1]], int(sys.argv[2])
    way(1)
    wall, cpu = time.perf_counter(), time.process_time()
    size = len(way(rows))
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(json.dumps({"wall": wall, "cpu": cpu, "peak": own_peak(), "size": size}))


if __name__ == "__main__":
    main()
