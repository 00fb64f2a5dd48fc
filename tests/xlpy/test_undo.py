"""The last collect or pull taken back; one declaration withdrawn and restored."""

import re
from pathlib import Path

import pytest

from support.desks import act, firm, put, shown, type_in
from support.rounds import LATE, collect, kinds, pull, recommend, rows, sent, tables
from support.spoken import NOTICE, OTHER, of_the_first
from workbook.errors import MoveRefusedError, UndoRefusedError, ValueMissingError

COUNTED = ("总表", "冲突", "来源", "问题清单")


def test_an_undone_pull_leaves_the_master_as_it_was_before(tmp_path: Path) -> None:
    city = tmp_path / "市" / "总表.xlsx"
    pull(city.parent, sent(tmp_path / "武进", 1))
    before = tables(city)
    pull(city.parent, sent(tmp_path / "新北", 2, 3, district=OTHER))

    result = act(city, "undo")

    assert len(result.data["removed"]) == 2
    after = tables(city)
    assert {sheet: after[sheet] for sheet in COUNTED} == {sheet: before[sheet] for sheet in COUNTED}
    assert kinds(city)[-1] == "undone"
    assert [row["kind"] for row in after["变更记录"]][-1] == "撤销"


def test_an_undone_pull_comes_again_with_what_people_typed_since(tmp_path: Path) -> None:
    city = tmp_path / "市" / "总表.xlsx"
    package = sent(tmp_path / "武进", 1, 2)
    pull(city.parent, package)
    type_in(city, "总表", 0, is_master=True, review="通过", remark="样板")
    act(city, "undo")
    assert rows(city) == []

    pull(city.parent, package)

    assert [(row["review"], row["remark"], row["state"]) for row in rows(city)] == [
        ("通过", "样板", "评审通过"),
        (None, None, "推荐"),
    ]


@of_the_first
def test_an_undone_resubmission_gives_the_earlier_version_back(tmp_path: Path) -> None:
    book = tmp_path / "汇总表.xlsx"
    collect(tmp_path, put(tmp_path / "一", **{"1.xlsx": firm(1)}))
    collect(tmp_path, put(tmp_path / "二", **{"1改.xlsx": firm(1, revenue_2022_wan=9000)}), day=LATE)

    result = act(book, "undo")

    assert [row["revenue_2022_wan"] for row in shown(book, "明细")] == [10000]
    assert (len(result.data["removed"]), len(result.data["restored"])) == (0, 1)


def test_an_opinion_said_since_comes_back_with_its_declaration(tmp_path: Path) -> None:
    book = tmp_path / "汇总表.xlsx"
    inbox = put(tmp_path / "一", **{"1.xlsx": firm(1)})
    collect(tmp_path, inbox)
    recommend(tmp_path)
    act(book, "undo")
    assert shown(book, "初审") == []

    collect(tmp_path, inbox)

    assert [(row["opinion"], row["officer"]) for row in shown(book, "初审")] == [("推荐", "张三")]


def test_only_the_last_run_is_taken_back_and_only_once(tmp_path: Path) -> None:
    city = tmp_path / "市" / "总表.xlsx"
    pull(city.parent, sent(tmp_path / "武进", 1))
    act(city, "undo")

    with pytest.raises(UndoRefusedError, match="已经撤销；要恢复，请对同一批文件再汇集一次"):
        act(city, "undo")


def test_what_stands_on_a_list_does_not_vanish(tmp_path: Path) -> None:
    city = tmp_path / "市" / "总表.xlsx"
    [id_] = pull(city.parent, sent(tmp_path / "武进", 1)).data["added"]
    act(city, "decide", row=id_, state="通过")
    act(city, "decide", row=id_, state="拟认定")

    with pytest.raises(UndoRefusedError, match=f"{id_} 已列入拟认定"):
        act(city, "undo")


def test_a_withdrawn_declaration_leaves_book_and_package_and_can_come_back(tmp_path: Path) -> None:
    district, city = tmp_path / "武进" / "汇总表.xlsx", tmp_path / "市"
    package = sent(district.parent, 1, 2)
    pull(city, package)
    gone = rows(district, "summary")[0]

    act(district, "withdraw", row=gone["id"], why="企业来函撤回")

    assert [row["id"] for row in rows(district, "summary")] != [gone["id"]]
    assert pull(city, package).data["withdrawn"] == [gone["id"]]
    act(district, "withdraw", row=gone["id"], why="企业改变主意", back=True)
    assert {row["firm"] for row in rows(district, "summary")} == {gone["firm"], "常州样例2号机械有限公司"}


