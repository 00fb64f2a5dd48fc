"""What is true now, told by the journal alone: everything the sheets show is a projection of these events.

=============  ===========================================================================================
kind           data
=============  ===========================================================================================
accepted       ``declaration``: a Declaration, whole, with the opinion that came with it
judged         ``verdict``, ``findings``: judged once more, by other registers
superseded     ``sha256``, ``file``, ``reason``: a received file that another one stands for
refused        ``sha256``, ``path`` or ``file``, ``code``, ``reason``
opinion        ``opinion``: an Opinion, whole
decision       ``review``, ``decision``, ``state``, ``remark``, ``why``: any of them
hand_edit      the same columns as people typed them; a ``ruling`` has the key of its clash as declaration
registers      ``sha256``, ``name``: the file that is judged by from now on
pulled         ``district`` and what came with the package
withdrawn      ``why``
=============  ===========================================================================================
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from workbook.errors import MoveRefusedError, ValueMissingError
from workbook.ledger import ENDED, LISTED, MOVES, Happening, State, move, states_of
from workbook.merge import Clash, Declaration, Opinion, StoredFinding, clashes
from workbook.notice.pack import Pack
from workbook.receipt import Receipt, accepted, refused, superseded

MANUAL = ("review", "decision", "remark", "ruling")
NEWER = "已有更新的一份"


@dataclass(frozen=True)
class Standing:
    """The declarations as they stand, in the order they first came, and all that was said of them.

    ``versions`` are all that were ever accepted, as they came; ``accepted`` tells when and by whom the current one was;
    ``receipts`` what became of each file by its hash (exactly one a file); ``manual`` what people typed, by declaration
    or by the key of a clash. A withdrawn declaration is in ``states`` and ``versions`` only.
    """

    pack: Pack
    declarations: Mapping[str, Declaration] = field(default_factory=dict)
    versions: tuple[Declaration, ...] = ()
    accepted: Mapping[str, Happening] = field(default_factory=dict)
    states: Mapping[str, State] = field(default_factory=dict)
    receipts: Mapping[str, Receipt] = field(default_factory=dict)
    manual: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    packages: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def fates(self) -> Mapping[str, str]:
        """What became of each file, by its hash, in one word."""
        return {sha256: receipt.outcome for sha256, receipt in self.receipts.items()}

    @cached_property
    def clashes(self) -> tuple[Clash, ...]:
        """Every doubt about who is who among the declarations that stand."""
        return clashes(self.declarations.values(), self.pack)

    @property
    def unresolved(self) -> tuple[Clash, ...]:
        """Clashes on which no person has ruled and of which two or more declarations are still on their way."""
        return tuple(clash for clash in self.clashes if len(self._on_the_way(clash)) > 1 and not self.ruling(clash))

    def ruling(self, clash: Clash) -> str:
        """What a person said of a clash."""
        return str(self.manual.get(clash.key, {}).get("ruling") or "")

    def why_not(self, id_: str, wanted: State) -> str:
        """Why a clash keeps this declaration from the state; an empty text when none does."""
        if wanted not in LISTED:
            return ""
        for clash in self.clashes:
            others = [other for other in self._on_the_way(clash) if other != id_]
            if id_ not in clash.ids or not others:
                continue
            listed = [other for other in others if self.states[other] in LISTED]
            if not self.ruling(clash):
                return f"与{'、'.join(others)}有未处理的冲突（{clash.title}）：{clash.message}"
            if clash.is_one_firm and listed:
                return f"同一企业的{'、'.join(listed)}已列入{self.states[listed[0]]}（{clash.title}）"
        return ""

    def decided(self, id_: str, wanted: State) -> State:
        """The state after a decision.

        Raises:
            ValueMissingError: there is no such declaration.
            MoveRefusedError: the move is impossible, or a clash stands in its way.
        """
        if id_ not in self.states:
            raise ValueMissingError("申报编号", id_)
        now = self.states[id_]
        reason = self.why_not(id_, wanted) if wanted is not now else ""
        if reason:
            raise MoveRefusedError(id_, now, wanted, _without_listed(now), reason)
        return move(id_, now, wanted)

    def after(self, events: Iterable[Happening]) -> "Standing":
        """What is true once these events are written; the journal is taken at its word."""
        draft = _Draft(self)
        for event in events:
            step = _STEPS.get(event.kind)
            if step is not None:
                step(draft, event)
                draft.move(event)
        return draft.standing()

    def _on_the_way(self, clash: Clash) -> tuple[str, ...]:
        return tuple(id_ for id_ in clash.ids if self.states.get(id_) not in ENDED)


def standing(events: Iterable[Happening], pack: Pack) -> Standing:
    """What is true after these events, from the first one on."""
    return Standing(pack).after(events)


class _Draft:
    """A standing while events are added to it: copied once, not at every event."""

    def __init__(self, before: Standing) -> None:
        self.pack = before.pack
        self.declarations = dict(before.declarations)
        self.versions = list(before.versions)
        self.accepted = dict(before.accepted)
        self.states = dict(before.states)
        self.receipts = dict(before.receipts)
        self.manual = dict(before.manual)
        self.packages = dict(before.packages)

    def standing(self) -> Standing:
        """What came of it."""
        return Standing(
            pack=self.pack,
            declarations=self.declarations,
            versions=tuple(self.versions),
            accepted=self.accepted,
            states=self.states,
            receipts=self.receipts,
            manual=self.manual,
            packages=self.packages,
        )

    def move(self, event: Happening) -> None:
        """Bring the declaration to the state the event tells."""
        reached = states_of(event, self.states.get(event.declaration))
        if reached:
            self.states[event.declaration] = reached[-1]


def _accepted(draft: _Draft, event: Happening) -> None:
    entry = Declaration.model_validate(event.data["declaration"])
    old = draft.declarations.get(entry.id)
    if old is not None and old.sha256 != entry.sha256:
        draft.receipts[old.sha256] = superseded(old, NEWER)
    draft.declarations[entry.id] = entry
    draft.versions.append(entry)
    draft.accepted[entry.id] = event
    draft.receipts[entry.sha256] = accepted(entry)


def _superseded(draft: _Draft, event: Happening) -> None:
    """A file that came again and is the one in force keeps its first receipt."""
    data = event.data
    sha256 = str(data["sha256"])
    if sha256 in {entry.sha256 for entry in draft.declarations.values() if entry.id == event.declaration}:
        return
    draft.receipts[sha256] = Receipt(
        file=str(data.get("file", "")),
        sha256=sha256,
        outcome="superseded",
        declaration=event.declaration,
        reason=str(data.get("reason", "")),
    )


def _refused(draft: _Draft, event: Happening) -> None:
    data = event.data
    file = str(data.get("path") or data.get("file") or "")
    receipt = refused(file, str(data["sha256"]), str(data.get("code", "")), str(data.get("reason", "")))
    draft.receipts.setdefault(receipt.sha256, receipt)


def _opinion(draft: _Draft, event: Happening) -> None:
    entry = draft.declarations.get(event.declaration)
    if entry is not None:
        changed = {"opinion": Opinion.model_validate(event.data["opinion"])}
        draft.declarations[entry.id] = entry.model_copy(update=changed)


def _judged(draft: _Draft, event: Happening) -> None:
    entry = draft.declarations.get(event.declaration)
    if entry is not None:
        findings = tuple(StoredFinding.model_validate(finding) for finding in event.data["findings"])
        changed = {"verdict": str(event.data["verdict"]), "findings": findings}
        draft.declarations[entry.id] = entry.model_copy(update=changed)


def _typed(draft: _Draft, event: Happening) -> None:
    columns = {key: event.data[key] for key in MANUAL if key in event.data}
    draft.manual[event.declaration] = {**draft.manual.get(event.declaration, {}), **columns}


def _pulled(draft: _Draft, event: Happening) -> None:
    draft.packages[str(event.data["district"])] = event.data


def _withdrawn(draft: _Draft, event: Happening) -> None:
    draft.declarations.pop(event.declaration, None)


def _without_listed(now: State) -> tuple[State, ...]:
    return tuple(state for state in MOVES[now] if state not in LISTED)


_STEPS: Mapping[str, Callable[[_Draft, Happening], None]] = {
    "accepted": _accepted,
    "superseded": _superseded,
    "refused": _refused,
    "opinion": _opinion,
    "judged": _judged,
    "decision": _typed,
    "hand_edit": _typed,
    "pulled": _pulled,
    "withdrawn": _withdrawn,
}
