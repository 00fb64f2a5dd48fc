"""Records, findings and reports as plain JSON: the one place where their outward shape stands."""

from dataclasses import asdict
from typing import Any

from workbook.check_code import check_code
from workbook.digest import RAW, canonical, digest
from workbook.finding import Finding, Report
from workbook.record import Entry, Record
from workbook.values import Kind

Json = dict[str, Any]


def record_json(record: Record, *, declaration_id: str | None = None, paper: str = "declaration") -> Json:
    """What was read: identity, digest, and every field with its value, raw content and place.

    ``check_code`` is the one that the form itself shows, without its document.
    """
    pack = record.form.pack
    values = canonical(record)
    kinds = {id_: spec.kind for id_, spec in record.form.fields.items()}
    return {
        "paper": paper,
        "notice": pack.id,
        "version": pack.version,
        "declaration_id": declaration_id,
        "digest": digest(record),
        "check_code": check_code(record.alone),
        "document": _document_json(record),
        "fields": {id_: _entry_json(record.entry(id_), kinds[id_], value) for id_, value in values.items()},
        "explanations": dict(record.explanations),
    }


def _document_json(record: Record) -> Json:
    """The document whose texts were taken: with them the stamped paper has a check code of its own."""
    fields = [id_ for id_, entry in record.entries.items() if entry.found_by == "document"]
    code = check_code(record) if fields else ""
    findings = [finding_json(finding) for finding in record.findings]
    return {"name": record.document, "fields": fields, "check_code": code, "findings": findings}


def finding_json(finding: Finding) -> Json:
    """One finding with the code a user quotes."""
    return {
        **_listed(asdict(finding)),
        "force": finding.force.value,
        "code": finding.code,
        "sentence": finding.sentence,
    }


def report_json(report: Report, *, file: str, paper: str = "declaration") -> Json:
    """What ``validate`` tells of one file."""
    return {
        "file": file,
        "paper": paper,
        "verdict": report.verdict.value,
        "findings": [finding_json(finding) for finding in report.findings],
    }


def _entry_json(entry: Entry, kind: Kind, value: Any) -> Json:
    raw = [cell.text for cell in entry.raw]
    return {
        "value": _plain_value(entry, kind, value),
        "raw": raw if kind in (Kind.CHOICE, Kind.CHOICES) else "".join(raw),
        "cells": list(entry.cells),
        "found_by": entry.found_by,
        "sureness": entry.sureness,
        "note": entry.note or entry.reading.note,
    }


def _plain_value(entry: Entry, kind: Kind, value: Any) -> Any:
    """The value that counts: none where it cannot be taken as it stands, one title for a single choice."""
    if isinstance(value, dict) and RAW in value:
        return False if kind is Kind.TICK else None
    return entry.value if kind is Kind.CHOICE else value


def _listed(document: Json) -> Json:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in document.items()}
