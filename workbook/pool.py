"""The cultivation pool: who is in it since when, by whose decision and why; no criterion is made up here."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbook.ledger import Happening, State, states_of

POOLED = (State.POOLED, State.PROVINCIAL)


@dataclass(frozen=True, slots=True)
class Member:
    """One declaration in the pool; ``why`` is blank where nobody said it, which a person has to mend."""

    id: str
    state: State
    since: dt.date | None
    by: str
    why: str


def members(states: Mapping[str, State], events: Sequence[Happening], remarks: Mapping[str, str]) -> list[Member]:
    """Everybody in the pool in the order of ``states``; a remark in the master stands in for a reason not given."""
    return [
        _member(id_, state, [event for event in events if event.declaration == id_], remarks.get(id_, ""))
        for id_, state in states.items()
        if state in POOLED
    ]


def _member(id_: str, state: State, events: Iterable[Happening], remark: str) -> Member:
    taken = [event for event in events if State.POOLED in states_of(event)]
    if not taken:
        return Member(id_, state, None, "", remark)
    reasons = [str(event.data.get("why") or "") for event in taken]
    first = taken[0]
    return Member(id_, state, _day(first.at), first.by, next((why for why in reversed(reasons) if why), remark))


def _day(moment: Any) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(moment)[:10])
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Gap:
    """One demand of the next level a member does not meet yet, or about which our form says nothing."""

    id: str
    code: str
    demand: str
    message: str
    is_open: bool
    quotes: str
