import datetime as dt

import pytest

from workbook.errors import CalendarError, CalendarTableError
from workbook.workdays import Year, calendar_table, is_workday, period_end


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


def test_a_table_saved_by_excel_in_gbk_is_read_with_its_header() -> None:
    table = calendar_table("日期,安排\r\n2031/10/1,休\r\n2031年10月4日,班\r\n".encode("gbk"), "放假.csv")

    assert table == {2031: Year(frozenset({dt.date(2031, 10, 1)}), frozenset({dt.date(2031, 10, 4)}))}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2031-10-01,放假", "第1行“放假”不是“休”或“班”"),
        ("2031-10-01,休\n国庆,休", "第2行“国庆”不是日期"),
        ("2031-13-01,休", "第1行“2031-13-01”不是日期"),
        ("2031-10-01,休\n2031-10-01,班", "第2行与前面写的不一样"),
        ("", "起没有一个日期"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_with_its_line(text: str, said: str) -> None:
    with pytest.raises(CalendarTableError, match=said):
        calendar_table(text.encode(), "放假.csv")
