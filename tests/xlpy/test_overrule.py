"""An officer overrules a verdict of the machine: with reason and name, visible, carried up, taken back."""

from pathlib import Path

import pytest

from support.desks import act, firm, put, shown, type_in
from support.rounds import LATE, collect, kinds, pull, recommend, rows, sent, tables
from support.spoken import DISTRICT, of_the_first
from workbook.errors import ValueMissingError
from xlpy.package import manifest_of

pytestmark = of_the_first

LOW = {"revenue_2022_wan": 1999, "revenue_2021_wan": 1999}
"""Breaks ELIG-10, a should."""
BLANK = {"company_name": ""}
"""Breaks a must."""


@pytest.fixture
def district(tmp_path: Path) -> Path:
    """A district with one firm whose revenue is too low."""
    book = tmp_path / "武进" / "汇总表.xlsx"
    sent(book.parent, 1, **LOW)
    return book


def finding(book: Path, *, is_master: bool = False) -> dict[str, object]:
    """The row of ELIG-10."""
    return next(row for row in shown(book, "问题清单", is_master=is_master) if row["code"] == "ELIG-10")


def test_an_overruled_finding_stays_listed_and_the_verdict_counts_it_as_settled(district: Path) -> None:
    [before] = rows(district, "summary")
    assert before["verdict"] == "须说明"

    act(district, "overrule", row=before["id"], rule="ELIG-10", why="集团合并报表已核", by="王五")

    [after] = rows(district, "summary")
    assert after["verdict"] == "可以报送◆"
    assert (finding(district)["overrule"], finding(district)["overruler"]) == ("集团合并报表已核", "王五")
    [detail] = shown(district, "明细")
    assert detail["should"] == 0


def test_a_must_is_overruled_too(tmp_path: Path) -> None:
    book = tmp_path / "汇总表.xlsx"
    collect(tmp_path, put(tmp_path / "一", **{"1.xlsx": firm(1, **BLANK)}))
    [before] = rows(book, "summary")
    codes = [row["code"] for row in shown(book, "问题清单") if row["force"] == "错误"]
    assert before["verdict"] == "有强制问题"

    for code in dict.fromkeys(codes):
        act(book, "overrule", row=before["id"], rule=code, why="以纸质材料为准")

    assert rows(book, "summary")[0]["verdict"] == "可以报送◆"


def test_it_is_recorded_with_the_name_of_the_desk_when_none_is_given(district: Path) -> None:
    [entry] = rows(district, "summary")

    act(district, "overrule", row=entry["id"], rule="ELIG-10", why="核实")

    assert finding(district)["overruler"] == "张三"
    assert kinds(district)[-1] == "overruled"


def test_typed_into_the_sheet_it_counts_the_same(district: Path) -> None:
    number = [row["code"] for row in shown(district, "问题清单")].index("ELIG-10")
    type_in(district, "问题清单", number, overrule="已电话核实", overruler="赵六")

    recommend(district.parent)

    assert rows(district, "summary")[0]["verdict"] == "可以报送◆"
    assert kinds(district).count("overruled") == 1
    recommend(district.parent)
    assert kinds(district).count("overruled") == 1


def test_a_name_without_a_reason_is_told_and_does_not_count(district: Path) -> None:
    number = [row["code"] for row in shown(district, "问题清单")].index("ELIG-10")
    type_in(district, "问题清单", number, overruler="赵六")

    result = recommend(district.parent)

    assert any("没有改判理由" in line for line in result.lines)
    assert rows(district, "summary")[0]["verdict"] == "须说明"


def test_it_can_be_taken_back_by_command_and_by_clearing_the_cell(district: Path) -> None:
    [entry] = rows(district, "summary")
    act(district, "overrule", row=entry["id"], rule="ELIG-10", why="核实")
    act(district, "overrule", row=entry["id"], rule="ELIG-10", back=True)
    assert rows(district, "summary")[0]["verdict"] == "须说明"

    act(district, "overrule", row=entry["id"], rule="ELIG-10", why="核实")
    number = [row["code"] for row in shown(district, "问题清单")].index("ELIG-10")
    type_in(district, "问题清单", number, overrule="", overruler="")
    recommend(district.parent)

    assert rows(district, "summary")[0]["verdict"] == "须说明"
    assert kinds(district).count("reinstated") == 2


