"""No number, option, deadline, label or sentence of a notice stands in Python."""

import datetime as dt
from functools import cache
from pathlib import Path

import pytest

from support.house import PACK, modules, shown, texts
from workbook.notice import shelf
from workbook.notice.pack import Pack

SHORTEST = 4
OURS = {"企业名称", "工厂名称", "联系电话", "统一社会信用代码"}
"""Words that are everybody's: headings of the bureau's own books."""


@cache
def _pack() -> Pack:
    return shelf.pack(PACK.name)


@cache
def _said() -> frozenset[str]:
    """Labels, options, titles, items, quotes, districts of the notice that are long enough to be its own."""
    pack = _pack()
    found = set(pack.districts)
    for field in pack.fields:
        found |= {field.label, *(option.title for option in field.options)}
    for catalogue in pack.catalogues:
        found |= {catalogue.title, *(group.title for group in catalogue.groups)}
        found |= {item.title for group in catalogue.groups for item in group.items}
    for rule in pack.rules:
        found |= set(rule.quotes)
    return frozenset(words for words in found - OURS if len(words) >= SHORTEST)


@cache
def _days() -> frozenset[str]:
    """The days a notice names, as Python and people write them."""
    found = {deadline.day for deadline in _pack().deadlines.values()}
    found |= {day for rule in _pack().rules if isinstance(day := getattr(rule, "day", None), dt.date)}
    return frozenset({day.isoformat() for day in found} | {f"{day.month}月{day.day}日" for day in found})


@pytest.mark.parametrize("path", modules(), ids=shown)
def test_no_word_of_the_notice_stands_in_python(path: Path) -> None:
    found = {word for text in texts(path) for word in _said() if word in text}

    assert found == set()


@pytest.mark.parametrize("path", modules(), ids=shown)
def test_no_day_of_the_notice_stands_in_python(path: Path) -> None:
    found = {day for text in texts(path) for day in _days() if day in text}

    assert found == set()
