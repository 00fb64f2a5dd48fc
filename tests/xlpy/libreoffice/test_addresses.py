"""Addresses to numbers and back, as xlwings' documentation of Range shows them."""

from types import ModuleType

import pytest
import xlwings as xw

from support.members import cannot, differs, works


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("A1", (1, 1, 1, 1)),
        ("$B$3", (3, 2, 1, 1)),
        ("a1:c2", (1, 1, 2, 3)),
        ("C2:A1", (1, 1, 2, 3)),
        ("AA10", (10, 27, 1, 1)),
        ("B:C", (1, 2, 1048576, 2)),
        ("2:3", (2, 1, 2, 16384)),
        ("XFD1048576", (1048576, 16384, 1, 1)),
    ],
)
def test_an_address_is_a_block(lo: ModuleType, said: str, place: tuple[int, ...]) -> None:
    assert lo.area.Place(*place) == lo.names.places.parsed(said)


@pytest.mark.parametrize("said", ["", "A", "1", "A0", "XFE1", "A1048577", "A1:B", "total", "A1,B2", "Sheet1!A1"])
def test_what_is_no_address_is_none(lo: ModuleType, said: str) -> None:
    assert lo.names.places.parsed(said) is None


@pytest.mark.parametrize(
    ("said", "name"), [("Sheet1!A1", "Sheet1"), ("'My sheet'!A1", "My sheet"), ("'It''s'!A1", "It's"), ("A1", None)]
)
def test_a_sheet_may_stand_before_an_address(lo: ModuleType, said: str, name: str | None) -> None:
    assert lo.names.places.split(said) == (name, "A1")


@pytest.mark.parametrize(
    ("name", "said"),
    [("Sheet1", "Sheet1"), ("My sheet", "'My sheet'"), ("It's", "'It''s'"), ("A1", "'A1'"), ("表", "表")],
)
def test_a_sheet_is_quoted_when_it_must_be(lo: ModuleType, name: str, said: str) -> None:
    assert lo.names.places.quoted(name) == said


@works("Range.address", "Sheet.range", "Sheet.cells", "Range.row", "Range.column")
@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("A1", "$A$1"),
        ("A1:A1", "$A$1"),
        ("b2:c4", "$B$2:$C$4"),
        ("A:A", "$A:$A"),
        ("C:E", "$C:$E"),
        ("1:1", "$1:$1"),
        ("2:5", "$2:$5"),
    ],
)
def test_an_address_is_absolute(sheet: xw.Sheet, said: str, address: str) -> None:
    assert sheet[said].address == address


@works("Range.get_address")
@pytest.mark.parametrize(
    ("options", "address"),
    [
        ({}, "$A$1:$C$3"),
        ({"row_absolute": False, "column_absolute": False}, "A1:C3"),
        ({"row_absolute": False}, "$A1:$C3"),
        ({"column_absolute": False}, "A$1:C$3"),
    ],
)
def test_an_address_may_be_relative(sheet: xw.Sheet, options: dict[str, bool], address: str) -> None:
    assert sheet.range((1, 1), (3, 3)).get_address(**options) == address


def test_an_address_for_outside_names_book_and_sheet(sheet: xw.Sheet) -> None:
    cells = sheet["A1:B2"]

    assert cells.get_address(external=True) == f"'[{sheet.book.name}]{sheet.name}'!$A$1:$B$2"


def test_an_address_may_name_the_sheet(sheet: xw.Sheet) -> None:
    sheet.name = f"My {sheet.name}"

    assert sheet["A1"].get_address(include_sheetname=True) == f"'{sheet.name}'!$A$1"


@works("Range.shape", "Range.size", "Range.count")
@pytest.mark.parametrize(
    ("said", "shape"), [("A1", (1, 1)), ("A1:C2", (2, 3)), ("A:A", (1048576, 1)), ("1:1", (1, 16384))]
)
def test_a_range_has_a_shape(sheet: xw.Sheet, said: str, shape: tuple[int, int]) -> None:
    cells = sheet[said]

    assert (cells.shape, cells.size, cells.count) == (shape, shape[0] * shape[1], shape[0] * shape[1])


@pytest.mark.parametrize(
    ("one", "two", "address"),
    [
        ((2, 3), None, "$C$2"),
        ((1, 1), (2, 2), "$A$1:$B$2"),
        ("A1", "C3", "$A$1:$C$3"),
        ("B2:C3", "A5", "$A$2:$C$5"),
        (3, 2, "$B$3"),
    ],
)
def test_a_range_is_found_by_numbers_and_corners(sheet: xw.Sheet, one: object, two: object, address: str) -> None:
    assert sheet.range(one, two).address == address


