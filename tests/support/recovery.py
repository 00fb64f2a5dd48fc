"""Forms to damage, what stands in them, and what a reading of the damaged file got back of it."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import Any

import support.typing_habits  # noqa: F401 - it adds its operators
from support.damage import OPERATORS
from support.forms import base_values, form, random_record
from support.handled import Handled, handled
from workbook.layout import Layout
from workbook.notice.pack import FieldSpec
from workbook.ooxml.cell import BLANK, Cell
from workbook.read.declaration import choice
from workbook.record import Record
from workbook.render import fields
from workbook.render.declaration import declaration
from workbook.render.given import record_from_values
from workbook.repair import Line, Outcome, repair
from workbook.values import Kind, Problem, Reading, interpret

LAYOUT = Layout(form())


@dataclass
class Tally:
    """Fields counted over many damaged forms: with content, recovered, and the wrong ones by name."""

    filled: Counter[str] = field(default_factory=Counter)
    recovered: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        self.filled += other.filled
        self.recovered += other.recovered
        self.wrong += other.wrong

    def share(self, *operators: str) -> float:
        """Recovered of filled, over these operators or all."""
        chosen = operators or tuple(self.filled)
        filled = sum(self.filled[name] for name in chosen)
        return sum(self.recovered[name] for name in chosen) / filled if filled else 1.0

    def told(self) -> str:
        """The figures, and the five deeds that cost most."""
        worst = sorted(self.filled, key=self.share)[:5]
        costly = "，".join(f"{name} {self.share(name):.2%}" for name in worst)
        return f"{sum(self.filled.values())} fields, {self.share():.3%} recovered, {len(self.wrong)} wrong; {costly}"


def filled_record(random: Random) -> Record:
    """A form in which no two inputs hold the same: a value in the wrong place cannot pass for the right one."""
    values: dict[str, Any] = base_values()
    for number, (id_, spec) in enumerate(form().fields.items()):
        if spec.kind in (Kind.TEXT, Kind.LONG_TEXT):
            values[id_] = f"{spec.label.strip('：')[:12]}的内容{number}号{random.randint(10, 99)}"
        elif spec.kind is Kind.MONEY_WAN:
            values[id_] = 1000 + number * 10 + random.randint(1, 9)
        elif spec.kind is Kind.PHONE:
            values[id_] = f"138{number:03d}{random.randint(10000, 99999)}"
        elif spec.kind in (Kind.DATE, Kind.YEAR_MONTH):
            values[id_] = dt.date(2000 + number % 23, random.randint(1, 12), 1 + number % 28)
        elif spec.kind is Kind.TICK:
            values[id_] = random.random() < 0.5
        elif spec.kind in (Kind.CHOICE, Kind.CHOICES):
            values[id_] = random.choice(spec.options).id
    return record_from_values(form(), values)


def opened_form(seed: int) -> Handled:
    """The form of this number: three of four hold what no other input holds, the others odd and wrong contents."""
    random = Random(seed)
    record = random_record(random) if seed % 4 == 3 else filled_record(random)
    return handled(declaration(form().pack, record), LAYOUT, truth(record))


def truth(record: Record) -> dict[str, tuple[Cell, ...]]:
    """What stands in the inputs of each field of a form that nobody has damaged; an error is written as its words."""
    found = {}
    for id_, spec in record.form.fields.items():
        area = record.form.areas.get(id_)
        if area is not None and area.is_choice:
            found[id_] = tuple(fields.box(record, area, number) for number in range(len(area.boxes)))
        else:
            found[id_] = (fields.cell(record, spec),)
    return {id_: tuple(Cell(cell.value) for cell in cells) for id_, cells in found.items()}


def damaged(paper: Handled, operators: tuple[str, ...], seed: int) -> Handled:
    """A copy of the form after these operators, one after the other."""
    found = paper.copied()
    found.random = Random(f"{seed} {operators}")
    for name in operators:
        OPERATORS[name](found)
    return found


def suffered(seed: int, alone: bool) -> tuple[Tally, Tally]:
    """The form of this number after each deed alone, when that is wanted, and after two at random."""
    paper, singly = opened_form(seed), Tally()
    for name in OPERATORS if alone else ():
        singly.add(tallied(paper, (name,), seed))
    one, other = Random(seed).sample([*OPERATORS], 2)
    return singly, tallied(paper, (one, other), seed)


def tallied(paper: Handled, operators: tuple[str, ...], seed: int) -> Tally:
    """What ``repair`` gets back of one damaged form."""
    handed = damaged(paper, operators, seed)
    return compared(handed, handed.data(), "+".join(operators), seed)


def compared(paper: Handled, data: bytes, name: str, seed: int) -> Tally:
    """The account of a file beside the truth."""
    account = {line.field: line for line in repair(data, f"{seed}.xlsx").lines}
    found = Tally()
    for id_, spec in paper.layout.form.fields.items():
        if spec.kind is Kind.DERIVED:
            continue
        reading = meaning(spec, paper.truth[id_])
        is_right, is_wrong = _judged(account[id_], reading, paper.truth[id_], is_lost=id_ in paper.lost)
        if not reading.is_blank:
            found.filled[name] += 1
            found.recovered[name] += is_right
        if is_wrong:
            line = account[id_]
            found.wrong.append(
                f"{name}, form {seed}, {id_}: {line.outcome} {line.text!r} {line.entry.value!r}, was {reading}"
            )
    return found


def meaning(spec: FieldSpec, cells: tuple[Cell, ...]) -> Reading:
    """What a person finds who looks at these cells."""
    if spec.kind in (Kind.CHOICE, Kind.CHOICES):
        return choice(cells, form().areas[spec.id], spec.kind)
    return interpret(spec.kind, cells[0] if cells else BLANK)


def _judged(line: Line, reading: Reading, cells: tuple[Cell, ...], *, is_lost: bool) -> tuple[bool, bool]:
    """Whether a field came back, and whether something else did without a word."""
    must_ask = is_lost or _must_ask(reading, cells)
    is_told = line.outcome in (Outcome.LEFT, Outcome.ASKED)
    if reading.is_blank:
        return True, line.outcome is Outcome.CARRIED
    if must_ask:
        return is_told and (is_lost or line.outcome is Outcome.LEFT or line.text == _text(cells)), not is_told
    is_same = line.outcome is Outcome.CARRIED and line.entry.value == reading.value
    return is_same, not is_same and not is_told


def _must_ask(reading: Reading, cells: tuple[Cell, ...]) -> bool:
    is_odd = reading.problem not in (None, Problem.ODD_TICK)
    return is_odd or any(cell.is_error or cell.is_formula for cell in cells)


def _text(cells: tuple[Cell, ...]) -> str:
    return "、".join(cell.text for cell in cells if not cell.is_blank)
