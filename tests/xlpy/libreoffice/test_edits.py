"""Edits: clear, insert, delete, copy, paste, move, fill, sort, drop duplicates."""

import pytest
import xlwings as xw

from support.members import cannot, differs, works


@pytest.fixture
def table(sheet: xw.Sheet) -> xw.Sheet:
    sheet["A1"].value = [["a", 1], ["b", 2], ["c", 3]]
    return sheet


@works("Range.clear", "Range.clear_contents", "Range.clear_formats")
def test_a_range_is_cleared_in_parts(table: xw.Sheet) -> None:
    table["A1:B1"].color = (255, 0, 0)

    table["A1"].clear_contents()
    table["B1"].clear_formats()

    assert (table["A1"].value, table["A1"].color) == (None, (255, 0, 0))
    assert (table["B1"].value, table["B1"].color) == (1.0, None)
    table["A1:B3"].clear()
    assert table["A1:B3"].value == [[None, None]] * 3


@works("Range.insert")
@pytest.mark.parametrize(
    ("address", "shift", "cell"),
    [("A1", "down", "A2"), ("A1", "right", "B1"), ("1:1", None, "A2"), ("A:A", None, "B1"), ("1:2", "down", "A3")],
)
def test_cells_make_room(table: xw.Sheet, address: str, shift: str | None, cell: str) -> None:
    table[address].insert(shift)

    assert (table["A1"].value, table[cell].value) == (None, "a")


@pytest.mark.parametrize(
    ("origin", "color"), [("format_from_left_or_above", (255, 0, 0)), ("format_from_right_or_below", (0, 0, 255))]
)
def test_inserted_cells_look_like_a_neighbour(table: xw.Sheet, origin: str, color: tuple[int, int, int]) -> None:
    table["A1"].color = (255, 0, 0)
    table["A2"].color = (0, 0, 255)

    table["A2"].insert("down", origin)

    assert table["A2"].color == color


@works("Range.delete")
@pytest.mark.parametrize(
    ("address", "shift", "value"),
    [("A1", "up", "b"), ("A1", "left", 1.0), ("1:1", None, "b"), ("A:A", None, 1.0), ("A1:B1", None, "b")],
)
def test_deleted_cells_are_followed_by_others(table: xw.Sheet, address: str, shift: str | None, value: object) -> None:
    table[address].delete(shift)

    assert table["A1"].value == value


def test_an_unknown_shift_is_told(table: xw.Sheet) -> None:
    with pytest.raises(ValueError, match="shift must be"):
        table["A1"].insert("sideways")


@works("Range.copy")
def test_a_copy_has_values_formulas_and_looks(table: xw.Sheet) -> None:
    table["C1"].formula = "=B1*2"
    table["C1"].color = (255, 0, 0)

    table["A1:C1"].copy(table["E5"])

    assert table["E5:G5"].value == ["a", 1.0, 2.0]
    assert (table["G5"].formula, table["G5"].color) == ("=F5*2", (255, 0, 0))


def test_a_copy_fills_a_larger_place(table: xw.Sheet) -> None:
    table["A1:B1"].copy(table["E1:F3"])

    assert table["E1:F3"].value == [["a", 1.0]] * 3


def test_a_copy_goes_to_another_sheet_and_book(table: xw.Sheet) -> None:
    other = table.book.sheets.add()
    book = table.book.app.books.add()

    table["A1:B1"].copy(other["A1"])
    table["A1:B1"].copy(book.sheets[0]["B2"])

    assert other["A1:B1"].value == ["a", 1.0]
    assert book.sheets[0]["B2:C2"].value == ["a", 1.0]
    book.close()


