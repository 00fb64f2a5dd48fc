"""Sheets: found, added, copied, moved, hidden, cleared, frozen, printed."""

from pathlib import Path
from types import ModuleType

import pytest
import xlwings as xw

from support.members import cannot, differs, works


@works("Sheet.name", "Sheets.count", "Sheet.book", "Sheet.index", "Sheets.active", "Sheets.add")
def test_a_sheet_has_a_name_and_a_place(app: xw.App) -> None:
    book = app.books.add()
    first = book.sheets[0]

    added = book.sheets.add("Next", after=first)

    assert [sheet.name for sheet in book.sheets] == ["Sheet1", "Next"]
    assert (first.index, added.index, len(book.sheets)) == (1, 2, 2)
    assert book.sheets.active == added
    assert added.book == book
    book.close()


@pytest.mark.parametrize(
    ("where", "order"),
    [
        ({}, ["New", "Sheet1", "B"]),
        ({"before": "B"}, ["Sheet1", "New", "B"]),
        ({"after": "B"}, ["Sheet1", "B", "New"]),
        ({"before": 1}, ["New", "Sheet1", "B"]),
    ],
)
def test_a_sheet_is_added_where_it_is_said(app: xw.App, where: dict[str, object], order: list[str]) -> None:
    book = app.books.add()
    book.sheets.add("B", after="Sheet1")
    book.sheets["Sheet1"].activate()

    book.sheets.add("New", **where)

    assert book.sheet_names == order
    book.close()


def test_a_sheet_without_a_name_gets_one(app: xw.App) -> None:
    book = app.books.add()

    assert book.sheets.add().name == "Sheet2"
    assert book.sheets.add().name == "Sheet3"
    book.close()


def test_a_name_is_taken_once(sheet: xw.Sheet) -> None:
    with pytest.raises(ValueError, match="already present"):
        sheet.book.sheets.add(sheet.name.upper())


def test_sheets_are_found_by_number_and_name(book: xw.Book, sheet: xw.Sheet) -> None:
    assert book.sheets[sheet.name] == sheet
    assert book.sheets[sheet.name.lower()] == sheet
    assert book.sheets(sheet.index) == sheet
    assert book.sheets[-1].index == len(book.sheets)
    with pytest.raises(KeyError):
        book.sheets["no such sheet"]


@pytest.mark.parametrize("name", ["", "a/b", "a" * 32, "a:b"])
def test_a_bad_name_is_refused(sheet: xw.Sheet, name: str) -> None:
    with pytest.raises((ValueError, xw.XlwingsError)):
        sheet.name = name


def test_a_sheet_is_renamed(sheet: xw.Sheet) -> None:
    sheet.name = f"汇总 {sheet.name}"

    assert sheet.name.startswith("汇总 ")


@works("Sheet.delete")
def test_a_sheet_is_deleted(app: xw.App) -> None:
    book = app.books.add()
    book.sheets.add("Gone")

    book.sheets["Gone"].delete()
    book.sheets.add("Gone too")
    del book.sheets["Gone too"]

    assert book.sheet_names == ["Sheet1"]
    book.close()


def test_the_last_sheet_stays(lo: ModuleType, app: xw.App) -> None:
    book = app.books.add()

    with pytest.raises(lo.OfficeError, match="one sheet at least"):
        book.sheets[0].delete()

    assert book.sheet_names == ["Sheet1"]
    book.close()


@works("Sheet.copy")
def test_a_sheet_is_copied_in_its_book(app: xw.App) -> None:
    book = app.books.add()
    book.sheets[0]["A1"].value = "kept"

    copied = book.sheets[0].copy(name="Twin")
    book.sheets[0].copy(before=book.sheets[0])

    assert copied["A1"].value == "kept"
    assert book.sheet_names == ["Sheet1 (2)", "Sheet1", "Twin"]
    book.close()


def test_a_sheet_is_copied_into_another_book(app: xw.App) -> None:
    one, two = app.books.add(), app.books.add()
    one.sheets[0]["A1"].value = [[1, "=A1+1"]]
    one.sheets[0]["A1"].color = (255, 0, 0)

    copied = one.sheets[0].copy(after=two.sheets[0], name="Guest")

    assert copied["A1:B1"].value == [1.0, 2.0]
    assert copied["A1"].color == (255, 0, 0)
    assert two.sheet_names == ["Sheet1", "Guest"]
    one.close()
    two.close()


@pytest.mark.parametrize("turn", range(5))
def test_a_sheet_is_copied_before_the_one_in_front_of_another_book(app: xw.App, turn: int) -> None:
    """Copied straight to its place it killed every tenth office (LibreOffice 25.2)."""
    one, two = app.books.add(), app.books.add()
    one.sheets[0]["A1"].value = turn

    copied = one.sheets[0].copy(before=two.sheets[0])

    assert two.sheet_names == ["Sheet1 (2)", "Sheet1"]
    assert (copied.name, copied["A1"].value, two.sheets.active.name) == ("Sheet1 (2)", turn, "Sheet1 (2)")
    one.close()
    two.close()


@works("Sheet.move")
def test_a_sheet_moves(app: xw.App) -> None:
    book = app.books.add()
    book.sheets.add("B", after="Sheet1")
    book.sheets.add("C", after="B")

    book.sheets["Sheet1"].move(after=book.sheets["C"])
    book.sheets["C"].move(before=book.sheets["B"])

    assert book.sheet_names == ["C", "B", "Sheet1"]
    book.close()


