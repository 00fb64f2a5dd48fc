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
        if value is None:
            return ""
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        if isinstance(value, float):
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)  # noqa: PLR2004 - whole below 1e15
        if isinstance(value, dt.datetime):
            return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
        return value


WHITE = " \t\r\n\u00a0\u3000"
BLANK = Cell()
