"""One step for each kind of event: what it changes of that which is true."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from workbook.edit import Content, content_of
from workbook.ledger import Happening, State, states_of
from workbook.merge import Attachment, Declaration, Opinion, Overrule, StoredFinding
from workbook.receipt import Receipt, accepted, refused, superseded

MANUAL = ("review", "decision", "remark", "ruling")
BELOW = "annex"
"""What a district typed into the printed sheet, by column."""
MARKS = "marks"
"""What the files beside a declaration were marked, by their hash."""
NEWER = "已有更新的一份"


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person typed over a cell the machine writes; it stays until it is reverted, and counts once adopted."""

    value: Content
    is_adopted: bool
    at: str
    by: str


@dataclass
class Draft:
    """A standing while events are added to it: copied once, not at every event."""

    declarations: dict[str, Declaration]
    versions: list[Declaration]
    accepted: dict[str, Happening]
    states: dict[str, State]
    receipts: dict[str, Receipt]
    manual: dict[str, Mapping[str, Any]]
    packages: dict[str, Mapping[str, Any]]
    waiting: dict[str, Opinion]
    overrules: dict[str, Mapping[tuple[str, str], Overrule | None]]
    corrections: dict[str, Mapping[str, Correction]]

    def take(self, event: Happening) -> None:
        """Change what the event changes, and bring its declaration to the state it tells."""
        step = _STEPS.get(event.kind)
        if step is None:
            return
        step(self, event)
        reached = states_of(event, self.states.get(event.declaration))
        if reached:
            self.states[event.declaration] = reached[-1]

    def stand(self, entry: Declaration) -> None:
        """Let a declaration count, with what this desk overruled of it and marked its files."""
        own = self.overrules.get(entry.id, {})
        came = {(overrule.rule, overrule.message): overrule for overrule in entry.overrules}
        counting = tuple(overrule for overrule in {**came, **own}.values() if overrule is not None)
        files = _marked(entry.attachments, self.manual.get(entry.id, {}).get(MARKS, {}))
        self.declarations[entry.id] = entry.model_copy(update={"overrules": counting, "attachments": files})


def _accepted(draft: Draft, event: Happening) -> None:
    entry = Declaration.model_validate(event.data["declaration"])
    old = draft.declarations.get(entry.id)
    if old is not None and old.sha256 != entry.sha256:
        draft.receipts[old.sha256] = superseded(old, NEWER)
    draft.stand(entry)
    draft.waiting.pop(entry.id, None)
    draft.versions.append(entry)
    draft.accepted[entry.id] = event
    draft.receipts[entry.sha256] = accepted(entry)


def _superseded(draft: Draft, event: Happening) -> None:
    """A file that came again and is the one in force keeps its first receipt."""
    data = event.data
    sha256 = str(data["sha256"])
    known = draft.declarations.get(event.declaration)
    if known is not None and known.sha256 == sha256:
        return
    draft.receipts[sha256] = Receipt(
        file=str(data.get("file", "")),
        sha256=sha256,
        outcome="superseded",
        declaration=event.declaration,
        reason=str(data.get("reason", "")),
    )


def _refused(draft: Draft, event: Happening) -> None:
    data = event.data
    file = str(data.get("path") or data.get("file") or "")
    receipt = refused(file, str(data["sha256"]), str(data.get("code", "")), str(data.get("reason", "")))
    draft.receipts.setdefault(receipt.sha256, receipt)


def _opinion(draft: Draft, event: Happening) -> None:
    opinion = Opinion.model_validate(event.data["opinion"])
    entry = draft.declarations.get(event.declaration)
    if entry is None:
        draft.waiting[event.declaration] = opinion
    else:
        draft.declarations[entry.id] = entry.model_copy(update={"opinion": opinion})


def _judged(draft: Draft, event: Happening) -> None:
    entry = draft.declarations.get(event.declaration)
    if entry is not None:
        findings = tuple(StoredFinding.model_validate(finding) for finding in event.data["findings"])
        changed = {"verdict": str(event.data["verdict"]), "findings": findings}
        draft.declarations[entry.id] = entry.model_copy(update=changed)


