"""Ways to read a form, each tried in a process of its own: ``reading.py WAY FOLDER COUNT``."""

import datetime as dt
import gc
import hashlib
import io
import json
import sys
import time
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from xml.parsers import expat

from child import own_peak
from made import PACK
from workbook.form import Form
from workbook.layout import Layout
from workbook.ooxml import outline
from workbook.ooxml.address import place
from workbook.ooxml.container import Container
from xlpy.terminal import RARELY

COMPARED = 5
Values = dict[str, Any]


@cache
def places() -> dict[str, list[tuple[str, int, int]]]:
    """The cells of every field, the sheets they stand on."""
    spots = Layout(Form(PACK)).spots
    return {
        id_: [(spot.sheet, *found) for cell in spot.cells if (found := place(cell)) is not None]
        for id_, spot in spots.items()
    }


@cache
def sheets() -> list[str]:
    """The sheets that hold fields."""
    return sorted({cell[0] for cells in places().values() for cell in cells})


@cache
def needed() -> list[str]:
    """The parts of the sheets that hold fields, and the shared strings: the same in every form of a season."""
    found = outline.read(Container(_sample()))
    return [*(found.sheets[title] for title in sheets()), found.parts["/sharedStrings"]]


def _sample() -> bytes:
    return next(Path(sys.argv[2]).glob("*.xlsx")).read_bytes()


def limit(data: bytes) -> None:
    """Inflate and parse what is needed, and do nothing with it."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        for name in needed():
            expat.ParserCreate().Parse(book.read(name), True)  # noqa: FBT003 - expat takes it by position


def ours(data: bytes) -> Values:
    """Guard, two readers that must agree, judge."""
    from workbook import read  # noqa: PLC0415 - only this way pays for it
    from workbook.judge import judge  # noqa: PLC0415 - as above

    record = read.declaration(data, "申报书.xlsx")
    judge(record)
    return {id_: [cell.value for cell in entry.raw] for id_, entry in record.entries.items()}


def calamine(data: bytes) -> Values:
    """Only python-calamine, which guards and judges nothing."""
    import python_calamine  # noqa: PLC0415 - only this way pays for it

    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    read = {title: book.get_sheet_by_name(title).to_python(skip_empty_area=False) for title in sheets()}
    return _taken(lambda sheet, row, column: read[sheet][row][column] if _is_in(read[sheet], row, column) else None)


def pandas_calamine(data: bytes) -> Values:
    """Read by pandas over python-calamine."""
    return _pandas(data, "calamine")


def openpyxl(data: bytes) -> Values:
    """Read by openpyxl with its defaults, the way of its tutorial."""
    from openpyxl import load_workbook  # noqa: PLC0415 - only this way pays for it

    book = load_workbook(io.BytesIO(data), data_only=True)
    return _taken(lambda sheet, row, column: book[sheet].cell(row + 1, column + 1).value)


def pandas_openpyxl(data: bytes) -> Values:
    """Read by pandas over openpyxl, as most scripts do."""
    return _pandas(data, "openpyxl")


def _pandas(data: bytes, engine: Any) -> Values:
    import pandas as pd  # noqa: PLC0415 - only these ways pay for it

    read = pd.read_excel(
        io.BytesIO(data), sheet_name=sheets(), header=None, dtype=object, na_filter=False, engine=engine
    )
    frames = {title: frame.to_numpy() for title, frame in read.items()}
    return _taken(lambda sheet, row, column: frames[sheet][row][column] if _is_in(frames[sheet], row, column) else None)


def _is_in(rows: Any, row: int, column: int) -> bool:
    return row < len(rows) and column < len(rows[row])


def _taken(cell: Callable[[str, int, int], Any]) -> Values:
    return {id_: [cell(sheet, row - 1, column - 1) for sheet, row, column in cells] for id_, cells in places().items()}


WAYS: dict[str, Callable[[bytes], Values | None]] = {
    "limit": limit,
    "ours": ours,
    "calamine": calamine,
    "pandas_calamine": pandas_calamine,
    "openpyxl": openpyxl,
    "pandas_openpyxl": pandas_openpyxl,
}


def plain(value: Any) -> Any:
    """A value without the habits of the library that read it: numbers, days and texts."""
    if isinstance(value, dt.date):
        return value.isoformat()[:10]
    if value is None or isinstance(value, str):
        return (value or "").strip()
    return float(value)


def digest(found: list[Values | None]) -> str:
    """What was read, in a few signs."""
    said = [{id_: [plain(one) for one in cells] for id_, cells in (one or {}).items()} for one in found]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


def main() -> None:
    """Read so many forms one after the other, rubbish looked for as rarely as in a command; figures go out as JSON."""
    gc.freeze()
    gc.set_threshold(RARELY)
    way, files = WAYS[sys.argv[1]], sorted(Path(sys.argv[2]).glob("*.xlsx"))[: int(sys.argv[3])]
    first = [way(file.read_bytes()) for file in files[:COMPARED]]
    wall, cpu = time.perf_counter(), time.process_time()
    for file in files:
        way(file.read_bytes())
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(json.dumps({"wall": wall, "cpu": cpu, "peak": own_peak(), "forms": len(files), "digest": digest(first)}))


if __name__ == "__main__":
    main()
