"""A text as Excel reads it when it is typed, wherever Excel's language does not matter."""

import datetime as dt
import re
from typing import Any

_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(,\d{3})+(\.\d*)?")
_PERCENT = re.compile(r"([-+]?(?:\d+\.?\d*|\.\d+))\s?%")
_DATE = re.compile(r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?: (\d{1,2}:\d{2}(?::\d{2})?))?")
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
_TRUTHS = {"TRUE": True, "FALSE": False}
_FIRST_YEAR = 1900


def as_excel_reads(value: Any) -> Any:
    """A number, a truth, a date or a time that a text stands for; anything else as it is."""
    if not isinstance(value, str):
        return value
    said = value.strip()
    for reading in (_number, _day, _time):
        found = reading(said)
        if found is not None:
            return found
    return _TRUTHS.get(said.upper(), value)


def _number(said: str) -> float | None:
    if found := _PERCENT.fullmatch(said):
        return float(found[1]) / 100
    if _THOUSANDS.fullmatch(said):
        return float(said.replace(",", ""))
    return float(said) if _NUMBER.fullmatch(said) else None


def _day(said: str) -> dt.datetime | None:
    found = _DATE.fullmatch(said)
    if not found or int(found[1]) < _FIRST_YEAR:
        return None
    time = _time(found[5]) if found[5] else dt.time()
    try:
        day = dt.date(int(found[1]), int(found[3]), int(found[4]))
    except ValueError:
        return None
    return dt.datetime.combine(day, time) if time is not None else None


def _time(said: str) -> dt.time | None:
    found = _TIME.fullmatch(said)
    try:
        return dt.time(int(found[1]), int(found[2]), int(found[3] or 0)) if found else None
    except ValueError:
        return None
