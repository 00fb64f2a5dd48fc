"""Strict mode: texts are read as Excel reads them."""

from collections.abc import Iterator
from types import ModuleType

import pytest
import xlwings as xw


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
