"""Demands on amounts."""

import pytest

from support.rules import message, rule, said

WITHIN = rule("not_above", field="investment_equipment_wan", limit_field="investment_total_wan")
FLOOR = rule("floor", field="revenue_2022_wan", minimum=2000)
POSITIVE = rule("positive", field="investment_total_wan")
JUMP = rule("jump", field="revenue_2022_wan", other="revenue_2021_wan", factor=100)
TYPED = rule("number_typed", field="revenue_2022_wan")
READABLE = rule("number_readable", field="revenue_2022_wan")
DOWN = rule(
    "moves", field_before="outcome_quality_loss_before", field_after="outcome_quality_loss_after", direction="down"
)


def moved(before: object, after: object) -> str:
    """What is said of a loss that moves from one figure to another."""
    return message(DOWN, outcome_quality_loss_before=before, outcome_quality_loss_after=after)


def test_a_part_may_equal_the_whole() -> None:
    assert message(WITHIN, investment_equipment_wan=5000, investment_total_wan=5000) == ""


def test_a_part_above_the_whole_is_told() -> None:
    words = message(WITHIN, investment_equipment_wan=5000.5, investment_total_wan=5000)

    assert words == "填的是5000.5，大于“项目投资额（万元） 总投资”5000，超出0.5"


def test_a_part_is_not_compared_with_a_text() -> None:
    assert message(WITHIN, investment_equipment_wan=5000, investment_total_wan="3000万") == ""


def test_the_floor_itself_is_enough() -> None:
    assert message(FLOOR, revenue_2022_wan=2000) == ""


def test_a_cent_below_the_floor_is_told() -> None:
    assert message(FLOOR, revenue_2022_wan=1999.99) == "填的是1999.99，低于2000，还差0.01"


def test_nought_is_not_positive() -> None:
    assert message(POSITIVE, investment_total_wan=0) == "填的是0，应大于0"


def test_a_small_amount_is_positive() -> None:
    assert message(POSITIVE, investment_total_wan=0.01) == ""


def test_a_hundredfold_is_no_jump() -> None:
    assert message(JUMP, revenue_2021_wan=100, revenue_2022_wan=10000) == ""


@pytest.mark.parametrize(("before", "after"), [(100, 10001), (10001, 100)])
def test_more_than_a_hundredfold_is_told(before: object, after: object) -> None:
    assert message(JUMP, revenue_2021_wan=before, revenue_2022_wan=after).endswith("相差100倍以上，请核对单位")


def test_a_jump_stands_at_both_years() -> None:
    finding = said(JUMP, revenue_2021_wan=1, revenue_2022_wan=10000)

    assert finding.fields == ("revenue_2022_wan", "revenue_2021_wan")


def test_a_loss_is_no_jump() -> None:
    assert message(JUMP, revenue_2021_wan=-1, revenue_2022_wan=10000) == ""


def test_a_number_is_typed() -> None:
    assert message(TYPED) == ""


@pytest.mark.parametrize(
    ("text", "proposed"), [("3,500万元", "3500"), ("３５００", "3500"), ("2亿元", "20000"), ("35000元", "3.5")]
)
def test_a_text_that_reads_as_a_number_is_told_with_its_value(text: str, proposed: str) -> None:
    assert message(TYPED, revenue_2022_wan=text) == f"“{text}”是文本，如指 {proposed} 万元请改填数字"


def test_a_text_that_reads_as_a_number_is_readable() -> None:
    assert message(READABLE, revenue_2022_wan="3,500万元") == ""


@pytest.mark.parametrize("text", ["约2000", "2千", "万元", "3.5.1", "-", "1e3"])
def test_other_words_are_no_number(text: str) -> None:
    assert message(READABLE, revenue_2022_wan=text) == f"“{text}”不是数"


def test_other_words_are_not_the_matter_of_typing() -> None:
    assert message(TYPED, revenue_2022_wan="约2000") == ""


def test_a_loss_that_falls_is_fine() -> None:
    assert moved("5%", "3%") == ""


def test_a_loss_that_rises_is_pointed_out() -> None:
    assert moved("3%", "5%") == "由0.03变为0.05，通常应下降，请核对"


def test_a_percentage_and_a_share_are_compared() -> None:
    assert moved("3%", 0.02) == ""


def test_words_are_not_compared() -> None:
    assert moved("3天", "5天") == ""
