"""Pivot tables: fields in their areas, values, totals, places."""

from types import ModuleType

import pytest
import xlwings as xw

from support.members import cannot, differs, works

SALES = [
    ["Region", "Year", "Sales", "Note"],
    ["North", 2023, 100, "x"],
    ["South", 2024, 200, "y"],
    ["North", 2024, 50, "x"],
    ["South", 2023, 70, "z"],
]


@pytest.fixture
def source(sheet: xw.Sheet) -> xw.Range:
    """
    | Region | Year | Sales | Note |
    | North  | 2023 | 100   | x    |
    | South  | 2024 | 200   | y    |
    | North  | 2024 | 50    | x    |
    | South  | 2023 | 70    | z    |
    """
    sheet["F1"].value = SALES
    return sheet["F1:I5"]


@works("Sheet.pivot_tables", "PivotTables.add", "PivotTables.count", "PivotTables.parent")
@works("PivotTable.name", "PivotTable.parent", "PivotTable.range", "PivotTable.data_body_range")
def test_a_pivot_table_sums_up(sheet: xw.Sheet, source: xw.Range) -> None:
    pivots = sheet.pivot_tables

    made = pivots.add(source, sheet["A3"], rows="Region", columns="Year", values={"Sales": "sum"})

    assert made.range.value == [
        ["Sum of Sales", "Year", None, None],
        ["Region", 2023.0, 2024.0, "Grand Total"],
        ["North", 100.0, 50.0, 150.0],
        ["South", 70.0, 200.0, 270.0],
        ["Grand Total", 170.0, 250.0, 420.0],
    ]
    assert (made.parent, pivots.parent, pivots.count) == (sheet, sheet, 1)
    assert (made.range.address, made.data_body_range.address) == ("$A$3:$D$7", "$B$5:$D$7")
    assert pivots[made.name] == made


@differs("PivotTable.name", how="one of each name in a book, not on a sheet")
def test_names_are_taken_once_in_a_book(book: xw.Book, sheet: xw.Sheet, source: xw.Range) -> None:
    named = sheet.pivot_tables.add(source, sheet["A3"], name="Taken")
    other = book.sheets.add(after=sheet)

    second = other.pivot_tables.add(source, other["A3"])

    assert second.name.startswith("PivotTable")
    assert second.name != named.name
    with pytest.raises(NotImplementedError, match="one of each name"):
        other.pivot_tables.add(source, other["A20"], name="Taken")


def test_a_pivot_table_without_values_has_no_body(sheet: xw.Sheet, source: xw.Range) -> None:
    assert sheet.pivot_tables.add(source, sheet["A3"]).data_body_range is None


def test_a_table_and_a_range_of_another_sheet_are_sources(book: xw.Book, sheet: xw.Sheet, source: xw.Range) -> None:
    table = sheet.tables.add(source, name=f"Sales{sheet.index}x{len(book.sheets)}")
    report = book.sheets.add(after=sheet)

    made = report.pivot_tables.add(table, report["B2"], rows="Region", values="Sales")

    assert made.range.address == "$B$2:$C$5"
    assert made.data_body_range.value == [150.0, 270.0, 420.0]


@works("PivotTable.field_names", "PivotTable.rows", "PivotTable.columns", "PivotTable.filters", "PivotTable.values")
@works("PivotFields.add", "PivotFields.count", "PivotFields.parent", "PivotField.name", "PivotField.parent")
def test_fields_stand_where_they_are_put(sheet: xw.Sheet, source: xw.Range) -> None:
    pivot = sheet.pivot_tables.add(source, sheet["A3"])

    pivot.rows.add("Year")
    pivot.rows.add("Region")
    pivot.filters.add("Note")
    pivot.values.add("Sales")

    assert pivot.field_names == ["Region", "Year", "Sales", "Note"]
    assert [field.name for field in pivot.rows] == ["Year", "Region"]
    assert (pivot.columns.count, [field.name for field in pivot.filters]) == (0, ["Note"])
    assert "Region" in pivot.rows
    assert (pivot.rows["Region"].parent, pivot.rows.parent, pivot.values.parent) == (pivot, pivot, pivot)


