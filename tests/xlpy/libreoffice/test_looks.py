"""Looks: colours, fonts, number formats, alignment, borders, merging, sizes."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings as xw

from support.members import cannot, differs, works

RED = (255, 0, 0)


@works("Range.color")
@pytest.mark.parametrize(
    ("said", "read"),
    [((255, 0, 0), RED), ("#ff8000", (255, 128, 0)), ("00ff00", (0, 255, 0)), (255, RED), (0, (0, 0, 0)), (None, None)],
)
def test_a_background_is_a_colour(sheet: xw.Sheet, said: Any, read: object) -> None:
    sheet["A1:B2"].color = said

    assert (sheet["A1:B2"].color, sheet["B2"].color) == (read, read)


def test_a_background_can_be_removed(sheet: xw.Sheet) -> None:
    sheet["A1"].color = RED

    sheet["A1"].color = None

    assert sheet["A1"].color is None


@works("Range.set_colors")
def test_each_cell_gets_its_colour(sheet: xw.Sheet) -> None:
    sheet["A1:B2"].color = (1, 2, 3)

    sheet["A1:B2"].set_colors([[RED, None], [..., "#00ff00"]])

    assert [sheet[cell].color for cell in ("A1", "B1", "A2", "B2")] == [RED, None, (1, 2, 3), (0, 255, 0)]


@works("Range.font", "Font.bold", "Font.italic", "Font.size", "Font.color", "Font.name", "Font.set")
@pytest.mark.parametrize(
    ("what", "value"),
    [
        ("bold", True),
        ("bold", False),
        ("italic", True),
        ("italic", False),
        ("size", 14.0),
        ("size", 10.5),
        ("color", (0, 128, 255)),
        ("name", "Liberation Sans"),
        ("name", "仿宋"),
    ],
)
def test_a_font_keeps_what_it_is_given(sheet: xw.Sheet, what: str, value: object) -> None:
    setattr(sheet["A1:B2"].font, what, value)

    assert getattr(sheet["A1:B2"].font, what) == value


@pytest.mark.parametrize("what", ["bold", "italic", "size", "color", "name"])
def test_a_font_that_differs_is_none(sheet: xw.Sheet, what: str) -> None:
    values = {"bold": True, "italic": True, "size": 30, "color": RED, "name": "Courier"}

    setattr(sheet["A1"].font, what, values[what])

    assert getattr(sheet["A1:B1"].font, what) is None


def test_a_font_is_set_at_once(sheet: xw.Sheet) -> None:
    sheet["A1"].font.set(bold=True, italic=True, size=20, color="#ff0000", name="Courier")

    font = sheet["A1"].font
    assert (font.bold, font.italic, font.size, font.color, font.name) == (True, True, 20.0, RED, "Courier")


def test_chinese_text_obeys_the_font_too(sheet: xw.Sheet) -> None:
    sheet["A1"].font.set(bold=True, size=20, name="仿宋")

    cell = sheet["A1"].api
    assert (cell.CharWeightAsian, cell.CharHeightAsian, cell.CharFontNameAsian) == (150.0, 20.0, "仿宋")


def test_the_automatic_colour_of_text_is_black(sheet: xw.Sheet) -> None:
    assert sheet["A1"].font.color == (0, 0, 0)


@differs("Font.api", how="the UNO object that holds the text, not a COM object")
def test_the_api_of_a_font_is_the_cell(sheet: xw.Sheet) -> None:
    assert sheet["A1"].font.api.CharHeight


@works("Range.characters", "Characters.text", "Characters.font")
def test_characters_have_their_own_font(sheet: xw.Sheet) -> None:
    sheet["A1"].value = "abcdef"

    sheet["A1"].characters[1:3].font.bold = True
    sheet["A1"].characters[-1].font.color = RED

    characters = sheet["A1"].characters
    assert (characters.text, characters[1:3].text, characters[-1].text) == ("abcdef", "bc", "f")
    assert (characters[1:3].font.bold, characters[0].font.bold) == (True, False)
    assert characters[5].font.color == RED


@works("Range.number_format")
@pytest.mark.parametrize(
    "code",
    [
        "General", "@", "0", "0.00", "#,##0", "#,##0.00", "0%", "0.0%", "0.00E+00", "yyyy-mm-dd", "m/d/yyyy", "h:mm:ss",
        "h:mm AM/PM", "[h]:mm",
        "mmm d, yyyy", '#,##0.00 "元"', 'yyyy"年"m"月"', "[Red]0", "$#,##0.00", "# ?/?", "0;-0;0;@",
    ],
)  # fmt: skip
def test_a_number_format_reads_as_it_was_written(sheet: xw.Sheet, code: str) -> None:
    sheet["A1:B2"].number_format = code

    assert sheet["A1:B2"].number_format == code


def test_a_number_format_that_differs_is_none(sheet: xw.Sheet) -> None:
    sheet["A1"].number_format = "0.00"

    assert (sheet["A1:B1"].number_format, sheet["B1"].number_format) == (None, "General")


def test_a_bad_number_format_is_told(sheet: xw.Sheet) -> None:
    with pytest.raises(ValueError, match="does not understand"):
        sheet["A1"].number_format = "[Blah]0"


@works("Range.horizontal_alignment")
@pytest.mark.parametrize("name", ["general", "left", "center", "right", "fill", "justify", "distributed"])
def test_horizontal_alignment_is_kept(sheet: xw.Sheet, name: str) -> None:
    sheet["A1"].horizontal_alignment = name

    assert sheet["A1"].horizontal_alignment == name


@cannot("Range.horizontal_alignment", why="`center_across_selection` is refused")
def test_an_alignment_libreoffice_lacks_is_refused(sheet: xw.Sheet) -> None:
    with pytest.raises(NotImplementedError, match="no such alignment"):
        sheet["A1"].horizontal_alignment = "center_across_selection"


@works("Range.vertical_alignment")
@pytest.mark.parametrize("name", ["top", "center", "bottom", "justify", "distributed"])
def test_vertical_alignment_is_kept(sheet: xw.Sheet, name: str) -> None:
    sheet["A1"].vertical_alignment = name

    assert sheet["A1"].vertical_alignment == name


def test_alignment_that_differs_is_none(sheet: xw.Sheet) -> None:
    sheet["A1"].horizontal_alignment = "center"
    sheet["A1"].vertical_alignment = "top"

    assert (sheet["A1:B1"].horizontal_alignment, sheet["A1:B1"].vertical_alignment) == (None, None)
    assert sheet["B1"].vertical_alignment == "bottom"


def test_distributed_text_is_kept_in_a_file(app: xw.App, tmp_path: Path) -> None:
    book = app.books.add()
    book.sheets[0]["A1"].horizontal_alignment = book.sheets[0]["A1"].vertical_alignment = "distributed"

    book.save(tmp_path / "text.xlsx")
    book.close()

    kept = openpyxl.load_workbook(tmp_path / "text.xlsx").active["A1"].alignment
    assert (kept.horizontal, kept.vertical) == ("distributed", "distributed")


@works("Range.wrap_text")
def test_text_wraps(sheet: xw.Sheet) -> None:
    sheet["A1"].wrap_text = True

    assert (sheet["A1"].wrap_text, sheet["B1"].wrap_text, sheet["A1:B1"].wrap_text) == (True, False, None)


@works("Range.adjust_indent")
def test_text_is_indented(sheet: xw.Sheet) -> None:
    sheet["A1"].adjust_indent(2)
    more = sheet["A1"].api.ParaIndent
    sheet["A1"].adjust_indent(-1)

    assert 0 < sheet["A1"].api.ParaIndent < more


@works("Range.merge", "Range.unmerge", "Range.merge_area", "Range.merge_cells")
def test_cells_merge_and_part(sheet: xw.Sheet) -> None:
    sheet["A1:B2"].merge()
    merged = (sheet["A1"].merge_cells, sheet["B2"].merge_area.address, sheet["C3"].merge_area.address)

    sheet["A1:B2"].unmerge()

    assert merged == (True, "$A$1:$B$2", "$C$3")
    assert sheet["A1"].merge_cells is False


def test_cells_merge_row_by_row(sheet: xw.Sheet) -> None:
    sheet["A1:B2"].merge(across=True)

    assert [sheet[cell].merge_area.address for cell in ("A1", "A2")] == ["$A$1:$B$1", "$A$2:$B$2"]


@works("Range.borders", "Borders.set", "Borders.clear", "Border.line_style", "Border.weight", "Border.color")
@pytest.mark.parametrize("side", ["edge_top", "edge_bottom", "edge_left", "edge_right"])
def test_an_edge_is_drawn(sheet: xw.Sheet, side: str) -> None:
    sheet["B2:C3"].borders.set(side, line_style="continuous", weight="medium", color=RED)

    border = sheet["B2:C3"].borders[side]
    assert (border.line_style, border.weight, border.color) == ("continuous", "medium", RED)


@pytest.mark.parametrize("style", ["continuous", "dash", "dot", "double", "dash_dot", "dash_dot_dot"])
def test_a_line_has_a_style(sheet: xw.Sheet, style: str) -> None:
    sheet["B2"].borders["edge_top"].line_style = style

    assert sheet["B2"].borders["edge_top"].line_style == style


@pytest.mark.parametrize("weight", ["hairline", "thin", "medium", "thick"])
def test_a_line_has_a_weight(sheet: xw.Sheet, weight: str) -> None:
    sheet["B2"].borders["edge_left"].weight = weight

    assert sheet["B2"].borders["edge_left"].weight == weight


@works("Borders.line_style", "Borders.weight", "Borders.color")
def test_the_whole_grid_is_drawn(sheet: xw.Sheet) -> None:
    sheet["B2:C3"].borders.line_style = "continuous"
    sheet["B2:C3"].borders.color = RED

    borders = sheet["B2:C3"].borders
    assert (borders.line_style, borders.color) == ("continuous", RED)
    assert borders["inside_horizontal"].line_style == "continuous"


def test_borders_that_differ_are_none(sheet: xw.Sheet) -> None:
    sheet["B2:C3"].borders["edge_top"].line_style = "continuous"

    assert sheet["B2:C3"].borders.line_style is None


@pytest.mark.parametrize("side", ["diagonal_up", "diagonal_down"])
def test_a_diagonal_is_drawn(sheet: xw.Sheet, side: str) -> None:
    sheet["B2"].borders[side].line_style = "continuous"

    assert sheet["B2"].borders[side].line_style == "continuous"


def test_borders_are_removed(sheet: xw.Sheet) -> None:
    sheet["B2:C3"].borders.set("everything", line_style="continuous")

    sheet["B2:C3"].borders.clear()

    assert sheet["B2:C3"].borders.line_style == "none"
    assert sheet["B2"].borders["edge_top"].color is None


@differs("Border.line_style", how="`slant_dash_dot` is drawn and read as `dash_dot`")
def test_a_slanted_line_is_a_dashed_one(sheet: xw.Sheet) -> None:
    sheet["B2"].borders["edge_top"].line_style = "slant_dash_dot"

    assert sheet["B2"].borders["edge_top"].line_style == "dash_dot"


@works("Range.column_width")
@pytest.mark.parametrize("width", [0.5, 1, 8.43, 20, 50, 100.5])
def test_a_column_is_as_wide_as_said(sheet: xw.Sheet, width: float) -> None:
    sheet["A1:B1"].column_width = width

    assert sheet["A1:B1"].column_width == pytest.approx(width, abs=0.02)


@works("Range.row_height")
@pytest.mark.parametrize("height", [5, 15, 22.5, 100, 400])
def test_a_row_is_as_high_as_said(sheet: xw.Sheet, height: float) -> None:
    sheet["A1:A2"].row_height = height

    assert sheet["A1:A2"].row_height == height


def test_sizes_that_differ_are_none(sheet: xw.Sheet) -> None:
    sheet["A1"].column_width = 30
    sheet["A1"].row_height = 30

    assert (sheet["A1:B1"].column_width, sheet["A1:A2"].row_height) == (None, None)


@works("Range.width", "Range.height", "Range.left", "Range.top")
def test_a_range_has_a_size_and_a_place_in_points(sheet: xw.Sheet) -> None:
    sheet["A1:C3"].row_height = 20

    cells = sheet["B2:C3"]
    assert (cells.height, cells.top) == (pytest.approx(40, abs=0.2), pytest.approx(20, abs=0.1))
    assert cells.left == pytest.approx(sheet["A1"].width, abs=0.1)
    assert cells.width == pytest.approx(2 * sheet["A1"].width, abs=0.1)


@works("RangeRows.hidden", "RangeColumns.hidden")
def test_rows_and_columns_hide(sheet: xw.Sheet) -> None:
    sheet["A1:A2"].rows.hidden = True
    sheet["B1"].columns.hidden = True

    assert (sheet["A1:A2"].rows.hidden, sheet["A2:A3"].rows.hidden, sheet["A3"].rows.hidden) == (True, None, False)
    assert (sheet["B1"].columns.hidden, sheet["A1:B1"].columns.hidden) == (True, None)


@works("Range.group", "Range.ungroup")
@pytest.mark.parametrize(("address", "by"), [("2:4", None), ("B:C", None), ("A2:A4", "rows"), ("B1:C1", "columns")])
def test_rows_and_columns_are_grouped(sheet: xw.Sheet, address: str, by: str | None) -> None:
    cells = sheet[address]

    cells.group(by)
    sheet.api.hideDetail(cells.api.getRangeAddress())
    folded = cells.rows.hidden or cells.columns.hidden
    sheet.api.showDetail(cells.api.getRangeAddress())
    cells.ungroup(by)

    assert folded is True
