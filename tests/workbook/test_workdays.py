import datetime as dt

import pytest

from workbook.errors import CalendarError
from workbook.workdays import Year, is_workday, period_end


def test_five_days_from_1_june_2022_end_after_the_dragon_boat_festival() -> None:
    assert period_end(dt.date(2022, 6, 1), 5, counts_first=True) == dt.date(2022, 6, 8)


def test_the_first_day_may_stay_uncounted() -> None:
    assert period_end(dt.date(2022, 6, 1), 5, counts_first=False) == dt.date(2022, 6, 9)


def test_a_weekend_day_to_make_up_for_a_holiday_is_worked_on() -> None:
    assert is_workday(dt.date(2023, 10, 7))
    assert not is_workday(dt.date(2023, 10, 6))


def test_a_period_that_begins_on_a_holiday_counts_from_the_first_working_day() -> None:
    assert period_end(dt.date(2023, 12, 30), 1, counts_first=True) == dt.date(2024, 1, 2)


def test_a_year_without_data_is_refused_in_chinese() -> None:
    with pytest.raises(CalendarError, match="没有2031年的法定节假日安排"):
        period_end(dt.date(2031, 3, 3), 5, counts_first=True)


def test_a_given_table_speaks_for_its_year() -> None:
    table = {2031: Year(days_off=frozenset({dt.date(2031, 3, 4)}), days_on=frozenset({dt.date(2031, 3, 8)}))}

    assert period_end(dt.date(2031, 3, 3), 5, counts_first=True, calendar=table) == dt.date(2031, 3, 8)
