"""Demands on days and months: not after, not before, on the boundary, readable."""

import datetime as dt
from typing import ClassVar, Literal

from typing_extensions import override

from workbook.finding import Finding
from workbook.rules import faces
from workbook.rules.base import Answers, FieldRule, LegibleRule, Limit, Places, Rule
from workbook.values import Kind, Problem, shown


class NotAfter(FieldRule):
    """``field`` is not later than ``day``; a month is not later than the day's month."""

    kind: Literal["not_after"]
    day: dt.date

    @override
    def check(self, answers: Answers) -> Finding | None:
        value = faces.day_of(answers, self.field)
        if value is None or value <= self.day:
            return None
        kind = answers.kind(self.field)
        return self.broken(self.field, f"填的是{shown(kind, value)}，应不晚于{shown(kind, self.day)}")

    @override
    def formula(self, places: Places) -> str:
        return f"{faces.day(places, self.field, failing='0')}<={faces.date(self.day)}"

    @override
    def limit(self, places: Places) -> Limit | None:
        """Of days only: a month may be typed as a text."""
        return Limit("date", "<=", faces.date(self.day)) if places.kind(self.field) is Kind.DATE else None


class OnBoundary(FieldRule):
    """``field`` is not just ``day`` (a month: its month), nor a day after ``after`` up to ``day``."""

    kind: Literal["on_boundary"]
    day: dt.date
    after: dt.date | None = None

    @override
    def check(self, answers: Answers) -> Finding | None:
        value = faces.day_of(answers, self.field)
        kind = answers.kind(self.field)
        first, last = self._span(kind)
        if value is None or not first <= value <= last:
            return None
        return self.broken(self.field, f"{shown(kind, value)}正在界限上，按符合认定，请留意")

    def _span(self, kind: Kind) -> tuple[dt.date, dt.date]:
        if kind is Kind.YEAR_MONTH:
            return self.day.replace(day=1), self.day.replace(day=1)
        first = self.day if self.after is None else min(self.day, self.after + dt.timedelta(days=1))
        return first, self.day

    @override
    def formula(self, places: Places) -> str:
        first, last = map(faces.date, self._span(places.kind(self.field)))
        middle, half = f"({first}+{last})/2", f"({last}-{first})/2"
        return f"ABS({faces.day(places, self.field, failing='0')}-{middle})>{half}"


class NotBefore(Rule):
    """``field`` is not earlier than ``other``; months are compared when either of them is a month."""

    kind: Literal["not_before"]
    field: str
    other: str

    @override
    def check(self, answers: Answers) -> Finding | None:
        value, other = faces.day_of(answers, self.field), faces.day_of(answers, self.other)
        if value is None or other is None:
            return None
        if Kind.YEAR_MONTH in (answers.kind(self.field), answers.kind(self.other)):
            is_before = (value.year, value.month) < (other.year, other.month)
        else:
            is_before = value < other
        if not is_before:
            return None
        here = shown(answers.kind(self.field), value)
        there = shown(answers.kind(self.other), other)
        return self.broken(self.field, f"填的是{here}，早于“{answers.label(self.other)}”{there}")

    @override
    def formula(self, places: Places) -> str:
        by_month = Kind.YEAR_MONTH in (places.kind(self.field), places.kind(self.other))
        here = faces.day(places, self.field, failing="99999", by_month=by_month)
        there = faces.day(places, self.other, failing="0", by_month=by_month)
        return f"{here}>={there}"

    @override
    def touched(self) -> tuple[str, ...]:
        return (self.field, self.other)


class MonthClear(LegibleRule):
    """``field`` is not a number that may mean January or October."""

    problem: ClassVar[Problem] = Problem.AMBIGUOUS_MONTH

    kind: Literal["month_clear"]

    @override
    def formula(self, places: Places) -> str:
        return f"NOT({faces.is_ambiguous_month(places.cell(self.field))})"


class MonthReadable(LegibleRule):
    """``field`` can be read as a year and a month."""

    problem: ClassVar[Problem] = Problem.UNREADABLE

    kind: Literal["month_readable"]

    @override
    def formula(self, places: Places) -> str:
        cell = places.cell(self.field)
        readable = f"{faces.day(places, self.field, failing='0')}>0"
        return f"IF({faces.is_filled(cell)},IF({faces.is_ambiguous_month(cell)},TRUE,{readable}),TRUE)"


class DateReadable(LegibleRule):
    """``field`` can be read as a day."""

    problem: ClassVar[Problem] = Problem.UNREADABLE

    kind: Literal["date_readable"]

    @override
    def formula(self, places: Places) -> str:
        readable = f"{faces.day(places, self.field, failing='0')}>0"
        return f"IF({faces.is_filled(places.cell(self.field))},{readable},TRUE)"
