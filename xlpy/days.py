"""A day as people type it, a moment as they read it."""

import datetime as dt

from workbook.errors import ValueMissingError


def day(text: str | None) -> dt.date | None:
    """A date as people type it: 2023-12-18, 2023.12.18 or 20231218."""
    if text is None:
        return None
    digits = "".join(sign if sign.isdigit() else "-" for sign in text.strip())
    try:
        return dt.date(*(int(part) for part in digits.split("-"))) if "-" in digits else dt.date.fromisoformat(digits)
    except (TypeError, ValueError) as error:
        raise ValueMissingError("日期", text, ("如 2023-12-18",)) from error


def moment(at: str) -> str:
    """A moment of the journal as people read it: 2023-12-18 09:05, by the clock of the desk that wrote it."""
    return at[: len("2023-12-18T09:05")].replace("T", " ")
