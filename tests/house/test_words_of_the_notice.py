"""No number, option, deadline, label or sentence of a notice stands in Python."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from support.house import modules, pack, shown, texts

SHORTEST = 4


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _said() -> set[str]:
    """Labels, options, titles, items, quotes, districts of the notice that are long enough to be its own."""
    notice = pack()
    found = set(notice["districts"])
    for field in notice["fields"]:
        found |= {field["label"], *(option["title"] for option in field.get("options", []))}
    for catalogue in notice["catalogues"]:
        found |= {catalogue["title"]}
        found |= {group["title"] for group in catalogue["groups"]}
        found |= {item["title"] for group in catalogue["groups"] for item in group["items"]}
    for rule in notice["rules"]:
        found |= set(_strings(rule.get("quotes", [])))
    return {words for words in found if len(words) >= SHORTEST}


def _days() -> set[str]:
    """The days a notice names, as Python and people write them."""
    days = {value for deadline in pack()["deadlines"].values() for value in deadline.values()}
    days |= {rule["day"] for rule in pack()["rules"] if "day" in rule}
    found = {day for day in days if isinstance(day, dt.date)}
    return {day.isoformat() for day in found} | {f"{day.month}月{day.day}日" for day in found}


# Words that are everybody's, not this notice's: headings of the bureau's own books.
OURS = {"企业名称", "工厂名称", "联系电话", "统一社会信用代码"}


@pytest.mark.parametrize("path", modules(), ids=shown)
def test_no_word_of_the_notice_stands_in_python(path: Path) -> None:
    words = _said() - OURS

    found = {word for text in texts(path) for word in words if word in text}

    assert found == set()


@pytest.mark.parametrize("path", modules(), ids=shown)
def test_no_day_of_the_notice_stands_in_python(path: Path) -> None:
    found = {day for text in texts(path) for day in _days() if day in text}

    assert found == set()
