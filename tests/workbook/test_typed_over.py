"""Annex 2 typed over by hand into a plain sheet is read as far as it is sure, and the rest is named."""

import datetime as dt
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from support.by_hand import ROWS, plain_copy
from support.forms import ASPECTS, ENABLERS, NOTICE, SCENARIOS, base_values, form
from workbook import read
from workbook.errors import OtherPaperError
from workbook.judge import judge
from workbook.record import Record
from workbook.repair import Outcome, repair
from workbook.values import Kind, Problem

TYPED: dict[str, Any] = {
    "company_name": "常州样例机械有限公司",
    "credit_code": base_values()["credit_code"],
    "founded_on": dt.date(2015, 6, 18),
    "ownership_kind": "民营",
    "company_address": "常州市武进区样例路1号",
    "contact_person": "张三 经理",
    "contact_phone": "13800000001",
    "legal_name": "李四",
    "legal_title": "董事长",
    "revenue_2020_wan": Decimal(8000),
    "revenue_2021_wan": Decimal(9000),
    "revenue_2022_wan": Decimal(10000),
    "tax_2020_wan": Decimal(300),
    "tax_2022_wan": Decimal(400),
    "profit_2020_wan": Decimal(600),
    "profit_2021_wan": Decimal(700),
    "profit_2022_wan": Decimal(800),
    "capability_level": "二级",
    "integration_level": "AA",
    "provincial_workshop": "精密加工车间",
    "provincial_workshop_since": dt.date(2021, 6, 1),
    "company_profile": "本公司从事精密机械的研发和制造。",
    "company_strategy": "公司制定了智能化发展战略规划，设有技术研发机构，建立了智能化人才队伍。",
    "factory_type": "离散型智能工厂",
    "innovation_mode": ("离散型智能制造", "网络协同制造"),
    "industry_cluster": "高端装备",
    "factory_name": "精密机械智能工厂",
    "factory_address": "常州市武进区样例路1号",
    "investment_total_wan": Decimal(5000),
    "investment_equipment_wan": Decimal(3000),
    "outcome_design_cycle_before": "30天",
    "outcome_design_cycle_after": "20天",
    "outcome_quality_loss_before": "3%",
    "outcome_quality_loss_after": "1%",
    "factory_brief": "工厂以数据贯通设计、计划和生产。",
    "overall_situation": "工厂建设背景、基础条件和总体规划情况。",
    "aspect_planning": "（一）总体描述\n用排产系统安排生产。",
    "aspect_operation": "产线可以换型。",
    "project_results": "项目在创新和成效两方面取得进展。",
    "demonstration_role": "经验可在同行业推广。",
    "attachment_licence": True,
    **{f"scenarios_{item}": True for item in SCENARIOS},
    **{f"enablers_{item}": True for item in ENABLERS},
}
"""What the clerk typed, field by field."""

UNSURE = {
    "digital_level",  # 一星 二星（√）三星: the mark stands behind a title
    "scenarios_digital_process",  # （是）、（否） behind the titles
    "scenarios_manufacturability",
    "built_from",  # two months in one cell
    "built_until",
    "seal_date",  # 2023年12月10日（章） is no label of the form any more
}


@cache
def copy() -> Record:
    return read.declaration(plain_copy(), "手抄.xlsx")


def without(*first_words: str) -> tuple[tuple[object, ...], ...]:
    return tuple(row for row in ROWS if row[0] not in first_words)


def test_every_value_that_was_typed_is_in_its_field() -> None:
    found = {id_: copy().value(id_) for id_, spec in form().fields.items() if spec.kind is not Kind.DERIVED}

    assert {id_: value for id_, value in found.items() if value} == TYPED


def test_what_is_not_sure_is_missing_and_says_why() -> None:
    entries = {id_: copy().entry(id_) for id_ in UNSURE}

    assert {id_ for id_, entry in entries.items() if entry.found_by == "missing" and entry.note} == UNSURE


