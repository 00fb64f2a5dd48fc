"""The picture of a round in numbers, before anybody draws it."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grid:
    """Numbers of one thing against another: ``numbers[n][m]`` belongs to ``down[n]`` and ``across[m]``."""

    title: str
    down: tuple[str, ...]
    across: tuple[str, ...]
    numbers: tuple[tuple[float, ...], ...]

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to show."""
        return not any(map(any, self.numbers))


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome firms tell: how many gave both figures, of how many both are bare numbers, the middle change."""

    title: str
    given: int
    compared: int
    change: float | None


@dataclass(frozen=True, slots=True)
class Picture:
    """One round: totals, groups by district, items, choices by district, sums, outcomes, receipts, findings, states."""

    title: str
    day: dt.date
    totals: tuple[tuple[str, str], ...]
    groups: Grid
    items: Grid
    choices: tuple[Grid, ...]
    sums: Grid
    outcomes: tuple[Outcome, ...]
    receipts: Grid
    deadline: tuple[str, dt.date] | None
    findings: Grid
    states: Grid

    @property
    def grids(self) -> tuple[Grid, ...]:
        """Every table of numbers, in the order it is told."""
        choices = self.choices
        return (self.groups, self.items, *choices, self.sums, self.receipts, self.findings, self.states)