@works("PivotField.remove")
def test_a_field_moves_and_leaves(sheet: xw.Sheet, source: xw.Range) -> None:
    pivot = sheet.pivot_tables.add(source, sheet["A3"], rows=["Region", "Year"], values="Sales")

    pivot.columns.add("Year")
    moved = ([field.name for field in pivot.rows], [field.name for field in pivot.columns])
    pivot.columns["Year"].remove()

    assert moved == (["Region"], ["Year"])
    assert (len(pivot.columns), pivot.data_body_range.value) == (0, [150.0, 270.0, 420.0])


def test_an_unknown_field_is_a_key_error(sheet: xw.Sheet, source: xw.Range) -> None:
    pivot = sheet.pivot_tables.add(source, sheet["A3"])

    for area in (pivot.rows, pivot.values):
        with pytest.raises(KeyError):
            area.add("Price")
    with pytest.raises(KeyError):
        _ = pivot.rows["Region"]


@works("PivotValueFields.count", "PivotValueFields.parent", "PivotValueField.parent")
@works("PivotValueField.name", "PivotValueField.source_field", "PivotValueField.function", "PivotValueField.remove")
def test_a_field_is_summed_up_twice(sheet: xw.Sheet, source: xw.Range) -> None:
    values = [("Sales", "sum"), ("Sales", "average"), ("Note", None)]
    pivot = sheet.pivot_tables.add(source, sheet["A3"], rows="Region", values=values)

    told = [(value.name, value.source_field, value.function) for value in pivot.values]
    numbers = pivot.data_body_range.value
    pivot.values["Sum of Sales"].remove()

    assert told == [
        ("Sum of Sales", "Sales", "sum"),
        ("Average of Sales", "Sales", "average"),
        ("Count of Note", "Note", "count"),
    ]
    assert numbers == [[150.0, 75.0, 2.0], [270.0, 135.0, 2.0], [420.0, 105.0, 4.0]]
    assert [value.name for value in pivot.values] == ["Average of Sales", "Count of Note"]
    assert pivot.values[0].parent == pivot


@pytest.mark.parametrize(
    ("function", "north", "caption"),
    [
        ("sum", 150.0, "Sum of Sales"),
        ("count", 2.0, "Count of Sales"),
        ("average", 75.0, "Average of Sales"),
        ("max", 100.0, "Max of Sales"),
        ("min", 50.0, "Min of Sales"),
        ("product", 5000.0, "Product of Sales"),
        ("count_numbers", 2.0, "Count of Sales"),
        ("stdevp", 25.0, "StdDevp of Sales"),
        ("varp", 625.0, "Varp of Sales"),
        ("var", 1250.0, "Var of Sales"),
        ("stdev", 1250.0**0.5, "StdDev of Sales"),
    ],
)
def test_a_value_is_summed_up_as_it_is_told(
    sheet: xw.Sheet, source: xw.Range, function: str, north: float, caption: str
) -> None:
    pivot = sheet.pivot_tables.add(source, sheet["A3"], rows="Region", values="Sales")

    pivot.values[0].function = function

    assert (pivot.values[0].function, pivot.values[0].name) == (function, caption)
    assert pivot.data_body_range.value[0] == pytest.approx(north)


def test_a_value_has_a_caption_of_its_own(sheet: xw.Sheet, source: xw.Range) -> None:
    pivot = sheet.pivot_tables.add(source, sheet["A3"], rows="Region")
    pivot.values.add("Sales", function="max", name="Best")

    pivot.values["Best"].function = "min"

    assert (pivot.values[0].name, pivot.values[0].source_field) == ("Best", "Sales")
    with pytest.raises(ValueError, match="has a field of that name"):
        pivot.values[0].name = "Sales"


@works("PivotTable.show_row_grand_totals", "PivotTable.show_column_grand_totals")
def test_totals_are_shown_or_not(sheet: xw.Sheet, source: xw.Range) -> None:
    pivot = sheet.pivot_tables.add(source, sheet["A3"], rows="Region", columns="Year", values="Sales")
    before = (pivot.show_row_grand_totals, pivot.show_column_grand_totals)

    pivot.show_row_grand_totals = False
    without_column = pivot.data_body_range.value
    pivot.show_column_grand_totals = False

    assert before == (True, True)
    assert without_column == [[100.0, 50.0], [70.0, 200.0], [170.0, 250.0]]
    assert pivot.data_body_range.value == [[100.0, 50.0], [70.0, 200.0]]


