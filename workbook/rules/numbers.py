"""Demands on amounts: typed as numbers, within a bound, in proportion to another."""

from decimal import Decimal
from typing import ClassVar, Literal

from typing_extensions import override

from workbook.finding import Finding
from workbook.rules import faces
from workbook.rules.base import Answers, FieldRule, LegibleRule, Limit, Places, Rule
from workbook.values import Problem, rate


class NotAbove(Rule):
    """``field`` is not above ``limit_field``."""

    kind: Literal["not_above"]
    field: str
    limit_field: str

    @override
    def check(self, answers: Answers) -> Finding | None:
        value, limit = _number(answers, self.field), _number(answers, self.limit_field)
        if value is None or limit is None or value <= limit:
            return None
        return self.broken(
            self.field, f"填的是{value:f}，大于“{answers.label(self.limit_field)}”{limit:f}，超出{value - limit:f}"
        )

    @override
    def formula(self, places: Places) -> str:
        value, limit = places.cell(self.field), places.cell(self.limit_field)
        return f"IF({faces.is_number(value)},IF({faces.is_number(limit)},{value}<={limit},TRUE),TRUE)"

    @override
    def touched(self) -> tuple[str, ...]:
        return (self.field, self.limit_field)


class Floor(FieldRule):
    """``field`` is not below ``minimum``."""

    kind: Literal["floor"]
    minimum: Decimal

    @override
    def check(self, answers: Answers) -> Finding | None:
        value = _number(answers, self.field)
        if value is None or value >= self.minimum:
            return None
        return self.broken(self.field, f"填的是{value:f}，低于{self.minimum:f}，还差{self.minimum - value:f}")

    @override
    def formula(self, places: Places) -> str:
        cell = places.cell(self.field)
        return f"IF({faces.is_number(cell)},{cell}>={self.minimum:f},TRUE)"

    @override
    def limit(self, places: Places) -> Limit:
        return Limit("decimal", ">=", f"{self.minimum:f}")


class FloorByChoice(Rule):
    """``field`` is not below the one of ``minima`` that stands at the place of the option ticked in ``area``."""

    kind: Literal["floor_by_choice"]
    field: str
    area: str
    minima: tuple[Decimal, ...]

    @override
    def check(self, answers: Answers) -> Finding | None:
        value = _number(answers, self.field)
        boxes = zip(answers.boxes(self.area), self.minima, strict=True)
        unmet = [
            (minimum, box.title) for box, minimum in boxes if box.is_ticked and value is not None and value < minimum
        ]
        if value is None or not unmet:
            return None
        minimum, title = max(unmet)
        return self.broken(self.field, f"填的是{value:f}，选“{title}”的不低于{minimum:f}，还差{minimum - value:f}")

    @override
    def formula(self, places: Places) -> str:
        cell, area, shapes = places.cell(self.field), places.area(self.area), places.tick_shapes
        options = (
            f"OR({faces.ticks(f'INDEX({area},{number})', shapes)}=0,{cell}>={minimum:f})"
            for number, minimum in enumerate(self.minima, start=1)
        )
        return f"IF({faces.is_number(cell)},AND({','.join(options)}),TRUE)"

    @override
    def touched(self) -> tuple[str, ...]:
        return (self.field, self.area)


class Within(FieldRule):
    """``field`` lies between ``lowest`` and ``highest``."""

    kind: Literal["within"]
    lowest: Decimal
    highest: Decimal

    @override
    def check(self, answers: Answers) -> Finding | None:
        value = _number(answers, self.field)
        if value is None or self.lowest <= value <= self.highest:
            return None
        return self.broken(self.field, f"填的是{value:f}，应在{self.lowest:f}到{self.highest:f}之间")

    @override
    def formula(self, places: Places) -> str:
        cell = places.cell(self.field)
        return f"IF({faces.is_number(cell)},AND({cell}>={self.lowest:f},{cell}<={self.highest:f}),TRUE)"


