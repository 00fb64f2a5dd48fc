"""How 自检 shows the content of one cell: its sheet face and the same in Python."""

from decimal import Decimal

from workbook.ooxml.cell import Cell
from workbook.rules import faces
from workbook.values import DAYS, FIRST_DAY, LAST_DAY, Kind, day_seen

_LONGEST = 20
_LARGE = 1e15


def shown_formula(kind: Kind, cell: str) -> str:
    """The beginning of a text, a day as a day; large numbers without an exponent."""
    large = f"IF(ISNUMBER({cell}),ABS({cell})>={_LARGE:.0f},FALSE)"
    shown = f'LEFT(IF({large},TEXT({cell},"0"),{faces.raw(cell)}),{_LONGEST})'
    if kind not in DAYS:
        return shown
    day = f'YEAR({cell})&"-"&MONTH({cell})' + (f'&"-"&DAY({cell})' if kind is Kind.DATE else "")
    return f"IF(ISNUMBER({cell}),IF(AND({cell}>={FIRST_DAY},{cell}<{LAST_DAY + 1}),{day},{shown}),{shown})"


def shown_text(kind: Kind, cell: Cell) -> str:
    """The result of ``shown_formula``."""
    day = day_seen(cell) if kind in DAYS else None
    if day is None:
        return _plainly(cell)[:_LONGEST]
    return f"{day.year}-{day.month}" + (f"-{day.day}" if kind is Kind.DATE else "")


def _plainly(cell: Cell) -> str:
    """The text of a cell; programs write large numbers with an exponent, each in its own way."""
    if isinstance(cell.value, float) and abs(cell.value) >= _LARGE:
        return f"{Decimal(cell.sheet_text):f}"
    return cell.sheet_text
