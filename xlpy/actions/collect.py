"""收取申报书: forms from envelopes into the district's 汇总表 and package."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from workbook import merge, rows
from workbook.edit import Event, Plan
from workbook.errors import NothingToTakeError, ValueMissingError
from workbook.finding import Verdict
from workbook.merge import Clash, Declaration, Opinion, Taking
from workbook.receipt import receipt_code
from xlpy import replies as answers
from xlpy.amended import AMENDED, amended
from xlpy.arrivals import Arrivals, arrivals
from xlpy.desk import FINE, LOOK, Desk, Result, new_files
from xlpy.district import RETURNED, Typed, looking, read_back, refreshed
from xlpy.dossier import Dossier, open_dossier
from xlpy.intake import Reader, read_all_again
from xlpy.mail import Inbox, Refusal, open_envelopes
from xlpy.registers import in_force
from xlpy.senders import SENDER

SAME, OLDER, NEWER = "内容与已收的一份相同", "比已收的一份更早", "已有更新的一份"


@dataclass
class _Take:
    """What this run takes: declarations as they stand, a receipt for every file, events and originals to keep."""

    dossier: Dossier
    district: str
    current: dict[str, Declaration]
    taken: dict[str, dict[str, Any]] = field(default_factory=dict)
    superseded: list[dict[str, Any]] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    @cached_property
    def nonce(self) -> bytes:
        """The secret of the receipts, read once a run."""
        return self.dossier.desk.nonce()

    @property
    def is_nothing(self) -> bool:
        """Whether it would be a book without a row: where none is yet, none is made."""
        return self.dossier.is_new and not self.current

    def all(self, came: Arrivals, known: Sequence[Declaration]) -> None:
        """Write down what became of every form that came."""
        declared = [form.declared(self.district, came.bodies.owners.get(form.file.path, ())) for form in came.forms]
        for taking in merge.take(declared, self.dossier.pack, known):
            self._add(taking, came.inbox)

    def _add(self, taking: Taking, inbox: Inbox) -> None:
        """Write down what became of one form."""
        entry, other = taking.declaration, taking.other
        if taking.outcome == "accepted":
            if other is not None and other.sha256 != entry.sha256:
                self._close(other, entry.id, NEWER)
            self._accept(entry, other, inbox.sender(entry.file))
        else:
            self._close(entry, entry.id, SAME if taking.outcome == "identical" else OLDER)

    def _accept(self, entry: Declaration, other: Declaration | None, sender: str) -> None:
        code = receipt_code(self.nonce, entry.id, entry.digest)
        waiting = self.dossier.standing.waiting.get(entry.id, Opinion())
        opinion = _opinion(self.current[entry.id]) if entry.id in self.current else waiting
        new = entry.model_copy(update={"receipt": code, "opinion": opinion})
        self.current[new.id] = new
        said = {"declaration": new, **({SENDER: sender} if sender else {})}
        self.events.append(self.dossier.event("accepted", new.id, **said))
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
    dossier = _opened(desk, district, notice)
    with looking(dossier, district) as is_packed:
        typed = read_back(dossier)
        standing, _ = dossier.after(typed.events)
        force = in_force(dossier, registers)
        other = (*force.events, *amended(dossier))
        reader = Reader(dossier.pack.id, next(iter(dossier.pack.deadlines)), force.registers, received)
        came = arrivals(dossier, standing, _inbox(inboxes, dossier, typed), reader, is_other=bool(other))
        take = _Take(dossier, district, {**standing.declarations})
        take.all(came, standing.versions)
        again = [*_judged_again(dossier, take.current, came.reader)] if other else []
        run_ = dossier.in_run("collect", (*other, *take.events, *again, *came.told(dossier, standing)))
        after, _ = dossier.after((*typed.events, *run_))
        found = answers.receipts(came.inbox.papers, came.refused, after)
        drafts = answers.replies(dossier.pack, replies, came.inbox, found, after) if replies else ()
        events, originals = (*typed.events, *run_), (*came.originals, *force.originals)
        plan = Plan()
        if not take.is_nothing:
            plan = refreshed(dossier, district, events, typed, originals, is_packed=is_packed)
    plan = replace(plan, files=(*plan.files, *new_files(desk, drafts)))
    lines = [*typed.lines, *plan.notes, *_other_words(other, len(again))]
    result = _result(take, came, plan, lines)
    return replace(result, data={**result.data, "receipts": answers.told(found)})


def _opened(desk: Desk, district: str, notice: str) -> Dossier:
    """The 汇总表 of this district and no other."""
    dossier = open_dossier(desk, "summary", notice, district)
    if district not in dossier.pack.districts:
        raise ValueMissingError("地区", district, dossier.pack.districts)
    if dossier.district not in ("", district):
        raise ValueMissingError("地区（这份汇总表已属另一地区）", district, (dossier.district,))
    return dossier


def _inbox(inboxes: Sequence[Path], dossier: Dossier, typed: Typed) -> Inbox:
    """What the envelopes hold; nothing at all is told, unless people typed something that is to be written down."""
    inbox = open_envelopes(inboxes, are_known=not dossier.is_new)
    if not (inbox.papers or inbox.packages or inbox.refused or typed.events):
        raise NothingToTakeError(inboxes, "申报书")
    return inbox


def _other_words(events: Sequence[Event], count: int) -> Iterator[str]:
    """What declarations are judged by that is not what it was, where it makes so many of them others."""
    if count:
        what = "、".join("延期通知" if event.kind == AMENDED else "名册" for event in events)
        yield f"{what}有变，已收的{count}份结论有变。"


def _judged_again(dossier: Dossier, current: dict[str, Declaration], reader: Reader) -> Iterator[Event]:
    """What other registers say of the declarations taken before; ``current`` tells it too."""
    known = dossier.standing.declarations
    same = [entry for entry in current.values() if entry.id in known and entry.sha256 == known[entry.id].sha256]
    for entry, taken in zip(same, read_all_again(dossier.desk, reader, same, dossier.desk.original), strict=True):
        if isinstance(taken, Refusal):
            continue
        if taken.said.findings != entry.findings:
            new = entry.model_copy(update={"verdict": taken.said.verdict, "findings": taken.said.findings})
            current[entry.id] = new
            yield dossier.event("judged", entry.id, **new.model_dump(mode="json", include={"verdict", "findings"}))


def told_skipped(count: int) -> Iterator[str]:
    """How many files nobody looked at."""
    if count:
        yield f"另有{count}个临时或隐藏文件，没有看。"


def told_clash(clash: Clash) -> dict[str, Any]:
    """A clash as JSON tells it."""
    return {"title": clash.title, "ids": list(clash.ids), "ids_told": clash.ids_told, **clash.model_dump(mode="json")}


def _result(take: _Take, came: Arrivals, plan: Plan, lines: Sequence[str]) -> Result:
    """What is told: receipts of all files, the rows of the book, clashes inside the district."""
    entries, desk = [*take.current.values()], take.dossier.desk
    clashes = merge.clashes(entries, take.dossier.pack)
    is_open = any(merge.settled(entry) is Verdict.FAIL for entry in entries)
    data: dict[str, Any] = {
        "taken": [*take.taken.values()],
        "superseded": take.superseded,
        "known": came.known,
        "loose": [*came.loose],
        "skipped": came.inbox.skipped,
        "refused": [{"file": entry.file, "code": entry.code, "reason": entry.reason} for entry in came.refused],
        "rows": len(entries),
        "recommended": sum(entry.opinion.opinion == rows.RECOMMENDED for entry in entries),
        "clashes": [told_clash(clash) for clash in clashes],
        "book": "" if take.is_nothing else desk.where(desk.name),
        "files": [desk.where(file.path) for file in plan.files],
        "notes": [*lines],
    }
    told = tuple(_told(take.district, data))
    return Result(data, plan, told, LOOK if came.refused or is_open or clashes or lines else FINE)


def _told(district: str, data: Mapping[str, Any]) -> Iterator[str]:
    """What a person reads."""
    for entry in data["taken"]:
        yield from _taken_lines(entry)
    yield from (f"－ {entry['file']}：{entry['reason']}（{entry['id']}）" for entry in data["superseded"])
    yield from (f"✖ {entry['file']}：{entry['reason']}（{entry['code']}）" for entry in data["refused"])
    yield from (f"▲ {file}：看不出属于哪一份申报书，未收。请与申报书放在同一文件夹。" for file in data["loose"])
    yield from data["notes"]
    taken, superseded, refused = (len(data[key]) for key in ("taken", "superseded", "refused"))
    yield f"{district}：新收{taken}份，被替代{superseded}份，未收{refused}份。"
    yield from told_skipped(data["skipped"])
    if data["book"]:
        yield f"共{data['rows']}份，已推荐{data['recommended']}份。汇总表：{data['book']}"
    else:
        yield "一份都没有收下，没有生成汇总表，也没有记入档案。"


def _taken_lines(entry: Mapping[str, Any]) -> Iterator[str]:
    """One form that was taken; what it says otherwise than the one it replaces."""
    yield f"{Verdict(entry['verdict']).mark} {entry['id']} {entry['firm'] or entry['file']}"
    if entry["replaces"]:
        yield f"　替代 {entry['replaces']}，{len(entry['changes'])}项不同"
    for change in entry["changes"]:
        yield f"　{change['label']}：{change['old']} → {change['new']}"
