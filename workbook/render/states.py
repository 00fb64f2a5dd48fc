"""The state of every demand of a rendered form: its row on 自检, its formula, and the true result of that formula."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from workbook.finding import PAUSES, Finding, Force, Report, is_explanation
from workbook.judge import judge
from workbook.layout import (
    CHECK_FIRST_ROW,
    CHECK_OPEN,
    CHECK_SHEET,
    CHECK_STATE,
    EMPTY_WORDS_NAME,
)
from workbook.record import Record
from workbook.render.places import NamedPlaces
from workbook.render.workings import Workings
from workbook.rules.base import Rule, Tally

KIND = "declaration"
HELD, NOT_HELD = "✔", "○"


@dataclass(frozen=True, slots=True)
class State:
    """One demand on 自检: its row, its formula face (empty when a person judges) and what it shows."""

    rule: Rule
    row: int
    formula: str
    mark: str
    finding: Finding | None = None
    explanation: str = ""
    tallies: tuple[Tally, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it still waits for words of the firm."""
        return self.mark == Force.SHOULD.mark and not is_explanation(self.explanation)


class States:
    """Every demand of a form: those with a formula first, those for persons and registers below."""

    def __init__(self, record: Record, report: Report | None = None) -> None:
        rules = [rule for rule in record.form.pack.rules if rule.active and rule.paper == KIND]
        self.record = record
        self._places = NamedPlaces(record.form)
        faces = {rule.id: rule.formula(self._places) for rule in rules}
        self.workings = Workings(record, filter(None, faces.values()))
        own = {finding.rule: finding for finding in judge(record).findings}
        told = {finding.rule: finding for finding in report.findings} if report else own
        automatic = [rule for rule in rules if faces[rule.id] is not None]
        others = [rule for rule in rules if faces[rule.id] is None]
        self.automatic = tuple(
            self._automatic(rule, row, faces[rule.id] or "", own.get(rule.id))
            for row, rule in enumerate(automatic, start=CHECK_FIRST_ROW)
        )
        self.others_row = CHECK_FIRST_ROW + len(automatic)
        self.others = tuple(
            _other(rule, self.others_row + 1 + n, told.get(rule.id), record) for n, rule in enumerate(others)
        )

    def _automatic(self, rule: Rule, row: int, formula: str, finding: Finding | None) -> State:
        mark = HELD if finding is None else rule.force.mark
        explanation = self.record.explanations.get(rule.id, "")
        tallies = tuple(
            replace(tally, count=self.workings.shorten(tally.count)) for tally in rule.tallies(self._places)
        )
        return State(rule, row, self.workings.shorten(formula), mark, finding, explanation, tallies)

    @property
    def last_row(self) -> int:
        """The last row of 自检 with a formula."""
        return self.others_row - 1

    @cached_property
    def touching(self) -> Mapping[str, tuple[State, ...]]:
        """Demands with a formula by the field, area or catalogue they touch."""
        found: dict[str, list[State]] = {}
        for state in self.automatic:
            for id_ in dict.fromkeys(state.rule.touched()):
                found.setdefault(id_, []).append(state)
        return {id_: tuple(states) for id_, states in found.items()}

    @property
    def open_count(self) -> int:
        """How many demands are still to be mended or explained."""
        return self._must + self._waiting

    @property
    def _must(self) -> int:
        return sum(state.mark == Force.MUST.mark for state in self.automatic)

    @property
    def _waiting(self) -> int:
        return sum(state.is_open for state in self.automatic)

    @property
    def verdict(self) -> str:
        """What stands on top of 自检."""
        if self._must:
            return f"还有 {self._must} 项强制问题"
        return f"{self._waiting} 项须说明" if self._waiting else "可以报送"

    @property
    def verdict_formula(self) -> str:
        """The same as a formula."""
        must = f'COUNTIF({_column(CHECK_STATE, self.last_row)},"{Force.MUST.mark}")'
        waiting = f'COUNTIF({_column(CHECK_OPEN, self.last_row)},"{Force.SHOULD.mark}")'
        return f'IF({must}>0,"还有 "&{must}&" 项强制问题",IF({waiting}>0,{waiting}&" 项须说明","可以报送"))'


def state_formula(state: State) -> str:
    """✔ when the demand is met, else the mark of its force; an error in an input is never met."""
    mark = state.rule.force.mark
    return f'IFERROR(IF({state.formula},"{HELD}","{mark}"),"{mark}")'


def open_formula(state: State, explanation_cell: str) -> str:
    """▲ while a 核实 waits for words; blank or a bare 核实无误 does not count.

    One of the empty words is a blank, which every program takes for nothing once a sign stands behind it.
    """
    text = f'{explanation_cell}&""'
    for character in PAUSES:
        text = f'SUBSTITUTE({text},{_literal(character)},"")'
    waiting = f'SUMPRODUCT(--EXACT({text}&"|",{EMPTY_WORDS_NAME}&"|"))>0'
    return f'IF(AND({CHECK_STATE}{state.row}="{Force.SHOULD.mark}",{waiting}),"{Force.SHOULD.mark}","")'


def beside_formula(states: Iterable[State], is_blank: str) -> str:
    """The worst of these states; blank while nothing is wrong and nothing is filled in."""
    formula = f'IF({is_blank},"","{HELD}")'
    for force in (Force.SHOULD, Force.MUST):
        cells = [f"'{CHECK_SHEET}'!${CHECK_STATE}${state.row}" for state in states if state.rule.force is force]
        if cells:
            any_of = ",".join(f'{cell}="{force.mark}"' for cell in cells)
            formula = f'IF(OR({any_of}),"{force.mark}",{formula})'
    return formula


def beside(states: Iterable[State], *, is_blank: bool) -> str:
    """The result of ``beside_formula``."""
    marks = {state.mark for state in states}
    for force in (Force.MUST, Force.SHOULD):
        if force.mark in marks:
            return force.mark
    return "" if is_blank else HELD


def _other(rule: Rule, row: int, finding: Finding | None, record: Record) -> State:
    mark = finding.force.mark if finding else NOT_HELD
    return State(rule, row, "", mark, finding, record.explanations.get(rule.id, ""))


def _column(letter: str, last: int) -> str:
    return f"${letter}${CHECK_FIRST_ROW}:${letter}${last}"


def _literal(character: str) -> str:
    return {"\t": "CHAR(9)", "\n": "CHAR(10)"}.get(character, f'"{character}"')
