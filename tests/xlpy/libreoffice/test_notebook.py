"""What people do in a notebook: view, load, frames of polars, a script that knows only xlwings."""

import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd
import pytest
import xlwings as xw

from support import tour


@pytest.mark.parametrize(
    ("thing", "shown"),
    [
        ([[1, "a"], [2, "b"]], [[1.0, "a"], [2.0, "b"]]),
        (np.array([[1.5, 2.5]]), [1.5, 2.5]),
        (pd.Series([1.0, 2.0], name="v"), [[None, "v"], [0.0, 1.0], [1.0, 2.0]]),
        ("one", "one"),
    ],
)
def test_anything_can_be_viewed(sheet: xw.Sheet, thing: Any, shown: Any) -> None:
    sheet["F9"].value = "old"

    xw.view(thing, sheet)

    assert sheet.used_range.value == shown


def test_a_view_without_a_sheet_is_a_new_book(app: xw.App) -> None:
    app.activate()
    before = app.books.count

    xw.view([1, 2])

    assert (app.books.count, app.books.active.sheets[0]["A1:B1"].value) == (before + 1, [1.0, 2.0])
    app.books.active.close()


def test_a_frame_is_viewed_without_a_table(sheet: xw.Sheet) -> None:
    xw.view(pd.DataFrame({"a": [1.0]}), sheet, table=False)

    assert (len(sheet.tables), sheet["A1:B2"].value) == (0, [[None, "a"], [0.0, 1.0]])


@pytest.mark.parametrize(
    ("options", "columns", "index"),
    [
        ({}, ["b"], [1.0, 2.0]),
        ({"index": False}, ["a", "b"], [0, 1]),
        ({"index": False, "header": False}, [0, 1], [0, 1, 2]),
    ],
)
def test_the_region_around_a_cell_is_loaded(
    sheet: xw.Sheet, options: dict[str, Any], columns: list[Any], index: list[Any]
) -> None:
    sheet["B2"].value = [["a", "b"], [1, "x"], [2, "y"]]
    sheet["C3"].select()

    frame = xw.load(**options)

    assert (list(frame.columns), list(frame.index)) == (columns, index)


def test_a_frame_of_polars_goes_both_ways(sheet: xw.Sheet) -> None:
    pl = pytest.importorskip("polars")
    frame = pl.DataFrame({"n": [1.5, None], "t": ["a", "b"]})

    sheet["A1"].value = frame

    assert sheet["A1:B3"].value == [["n", "t"], [1.5, "a"], [None, "b"]]
    assert sheet["A1:B3"].options(pl.DataFrame).value.equals(frame)


def test_a_script_that_knows_only_xlwings_runs_as_it_is(lo: ModuleType, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "xlpy.libreoffice", str(tour.SCRIPT), str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "libreoffice" not in tour.SCRIPT.read_text(encoding="utf-8").lower()
    assert done.stdout.splitlines() == tour.TOLD
    assert sorted(path.name for path in tmp_path.iterdir()) == tour.FILES


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(["no-such-file.py"], "no-such-file.py"), (["--patience", "soon", "x.py"], "invalid float value")],
)
def test_a_script_that_cannot_run_is_told(lo: ModuleType, arguments: list[str], told: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "xlpy.libreoffice", *arguments], capture_output=True, text=True, check=False
    )

    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr
