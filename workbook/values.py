"""Kinds of cell content: what stands in a cell -> what it means -> what is written back.

Nothing is converted in silence: what can be read in more than one way has no value, but a ``problem`` and a ``note``
that proposes one. The sheet faces of these readings stand in ``rules/faces.py`` and agree with them.
"""

import datetime as dt
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from itertools import pairwise

from workbook.ooxml.cell import WHITE, Cell

Value = str | Decimal | dt.date | bool | tuple[str, ...] | None

TICK = "√"
BOX = "□"
TICK_SHAPES = ("√", "✓", "✔", "☑", "■", "●", "R", "是", "1", "TRUE")
BOX_SHAPES = ("", "□", "☐", "0", "FALSE")


class Kind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CREDIT_CODE = "credit_code"
    PHONE = "phone"
    MONEY_WAN = "money_wan"
    DATE = "date"
    YEAR_MONTH = "year_month"
    TICK = "tick"
    CHOICE = "choice"
    CHOICES = "choices"
    DERIVED = "derived"


AREAS = frozenset({Kind.TICK, Kind.CHOICE, Kind.CHOICES})
"""What is laid and read as a column of boxes."""


class Problem(StrEnum):
    """Why a content cannot be taken as it stands."""

    READABLE = "readable"
    UNREADABLE = "unreadable"
    AMBIGUOUS_MONTH = "ambiguous_month"
    DIGITS_LOST = "digits_lost"
    ODD_TICK = "odd_tick"
    DOUBTFUL_TICK = "doubtful_tick"
    MANY = "many"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell means: its value, or the problem and a note that names what it may mean."""

    value: Value = None
    problem: Problem | None = None
    note: str = ""
    is_blank: bool = False


NOTHING = Reading(is_blank=True)

WIDE = dict(zip("０１２３４５６７８９．，－／％", "0123456789.,-/%", strict=True))  # noqa: RUF001 - they are the matter here
"""Full-width signs and the narrow ones they stand for."""
DASHES = dict.fromkeys("./年月", "-") | {"日": ""}
"""What stands between the parts of a day."""
UNITS_IN_WAN = {
    None: Decimal(1),
    "万元": Decimal(1),
    "万": Decimal(1),
    "元": Decimal("0.0001"),
    "亿元": Decimal(10000),
    "亿": Decimal(10000),
}


_SOLID = str.maketrans("", "", WHITE)
_PLAIN = str.maketrans(WIDE) | _SOLID
_DASHED = str.maketrans(DASHES)
_DECIMAL = r"-?(\d+\.?\d*|\.\d+)"
_MONEY = re.compile(rf"(?P<number>{_DECIMAL})(?P<unit>{'|'.join(unit for unit in UNITS_IN_WAN if unit)})?", re.ASCII)
_RATE = re.compile(rf"(?P<number>{_DECIMAL})(?P<percent>%)?", re.ASCII)
_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)
_DAY_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)", re.ASCII)
_MONTH = re.compile(r"(?=.{6,10}$)(?P<year>\d{4})-(?P<month>\d{1,2})(-[\d-]*)?", re.ASCII)
_MONTH_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d\d)", re.ASCII)
_YEARS = range(1900, 2100)
_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - days of a sheet have no time zone
_SERIALS = range(61, 73051)
"""Day numbers of a sheet from 1900-03-01, from where on all programs count alike, to 2099-12-31."""


def solid(text: str) -> str:
    """The text without white space."""
    return text.translate(_SOLID)


def plain(text: str) -> str:
    """The text without white space, with full-width digits and signs made narrow."""
    return text.translate(_PLAIN)


def visible_count(text: str) -> int:
    """How many characters but white space: 字数 as a reader counts."""
    return len(solid(text))


def word_count(text: str) -> int:
    """字数 as Word counts: a run of ASCII signs is one, every other sign is one."""
    signs = [sign.isascii() and sign not in WHITE for sign in text]
    return visible_count(text) - sum(here and before for before, here in pairwise(signs))


def rate(value: Value) -> Decimal | None:
    """The number in a figure of free form (30, 30%), None when it is no bare number; to nine places."""
    found = _RATE.fullmatch(solid(value)) if isinstance(value, str) else None
    if found is None:
        return None
    number = Decimal(found["number"]) / (100 if found["percent"] else 1)
    return number.quantize(Decimal("1e-9"), ROUND_HALF_UP).normalize() + 0


def interpret(kind: Kind, cell: Cell) -> Reading:
    """What one cell means for a field of this kind (choices are read box by box, as ticks)."""
    if cell.is_error:
        return Reading(None, Problem.UNREADABLE, f"单元格显示 {cell.text}")
    if kind is Kind.TICK:
        return tick(cell.text)
    if cell.is_blank:
        return NOTHING
    return _READERS.get(kind, _text)(cell)


def tick(shape: str) -> Reading:
    """A box: ticked, not ticked, or to be asked (☒, × and anything else); white space aside."""
    sign = solid(shape)
    if sign in BOX_SHAPES:
        return Reading(value=False, is_blank=True)
    if sign == TICK:
        return Reading(value=True)
    if sign in TICK_SHAPES:
        return Reading(value=True, problem=Problem.ODD_TICK, note=f"“{sign}”按“{TICK}”认定")
    return Reading(value=False, problem=Problem.DOUBTFUL_TICK, note=f"“{sign}”看不出是否勾选")


def _text(cell: Cell) -> Reading:
    return Reading(cell.text.strip(WHITE))


def _credit_code(cell: Cell) -> Reading:
    if not isinstance(cell.value, str):
        return Reading(None, Problem.DIGITS_LOST, "以数字保存，末几位已丢失")
    return Reading(plain(cell.value).upper())


def _phone(cell: Cell) -> Reading:
    return Reading(plain(cell.text))


def _money(cell: Cell) -> Reading:
    if isinstance(cell.value, float):
        return Reading(Decimal(repr(cell.value)).normalize() + 0)
    found = _MONEY.fullmatch(plain(cell.text).replace(",", "")) if isinstance(cell.value, str) else None
    if found is None:
        return Reading(None, Problem.UNREADABLE, f"“{cell.text}”不是数")
    proposed = Decimal(found["number"]) * UNITS_IN_WAN[found["unit"]]
    return Reading(None, Problem.READABLE, f"“{cell.text}”是文本，如指 {proposed.normalize():f} 万元请改填数字")


def _date(cell: Cell) -> Reading:
    number = _serial(cell)
    if number is None:
        day = _matched(cell.text, _DAY, _DAY_COMPACT)
    elif int(number) in _SERIALS:
        day = (_EPOCH + dt.timedelta(days=int(number))).date()
    else:
        day = _matched(cell.text, _DAY_COMPACT)
    return Reading(day) if day else Reading(None, Problem.UNREADABLE, f"“{cell.text}”不是日期")


def _year_month(cell: Cell) -> Reading:
    number = _serial(cell)
    if number is None:
        day = _matched(cell.text, _MONTH, _MONTH_COMPACT)
    elif _YEARS.start <= number < _YEARS.stop:
        return _month_from_number(number, cell.text)
    elif int(number) in _SERIALS:
        day = (_EPOCH + dt.timedelta(days=int(number))).date().replace(day=1)
    else:
        day = _matched(cell.text, _MONTH_COMPACT)
    return Reading(day) if day else Reading(None, Problem.UNREADABLE, f"“{cell.text}”不是年月")


def _month_from_number(number: float, shown: str) -> Reading:
    """2023.05 and 2023.5 are May; 2023.1 may have been typed as 2023.10."""
    hundredths = round(number * 100)
    year, month = divmod(hundredths, 100)
    if abs(number * 100 - hundredths) >= 1e-6:  # noqa: PLR2004 - a third decimal place
        month = 0
    elif month == 10:  # noqa: PLR2004 - .1 or .10
        return Reading(None, Problem.AMBIGUOUS_MONTH, f"“{shown}”可能是{year}年1月，也可能是{year}年10月")
    elif month % 10 == 0:
        month //= 10
    day = _day(year, month, 1)
    return Reading(day) if day else Reading(None, Problem.UNREADABLE, f"“{shown}”不是年月")


def _serial(cell: Cell) -> float | None:
    """The day number a sheet sees in a number or a date, whatever its format."""
    if isinstance(cell.value, dt.datetime):
        return (cell.value - _EPOCH) / dt.timedelta(days=1)
    return cell.value if isinstance(cell.value, float) else None


def _matched(text: str, *patterns: re.Pattern[str]) -> dt.date | None:
    """The day that one of the patterns finds in a text with any separators."""
    dashed = plain(text).translate(_DASHED)
    for pattern in patterns:
        if found := pattern.fullmatch(dashed):
            parts = found.groupdict(default="1")
            return _day(int(parts["year"]), int(parts["month"]), int(parts.get("day", "1")))
    return None


def _day(year: int, month: int, day: int) -> dt.date | None:
    if year not in _YEARS:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


_READERS = {
    Kind.CREDIT_CODE: _credit_code,
    Kind.PHONE: _phone,
    Kind.MONEY_WAN: _money,
    Kind.DATE: _date,
    Kind.YEAR_MONTH: _year_month,
}


def shown(kind: Kind, value: Value) -> str:
    """The value as the papers print it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return TICK if value else BOX
    if isinstance(value, tuple):
        return "、".join(value)
    if isinstance(value, dt.date):
        return f"{value.year}年{value.month}月" if kind is Kind.YEAR_MONTH else value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value
