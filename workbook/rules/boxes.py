"""Demands on single columns of boxes: one tick, a level, a clear shape, a text that belongs to a tick."""

from typing import Literal

from typing_extensions import override

from workbook.finding import Finding
from workbook.rules import faces
from workbook.rules.base import Answers, FieldRule, Places, Rule
from workbook.values import BOX, TICK, Problem


class SingleChoice(Rule):
    """Not more than one box of ``area`` is ticked."""

    kind: Literal["single_choice"]
    area: str

    @override
    def check(self, answers: Answers) -> Finding | None:
        ticked = answers.boxes(self.area).ticked
        if len(ticked) <= 1:
            return None
        words = "、".join(box.title for box in ticked)
        return self.broken(tuple(box.id for box in ticked), f"只能选1项，已选{len(ticked)}项：{words}")

    @override
    def formula(self, places: Places) -> str:
        return f"{faces.ticks(places.area(self.area), places.tick_shapes)}<=1"

    @override
    def touched(self) -> tuple[str, ...]:
        return (self.area,)


class LevelAtLeast(Rule):
    """At least ``count`` of ``areas`` have a tick at the position ``ordinal`` (from 1) or after it."""

    kind: Literal["level_at_least"]
    areas: tuple[str, ...]
    ordinal: int
    count: int = 1

    @override
    def check(self, answers: Answers) -> Finding | None:
        reached = sum(_reaches(answers, area, self.ordinal) for area in self.areas)
        if reached >= self.count:
            return None
        return self.broken(self.areas, f"应有{self.count}项达到要求的等级，现有{reached}项")

    @override
    def formula(self, places: Places) -> str:
        reached = "+".join(f"({faces.ticks_from(places, area, self.ordinal)}>0)" for area in self.areas)
        return f"{reached}>={self.count}"

    @override
    def touched(self) -> tuple[str, ...]:
        return self.areas


class LevelBelow(Rule):
    """No level of ``areas`` is ticked below ``ordinal`` while another of them reaches it."""

    kind: Literal["level_below"]
    areas: tuple[str, ...]
    ordinal: int

    @override
    def check(self, answers: Answers) -> Finding | None:
        reached = [area for area in self.areas if _reaches(answers, area, self.ordinal)]
        below = tuple(area for area in self.areas if area not in reached and answers.boxes(area).ticked)
        if not reached or not below:
            return None
        words = "、".join(f"“{answers.label(area)}”" for area in below)
        others = "、".join(f"“{answers.label(area)}”" for area in reached)
        return self.broken(below, f"{words}未达到，按{others}已达到认定")

    @override
    def formula(self, places: Places) -> str:
        reached = "+".join(f"({faces.ticks_from(places, area, self.ordinal)}>0)" for area in self.areas)
        below = "+".join(
            f"({faces.any_tick(places, area)})*({faces.ticks_from(places, area, self.ordinal)}=0)"
            for area in self.areas
        )
        return f"({reached})*({below})=0"

    @override
    def touched(self) -> tuple[str, ...]:
        return self.areas


class TickShape(Rule):
    """Every box of ``area`` holds only the asked tick (``odd``) or at least a known shape (``known``)."""

    kind: Literal["tick_shape"]
    area: str
    allow: Literal["odd", "known"]

    @override
    def check(self, answers: Answers) -> Finding | None:
        wanted = Problem.ODD_TICK if self.allow == "odd" else Problem.DOUBTFUL_TICK
        found = [box for box in answers.boxes(self.area).odd if box.problem is wanted]
        if not found:
            return None
        words = "、".join(f"“{box.title}”处填的是“{box.shape.strip()}”" for box in found)
        verdict = f"按“{TICK}”认定" if self.allow == "odd" else f"看不出是否勾选，请改为“{TICK}”或“{BOX}”"
        return self.broken(tuple(box.id for box in found), f"{words}，{verdict}")

    @override
    def formula(self, places: Places) -> str:
        area = places.area(self.area)
        ticked = faces.ticks(area, places.tick_shapes)
        if self.allow == "odd":
            return f"{ticked}={faces.ticks(area, f'''{chr(34)}{TICK}{chr(34)}''')}"
        return f"{ticked}+{faces.empties(area, places.box_shapes)}=ROWS({area})"

    @override
    def touched(self) -> tuple[str, ...]:
        return (self.area,)


class Ticked(FieldRule):
    """The box ``field`` is ticked; a shape that is asked about is not called missing."""

    kind: Literal["ticked"]

    @override
    def check(self, answers: Answers) -> Finding | None:
        return None if answers.boxes(self.field).is_marked else self.broken(self.field, "没有勾选")

    @override
    def formula(self, places: Places) -> str:
        return faces.any_mark(places, self.field)


class TickedIf(FieldRule):
    """The box ``field`` is ticked when any box of ``areas`` is."""

    kind: Literal["ticked_if"]
    areas: tuple[str, ...]

    @override
    def check(self, answers: Answers) -> Finding | None:
        because = [area for area in self.areas if answers.boxes(area).ticked]
        if not because or answers.boxes(self.field).is_marked:
            return None
        words = "、".join(f"“{answers.label(area)}”" for area in because)
        return self.broken(self.field, f"已选{words}，这里没有勾选")

    @override
    def formula(self, places: Places) -> str:
        others = ",".join(f"NOT({faces.any_tick(places, area)})" for area in self.areas)
        return f"OR({faces.any_mark(places, self.field)},AND({others}))"


class TextForArea(FieldRule):
    """The text ``field`` is written when ``area`` has a tick, or its box ``option`` (from 1) where one is given."""

    kind: Literal["text_for_area"]
    area: str
    option: int = 0

    @override
    def check(self, answers: Answers) -> Finding | None:
        boxes = answers.boxes(self.area)
        asking = boxes[self.option - 1 : self.option] if self.option else boxes
        if not any(box.is_ticked for box in asking) or not answers.reading(self.field).is_blank:
            return None
        words = asking[0].title if self.option else answers.label(self.area)
        return self.broken(self.field, f"已勾选“{words}”，这里没有填写")

    @override
    def formula(self, places: Places) -> str:
        area = places.area(self.area)
        asking = f"INDEX({area},{self.option})" if self.option else area
        ticked = f"{faces.ticks(asking, places.tick_shapes)}>0"
        return f"OR(NOT({ticked}),{faces.is_filled(places.cell(self.field))})"


class Contradicts(Rule):
    """Box ``option`` (from 1) of ``area`` is not ticked while box ``only`` (from 1) is the one tick of ``other``."""

    kind: Literal["contradicts"]
    area: str
    option: int
    other: str
    only: int

    @override
    def check(self, answers: Answers) -> Finding | None:
        option = answers.boxes(self.area)[self.option - 1]
        others = answers.boxes(self.other)
        only = others[self.only - 1]
        if not option.is_ticked or others.ticked != (only,):
            return None
        return self.broken((self.area, self.other), f"选了“{option.title}”，又只选了“{only.title}”，请核对")

    @override
    def formula(self, places: Places) -> str:
        shapes, other = places.tick_shapes, places.area(self.other)
        option = faces.ticks(f"INDEX({places.area(self.area)},{self.option})", shapes)
        only = faces.ticks(f"INDEX({other},{self.only})", shapes)
        return f"NOT(AND({option}=1,{only}=1,{faces.ticks(other, shapes)}=1))"

    @override
    def touched(self) -> tuple[str, ...]:
        return (self.area, self.other)


def _reaches(answers: Answers, area: str, ordinal: int) -> bool:
    return any(box.is_ticked for box in answers.boxes(area)[ordinal - 1 :])