def test_what_was_said_of_a_declaration_comes_back_with_it(tmp_path: Path) -> None:
    book = tmp_path / "汇总表.xlsx"
    collect(tmp_path, put(tmp_path / "一", **{"1.xlsx": firm(1)}))
    recommend(tmp_path)
    [row] = shown(book, "初审")
    act(book, "opinion", rows=[row["id"]], opinion="不推荐", by="李四")
    act(book, "withdraw", row=row["id"], why="企业来函撤回")

    result = act(book, "withdraw", row=row["id"], why="企业改变主意", back=True)

    assert result.data["state"] == "不推荐"
    assert [(row["opinion"], row["officer"]) for row in shown(book, "初审")] == [("不推荐", "李四")]


def test_a_restored_declaration_goes_with_the_run_that_brought_it(tmp_path: Path) -> None:
    book = tmp_path / "汇总表.xlsx"
    collect(tmp_path, put(tmp_path / "一", **{"1.xlsx": firm(1)}))
    recommend(tmp_path)
    [row] = shown(book, "初审")
    act(book, "withdraw", row=row["id"], why="企业来函撤回")
    act(book, "withdraw", row=row["id"], why="企业改变主意", back=True)

    act(book, "undo")

    assert shown(book, "初审") == []
    collect(tmp_path, tmp_path / "一")
    assert [(row["opinion"], row["officer"]) for row in shown(book, "初审")] == [("推荐", "张三")]


@of_the_first
def test_a_restored_declaration_is_the_earlier_version_once_the_later_is_taken_back(tmp_path: Path) -> None:
    book = tmp_path / "汇总表.xlsx"
    collect(tmp_path, put(tmp_path / "一", **{"1.xlsx": firm(1)}))
    collect(tmp_path, put(tmp_path / "二", **{"1改.xlsx": firm(1, revenue_2022_wan=9000)}), day=LATE)
    [row] = shown(book, "初审")
    act(book, "withdraw", row=row["id"], why="企业来函撤回")
    act(book, "withdraw", row=row["id"], why="企业改变主意", back=True)

    act(book, "undo")

    assert [row["revenue_2022_wan"] for row in shown(book, "明细")] == [10000]


def test_a_withdrawal_needs_a_reason_and_a_declaration_that_stands(tmp_path: Path) -> None:
    book = tmp_path / "汇总表.xlsx"
    collect(tmp_path, put(tmp_path / "一", **{"1.xlsx": firm(1)}))
    [row] = rows(book, "summary")

    with pytest.raises(ValueMissingError, match="理由"):
        act(book, "withdraw", row=row["id"], why=" ")
    with pytest.raises(ValueMissingError, match="申报编号"):
        act(book, "withdraw", row="AAAAAAAAAAAA", why="误报")
    with pytest.raises(ValueMissingError, match="已撤回的申报"):
        act(book, "withdraw", row=row["id"], why="误报", back=True)


def test_of_very_many_numbers_the_first_ones_are_named() -> None:
    told = str(ValueMissingError("申报编号", "甲", tuple(f"A{number:03d}" for number in range(500))))

    assert told.endswith("A019、……等500个。")


def test_what_is_recognised_cannot_be_withdrawn(tmp_path: Path) -> None:
    city = tmp_path / "市" / "总表.xlsx"
    [id_] = pull(city.parent, sent(tmp_path / "武进", 1)).data["added"]
    for state in ("通过", "拟认定", "认定"):
        act(city, "decide", row=id_, state=state)

    with pytest.raises(MoveRefusedError):
        act(city, "withdraw", row=id_, why="企业来函")


def test_nothing_was_ever_collected(tmp_path: Path) -> None:
    act(tmp_path / "申报书.xlsx", "render", notice=NOTICE)

    with pytest.raises(UndoRefusedError, match="还没有收取或汇集过"):
        act(tmp_path / "汇总表.xlsx", "undo")


def test_the_moment_of_a_run_is_told_as_people_read_it(tmp_path: Path) -> None:
    book = tmp_path / "汇总表.xlsx"
    collect(tmp_path, put(tmp_path / "一", **{"1.xlsx": firm(1)}))

    told = act(book, "undo").lines[-2]

    assert re.match(r"已撤销\d{4}-\d\d-\d\d \d\d:\d\d由", told)
