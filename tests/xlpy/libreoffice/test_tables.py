"""Tables and auto-filters."""

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest
import xlwings as xw

from support.members import cannot, differs, works

ROWS = [["name", "n", "day"], ["a", 1, dt.date(2020, 1, 1)], ["b", 2, dt.date(2021, 1, 1)], ["c", 3, None]]


@pytest.fixture
def table(sheet: xw.Sheet) -> xw.main.Table:
    sheet["B2"].value = ROWS
    return sheet.tables.add(sheet["B2:D5"], name=f"T_{sheet.name}")


def shown(table: xw.main.Table) -> list[object]:
    return [row.range[0, 0].value for row in table.rows if not row.range.rows.hidden]


@works("Tables.add", "Table.name", "Table.range", "Table.parent", "Sheet.tables", "Range.table", "Tables.count")
def test_a_table_covers_its_cells(sheet: xw.Sheet, table: xw.main.Table) -> None:
    assert (table.name, table.range.address) == (f"T_{sheet.name}", "$B$2:$D$5")
    assert table.parent == sheet
    assert [each.name for each in sheet.tables] == [table.name]
    assert sheet["C3"].table == table
    assert sheet["A1"].table is None


@works("Table.header_row_range", "Table.data_body_range", "Table.insert_row_range", "Table.totals_row_range")
def test_a_table_has_parts(table: xw.main.Table) -> None:
    assert table.header_row_range.address == "$B$2:$D$2"
    assert table.data_body_range.address == "$B$3:$D$5"
    assert (table.insert_row_range, table.totals_row_range) == (None, None)


@works("Table.show_totals", "Table.show_headers", "Table.show_autofilter")
def test_a_table_has_switches(table: xw.main.Table) -> None:
    table.show_totals = True
    table.show_autofilter = False

    assert (table.show_headers, table.show_totals, table.show_autofilter) == (True, True, False)
    assert table.totals_row_range.address == "$B$5:$D$5"
    assert table.data_body_range.address == "$B$3:$D$4"
    table.show_headers = False
    assert table.header_row_range is None


@works("Table.display_name")
def test_a_table_is_renamed(table: xw.main.Table) -> None:
    table.name = f"New_{table.name}"

    assert table.display_name == table.name
    assert table.name.startswith("New_")


@works("Table.resize")
def test_a_table_is_resized(sheet: xw.Sheet, table: xw.main.Table) -> None:
    table.resize(sheet["B2:C4"])

    assert table.range.address == "$B$2:$C$4"


@works("Table.rows", "TableRows.add", "TableRow.delete", "TableRow.index", "TableRow.range", "TableRows.count")
def test_rows_are_added_and_deleted(table: xw.main.Table) -> None:
    table.rows.add(["d", 4, None])
    table.rows.add(["first", 0, None], index=1)

    assert shown(table) == ["first", "a", "b", "c", "d"]
    table.rows[0].delete()
    assert (shown(table), len(table.rows), table.range.address) == (["a", "b", "c", "d"], 4, "$B$2:$D$6")
    assert (table.rows[1].index, table.rows[1].range.address) == (2, "$B$4:$D$4")


@works("Table.columns", "TableColumns.add", "TableColumn.name", "TableColumn.delete", "TableColumn.range")
@works("TableColumn.data_body_range", "TableColumn.index", "TableColumns.count")
def test_columns_are_added_and_deleted(table: xw.main.Table) -> None:
    table.columns.add("new", index=2)

    assert [column.name for column in table.columns] == ["name", "new", "n", "day"]
    assert table.columns["n"].range.address == "$D$2:$D$5"
    assert table.columns["n"].data_body_range.value == [1.0, 2.0, 3.0]
    table.columns["new"].delete()
    assert [column.index for column in table.columns] == [1, 2, 3]


@works("Table.sort")
def test_a_table_is_sorted(table: xw.main.Table) -> None:
    table.sort(2, ascending=False)

    assert shown(table) == ["c", "b", "a"]


@works("Table.update")
def test_a_table_takes_a_frame(table: xw.main.Table) -> None:
    table.update(pd.DataFrame({"x": [1.0, 2.0]}), index=False)

    assert table.range.value == ["x", 1.0, 2.0]
    assert table.range.address == "$B$2:$B$4"


@differs("Tables.add", how="the name of the style is not kept: LibreOffice 7 has no table styles")
def test_tables_may_not_overlap(sheet: xw.Sheet, table: xw.main.Table) -> None:
    with pytest.raises(xw.XlwingsError, match="overlap"):
        sheet.tables.add(sheet["D5:E6"])
    with pytest.raises(xw.XlwingsError, match="already exists"):
        sheet.tables.add(sheet["H1:I2"], name=table.name)


