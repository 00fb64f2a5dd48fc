"""Several boxes written into one cell."""

from types import SimpleNamespace
from typing import Any

import pytest

from workbook.form import Area
from workbook.ooxml.cell import Cell
from workbook.read.inline import spread
from workbook.record import Entry
from workbook.values import Problem, tick

AREA = Area("has_plan", "有无规划", (("has_plan_yes", "是"), ("has_plan_no", "否")))
FORM: Any = SimpleNamespace(areas={AREA.id: AREA})


def problems(*shapes: str) -> list[Problem | None]:
    entries = {
        id_: Entry(tick(shape), (Cell(shape),), (f"表!C{row}",), "name", 1.0)
        for row, ((id_, _), shape) in enumerate(zip(AREA.boxes, shapes, strict=True), start=1)
    }
    return [entry.reading.problem for entry in spread(entries, FORM).values()]


@pytest.mark.parametrize("shapes", [("√", "□"), ("", "☑"), ("□", "")])
def test_boxes_that_hold_a_mark_each_are_read_one_by_one(shapes: tuple[str, str]) -> None:
    assert problems(*shapes) == [tick(shape).problem for shape in shapes]


def test_the_title_of_one_box_typed_into_another_is_a_doubt() -> None:
    """是 is a way to tick, and here the title of the other box too."""
    assert problems("□", "是") == [Problem.DOUBTFUL_TICK, Problem.DOUBTFUL_TICK]
