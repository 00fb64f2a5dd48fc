"""收取申报书: forms from envelopes into the district's 汇总表 and package."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from workbook import merge, read, rows
from workbook.edit import Event, Original, Plan
from workbook.errors import NothingToTakeError, ValueMissingError
from workbook.finding import Verdict
from workbook.merge import Clash, Declaration, Opinion, Taking
from workbook.receipt import receipt_code
from workbook.register import Registers
from workbook.standing import Standing
from xlpy import replies as answers
from xlpy.amended import AMENDED, amended
from xlpy.beside import DOCUMENTS, Bodies
from xlpy.desk import FINE, LOOK, Desk, Result
from xlpy.district import RETURNED, read_back, refreshed
from xlpy.dossier import Dossier, open_dossier
from xlpy.intake import Reader, Taken, killed, read_all_again
from xlpy.mail import Enclosure, Inbox, Refusal, open_envelopes, refuse
from xlpy.registers import in_force
from xlpy.store import sha256
from xlpy.template import template

SAME, OLDER, NEWER = "内容与已收的一份相同", "比已收的一份更早", "已有更新的一份"


@dataclass
class _Take:
    """What this run takes: declarations as they stand, a receipt for every file, events and originals to keep."""

    dossier: Dossier
    current: dict[str, Declaration]
    taken: dict[str, dict[str, Any]] = field(default_factory=dict)
    superseded: list[dict[str, Any]] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    @cached_property
    def nonce(self) -> bytes:
        """The secret of the receipts, read once a run."""
        return self.dossier.desk.nonce()

    def add(self, taking: Taking) -> None:
        """Write down what became of one form."""
        entry, other = taking.declaration, taking.other
        if taking.outcome == "accepted":
            if other is not None and other.sha256 != entry.sha256:
                self._close(other, entry.id, NEWER)
            self._accept(entry, other)
        else:
            self._close(entry, entry.id, SAME if taking.outcome == "identical" else OLDER)

    def _accept(self, entry: Declaration, other: Declaration | None) -> None:
        code = receipt_code(self.nonce, entry.id, entry.digest)
        waiting = self.dossier.standing.waiting.get(entry.id, Opinion())
        opinion = _opinion(self.current[entry.id]) if entry.id in self.current else waiting
        new = entry.model_copy(update={"receipt": code, "opinion": opinion})
        self.current[new.id] = new
        self.events.append(self.dossier.event("accepted", new.id, declaration=new.model_dump(mode="json")))
        self.taken[new.id] = {
            "file": new.file,
            "id": new.id,
            "firm": merge.named(new, self.dossier.pack, "firm"),
            "verdict": new.verdict,
            "receipt": code,
            "replaces": other.file if other else None,
            "attachments": [file.name for file in new.attachments],
            "changes": [asdict(change) for change in merge.differences(other, new, self.dossier.pack)] if other else [],
        }

    def _close(self, entry: Declaration, id_: str, reason: str) -> None:
        self.superseded.append({"file": entry.file, "id": id_, "reason": reason})
        told = {"sha256": entry.sha256, "file": entry.file, "reason": reason}
        self.events.append(self.dossier.event("superseded", id_, **told))


def _opinion(known: Declaration) -> Opinion:
    """A resubmission keeps what was said of it; a form that went back waits for a new opinion."""
    if known.opinion.opinion != RETURNED:
        return known.opinion
    return known.opinion.model_copy(update={"opinion": None, "day": None})


def run(
    desk: Desk,
    *,
    inboxes: Sequence[Path],
    district: str,
    registers: Path | None = None,
    received: dt.date | None = None,
    notice: str = "",
    replies: Path | None = None,
) -> Result:
    """Take what is new in the envelopes; a second time the same envelopes change nothing."""
    dossier = open_dossier(desk, "summary", notice, district)
    if district not in dossier.pack.districts:
        raise ValueMissingError("辖市区", district, dossier.pack.districts)
    if dossier.district not in ("", district):
        raise ValueMissingError("辖市区（这份汇总表已属另一地区）", district, (dossier.district,))
    typed = read_back(dossier)
    standing, _ = dossier.after(typed.events)
    inbox = open_envelopes(inboxes)
    if not (inbox.papers or inbox.packages or inbox.refused or typed.events):
        raise NothingToTakeError(inboxes, "申报书")
    bodies = Bodies(inbox.papers, inbox.beside)
    new = _new(inbox.papers, bodies, dossier, standing)
    force = in_force(dossier, registers)
    other = (*force.events, *amended(dossier))
    due = next(iter(dossier.pack.deadlines))
    reader = Reader(dossier.pack.id, due, force.registers, received)
    if new or other:
        reader = replace(reader, template=template(desk, dossier.pack))
    forms, refused = _read(desk, inbox, new, reader, bodies)
    take = _Take(dossier, {**standing.declarations})
    declared = [form.declared(district, bodies.owners.get(form.file.path, ())) for form in forms]
    for taking in merge.take(declared, dossier.pack, standing.versions):
        take.add(taking)
    told = [dossier.event("refused", **asdict(entry)) for entry in refused if entry.sha256 not in standing.fates]
    again = [*_judged_again(dossier, take.current, reader)] if other else []
    events = (*typed.events, *dossier.in_run("collect", (*other, *take.events, *again, *told)))
    plan = refreshed(dossier, district, events, typed, (*_originals(forms, bodies), *force.originals))
    known = [file.path for file in inbox.papers if all(file is not other for other in new)]
    loose = _loose(forms, bodies, standing)
    lines = [*typed.lines, *([f"{_other_words(other)}有变，已收的{len(again)}份结论有变。"] if again else [])]
    after, _ = dossier.after(events)
    found = answers.receipts(inbox.papers, refused, after)
    drafts = answers.replies(dossier.pack, replies, inbox, found, after) if replies else ()
    plan = replace(plan, files=(*plan.files, *(file for file in drafts if desk.file(file.path) != file.content)))
    result = _result(
        take, district, refused=refused, known=known, loose=loose, skipped=inbox.skipped, plan=plan, lines=lines
    )
    return replace(result, data={**result.data, "receipts": answers.told(found)})


def _other_words(events: Sequence[Event]) -> str:
    """What declarations are judged by that is not what it was."""
    return "、".join("延期通知" if event.kind == AMENDED else "名册" for event in events)


def registers_of(desk: Desk, path: Path | None) -> Registers | None:
    """The registers a person named."""
    return read.registers(desk.outside(path), path.name) if path else None


def _judged_again(dossier: Dossier, current: dict[str, Declaration], reader: Reader) -> Iterator[Event]:
    """What other registers say of the declarations taken before; ``current`` tells it too."""
    known = dossier.standing.declarations
    same = [entry for entry in current.values() if entry.id in known and entry.sha256 == known[entry.id].sha256]
    for entry, taken in zip(same, read_all_again(dossier.desk, reader, same, dossier.desk.original), strict=True):
        if isinstance(taken, Refusal):
            continue
        findings = tuple(merge.stored(finding) for finding in taken.report.findings)
        if findings != entry.findings:
            new = entry.model_copy(update={"verdict": taken.report.verdict.value, "findings": findings})
            current[entry.id] = new
            yield dossier.event("judged", entry.id, **new.model_dump(mode="json", include={"verdict", "findings"}))


def _read(
    desk: Desk, inbox: Inbox, new: Sequence[Enclosure], reader: Reader, bodies: Bodies
) -> tuple[list[Taken], list[Refusal]]:
    """The forms that are new, each with its document, and every file that was refused."""
    read_ = desk.watch(desk.each(reader, new, killed), "收取申报书", len(new))
    found = [reader.joined(entry, bodies) if isinstance(entry, Taken) else entry for entry in read_]
    packages = [refuse(file, "FILE-OTHER", "是报送包，不是申报书。报送包由市局汇集。") for file in inbox.packages]
    refused = [*inbox.refused, *packages, *(entry for entry in found if isinstance(entry, Refusal))]
    return [entry for entry in found if isinstance(entry, Taken)], refused


def _new(files: Sequence[Enclosure], bodies: Bodies, dossier: Dossier, standing: Standing) -> list[Enclosure]:
    """Files that were not taken before, or have new attachments beside them; of two equal ones the first."""
    found: dict[str, Enclosure] = {}
    for file in files:
        found.setdefault(sha256(file.content), file)
    kept = _kept(standing)
    named = _named_anew(bodies, kept, dossier, standing)
    return [
        file
        for digest, file in found.items()
        if standing.fates.get(digest) not in ("accepted", "superseded")
        or digest in named
        or any(sha256(more.content) not in kept for more in bodies.owners.get(file.path, ()))
    ]


def _kept(standing: Standing) -> set[str]:
    """The attachments that were taken."""
    return {file.sha256 for entry in standing.versions for file in entry.attachments}


def _named_anew(bodies: Bodies, kept: set[str], dossier: Dossier, standing: Standing) -> set[str]:
    """Known forms whose credit code stands on a document that came since."""
    if all(sha256(file.content) in kept for file in bodies.owners.get("", ())):
        return set()
    codes = {
        code
        for code, files in bodies.loose(dossier.form).items()
        if any(sha256(file.content) not in kept for file in files)
    }
    return {entry.sha256 for entry in standing.versions if merge.named(entry, dossier.pack, "code") in codes}


def _loose(forms: Sequence[Taken], bodies: Bodies, standing: Standing) -> list[str]:
    """Files nobody can tell the form of."""
    kept = _kept(standing) | {sha256(file.content) for form in forms for file in form.documents}
    files = bodies.owners.get("", ())
    return [file.path for file in files if file.suffix not in DOCUMENTS or sha256(file.content) not in kept]


def _originals(forms: Sequence[Taken], bodies: Bodies) -> tuple[Original, ...]:
    """Every form that was read, and what lies beside it."""
    files = [file for form in forms for file in (form.file, *bodies.owners.get(form.file.path, ()), *form.documents)]
    kept = (Original(sha256(file.content), file.name, file.content) for file in files)
    return tuple({original.sha256: original for original in kept}.values())


def told_skipped(count: int) -> Iterator[str]:
    """How many files nobody looked at."""
    if count:
        yield f"另有{count}个临时或隐藏文件，没有看。"


def told_clash(clash: Clash) -> dict[str, Any]:
    """A clash as JSON tells it."""
    return {"title": clash.title, "ids": list(clash.ids), **clash.model_dump(mode="json")}


def _result(
    take: _Take,
    district: str,
    *,
    refused: Sequence[Refusal],
    known: Sequence[str],
    loose: Sequence[str],
    skipped: int,
    plan: Plan,
    lines: Sequence[str],
) -> Result:
    """What is told: receipts of all files, the rows of the book, clashes inside the district."""
    entries = [*take.current.values()]
    clashes = merge.clashes(entries, take.dossier.pack)
    is_open = any(merge.settled(entry) is Verdict.FAIL for entry in entries)
    data: dict[str, Any] = {
        "taken": [*take.taken.values()],
        "superseded": take.superseded,
        "known": [*known],
        "loose": [*loose],
        "skipped": skipped,
        "refused": [{"file": entry.file, "code": entry.code, "reason": entry.reason} for entry in refused],
        "rows": len(entries),
        "recommended": sum(entry.opinion.opinion == rows.RECOMMENDED for entry in entries),
        "clashes": [told_clash(clash) for clash in clashes],
        "book": take.dossier.desk.where(take.dossier.desk.name),
        "files": [take.dossier.desk.where(file.path) for file in plan.files],
        "notes": [*lines],
    }
    told = (
        *(line for entry in data["taken"] for line in _taken_lines(entry)),
        *(f"－ {entry['file']}：{entry['reason']}（{entry['id']}）" for entry in take.superseded),
        *(f"✖ {entry.file}：{entry.reason}（{entry.code}）" for entry in refused),
        *(f"▲ {file}：看不出属于哪一份申报书，未收。请与申报书放在同一文件夹。" for file in loose),
        *lines,
        f"{district}：新收{len(take.taken)}份，被替代{len(take.superseded)}份，未收{len(refused)}份。",
        *told_skipped(skipped),
        f"共{data['rows']}份，已推荐{data['recommended']}份。汇总表：{data['book']}",
    )
    return Result(data, plan, told, LOOK if refused or is_open or clashes or lines else FINE)


def _taken_lines(entry: Mapping[str, Any]) -> Iterator[str]:
    """One form that was taken; what it says otherwise than the one it replaces."""
    yield f"{Verdict(entry['verdict']).mark} {entry['id']} {entry['firm'] or entry['file']}"
    if entry["replaces"]:
        yield f"　替代 {entry['replaces']}，{len(entry['changes'])}项不同"
    for change in entry["changes"]:
        yield f"　{change['label']}：{change['old']} → {change['new']}"