@cannot(
    "Table.table_style",
    "Table.show_table_style_row_stripes",
    "Table.show_table_style_column_stripes",
    "Table.show_table_style_first_column",
    "Table.show_table_style_last_column",
    why="LibreOffice 7 has no table styles",
)
@pytest.mark.parametrize("member", ["table_style", "show_table_style_row_stripes", "show_table_style_first_column"])
def test_styles_of_tables_are_refused(table: xw.main.Table, member: str) -> None:
    with pytest.raises(NotImplementedError, match="no table styles"):
        setattr(table, member, "x")


def test_a_table_survives_a_file(app: xw.App, tmp_path: Path) -> None:
    book = app.books.add()
    book.sheets[0]["A1"].value = [["name", "n"], ["a", 1]]
    book.sheets[0].tables.add(book.sheets[0]["A1:B2"], name="Kept")
    book.save(tmp_path / "table.xlsx")
    book.close()

    with app.books.open(tmp_path / "table.xlsx") as again:
        assert again.sheets[0].tables["Kept"].range.address == "$A$1:$B$2"


def test_a_frame_can_be_viewed_and_loaded(app: xw.App, sheet: xw.Sheet) -> None:
    frame = pd.DataFrame({"a": [1.0, 2.0], "b": ["x", "y"]})

    xw.view(frame, sheet)
    sheet["A1"].expand().select()

    assert xw.load()["b"].tolist() == ["x", "y"]
    assert len(sheet.tables) == 1


@works("AutoFilter.apply_values", "AutoFilter.clear", "Table.autofilter")
def test_a_filter_shows_chosen_values(table: xw.main.Table) -> None:
    table.autofilter.apply_values(1, ["a", "c"])
    filtered = shown(table)

    table.autofilter.clear()

    assert (filtered, shown(table)) == (["a", "c"], ["a", "b", "c"])


@works("AutoFilter.apply_comparison")
@pytest.mark.parametrize(
    ("field", "operator", "values", "left"),
    [
        (2, "greater_than", (1,), ["b", "c"]),
        (2, "greater_than_or_equal", (2,), ["b", "c"]),
        (2, "less_than", (3,), ["a", "b"]),
        (2, "less_than_or_equal", (1,), ["a"]),
        (2, "equal_to", (2,), ["b"]),
        (2, "not_equal_to", (2,), ["a", "c"]),
        (2, "between", (2, 3), ["b", "c"]),
        (2, "not_between", (2, 2), ["a", "c"]),
        (1, "equal_to", ("b",), ["b"]),
        (3, "greater_than", (dt.date(2020, 6, 1),), ["b"]),
        (3, "equal_to", (None,), ["c"]),
        (3, "not_equal_to", (None,), ["a", "b"]),
    ],
)
def test_a_filter_compares(
    table: xw.main.Table, field: int, operator: str, values: tuple[object, ...], left: list[str]
) -> None:
    table.autofilter.apply_comparison(field, operator, *values)

    assert shown(table) == left


@works("AutoFilter.apply_top_items", "AutoFilter.apply_bottom_items")
@works("AutoFilter.apply_top_percent", "AutoFilter.apply_bottom_percent")
@pytest.mark.parametrize(
    ("deed", "count", "left"),
    [
        ("apply_top_items", 2, ["b", "c"]),
        ("apply_bottom_items", 1, ["a"]),
        ("apply_top_percent", 34, ["c"]),
        ("apply_bottom_percent", 33, ["a"]),
    ],
)
def test_a_filter_counts(table: xw.main.Table, deed: str, count: int, left: list[str]) -> None:
    getattr(table.autofilter, deed)(2, count)

    assert shown(table) == left


@works("AutoFilter.criteria")
def test_a_filter_tells_its_criteria(table: xw.main.Table) -> None:
    table.autofilter.apply_values(1, ["a", "b"])
    table.autofilter.apply_comparison(2, "between", 1, 3)

    first, second, third = table.autofilter.criteria

    assert (first.type, first.impl["values"]) == ("values", ["a", "b"])
    assert (second.type, second.operator, second.value1, second.value2) == ("comparison", "between", "1", "3")
    assert third.type == "none"


@works("Range.autofilter")
def test_a_range_is_filtered_too(sheet: xw.Sheet) -> None:
    sheet["A1"].value = [["name"], ["a"], ["b"]]

    sheet["A1:A3"].autofilter.apply_values(1, ["b"])

    assert (sheet["A2"].rows.hidden, sheet["A3"].rows.hidden) == (True, False)
    sheet["A1:A3"].autofilter.clear(1)
    assert sheet["A2"].rows.hidden is False
