"""转入新表: the content of a damaged or older form in the present template, with an account of every field."""

from pathlib import Path
from typing import Any

from workbook.edit import NewFile, Plan
from workbook.errors import ValueMissingError
from workbook.judge import judge
from workbook.repair import Line, Outcome, Repaired, repair
from xlpy.desk import FINE, LOOK, Desk, Result


def run(desk: Desk, *, file: Path, notice: str = "") -> Result:
    """Write the desk's file as a form that holds what could be carried; the old file stays as it is."""
    from workbook.render import declaration  # noqa: PLC0415 - start-up: XlsxWriter

    if file.resolve() == Path(desk.where(desk.name)).resolve():
        raise ValueMissingError("新文件（不能与原表同名，原表要保留）", desk.name)
    found = repair(desk.outside(file), file.name, notice)
    report = judge(found.record)
    content = declaration.declaration(found.record.form.pack, found.record, report, mailbox=desk.settings.mailbox)
    files = () if desk.book() == content else (NewFile(desk.name, content),)
    data = {"file": desk.where(desk.name), "old": str(file), "verdict": report.verdict.value, **_told(found)}
    doubtful = found.count(Outcome.ASKED) + found.count(Outcome.LEFT) + len(found.behind)
    return Result(data, Plan(files=files), _lines(desk, found), LOOK if doubtful else FINE)


def _told(found: Repaired) -> dict[str, Any]:
    pack = found.record.form.pack
    return {
        "from": {"notice": found.found.notice, "version": found.found.version},
        "notice": pack.id,
        "version": pack.version,
        "counts": {outcome.value: found.count(outcome) for outcome in Outcome},
        "fields": {line.field: _field(line) for line in found.lines},
        "not_carried": [*found.behind],
    }


def _field(line: Line) -> dict[str, Any]:
    return {
        "label": line.label,
        "outcome": line.outcome.value,
        "old": line.text,
        "cells": [*line.entry.cells],
        "found_by": line.entry.found_by,
        "sureness": line.entry.sureness,
        "note": line.note,
    }


def _lines(desk: Desk, found: Repaired) -> tuple[str, ...]:
    doubtful = [line for line in found.lines if line.outcome in (Outcome.ASKED, Outcome.LEFT)]
    counts = "，".join(f"{outcome.title}{found.count(outcome)}项" for outcome in Outcome if found.count(outcome))
    return (
        *(f"▲ {line.label}：{line.outcome.title}。{_reason(line)}" for line in doubtful),
        *(f"▲ 不能转入：{words}" for words in found.behind),
        f"{counts}。新表：{desk.where(desk.name)}；原表未改动。",
    )


def _reason(line: Line) -> str:
    stood = f"原为“{line.text}”。" if line.text else ""
    return f"{line.note}。{stood}" if line.note else stood
