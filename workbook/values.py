"""Kinds of cell content: what stands in a cell -> what it means -> what is written back.

Nothing is converted in silence: what can be read in more than one way has no value, but a ``problem`` and a ``note``
that proposes one. The sheet faces of these readings stand in ``rules/faces.py`` and agree with them.
"""

import datetime as dt
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from workbook.ooxml.cell import WHITE, Cell
from workbook.ooxml.known import remembered

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
    NUMBER = "number"
    DATE = "date"
    YEAR_MONTH = "year_month"
    TICK = "tick"
    CHOICE = "choice"
    CHOICES = "choices"
    DERIVED = "derived"


AREAS = frozenset({Kind.TICK, Kind.CHOICE, Kind.CHOICES})
"""What is laid and read as a column of boxes."""
AMOUNTS = frozenset({Kind.MONEY_WAN, Kind.NUMBER})
"""What is a number, with a unit of its own or without."""
DAYS = frozenset({Kind.DATE, Kind.YEAR_MONTH})
"""What a sheet may hold as the number of a day."""


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

WIDE = dict(zip("０１２３４５６７８９．，－／％", "0123456789.,-/%", strict=True))
"""Full-width signs and the narrow ones they stand for."""
DASHES = dict.fromkeys("-./年月", "-") | {"日": ""}
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
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{4})(\d\d)(\d\d)", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{4})(\d\d)-1", re.ASCII)
_AMBIGUOUS = re.compile(r"(?:19|20)\d\d\.1", re.ASCII)
_ASCII_RUN = re.compile(r"[^ \t\r\n\x80-\U0010ffff]+")
_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - days of a sheet have no time zone
FIRST_DAY, LAST_DAY = 2100, 73050
"""Day numbers of a sheet: 2023 and 2023.05 are none, they were meant as year and month; until 2099-12-31."""


def solid(text: str) -> str:
    """The text without white space."""
    return text.translate(_SOLID)


def plain(text: str) -> str:
    """The text without white space, with full-width digits and signs made narrow."""
    return text.translate(_PLAIN)


def visible_count(text: str) -> int:
    """How many characters but white space: 字数 as a reader counts."""
    return len(text) - sum(map(text.count, WHITE))


def word_count(text: str) -> int:
    """字数 as Word counts: a run of ASCII signs is one, every other sign is one."""
    return visible_count(text) - sum(len(run) - 1 for run in _ASCII_RUN.findall(text))


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


@remembered(entries=1024, longest=64)
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


def _count(cell: Cell) -> Reading:
    """A number without a unit of ours: read as an amount is, but nothing is proposed for its units."""
    reading = _money(cell)
    return (
        Reading(None, Problem.READABLE, f"“{cell.text}”是文本，请改填数字")
        if reading.problem is Problem.READABLE
        else reading
    )


def _date(cell: Cell) -> Reading:
    number = _number(cell)
    day = day_seen(cell) or _from_parts(_DAY, _dashed(cell, number))
    return Reading(day) if day else Reading(None, Problem.UNREADABLE, f"“{_typed(cell, number)}”不是日期")


def _year_month(cell: Cell) -> Reading:
    number = _number(cell)
    text, typed = _dashed(cell, number), _typed(cell, number)
    if number is not None and _AMBIGUOUS.fullmatch(Cell(number).text):
        year = text[:4]
        return Reading(None, Problem.AMBIGUOUS_MONTH, f"“{typed}”可能是{year}年1月，也可能是{year}年10月")
    day = (
        day_seen(cell)
        or _from_parts(_MONTH, f"{text}-1".replace("--", "-"))
        or _from_parts(_MONTH, text.replace("--", "-"))
    )
    return Reading(day.replace(day=1)) if day else Reading(None, Problem.UNREADABLE, f"“{typed}”不是年月")


def day_seen(cell: Cell) -> dt.date | None:
    """The day a sheet sees in a number or a date, none in 2023 or 2023.05."""
    number = _number(cell)
    return _from_serial(number) if number is not None else None


def _number(cell: Cell) -> float | None:
    """The number a sheet sees in a number or a date, whatever its format."""
    if isinstance(cell.value, dt.datetime):
        return (cell.value - _EPOCH) / dt.timedelta(days=1)
    return cell.value if isinstance(cell.value, float) else None


def _typed(cell: Cell, number: float | None) -> str:
    """What a person typed: 2022.1 in a cell with the format of a day shows a day of 1905."""
    return cell.text if number is None or _from_serial(number) else Cell(number).text


def _dashed(cell: Cell, number: float | None) -> str:
    """The content with a dash for whatever stands between year, month and day, in 2023年5月 as in 2023.5."""
    return plain(cell.text if number is None else Cell(number).text).translate(_DASHED)


def _from_serial(number: float) -> dt.date | None:
    return (_EPOCH + dt.timedelta(days=int(number))).date() if FIRST_DAY <= number < LAST_DAY + 1 else None


def _from_parts(pattern: re.Pattern[str], text: str) -> dt.date | None:
    found = pattern.fullmatch(text)
    if found is None or text[:2] not in ("19", "20"):
        return None
    year, month, day = (int(part) for part in (*(part for part in found.groups() if part), "1")[:3])
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


_READERS = {
    Kind.CREDIT_CODE: _credit_code,
    Kind.PHONE: _phone,
    Kind.MONEY_WAN: _money,
    Kind.NUMBER: _count,
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