@works("Range.paste")
@pytest.mark.parametrize(
    ("what", "value", "formula", "color"),
    [
        (None, 2.0, "=D1*2", (255, 0, 0)),
        ("all", 2.0, "=D1*2", (255, 0, 0)),
        ("values", 2.0, "2", None),
        ("formulas", 2.0, "=D1*2", None),
        ("formats", None, "", (255, 0, 0)),
    ],
)
def test_a_part_is_pasted(table: xw.Sheet, what: str | None, value: object, formula: str, color: object) -> None:
    table["D1"].value = 1
    table["C1"].formula = "=B1*2"
    table["C1"].color = (255, 0, 0)

    table["C1"].copy()
    table["E1"].paste(what)

    assert (table["E1"].value, table["E1"].formula, table["E1"].color) == (value, formula, color)


@pytest.mark.parametrize(
    ("operation", "value"), [("add", 12.0), ("subtract", 8.0), ("multiply", 20.0), ("divide", 5.0)]
)
def test_pasting_calculates(table: xw.Sheet, operation: str, value: float) -> None:
    table["D1"].value = 10

    table["B2"].copy()
    table["D1"].paste("values", operation)

    assert table["D1"].value == value


def test_pasting_turns_and_skips_blanks(table: xw.Sheet) -> None:
    table["D1:D3"].value = "old"
    table["F1"].value = ["x", None, "z"]

    table["F1:H1"].copy()
    table["D1"].paste("values", skip_blanks=True, transpose=True)

    assert table["D1:D3"].value == ["x", "old", "z"]


@pytest.mark.parametrize(
    ("kind", "transpose", "formats", "formula"),
    [
        ("values_and_number_formats", False, [["0.00", "General"], ["0%", "General"]], "2"),
        ("values_and_number_formats", True, [["0.00", "0%"], ["General", "General"]], "2"),
        ("formulas_and_number_formats", False, [["0.00", "General"], ["0%", "General"]], "=E1*2"),
        ("all_using_source_theme", False, [["0.00", "General"], ["0%", "General"]], "=E1*2"),
    ],
)
def test_number_formats_go_along(
    sheet: xw.Sheet, kind: str, formats: list[list[str]], formula: str, *, transpose: bool
) -> None:
    sheet["A1"].value = [[1, "=A1*2"], [0.5, "x"]]
    sheet["A1"].number_format, sheet["A2"].number_format = "0.00", "0%"
    sheet["A1:B2"].color = (255, 255, 0)

    sheet["A1:B2"].copy()
    sheet["E1"].paste(kind, transpose=transpose)

    found = [[sheet[row, column].number_format for column in (4, 5)] for row in (0, 1)]
    assert (found, sheet["E2" if transpose else "F1"].formula) == (formats, formula)
    assert (sheet["E1"].color is None) == (kind != "all_using_source_theme")


def test_number_formats_go_into_a_larger_block_of_another_book(app: xw.App, sheet: xw.Sheet) -> None:
    sheet["A1"].value = 0.25
    sheet["A1"].number_format = '0.0" kg"'
    other = app.books.add()

    other.sheets[0]["B2:B3"].copy_from(sheet["A1"], "values_and_number_formats")

    assert other.sheets[0]["B2:B3"].number_format == '0.0" kg"'
    assert other.sheets[0]["B2:B3"].value == [0.25, 0.25]
    other.close()


@cannot("Range.paste", why="`validation` and `all_except_borders` are refused")
def test_a_part_libreoffice_does_not_paste_is_refused(table: xw.Sheet) -> None:
    table["A1"].copy()

    with pytest.raises(NotImplementedError, match="LibreOffice pastes"):
        table["C1"].paste("validation")


def test_nothing_copied_is_told(table: xw.Sheet) -> None:
    table.book.app.cut_copy_mode = False

    with pytest.raises(NotImplementedError, match="nothing was copied"):
        table["C1"].paste()


@works("Range.copy_from")
@pytest.mark.parametrize(("kind", "formula"), [("all", "=D1*2"), ("values", "2"), ("formulas", "=D1*2")])
def test_cells_are_copied_from_elsewhere(table: xw.Sheet, kind: str, formula: str) -> None:
    table["D1"].value = 1
    table["C1"].formula = "=B1*2"

    table["E1"].copy_from(table["C1"], kind)

    assert table["E1"].formula == formula


