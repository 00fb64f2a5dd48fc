"""Searches: ends, regions, texts, kinds of cells."""

import pytest
import xlwings as xw

from support.members import works


@pytest.fixture
def data(sheet: xw.Sheet) -> xw.Sheet:
    sheet["B2"].value = [
        ["name", "n", None, "x"],
        ["apple", 1, None, "y"],
        ["Pear", "=1+1", None, None],
        [None, None, None, None],
        ["pine apple", True, None, "=1/0"],
    ]
    return sheet


@works("Range.end")
@pytest.mark.parametrize(
    ("start", "direction", "address"),
    [
        ("B2", "down", "$B$4"),
        ("B4", "down", "$B$6"),
        ("B6", "down", "$B$1048576"),
        ("B6", "up", "$B$4"),
        ("B4", "up", "$B$2"),
        ("B2", "up", "$B$1"),
        ("B2", "right", "$C$2"),
        ("C2", "right", "$E$2"),
        ("E2", "right", "$XFD$2"),
        ("E2", "left", "$C$2"),
        ("C2", "left", "$B$2"),
        ("A1", "down", "$A$1048576"),
        ("A1048576", "up", "$A$1"),
        ("B1048576", "up", "$B$6"),
    ],
)
def test_an_arrow_leads_to_the_end_of_data(data: xw.Sheet, start: str, direction: str, address: str) -> None:
    assert data[start].end(direction).address == address


@works("Range.expand")
@pytest.mark.parametrize(("mode", "address"), [("table", "$B$2:$C$4"), ("down", "$B$2:$B$4"), ("right", "$B$2:$C$2")])
def test_a_range_expands_over_data(data: xw.Sheet, mode: str, address: str) -> None:
    assert data["B2"].expand(mode).address == address


def test_expanding_counts_formulas(sheet: xw.Sheet) -> None:
    sheet["A1"].value = [[1], ["=A1"], ["=A2"]]

    assert sheet["A1"].expand("down").address == "$A$1:$A$3"


@works("Range.current_region")
def test_the_region_is_bounded_by_blanks(data: xw.Sheet) -> None:
    assert data["B3"].current_region.address == "$B$2:$C$4"


@works("Range.find")
@pytest.mark.parametrize(
    ("text", "options", "address"),
    [
        ("apple", {}, "$B$3"),
        ("apple", {"direction": "backward"}, "$B$6"),
        ("apple", {"whole": True}, "$B$3"),
        ("pear", {}, "$B$4"),
        ("pear", {"match_case": True}, None),
        ("Pear", {"match_case": True}, "$B$4"),
        ("p*e", {"whole": True, "direction": "backward"}, "$B$6"),
        ("n", {"order": "rows"}, "$B$2"),
        ("n", {"order": "columns", "whole": True}, "$C$2"),
        ("nothing", {}, None),
        ("2", {}, "$C$4"),
    ],
)
def test_a_text_is_found(data: xw.Sheet, text: str, options: dict[str, object], address: str | None) -> None:
    found = data["A1:F10"].find(text, **options)

    assert (found and found.address) == address


@works("Range.replace_all")
def test_texts_are_replaced_in_constants_and_formulas(data: xw.Sheet) -> None:
    data["B2:E6"].replace_all("apple", "plum")
    data["B2:E6"].replace_all("1+1", "2+2")

    assert (data["B3"].value, data["B6"].value, data["C4"].value) == ("plum", "pine plum", 4.0)


def test_whole_cells_are_replaced(data: xw.Sheet) -> None:
    data["B2:E6"].replace_all("APPLE", "plum", whole=True)

    assert (data["B3"].value, data["B6"].value) == ("plum", "pine apple")


@works("Range.get_special_cells")
@pytest.mark.parametrize(
    ("kind", "value_type", "addresses"),
    [
        ("formulas", None, {"$C$4", "$E$6"}),
        ("formulas", "errors", {"$E$6"}),
        ("formulas", "numbers", {"$C$4"}),
        ("formulas", "text", set()),
        ("constants", "logical", {"$C$6"}),
        ("constants", "numbers", {"$C$3"}),
        ("constants", "errors", set()),
        ("constants", "text", {"$B$2:$B$4", "$B$6", "$C$2", "$E$2:$E$3"}),
    ],
)
def test_cells_of_a_kind_are_found(data: xw.Sheet, kind: str, value_type: str | None, addresses: set[str]) -> None:
    assert {cells.address for cells in data["A1:F10"].get_special_cells(kind, value_type)} == addresses


def test_blanks_are_found_in_use_only(data: xw.Sheet) -> None:
    blanks = data["A1:F10"].get_special_cells("blanks")

    assert sum(len(cells) for cells in blanks) == 9


def test_visible_cells_leave_out_hidden_rows(data: xw.Sheet) -> None:
    data["B3"].rows.hidden = True

    visible = data["B2:B4"].get_special_cells("visible")

    assert [cells.address for cells in visible] == ["$B$2", "$B$4"]
