"""Which rows stand on a list, in which order, in which annexes; what moved since the last issue."""

from decimal import Decimal

import pytest

from support.listed import row
from support.spoken import DISTRICT, NOTICE, OTHER, of_the_first
from workbook.errors import ValueMissingError
from workbook.lists import annexes, difference, listing_of, shown
from workbook.notice import shelf
from workbook.notice.pack import Pack

pytestmark = of_the_first

PACK = shelf.pack(NOTICE)
POOL = listing_of(PACK, "pool")


def scored() -> Pack:
    """A notice that publishes 序号, 企业, 分数 by score."""
    entry = listing_of(PACK, "final").model_copy(update={"columns": ("number", "firm", "score"), "order": "score"})
    return PACK.model_copy(update={"lists": (entry,)})


def test_a_list_by_score_keeps_ties_in_the_order_of_the_districts() -> None:
    rows = [
        row(1, OTHER, score=Decimal("88.50")),
        row(2, "溧阳市", score=Decimal("91.20")),
        row(3, DISTRICT, score=Decimal("88.50")),
        row(4, DISTRICT, score=None),
    ]

    [annex] = annexes(scored(), listing_of(scored(), "final"), rows)

    assert annex.rows == (
        {"number": 1, "firm": "甲2公司", "score": Decimal("91.20")},
        {"number": 2, "firm": "甲3公司", "score": Decimal("88.50")},
        {"number": 3, "firm": "甲1公司", "score": Decimal("88.50")},
        {"number": 4, "firm": "甲4公司", "score": None},
    )


def test_two_annexes_by_class_are_numbered_each_from_one() -> None:
    rows = [row(1, type="流程型"), row(2, type="离散型"), row(3, "溧阳市", type="流程型")]

    found = annexes(PACK, POOL, rows, "type")

    assert [(part.title, [(entry["number"], entry["firm"]) for entry in part.rows]) for part in found] == [
        ("常州市市级智能工厂培育库名单（离散型）", [(1, "甲2公司")]),
        ("常州市市级智能工厂培育库名单（流程型）", [(1, "甲3公司"), (2, "甲1公司")]),
    ]


def test_a_list_is_cut_only_by_a_column_the_pack_allows() -> None:
    with pytest.raises(ValueMissingError, match="所在辖市（区）"):
        annexes(PACK, POOL, [row(1)], "企业名称")


def test_the_difference_names_who_came_left_and_changed() -> None:
    old = shown(PACK, POOL, {"A": row(1), "B": row(2)})
    new = shown(PACK, POOL, {"B": row(2, factory="新厂"), "C": row(3)})

    assert [(move.what, move.words[1], move.words[2]) for move in difference(old, new)] == [
        ("新增", "甲3公司", "3号工厂"),
        ("移出", "甲1公司", "1号工厂"),
        ("变更", "甲2公司", "新厂"),
    ]