class WeightedAtLeast(Rule):
    """The sum of ``fields``, each by its share in percent (``weights``), is not below ``minimum``."""

    kind: Literal["weighted_at_least"]
    fields: tuple[str, ...]
    weights: tuple[Decimal, ...]
    minimum: Decimal

    @override
    def check(self, answers: Answers) -> Finding | None:
        values = [_number(answers, field) for field in self.fields]
        known = [value for value in values if value is not None]
        if len(known) < len(values):
            return None
        total = round(
            sum((value * weight for value, weight in zip(known, self.weights, strict=True)), _NOUGHT) / 100, 6
        )
        if total >= self.minimum:
            return None
        return self.broken(
            self.fields,
            f"按权重合计{total.normalize():f}，低于{self.minimum:f}，还差{(self.minimum - total).normalize():f}",
        )

    @override
    def formula(self, places: Places) -> str:
        cells = [places.cell(field) for field in self.fields]
        known = ",".join(faces.is_number(cell) for cell in cells)
        total = "+".join(f"{cell}*{weight:f}" for cell, weight in zip(cells, self.weights, strict=True))
        return f"IF(AND({known}),ROUND(({total})/100,6)>={self.minimum:f},TRUE)"

    @override
    def touched(self) -> tuple[str, ...]:
        return self.fields


class Positive(FieldRule):
    """``field`` is above nought."""

    kind: Literal["positive"]

    @override
    def check(self, answers: Answers) -> Finding | None:
        value = _number(answers, self.field)
        if value is None or value > 0:
            return None
        return self.broken(self.field, f"填的是{value:f}，应大于0")

    @override
    def formula(self, places: Places) -> str:
        cell = places.cell(self.field)
        return f"IF({faces.is_number(cell)},{cell}>0,TRUE)"


class Jump(Rule):
    """Of two amounts above nought neither is more than ``factor`` times the other."""

    kind: Literal["jump"]
    field: str
    other: str
    factor: Decimal

    @override
    def check(self, answers: Answers) -> Finding | None:
        value, other = _number(answers, self.field), _number(answers, self.other)
        if value is None or other is None or value <= 0 or other <= 0:
            return None
        if max(value, other) <= min(value, other) * self.factor:
            return None
        there = f"“{answers.label(self.other)}”{other:f}"
        return self.broken((self.field, self.other), f"填的是{value:f}，与{there}相差{self.factor:f}倍以上，请核对单位")

    @override
    def formula(self, places: Places) -> str:
        value, other = places.cell(self.field), places.cell(self.other)
        close = f"ROUND(MAX({value},{other}),6)<=ROUND(MIN({value},{other})*{self.factor:f},6)"
        both = f"AND({value}>0,{other}>0)"
        return f"IF(AND({faces.is_number(value)},{faces.is_number(other)}),IF({both},{close},TRUE),TRUE)"

    @override
    def touched(self) -> tuple[str, ...]:
        return (self.field, self.other)


class NumberTyped(LegibleRule):
    """``field`` is a number, not a text that reads as one."""

    problem: ClassVar[Problem] = Problem.READABLE

    kind: Literal["number_typed"]

    @override
    def formula(self, places: Places) -> str:
        cell = places.cell(self.field)
        return f"IF({faces.is_text(cell)},NOT({faces.reads_as_number(cell)}),TRUE)"


class NumberReadable(LegibleRule):
    """``field`` is a number or a text that reads as one."""

    problem: ClassVar[Problem] = Problem.UNREADABLE

    kind: Literal["number_readable"]

    @override
    def formula(self, places: Places) -> str:
        cell = places.cell(self.field)
        readable = f"IF({faces.is_text(cell)},{faces.reads_as_number(cell)},{faces.is_number(cell)})"
        return f"IF({faces.is_filled(cell)},{readable},TRUE)"


class Moves(Rule):
    """From ``field_before`` to ``field_after`` a figure does not move against ``direction``; other contents pass."""

    kind: Literal["moves"]
    field_before: str
    field_after: str
    direction: Literal["up", "down"] = "up"

    @override
    def check(self, answers: Answers) -> Finding | None:
        before, after = (rate(answers.reading(field).value) for field in (self.field_before, self.field_after))
        if before is None or after is None:
            return None
        if (after >= before) if self.direction == "up" else (after <= before):
            return None
        wanted = "上升" if self.direction == "up" else "下降"
        return self.broken((self.field_before, self.field_after), f"由{before:f}变为{after:f}，通常应{wanted}，请核对")

    @override
    def formula(self, places: Places) -> str:
        before, after = places.cell(self.field_before), places.cell(self.field_after)
        sign = ">=" if self.direction == "up" else "<="
        moved = f"{faces.rate(after)}{sign}{faces.rate(before)}"
        return f"IF(AND({faces.is_rate(before)},{faces.is_rate(after)}),{moved},TRUE)"

    @override
    def touched(self) -> tuple[str, ...]:
        return (self.field_before, self.field_after)


_NOUGHT = Decimal(0)


def _number(answers: Answers, field: str) -> Decimal | None:
    value = answers.reading(field).value
    return value if isinstance(value, Decimal) else None
