"""Values in and out of cells: types, shapes, converters."""

import datetime as dt
import math
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest
import xlwings as xw

from support.members import differs, works


@works("Range.value")
@pytest.mark.parametrize(
    ("given", "read"),
    [
        (1, 1.0),
        (1.5, 1.5),
        (-0.25, -0.25),
        (0, 0.0),
        (1e300, 1e300),
        ("text", "text"),
        ("汉字", "汉字"),
        ("two\nlines", "two\nlines"),
        (" spaces ", " spaces "),
        (True, True),
        (False, False),
        (None, None),
        ("", None),
        (math.nan, None),
        (Decimal("12.50"), 12.5),
        (dt.datetime(2023, 5, 6), dt.datetime(2023, 5, 6)),
        (dt.datetime(2023, 5, 6, 7, 8, 9), dt.datetime(2023, 5, 6, 7, 8, 9)),
        (dt.date(2023, 5, 6), dt.datetime(2023, 5, 6)),
        (dt.datetime(1900, 3, 1), dt.datetime(1900, 3, 1)),
        (dt.datetime(2199, 12, 31, 23, 59, 59), dt.datetime(2199, 12, 31, 23, 59, 59)),
        (np.float64(2.5), 2.5),
        (np.int64(7), 7.0),
        (np.bool_(True), True),  # noqa: FBT003 - numpy's own
        (np.datetime64("2021-02-03T04:05:06"), dt.datetime(2021, 2, 3, 4, 5, 6)),
        (pd.Timestamp(2021, 2, 3), dt.datetime(2021, 2, 3)),
        (pd.NaT, None),
        (pd.NA, None),
        ("=1+1", 2.0),
        ("'001", "001"),
        ("'=1+1", "=1+1"),
    ],
)
def test_one_value_comes_back(sheet: xw.Sheet, given: object, read: object) -> None:
    sheet["A1"].value = given

    found = sheet["A1"].value

    assert (found, type(found)) == (read, type(read))


@differs("Range.value", how="a text like `001` or `2020-01-01` stays text; Excel would make a number or a date of it")
@pytest.mark.parametrize("text", ["001", "5", "1e5", "2020-01-01", "TRUE", "50%", "$5"])
def test_a_text_stays_text(sheet: xw.Sheet, text: str) -> None:
    sheet["A1"].value = text

    assert sheet["A1"].value == text


@differs("Range.value", how="a time or a span of time reads as a fraction of a day, as in VBA")
@pytest.mark.parametrize(
    ("given", "read"), [(dt.time(12, 0), 0.5), (dt.timedelta(hours=36), 1.5), (dt.time(6, 0), 0.25)]
)
def test_a_time_is_a_part_of_a_day(sheet: xw.Sheet, given: object, read: float) -> None:
    sheet["A1"].value = given

    assert sheet["A1"].value == read


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ([1, 2, 3], "$A$1:$C$1"),
        ((1, 2), "$A$1:$B$1"),
        ([[1], [2]], "$A$1:$A$2"),
        ([[1, 2], [3, 4]], "$A$1:$B$2"),
        (((1, 2, 3), (4, 5, 6)), "$A$1:$C$2"),
    ],
)
def test_lists_fill_from_the_upper_left_cell(sheet: xw.Sheet, given: object, address: str) -> None:
    sheet["A1"].value = given

    assert sheet.used_range.address == address


@pytest.mark.parametrize(
    ("address", "shaped"),
    [
        ("A1", 1.0),
        ("A1:C1", [1.0, 2.0, 3.0]),
        ("A1:A2", [1.0, 4.0]),
        ("A1:C2", [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]),
        ("D4:E5", [[None, None], [None, None]]),
    ],
)
def test_a_range_reads_in_its_natural_shape(sheet: xw.Sheet, address: str, shaped: object) -> None:
    sheet["A1"].value = [[1, 2, 3], [4, 5, 6]]

    assert sheet[address].value == shaped


@works("Range.options")
@pytest.mark.parametrize(
    ("address", "ndim", "shaped"),
    [
        ("A1", 1, [1.0]),
        ("A1", 2, [[1.0]]),
        ("A1:B1", 2, [[1.0, 2.0]]),
        ("A1:A2", 2, [[1.0], [3.0]]),
        ("A1:A2", 1, [1.0, 3.0]),
    ],
)
def test_the_number_of_dimensions_can_be_asked_for(sheet: xw.Sheet, address: str, ndim: int, shaped: object) -> None:
    sheet["A1"].value = [[1, 2], [3, 4]]

    assert sheet[address].options(ndim=ndim).value == shaped


