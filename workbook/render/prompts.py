"""Native validation of an input: a hint while it is chosen, a stop where only one thing can be meant, else a warning.

Pasting removes all of it; each demand is judged again on 自检.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from workbook.layout import TICK_CHOICES_NAME
from workbook.notice.pack import FieldSpec
from workbook.rules.base import Limit, Places, Rule
from workbook.values import AREAS, Kind

_TITLE_LIMIT, _TEXT_LIMIT, _FORMULA_LIMIT = 32, 255, 255
_FIRST_DAY, _LAST_DAY = dt.date(1900, 1, 1), dt.date(2100, 12, 31)
_LARGEST_WAN = 100_000_000
_ALERT = "请核对"
_GO_ON = "确实如此的，点“是”或“确定”继续。"

_HINTS = {
    Kind.CREDIT_CODE: "18位，由数字和大写字母组成，照营业执照填写。",
    Kind.MONEY_WAN: "只填数字，单位：万元。例：3500 或 3500.25",
    Kind.NUMBER: "只填数字，不写单位。",
    Kind.DATE: "填日期，例：2015-6-8",
    Kind.YEAR_MONTH: "填年月，例：2023-6",
    Kind.PHONE: "只填号码，手机为11位。",
    Kind.TICK: "在“□”内打“√”：从下拉中选，或直接输入 √。",
    Kind.DERIVED: "由表内填写的内容自动带出，不用填。",
}
_CHECKS: dict[Kind, tuple[dict[str, Any], str]] = {
    Kind.TICK: ({"validate": "list", "source": f"={TICK_CHOICES_NAME}"}, "这里只能是 √ 或 □，请从下拉中选择。"),
    Kind.MONEY_WAN: (
        {"validate": "decimal", "criteria": "between", "minimum": -_LARGEST_WAN, "maximum": _LARGEST_WAN},
        "这里只填数字，单位为万元，不要写“万元”二字。",
    ),
    Kind.NUMBER: (
        {"validate": "decimal", "criteria": "between", "minimum": -_LARGEST_WAN, "maximum": _LARGEST_WAN},
        "这里只填数字，不写单位。",
    ),
    Kind.DATE: (
        {"validate": "date", "criteria": "between", "minimum": _FIRST_DAY, "maximum": _LAST_DAY},
        "请填日期，例：2015-6-8",
    ),
}
"""A month is not stopped: 2023-6 is a day to some programs and a text to others, and is read either way."""


def validation(spec: FieldSpec, rules: Iterable[Rule], places: Places, standard: str = "") -> dict[str, Any] | None:
    """The validation of this input, from its kind and the demands on it; None when there is nothing to say about it.

    ``standard`` is the paragraph of the notice about the boxes, their prompt.
    """
    kind = Kind.TICK if spec.kind in AREAS else spec.kind
    check, stop = _CHECKS.get(kind, ({"validate": "any"}, ""))
    alert = {"error_title": _ALERT, "error_message": stop, "error_type": "stop"} if stop else {}
    for rule in rules:
        limit = rule.limit(places)
        if limit is not None and len(limit.value) <= _FORMULA_LIMIT:
            check, alert = _check(limit), _alert(rule, limit)
            break
    message = standard or spec.hint or spec.prompt or _HINTS.get(kind, "") or _asked(spec)
    if not message and not alert:
        return None
    title = {"input_title": shorten(spec.label, _TITLE_LIMIT), "input_message": shorten(message, _TEXT_LIMIT)}
    return {**check, **title, **alert}


def _check(limit: Limit) -> dict[str, Any]:
    if limit.validate == "custom":
        return {"validate": "custom", "value": f"={limit.value}"}
    return {"validate": limit.validate, "criteria": limit.criteria, "value": f"={limit.value}"}


def _alert(rule: Rule, limit: Limit) -> dict[str, Any]:
    """The demand that is not met, its sentence and how to mend, as far as there is room."""
    words = f"（通知原文“{'……'.join(rule.quotes)}”）" if rule.quotes else ""
    mend = f"{rule.mend.rstrip('。')}。" if rule.mend else ""
    said = f"不符合“{rule.title}”{words}。{mend}" + ("" if limit.is_hard else _GO_ON)
    kind = "stop" if limit.is_hard else "warning"
    return {"error_title": _ALERT, "error_message": shorten(said, _TEXT_LIMIT), "error_type": kind}


def _asked(spec: FieldSpec) -> str:
    label = spec.label.rstrip("：")
    return f"请填写{label}。" if spec.required else f"{label}：没有的可以不填。"


def shorten(text: str, limit: int) -> str:
    """The text, cut with … where the program takes no more."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
