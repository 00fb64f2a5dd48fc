"""The made-up notice plays its whole round, from empty papers to three lists, with no Python of its own."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import docx
import pytest

from support.deeds import act
from workbook.ooxml.book import open_book
from xlpy.actions import demo
from xlpy.folder import FolderDesk
from xlpy.registers import NotAskedError
from xlpy.settings import Settings

NOTICE = "example-2030"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("round")


@pytest.fixture(scope="module")
def told(out: Path) -> Mapping[str, Any]:
    """What the played round says of itself."""
    desk = FolderDesk(out / "总表.xlsx", Settings("样例", out.parent / "home"))
    found: Mapping[str, Any] = demo.run(desk, out=out, notice=NOTICE).data
    return found


def words(book: Path) -> set[str]:
    opened = open_book(book.read_bytes(), book.name)
    return {cell.text for sheet in opened.sheets for cell in opened.cells(sheet).values()}


def test_every_file_comes_out_as_its_season_says(told: Mapping[str, Any]) -> None:
    assert told["differences"] == []
    assert told["lists"] == {"proposed": 8, "final": 7, "pool": 1}


def test_the_papers_speak_the_words_of_this_notice(told: Mapping[str, Any], out: Path) -> None:
    master = words(out / "04-市局" / "总表.xlsx")

    assert {"所在县区", "车间名称", "推荐次序"} & master == {"所在县区", "车间名称"}
    assert "县区推荐次序" in master
    assert not any("辖市" in one or "工厂" in one for one in master)


def test_the_review_form_of_the_district_prints_its_items(told: Mapping[str, Any], out: Path) -> None:
    form = next((out / "03-各区" / "1-东川区" / "初审意见").glob("虚构甲一*.xlsx"))

    assert {"县区核查表", "设备现场运行", "台账与申报一致", "无拖欠工资"} <= words(form)


def test_a_quota_and_an_order_are_told_of_the_summary(told: Mapping[str, Any], out: Path) -> None:
    altered = {path.stem.partition("_")[2] for path in (out / "04-市局" / "手改的汇总表").iterdir()}

    assert altered == {"多报一个", "次序重复", "改了投入"}


def test_the_period_of_a_far_year_comes_from_the_table_of_days_off(told: Mapping[str, Any], out: Path) -> None:
    """10 July is off and Saturday the 13th is worked, as the made-up table says: five days end on Saturday."""
    text = "".join(
        one.text for one in docx.Document(out / "05-名单" / "2030年度云川市示范车间拟入选名单.docx").paragraphs
    )

    assert "公示期为5个工作日，自2030年7月8日起至2030年7月13日止" in text


def test_a_declaration_is_printed_with_the_words_below_its_attachments(told: Mapping[str, Any], out: Path) -> None:
    form = next((out / "02-收件箱" / "1-东川区").rglob("虚构甲一*.xlsx"))

    act(out.parent / "甲一.docx", "letter", file=form)

    printed = [one.text for one in docx.Document(out.parent / "甲一.docx").paragraphs]
    assert printed[-3:] == ["车间平面图（√已附）", "安全评价报告（√已附）", "本企业承诺所填内容真实完整"]


def test_firms_are_not_invited_where_no_register_is_asked(told: Mapping[str, Any], out: Path) -> None:
    with pytest.raises(NotAskedError, match="没有要求企业列在哪份名册上"):
        act(out / "04-市局" / "总表.xlsx", "invite")
