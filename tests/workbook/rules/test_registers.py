"""Demands answered by registers, days of receipt, persons and other papers."""

import datetime as dt

import pytest

from support.rules import rule, said
from workbook.finding import Force
from workbook.rules.base import Hit, Rule

OLD, RECENT = dt.date(2019, 5, 1), dt.date(2022, 5, 1)
CLEAN = rule("on_register", register="misconduct", years=3, since="2023-11-30", force="should")
SOME_LEVELS = rule("on_register", register="misconduct", years=3, since="2023-11-30", binds=("重大",), force="should")
LISTED = rule("listed_on", register="diagnosed", force="should")
BY_CODE = rule("not_recognised", register="recognised", by="code")
BY_NAME = rule("not_recognised", register="recognised", by="name", force="should")
IN_TIME = rule("received_by", deadline="any", day="2023-12-20", force="should")
LAST_DAY = rule("received_by", deadline="any", day="2023-12-20", force="should", says_last_day=True)


def hit(by: str = "code", day: dt.date | None = None, level: str = "", *, is_doubtful: bool = False) -> Hit:
    """The seventh row of a register, about this firm."""
    return Hit(by, 7, "安全事故，重大，2022-05-01", level, day, is_doubtful=is_doubtful)


@pytest.mark.parametrize("one", [CLEAN, LISTED, BY_CODE])
def test_without_the_register_a_person_judges(one: Rule) -> None:
    assert said(one).force is Force.JUDGE


def test_a_missing_register_is_said_once() -> None:
    assert said(BY_NAME) is None


def test_a_firm_on_no_row_passes() -> None:
    assert said(CLEAN, hits={"misconduct": ()}) is None


def test_a_row_is_shown() -> None:
    finding = said(CLEAN, hits={"misconduct": (hit(day=RECENT),)})

    assert finding.message == "名册中有记录：第7行 安全事故，重大，2022-05-01"


def test_a_row_keeps_the_force_of_the_demand() -> None:
    assert said(CLEAN, hits={"misconduct": (hit(day=RECENT),)}).force is Force.SHOULD


def test_a_row_older_than_the_period_passes() -> None:
    assert said(CLEAN, hits={"misconduct": (hit(day=OLD),)}) is None


def test_the_first_day_of_the_period_counts() -> None:
    assert said(CLEAN, hits={"misconduct": (hit(day=dt.date(2020, 11, 30)),)}) is not None


def test_a_row_without_a_day_counts() -> None:
    assert said(CLEAN, hits={"misconduct": (hit(),)}) is not None


def test_an_old_row_of_a_level_without_a_period_counts() -> None:
    assert said(SOME_LEVELS, hits={"misconduct": (hit(day=OLD, level="严重失信"),)}) is not None


def test_an_old_row_of_a_level_with_a_period_passes() -> None:
    assert said(SOME_LEVELS, hits={"misconduct": (hit(day=OLD, level="重大"),)}) is None


def test_a_diagnosed_firm_passes() -> None:
    assert said(LISTED, hits={"diagnosed": (hit(),)}) is None


def test_a_firm_that_was_not_diagnosed_is_told() -> None:
    assert said(LISTED, hits={"diagnosed": ()}).message == "名册中没有该企业"


def test_a_recognised_firm_is_found_by_code() -> None:
    assert said(BY_CODE, hits={"recognised": (hit(),)}).message.startswith("按代码查到已认定记录：第7行")


def test_a_row_by_name_alone_is_not_found_by_code() -> None:
    assert said(BY_CODE, hits={"recognised": (hit("name"),)}) is None


def test_a_recognised_firm_is_found_by_name() -> None:
    assert said(BY_NAME, hits={"recognised": (hit("name"),)}).message.startswith("按名称查到已认定记录：第7行")


def test_a_firm_found_by_code_is_not_told_twice() -> None:
    assert said(BY_NAME, hits={"recognised": (hit(), hit("name"))}) is None


@pytest.mark.parametrize("one", [CLEAN, LISTED, BY_CODE])
def test_a_row_of_which_nobody_said_whether_it_counts_is_for_a_person(one: Rule) -> None:
    finding = said(one, hits={one.register_id: (hit(is_doubtful=True),)})

    assert finding.force is Force.JUDGE
    assert "第7行 安全事故，重大，2022-05-01" in finding.message


def test_a_sure_row_binds_beside_a_doubtful_one() -> None:
    assert said(BY_CODE, hits={"recognised": (hit(is_doubtful=True), hit())}).force is Force.MUST


def test_a_sure_row_by_name_is_told_beside_a_doubtful_one_by_code() -> None:
    assert said(BY_NAME, hits={"recognised": (hit(is_doubtful=True), hit("name"))}).force is Force.SHOULD


def test_a_doubtful_row_before_the_period_passes() -> None:
    assert said(CLEAN, hits={"misconduct": (hit(day=OLD, is_doubtful=True),)}) is None


def test_the_last_day_is_in_time() -> None:
    assert said(IN_TIME, received=dt.date(2023, 12, 20)) is None


def test_the_last_day_is_said_where_it_counts_by_a_reading() -> None:
    finding = said(LAST_DAY, received=dt.date(2023, 12, 20))

    assert finding.force is Force.NOTE
    assert finding.message == "截止2023-12-20，正是截止当日收到，按含当日算按时"


def test_the_day_before_the_last_is_not_said() -> None:
    assert said(LAST_DAY, received=dt.date(2023, 12, 19)) is None


def test_two_days_late_are_counted() -> None:
    assert said(IN_TIME, received=dt.date(2023, 12, 22)).message == "截止2023-12-20，收到日期2023-12-22，迟2天"


def test_an_unknown_day_is_for_a_person() -> None:
    assert said(IN_TIME).force is Force.JUDGE


def test_a_person_always_judges() -> None:
    assert said(rule("person", force="judge", title="正常经营1年以上")).message == "请人工核对：正常经营1年以上"


def test_a_hint_is_pointed_out() -> None:
    one = rule("person", force="judge", hint_field="company_name", hint_words=("软件", "贸易"))

    assert said(one, company_name="常州某某软件有限公司").message == "请人工核对：要求，“企业名称”中有“软件”"


def test_an_info_is_said() -> None:
    assert said(rule("info", force="note", title="投入包含购置的设备")).message == "投入包含购置的设备"


@pytest.mark.parametrize("kind", ["one_per_firm", "summary_rows", "summary_equal", "summary_numbers"])
def test_one_form_alone_breaks_no_demand_across_papers(kind: str) -> None:
    assert said(rule(kind)) is None
