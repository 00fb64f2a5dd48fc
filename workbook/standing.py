"""What is true now, told by the journal alone: everything the sheets show is a projection of these events.

=============  ===========================================================================================
kind           data
=============  ===========================================================================================
accepted       ``declaration``: a Declaration, whole, with the opinion that came with it
superseded     ``sha256``, ``file``, ``reason``: a received file that another one stands for
refused        ``sha256``, ``file`` (or ``path``), ``code``, ``reason``
opinion        ``opinion``: an Opinion, whole
decision       ``review``, ``decision``, ``state``, ``remark``, ``why``: any of them
hand_edit      the same columns as people typed them; ``ruling`` of a clash with ``clash``: its key
pulled         ``district`` and what came with the package
withdrawn      ``why``
=============  ===========================================================================================
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from workbook.errors import MoveRefusedError, ValueMissingError
from workbook.ledger import ENDED, LISTED, MOVES, Happening, State, move, states_of
from workbook.merge import Clash, Declaration, Opinion, clashes
from workbook.notice.pack import Pack
from workbook.receipt import Receipt, accepted, refused, superseded

MANUAL = ("review", "decision", "remark", "ruling")


@dataclass(frozen=True)
class Standing:
    """The declarations as they stand (a withdrawn one only in ``states``), and all that was said and done.

    ``past`` holds the versions of a declaration that were replaced, oldest first; ``receipts`` what became of each
    file by its hash: exactly one a file, the last word counts.
    """

    pack: Pack
    declarations: Mapping[str, Declaration] = field(default_factory=dict)
    withdrawn: Mapping[str, Declaration] = field(default_factory=dict)
    past: Mapping[str, tuple[Declaration, ...]] = field(default_factory=dict)
    states: Mapping[str, State] = field(default_factory=dict)
    receipts: Mapping[str, Receipt] = field(default_factory=dict)
    manual: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    rulings: Mapping[str, str] = field(default_factory=dict)
    packages: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def opinions(self) -> Mapping[str, Opinion]:
        """What the district says of each declaration."""
        return {id_: entry.opinion for id_, entry in self.declarations.items()}

    @property
    def known(self) -> tuple[Declaration, ...]:
        """Every version ever accepted, as ``merge.take`` wants them: the current one of each last."""
        now = {**self.withdrawn, **self.declarations}
        return tuple(version for id_, entry in now.items() for version in (*self.past.get(id_, ()), entry))

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
        return self.rulings.get(clash.key, "")

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
        standing = self
        for event in events:
            step = _STEPS.get(event.kind)
            standing = step(standing, event) if step else standing
        return standing

    def _on_the_way(self, clash: Clash) -> tuple[str, ...]:
        return tuple(id_ for id_ in clash.ids if self.states.get(id_) not in ENDED)


def standing(events: Iterable[Happening], pack: Pack) -> Standing:
    """What is true after these events, from the first one on."""
    return Standing(pack).after(events)


def _accepted(before: Standing, event: Happening) -> Standing:
    entry = Declaration.model_validate(event.data["declaration"])
    old = before.declarations.get(entry.id) or before.withdrawn.get(entry.id)
    receipts = dict(before.receipts)
    past = dict(before.past)
    if old is not None and old.digest != entry.digest:
        past[entry.id] = (*past.get(entry.id, ()), old)
    if old is not None and old.sha256 != entry.sha256:
        receipts[old.sha256] = superseded(old, "已有更新的一份")
    receipts[entry.sha256] = accepted(entry)
    return _moved(
        replace(
            before,
            declarations={**before.declarations, entry.id: entry},
            withdrawn={id_: gone for id_, gone in before.withdrawn.items() if id_ != entry.id},
            past=past,
            receipts=receipts,
        ),
        entry.id,
        event,
    )


def _superseded(before: Standing, event: Happening) -> Standing:
    data = event.data
    receipt = Receipt(
        file=str(data.get("file", "")),
        sha256=data["sha256"],
        outcome="superseded",
        declaration=event.declaration,
        reason=str(data.get("reason", "")),
    )
    return replace(before, receipts={**before.receipts, receipt.sha256: receipt})


def _refused(before: Standing, event: Happening) -> Standing:
    data = event.data
    file = str(data.get("file") or data.get("path") or "")
    receipt = refused(file, data["sha256"], str(data.get("code", "")), str(data.get("reason", "")))
    return replace(before, receipts={**before.receipts, receipt.sha256: receipt})


def _opinion(before: Standing, event: Happening) -> Standing:
    entry = before.declarations.get(event.declaration)
    if entry is None:
        return before
    changed = entry.model_copy(update={"opinion": Opinion.model_validate(event.data["opinion"])})
    return _moved(replace(before, declarations={**before.declarations, entry.id: changed}), entry.id, event)


def _typed(before: Standing, event: Happening) -> Standing:
    if "clash" in event.data:
        ruling = str(event.data.get("ruling") or "")
        return replace(before, rulings={**before.rulings, str(event.data["clash"]): ruling})
    columns = {key: event.data[key] for key in MANUAL if key in event.data}
    kept = {**before.manual.get(event.declaration, {}), **columns}
    return _moved(replace(before, manual={**before.manual, event.declaration: kept}), event.declaration, event)


def _pulled(before: Standing, event: Happening) -> Standing:
    return replace(before, packages={**before.packages, event.data["district"]: event.data})


def _withdrawn(before: Standing, event: Happening) -> Standing:
    gone = before.declarations.get(event.declaration)
    if gone is None:
        return before
    left = {id_: entry for id_, entry in before.declarations.items() if id_ != gone.id}
    return _moved(replace(before, declarations=left, withdrawn={**before.withdrawn, gone.id: gone}), gone.id, event)


def _moved(after: Standing, id_: str, event: Happening) -> Standing:
    """The same with the state the event brings its declaration to."""
    reached = states_of(event, after.states.get(id_))
    return replace(after, states={**after.states, id_: reached[-1]}) if reached else after


def _without_listed(now: State) -> tuple[State, ...]:
    return tuple(state for state in MOVES[now] if state not in LISTED)


_STEPS: Mapping[str, Callable[[Standing, Happening], Standing]] = {
    "accepted": _accepted,
    "superseded": _superseded,
    "refused": _refused,
    "opinion": _opinion,
    "decision": _typed,
    "hand_edit": _typed,
    "pulled": _pulled,
    "withdrawn": _withdrawn,
}
