"""Values of a JSON file become the record the form would be read as."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from support.spoken import form, of_the_first
from workbook.errors import ValueMissingError
from workbook.ooxml.cell import Cell
from workbook.record import Record
from workbook.render.given import record_from_values
from workbook.values import Problem

pytestmark = of_the_first


def given(**values: Any) -> Record:
    return record_from_values(form(), values)


def test_an_unknown_field_is_refused_by_its_name() -> None:
    with pytest.raises(ValueMissingError, match="compny_name"):
        given(compny_name="甲公司")


def test_an_unknown_option_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueMissingError, match="中央企业"):
        given(ownership_kind="国有")


@pytest.mark.parametrize("named", ["民营", "private", "ownership_kind_private"])
def test_an_option_is_named_by_title_or_id(named: str) -> None:
    assert given(ownership_kind=named).value("ownership_kind") == "民营"


def test_two_ticks_in_a_single_choice_have_no_value() -> None:
    reading = given(ownership_kind=["民营", "三资"]).reading("ownership_kind")

    assert reading.value is None
    assert reading.problem is Problem.MANY


def test_choices_take_a_list() -> None:
    record = given(innovation_mode=["网络协同制造", "discrete"])

    assert record.value("innovation_mode") == ("离散型智能制造", "网络协同制造")


def test_dates_and_months_are_dates() -> None:
    record = given(founded_on="2015-06-18", built_from="2021-03")

    assert record.value("founded_on") == dt.date(2015, 6, 18)
    assert record.value("built_from") == dt.date(2021, 3, 1)


def test_a_text_where_a_number_belongs_stays_as_typed() -> None:
    record = given(revenue_2022_wan="3,500万元")

    assert record.entry("revenue_2022_wan").raw == (Cell("3,500万元"),)
    assert record.reading("revenue_2022_wan").problem is Problem.READABLE


def test_money_is_decimal() -> None:
    assert given(revenue_2022_wan=3500.25).value("revenue_2022_wan") == Decimal("3500.25")


def test_a_tick_is_true_or_its_shape() -> None:
    record = given(scenarios_plan_optimisation=True, scenarios_shop_scheduling="√", scenarios_lean_management=False)

    ticked = [record.value(f"scenarios_{item}") for item in ("plan_optimisation", "shop_scheduling", "lean_management")]
    assert ticked == [True, True, False]


def test_cover_fields_follow_the_table() -> None:
    record = given(company_name="甲公司", contact_person="张三 经理", contact_phone="13800000001")

    assert record.value("cover_applicant") == "甲公司"
    assert record.value("cover_contact") == "张三 经理 13800000001"


def test_raw_converts_nothing() -> None:
    record = record_from_values(form(), {"founded_on": "2015-06-18"}, raw=True)

    assert record.entry("founded_on").raw == (Cell("2015-06-18"),)


def test_a_lone_surrogate_is_no_character() -> None:
    assert given(company_name="甲\ud800公司").value("company_name") == "甲\ufffd公司"


@pytest.mark.parametrize("number", [10**400, Decimal("1e999"), float("nan")], ids=["int", "decimal", "nan"])
def test_a_number_that_no_sheet_holds_is_text(number: Any) -> None:
    assert given(revenue_2022_wan=number).entry("revenue_2022_wan").raw[0].value == str(number)
