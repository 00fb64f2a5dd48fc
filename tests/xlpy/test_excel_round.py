"""A district's day in Excel, by button: collect, opinion, undo, each confirmed, each in the book that lies open."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from support import excel, windows
from support.desks import PACK, firm, put
from support.pressed import at_home
from support.spoken import DISTRICT, of_the_first
from workbook.render.summary import empty_summary
from xlpy.server import Server


@pytest.fixture
def application(tmp_path: Path) -> Iterator[excel.Application]:
    windows.boxes.shown.clear()
    windows.boxes.answer = windows.OK
    with windows.in_use(), at_home(tmp_path / "home"):
        application = excel.Application()
        put(tmp_path, **{"汇总表.xlsx": empty_summary(PACK, DISTRICT)})
        put(tmp_path / "收件箱", **{"甲.xlsx": firm(1), "乙.xlsx": firm(2)})
        application.Workbooks.Open(str(tmp_path / "汇总表.xlsx"))
        yield application


def pressed(application: excel.Application, id_: str, *, picked: Path | None = None, typed: Any = None) -> str:
    application._picked = [[str(picked)]] if picked else []
    application._typed = [typed] if typed is not None else []
    return Server().press(id_, application)


def column(application: excel.Application, sheet: str, cells: str) -> list[object]:
    """What stands in some cells below each other, of the one open book."""
    [book] = application.Workbooks
    return [value for (value,) in book.Worksheets(sheet).Range(cells).Value if value is not None]


def test_what_is_collected_stands_in_the_open_book(application: excel.Application, tmp_path: Path) -> None:
    said = pressed(application, "collect", picked=tmp_path / "收件箱", typed="")

    assert said.startswith("收取申报书：共2份")
    assert windows.boxes.shown[0][0] == "收取申报书：以下还没有写入"
    assert {*column(application, "明细", "F2:F6")} == {"常州样例1号机械有限公司", "常州样例2号机械有限公司"}
    assert (tmp_path / f"报送包_{DISTRICT}.zip").is_file()


def test_given_up_at_the_preview_nothing_is_written(application: excel.Application, tmp_path: Path) -> None:
    windows.boxes.answer = windows.CANCEL
    before = {path: path.read_bytes() for path in tmp_path.glob("*.xlsx")}

    said = pressed(application, "collect", picked=tmp_path / "收件箱", typed="")

    assert "什么都没有改" in said
    assert {path: path.read_bytes() for path in tmp_path.glob("*.xlsx")} == before
    assert not (tmp_path / "汇总表.档案" / "journal.jsonl").exists()


@of_the_first
def test_the_selected_row_is_recommended_and_printed(application: excel.Application, tmp_path: Path) -> None:
    pressed(application, "collect", picked=tmp_path / "收件箱", typed="")
    select(application, "初审", "B3")
    [chosen] = column(application, "初审", "B3:B4")

    said = pressed(application, "opinion", typed=1)

    assert "登记1条" in said
    assert column(application, "汇总表", "C6:C8") == [chosen]


def test_a_collection_is_taken_back(application: excel.Application, tmp_path: Path) -> None:
    pressed(application, "collect", picked=tmp_path / "收件箱", typed="")

    said = pressed(application, "undo")

    assert said.startswith("撤销上次：")
    assert column(application, "明细", "F2:F6") == []


def select(application: excel.Application, sheet: str, cell: str) -> None:
    """As a person does: the sheet in front, a cell chosen."""
    [book] = application.Workbooks
    book.Worksheets(sheet).Activate()
    book.Worksheets(sheet).Range(cell).Select()


@of_the_first
def test_the_original_is_opened_read_only_at_the_cell_a_row_came_from(
    application: excel.Application, tmp_path: Path
) -> None:
    pressed(application, "collect", picked=tmp_path / "收件箱", typed="")
    select(application, "初审", "B3")

    said = pressed(application, "trace", typed=1)

    [_, form] = application.Workbooks
    assert form.ReadOnly
    assert (form.ActiveSheet.Name, application.Selection.Address) == ("企业基本信息", "$C$5")
    assert f"{form.Name} 的 企业基本信息!C5" in said
