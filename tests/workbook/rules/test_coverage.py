"""Demands on a catalogue as a whole."""

from support.forms import base_values
from support.rules import message, rule, said

TWELVE = rule("ticks_at_least", of="scenarios", count=12)
SIX_GROUPS = rule("groups_at_least", of="scenarios", count=6)
EACH_CLASS = rule("each_group_at_least", of="enablers", count=1)
BOTH_PARTS = rule("parts_covered", of="scenarios")
PRODUCT = ("scenarios_digital_rnd", "scenarios_remote_service")


def without(*boxes: str) -> dict[str, object]:
    """The base form's changes that leave these boxes empty."""
    return dict.fromkeys(boxes, False)


def only(*boxes: str) -> dict[str, object]:
    """The base form's changes that tick these scenarios and no other."""
    ticked = [field for field in base_values() if field.startswith("scenarios_")]
    return dict.fromkeys(ticked, False) | dict.fromkeys(boxes, True)


def test_twelve_of_twelve_scenarios_are_enough() -> None:
    assert message(TWELVE, **without("scenarios_lean_management")) == ""


def test_eleven_scenarios_are_one_short() -> None:
    paper = without("scenarios_lean_management", "scenarios_quality_tracing")

    assert message(TWELVE, **paper) == "已选11项，还差1项"


def test_the_missing_ticks_stand_at_the_catalogue() -> None:
    assert said(TWELVE, **only()).fields == ("scenarios",)


def test_odd_ticks_are_counted() -> None:
    paper = without("scenarios_lean_management") | {"scenarios_plan_optimisation": "✔"}

    assert message(TWELVE, **paper) == ""


def test_a_crossed_box_is_not_counted() -> None:
    paper = without("scenarios_lean_management") | {"scenarios_plan_optimisation": "☒"}

    assert message(TWELVE, **paper) == "已选11项，还差1项"


def test_six_of_six_groups_are_enough() -> None:
    assert message(SIX_GROUPS, **without("scenarios_remote_service")) == ""


def test_five_groups_are_one_short() -> None:
    assert message(SIX_GROUPS, **without(*PRODUCT)) == "已覆盖5个，还差1个"


def test_each_class_with_one_box_passes() -> None:
    assert message(EACH_CLASS) == ""


def test_a_class_without_a_box_is_named() -> None:
    finding = said(EACH_CLASS, enablers_industrial_5g=False)

    assert finding.message == "“网络”还差1项"


def test_a_class_without_a_box_is_the_place() -> None:
    assert said(EACH_CLASS, enablers_industrial_5g=False).fields == ("enablers_network",)


def test_both_dimensions_pass() -> None:
    assert message(BOTH_PARTS) == ""


def test_a_dimension_without_a_tick_is_named_by_its_groups() -> None:
    assert message(BOTH_PARTS, **without(*PRODUCT)) == "以下各组一项也没有选：产品设计、工艺设计、营销管理、售后服务"
