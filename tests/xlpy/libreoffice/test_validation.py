"""Data validation: read and set."""

import datetime as dt
from pathlib import Path

import pytest
import xlwings as xw

from support.members import works


@works("Range.data_validation", "DataValidation.type", "DataValidation.delete", "DataValidation.api")
def test_a_plain_cell_has_no_rule(sheet: xw.Sheet) -> None:
    rule = sheet["A1"].data_validation

    assert (rule.type, rule.operator, rule.formula1, rule.source, rule.input_title) == ("none", None, None, None, None)


@works("DataValidation.set_list", "DataValidation.source", "DataValidation.in_cell_dropdown")
@pytest.mark.parametrize("dropdown", [True, False])
def test_a_list_is_read_as_it_was_set(sheet: xw.Sheet, dropdown: bool) -> None:
    sheet["A1:A3"].data_validation.set_list(["√", "□", 3], in_cell_dropdown=dropdown)

    rule = sheet["A1:A3"].data_validation
    assert (rule.type, rule.source, rule.in_cell_dropdown) == ("list", "√,□,3", dropdown)


def test_a_list_may_stand_in_cells_or_a_name(sheet: xw.Sheet) -> None:
    sheet["D1:D3"].name = f"choices_{sheet.name}"

    sheet["A1"].data_validation.set_list(sheet["D1:D3"])
    sheet["A2"].data_validation.set_list(sheet.book.names[f"choices_{sheet.name}"])

    assert sheet["A1"].data_validation.source == f"={sheet.name}!$D$1:$D$3"
    assert sheet["A2"].data_validation.source == f"=choices_{sheet.name}"


@works("DataValidation.set_whole_number", "DataValidation.set_decimal", "DataValidation.set_text_length")
@works("DataValidation.operator", "DataValidation.formula1", "DataValidation.formula2")
@pytest.mark.parametrize("kind", ["whole_number", "decimal", "text_length"])
@pytest.mark.parametrize(
    ("operator", "first", "second"),
    [
        ("between", 1, 10),
        ("not_between", 1, 10),
        ("equal_to", 5, None),
        ("not_equal_to", 5, None),
        ("greater_than", 0, None),
        ("less_than", 9, None),
        ("greater_than_or_equal", 0, None),
        ("less_than_or_equal", 9, None),
    ],
)
def test_a_number_is_compared(sheet: xw.Sheet, kind: str, operator: str, first: int, second: int | None) -> None:
    getattr(sheet["A1"].data_validation, f"set_{kind}")(operator, first, second)

    rule = sheet["A1"].data_validation
    assert (rule.type, rule.operator, rule.formula1) == (kind, operator, f"={first}")
    assert rule.formula2 == (None if second is None else f"={second}")


@works("DataValidation.set_date", "DataValidation.set_time")
def test_dates_and_times_are_compared(sheet: xw.Sheet) -> None:
    sheet["A1"].data_validation.set_date("greater_than", dt.date(2023, 5, 6))
    sheet["A2"].data_validation.set_time("less_than", dt.time(12, 30))

    assert sheet["A1"].data_validation.formula1 == "=DATE(2023,5,6)"
    assert sheet["A2"].data_validation.formula1 == "=TIME(12,30,0)"


@works("DataValidation.set_custom", "DataValidation.formula")
def test_a_formula_allows(sheet: xw.Sheet) -> None:
    sheet["A1"].data_validation.set_custom("=LEN(A1)=SUM(1,2)")

    assert (sheet["A1"].data_validation.type, sheet["A1"].data_validation.formula) == ("custom", "=LEN(A1)=SUM(1,2)")


def test_a_rule_is_removed(sheet: xw.Sheet) -> None:
    sheet["A1"].data_validation.set_list(["a"])

    sheet["A1"].data_validation.delete()

    assert sheet["A1"].data_validation.type == "none"


def test_cells_that_differ_say_so(sheet: xw.Sheet) -> None:
    sheet["A1"].data_validation.set_list(["a"])
    sheet["A2"].data_validation.set_whole_number("greater_than", 1)

    assert sheet["A1:A2"].data_validation.type == "inconsistent"
    assert sheet["A2:A3"].data_validation.type == "mixed_criteria"
    assert sheet["A1:A3"].data_validation.source is None


@works("DataValidation.input_title", "DataValidation.input_message", "DataValidation.show_input")
@works("DataValidation.error_title", "DataValidation.error_message", "DataValidation.show_error")
@works("DataValidation.alert_style", "DataValidation.ignore_blank")
def test_prompts_of_a_file_are_read(app: xw.App, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    rule = openpyxl.worksheet.datavalidation.DataValidation(
        type="list",
        formula1='"a,b"',
        showInputMessage=True,
        showErrorMessage=True,
        errorStyle="warning",
        allowBlank=True,
    )
    rule.promptTitle, rule.prompt, rule.errorTitle, rule.error = "Pick", "One of two", "Wrong", "Not this"
    rule.add("A1")
    book.active.add_data_validation(rule)
    book.save(tmp_path / "prompts.xlsx")

    with app.books.open(tmp_path / "prompts.xlsx") as opened:
        read = opened.sheets[0]["A1"].data_validation
        assert (read.input_title, read.input_message, read.show_input) == ("Pick", "One of two", True)
        assert (read.error_title, read.error_message, read.show_error) == ("Wrong", "Not this", True)
        assert (read.alert_style, read.ignore_blank, read.source) == ("warning", True, "a,b")
