"""校验: judges papers of any level and lists every finding with its place, its sentence and how to mend."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbook import read
from workbook.errors import OtherPaperError, WorkbookError
from workbook.finding import Finding, Report, Verdict
from workbook.judge import judge, judge_book
from workbook.notice import shelf
from workbook.notice.pack import Pack
from workbook.plainly import report_json
from workbook.register import Registers
from workbook.rules.base import Paper
from xlpy.beside import DOCUMENTS, Bodies, around
from xlpy.desk import FINE, LOOK, NOTHING_DONE, Desk, Result
from xlpy.mail import Enclosure


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
        from xlpy.books import master_findings, summary_findings  # noqa: PLC0415 - start-up: most files are forms

        pack = shelf.pack(read.paper_of(data, file.name).notice)
        if kind == "summary":
            return kind, Report((*summary_findings(pack, data, file.name), *self._book(pack, "summary")))
        if kind == "master":
            return kind, Report((*master_findings(pack, data, file.name), *self._book(pack, "master")))
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
    judge_file = _Judge(desk, _registers(desk, registers), received, bodies)
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


def _registers(desk: Desk, path: Path | None) -> Registers | None:
    return read.registers(desk.outside(path), path.name) if path else None


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
