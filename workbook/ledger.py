"""The states of a declaration over the journal: which moves there are, and the way each one went."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from workbook.edit import said
from workbook.errors import MoveRefusedError, ValueMissingError


class Happening(Protocol):
    """One line of a journal."""

    @property
    def kind(self) -> str:
        """What happened: accepted, opinion, decision..."""
        ...

    @property
    def declaration(self) -> str:
        """To which declaration."""
        ...

    @property
    def data(self) -> Mapping[str, Any]:
        """With what."""
        ...

    @property
    def at(self) -> str:
        """When."""
        ...

    @property
    def by(self) -> str:
        """By whom."""
        ...


class State(StrEnum):
    """Where a declaration is on its way; the value is the Chinese title."""

    DECLARED = "申报"
    RECOMMENDED = "推荐"
    NOT_RECOMMENDED = "不推荐"
    RETURNED = "退回"
    REVIEW_PASSED = "评审通过"
    REVIEW_FAILED = "评审未通过"
    PROPOSED = "拟认定"
    PROPOSAL_CANCELLED = "公示取消"
    RECOGNISED = "认定"
    POOLED = "入库"
    PROVINCIAL = "省推荐"
    WITHDRAWN = "撤回"


_S = State
_REVIEWS = (_S.REVIEW_PASSED, _S.REVIEW_FAILED)

MOVES: Mapping[State, tuple[State, ...]] = {
    # An opinion, a review or a proposal may be mended; what was recognised is only ever followed, never unsaid.
    _S.DECLARED: (_S.RECOMMENDED, _S.NOT_RECOMMENDED, _S.RETURNED, _S.WITHDRAWN),
    _S.RECOMMENDED: (_S.NOT_RECOMMENDED, _S.RETURNED, *_REVIEWS, _S.PROPOSED, _S.DECLARED, _S.WITHDRAWN),
    _S.NOT_RECOMMENDED: (_S.RECOMMENDED, _S.RETURNED, _S.DECLARED, _S.WITHDRAWN),
    _S.RETURNED: (_S.DECLARED, _S.RECOMMENDED, _S.NOT_RECOMMENDED, _S.WITHDRAWN),
    _S.REVIEW_PASSED: (_S.PROPOSED, _S.REVIEW_FAILED, _S.RETURNED, _S.DECLARED, _S.RECOMMENDED, _S.WITHDRAWN),
    _S.REVIEW_FAILED: (_S.REVIEW_PASSED, _S.RETURNED, _S.DECLARED, _S.RECOMMENDED, _S.WITHDRAWN),
    _S.PROPOSED: (_S.RECOGNISED, _S.PROPOSAL_CANCELLED, _S.RECOMMENDED, *_REVIEWS, _S.WITHDRAWN),
    _S.PROPOSAL_CANCELLED: (_S.PROPOSED, _S.RECOMMENDED, _S.WITHDRAWN),
    _S.RECOGNISED: (_S.POOLED,),
    _S.POOLED: (_S.PROVINCIAL,),
    _S.PROVINCIAL: (),
    _S.WITHDRAWN: (_S.DECLARED,),
}
ENDED = (_S.NOT_RECOMMENDED, _S.RETURNED, _S.REVIEW_FAILED, _S.PROPOSAL_CANCELLED, _S.WITHDRAWN)
"""States in which a declaration stands in nobody's way."""
LISTED = (_S.PROPOSED, _S.RECOGNISED, _S.POOLED, _S.PROVINCIAL)
"""States that a public list shows, or has shown."""
_ALIASES: Mapping[str, State] = {"通过": _S.REVIEW_PASSED, "未通过": _S.REVIEW_FAILED, "公布": _S.RECOGNISED}


@dataclass(frozen=True, slots=True)
class Step:
    """One step on the way of a declaration: the state it came to, when, by whom, why."""

    state: State
    at: str
    by: str
    why: str = ""


def state_named(title: str) -> State:
    """The state of this title; 通过 and 未通过 are what reviewers type.

    Raises:
        ValueMissingError: there is no such state.
    """
    if title in _ALIASES:
        return _ALIASES[title]
    if title not in set(State):
        raise ValueMissingError("状态", title, tuple(State))
    return State(title)


def move(declaration: str, now: State, wanted: State) -> State:
    """The state after the move; a state may always be said again.

    Raises:
        MoveRefusedError: there is no way from here to there.
    """
    if wanted is not now and wanted not in MOVES[now]:
        raise MoveRefusedError(declaration, now, wanted, MOVES[now])
    return wanted


def history(declaration: str, events: Iterable[Happening]) -> tuple[Step, ...]:
    """The way of one declaration as the journal tells it, in the journal's order; repeated states are left out."""
    steps: list[Step] = []
    for event in events:
        if event.declaration != declaration:
            continue
        for state in states_of(event, steps[-1].state if steps else None):
            if not steps or steps[-1].state is not state:
                steps.append(Step(state, event.at, event.by, str(event.data.get("why") or "")))
    return tuple(steps)


def state(declaration: str, events: Iterable[Happening]) -> State | None:
    """Where a declaration is now; None when the journal does not know it."""
    steps = history(declaration, events)
    return steps[-1].state if steps else None


def states_of(event: Happening, now: State | None = None) -> tuple[State, ...]:
    """The states one event brings its declaration to, in order; what it says twice is said once."""
    if event.kind in ("accepted", "restored"):
        return _accepted(event, now)
    if event.kind == "withdrawn":
        return (State.WITHDRAWN,)
    if event.kind == "opinion":
        return (_opinion(event.data.get("opinion")),)
    if event.kind in ("decision", "hand_edit"):
        return _decided(event.data, now)
    return ()


def _accepted(event: Happening, now: State | None) -> tuple[State, ...]:
    """A new version begins anew with what the district says of it.

    What was listed stays listed; what was reviewed stays reviewed as long as the district recommends it: the word of
    the review still stands in its column, and the difference is shown beside it.
    """
    brought = _opinion(said(event.data.get("declaration", {})).get("opinion"))
    if now in LISTED or (now in _REVIEWS and brought is State.RECOMMENDED):
        return ()
    return (State.DECLARED,) if brought is State.DECLARED else (State.DECLARED, brought)


def _decided(data: Mapping[str, Any], now: State | None) -> tuple[State, ...]:
    """What was typed or decided; a review told beside a standing decision is old, a cleared cell is unsaid."""
    found = [state_named(str(data[key])) for key in ("review", "decision", "state") if data.get(key)]
    if data.get("decision") and now in (*LISTED, State.PROPOSAL_CANCELLED):
        found = [state for state in found if state not in _REVIEWS]
    taken_back = (("decision", (_S.PROPOSED, _S.PROPOSAL_CANCELLED)), ("review", _REVIEWS))
    if not found and any(key in data and not data[key] and now in said for key, said in taken_back):
        return (State.RECOMMENDED,)
    return tuple(found)


def _opinion(told: Any) -> State:
    """The state an opinion brings: the word itself, or a whole opinion with its day and officer."""
    word = told if told is None or isinstance(told, str) else said(told).get("opinion")
    return state_named(str(word)) if word else State.DECLARED