@works("Sheet.visible")
def test_a_sheet_hides(sheet: xw.Sheet) -> None:
    sheet.visible = False
    hidden = sheet.visible

    sheet.visible = True

    assert (hidden, sheet.visible) == (False, True)


@works("Sheet.activate", "Sheet.select")
def test_a_sheet_comes_to_the_front(book: xw.Book, sheet: xw.Sheet) -> None:
    other = book.sheets.add()

    sheet.activate()
    first = book.sheets.active
    other.select()

    assert (first, book.sheets.active) == (sheet, other)


@works("Sheet.used_range")
def test_the_used_range_is_what_holds_something(sheet: xw.Sheet) -> None:
    empty = sheet.used_range.address
    sheet["B2"].value = [[1, 2], [3, 4]]

    assert (empty, sheet.used_range.address) == ("$A$1", "$B$2:$C$3")


@works("Sheet.clear", "Sheet.clear_contents", "Sheet.clear_formats")
def test_a_sheet_is_cleared_in_parts(sheet: xw.Sheet) -> None:
    sheet["B2"].value = 1
    sheet["B2"].color = (255, 0, 0)

    sheet.clear_formats()
    after_formats = (sheet["B2"].value, sheet["B2"].color)
    sheet["B2"].color = (255, 0, 0)
    sheet.clear_contents()
    after_contents = (sheet["B2"].value, sheet["B2"].color)
    sheet.clear()

    assert (after_formats, after_contents) == ((1.0, None), (None, (255, 0, 0)))
    assert sheet["B2"].color is None


@works("Sheet.autofit", "Range.autofit", "RangeRows.autofit", "RangeColumns.autofit")
def test_columns_fit_what_they_hold(sheet: xw.Sheet) -> None:
    before = sheet["A1"].column_width
    sheet["A1"].value = "a rather long text that needs room"

    sheet.autofit("c")
    wide = sheet["A1"].column_width
    sheet["A1"].value = "i"
    sheet["A1"].columns.autofit()

    assert wide > before > sheet["A1"].column_width


@works("FreezePanes.freeze_at", "FreezePanes.unfreeze", "Sheet.freeze_panes")
@pytest.mark.parametrize(("address", "split"), [("A1", (1, 1)), ("A:B", (2, 0)), ("1:3", (0, 3)), ("A1:B2", (2, 2))])
def test_panes_freeze(sheet: xw.Sheet, address: str, split: tuple[int, int]) -> None:
    controller = sheet.book.api.getCurrentController()

    sheet.freeze_panes.freeze_at(address)
    frozen = (controller.hasFrozenPanes(), (controller.getSplitColumn(), controller.getSplitRow()))
    sheet.freeze_panes.unfreeze()

    assert frozen == (True, split)
    assert not controller.hasFrozenPanes()


def test_frozen_panes_survive_a_file(app: xw.App, tmp_path: Path) -> None:
    book = app.books.add()
    book.sheets[0].freeze_panes.freeze_at("1:2")
    book.save(tmp_path / "frozen.xlsx")
    book.close()

    with app.books.open(tmp_path / "frozen.xlsx") as again:
        assert again.api.getCurrentController().getSplitRow() == 2


@works("Sheet.show_gridlines")
def test_grid_lines_can_be_switched(sheet: xw.Sheet) -> None:
    before = sheet.show_gridlines
    sheet.show_gridlines = False

    assert (before, sheet.show_gridlines) == (True, False)


@cannot("Sheet.show_gridlines", why="the window of a hidden sheet cannot be asked: show the sheet first")
def test_a_hidden_sheet_has_no_window(sheet: xw.Sheet) -> None:
    sheet.visible = False

    with pytest.raises(NotImplementedError, match="show the sheet first"):
        _ = sheet.show_gridlines


@works("PageSetup.print_area", "Sheet.page_setup")
@pytest.mark.parametrize("area", ["$A$1:$B$3", "$A$1:$B$3,$D$1:$E$2", None])
def test_the_print_area_is_set(sheet: xw.Sheet, area: str | None) -> None:
    sheet.page_setup.print_area = area

    assert sheet.page_setup.print_area == area


@differs("PageSetup.api", how="the UNO page style, not a COM object")
def test_the_api_of_the_page_setup_is_the_style(sheet: xw.Sheet) -> None:
    assert sheet.page_setup.api.supportsService("com.sun.star.style.PageStyle")


@differs("Sheet.api", how="the UNO sheet, not a COM object")
def test_the_api_of_a_sheet_is_the_uno_sheet(sheet: xw.Sheet) -> None:
    assert sheet.api.supportsService("com.sun.star.sheet.Spreadsheet")


@works("Sheet.to_html")
def test_a_sheet_becomes_html(sheet: xw.Sheet, tmp_path: Path) -> None:
    """Done over and over: in a hidden window it killed every tenth office (LibreOffice 25.2)."""
    sheet["A1"].value = [["head", 1], ["汉字", 2]]
    sheet.book.sheets[0]["A1"].value = "elsewhere"

    for _ in range(5):
        sheet.to_html(tmp_path / "sheet.html")

    written = (tmp_path / "sheet.html").read_text(encoding="utf-8")
    assert "汉字" in written
    assert "elsewhere" not in written
