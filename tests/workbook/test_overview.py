"""The picture of a round: every number counted from declarations, drawn on one page, told in words too."""

import datetime as dt
import re
from pathlib import Path

import pytest

from support import office, opened
from support.listed import pages
from support.spoken import NOTICE, of_the_first
from workbook.merge import Declaration, Overrule, StoredFinding
from workbook.notice import shelf
from workbook.overview import overview
from workbook.picture import Grid, Picture
from workbook.render.overview import overview as drawn
from workbook.render.overview import spoken

pytestmark = of_the_first

PACK = shelf.pack(NOTICE)
DAY = dt.date(2023, 12, 24)


def declared(number: int, district: str, received: int, **values: object) -> Declaration:
    """One declaration of which only what is counted is told."""
    return Declaration(
        id=f"A{number}",
        notice=PACK.id,
        version=PACK.version,
        district=district,
        file="a.xlsx",
        sha256="0" * 64,
        digest="",
        received=dt.date(2023, 12, received),
        values=values,
        texts={},
        cells={},
        verdict="pass",
        findings=(StoredFinding(rule="revenue-floor", source="ELIG-10", force="should", message="少了"),)
        * (number == 1),
    )


@pytest.fixture(scope="module")
def picture() -> Picture:
    """
    | 辖市区 | 收到  | 场景                 | 产业集群 | 总投资 | 研制周期   |
    | 武进区 | 12-18 | 生产计划优化         | 新能源   | 1000.5 | 100 -> 80  |
    | 武进区 | 12-20 | 生产计划优化、智能仓储 | 高端装备 | 500    | 90天 -> 60 |
    | 溧阳市 | 12-21 |                      | 新能源   | 乱填   |            |
    """
    groups = {group.title: group for group in PACK.catalogues[0].groups}
    plan, store = (f"scenarios_{groups[title].items[0].id}" for title in ("计划调度", "仓储物流"))
    cycle = {"outcome_design_cycle_before": "100", "outcome_design_cycle_after": "80"}
    odd = {"outcome_design_cycle_before": "90天", "outcome_design_cycle_after": "60"}
    entries = [
        declared(1, "武进区", 18, **{plan: True}, industry_cluster="新能源", investment_total_wan="1000.5", **cycle),
        declared(
            2, "武进区", 20, **{plan: True, store: True}, industry_cluster="高端装备", investment_total_wan="500", **odd
        ),
        declared(3, "溧阳市", 21, industry_cluster="新能源", investment_total_wan={"raw": "乱填"}),
    ]
    return overview(PACK, entries, {"A1": "推荐", "A2": "拟认定", "A3": "推荐"}, DAY)


def numbers(grid: Grid, down: str) -> dict[str, float]:
    return {
        title: number for title, number in zip(grid.across, grid.numbers[grid.down.index(down)], strict=True) if number
    }


def test_groups_count_declarations_not_ticks_and_districts_without_any_stand_there(picture: Picture) -> None:
    assert picture.groups.across == PACK.districts
    assert numbers(picture.groups, "计划调度") == {"武进区": 2}
    assert numbers(picture.groups, "仓储物流") == {"武进区": 1}
    assert numbers(picture.groups, "安全管控") == {}


def test_items_stand_by_frequency(picture: Picture) -> None:
    assert [(name, line[0]) for name, line in zip(picture.items.down, picture.items.numbers, strict=True)][:3] == [
        ("生产计划优化", 2),
        ("智能仓储", 1),
        ("车间智能排产", 0),
    ]


def test_choices_and_states_stand_by_district(picture: Picture) -> None:
    cluster = picture.choices[0]

    assert numbers(cluster, "武进区") == {"新能源": 1, "高端装备": 1}
    assert numbers(cluster, "溧阳市") == {"新能源": 1}
    assert numbers(picture.states, "武进区") == {"推荐": 1, "拟认定": 1}


def test_money_is_added_and_what_is_no_number_counts_as_nothing(picture: Picture) -> None:
    assert numbers(picture.sums, "武进区") == {"项目总投资": 1500.5}
    assert numbers(picture.sums, "溧阳市") == {}


def test_receipts_after_the_deadline_stand_apart(picture: Picture) -> None:
    assert picture.receipts.down == ("12-18", "12-19", "12-20", "12-21")
    assert picture.receipts.numbers == ((1, 0), (0, 0), (1, 0), (0, 1))


