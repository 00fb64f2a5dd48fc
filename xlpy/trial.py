"""A season under other demands: which declarations would be judged otherwise; nothing is written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from workbook import merge
from workbook.errors import UnreadableError
from workbook.finding import CODES, Finding, Force, Verdict, is_explanation
from workbook.form import Form
from workbook.judge import judge
from workbook.merge import Declaration, StoredFinding
from workbook.notice.pack import Pack
from workbook.record import Record
from workbook.register import Registers
from workbook.rules.base import Rule
from workbook.rules.boxes import TextForArea, TickShape
from workbook.rules.texts import Paired, Required
from workbook.values import Kind
from xlpy.beside import BODY, Bodies
from xlpy.desk import Desk
from xlpy.dossier import Dossier
from xlpy.gaps import given, is_same
from xlpy.mail import Enclosure

_FILLED = (Required, TextForArea, Paired)
"""Demands that ask of a long text only whether it is there."""
_RAW = "raw"
_WRITTEN = "（已填写）"


@dataclass(frozen=True, slots=True)
class Affected:
    """One declaration that would be judged otherwise: its verdict then and now, what is found no more, what is new."""

    entry: Declaration
    was: Verdict
    now: Verdict
    gone: tuple[StoredFinding, ...]
    come: tuple[StoredFinding, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    """One declaration with its form and the documents whose texts were taken."""

    entry: Declaration
    form: Enclosure
    bodies: tuple[Enclosure, ...]

    @classmethod
    def of(cls, desk: Desk, entry: Declaration) -> "_Kept":
        """As it lies among the originals."""
        bodies = [Enclosure(one.name, desk.original(one.sha256)) for one in entry.attachments if one.role == BODY]
        return cls(entry, Enclosure(entry.file, desk.original(entry.sha256)), tuple(bodies))


class Trial:
    """The demands of one pack against those the declarations were judged by; only what differs is judged again."""

    def __init__(self, own: Pack, wanted: Pack) -> None:
        self.own, self.wanted = own, wanted
        before = {rule.id: rule for rule in own.rules}
        self._here, self._there = Form(own), Form(wanted)
        differing = [rule for rule in wanted.rules if rule.paper == "declaration" and before.get(rule.id) != rule]
        self._shared = frozenset(id_ for id_, spec in self._there.fields.items() if self._is_shared(id_, spec.kind))
        self.untried = tuple(rule for rule in differing if not self._is_answered(rule))
        self.tried = tuple(rule for rule in differing if rule not in self.untried)
        gone = before.keys() - {rule.id for rule in wanted.rules}
        self._ids = frozenset({rule.id for rule in self.tried} | gone)
        self._pack = wanted.model_copy(update={"rules": self.tried})

    @property
    def is_empty(self) -> bool:
        """Whether no demand that can be tried differs."""
        return not self._ids

    def affected(self, dossier: Dossier, registers: Registers | None) -> Iterator[Affected]:
        """The declarations that would be judged otherwise, in their order; workers read again what must be read."""
        desk, entries = dossier.desk, merge.in_order(dossier.standing.declarations.values(), dossier.pack)
        asked = {entry.id: entry for entry in entries if any(self._asks_more(rule, entry) for rule in self.tried)}
        forms = (_Kept.of(desk, entry) for entry in asked.values())
        reread = iter(desk.watch(desk.each(partial(self._reread, registers), forms, _lost), "重读申报书", len(asked)))
        for entry in entries:
            found = next(reread) if entry.id in asked else self._judged(entry, self._stored(entry), registers)
            before = [finding for finding in entry.findings if finding.rule in self._ids]
            gone, come = (tuple(_without(*pair)) for pair in ((before, found), (found, before)))
            if gone or come:
                kept = tuple(finding for finding in entry.findings if finding.rule not in self._ids)
                yield Affected(entry, merge.settled(entry), _verdict((*kept, *found), entry), gone, come)

    def _judged(self, entry: Declaration, record: Record, registers: Registers | None) -> list[StoredFinding]:
        due = next(iter(self.wanted.deadlines), "")
        days = {due: entry.received} if entry.received else {}
        report = judge(record, registers=registers, received=days, pack=self._pack)
        found = (finding for finding in report.findings if finding.rule in self._ids)
        return [merge.stored(_explained(finding, entry)) for finding in found]

    def _stored(self, entry: Declaration) -> Record:
        """What the records keep of a form."""
        from workbook.render.given import record_from_values  # noqa: PLC0415 - start-up: only a trial pays for it

        short = [id_ for id_ in self._shared if self._there.fields[id_].kind is not Kind.DERIVED]
        values = {id_: self._given(id_, entry.values[id_]) for id_ in short if id_ in entry.values}
        values |= {id_: _WRITTEN for id_, told in entry.texts.items() if told and id_ in self._shared}
        return record_from_values(self._there, values)

    def _reread(self, registers: Registers | None, kept: "_Kept") -> list[StoredFinding]:
        """What is found in the form itself, where a demand asks more than the records keep; in whatever process.

        The second reader confirmed these very bytes when they were taken.
        """
        from workbook import guard, read  # noqa: PLC0415 - start-up: as above

        record = read.typed(guard.admit(kept.form.content, kept.form.name), kept.form.name)
        joined = Bodies([kept.form], kept.bodies).joined(kept.form, record).record if kept.bodies else record
        known = Record(self._there, {id_: joined.entry(id_) for id_ in self._shared}, joined.explanations)
        return self._judged(kept.entry, known, registers)

    def _asks_more(self, rule: Rule, entry: Declaration) -> bool:
        """Whether the records say too little for this demand: odd signs, what could not be read, long texts."""
        if isinstance(rule, TickShape):
            return True
        looked_at = _named(rule, self._there)
        derived = any(self._there.fields[id_].kind is Kind.DERIVED for id_ in looked_at)
        if derived or any(_is_raw(entry.values.get(id_)) for id_ in looked_at):
            return True
        return not isinstance(rule, _FILLED) and any(entry.texts.get(id_) for id_ in looked_at)

    def _given(self, id_: str, value: Any) -> Any:
        return "" if _is_raw(value) else given(self._there.fields[id_].kind, value)

    def _is_shared(self, id_: str, kind: Kind) -> bool:
        spec = self._here.fields.get(id_)
        written = kind in (Kind.LONG_TEXT, Kind.DERIVED)
        return is_same(spec, self._there.fields[id_]) or (written and spec is not None and spec.kind is kind)

    def _is_answered(self, rule: Rule) -> bool:
        """Whether one form of the season says enough for this demand."""
        return rule.judged_by != "cross" and self._shared.issuperset(_named(rule, self._there))


def _lost(kept: _Kept) -> list[StoredFinding]:
    """A form that took its process with it."""
    raise UnreadableError(kept.form.name, "FILE-KILLED", "。".join(CODES["FILE-KILLED"]))


def _named(rule: Rule, form: Form) -> set[str]:
    """Every field a demand speaks of; an area or a catalogue stands for its boxes."""
    words = {one for value in rule.model_dump().values() for one in _several(value)}
    found = words & form.fields.keys()
    for area in (area for word in words for area in form.areas_of(word) if area in form.areas):
        found |= {area} if form.areas[area].is_choice else {box for box, _ in form.areas[area].boxes}
    return found


def _several(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        return (value,)
    return (one for one in value if isinstance(one, str)) if isinstance(value, tuple | Mapping) else ()


def _is_raw(value: Any) -> bool:
    """Whether a canonical value is not the meaning but what stood there."""
    if isinstance(value, list | tuple):
        return any(str(one).endswith("）") for one in value)
    return isinstance(value, Mapping) and _RAW in value


def _explained(finding: Finding, entry: Declaration) -> Finding:
    words = entry.explanations.get(finding.rule) or entry.explanations.get(finding.source, "")
    return finding.explained(words) if is_explanation(words) else finding


def _without(some: Sequence[StoredFinding], others: Sequence[StoredFinding]) -> Iterator[StoredFinding]:
    """Those of the findings that say something the others do not."""
    known = {(one.rule, one.force, one.message) for one in others}
    return (one for one in some if (one.rule, one.force, one.message) not in known)


def _verdict(findings: Sequence[StoredFinding], entry: Declaration) -> Verdict:
    counting = [finding for finding in findings if merge.overrule_of(entry.overrules, finding) is None]
    if any(finding.force == Force.MUST for finding in counting):
        return Verdict.FAIL
    waiting = any(finding.force == Force.SHOULD and not finding.explanation for finding in counting)
    return Verdict.EXPLAIN if waiting else Verdict.PASS