@works("PivotTable.refresh")
def test_a_pivot_table_follows_its_source_when_told(sheet: xw.Sheet, source: xw.Range) -> None:
    pivot = sheet.pivot_tables.add(source, sheet["A3"], rows="Region", values="Sales")

    source(2, 3).value = 1000
    before = pivot.data_body_range.value[0]
    pivot.refresh()

    assert (before, pivot.data_body_range.value[0]) == (150.0, 1050.0)


@works("PivotTable.delete")
def test_a_deleted_pivot_table_leaves_its_cells_empty(sheet: xw.Sheet, source: xw.Range) -> None:
    pivot = sheet.pivot_tables.add(source, sheet["A3"], name="Mine", rows="Region", values="Sales")
    pivot.name = "Yours"

    sheet.pivot_tables["Yours"].delete()

    assert (len(sheet.pivot_tables), sheet["A3:B7"].value) == (0, [[None, None]] * 5)


@differs("PivotTable.layout", how="`compact` is refused")
def test_fields_stand_in_columns_or_as_an_outline(sheet: xw.Sheet, source: xw.Range) -> None:
    pivot = sheet.pivot_tables.add(source, sheet["A3"], rows=["Region", "Year"], values="Sales")
    first = pivot.layout

    pivot.layout = "outline"

    assert (first, pivot.layout) == ("tabular", "outline")
    with pytest.raises(NotImplementedError, match="tabular and outline"):
        pivot.layout = "compact"


@differs("PivotTables.add", how="filters stand at the destination and push the table down; Excel puts them above it")
def test_filters_stand_at_the_destination(sheet: xw.Sheet, source: xw.Range) -> None:
    pivot = sheet.pivot_tables.add(source, sheet["A3"], rows="Region", filters="Note", values="Sales")

    assert (sheet["A3"].value, pivot.range.row) == ("Note", 5)


@cannot("PivotValueFields.add", why="`number_format` is refused: LibreOffice writes values as their source is")
@cannot("PivotValueField.number_format", why="read only: LibreOffice writes values as their source is")
def test_values_are_written_as_their_source(sheet: xw.Sheet, source: xw.Range) -> None:
    source.columns[2].number_format = "#,##0.00"
    pivot = sheet.pivot_tables.add(source, sheet["A3"], rows="Region", values="Sales")

    assert pivot.values[0].number_format == "#,##0.00"
    with pytest.raises(NotImplementedError, match="as their source"):
        pivot.values[0].number_format = "0"
    with pytest.raises(NotImplementedError, match="as their source"):
        pivot.values.add("Year", number_format="0")


@works("PivotValueFields.add")
def test_a_pivot_table_comes_back_from_a_file(lo: ModuleType, app: xw.App, tmp_path: object) -> None:
    book = app.books.add()
    data = book.sheets[0]
    data["A1"].value = SALES
    data.pivot_tables.add(data["A1:D5"], data["G3"], rows="Region", values=[("Sales", "sum"), ("Sales", "max")])
    path = f"{tmp_path}/pivot.xlsx"
    book.save(path)
    book.close()

    book = app.books.open(path)
    pivot = book.sheets[0].pivot_tables[0]

    assert [field.name for field in pivot.rows] == ["Region"]
    assert [(value.source_field, value.function) for value in pivot.values] == [("Sales", "sum"), ("Sales", "max")]
    book.close()


@differs(
    "PivotTable.api", "PivotTables.api", "PivotField.api", "PivotFields.api", how="the UNO object, not a COM object"
)
@differs("PivotValueField.api", "PivotValueFields.api", how="the UNO object, not a COM object")
def test_the_apis_of_pivot_tables_are_those_of_uno(sheet: xw.Sheet, source: xw.Range) -> None:
    pivot = sheet.pivot_tables.add(source, sheet["A3"], rows="Region", values="Sales")
    parts = (sheet.pivot_tables, pivot, pivot.rows, pivot.rows[0], pivot.values, pivot.values[0])

    assert None not in [part.api for part in parts]
