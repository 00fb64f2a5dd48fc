"""Kinds of demand the made-up notice needs: what they say of one form."""

from typing import Any

import pytest

from support.any_form import Maker
from workbook.render.given import record_from_values

MAKER = Maker("example-2030", 1)
SCORES = ("score_execution", "score_tracing", "score_upkeep", "score_flexible", "score_safety")


def said(rule: str, **changes: Any) -> str:
    """The words of a demand about the base form with these changes; blank when it is met."""
    one = next(one for one in MAKER.form.pack.rules if one.id == rule)
    finding = one.check(record_from_values(MAKER.form, MAKER.base | changes))  # type: ignore[arg-type]
    return finding.message if finding else ""


def test_a_missing_condition_is_named() -> None:
    assert said("foundations", foundations_calibrated=False) == "应全部具备，还差1项：计量校准"


def test_the_direction_nearest_to_whole_is_named_with_what_it_lacks() -> None:
    words = said("whole-direction", directions_progress=False, directions_guidance=False)

    assert words == "全部勾选的有0个，应有1个；最接近的“制造执行”还差：进度采集、工艺指导"


@pytest.mark.parametrize(("area", "money", "words"), [
    ("市区", 2999, "填的是2999，选“市区”的不低于3000，还差1"),
    ("县域", 999, "填的是999，选“县域”的不低于1000，还差1"),
    ("县域", 2999, ""),
    ("", 1, ""),
])  # fmt: skip
def test_the_floor_is_that_of_the_area_chosen(area: str, money: int, words: str) -> None:
    assert said("turnover", firm_area=area, turnover_last_wan=money) == words


def test_with_both_areas_ticked_the_higher_floor_counts() -> None:
    both = {"市区": "√", "县域": "√"}

    assert said("turnover", firm_area=both, turnover_last_wan=500) == "填的是500，选“市区”的不低于3000，还差2500"


def test_only_the_chosen_mode_asks_for_more() -> None:
    fewer = {"directions_fixtures": False}

    assert said("single-flexible", production_mode="单件定制", **fewer) == "已选“单件定制”，这里应至少选2项，已选1项"
    assert said("single-flexible", production_mode="连续生产", **fewer) == ""


def test_the_weighted_total_is_told_with_what_it_lacks() -> None:
    assert said("score-total", **dict.fromkeys(SCORES, 60)) == "按权重合计60，低于70，还差10"


def test_a_score_that_is_missing_is_another_demands_matter() -> None:
    assert said("score-total", **dict.fromkeys(SCORES[1:], 10), score_execution="") == ""
    assert said("required.score_execution", score_execution="") == "没有填写"


def test_a_number_typed_with_a_unit_is_told_without_a_guess() -> None:
    assert said("numbers-typed.staff_count", staff_count="42") == "“42”是文本，请改填数字"
    assert said("numbers.staff_count", staff_count="42人") == "“42人”不是数"