def test_an_amount_with_a_unit_is_asked_here_too() -> None:
    entry = copy().entry("tax_2021_wan")

    assert (entry.value, entry.reading.problem) == (None, Problem.READABLE)
    assert entry.cells == ("Sheet1!C22",)


def test_a_title_that_occurs_twice_is_read_in_its_own_section() -> None:
    """网络协同制造 is ticked among the modes, not among the scenarios of 生产作业."""
    assert "网络协同制造" in (copy().value("innovation_mode") or ())
    assert copy().value("scenarios_networked_manufacturing") is False


def test_no_field_is_taken_as_surely_as_by_a_name() -> None:
    found = {id_: entry for id_, entry in copy().entries.items() if entry.cells and entry.found_by != "derived"}

    assert {entry.found_by for entry in found.values()} == {"label"}
    assert {entry.sureness for entry in found.values()} == {0.7}


def test_without_the_title_of_its_section_nothing_of_it_is_taken() -> None:
    found = read.declaration(plain_copy(without("（二）智能工厂基本信息")), "手抄.xlsx")

    assert found.value("company_name") == "常州样例机械有限公司"
    assert {id_ for id_ in ("factory_name", "factory_type", "investment_total_wan") if found.entry(id_).cells} == set()


@pytest.mark.parametrize("again", [("企业名称", "乙公司"), (None, "企业名称", "乙公司")])
def test_a_label_that_stands_twice_in_its_section_leads_nowhere(again: tuple[object, ...]) -> None:
    at = next(number for number, row in enumerate(ROWS) if row[0] == "单位地址")

    found = read.declaration(plain_copy((*ROWS[:at], again, *ROWS[at:])), "手抄.xlsx")

    assert found.entry("company_name").cells == ()
    assert found.value("company_address") == "常州市武进区样例路1号"


def test_a_sheet_of_notes_behind_it_changes_nothing() -> None:
    notes = (("企业名称", "乙公司"), ("电话", "0519-88888888"), ("待补材料",))

    found = read.declaration(plain_copy(ROWS, notes), "手抄.xlsx")

    assert {id_: entry.value for id_, entry in found.entries.items()} == {
        id_: entry.value for id_, entry in copy().entries.items()
    }


def test_the_whole_copied_onto_a_second_sheet_is_nobodys() -> None:
    found = read.declaration(plain_copy(ROWS, ROWS), "手抄.xlsx")

    assert {id_ for id_, entry in found.entries.items() if entry.cells and entry.found_by != "derived"} == set()


def test_a_blank_value_is_blank_and_never_the_next_label() -> None:
    rows = tuple(("统一社会信用代码", None, "成立时间", None) if row[0] == "统一社会信用代码" else row for row in ROWS)

    found = read.declaration(plain_copy(rows), "手抄.xlsx")

    assert found.reading("credit_code").is_blank
    assert found.reading("founded_on").is_blank
    assert found.entry("credit_code").cells


def test_it_is_judged_like_any_form_and_says_that_places_are_not_sure() -> None:
    findings = {finding.rule: finding for finding in judge(copy()).findings}

    assert set(findings["CELL-MOVED"].fields) >= UNSURE
    assert "coverage-scenarios" not in findings


def test_repair_carries_what_is_sure_into_the_form() -> None:
    account = repair(plain_copy(), "手抄.xlsx")
    by_outcome = {outcome: {line.field for line in account.lines if line.outcome is outcome} for outcome in Outcome}

    assert (account.found.notice, account.found.version) == (NOTICE, "")
    assert by_outcome[Outcome.CARRIED] == {*TYPED}
    assert by_outcome[Outcome.ASKED] == {"tax_2021_wan"}
    assert by_outcome[Outcome.LEFT] >= UNSURE
    assert {f"aspect_{group}" for group in ASPECTS if group not in ("planning", "operation")} <= by_outcome[
        Outcome.LEFT
    ]


def test_a_sheet_with_some_of_its_words_is_no_form() -> None:
    with pytest.raises(OtherPaperError):
        read.declaration(plain_copy(ROWS[:30]), "摘抄.xlsx")