def _typed(draft: Draft, event: Happening) -> None:
    columns: dict[str, Any] = {key: content_of(event.data[key]) for key in MANUAL if key in event.data}
    columns |= {BELOW: event.data[BELOW]} if BELOW in event.data else {}
    known = draft.manual.get(event.declaration, {})
    if "attachment" in event.data:
        columns[MARKS] = {**known.get(MARKS, {}), event.data["attachment"]: str(event.data["mark"])}
    draft.manual[event.declaration] = {**known, **columns}
    if MARKS in columns and event.declaration in draft.declarations:
        draft.stand(draft.declarations[event.declaration])


def _marked(files: tuple[Attachment, ...], marks: Mapping[str, str]) -> tuple[Attachment, ...]:
    """Files with what this desk marked them; the others keep the mark they came with."""
    return tuple(file.model_copy(update={"mark": marks.get(file.sha256, file.mark)}) for file in files)


def _pulled(draft: Draft, event: Happening) -> None:
    draft.packages[str(event.data["district"])] = event.data


def _withdrawn(draft: Draft, event: Happening) -> None:
    draft.declarations.pop(event.declaration, None)
    draft.waiting.pop(event.declaration, None)


def _restored(draft: Draft, event: Happening) -> None:
    """Where the run that brought it was taken back since, the version before it counts, or none: its opinion waits."""
    entry = Declaration.model_validate(event.data["declaration"])
    known = [version for version in draft.versions if version.id == entry.id]
    if any(version.sha256 == entry.sha256 for version in known):
        draft.stand(entry)
    elif known:
        draft.stand(known[-1])
    else:
        draft.waiting[entry.id] = entry.opinion


def _overruled(draft: Draft, event: Happening) -> None:
    data = event.data
    told = {key: str(data[key]) for key in ("rule", "message", "why", "by")}
    _rule_over(draft, event, Overrule(**told, at=event.at))


def _reinstated(draft: Draft, event: Happening) -> None:
    _rule_over(draft, event, None)


def _rule_over(draft: Draft, event: Happening, overrule: Overrule | None) -> None:
    key = str(event.data["rule"]), str(event.data["message"])
    draft.overrules[event.declaration] = {**draft.overrules.get(event.declaration, {}), key: overrule}
    entry = draft.declarations.get(event.declaration)
    if entry is not None:
        draft.stand(entry.model_copy(update={"overrules": _others(entry, key)}))


def _others(entry: Declaration, key: tuple[str, str]) -> tuple[Overrule, ...]:
    return tuple(overrule for overrule in entry.overrules if (overrule.rule, overrule.message) != key)


def _corrected(draft: Draft, event: Happening) -> None:
    cells = event.data["cells"].items()
    new = {column: Correction(content_of(value), is_adopted=False, at=event.at, by=event.by) for column, value in cells}
    draft.corrections[event.declaration] = {**draft.corrections.get(event.declaration, {}), **new}


def _adopted(draft: Draft, event: Happening) -> None:
    known = draft.corrections.get(event.declaration, {})
    new = {column: replace(known[column], is_adopted=True) for column in event.data["columns"] if column in known}
    draft.corrections[event.declaration] = {**known, **new}


def _reverted(draft: Draft, event: Happening) -> None:
    known = draft.corrections.get(event.declaration, {})
    gone = event.data["columns"]
    draft.corrections[event.declaration] = {column: one for column, one in known.items() if column not in gone}


_STEPS: Mapping[str, Callable[[Draft, Happening], None]] = {
    "accepted": _accepted,
    "superseded": _superseded,
    "refused": _refused,
    "opinion": _opinion,
    "judged": _judged,
    "decision": _typed,
    "hand_edit": _typed,
    "pulled": _pulled,
    "withdrawn": _withdrawn,
    "restored": _restored,
    "overruled": _overruled,
    "reinstated": _reinstated,
    "corrected": _corrected,
    "adopted": _adopted,
    "reverted": _reverted,
}
