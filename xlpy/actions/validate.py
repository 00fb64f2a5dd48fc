"""校验: judges papers of any level and lists every finding with its place, its sentence and how to mend."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbook import merge, papers, read, rows
from workbook.digest import RAW
from workbook.errors import OtherPaperError, WorkbookError
from workbook.finding import Finding, Report, Verdict
from workbook.judge import judge, judge_book
from workbook.merge import Declaration, Opinion
from workbook.notice import shelf
from workbook.notice.pack import Pack
from workbook.plainly import report_json
from workbook.register import Registers
from workbook.rules.base import Paper
from workbook.values import Kind
from xlpy.actions.collect import registers_of
from xlpy.beside import DOCUMENTS, Bodies, around
from xlpy.desk import FINE, LOOK, NOTHING_DONE, Desk, Result
from xlpy.district import ANNEX, DETAILS, OPINIONS
from xlpy.mail import Enclosure

MASTER = "总表"


@dataclass(frozen=True, slots=True)
class _Judge:
    """Judges one file of any level."""

    desk: Desk
    registers: Registers | None
    received: dt.date | None
    bodies: Bodies

    def __call__(self, file: Path) -> tuple[str, Report]:
        """Which paper it is, and what was found."""
        data = self.desk.outside(file)
        kind = read.paper_of(data, file.name).kind
        if kind == "declaration":
            return kind, self._declaration(data, file)
        pack = shelf.pack(read.paper_of(data, file.name).notice)
        if kind == "summary":
            return kind, Report((*_summary(pack, data, file.name), *self._book(pack, "summary")))
        if kind == "master":
            return kind, Report((*_master(pack, data, file.name), *self._book(pack, "master")))
        raise OtherPaperError(file.name, "申报书》《汇总表》或《总表", "《名册》")

    def _book(self, pack: Pack, paper: Paper) -> tuple[Finding, ...]:
        """What the notice asks of the book as a whole; the last deadline is the one to the city."""
        *_, due = pack.deadlines
        return judge_book(pack, paper, received={due: self.received} if self.received else {}).findings

    def _declaration(self, data: bytes, file: Path) -> Report:
        record = self.bodies.joined(Enclosure(str(file), b""), read.declaration(data, file.name)).record
        due = next(iter(record.form.pack.deadlines))
        return judge(record, registers=self.registers, received={due: self.received} if self.received else {})


def run(desk: Desk, *, files: Sequence[Path], registers: Path | None = None, received: dt.date | None = None) -> Result:
    """Judge each file; one that cannot be read is told beside the others, alone it stops the work.

    Documents among the files are read with the forms they belong to.
    """
    documents = [file for file in files if file.suffix.lower() in DOCUMENTS]
    forms = [file for file in files if file not in documents]
    bodies = around(desk, forms, documents)
    judge_file = _Judge(desk, registers_of(desk, registers), received, bodies)
    found: list[dict[str, Any]] = []
    lines: list[str] = []
    for file in desk.watch(forms, "校验", len(forms)):
        try:
            paper, report = judge_file(file)
        except WorkbookError as error:
            if len(files) == 1:
                raise
            found.append(_refused(file, error))
            lines.append(f"✖ {file.name}：{error}")
            continue
        found.append(report_json(report, file=str(file), paper=paper))
        lines += _lines(file, report)
    for document, reason in bodies.unused() if documents else ():
        found.append(_refused(Path(document.path), reason))
        lines.append(f"✖ {document.name}：{reason}")
    return Result(found, lines=tuple(lines), status=_status(found))


def _status(found: Sequence[Mapping[str, Any]]) -> int:
    if all(entry["verdict"] is None for entry in found):
        return NOTHING_DONE
    return LOOK if any(entry["verdict"] in (None, Verdict.FAIL.value) for entry in found) else FINE


def _refused(file: Path, error: WorkbookError) -> dict[str, Any]:
    code = str(getattr(error, "refusal", error.code))
    told = {"code": code, "message": str(error)}
    return {"file": str(file), "paper": None, "verdict": None, "findings": [], "error": told}


def _lines(file: Path, report: Report) -> list[str]:
    told = [f"{finding.force.mark} {finding.force.title} {finding.sentence}" for finding in report.findings]
    return [f"{report.verdict.mark} {file.name}：{report.verdict.title}", *told]


def _summary(pack: Pack, data: bytes, name: str) -> tuple[Finding, ...]:
    """The printed rows against the companion sheet, and firms that hand in twice."""
    tables = papers.summary_tables(pack)
    sheets = {
        sheet: papers.contents(tables[sheet], read.rows(data, name, tables[sheet]))
        for sheet in (ANNEX, DETAILS, OPINIONS)
    }
    place = next((column.id for column in pack.summary if column.take == "district"), "")
    district = next((str(row[place]) for row in sheets[ANNEX] if row.get(place)), "")
    fields = {spec.id: spec.id for spec in pack.fields}
    entries = [_entry(pack, row, fields, district) for row in sheets[DETAILS] if row.get("id")]
    said = {row.get("id"): row.get("opinion") for row in sheets[OPINIONS]}
    chosen = [entry for entry in entries if said.get(entry.id) == rows.RECOMMENDED]
    annex = tables[ANNEX]
    found = merge.recheck(
        sheets[ANNEX], chosen, pack, lambda number, id_: f"{ANNEX}!{annex.letter[id_]}{annex.first_row + number}"
    )
    return (*found, *_clashes(pack, entries, DETAILS))


def _master(pack: Pack, data: bytes, name: str) -> tuple[Finding, ...]:
    """Firms that hand in twice, across all districts."""
    table = papers.master_tables(pack)[MASTER]
    found = papers.contents(table, read.rows(data, name, table))
    fields = {column.id: column.field for column in pack.summary if column.field} | {"code": pack.identity["code"]}
    place = next((column.id for column in pack.summary if column.take == "district"), "")
    entries = [_entry(pack, row, fields, str(row.get(place) or "")) for row in found if row.get("id")]
    return _clashes(pack, entries, MASTER)


def _clashes(pack: Pack, entries: Sequence[Declaration], sheet: str) -> tuple[Finding, ...]:
    """One finding a clash, at the sheet that shows its rows."""
    found = merge.clash_findings(merge.clashes(entries, pack), pack)
    told = {finding.message: finding for findings in found.values() for finding in findings}
    return tuple(finding.at((sheet,), "") for finding in told.values())


def _entry(pack: Pack, row: Mapping[str, Any], fields: Mapping[str, str], district: str) -> Declaration:
    """A row of a companion sheet as the declaration it stands for."""
    values = {field: _canonical(pack.by_id[field].kind, row.get(id_)) for id_, field in fields.items()}
    return Declaration(
        id=str(row["id"]),
        notice=pack.id,
        version=pack.version,
        district=district,
        file=str(row.get("file") or ""),
        sha256=str(row.get("sha256") or ""),
        digest=str(row.get("digest") or row["id"]),
        values=values,
        texts={},
        cells={},
        verdict=Verdict.PASS.value,
        opinion=Opinion(),
    )


def _canonical(kind: Kind, value: Any) -> Any:
    """What stands in a cell of a row, in the normal form of its kind."""
    if value is None:
        return None
    if isinstance(value, dt.date):
        return value.isoformat()[:7] if kind is Kind.YEAR_MONTH else value.isoformat()
    if isinstance(value, str) and kind in (Kind.MONEY_WAN, Kind.DATE, Kind.YEAR_MONTH):
        return {RAW: value}
    if kind in (Kind.CHOICE, Kind.CHOICES):
        return str(value).split("、")
    return value if isinstance(value, bool) else str(value)
