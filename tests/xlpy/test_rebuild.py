"""The book made again from originals and journal, cell for cell; and what differs from them named."""

import json
from pathlib import Path

import pytest

from support.desks import act, firm, put, shown, type_in
from support.rounds import DAY, LATE, collect, pull, recommend, sent, tables
from support.spoken import DISTRICT, OTHER, of_the_first
from workbook.errors import ValueMissingError
from xlpy.desk import FINE, LOOK


@pytest.fixture
def district(tmp_path: Path) -> Path:
    """A district with two firms, a resubmission, a refusal, opinions and a remark typed by hand."""
    book = tmp_path / "武进" / "汇总表.xlsx"
    sent(book.parent, 1, 2, company_profile="简介")
    inbox = put(book.parent / "又", **{"1改.xlsx": firm(1, revenue_2022_wan=9000), "坏.xlsx": b"no book"})
    collect(book.parent, inbox, day=LATE)
    type_in(book, "汇总表", 0, remark="重点")
    type_in(book, "初审", 0, seal_checked="是", paper_received=DAY)
    recommend(book.parent)
    return book


@pytest.fixture
def city(tmp_path: Path, district: Path) -> Path:
    """A city that pulled two districts, reviewed, remarked, ruled, decided."""
    book = tmp_path / "市" / "总表.xlsx"
    pull(book.parent, district.parent / f"报送包_{DISTRICT}.zip", sent(tmp_path / "新北", 1, district=OTHER))
    type_in(book, "总表", 0, is_master=True, review="通过", remark="样板")
    type_in(book, "冲突", 0, is_master=True, ruling=f"保留{DISTRICT}的一份")
    pull(book.parent, district.parent / f"报送包_{DISTRICT}.zip")
    return book


def test_a_rebuilt_master_is_equal_cell_for_cell_and_the_old_one_is_kept(city: Path) -> None:
    before = tables(city)
    assert len(before["总表"]) == 3
    assert before["冲突"]
    type_in(city, "来源", 0, is_master=True, file="别的文件.xlsx")
    old = city.read_bytes()

    result = act(city, "rebuild")

    assert tables(city) == before
    assert Path(result.data["kept"]).read_bytes() == old
    assert any("来源!C2 文件：手工填的“别的文件.xlsx”" in line for line in result.lines)


def test_a_rebuilt_summary_is_equal_cell_for_cell(district: Path) -> None:
    before = tables(district)
    assert [row["remark"] for row in before["汇总表"]] == ["重点", None]

    act(district, "rebuild")

    assert tables(district) == before


@pytest.mark.parametrize("spoiled", [None, b"no book at all"])
def test_a_lost_or_broken_book_comes_back_from_its_records(city: Path, spoiled: bytes | None) -> None:
    before = tables(city)
    city.unlink()
    if spoiled is not None:
        city.write_bytes(spoiled)

    act(city, "rebuild")

    assert tables(city) == before
    assert [path.read_bytes() for path in city.parent.glob("总表.旧-*")] == ([] if spoiled is None else [spoiled])


def test_what_was_typed_since_the_last_run_is_in_the_rebuilt_book(city: Path) -> None:
    type_in(city, "总表", 1, is_master=True, remark="刚刚写的")

    act(city, "rebuild")

    assert shown(city, "总表", is_master=True)[1]["remark"] == "刚刚写的"


def test_a_second_rebuild_changes_nothing(city: Path) -> None:
    city.unlink()
    act(city, "rebuild")
    before = city.read_bytes()

    assert act(city, "rebuild").plan.is_empty
    assert city.read_bytes() == before


def test_without_records_nothing_is_made_up(tmp_path: Path) -> None:
    with pytest.raises(ValueMissingError, match="档案"):
        act(tmp_path / "总表.xlsx", "rebuild")


def test_a_true_book_verifies(city: Path, district: Path) -> None:
    for book in (city, district):
        data = act(book, "verify").data
        assert (data["problems"], data["cells"], data["typed"]) == ([], [], [])


@of_the_first
def test_a_cell_typed_over_is_named_with_sheet_and_cell(city: Path) -> None:
    type_in(city, "总表", 0, is_master=True, code="91320412MA1000009X")
    [row, *_] = tables(city)["总表"]

    result = act(city, "verify")

    [found] = result.data["cells"]
    assert (found["sheet"], found["cell"], found["row"]) == ("总表", "N2", row["id"])
    assert found["found"] == "91320412MA1000009X"
    assert result.status == LOOK
    assert result.plan.is_empty


def test_a_manual_cell_not_yet_recorded_is_told_and_no_fault(city: Path) -> None:
    type_in(city, "总表", 1, is_master=True, remark="待登记")

    result = act(city, "verify")

    assert [cell["found"] for cell in result.data["typed"]] == ["待登记"]
    assert result.status == FINE


def test_a_lost_and_a_changed_original_are_named(district: Path) -> None:
    first, second = sorted((district.parent / "汇总表.档案" / "originals").iterdir())[:2]
    first.unlink()
    second.write_bytes(b"forged")

    problems = act(district, "verify").data["problems"]

    assert len(problems) == 2
    assert any("缺少原件" in problem and first.name[:12] in problem for problem in problems)
    assert any("被改动" in problem and second.name[:12] in problem for problem in problems)


def test_a_broken_chain_is_named_by_its_line(district: Path) -> None:
    journal = district.parent / "汇总表.档案" / "journal.jsonl"
    lines = journal.read_text("utf-8").splitlines()
    lines[1] = json.dumps({**json.loads(lines[1]), "by": "他人"}, ensure_ascii=False)
    journal.write_text("\n".join(lines) + "\n", "utf-8")

    [problem] = act(district, "verify").data["problems"]

    assert "第2行" in problem
