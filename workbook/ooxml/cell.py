"""One cell as it stands in the file."""

import datetime as dt
from dataclasses import dataclass

Scalar = str | float | bool | dt.datetime | None


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: numbers as float, dates as datetime, an error as its text with ``is_error``."""

    value: Scalar = None
    is_formula: bool = False
    is_error: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing but white space stands here."""
        return self.value is None or (isinstance(self.value, str) and not self.value.strip(WHITE))

    @property
    def text(self) -> str:
        """The content as a person would type it: ``1.0`` is ``1``, a date is ``2023-11-30``."""
        value = self.value
        if isinstance(value, str):
            return value
        if value is None:
            return ""
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        if isinstance(value, float):
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)  # noqa: PLR2004 - whole below 1e15
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")

    @property
    def sheet_text(self) -> str:
        """What a formula sees as text: nothing of an error, a day as its number, fifteen digits of a number."""
        value = self.value
        if self.is_error:
            return ""
        if isinstance(value, dt.datetime):
            value = (value - _ZERO_DAY) / _DAY
        return f"{value:.15g}".upper() if isinstance(value, float) else self.text


_ZERO_DAY = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a day in a cell knows no time zone
_DAY = dt.timedelta(days=1)
WHITE = " \t\r\n\x01\u00a0\u3000"
"""White space; to its formulas LibreOffice shows a tab in a text of several lines as \\x01."""
BLANK = Cell()