def test_a_range_is_found_by_ranges(sheet: xw.Sheet) -> None:
    assert sheet.range(sheet["B2"], sheet["C3"]).address == "$B$2:$C$3"


@pytest.mark.parametrize("place", [(0, 1), (1, 0), (0, 0)])
def test_rows_and_columns_count_from_one(sheet: xw.Sheet, place: tuple[int, int]) -> None:
    with pytest.raises(IndexError, match="1-based"):
        sheet.range(place)


def test_a_range_of_another_sheet_is_found_by_its_name(sheet: xw.Sheet) -> None:
    other = sheet.book.sheets.add("My other")

    found = sheet.range("'My other'!B2")

    assert found.sheet == other


def test_a_word_that_is_neither_address_nor_name_is_told(sheet: xw.Sheet, lo: ModuleType) -> None:
    with pytest.raises(lo.OfficeError, match="neither an address nor a name"):
        sheet["no_such_name"]


@cannot("Sheet.range", why="ranges of several areas (`A1,C3`) are refused")
def test_several_areas_are_refused(sheet: xw.Sheet) -> None:
    with pytest.raises(NotImplementedError, match="several areas"):
        sheet["A1,C3"]


@works("Range.rows", "Range.columns", "RangeRows.count", "RangeColumns.count")
@pytest.mark.parametrize(
    ("index", "address"),
    [
        ((0, 0), "$A$1"),
        ((1, 2), "$C$2"),
        ((-1, -1), "$E$10"),
        ((slice(0, 2), 0), "$A$1:$A$2"),
        ((slice(None), 1), "$B$1:$B$10"),
        ((-1, slice(None)), "$A$10:$E$10"),
        ((slice(-2, None), slice(-2, None)), "$D$9:$E$10"),
        ((slice(1, -1), slice(1, -1)), "$B$2:$D$9"),
    ],
)
def test_ranges_are_indexed_from_zero_and_from_the_end(sheet: xw.Sheet, index: object, address: str) -> None:
    assert sheet["A1:E10"][index].address == address


@pytest.mark.parametrize("index", [(10, 0), (0, 5), (-11, 0)])
def test_an_index_outside_is_an_error(sheet: xw.Sheet, index: tuple[int, int]) -> None:
    with pytest.raises(IndexError):
        sheet["A1:E10"][index]


@pytest.mark.parametrize(
    ("arguments", "address"), [((1,), "$B$2"), ((2,), "$C$2"), ((3,), "$B$3"), ((1, 1), "$B$2"), ((3, 4), "$E$4")]
)
def test_calling_a_range_counts_from_one_row_by_row(sheet: xw.Sheet, arguments: tuple[int, ...], address: str) -> None:
    assert sheet["B2:C3"](*arguments).address == address


def test_rows_and_columns_are_walked(sheet: xw.Sheet) -> None:
    cells = sheet["A1:B2"]

    assert [row.address for row in cells.rows] == ["$A$1:$B$1", "$A$2:$B$2"]
    assert [column.address for column in cells.columns] == ["$A$1:$A$2", "$B$1:$B$2"]
    assert [cell.address for cell in cells] == ["$A$1", "$B$1", "$A$2", "$B$2"]
    assert (len(cells.rows), len(cells.columns)) == (2, 2)


@works("Range.offset", "Range.resize", "Range.last_cell", "Range.sheet")
def test_ranges_move_and_grow(sheet: xw.Sheet) -> None:
    cells = sheet["B2:C3"]

    assert cells.offset(1, 2).address == "$D$3:$E$4"
    assert cells.offset(-1, -1).address == "$A$1:$B$2"
    assert cells.resize(4, 1).address == "$B$2:$B$5"
    assert cells.resize(column_size=5).address == "$B$2:$F$3"
    assert cells.last_cell.address == "$C$3"
    assert cells.sheet == sheet


def test_a_range_cannot_leave_the_sheet(sheet: xw.Sheet) -> None:
    with pytest.raises(IndexError, match="outside"):
        sheet["A1"].offset(-1, 0)


@differs("Range.api", how="the UNO cell range, not a COM object")
def test_the_api_of_a_range_is_the_uno_object(sheet: xw.Sheet) -> None:
    assert sheet["A1:B2"].api.getRangeAddress().EndRow == 1


def test_an_empty_slice_has_no_cells(sheet: xw.Sheet) -> None:
    nothing = sheet["A1:B2"][0:0, :]

    assert (nothing.shape, len(nothing), nothing.api) == ((0, 2), 0, None)


def test_equal_ranges_are_equal(sheet: xw.Sheet) -> None:
    assert sheet["A1:B2"] == sheet.range((1, 1), (2, 2))
    assert sheet["A1:B2"] != sheet["A1:B3"]
    assert len({sheet["A1"], sheet["A1"]}) == 1
