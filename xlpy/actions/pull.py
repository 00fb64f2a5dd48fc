"""汇集各区: packages of the districts into the city's 总表, everything read and judged once more."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from workbook import merge
from workbook.edit import Event, Held, Original, Plan, told
from workbook.errors import MoveRefusedError, NothingToTakeError, WorkbookError
from workbook.finding import CODES, Force, Verdict
from workbook.judge import judge_book
from workbook.ledger import State
from workbook.merge import Declaration
from workbook.standing import Standing
from xlpy.actions.collect import told_clash, told_skipped
from xlpy.amended import AMENDED, amended, moved
from xlpy.city import Moved, all_clashes, read_back, refreshed
from xlpy.desk import FINE, LOOK, Desk, Result
from xlpy.dossier import Dossier, open_dossier
from xlpy.intake import Reader, Taken, read_all_again, refusal
from xlpy.mail import Enclosure, Inbox, Refusal, opening
from xlpy.options import Options, day_words
from xlpy.overruled import about_packages
from xlpy.package import Head, Package, unpack
from xlpy.parcels import Volumes, digest_of, loose, parcels
from xlpy.recheck import EDITED, Sheets, again, check_sender, edited_words, refusal_finding, sheets, whole
from xlpy.registers import InForce, in_force, kept
from xlpy.senders import SENDER

KILLED = "FILE-KILLED"
OLDER = "已汇集过更新的报送包"
GONE = "区局新的报送包中已没有这一份"


@dataclass
class _Pull:
    """What this run pulls: events, originals, and what is told of each package and declaration."""

    dossier: Dossier
    options: Options
    standing: Standing
    events: list[Event] = field(default_factory=list)
    originals: dict[str, Original] = field(default_factory=dict)
    taken: list[dict[str, Any]] = field(default_factory=list)
    superseded: list[dict[str, Any]] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    done: set[str] = field(default_factory=set)
    inbox: Inbox = field(default_factory=Inbox)

    @property
    def is_nothing(self) -> bool:
        """Whether it would be a book without a row: where none is yet, none is made."""
        return self.dossier.is_new and not self.taken and not self.standing.packages

    def take(self, volumes: Volumes) -> None:
        """Take one package, unless it was pulled before in the same way."""
        digest = digest_of(volumes, self.standing.packages.values())
        district = next((name for name, last in self.standing.packages.items() if last["sha256"] == digest), "")
        if district and district not in self.done and self._is_settled(district, self._chosen(district, volumes)):
            self.done.add(district)
            return
        try:
            package = unpack(file.volume for file in volumes)
            check_sender(package, self.dossier, self.standing)
            self._take(package, volumes, digest)
        except WorkbookError as error:
            if self._is_older(volumes[0].volume.head):
                self._supersede(volumes[0], digest)
            else:
                self.refused.append(refusal(volumes[0], error))

    def _is_older(self, head: Head) -> bool:
        """Whether a newer package of its district counts, so that nobody misses this one."""
        made = str(self.standing.packages.get(head.district, {}).get("made", ""))
        return head.district in self.done or head.made < made

    def _is_settled(self, district: str, options: Mapping[str, str]) -> bool:
        """Whether the package that counts was judged so; what cost a worker its life is read again, whatever it was."""
        findings = self.standing.packages[district]["findings"]
        return self._options_of(district) == options and all(finding["rule"] != KILLED for finding in findings)

    def _options_of(self, district: str) -> Mapping[str, str]:
        """What the package of a district that counts now was judged by."""
        options: Mapping[str, str] = self.standing.packages[district]["options"]
        return options

    def _chosen(self, known: str, volumes: Volumes) -> Mapping[str, str]:
        """What a package is to be judged by; ``known`` is the district whose package it was before, if it was."""
        sent = max((file.sent for file in volumes if file.sent), default=None)
        return self.options.chosen(self._options_of(known) if known else None, sent)

    def _take(self, package: Package, volumes: Volumes, digest: str) -> None:
        district = package.manifest.district
        last = self.standing.packages.get(district, {})
        is_known = last.get("sha256") == digest
        if self._is_older(package.manifest):
            if not is_known:
                self._supersede(volumes[0], digest)
            return
        chosen = self._chosen(district if is_known else "", volumes)
        if not (is_known and self._is_settled(district, chosen)):
            reader = self._reader(chosen)
            package = whole(package, self.dossier, reader)
            book = sheets(self.dossier, package)
            if isinstance(book, Refusal):
                self.refused.append(replace(book, file=volumes[0].path, sha256=volumes[0].sha256))
                return
            if is_known and last["options"]["registers"] != chosen["registers"]:
                self.lines.append(f"{district}：名册有变，已按新的名册重新判断。")
            if is_known and last["options"].get(AMENDED, "") != self.options.moved:
                self.lines.append(f"{district}：延期通知有变，已重新判断。")
            sender = next(filter(None, (self.inbox.sender(file.path) for file in volumes)), last.get(SENDER, ""))
            how = {"sha256": digest, "volumes": [file.sha256 for file in volumes], "options": chosen}
            how |= {SENDER: sender} if sender else {}
            self._merge(package, book, reader, how)
        self.done.add(district)

    def _supersede(self, file: Enclosure, digest: str) -> None:
        if digest not in self.standing.fates:
            self.superseded.append({"file": file.path, "reason": OLDER})
            self.events.append(self.dossier.event("superseded", sha256=digest, file=file.path, reason=OLDER))

    def _reader(self, options: Mapping[str, str]) -> Reader:
        """Reads and judges the originals of one package as these options say."""
        first, *_, last = self.dossier.pack.deadlines
        force = self.options.force
        if options["registers"] != force.sha256:
            force = kept(self.dossier, options["registers"]) if options["registers"] else InForce()
        days = {last: dt.date.fromisoformat(options["received"])} if options["received"] else {}
        return Reader(self.dossier.pack.id, first, force.registers, days=days)

    def _merge(self, package: Package, book: Sheets, reader: Reader, how: Mapping[str, Any]) -> None:
        """Merge the declarations of one package; what it no longer holds is withdrawn."""
        manifest = package.manifest
        counts, words = (len(self.added), len(self.changed), len(self.withdrawn)), f"汇集{manifest.district}"
        before = set(self.standing.packages.get(manifest.district, {}).get("ids", ()))
        read_ = read_all_again(self.dossier.desk, reader, manifest.declarations, package.content, words)
        found = [self._again(entry, taken) for entry, taken in zip(manifest.declarations, read_, strict=True)]
        entries = [entry for entry in found if isinstance(entry, Declaration)]
        refused = [entry for entry in found if isinstance(entry, Refusal)]
        self.refused += refused
        for entry in entries:
            self._declare(package, entry, told(book.remark(entry)), before)
        self._withdraw(manifest.district, {entry.id for entry in manifest.declarations})
        about = judge_book(self.dossier.pack, "summary", received=reader.days).findings
        asked = (finding for finding in about if finding.force is not Force.NOTE)
        findings = book.findings(entries, (*map(refusal_finding, refused), *asked))
        added, changed, withdrawn = (
            len(now) - then for now, then in zip((self.added, self.changed, self.withdrawn), counts, strict=True)
        )
        said = {"district": manifest.district, "name": package.name, "made": manifest.made, **how}
        count = {"added": added, "changed": changed, "withdrawn": withdrawn}
        more = {"ids": [entry.id for entry in entries], "findings": findings}
        last = self.standing.packages.get(manifest.district, {})
        if any(count.values()) or any(last.get(name) != value for name, value in {**how, **more}.items()):
            self._keep(manifest.summary, f"汇总表_{manifest.district}.xlsx", package.contents[manifest.summary])
            self.events.append(self.dossier.event("pulled", "", **said, **count, **more))
        told_ = {"district": manifest.district, **count, "findings": findings, "received": day_words(how["options"])}
        self.taken.append({"file": package.name, **told_})

    def _again(self, entry: Declaration, taken: Taken | Refusal) -> Declaration | Refusal:
        """One original as it was read again; refused when it was changed since its receipt, the fields named.

        What is the same is not held twice.
        """
        if isinstance(taken, Refusal):
            return taken
        new = again(taken, entry)
        words = edited_words(entry, new, self.dossier)
        if words:
            return Refusal(entry.file, EDITED, f"{words}。{CODES[EDITED][1]}。", entry.sha256)
        return entry if new == entry else new

    def _declare(self, package: Package, new: Declaration, remark: Any, before: set[str]) -> None:
        """A declaration is added, changed, as it was, or stays withdrawn by the city."""
        old = self.standing.declarations.get(new.id)
        if old is None and new.id in before:
            return
        is_known = old is not None and self.standing.came[new.id] == new
        if is_known and self.standing.accepted[new.id].data.get("remark") == remark:
            return
        self._keep(new.sha256, new.file, package.contents[new.sha256])
        for file in new.attachments:
            self._keep(file.sha256, file.name, package.contents[file.sha256])
        (self.added if old is None else self.changed).append(new.id)
        said = {"declaration": new, "remark": remark, "district": package.manifest.receipts[new.id].model_dump()}
        self.events.append(self.dossier.event("accepted", new.id, **said, package=package.name))

    def _withdraw(self, district: str, held: set[str]) -> None:
        for id_, entry in self.standing.declarations.items():
            if entry.district != district or id_ in held:
                continue
            try:
                self.standing.decided(id_, State.WITHDRAWN)
            except MoveRefusedError as error:
                self.lines.append(str(error))
                continue
            self.withdrawn.append(id_)
            self.events.append(self.dossier.event("withdrawn", id_, why=GONE))

    def _keep(self, digest: str, name: str, held: Held) -> None:
        self.originals[digest] = Original(digest, name, held)


def run(
    desk: Desk,
    *,
    inboxes: Sequence[Path],
    registers: Path | None = None,
    received: dt.date | None = None,
    notice: str = "",
) -> Result:
    """Pull what is new in the packages; a second time the same packages change nothing."""
    with opening(inboxes, are_known=desk.book() is not None) as opened:
        dossier = open_dossier(desk, "master", notice)
        typed = read_back(dossier)
        standing, _ = dossier.after(typed.events)
        force = in_force(dossier, registers)
        options = Options(force, registers is not None, str(received or ""), "；".join(moved(dossier.pack).values()))
        inbox = opened.result()
    packages, refused = parcels(desk, inbox, standing.packages.values())
    pull = _Pull(dossier, options, standing, [*force.events, *amended(dossier)], refused=refused, inbox=inbox)
    pull.originals |= {original.sha256: original for original in force.originals}
    if not (packages or refused or typed.events):
        raise NothingToTakeError(inboxes, "报送包")
    for volumes in packages:
        pull.take(volumes)
    events = (*typed.events, *dossier.in_run("pull", pull.events))
    if typed.lines:
        typed = read_back(dossier, Moved(typed, dossier.after(events)[0]))
        events = (*events, *typed.events)
    plan = Plan() if pull.is_nothing else refreshed(dossier, events, typed, tuple(pull.originals.values()))
    data, notes = _data(pull, dossier.after(events)[0]), (*pull.lines, *typed.lines, *plan.notes)
    is_open = bool(refused or data.pop("is_open") or data["clashes"] or notes)
    return Result({**data, "notes": notes}, plan, tuple(_lines(data, notes)), LOOK if is_open else FINE)


def _data(pull: _Pull, standing: Standing) -> dict[str, Any]:
    """What is told of every file, district and declaration; ``is_open`` where something still asks for a person."""
    dossier = pull.dossier
    entries = merge.in_order(standing.declarations.values(), dossier.pack)
    has_failed = any(merge.settled(entry) is Verdict.FAIL for entry in entries)
    return {
        "districts": [_district(name, standing, entries) for name in dossier.pack.districts],
        "taken": sorted(pull.taken, key=lambda entry: dossier.pack.districts.index(entry["district"])),
        "superseded": pull.superseded,
        "refused": [{"file": entry.file, "code": entry.code, "reason": entry.reason} for entry in pull.refused],
        "loose": loose(pull.inbox),
        "skipped": pull.inbox.skipped,
        "added": pull.added,
        "changed": pull.changed,
        "withdrawn": pull.withdrawn,
        "clashes": [told_clash(clash) for clash in all_clashes(standing)],
        "rows": len(entries),
        "book": "" if pull.is_nothing else dossier.desk.where(dossier.desk.name),
        "is_open": has_failed or any(point.is_open for point in about_packages(standing)),
    }


def _lines(data: Mapping[str, Any], notes: Sequence[str]) -> Iterator[str]:
    """What a person reads."""
    yield from (f"✖ {entry['file']}：{entry['reason']}（{entry['code']}）" for entry in data["refused"])
    yield from (f"－ {entry['file']}：{entry['reason']}" for entry in data["superseded"])
    yield from (f"▲ {file}：不是报送包，没有收。" for file in data["loose"])
    yield from (f"▲ {clash['title']}：{clash['message']}（{clash['ids_told']}）" for clash in data["clashes"])
    for row in data["districts"]:
        yield f"{row['district']}：{row['rows']}份" if row["sent"] else f"{row['district']}：未报送"
    yield from (f"{entry['file']}（{entry['district']}）：{entry['received']}。" for entry in data["taken"])
    yield from notes
    yield from told_skipped(data["skipped"])
    added, changed, withdrawn, clashes = (len(data[key]) for key in ("added", "changed", "withdrawn", "clashes"))
    counts = f"新增{added}，变化{changed}，撤出{withdrawn}，冲突{clashes}。"
    yield f"{counts}总表：{data['book']}" if data["book"] else "一个报送包都没有收下，没有生成总表，也没有记入档案。"


def _district(name: str, standing: Standing, entries: Sequence[Declaration]) -> dict[str, Any]:
    """One line of the matrix: whether the district sent, how many rows, what its printed sheet says otherwise."""
    package = standing.packages.get(name)
    return {
        "district": name,
        "sent": package is not None,
        "rows": sum(entry.district == name for entry in entries),
        "findings": package["findings"] if package else [],
    }