def test_pasting_keeps_the_selection(table: xw.Sheet) -> None:
    table["B3"].select()

    table["E1"].copy_from(table["A1"], "values")

    assert table.book.selection.address == "$B$3"


@works("Range.move")
def test_moved_cells_are_followed_by_formulas(table: xw.Sheet) -> None:
    table["D1"].formula = "=B1"

    table["A1:B1"].move(table["F5"])

    assert table["F5:G5"].value == ["a", 1.0]
    assert (table["A1"].value, table["D1"].formula) == (None, "=G5")


@works("Range.autofill")
@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("fill_default", [1.0, 2.0, 3.0, 4.0]),
        ("fill_series", [1.0, 2.0, 3.0, 4.0]),
        ("fill_copy", [1.0, 1.0, 1.0, 1.0]),
    ],
)
def test_a_series_goes_on(sheet: xw.Sheet, kind: str, values: list[float]) -> None:
    sheet["A1"].value = [[1], [2]] if kind != "fill_copy" else 1
    source = sheet["A1:A2"] if kind != "fill_copy" else sheet["A1"]

    source.autofill(sheet["A1:A4"], kind)

    assert sheet["A1:A4"].value == values


def test_formulas_fill_to_the_right(sheet: xw.Sheet) -> None:
    sheet["A1"].value = [1, 2, 3]
    sheet["A2"].formula = "=A1*2"

    sheet["A2"].autofill(sheet["A2:C2"])

    assert sheet["A2:C2"].value == [2.0, 4.0, 6.0]


@cannot("Range.autofill", why="`flash_fill`, trends, `fill_formats` and `fill_values` are refused")
@pytest.mark.parametrize("kind", ["flash_fill", "growth_trend", "fill_formats"])
def test_a_fill_libreoffice_lacks_is_refused(sheet: xw.Sheet, kind: str) -> None:
    with pytest.raises(NotImplementedError, match="fills series"):
        sheet["A1"].autofill(sheet["A1:A3"], kind)


@works("Range.sort")
@pytest.mark.parametrize(
    ("keys", "options", "first"),
    [
        (2, {}, ["b", 1.0]),
        (1, {}, ["a", 3.0]),
        (2, {"ascending": False}, ["a", 3.0]),
        ([1, 2], {"ascending": [False, True]}, ["c", 2.0]),
    ],
)
def test_rows_are_sorted(sheet: xw.Sheet, keys: object, options: dict[str, object], first: list[object]) -> None:
    sheet["A1"].value = [["c", 2], ["a", 3], ["b", 1]]

    sheet["A1:B3"].sort(keys, **options)

    assert sheet["A1:B1"].value == first


def test_a_header_stays_where_it_is(sheet: xw.Sheet) -> None:
    sheet["A1"].value = [["name", "n"], ["c", 2], ["a", 3]]

    sheet["A1:B3"].sort(1, has_headers=True)

    assert sheet["A1:A3"].value == ["name", "a", "c"]


@works("Range.remove_duplicates")
@differs("Range.remove_duplicates", how="formulas of the rows that move up keep their text")
@pytest.mark.parametrize(
    ("columns", "kept"),
    [
        (1, [["a", 1.0], ["b", 1.0], [None, None]]),
        ([1, 2], [["a", 1.0], ["b", 1.0], ["A", 2.0]]),
        (2, [["a", 1.0], ["A", 2.0], [None, None]]),
    ],
)
def test_duplicates_are_dropped(sheet: xw.Sheet, columns: object, kept: list[object]) -> None:
    sheet["A1"].value = [["a", 1], ["b", 1], ["A", 2]]

    sheet["A1:B3"].remove_duplicates(columns)

    assert sheet["A1:B3"].value == kept
