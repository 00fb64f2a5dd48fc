"""Demands on a catalogue as a whole: how many boxes, groups and dimensions are covered."""

from typing import Literal

from typing_extensions import override

from workbook.finding import Finding
from workbook.rules import faces
from workbook.rules.base import Answers, Places, Rule


class TicksAtLeast(Rule):
    """At least ``count`` boxes of ``of`` are ticked."""

    kind: Literal["ticks_at_least"]
    of: str
    count: int

    @override
    def check(self, answers: Answers) -> Finding | None:
        ticked = sum(box.is_ticked for area in answers.areas(self.of) for box in answers.boxes(area))
        if ticked >= self.count:
            return None
        return self.broken(self.of, f"已选{ticked}项，还差{self.count - ticked}项")

    @override
    def formula(self, places: Places) -> str:
        counted = "+".join(faces.ticks(places.area(area), places.tick_shapes) for area in places.areas(self.of))
        return f"{counted}>={self.count}"

    @override
    def touched(self) -> tuple[str, ...]:
        return (self.of,)


class GroupsAtLeast(Rule):
    """At least ``count`` groups of ``of`` have at least ``ticks`` ticked boxes."""

    kind: Literal["groups_at_least"]
    of: str
    count: int
    ticks: int = 1

    @override
    def check(self, answers: Answers) -> Finding | None:
        ticked = (sum(box.is_ticked for box in answers.boxes(area)) for area in answers.areas(self.of))
        covered = sum(count >= self.ticks for count in ticked)
        if covered >= self.count:
            return None
        return self.broken(self.of, f"已覆盖{covered}个，还差{self.count - covered}个")

    @override
    def formula(self, places: Places) -> str:
        ticked = (faces.ticks(places.area(area), places.tick_shapes) for area in places.areas(self.of))
        covered = "+".join(f"({count}>={self.ticks})" for count in ticked)
        return f"{covered}>={self.count}"

    @override
    def touched(self) -> tuple[str, ...]:
        return (self.of,)


class EachGroupAtLeast(Rule):
    """Every group of ``of`` has at least ``count`` ticked boxes."""

    kind: Literal["each_group_at_least"]
    of: str
    count: int

    @override
    def check(self, answers: Answers) -> Finding | None:
        short = {
            area: self.count - ticked
            for area in answers.areas(self.of)
            if (ticked := sum(box.is_ticked for box in answers.boxes(area))) < self.count
        }
        if not short:
            return None
        words = "，".join(f"“{answers.label(area)}”还差{gap}项" for area, gap in short.items())
        return self.broken(tuple(short), words)

    @override
    def formula(self, places: Places) -> str:
        counted = (faces.ticks(places.area(area), places.tick_shapes) for area in places.areas(self.of))
        return f"AND({','.join(f'{ticked}>={self.count}' for ticked in counted)})"

    @override
    def touched(self) -> tuple[str, ...]:
        return (self.of,)


class PartsCovered(Rule):
    """Every dimension of ``of`` has at least one ticked box."""

    kind: Literal["parts_covered"]
    of: str

    @override
    def check(self, answers: Answers) -> Finding | None:
        bare = [part for part in answers.parts(self.of) if not any(_is_covered(answers, area) for area in part)]
        if not bare:
            return None
        words = "；".join("、".join(answers.label(area) for area in part) for part in bare)
        return self.broken(tuple(area for part in bare for area in part), f"以下各组一项也没有选：{words}")

    @override
    def formula(self, places: Places) -> str:
        parts = ("+".join(f"({faces.any_tick(places, area)})" for area in part) for part in places.parts(self.of))
        return f"AND({','.join(f'{covered}>=1' for covered in parts)})"

    @override
    def touched(self) -> tuple[str, ...]:
        return (self.of,)


def _is_covered(answers: Answers, area: str) -> bool:
    return any(box.is_ticked for box in answers.boxes(area))