@pytest.mark.parametrize(
    ("options", "value"),
    [
        ({"numbers": int}, [1, "a", None]),
        ({"numbers": str}, ["1.0", "a", None]),
        ({"empty": "NA"}, [1.0, "a", "NA"]),
        ({"transpose": True, "ndim": 2}, [[1.0], ["a"], [None]]),
        ({"convert": tuple}, (1.0, "a", None)),
    ],
)
def test_options_shape_what_is_read(sheet: xw.Sheet, options: dict[str, Any], value: object) -> None:
    sheet["A1"].value = [1, "a", None]

    assert sheet["A1:C1"].options(**options).value == value


@pytest.mark.parametrize(
    ("dates", "value"),
    [
        (dt.date, dt.date(2020, 1, 2)),
        (dt.datetime, dt.datetime(2020, 1, 2, 3, 0)),
        (lambda year, month, day, **_: f"{year}-{month}-{day}", "2020-1-2"),
    ],
)
def test_dates_are_built_as_asked(sheet: xw.Sheet, dates: Any, value: object) -> None:
    sheet["A1"].value = dt.datetime(2020, 1, 2, 3, 0)

    assert sheet["A1"].options(dates=dates).value == value


def test_transposed_writing_runs_down(sheet: xw.Sheet) -> None:
    sheet["A1"].options(transpose=True).value = [1, 2, 3]

    assert sheet["A1:A3"].value == [1.0, 2.0, 3.0]


def test_expand_reads_the_table_around(sheet: xw.Sheet) -> None:
    sheet["B2"].value = [[1, 2], [3, 4]]

    assert sheet["B2"].options(expand="table").value == [[1.0, 2.0], [3.0, 4.0]]


def test_one_value_fills_the_whole_range(sheet: xw.Sheet) -> None:
    sheet["A1:B3"].value = "x"

    assert sheet["A1:B3"].value == [["x", "x"]] * 3


def test_none_empties_a_cell(sheet: xw.Sheet) -> None:
    sheet["A1:B1"].value = [1, 2]

    sheet["A1:B1"].value = [None, 3]

    assert sheet["A1:B1"].value == [None, 3.0]


def test_what_is_no_value_is_refused(sheet: xw.Sheet) -> None:
    with pytest.raises(TypeError, match="cannot hold object"):
        sheet["A1"].value = [[object()]]


@pytest.mark.parametrize(
    ("formula", "name"),
    [
        ("=1/0", "#DIV/0!"),
        ("=NA()", "#N/A"),
        ("=no_such_name", "#NAME?"),
        ('=1+"a"', "#VALUE!"),
        ("=10^400", "#NUM!"),
        ("=#REF!", "#REF!"),
    ],
)
def test_errors_read_as_none_or_as_their_name(sheet: xw.Sheet, formula: str, name: str) -> None:
    sheet["A1"].value = formula

    assert (sheet["A1"].value, sheet["A1"].options(err_to_str=True).value) == (None, name)


def test_an_error_is_not_an_empty_cell(sheet: xw.Sheet) -> None:
    sheet["A1"].value = ["=1/0", None]

    assert sheet["A1:B1"].options(empty="blank").value == [None, "blank"]


def test_formulas_of_truth_and_dates_have_their_types(sheet: xw.Sheet) -> None:
    sheet["A1"].value = ["=1>0", "=DATE(2020,1,2)", "=AND(1=1,2=3)"]

    assert sheet["A1:C1"].value == [True, dt.datetime(2020, 1, 2), False]


def test_a_formula_that_says_nothing_reads_as_none(sheet: xw.Sheet) -> None:
    sheet["A1"].value = '=""'

    assert sheet["A1"].value is None


def test_a_date_gets_a_date_format_where_there_was_none(sheet: xw.Sheet) -> None:
    sheet["A1"].value = dt.date(2020, 1, 2)

    assert sheet["A1"].number_format == "m/d/yyyy"


def test_a_date_keeps_the_format_that_was_there(sheet: xw.Sheet) -> None:
    sheet["A1"].number_format = "yyyy-mm-dd"

    sheet["A1"].value = dt.date(2020, 1, 2)

    assert sheet["A1"].number_format == "yyyy-mm-dd"


def test_a_number_with_a_date_format_reads_as_a_date(sheet: xw.Sheet) -> None:
    sheet["A1"].value = [44197, 44197.5]
    sheet["A1:B1"].number_format = "yyyy-mm-dd"

    assert sheet["A1:B1"].value == [dt.datetime(2021, 1, 1), dt.datetime(2021, 1, 1, 12, 0)]


