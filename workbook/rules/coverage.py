"""Demands on a catalogue as a whole: how many boxes, groups and dimensions are covered."""

from abc import abstractmethod
from collections.abc import Mapping
from typing import ClassVar, Literal

from typing_extensions import override

from workbook.finding import Finding
from workbook.rules import faces
from workbook.rules.base import Answers, Box, Boxes, Places, Rule, Tally, Unit


class CoverageRule(Rule):
    """A demand that counts boxes of ``of``: what is counted, in both faces, by the id of the area or catalogue."""

    unit: ClassVar[Unit]

    of: str
    count: int

    @abstractmethod
    def counted(self, answers: Boxes) -> Mapping[str, int]:
        """How many there are."""

    @abstractmethod
    def counting(self, places: Places) -> Mapping[str, str]:
        """The same as spreadsheet expressions."""

    @override
    def tallies(self, places: Places) -> tuple[Tally, ...]:
        return tuple(Tally(id_, self.unit, count, self.count) for id_, count in self.counting(places).items())

    @override
    def tallied(self, answers: Boxes) -> tuple[int, ...]:
        return tuple(self.counted(answers).values())

    @override
    def formula(self, places: Places) -> str:
        return f"AND({','.join(f'{count}>={self.count}' for count in self.counting(places).values())})"

    @override
    def touched(self) -> tuple[str, ...]:
        return (self.of,)


class TicksAtLeast(CoverageRule):
    """At least ``count`` boxes of ``of`` are ticked."""

    unit: ClassVar[Unit] = "item"

    kind: Literal["ticks_at_least"]

    @override
    def check(self, answers: Answers) -> Finding | None:
        ticked = self.counted(answers)[self.of]
        if ticked >= self.count:
            return None
        return self.broken(self.of, f"已选{ticked}项，还差{self.count - ticked}项")

    @override
    def counted(self, answers: Boxes) -> Mapping[str, int]:
        return {self.of: sum(_ticked(answers, area) for area in answers.areas(self.of))}

    @override
    def counting(self, places: Places) -> Mapping[str, str]:
        return {self.of: "+".join(_ticks(places, area) for area in places.areas(self.of))}


class GroupsAtLeast(CoverageRule):
    """At least ``count`` groups of ``of`` have at least ``ticks`` ticked boxes."""

    unit: ClassVar[Unit] = "group"

    kind: Literal["groups_at_least"]
    ticks: int = 1

    @override
    def check(self, answers: Answers) -> Finding | None:
        covered = self.counted(answers)[self.of]
        if covered >= self.count:
            return None
        return self.broken(self.of, f"已覆盖{covered}个，还差{self.count - covered}个")

    @override
    def counted(self, answers: Boxes) -> Mapping[str, int]:
        return {self.of: sum(_ticked(answers, area) >= self.ticks for area in answers.areas(self.of))}

    @override
    def counting(self, places: Places) -> Mapping[str, str]:
        return {self.of: "+".join(f"({_ticks(places, area)}>={self.ticks})" for area in places.areas(self.of))}


class EachGroupAtLeast(CoverageRule):
    """Every group of ``of`` has at least ``count`` ticked boxes."""

    unit: ClassVar[Unit] = "area"

    kind: Literal["each_group_at_least"]

    @override
    def check(self, answers: Answers) -> Finding | None:
        short = {area: self.count - ticked for area, ticked in self.counted(answers).items() if ticked < self.count}
        if not short:
            return None
        words = "，".join(f"“{answers.label(area)}”还差{gap}项" for area, gap in short.items())
        return self.broken(tuple(short), words)

    @override
    def counted(self, answers: Boxes) -> Mapping[str, int]:
        return {area: _ticked(answers, area) for area in answers.areas(self.of)}

    @override
    def counting(self, places: Places) -> Mapping[str, str]:
        return {area: _ticks(places, area) for area in places.areas(self.of)}


class GroupsComplete(CoverageRule):
    """At least ``count`` groups of ``of`` have every box ticked."""

    unit: ClassVar[Unit] = "group"

    kind: Literal["groups_complete"]

    @override
    def check(self, answers: Answers) -> Finding | None:
        complete = self.counted(answers)[self.of]
        if complete >= self.count:
            return None
        near = min(answers.areas(self.of), key=lambda area: len(_open(answers, area)))
        words = "、".join(box.title for box in _open(answers, near))
        return self.broken(
            self.of, f"全部勾选的有{complete}个，应有{self.count}个；最接近的“{answers.label(near)}”还差：{words}"
        )

    @override
    def counted(self, answers: Boxes) -> Mapping[str, int]:
        return {self.of: sum(not _open(answers, area) for area in answers.areas(self.of))}

    @override
    def counting(self, places: Places) -> Mapping[str, str]:
        return {self.of: "+".join(f"({_all_ticked(places, area)})" for area in places.areas(self.of))}

    @override
    def tallies(self, places: Places) -> tuple[Tally, ...]:
        return ()

    @override
    def tallied(self, answers: Boxes) -> tuple[int, ...]:
        return ()


class AllTicked(Rule):
    """Every box of ``of`` is ticked."""

    kind: Literal["all_ticked"]
    of: str

    @override
    def check(self, answers: Answers) -> Finding | None:
        missing = [box for area in answers.areas(self.of) for box in _open(answers, area)]
        if not missing:
            return None
        words = "、".join(box.title for box in missing)
        return self.broken(tuple(box.id for box in missing), f"应全部具备，还差{len(missing)}项：{words}")

    @override
    def formula(self, places: Places) -> str:
        return f"AND({','.join(_all_ticked(places, area) for area in places.areas(self.of))})"

    @override
    def touched(self) -> tuple[str, ...]:
        return (self.of,)


class TicksIfChosen(Rule):
    """At least ``count`` boxes of ``of`` are ticked when box ``option`` (from 1) of ``chosen`` is."""

    kind: Literal["ticks_if_chosen"]
    of: str
    chosen: str
    option: int
    count: int = 1

    @override
    def check(self, answers: Answers) -> Finding | None:
        option = answers.boxes(self.chosen)[self.option - 1]
        ticked = sum(_ticked(answers, area) for area in answers.areas(self.of))
        if not option.is_ticked or ticked >= self.count:
            return None
        return self.broken(self.of, f"已选“{option.title}”，这里应至少选{self.count}项，已选{ticked}项")

    @override
    def formula(self, places: Places) -> str:
        option = faces.ticks(f"INDEX({places.area(self.chosen)},{self.option})", places.tick_shapes)
        ticked = "+".join(_ticks(places, area) for area in places.areas(self.of))
        return f"OR({option}=0,{ticked}>={self.count})"

    @override
    def touched(self) -> tuple[str, ...]:
        return (self.of, self.chosen)


class PartsCovered(Rule):
    """Every dimension of ``of`` has at least one ticked box."""

    kind: Literal["parts_covered"]
    of: str

    @override
    def check(self, answers: Answers) -> Finding | None:
        bare = [part for part in answers.parts(self.of) if not any(_ticked(answers, area) for area in part)]
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


def _ticked(answers: Boxes, area: str) -> int:
    return len(answers.boxes(area).ticked)


def _open(answers: Boxes, area: str) -> list[Box]:
    return [box for box in answers.boxes(area) if not box.is_ticked]


def _all_ticked(places: Places, area: str) -> str:
    return f"{_ticks(places, area)}=ROWS({places.area(area)})"


def _ticks(places: Places, area: str) -> str:
    return faces.ticks(places.area(area), places.tick_shapes)
