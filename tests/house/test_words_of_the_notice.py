"""No number, option, deadline, label or sentence of any notice on the shelf stands in Python."""

import datetime as dt
from functools import cache
from pathlib import Path

import pytest

from support.house import modules, shown, texts
from workbook.notice import shelf
from workbook.notice.pack import Pack

SHORTEST = 4
OURS = {"统一社会信用代码"}
"""Words that are everybody's: the law's name of the code, and a word for firms and for machines."""
PACKS = tuple(map(shelf.pack, shelf.notice_ids()))


def _words(pack: Pack) -> set[str]:
    """Labels, options, titles, items, quotes, districts, and what it calls the papers and the district."""
    found = {*pack.districts, pack.bureau, pack.id, pack.papers.district, pack.papers.summary_stamp, pack.title}
    for field in pack.fields:
        found |= {field.label, field.prompt, *(option.title for option in field.options)}
    for catalogue in pack.catalogues:
        found |= {catalogue.title, *(group.title for group in catalogue.groups)}
        found |= {item.title for group in catalogue.groups for item in group.items}
    found |= {column.title for column in pack.summary} | {section.title for section in pack.sections}
    for rule in pack.rules:
        found |= set(rule.quotes)
    return found


@cache
def _said() -> frozenset[str]:
    """What the notices say that is long enough to be their own."""
    return frozenset(words for pack in PACKS for words in _words(pack) - OURS if len(words) >= SHORTEST)


@cache
def _days() -> frozenset[str]:
    """The days the notices name, as Python and people write them."""
    found = {deadline.day for pack in PACKS for deadline in pack.deadlines.values()}
    found |= {day for pack in PACKS for rule in pack.rules if isinstance(day := getattr(rule, "day", None), dt.date)}
    return frozenset({day.isoformat() for day in found} | {f"{day.month}月{day.day}日" for day in found})


@pytest.mark.parametrize("path", modules(), ids=shown)
def test_no_word_of_the_notice_stands_in_python(path: Path) -> None:
    found = {word for text in texts(path) for word in _said() if word in text}

    assert found == set()


@pytest.mark.parametrize("path", modules(), ids=shown)
def test_no_day_of_the_notice_stands_in_python(path: Path) -> None:
    found = {day for text in texts(path) for day in _days() if day in text}

    assert found == set()
