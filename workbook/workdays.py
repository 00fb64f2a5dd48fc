"""Periods in working days with 调休; a year without calendar data is refused, unless a table of it is given."""

import csv
import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

import chinese_calendar

from workbook.errors import CalendarError, CalendarTableError

_DAY = dt.timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Year:
    """What the State Council says of one year: days off on weekdays, and weekend days to work on."""

    days_off: frozenset[dt.date] = frozenset()
    days_on: frozenset[dt.date] = frozenset()


Calendar = Mapping[int, Year]

NO_TABLE: Calendar = {}
OFF, ON = "休", "班"
_DAY_TYPED = re.compile(r"(\d{4})\D(\d{1,2})\D(\d{1,2})\D?")


def calendar_table(data: bytes, name: str) -> Calendar:
    """A table a person supplies: a line a day, the day and 休 or 班; it speaks for every year it names.

    Raises:
        CalendarTableError: a line says something else, or there is none.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", errors="replace")
    days: dict[dt.date, str] = {}
    for number, line in enumerate(csv.reader(text.splitlines()), start=1):
        if not any(cell.strip() for cell in line) or (number == 1 and not _DAY_TYPED.match(line[0].strip())):
            continue
        day, said = _line(line, name, number)
        if days.setdefault(day, said) != said:
            raise CalendarTableError(name, number, f"与前面写的不一样（{day}）")
    if not days:
        raise CalendarTableError(name, 1, "起没有一个日期")
    return {year: _year(days, year) for year in sorted({day.year for day in days})}


def _line(line: list[str], name: str, number: int) -> tuple[dt.date, str]:
    typed = _DAY_TYPED.fullmatch(line[0].strip())
    said = line[1].strip() if len(line) > 1 else ""
    try:
        day = dt.date(*map(int, typed.groups())) if typed else None
    except ValueError:
        day = None
    if day is None:
        raise CalendarTableError(name, number, f"“{line[0]}”不是日期")
    if said not in (OFF, ON):
        raise CalendarTableError(name, number, f"“{said}”不是“休”或“班”")
    return day, said


def _year(days: Mapping[dt.date, str], year: int) -> Year:
    said = {
        word: frozenset(day for day, told in days.items() if day.year == year and told == word) for word in (OFF, ON)
    }
    return Year(days_off=said[OFF], days_on=said[ON])


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
