"""What a pack that can be used may still say against itself: counts, limits and days beside their words."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from workbook.notice.pack import Catalogue, Pack
from workbook.notice.proof import Fault
from workbook.rules.base import Rule
from workbook.rules.coverage import CoverageRule

_COUNTED = ("count", "minimum", "maximum")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_CHINESE = re.compile(r"[一二两三四五六七八九十百]+")
_ONES = dict(zip("一二三四五六七八九两", (1, 2, 3, 4, 5, 6, 7, 8, 9, 2), strict=True))
_TENS = {"十": 10, "百": 100}
_OF_ALL = re.compile(r"(\d+)个[^\d，。；、]*中的")
_DAY = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日")
_A_DAY = dt.timedelta(days=1)


def doubts(pack: Pack) -> Iterator[Fault]:
    """Places where two things the pack says do not go together; rules come by id."""
    for rule in pack.rules:
        here = f"rules[{rule.id}]"
        yield from (Fault(f"{here}.{key}", problem) for key, problem in _in_rule(rule, pack))
    yield from _twice(pack)
    for (earlier, first), (later, second) in pairwise(pack.deadlines.items()):
        if second.day < first.day:
            words = f"“{second.title}”的期限{second.day}早于“{first.title}”的{first.day}"
            yield Fault(f"deadlines.{later}.day", f"{words}；期限请按先后写（{earlier} 在前）")


def numbers(text: str) -> set[Decimal]:
    """Every number a sentence says, in digits or in Chinese.

    >>> sorted(map(int, numbers("三项中的两项，不低于2000万元，至少十二个")))
    [2, 3, 12, 2000]
    """
    told = {Decimal(found) for found in _DIGITS.findall(text)}
    return told | {Decimal(_chinese(found)) for found in _CHINESE.findall(text)}


def _chinese(text: str) -> int:
    total, one = 0, 0
    for sign in text:
        if sign in _TENS:
            total, one = total + (one or 1) * _TENS[sign], 0
        else:
            one = _ONES[sign]
    return total + one


def _in_rule(rule: Rule, pack: Pack) -> Iterator[tuple[str, str]]:
    said = numbers("".join(rule.quotes))
    for key in _COUNTED:
        value = getattr(rule, key, None)
        if isinstance(value, int | Decimal) and value > 1 and said and Decimal(value) not in said:
            shown = "、".join(f"{number:f}" for number in sorted(said))
            yield key, f"这里是“{value}”，所引的原文里是{shown}"
    day = getattr(rule, "day", None)
    if isinstance(day, dt.date) and rule.kind != "received_by":
        yield from _against_day(rule, day)
    if isinstance(rule, CoverageRule):
        yield from _against_catalogue(rule, pack)


def _against_day(rule: Rule, day: dt.date) -> Iterator[tuple[str, str]]:
    """A day that the quotes tell otherwise; the day before or after is the same limit, read the other way."""
    told = [(year, int(month), int(at)) for year, month, at in _DAY.findall("".join(rule.quotes))]
    near = {near.timetuple()[:3] for near in (day - _A_DAY, day, day + _A_DAY)}
    fits = any((int(year or day.year), month, at) in near for year, month, at in told)
    if told and not fits and not rule.readings:
        yield "day", f"这里是“{day}”，所引的原文里是{'、'.join(f'{month}月{at}日' for _, month, at in told)}"


def _against_catalogue(rule: CoverageRule, pack: Pack) -> Iterator[tuple[str, str]]:
    """More is asked than there is, or the notice counts otherwise than the catalogue."""
    catalogue = next((one for one in pack.catalogues if one.id == rule.of), None)
    if catalogue is None:
        return
    there, word = _there(catalogue, rule.unit), catalogue.group_word if rule.unit == "group" else catalogue.item_word
    if rule.count > there:
        yield "count", f"要求“{rule.count}”个{word}，目录“{catalogue.title}”只有{there}个，谁也达不到"
    for total in (int(found) for quote in rule.quotes for found in _OF_ALL.findall(quote)):
        if total != there and rule.unit != "area":
            yield "quotes", f"原文说共{total}个{word}，目录“{catalogue.title}”列了{there}个"


def _there(catalogue: Catalogue, unit: str) -> int:
    sizes = [len(group.items) for group in catalogue.groups]
    return {"group": len(sizes), "area": min(sizes, default=0)}.get(unit, sum(sizes))


def _twice(pack: Pack) -> Iterator[Fault]:
    """The same thing counted by two demands that want different numbers."""
    counted: dict[tuple[str, str], list[CoverageRule]] = {}
    for rule in pack.rules:
        if isinstance(rule, CoverageRule):
            counted.setdefault((rule.kind, rule.of), []).append(rule)
    for rules in counted.values():
        if len({rule.count for rule in rules}) > 1:
            yield Fault(f"rules[{rules[-1].id}].count", f"同一件事要求不一：{_told(rules)}")


def _told(rules: Sequence[CoverageRule]) -> str:
    return "；".join(f"“{rule.id}”要{rule.count}" for rule in rules)
