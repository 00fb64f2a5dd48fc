"""What is true now, told by the journal alone: everything the sheets show is a projection of these events.

=============  ===========================================================================================
kind           data
=============  ===========================================================================================
accepted       ``declaration``: a Declaration, whole, with the opinion that came with it
judged         ``verdict``, ``findings``: judged once more, by other registers
superseded     ``sha256``, ``file``, ``reason``: a received file that another one stands for
refused        ``sha256``, ``path`` or ``file``, ``code``, ``reason``
opinion        ``opinion``: an Opinion, whole
overruled      ``rule``, ``message``, ``why``, ``by``: a finding of the machine that an officer overrules
reinstated     ``rule``, ``message``: the overruled finding counts again
decision       ``review``, ``decision``, ``state``, ``remark``, ``why``: any of them
hand_edit      the same columns as people typed them; a ``ruling`` has the key of its clash as declaration;
               ``attachment``, ``mark``: what a file beside the declaration is, by its hash
registers      ``sha256``, ``name``: the file that is judged by from now on
pulled         ``district`` and what came with the package
withdrawn      ``why``
corrected      ``cells``: what people typed over cells of the 总表 that the machine writes, by column
adopted        ``columns``: corrections that a person adopts
reverted       ``columns``: corrections that are given up
restored       ``declaration``, ``why``: a withdrawn declaration counts again, as it stood
undone         ``of``: the run that is taken back; its lines stay in the journal and count no more
=============  ===========================================================================================
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any

from workbook.errors import MoveRefusedError, ValueMissingError
from workbook.ledger import ENDED, LISTED, MOVES, Happening, State, move
from workbook.merge import Clash, Declaration, Opinion, Overrule, clashes, several
from workbook.notice.pack import Pack
from workbook.receipt import Receipt
from workbook.standing.runs import in_force
from workbook.standing.steps import Correction, Draft


@dataclass(frozen=True)
class Standing:
    """The declarations as they stand, in the order they first came, and all that was said of them.

    ``versions`` are all that were ever accepted, as they came; ``accepted`` tells when and by whom the current one was;
    ``receipts`` what became of each file by its hash (exactly one a file); ``manual`` what people typed, by declaration
    or by the key of a clash. A withdrawn declaration is in ``states`` and ``versions`` only. ``waiting`` are opinions
    on declarations whose run was taken back, ``overrules`` what this desk overruled (None: what it took back),
    ``corrections`` what people typed over the machine's cells, ``told`` every event there was.
    """

    pack: Pack
    declarations: Mapping[str, Declaration] = field(default_factory=dict)
    versions: tuple[Declaration, ...] = ()
    accepted: Mapping[str, Happening] = field(default_factory=dict)
    states: Mapping[str, State] = field(default_factory=dict)
    receipts: Mapping[str, Receipt] = field(default_factory=dict)
    manual: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    packages: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    waiting: Mapping[str, Opinion] = field(default_factory=dict)
    overrules: Mapping[str, Mapping[tuple[str, str], Overrule | None]] = field(default_factory=dict)
    corrections: Mapping[str, Mapping[str, Correction]] = field(default_factory=dict)
    told: tuple[Happening, ...] = ()

    @cached_property
    def came(self) -> Mapping[str, Declaration]:
        """The last version of each declaration, as it came."""
        return {entry.id: entry for entry in self.versions}

    @cached_property
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
                return f"与{several(others, '份')}有未处理的冲突（{clash.title}）：{clash.message}"
            if clash.is_one_firm and listed:
                return f"同一企业的{several(listed, '份')}已列入{self.states[listed[0]]}（{clash.title}）"
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
        new = tuple(events)
        told = (*self.told, *new)
        is_anew = any(event.kind == "undone" for event in new)
        start, steps = (Standing(self.pack), in_force(told)) if is_anew else (self, new)
        draft = Draft(**{entry.name: _copied(getattr(start, entry.name)) for entry in fields(Draft)})
        for event in steps:
            draft.take(event)
        facts = {entry.name: getattr(draft, entry.name) for entry in fields(Draft)}
        return replace(self, **{**facts, "versions": tuple(draft.versions), "told": told})

    def _on_the_way(self, clash: Clash) -> tuple[str, ...]:
        return tuple(id_ for id_ in clash.ids if self.states.get(id_) not in ENDED)


def standing(events: Iterable[Happening], pack: Pack) -> Standing:
    """What is true after these events, from the first one on."""
    return Standing(pack).after(events)


def _copied(value: Any) -> Any:
    """A list or dictionary of its own, for a draft to change."""
    return dict(value) if isinstance(value, Mapping) else list(value)


def _without_listed(now: State) -> tuple[State, ...]:
    return tuple(state for state in MOVES[now] if state not in LISTED)
