"""A package against its sender and itself: its 汇总表, its originals and its manifest must say the same."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from workbook import guard, merge, papers, read, rows
from workbook.edit import Content, fetched
from workbook.errors import OtherNoticeError, UnreadableError, ValueMissingError, WorkbookError
from workbook.finding import CODES, Finding, Force
from workbook.merge import Declaration
from workbook.notice import shelf
from workbook.papers import Table
from workbook.standing import Standing
from xlpy.district import ANNEX, DETAILS
from xlpy.dossier import Dossier
from xlpy.intake import Reader, Taken, read_all_again, refusal
from xlpy.mail import Enclosure, Refusal, refuse
from xlpy.package import Package
from xlpy.store import sha256

NOT_SAID = ("id", "file", "verdict", "must", "should", "receipt", "received", "sha256")
"""Columns of 明细 that tell of the desk, not of the declaration."""
EDITED = "FILE-EDITED"
KEPT = ("id", "district", "file", "sha256", "received", "receipt", "attachments", "opinion", "overrules")
"""What a declaration keeps however it is read again."""

COMPARED = (ANNEX, DETAILS)
"""The sheets of a 汇总表 that are compared with the declarations; no other is read."""
_MADE_AGAIN = "请由区局用 xlpy rebuild 按档案重做汇总表，再收取一次，重新生成报送包。"
Rows = Sequence[Mapping[str, Content]]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a district's 汇总表 says of its declarations: two tables where they stand in it, and their rows."""

    annex: Table
    details: Table
    printed: Rows
    companion: Rows


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads a 汇总表 of a notice, in whatever process: it was mailed by others, as the forms were."""

    notice: str

    def __call__(self, file: Enclosure) -> Summary | Refusal:
        known = papers.summary_tables(shelf.pack(self.notice))
        try:
            book = read.Tables(file.content, file.name, guard.SUMMARY, COMPARED)
            placed = book.placed({sheet: known[sheet] for sheet in COMPARED})
            tables = placed[ANNEX], placed[DETAILS]
            printed, companion = (papers.contents(table, book.rows(table)) for table in tables)
        except UnreadableError as error:
            return _unread(file, error.refusal, error.reason)
        except WorkbookError as error:
            return refusal(file, error)
        return Summary(*tables, printed, companion)


@dataclass(frozen=True)
class Sheets:
    """The 汇总表 of a package beside its declarations."""

    dossier: Dossier
    summary: Summary

    @cached_property
    def remarks(self) -> Mapping[str, Content]:
        """What the district typed into the columns of the printed sheet that are its own, by the key of the row."""
        annex = self.summary.annex
        manual = [column.id for column in annex.columns if column.manual]
        found = (row for row in self.summary.printed if annex.is_row(row))
        return {"|".join(annex.key_of(row)): row.get(id_) for row in found for id_ in manual}

    def remark(self, entry: Declaration) -> Content:
        """What the district typed beside this declaration."""
        return self.remarks.get("|".join(self.summary.annex.key_of(merge.summary_row(entry, self.dossier.pack))))

    def findings(self, entries: Sequence[Declaration], late: Iterable[Finding]) -> list[dict[str, Any]]:
        """What the rows say otherwise than the declarations, field by field; and what is said of the paper itself."""
        pack = self.dossier.pack
        chosen = [entry for entry in entries if entry.opinion.opinion == rows.RECOMMENDED]
        found = (
            *merge.recheck(
                self.summary.printed, chosen, pack, lambda at, column: _place(self.summary.annex, at, column)
            ),
            *self._details(entries),
            *late,
        )
        return [merge.stored(finding).model_dump(mode="json") for finding in found]

    def _details(self, entries: Sequence[Declaration]) -> tuple[Finding, ...]:
        wanted = {str(row["id"]): row for row in rows.details(self.dossier.form, entries)}
        details, companion = self.summary.details, self.summary.companion
        found = {str(row["id"]): (number, row) for number, row in enumerate(companion) if row.get("id")}
        titles = {column.id: column.title for column in details.columns if column.id not in NOT_SAID}
        pack = self.dossier.pack
        return merge.recheck_details(found, wanted, titles, pack, lambda at, column: _place(details, at, column))


def _place(table: Table, number: int, column: str) -> str:
    return f"{table.sheet}!{table.letter[column]}{table.first_row + number}"


def check_sender(package: Package, dossier: Dossier, standing: Standing) -> None:
    """Refuse a package of another notice, of a district it does not know, or with what another district declared."""
    pack, manifest = dossier.pack, package.manifest
    if (manifest.notice, manifest.version) != (pack.id, pack.version):
        raise OtherNoticeError(package.name, pack.id, f"{manifest.notice} 第{manifest.version}版")
    if manifest.district not in pack.districts:
        raise ValueMissingError("地区", manifest.district, pack.districts)
    for entry in manifest.declarations:
        known = standing.declarations.get(entry.id, entry)
        if known.district != manifest.district:
            reason = f"申报 {entry.id} 属于{known.district}，请由区局重新生成报送包。"
            raise UnreadableError(package.name, "PACKAGE", reason)


def sheets(dossier: Dossier, package: Package) -> Sheets | Refusal:
    """The 汇总表 in a package, read by a worker; why it was refused where it cannot be read or is another paper."""
    file = Enclosure(f"{package.name}/{ANNEX}.xlsx", package.contents[package.manifest.summary])
    [found] = dossier.desk.each(_Reader(dossier.pack.id), [file], _killed)
    return found if isinstance(found, Refusal) else Sheets(dossier, found)


def _killed(file: Enclosure) -> Refusal:
    return _unread(file, "FILE-KILLED", CODES["FILE-KILLED"][0])


def _unread(file: Enclosure, code: str, reason: str) -> Refusal:
    """Why a 汇总表 was not read, and what helps: it is no form that somebody could fill in again."""
    return refuse(file, code, f"未读取：{reason.partition('。')[0]}。{_MADE_AGAIN}")


def again(taken: Taken, entry: Declaration) -> Declaration:
    """The declaration as it is read here, with what the district said of it and saw of its template."""
    found = taken.said.findings
    seen = (finding for finding in entry.findings if finding.rule in read.TEMPLATE_CODES and finding not in found)
    kept = {name: getattr(entry, name) for name in KEPT}
    return taken.said.model_copy(update={**kept, "findings": (*found, *seen)})


def edited_words(entry: Declaration, found: Declaration, dossier: Dossier) -> str:
    """Which fields of an original were changed after its receipt, in words; blank where none was."""
    told = merge.edited(entry, found, dossier.pack)
    return f"“{entry.file}”（{entry.id}）收取后被改动：{merge.told_differences(told)}" if told else ""


def refusal_finding(refusal: Refusal) -> Finding:
    """An original of a package that was refused, as the 问题清单 keeps it."""
    words = refusal.reason if refusal.file in refusal.reason else f"“{refusal.file}”：{refusal.reason}"
    return Finding(refusal.code, refusal.code, Force.MUST, words, basis="plausibility")


def whole(package: Package, dossier: Dossier, reader: Reader) -> Package:
    """The package with originals that were only saved again; the 汇总表 is compared field by field anyway.

    Raises:
        UnreadableError: an original or an attachment was changed after its receipt; the fields are named.
    """
    contents, manifest = {**package.contents}, package.manifest
    entries = {entry.sha256: entry for entry in manifest.declarations}
    saved: list[Declaration] = []
    for digest, held in package.strays.items():
        found = sha256(fetched(held))
        contents[found] = held
        if digest == manifest.summary:
            manifest = manifest.model_copy(update={"summary": found})
        elif digest in entries:
            entries[digest] = entries[digest].model_copy(update={"sha256": found})
            saved.append(entries[digest])
        else:
            raise UnreadableError(package.name, "PACKAGE", "其中的附件与清单不符，请由区局重新生成报送包。")
    manifest = manifest.model_copy(update={"declarations": tuple(entries.values())})
    mended = replace(package, manifest=manifest, contents=contents, strays={})
    if saved:
        _check_meaning(mended, saved, dossier, reader)
    return mended


def _check_meaning(package: Package, saved: Sequence[Declaration], dossier: Dossier, reader: Reader) -> None:
    """Refuse the package where an original that was saved again says something else now."""
    found = read_all_again(dossier.desk, reader, saved, package.content, "核对另存过的原件")
    for entry, taken in zip(saved, found, strict=True):
        if isinstance(taken, Refusal):
            raise UnreadableError(package.name, "PACKAGE", f"其中“{entry.file}”与清单不符：{taken.reason}")
        words = edited_words(entry, again(taken, entry), dossier)
        if words:
            raise UnreadableError(package.name, "PACKAGE", f"其中{words}。请由区局核对原件后重新生成报送包。")
