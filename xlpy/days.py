"""A day as people type it."""

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
