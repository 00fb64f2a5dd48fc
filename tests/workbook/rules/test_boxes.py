"""Demands on single columns of boxes."""

import pytest

from support.desks import PACK
from support.rules import message, rule, said
from workbook import record
from workbook.form import Form
from workbook.ooxml.cell import Cell
from workbook.record import Entry, Record
from workbook.values import Problem, tick

SINGLE = rule("single_choice", area="ownership_kind")
LEVELS = ("digital_level", "capability_level", "integration_level")
LEVEL = rule("level_at_least", areas=LEVELS, ordinal=2)
ALL_LEVELS = rule("level_at_least", areas=LEVELS, ordinal=2, count=3)
BELOW = rule("level_below", areas=LEVELS, ordinal=2)
ODD = rule("tick_shape", area="ownership_kind", allow="odd")
KNOWN = rule("tick_shape", area="ownership_kind", allow="known")
LICENCE = rule("ticked", field="attachment_licence")
CERTIFICATE = rule("ticked_if", field="attachment_certificate", areas=LEVELS)
NARRATIVE = rule("text_for_area", area="scenarios_planning", field="aspect_planning")
CONTRADICTS = rule("contradicts", area="factory_type", option=1, other="innovation_mode", only=2)
NO_LEVEL = dict.fromkeys(LEVELS)


def test_one_tick_is_a_choice() -> None:
    assert message(SINGLE) == ""


def test_no_tick_is_not_the_matter_of_a_single_choice() -> None:
    assert message(SINGLE, ownership_kind=None) == ""


def test_two_ticks_are_one_too_many() -> None:
    assert message(SINGLE, ownership_kind=["民营", "三资"]) == "只能选1项，已选2项：民营、三资"


def test_one_level_reached_is_enough() -> None:
    assert message(LEVEL, **NO_LEVEL | {"capability_level": "二级"}) == ""


def test_no_level_reached_is_told() -> None:
    assert message(LEVEL, **NO_LEVEL | {"capability_level": "一级"}) == "应有1项达到要求的等级，现有0项"


def test_one_level_is_not_enough_where_all_are_asked() -> None:
    assert message(ALL_LEVELS, capability_level="一级") == "应有3项达到要求的等级，现有2项"


def test_a_level_below_while_another_is_reached_is_told() -> None:
    words = message(BELOW, capability_level="一级", integration_level=None)

    assert words == "“智能制造能力成熟度等级注1”未达到，按“数字化转型成熟度贯标等级注3”已达到认定"


def test_levels_that_are_all_reached_say_nothing() -> None:
    assert message(BELOW) == ""


def test_a_lone_low_level_is_left_to_the_demand_itself() -> None:
    assert message(BELOW, **NO_LEVEL | {"capability_level": "一级"}) == ""


def test_the_asked_tick_is_not_odd() -> None:
    assert message(ODD) == ""


@pytest.mark.parametrize("shape", ["✓", "✔", "☑", "■", "●", "R", "是", "1", 1, Cell(value=True)])
def test_another_tick_is_taken_and_told(shape: object) -> None:
    assert message(ODD, ownership_kind={"private": shape}).endswith("按“√”认定")


@pytest.mark.parametrize("shape", ["☒", "×", "r", "１", "√√", "X"])
def test_a_doubtful_shape_is_asked(shape: object) -> None:
    words = message(KNOWN, ownership_kind={"private": shape})

    assert words == f"“民营”处填的是“{shape}”，看不出是否勾选，请改为“√”或“□”"


@pytest.mark.parametrize("shape", ["√", " √　", "☑", "□", "☐", "", 0, Cell(value=False)])
def test_a_known_shape_is_not_asked(shape: object) -> None:
    assert message(KNOWN, ownership_kind={"private": shape}) == ""


def test_a_ticked_attachment_passes() -> None:
    assert message(LICENCE) == ""


def test_an_attachment_that_is_not_ticked_is_missing() -> None:
    assert message(LICENCE, attachment_licence=False) == "没有勾选"


def test_a_certificate_is_asked_for_a_ticked_level() -> None:
    words = message(CERTIFICATE, attachment_certificate=False, digital_level=None, integration_level=None)

    assert words == "已选“智能制造能力成熟度等级注1”，这里没有勾选"


def test_no_certificate_is_asked_without_a_level() -> None:
    assert message(CERTIFICATE, attachment_certificate=False, **NO_LEVEL) == ""


def test_a_ticked_certificate_passes() -> None:
    assert message(CERTIFICATE) == ""


def test_a_ticked_group_without_its_text_is_told() -> None:
    assert message(NARRATIVE, aspect_planning=" \n") == "已勾选“计划调度”，这里没有填写"


def test_the_missing_text_is_the_place() -> None:
    assert said(NARRATIVE, aspect_planning=None).fields == ("aspect_planning",)


def test_a_group_without_a_tick_needs_no_text() -> None:
    boxes = ("plan_optimisation", "shop_scheduling", "resource_allocation")
    paper = {f"scenarios_{box}": False for box in boxes}

    assert message(NARRATIVE, aspect_planning=None, **paper) == ""


def test_a_type_against_the_only_mode_is_told() -> None:
    words = message(CONTRADICTS, innovation_mode=["流程型智能制造"])

    assert words == "选了“离散型智能工厂”，又只选了“流程型智能制造”，请核对"


def test_a_second_mode_takes_the_contradiction_away() -> None:
    assert message(CONTRADICTS, innovation_mode=["流程型智能制造", "远程运维服务模式"]) == ""


def test_what_strangers_write_at_length_into_boxes_is_not_kept() -> None:
    form = Form(PACK)
    area = next(one for one in form.areas.values() if not one.is_choice)
    entries = {box: Entry(tick("长" * 300), (Cell("长" * 300),)) for box, _ in area.boxes}
    before = record._boxes_of.cache_info().currsize

    boxes = Record(form, entries).boxes(area.id)

    assert {box.problem for box in boxes} == {Problem.DOUBTFUL_TICK}
    assert record._boxes_of.cache_info().currsize == before