def test_it_travels_up_and_the_city_sees_reason_and_name(district: Path, tmp_path: Path) -> None:
    [entry] = rows(district, "summary")
    act(district, "overrule", row=entry["id"], rule="ELIG-10", why="集团合并报表已核", by="王五")
    package = district.parent / f"报送包_{DISTRICT}.zip"
    [sent_up] = manifest_of(package.name, package.read_bytes()).declarations
    assert [one.by for one in sent_up.overrules] == ["王五"]
    city = tmp_path / "市" / "总表.xlsx"

    pull(city.parent, package)

    assert rows(city)[0]["verdict"] == "可以报送◆"
    assert finding(city, is_master=True)["overrule"] == "集团合并报表已核"
    assert pull(city.parent, package).plan.is_empty


def test_the_city_overrules_and_reinstates_on_its_own_and_a_pull_keeps_that(district: Path, tmp_path: Path) -> None:
    [entry] = rows(district, "summary")
    act(district, "overrule", row=entry["id"], rule="ELIG-10", why="核实", by="王五")
    city = tmp_path / "市" / "总表.xlsx"
    pull(city.parent, district.parent / f"报送包_{DISTRICT}.zip")

    act(city, "overrule", row=entry["id"], rule="ELIG-10", back=True)
    sent(district.parent, 2)
    pull(city.parent, district.parent / f"报送包_{DISTRICT}.zip")

    assert {row["id"]: row["verdict"] for row in rows(city)}[entry["id"]] == "须说明"
    assert pull(city.parent, district.parent / f"报送包_{DISTRICT}.zip").plan.is_empty


def test_another_value_is_another_finding_and_counts_again(district: Path) -> None:
    [entry] = rows(district, "summary")
    act(district, "overrule", row=entry["id"], rule="ELIG-10", why="核实")

    inbox = put(district.parent / "改", **{"1改.xlsx": firm(1, revenue_2022_wan=1500, revenue_2021_wan=1500)})
    collect(district.parent, inbox, day=LATE)

    assert rows(district, "summary")[0]["verdict"] == "须说明"


@of_the_first
def test_a_clash_between_papers_is_overruled_too(tmp_path: Path) -> None:
    book = tmp_path / "汇总表.xlsx"
    files = {"1.xlsx": firm(1), "2.xlsx": firm(1, factory_name="二号工厂")}
    collect(tmp_path, put(tmp_path / "一", **files))
    ids = [row["id"] for row in rows(book, "summary")]

    act(book, "overrule", row=ids[0], rule="ELIG-13", why="两厂分属两个法人")

    told = {row["id"]: row["overrule"] for row in shown(book, "问题清单") if row["code"] == "ELIG-13"}
    assert told == {ids[0]: "两厂分属两个法人", ids[1]: None}


def test_without_a_reason_or_a_finding_nothing_is_overruled(district: Path) -> None:
    [entry] = rows(district, "summary")

    with pytest.raises(ValueMissingError, match="理由"):
        act(district, "overrule", row=entry["id"], rule="ELIG-10", why=" ")
    with pytest.raises(ValueMissingError, match="问题编号"):
        act(district, "overrule", row=entry["id"], rule="ELIG-99", why="核实")
    with pytest.raises(ValueMissingError, match="有问题的申报"):
        act(district, "overrule", row="AAAAAAAAAAAA", rule="ELIG-10", why="核实")


def test_a_rebuilt_book_keeps_what_was_overruled(district: Path) -> None:
    [entry] = rows(district, "summary")
    act(district, "overrule", row=entry["id"], rule="ELIG-10", why="核实")
    before = tables(district)
    district.unlink()

    act(district, "rebuild")

    assert tables(district) == before
