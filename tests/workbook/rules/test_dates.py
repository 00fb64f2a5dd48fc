"""Demands on days and months."""

import datetime as dt

import pytest

from support.rules import message, rule

FOUNDED = rule("not_after", field="founded_on", day="2022-10-31")
BUILT = rule("not_after", field="built_until", day="2023-12-31")
BOUNDARY = rule("on_boundary", field="founded_on", day="2022-10-31")
MONTH_BOUNDARY = rule("on_boundary", field="built_until", day="2023-12-31", after="2023-12-20")
SPAN = rule("on_boundary", field="seal_date", day="2023-12-31", after="2023-12-20")
ORDER = rule("not_before", field="built_until", other="built_from")
FIRM_FIRST = rule("not_before", field="built_from", other="founded_on")
DAYS = rule("not_before", field="district_date", other="seal_date")
CLEAR = rule("month_clear", field="built_from")
MONTH = rule("month_readable", field="built_from")
DAY = rule("date_readable", field="founded_on")


def test_the_last_day_is_in_time() -> None:
    assert message(FOUNDED, founded_on="2022-10-31") == ""


def test_the_day_after_is_late() -> None:
    assert message(FOUNDED, founded_on="2022-11-01") == "填的是2022-11-01，应不晚于2022-10-31"


def test_a_late_day_written_in_full_width_is_late() -> None:
    assert message(FOUNDED, founded_on="２０２２年１１月１日") == "填的是2022-11-01，应不晚于2022-10-31"


def test_a_blank_day_is_not_late() -> None:
    assert message(FOUNDED, founded_on=None) == ""


def test_any_day_of_the_last_month_is_in_time() -> None:
    assert message(BUILT, built_until=dt.date(2023, 12, 31)) == ""


def test_the_month_after_is_late() -> None:
    assert message(BUILT, built_until="2024年1月") == "填的是2024年1月，应不晚于2023年12月"


def test_the_last_day_stands_on_the_boundary() -> None:
    assert message(BOUNDARY, founded_on="2022-10-31") == "2022-10-31正在界限上，按符合认定，请留意"


def test_the_day_before_does_not() -> None:
    assert message(BOUNDARY, founded_on="2022-10-30") == ""


def test_the_last_month_stands_on_the_boundary() -> None:
    assert message(MONTH_BOUNDARY, built_until="2023-12") == "2023年12月正在界限上，按符合认定，请留意"


def test_the_month_before_does_not() -> None:
    assert message(MONTH_BOUNDARY, built_until="2023-11") == ""


@pytest.mark.parametrize(("day", "is_told"), [("2023-12-20", False), ("2023-12-21", True), ("2023-12-31", True)])
def test_a_boundary_may_span_days(day: str, is_told: bool) -> None:
    assert bool(message(SPAN, seal_date=day)) is is_told


def test_an_end_in_the_month_of_the_start_passes() -> None:
    assert message(ORDER, built_from="2023-10", built_until="2023-10") == ""


def test_an_end_before_the_start_is_told() -> None:
    words = message(ORDER, built_from="2023-10", built_until="2023-09")

    assert words.startswith("填的是2023年9月，早于")


def test_an_end_before_the_start_names_the_start() -> None:
    assert message(ORDER, built_from="2023-10", built_until="2023-09").endswith("2023年10月")


def test_a_factory_may_begin_in_the_month_of_its_firm() -> None:
    assert message(FIRM_FIRST, founded_on="2022-10-31", built_from="2022-10") == ""


def test_a_factory_before_its_firm_is_told() -> None:
    assert (
        message(FIRM_FIRST, founded_on="2022-10-31", built_from="2022-09")
        == "填的是2022年9月，早于“成立时间”2022-10-31"
    )


def test_days_are_compared_by_the_day() -> None:
    assert message(DAYS, seal_date="2023-12-02", district_date="2023-12-01").startswith("填的是2023-12-01，早于")


def test_an_unreadable_month_is_not_compared() -> None:
    assert message(ORDER, built_from="去年") == ""


def test_a_number_that_may_be_january_or_october_names_both() -> None:
    assert message(CLEAR, built_from=2022.1) == "“2022.1”可能是2022年1月，也可能是2022年10月"


def test_a_clear_month_is_clear() -> None:
    assert message(CLEAR, built_from=2022.11) == ""


def test_an_ambiguous_month_is_readable() -> None:
    assert message(MONTH, built_from=2022.1) == ""


def test_words_are_no_month() -> None:
    assert message(MONTH, built_from="去年") == "“去年”不是年月"


def test_a_blank_month_is_readable() -> None:
    assert message(MONTH, built_from="　") == ""


def test_the_thirtieth_of_february_is_no_day() -> None:
    assert message(DAY, founded_on="2022-02-30") == "“2022-02-30”不是日期"


def test_a_day_in_any_spelling_is_readable() -> None:
    assert message(DAY, founded_on="2022.10.31") == ""
