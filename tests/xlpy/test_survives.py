"""What clerks add to a 总表 (charts, filters, widths, colours, sheets of their own) survives every pull."""

import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.filters import AutoFilter, FilterColumn, Filters
from openpyxl.worksheet.table import Table

from support.desks import act, type_in
from support.rounds import pull, rows, sent
from support.spoken import DISTRICT, OTHER, of_the_first

OURS = re.compile(rb"<sheetData.*?</sheetData>|<sheetData/>|<dimension [^>]*>|(?<=<autoFilter ref=\")[^\"]*", re.DOTALL)
"""What a pull may change of a sheet of ours: its rows, how far they reach."""


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """A master that a clerk made her own."""
    book = tmp_path / "市" / "总表.xlsx"
    pull(book.parent, sent(tmp_path / "武进", 1, 2))
    opened = openpyxl.load_workbook(book)
    sheet = opened["总表"]
    sheet.column_dimensions["C"].width = 51.5
    sheet.column_dimensions["G"].hidden = True
    sheet.row_dimensions[2].height = 40
    sheet.auto_filter.add_filter_column(1, [DISTRICT])
    yellow = PatternFill("solid", fgColor="FFFF00")
    sheet["C2"].fill = yellow
    sheet["D3"].font = Font(bold=True, color="FF0000")
    sheet["C2"].comment = Comment("已电话核实", "王五")
    sheet.conditional_formatting.add("F2:F99", CellIsRule(operator="greaterThan", formula=["1000"], fill=yellow))
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=6, min_row=1, max_row=9), titles_from_data=True)
    sheet.add_chart(chart, "AC3")
    sheet["AB1"], sheet["AB2"] = "合计", "=SUM(F2:F99)"
    own = opened.create_sheet("我的统计")
    own["A1"], own["B1"] = DISTRICT, "=COUNTIF(总表!B:B,A1)"
    opened.save(book)
    return book


def parts(book: Path) -> dict[str, bytes]:
    """Every part; of our sheets what is outside our rows."""
    with zipfile.ZipFile(io.BytesIO(book.read_bytes())) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    return {name: OURS.sub(b"", content) if "worksheets/sheet" in name else content for name, content in found.items()}


def outside(book: Path) -> dict[str, object]:
    """What stands in our sheet beside our table."""
    sheet = openpyxl.load_workbook(book)["总表"]
    return {"AB1": sheet["AB1"].value, "AB2": sheet["AB2"].value, "note": sheet["C2"].comment.text}


@of_the_first
def test_everything_outside_our_rows_is_the_same_byte_for_byte(city: Path) -> None:
    district = city.parent.parent / "武进"
    before, beside = parts(city), outside(city)

    pull(city.parent, sent(district, 3), sent(city.parent.parent / "新北", 4, district=OTHER))
    type_in(city, "总表", 0, is_master=True, remark="样板")
    pull(city.parent, district / f"报送包_{DISTRICT}.zip")
    act(city, "decide", row=rows(city)[0]["id"], state="通过")
    act(city, "overrule", row=rows(city)[0]["id"], rule="SEAL-01", why="已看纸质")
    act(city, "undo")

    assert len(rows(city)) == 2
    after = parts(city)
    assert {name for name in before if before[name] != after.get(name)} <= {"xl/workbook.xml"}
    assert outside(city) == beside


def test_colours_of_cells_and_heights_of_rows_stay(city: Path) -> None:
    pull(city.parent, sent(city.parent.parent / "武进", 3))

    sheet = openpyxl.load_workbook(city)["总表"]

    assert sheet["C2"].fill.fgColor.rgb == "00FFFF00"
    assert sheet["D3"].font.bold
    assert (sheet.row_dimensions[2].height, sheet.column_dimensions["C"].width) == (40, 51.5)
    assert sheet.auto_filter.ref.endswith("4")


def write(book: Path, **cells: object) -> None:
    """Write into cells of 总表, as a clerk does who keeps notes of her own there."""
    opened = openpyxl.load_workbook(book)
    for cell, content in cells.items():
        opened["总表"][cell] = content
    opened.save(book)


def note(book: Path, cell: str, words: str) -> None:
    """Put a comment to a cell of 总表."""
    opened = openpyxl.load_workbook(book)
    opened["总表"][cell].comment = Comment(words, "王五")
    opened.save(book)


@pytest.fixture
def late(tmp_path: Path) -> tuple[Path, Path]:
    """A master of the second district, and the package of the first, whose rows come to stand over the others."""
    book = tmp_path / "市" / "总表.xlsx"
    pull(book.parent, sent(tmp_path / "新北", 3, 4, district=OTHER))
    return book, sent(tmp_path / "武进", 1)


