"""Strict mode: texts are read as Excel reads them."""

import datetime as dt
from collections.abc import Iterator
from types import ModuleType

import pytest
import xlwings as xw
from hypothesis import given
from hypothesis import strategies as st


@pytest.fixture(autouse=True)
def strict(lo: ModuleType, app: xw.App) -> Iterator[None]:
    lo.activate(strict=True)
    yield
    lo.activate()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("001", 1.0),
        ("-1.5", -1.5),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("1,234", 1234.0),
        ("-1,234,567.5", -1234567.5),
        ("50%", 0.5),
        ("12.5 %", 0.125),
        ("2020-01-02", dt.datetime(2020, 1, 2)),
        ("2020/3/4", dt.datetime(2020, 3, 4)),
        ("2020-01-02 12:30", dt.datetime(2020, 1, 2, 12, 30)),
        ("18:00", 0.75),
        ("2020-13-01", "2020-13-01"),
        ("1,23", "1,23"),
        ("25:99", "25:99"),
        ("1.2.3", "1.2.3"),
        ("true", True),
        ("FALSE", False),
        ("1 2", "1 2"),
        ("1a", "1a"),
        ("'001", "001"),
        ("text", "text"),
    ],
)
def test_a_text_that_looks_like_a_value_becomes_one(sheet: xw.Sheet, text: str, value: object) -> None:
    sheet["A1"].value = text

    assert sheet["A1"].value == value


def test_a_text_format_keeps_texts(sheet: xw.Sheet) -> None:
    sheet["A1"].number_format = "@"

    sheet["A1"].value = ["001", "002"]

    assert sheet["A1:B1"].value == ["001", 2.0]


def test_a_date_that_was_a_text_looks_like_one(sheet: xw.Sheet) -> None:
    sheet["A1"].value = "2020-01-02"

    assert sheet["A1"].number_format == "m/d/yyyy"


@given(st.text())
def test_every_text_is_read_as_something(text: str) -> None:
    from xlpy.libreoffice.typed import as_excel_reads  # noqa: PLC0415 - needs UNO, which is not everywhere

    read = as_excel_reads(text)

    assert read == text or isinstance(read, (float, bool, dt.datetime, dt.time))


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_read_as_itself(number: float) -> None:
    from xlpy.libreoffice.typed import as_excel_reads  # noqa: PLC0415 - needs UNO, which is not everywhere

    assert as_excel_reads(str(number)) == number


def test_attaching_leaves_strictness_alone(lo: ModuleType, app: xw.App, sheet: xw.Sheet) -> None:
    lo.attach(app.impl.context)

    sheet["A1"].value = "001"

    assert sheet["A1"].value == 1.0
    app.activate()


def test_a_colour_on_a_protected_cell_is_refused(lo: ModuleType, sheet: xw.Sheet) -> None:
    lo.protect(sheet)

    with pytest.raises(lo.SheetProtectedError):
        sheet["A1"].color = (255, 0, 0)

    lo.unprotect(sheet)