def test_mixed_kinds_in_one_block_keep_apart(sheet: xw.Sheet) -> None:
    rows = [["a", 1.0, dt.datetime(2020, 1, 1)], [True, None, 0.0], [dt.datetime(2021, 1, 1), False, "b"]]

    sheet["A1"].value = rows

    assert sheet["A1:C3"].value == rows


@works("Range.raw_value")
def test_raw_values_pass_as_they_are(sheet: xw.Sheet) -> None:
    sheet["A1:B2"].raw_value = ((1.0, "a"), (2.0, "b"))

    assert sheet["A1:B2"].raw_value == ((1.0, "a"), (2.0, "b"))
    assert sheet["A1"].raw_value == 1.0


@differs(
    "Range.raw_value", how="currency is a float; every error is Excel's number for #VALUE! unless err_to_str asks which"
)
def test_currency_is_a_float(sheet: xw.Sheet) -> None:
    sheet["A1"].value = 12.5
    sheet["A1"].number_format = "$#,##0.00"

    assert type(sheet["A1"].raw_value) is float


def test_a_dictionary_goes_both_ways(sheet: xw.Sheet) -> None:
    sheet["A1"].value = {"a": 1, "b": 2}

    assert sheet["A1:B2"].options(dict).value == {"a": 1.0, "b": 2.0}


def test_an_array_goes_both_ways(sheet: xw.Sheet) -> None:
    array = np.array([[1.5, np.nan], [3.0, 4.0]])

    sheet["A1"].value = array

    np.testing.assert_array_equal(sheet["A1:B2"].options(np.array).value, array)


def test_an_array_of_dates_goes_both_ways(sheet: xw.Sheet) -> None:
    array = np.array(["2020-01-01", "2021-02-03"], dtype="datetime64[s]")

    sheet["A1"].value = array

    assert sheet["A1:B1"].value == [dt.datetime(2020, 1, 1), dt.datetime(2021, 2, 3)]


def test_a_frame_goes_both_ways(sheet: xw.Sheet) -> None:
    frame = pd.DataFrame(
        {"n": [1.0, 2.5], "t": ["a", None], "d": pd.to_datetime(["2020-01-01", None]), "b": [True, False]},
        index=pd.Index(["x", "y"], name="key"),
    )

    sheet["A1"].value = frame

    read = sheet["A1"].options(pd.DataFrame, expand="table").value
    assert read.to_dict("index")["x"] == {"n": 1.0, "t": "a", "d": pd.Timestamp(2020, 1, 1), "b": True}
    assert list(read.index) == ["x", "y"]


def test_a_frame_without_index_or_header(sheet: xw.Sheet) -> None:
    sheet["A1"].options(index=False, header=False).value = pd.DataFrame({"a": [1, 2]})

    assert sheet["A1:A2"].value == [1.0, 2.0]


def test_a_frame_with_two_header_rows(sheet: xw.Sheet) -> None:
    columns = pd.MultiIndex.from_tuples([("a", "x"), ("a", "y")])
    sheet["A1"].options(index=False).value = pd.DataFrame([[1, 2]], columns=columns)

    assert sheet["A1:B3"].value == [["a", "a"], ["x", "y"], [1.0, 2.0]]


def test_a_series_goes_both_ways(sheet: xw.Sheet) -> None:
    sheet["A1"].value = pd.Series([1.0, 2.0], name="v", index=pd.Index([10.0, 20.0], name="k"))

    read = sheet["A1"].options(pd.Series, expand="table").value

    assert (read.name, list(read)) == ("v", [1.0, 2.0])


def test_a_large_block_goes_both_ways(sheet: xw.Sheet) -> None:
    rows = [[float(r * c) if c % 2 else f"t{r}" for c in range(20)] for r in range(1000)]

    sheet["A1"].value = rows

    assert sheet["A1:T1000"].value == rows


def test_chunks_are_put_together(sheet: xw.Sheet) -> None:
    rows = [[float(r), "x"] for r in range(25)]

    sheet["A1"].options(chunksize=10).value = rows

    assert sheet["A1:B25"].options(chunksize=7).value == rows


def test_a_whole_column_reads_without_travelling(sheet: xw.Sheet) -> None:
    sheet["B3"].value = 5

    values = sheet["B:B"].value

    assert (len(values), values[2], values[3]) == (1048576, 5.0, None)


def test_ragged_rows_are_refused(sheet: xw.Sheet) -> None:
    with pytest.raises(Exception, match="same length"):
        sheet["A1"].value = [[1, 2], [3]]
