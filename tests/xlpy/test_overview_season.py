"""概览 of a small season, counted by hand: whatever became of the 总表 meanwhile, the numbers are the same."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from support import office
from support.desks import act, table, type_in
from support.rounds import LATE, OTHER, pull, rows, sent, tables
from support.spoken import of_the_first
from workbook.edit import Change
from workbook.patch import apply
from xlpy import portable

pytestmark = of_the_first


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """
    | 企业 | 辖市区 | 收到  | 总投资 | 主营业务收入 | 后来                                   |
    | 1号  | 武进区 | 12-19 | 3000   | 够           | 12-18 报的1000由它替代                 |
    | 2号  | 武进区 | 12-18 | 500    | 够           | 评审通过、拟认定，异议后公示取消       |
    | 3号  | 武进区 | 12-18 | 400    | 够           | 撤回                                   |
    | 4号  | 新北区 | 12-18 | 700    | 800          | 收入一条改判                           |
    | 5号  | 新北区 | 12-18 | 700    | 800          | 总表里填了“未通过”，还没有汇集         |
    | 6号  | 新北区 | 12-18 | 700    | 800          | 撤回又恢复                             |
    """
    folder = tmp_path_factory.mktemp("season")
    for number, money in ((1, 1000), (2, 500), (3, 400)):
        sent(folder / "武进", number, investment_total_wan=money)
    again = sent(folder / "武进", 1, day=LATE, investment_total_wan=3000)
    low = {"investment_total_wan": 700, "revenue_2022_wan": 800}
    pull(folder / "市", again, sent(folder / "新北", 4, 5, 6, district=OTHER, **low))
    book = folder / "市" / "总表.xlsx"
    _, second, third, fourth, fifth, sixth = [str(row["id"]) for row in rows(book)]
    for state in ("评审通过", "拟认定", "公示取消"):
        act(book, "decide", row=second, state=state, why="异议")
    act(book, "withdraw", row=third, why="不报了")
    act(book, "overrule", row=fourth, rule="ELIG-10", why="属实", by="李四")
    act(book, "withdraw", row=sixth, why="误撤")
    act(book, "withdraw", row=sixth, why="仍报", back=True)
    type_in(book, "总表", row_of(book, fifth), is_master=True, review="未通过")
    return book


@pytest.fixture(autouse=True)
def _no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portable, "program", lambda: None)


@pytest.fixture
def master(season: Path, tmp_path: Path) -> Path:
    """The 总表 of the season, to do with as one likes."""
    shutil.copytree(season.parent, tmp_path / "市")
    return tmp_path / "市" / season.name


def row_of(book: Path, id_: str) -> int:
    """In which row of the 总表 a declaration stands."""
    return [row["id"] for row in rows(book)].index(id_)


def as_left(_: Path) -> None:
    """Nothing since."""


def turned_round(book: Path) -> None:
    """Sorted the other way round."""
    wanted = table("总表", is_master=True)
    turned = enumerate(reversed(rows(book)), start=wanted.first_row)
    changes = [
        Change("总表", f"{wanted.letter[id_]}{at}", None, value) for at, row in turned for id_, value in row.items()
    ]
    book.write_bytes(apply(book.read_bytes(), changes, force=True))


def saved_anew(book: Path) -> None:
    """Saved by LibreOffice."""
    office.require()
    (made,) = office.convert(book, "xlsx:Calc MS Excel 2007 XML", book.parent / "另存")
    shutil.move(made, book)


def met(grid: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """A table without its noughts."""
    lines = {name: {title: number for title, number in line.items() if number} for name, line in grid.items()}
    return {name: line for name, line in lines.items() if line}


@pytest.mark.parametrize("become", [as_left, turned_round, saved_anew])
def test_every_number_is_the_one_counted_by_hand(master: Path, become: Callable[[Path], None]) -> None:
    become(master)

    told = act(master, "overview").data

    found = told["tables"]
    assert told["notes"] == []
    assert told["totals"]["申报"] == "5家"
    assert told["totals"]["已有申报的辖市（区）"] == "2/7"
    assert told["totals"]["项目总投资"] == "5,600"
    assert met(found["状态"]) == {"武进区": {"推荐": 1, "公示取消": 1}, OTHER: {"推荐": 2, "评审未通过": 1}}
    assert met(found["收到日期"]) == {"12-18": {"期限内": 4}, "12-19": {"期限内": 1}}
    assert met(found["项目投资额（万元）"])["武进区"]["项目总投资"] == 3500
    assert found["问题最多的要求"]["ELIG-10 主营业务收入不低于2000万元"] == {"错误": 0, "提醒": 2}


@pytest.mark.parametrize(("why", "left"), [("已核实", 1), (None, 3)], ids=["overruled", "no-more"])
def test_what_was_typed_against_a_finding_counts_before_the_next_pull(master: Path, why: str | None, left: int) -> None:
    """The fifth firm's finding is overruled, or the fourth's is so no more."""
    firm = "常州样例5号机械有限公司" if why else "常州样例4号机械有限公司"
    listed = [(row["firm"], row["code"]) for row in tables(master)["问题清单"]]
    type_in(master, "问题清单", listed.index((firm, "ELIG-10")), is_master=True, overrule=why, overruler=why and "李四")

    found = act(master, "overview").data["tables"]["问题最多的要求"]

    assert found["ELIG-10 主营业务收入不低于2000万元"] == {"错误": 0, "提醒": left}
