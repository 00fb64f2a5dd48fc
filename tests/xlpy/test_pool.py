"""培育库: who is in it since when and why; what is still open is told only where the next level's notice is at hand."""

import datetime as dt
from pathlib import Path

import pytest

from support.desks import act, firm, put, shown, state, type_in
from support.spoken import DAY, DISTRICT, PULLED, of_the_first
from workbook.notice import shelf


@pytest.fixture
def master(tmp_path: Path) -> Path:
    """Two recognised firms; the first reported 3,000万元, the second 2,500万元."""
    district, book = tmp_path / "武进", tmp_path / "市" / "总表.xlsx"
    forms = {"1.xlsx": firm(1, revenue_2022_wan=3000), "2.xlsx": firm(2, revenue_2022_wan=2500)}
    inbox = put(district / "收件箱", **forms)
    act(district / "汇总表.xlsx", "collect", inboxes=[inbox], district=DISTRICT, received=DAY)
    act(district / "汇总表.xlsx", "opinion", all_rows=True, opinion="推荐", by="张三", day=DAY)
    act(book, "pull", inboxes=[district / f"报送包_{DISTRICT}.zip"], received=PULLED)
    for id_ in ids(book):
        act(book, "decide", row=id_, state="拟认定")
        act(book, "decide", row=id_, state="认定")
    return book


def ids(book: Path) -> list[str]:
    return [row["id"] for row in shown(book, "总表", is_master=True)]


def test_the_pool_tells_since_when_by_whom_and_why(master: Path) -> None:
    first, _ = ids(master)
    act(master, "decide", row=first, state="入库", why="专家组认为具备条件")

    [member] = act(master, "pool").data["members"]

    assert (member["id"], member["state"], member["by"]) == (first, "入库", "张三")
    assert member["since"] == dt.datetime.now().astimezone().date()
    assert member["why"] == "专家组认为具备条件"
    assert (master.parent / "培育库.xlsx").is_file()


def test_a_member_without_a_reason_is_named_until_one_is_given(master: Path) -> None:
    first, second = ids(master)
    act(master, "decide", row=first, state="入库")
    act(master, "decide", row=second, state="入库", why="同意")

    assert act(master, "pool").data["without_reason"] == [first]
    act(master, "decide", row=first, state="入库", why="补：专家组同意")
    assert act(master, "pool").data["without_reason"] == []


def test_a_remark_typed_into_the_master_is_a_reason(master: Path) -> None:
    act(master, "decide", row=ids(master)[0], state="入库")
    type_in(master, "总表", 0, is_master=True, remark="局长办公会同意")

    [member] = act(master, "pool").data["members"]

    assert member["why"] == "局长办公会同意"


def test_without_a_next_notice_no_gap_is_made_up(master: Path) -> None:
    act(master, "decide", row=ids(master)[0], state="入库", why="同意")

    assert act(master, "pool").data["gaps"] is None


@of_the_first
def test_a_next_notice_shows_what_each_member_still_lacks(
    master: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "通知" / "province"
    folder.mkdir(parents=True)
    ours = shelf.find("changzhou-2023")
    text = (ours / "notice.toml").read_text(encoding="utf-8").replace('id = "changzhou-2023"', 'id = "province"', 1)
    stricter = text.replace("minimum = 2000", "minimum = 2800")
    assert stricter != text
    (folder / "notice.toml").write_text(stricter, encoding="utf-8")
    (folder / "notice.txt").write_text((ours / "notice.txt").read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setenv("XLPY_TEMPLATES", str(folder.parent))
    for id_ in ids(master):
        act(master, "decide", row=id_, state="入库", why="同意")

    gaps = act(master, "pool", next_notice="province").data["gaps"]

    assert [(gap["firm"], gap["code"], gap["kind"]) for gap in gaps if gap["kind"] == "未达到"] == [
        ("常州样例2号机械有限公司", "ELIG-10", "未达到")
    ]


def test_the_pool_again_is_the_same_book(master: Path) -> None:
    act(master, "decide", row=ids(master)[0], state="入库", why="同意")
    act(master, "pool")
    before = state(master.parent)

    act(master, "pool")

    assert state(master.parent) == before
