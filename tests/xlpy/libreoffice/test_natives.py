"""Every object hands out LibreOffice's own, for what xlwings has no words for."""

from pathlib import Path
from types import ModuleType

import pytest
import xlwings as xw
from PIL import Image

from support.members import differs, works

NATIVE = "the UNO object, not a COM object"


@differs("Books.api", "Sheets.api", "Names.api", "Name.api", "Note.api", "Tables.api", "Table.api", how=NATIVE)
@differs("Borders.api", "Border.api", "Characters.api", "ConditionalFormats.api", how=NATIVE)
@differs("DataValidation.api", "Shapes.api", "Shape.api", "Charts.api", "Chart.api", "ChartLegend.api", how=NATIVE)
@differs("TableRows.api", "TableColumns.api", "Pictures.api", "Picture.api", how=NATIVE)
def test_native_objects_are_handed_out(sheet: xw.Sheet) -> None:
    sheet["A1"].value = [["a", "b"], [1, 2]]
    sheet["A1"].name = f"native_{sheet.name}"
    table = sheet.tables.add(sheet["A1:B2"])
    chart = sheet.charts.add(source=sheet["A1:B2"])
    cell = sheet["A1"]

    found = [
        sheet.book.app.books.api,
        sheet.book.sheets.api,
        sheet.book.names.api,
        sheet.book.names[f"native_{sheet.name}"].api,
        sheet["B2"].add_note("x").api,
        sheet.tables.api,
        table.api,
        table.rows.api,
        table.columns.api,
        cell.borders.api,
        cell.borders["edge_top"].api,
        cell.characters.api,
        cell.conditional_formats.api,
        cell.conditional_formats.add_custom("=TRUE").impl.api,
        cell.data_validation.api,
        sheet.shapes.api,
        sheet.shapes[0].api,
        sheet.charts.api,
        chart.api,
        chart.legend.api,
        sheet.pictures.api,
    ]

    assert None not in found


@works("Range.to_png")
def test_cells_become_a_picture(sheet: xw.Sheet, tmp_path: Path) -> None:
    sheet["A1:B2"].value = 1
    sheet["B2"].color = (255, 192, 0)
    front = sheet.book.sheets[0]
    front.activate()
    front["C3"].select()

    sheet["B2:C5"].to_png(tmp_path / "cells.png")

    with Image.open(tmp_path / "cells.png") as picture:
        assert picture.getpixel((3, 3))[:3] == (255, 192, 0)
        assert picture.size == (
            pytest.approx(sheet["B2:C5"].width * 96 / 72, abs=3),
            pytest.approx(sheet["B2:C5"].height * 96 / 72, abs=3),
        )
    assert (sheet.book.sheets.active, sheet.book.selection.address) == (front, "$C$3")


@differs(
    "Range.copy_picture",
    how="a PNG whatever is asked for, there while Python runs; a hidden app has a clipboard of its own",
)
def test_a_picture_of_cells_is_copied_and_pasted(app: xw.App, sheet: xw.Sheet) -> None:
    sheet["A1:C4"].value = 1

    sheet["A1:C4"].copy_picture()

    sheet["F6"].select()
    context = app.impl.context
    dispatch = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
    frame = sheet.book.api.getCurrentController().getFrame()
    dispatch.executeDispatch(frame, ".uno:Paste", "", 0, ())
    (picture,) = sheet.pictures
    ratio = sheet["A1:C4"].width / sheet["A1:C4"].height
    assert picture.width / picture.height == pytest.approx(ratio, rel=0.1)
    assert sheet["F6"].value is None


def test_a_script_in_the_style_of_the_tutorial_runs(app: xw.App, tmp_path: Path) -> None:
    book = xw.Book()
    sheet = book.sheets[0]
    sheet.name = "Sales"
    sheet["A1"].value = [["Region", "Q1", "Q2"], ["North", 120, 150], ["South", 90, 80]]
    sheet["D1"].value = "Total"
    sheet["D2:D3"].formula = "=SUM(B2:C2)"
    sheet["A1:D1"].font.bold = True
    sheet["B2:D3"].number_format = "#,##0"
    sheet["A1"].expand().columns.autofit()
    best = max(sheet["D2:D3"].value)
    sheet.charts.add(source=sheet["A1:C3"], chart_type="column_clustered", anchor=sheet["F2"])
    book.save(tmp_path / "sales.xlsx")
    book.close()

    with xw.Book(tmp_path / "sales.xlsx") as again:
        assert best == 270.0
        assert again.sheets["Sales"]["D3"].formula == "=SUM(B3:C3)"
        assert len(again.sheets["Sales"].charts) == 1


def test_cells_are_found_where_they_lie_though_others_moved(sheet: xw.Sheet) -> None:
    """Cells that somebody else inserts or deletes take the block along that was asked for last."""
    sheet["A1:A3"].value = [[1], [2], [3]]
    rows = sheet.api.getRows()

    read = [sheet["A2:A3"].value]
    rows.insertByIndex(1, 1)
    read.append(sheet["A2:A3"].value)
    rows.removeByIndex(1, 2)
    read.append(sheet["A2:A3"].value)

    assert read == [[2.0, 3.0], [None, 2.0], [3.0, None]]


@pytest.mark.parametrize("deleted", ["A1:A2", "B2:C3", "A1:XFD1"])
def test_cells_are_found_where_they_lie_though_somebody_deleted_some(
    lo: ModuleType, sheet: xw.Sheet, deleted: str
) -> None:
    """LibreOffice then counts the cells of a sheet that was fetched before from another one."""
    sheet["A1:C4"].value = [[f"{column}{row}" for column in "ABC"] for row in range(1, 5)]
    up = lo.bridge.enum("sheet.CellDeleteMode", "UP")

    sheet.api.removeRange(sheet.api.getCellRangeByName(deleted).getRangeAddress(), up)

    fresh = sheet.book.sheets[sheet.name]
    assert sheet["A1:C4"].value == fresh["A1:C4"].value
    assert [sheet[row, 0].value for row in range(4)] == fresh["A1:A4"].value
    sheet["D1"].value = "here"
    assert fresh["D1"].value == "here"


def test_notes_stay_though_sheets_change_places(sheet: xw.Sheet) -> None:
    sheet["A1"].value = 1
    sheet["A1"].add_note("kept")
    other = sheet.book.sheets.add(f"{sheet.name} other", before=sheet)
    other["A1"].value = 1

    sheet.book.api.getSheets().moveByName(other.name, sheet.book.sheets.count)
    sheet["A1"].value = 2
    other["A1"].value = 2

    assert [note.text for note in sheet.notes] == ["kept"]
    assert len(other.notes) == 0