def test_a_day_told_by_a_wrong_clock_takes_one_bar_and_not_nineteen_thousand() -> None:
    odd = declared(3, "溧阳市", 21).model_copy(update={"received": dt.date(1970, 1, 1)})

    found = overview(PACK, [declared(2, "武进区", 18), declared(4, "武进区", 21), odd], {}, DAY).receipts

    assert found.down == ("1970-01-01", "2023-12-18", "2023-12-21")
    assert found.numbers == ((1, 0), (1, 0), (0, 1))


def test_what_an_officer_overruled_is_no_problem_any_more() -> None:
    """As in the 总表, where it counts as settled."""
    met = declared(1, "武进区", 18)
    said = Overrule(rule="revenue-floor", message="少了", why="属实", by="李四")

    found = overview(PACK, [met.model_copy(update={"overrules": (said,)}), met], {}, DAY).findings

    assert found.numbers == ((0, 1),)


def test_only_figures_that_are_bare_numbers_are_compared(picture: Picture) -> None:
    outcome = picture.outcomes[0]

    assert (outcome.title, outcome.given, outcome.compared, outcome.change) == ("产品研发设计周期", 2, 1, -0.2)


def test_findings_are_named_with_their_code(picture: Picture) -> None:
    [name] = picture.findings.down

    assert name.startswith("ELIG-10 ")
    assert numbers(picture.findings, name) == {"提醒": 1}


def test_demands_of_one_code_are_counted_under_their_own_titles() -> None:
    met = [
        StoredFinding(rule=rule, source="CON-07", force="should", message="填错")
        for rule in ("profit-within-revenue.profit_2021_wan", "investment-positive", "year-on-year.tax_2022_wan")
    ]
    entries = [
        declared(2, "武进区", 18).model_copy(update={"findings": tuple(met)}),
        declared(3, "武进区", 18).model_copy(update={"findings": (met[0],)}),
    ]

    found = overview(PACK, entries, {}, DAY).findings

    assert numbers(found, "CON-07 利润不大于主营业务收入") == {"提醒": 2}
    assert numbers(found, "CON-07 总投资大于0") == {"提醒": 1}


def test_a_name_that_is_cut_says_so() -> None:
    long = StoredFinding(rule="length-strategy-straddles", source="TXT-02", force="should", message="差一点")
    entry = declared(2, "武进区", 18).model_copy(update={"findings": (long,)})

    assert overview(PACK, [entry], {}, DAY).findings.down == ("TXT-02 企业智能化发展战略两种计数跨在50…",)


def test_bars_begin_at_nought(picture: Picture) -> None:
    charts = [opened.xml(drawn(picture), f"xl/charts/chart{number}.xml") for number in (1, 2, 3)]

    assert all('<c:min val="0"/>' in chart for chart in charts)


def test_a_heading_of_several_lines_has_their_height(picture: Picture) -> None:
    sheet = opened.xml(drawn(picture), "xl/worksheets/sheet2.xml")

    tall = [float(points) for points in re.findall(r'ht="([\d.]+)"', sheet)]
    assert max(tall) >= 3 * 13


def test_every_chart_says_in_words_what_it_shows(picture: Picture) -> None:
    drawing = opened.xml(drawn(picture), "xl/drawings/drawing1.xml")

    said = re.findall(r'descr="([^"]+)"', drawing)
    assert len(said) == drawing.count("<xdr:graphicFrame") >= 6
    assert "项目所属产业集群。溧阳市：新能源1；武进区：新能源1、高端装备1。" in said


def test_words_for_a_chart_leave_out_what_is_nothing() -> None:
    assert spoken(Grid("甲", ("乙", "丙"), ("丁", "戊"), ((1, 0), (0, 0)))) == "甲。乙：丁1。"


def test_the_same_round_is_the_same_book(picture: Picture) -> None:
    assert drawn(picture) == drawn(picture)


def test_the_picture_prints_on_one_page(picture: Picture, tmp_path: Path) -> None:
    office.require()

    [page] = pages(drawn(picture, for_print=True), tmp_path, ".xlsx")

    assert all(district in page for district in PACK.districts)
    assert "数据" not in page


def test_a_round_without_declarations_is_drawn_too() -> None:
    empty = overview(PACK, [], {}, DAY)

    assert empty.totals[0] == ("申报", "0家")
    assert drawn(empty)
