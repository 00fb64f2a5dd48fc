"""Periods in working days with 调休; a year without calendar data is refused, unless a table of it is given."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import chinese_calendar

from workbook.errors import CalendarError

_DAY = dt.timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Year:
    """What the State Council says of one year: days off on weekdays, and weekend days to work on."""

    days_off: frozenset[dt.date] = frozenset()
    days_on: frozenset[dt.date] = frozenset()


Calendar = Mapping[int, Year]

NO_TABLE: Calendar = {}


def is_workday(day: dt.date, calendar: Calendar = NO_TABLE) -> bool:
    """Whether this day is worked on; a given table comes before the calendar we carry.

    Raises:
        CalendarError: there is no data about its year.
    """
    year = calendar.get(day.year)
    if year is not None:
        return day in year.days_on or (day.weekday() < _SATURDAY and day not in year.days_off)
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError as error:
        raise CalendarError(day.year) from error


def period_end(first: dt.date, days: int, *, counts_first: bool, calendar: Calendar = NO_TABLE) -> dt.date:
    """The last day of a period of so many working days that begins on ``first``.

    Raises:
        CalendarError: the period reaches a year without data.
    """
    if days < 1:
        raise ValueError(days)
    day = first if counts_first else first + _DAY
    left = days
    while True:
        left -= is_workday(day, calendar)
        if not left:
            return day
        day += _DAY
