"""Native validation of an input: a hint while it is chosen, a stop where only one thing can be meant."""

import datetime as dt
from typing import Any

from workbook.layout import TICK_CHOICES_NAME
from workbook.notice.pack import FieldSpec
from workbook.values import Kind

_TITLE_LIMIT, _TEXT_LIMIT = 32, 255
_FIRST_DAY, _LAST_DAY = dt.date(1900, 1, 1), dt.date(2100, 12, 31)
_LARGEST_WAN = 100_000_000

_HINTS = {
    Kind.CREDIT_CODE: "18位，由数字和大写字母组成，照营业执照填写。",
    Kind.MONEY_WAN: "只填数字，单位：万元。例：3500 或 3500.25",
    Kind.DATE: "填日期，例：2015-6-8",
    Kind.YEAR_MONTH: "填年月，例：2023-6",
    Kind.PHONE: "只填号码，手机为11位。",
    Kind.TICK: "在“□”内打“√”：从下拉中选，或直接输入 √。",
    Kind.DERIVED: "由表内填写的内容自动带出，不用填。",
}
_CHECKS: dict[Kind, tuple[dict[str, Any], str]] = {
    Kind.TICK: ({"validate": "list", "source": f"={TICK_CHOICES_NAME}"}, "这里只能是 √ 或 □，请从下拉中选择。"),
    Kind.CREDIT_CODE: (
        {"validate": "length", "criteria": "==", "value": 18},
        "统一社会信用代码应为18位，请对照营业执照核对。",
    ),
    Kind.MONEY_WAN: (
        {"validate": "decimal", "criteria": "between", "minimum": -_LARGEST_WAN, "maximum": _LARGEST_WAN},
        "这里只填数字，单位为万元，不要写“万元”二字。",
    ),
    Kind.DATE: (
        {"validate": "date", "criteria": "between", "minimum": _FIRST_DAY, "maximum": _LAST_DAY},
        "请填日期，例：2015-6-8",
    ),
    Kind.YEAR_MONTH: (
        {"validate": "date", "criteria": "between", "minimum": _FIRST_DAY, "maximum": _LAST_DAY},
        "请填年月，例：2023-6",
    ),
}
_CHECKS[Kind.CHOICE] = _CHECKS[Kind.CHOICES] = _CHECKS[Kind.TICK]
_HINTS[Kind.CHOICE] = _HINTS[Kind.CHOICES] = _HINTS[Kind.TICK]


def validation(spec: FieldSpec, hint: str = "") -> dict[str, Any] | None:
    """The validation of this input; None when there is nothing to say about it."""
    check, stop = _CHECKS.get(spec.kind, ({"validate": "any"}, ""))
    message = hint or spec.hint or spec.prompt or _HINTS.get(spec.kind, "")
    if not message and not stop:
        return None
    options = {
        **check,
        "input_title": shorten(spec.label, _TITLE_LIMIT),
        "input_message": shorten(message, _TEXT_LIMIT),
    }
    if stop:
        options |= {"error_title": "请核对", "error_message": stop, "error_type": "stop"}
    return options


def shorten(text: str, limit: int) -> str:
    """The text, cut with … where the program takes no more."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
