"""Runs of collect and pull in the journal: what one run wrote, the last one, those that were taken back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workbook.ledger import Happening

RUN = "run"
"""The key by which the lines of one run tell that they belong together."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one collect or pull wrote: its name, when, by whom; whether it was taken back."""

    name: str
    at: str
    by: str
    lines: int
    is_undone: bool


def in_force(events: Iterable[Happening]) -> list[Happening]:
    """The events that count: without those of runs that were taken back."""
    told = list(events)
    undone = _undone(told)
    return [event for event in told if event.data.get(RUN) not in undone] if undone else told


def last_run(events: Sequence[Happening]) -> Run | None:
    """The last run the journal tells of, undone or not; None when there was none."""
    name = next((str(event.data[RUN]) for event in reversed(events) if event.data.get(RUN)), "")
    if not name:
        return None
    lines = [event for event in events if event.data.get(RUN) == name]
    return Run(name, lines[0].at, lines[0].by, len(lines), name in _undone(events))


def _undone(events: Iterable[Happening]) -> set[str]:
    return {str(event.data["of"]) for event in events if event.kind == "undone"}
