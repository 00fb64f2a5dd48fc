"""Kinds of cell content: what stands in a cell -> what it means -> what is written back.

Nothing is converted in silence: what can be read in more than one way has no value, but a ``problem`` and a ``note``
that proposes one. The sheet faces of these readings stand in ``rules/faces.py`` and agree with them.
"""

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from workbook.ooxml.cell import WHITE, Cell

Value = str | Decimal | dt.date | bool | tuple[str, ...] | None

TICK = "√"
BOX = "□"
TICK_SHAPES = ("√", "✓", "✔", "☑", "■", "●", "R", "是", "1")
BOX_SHAPES = ("", "□", "☐")


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

_PLAIN = str.maketrans("０１２３４５６７８９．，－／", "0123456789.,-/", WHITE)
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_MONEY = re.compile(r"(?P<number>-?\d+(\.\d+)?)(?P<unit>万元|万|元|亿元|亿)?")
_MONTH = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})")
_DATE = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_YEARS = range(1900, 2101)
_UNITS_IN_WAN = {
    None: Decimal(1),
    "万元": Decimal(1),
    "万": Decimal(1),
    "元": Decimal("0.0001"),
    "亿元": Decimal(10000),
    "亿": Decimal(10000),
}


def plain(text: str) -> str:
    """The text without white space, with full-width digits and signs made narrow."""
    return text.translate(_PLAIN)


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
    """A box: ticked, not ticked, or to be asked (☒, × and anything else)."""
    if shape in BOX_SHAPES:
        return Reading(value=False, is_blank=True)
    if shape == TICK:
        return Reading(value=True)
    if shape in TICK_SHAPES:
        return Reading(value=True, problem=Problem.ODD_TICK, note=f"“{shape}”按“{TICK}”认定")
    return Reading(value=False, problem=Problem.DOUBTFUL_TICK, note=f"“{shape}”看不出是否勾选")


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
    proposed = Decimal(found["number"]) * _UNITS_IN_WAN[found["unit"]]
    return Reading(None, Problem.READABLE, f"“{cell.text}”是文本，如指 {proposed.normalize():f} 万元请改填数字")


def _date(cell: Cell) -> Reading:
    if isinstance(cell.value, dt.datetime):
        return Reading(cell.value.date())
    digits = plain(cell.text)
    found = _DATE.fullmatch(_dashed(digits).removesuffix("日"))
    if found is None and len(digits) == len("20230131") and digits.isdecimal():
        found = _DATE.fullmatch(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}")
    day = found and _day(int(found["year"]), int(found["month"]), int(found["day"]))
    return Reading(day) if day else Reading(None, Problem.UNREADABLE, f"“{cell.text}”不是日期")


def _year_month(cell: Cell) -> Reading:
    if isinstance(cell.value, dt.datetime):
        return Reading(cell.value.date().replace(day=1))
    if isinstance(cell.value, float):
        return _month_from_number(cell.value, cell.text)
    digits = plain(cell.text)
    found = _MONTH.fullmatch(_dashed(digits).removesuffix("-"))
    if found is None and len(digits) == len("202301") and digits.isdecimal():
        found = _MONTH.fullmatch(f"{digits[:4]}-{digits[4:]}")
    day = found and _day(int(found["year"]), int(found["month"]), 1)
    return Reading(day) if day else Reading(None, Problem.UNREADABLE, f"“{cell.text}”不是年月")


def _month_from_number(number: float, shown: str) -> Reading:
    """202305, 2023.05 and 2023.5 are May; 2023.1 may have been typed as 2023.10."""
    year, rest = divmod(round(number * 100), 100)
    if number.is_integer() and number > 10000:  # noqa: PLR2004 - yyyymm
        year, rest = divmod(int(number), 100)
    elif rest == 10:  # noqa: PLR2004 - ,1 or ,10
        return Reading(None, Problem.AMBIGUOUS_MONTH, f"“{shown}”可能是{year}年1月，也可能是{year}年10月")
    elif rest % 10 == 0:
        rest //= 10
    day = _day(year, rest, 1)
    return Reading(day) if day else Reading(None, Problem.UNREADABLE, f"“{shown}”不是年月")


def _dashed(digits: str) -> str:
    """年, 月, dots and slashes as dashes."""
    return re.sub(r"[年月./]", "-", digits)


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