@of_the_first
def test_what_stands_beside_rows_that_move_is_told(late: tuple[Path, Path]) -> None:
    """
    | 企业名称       | … | 我的备注 |        | 企业名称       | … | 我的备注 |
    | 3号            |   | 已电话   |   ->   | 1号            |   | 已电话   |
    | 4号（有批注）  |   |          |        | 3号（有批注）  |   |          |
    """
    book, first = late
    write(book, Y1="我的备注", Y2="已电话", Z2="没有标题", AA1="合计", AA2="=SUM(I2:I99)")
    note(book, "C3", "材料待补")

    told = pull(book.parent, first).data["notes"]
    again = pull(book.parent, first).data["notes"]

    assert told == ("总表：有的行移了位置，自加的内容、批注（Y2、C3）没有随行移动，请核对各在哪一行旁。",)
    assert openpyxl.load_workbook(book)["总表"]["Y2"].value == "已电话"
    assert again == ()
    assert any("自加的内容、批注（Y2、C3）" in line for line in act(book, "undo").lines)


@of_the_first
def test_what_stands_beside_rows_that_stay_is_not_told(city: Path) -> None:
    write(city, Y1="我的备注", Y2="已电话", Y3="明天再问")

    [told] = pull(city.parent, sent(city.parent.parent / "新北", 4, district=OTHER)).data["notes"]

    assert "正在筛选" in told


@of_the_first
def test_a_formula_of_a_row_that_moves_is_told(late: tuple[Path, Path]) -> None:
    """A clerk summed up under the table: her row goes down, and the sum would be that of before."""
    book, first = late
    write(book, C4="合计", I4="=SUM(I2:I3)")

    notes = pull(book.parent, first).data["notes"]

    assert notes == (
        "总表第4行不是收到的申报，是手工添加的，保留在末尾，不参与汇总。",
        "总表：I4的公式没有随行移动，只留下原来的结果。还要用的请重填。",
    )


@of_the_first
@pytest.mark.parametrize("is_table", [False, True], ids=["sheet", "table"])
def test_a_filter_at_work_is_told_when_rows_come_or_move(late: tuple[Path, Path], *, is_table: bool) -> None:
    """What it hid are rows of the sheet, not firms: another firm would be hidden, one more shown."""
    book, first = late
    opened = openpyxl.load_workbook(book)
    sheet = opened["总表"]
    if is_table:
        sheet.auto_filter.ref = None
        made = Table(displayName="我的表", ref="A1:W3")
        sheet.add_table(made)
        made.autoFilter = AutoFilter(made.ref, [FilterColumn(1, filters=Filters(filter=[OTHER]))])
    else:
        sheet.auto_filter.add_filter_column(1, [OTHER])
    opened.save(book)

    told = pull(book.parent, first).data["notes"]
    again = pull(book.parent, first).data["notes"]

    assert told == ("总表：正在筛选，而行有增减或移动，现在显示的不一定是要筛的行。请在“数据”中重新应用筛选。",)
    assert again == ()


@of_the_first
def test_rows_that_were_hidden_and_cells_that_were_merged_are_told_when_they_are_those_of_others(
    late: tuple[Path, Path],
) -> None:
    """
    | 2 | 3号（隐藏）      |   ->   | 2 | 1号（隐藏）      |
    | 3 | 4号（并了两格）  |        | 3 | 3号（并了两格）  |
    """
    book, first = late
    opened = openpyxl.load_workbook(book)
    opened["总表"].row_dimensions[2].hidden = True
    opened["总表"].merge_cells("L3:M3")
    opened.save(book)

    told = pull(book.parent, first).data["notes"]
    again = pull(book.parent, first).data["notes"]

    assert told == (
        "总表：行有增减或移动，隐藏的仍是第2行，不一定是原来那一份。请取消隐藏后核对。",
        "总表：行有增减或移动，合并的单元格（L3:M3）没有随行移动，有的内容被盖住。请取消合并后核对。",
    )
    assert again == ()


@of_the_first
def test_hidden_rows_and_merged_cells_that_stay_are_not_told(city: Path) -> None:
    opened = openpyxl.load_workbook(city)
    opened["总表"].auto_filter.filterColumn.clear()
    opened["总表"].row_dimensions[3].hidden = True
    opened["总表"].merge_cells("L2:M2")
    opened.save(city)

    assert pull(city.parent, sent(city.parent.parent / "新北", 4, district=OTHER)).data["notes"] == ()


@of_the_first
def test_a_firm_that_comes_to_stand_in_a_hidden_row_or_under_merged_cells_is_told(late: tuple[Path, Path]) -> None:
    book, _ = late
    opened = openpyxl.load_workbook(book)
    opened["总表"].row_dimensions[4].hidden = True
    opened["总表"].merge_cells("B4:M4")
    opened.save(book)

    told = pull(book.parent, sent(book.parent.parent / "新北", 5, district=OTHER)).data["notes"]

    assert [words.partition("，")[2] for words in told] == [
        "隐藏的仍是第4行，不一定是原来那一份。请取消隐藏后核对。",
        "合并的单元格（B4:M4）没有随行移动，有的内容被盖住。请取消合并后核对。",
    ]
