"""A district's 汇总表 that says otherwise than its declarations: named by the cell, overruled by a person if at all."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from support.desks import act, table
from support.rounds import pull, sent, tables
from support.spoken import DISTRICT, of_the_first
from workbook.edit import Change, Content
from workbook.patch import apply
from xlpy.desk import LOOK, Result


def typed_over(package: Path, sheet: str, column: str, words: Content) -> str:
    """Another value in the first row of a sheet of the 汇总表 inside a package; its cell."""
    wanted = table(sheet)
    cell = f"{wanted.letter[column]}{wanted.first_row}"
    with zipfile.ZipFile(package) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["汇总表.xlsx"] = apply(parts["汇总表.xlsx"], [Change(sheet, cell, None, words)], force=True)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    package.write_bytes(content.getvalue())
    return f"{sheet}!{cell}"


def said(result: Result) -> list[tuple[str, list[str], str]]:
    """What is said of the only package that was pulled."""
    [package] = result.data["taken"]
    return [
        (one["source"], [*one["cells"]], one["message"]) for one in package["findings"] if one["source"] == "SUM-02"
    ]


def listed(book: Path) -> list[dict[str, Any]]:
    """The rows of 问题清单 about the district's sheet."""
    return [row for row in tables(book)["问题清单"] if row["code"] == "SUM-02"]


@of_the_first
def test_a_cell_of_the_companion_sheet_typed_over_is_named_with_both_values(tmp_path: Path) -> None:
    package = sent(tmp_path / "武进", 1)
    cell = typed_over(package, "明细", "factory_name", "别的工厂")

    result = pull(tmp_path / "市", package)

    [(_, cells, message)] = said(result)
    assert cells == [cell]
    assert message.startswith("明细为“别的工厂”，申报书为“样例1号智能工厂”")
    assert result.status == LOOK


def test_the_companion_sheet_as_it_was_made_says_the_same(tmp_path: Path) -> None:
    assert said(pull(tmp_path / "市", sent(tmp_path / "武进", 1))) == []


@of_the_first
def test_a_row_of_the_companion_sheet_that_is_gone_is_missed(tmp_path: Path) -> None:
    package = sent(tmp_path / "武进", 1)
    typed_over(package, "明细", "id", None)

    [(_, cells, message)] = said(pull(tmp_path / "市", package))

    assert cells == []
    assert message.startswith("明细中缺")


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """A 总表 after a district whose printed sheet names another total."""
    package = sent(tmp_path / "武进", 1)
    typed_over(package, "汇总表", "investment_total", 9999)
    pull(tmp_path / "市", package)
    return tmp_path / "市" / "总表.xlsx"


@of_the_first
def test_a_finding_about_the_printed_sheet_is_overruled_under_the_districts_name(city: Path) -> None:
    [before] = listed(city)

    act(city, "overrule", row=DISTRICT, rule="SUM-02", why="以汇总表为准", by="王五")

    [after] = listed(city)
    assert (before["overrule"], before["district"]) == (None, DISTRICT)
    assert (after["overrule"], after["overruler"]) == ("以汇总表为准", "王五")
    assert after["message"] == before["message"]


@of_the_first
def test_it_stays_overruled_when_the_same_package_is_pulled_again(city: Path, tmp_path: Path) -> None:
    act(city, "overrule", row=DISTRICT, rule="SUM-02", why="以汇总表为准", by="王五")

    pull(city.parent, tmp_path / "武进" / f"报送包_{DISTRICT}.zip")

    assert [row["overrule"] for row in listed(city)] == ["以汇总表为准"]


@of_the_first
def test_taken_back_it_counts_again(city: Path) -> None:
    act(city, "overrule", row=DISTRICT, rule="SUM-02", why="以汇总表为准", by="王五")

    act(city, "overrule", row=DISTRICT, rule="SUM-02", back=True)

    assert [row["overrule"] for row in listed(city)] == [None]
