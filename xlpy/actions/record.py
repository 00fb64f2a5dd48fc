"""读取内容: what was read of a paper, field by field or row by row."""

from pathlib import Path
from typing import Any

from workbook import digest, papers, read
from workbook.notice import shelf
from workbook.record import Entry
from workbook.values import Value
from xlpy.desk import Desk, Result

TABLES = {"summary": papers.summary_tables, "master": papers.master_tables}


def run(desk: Desk, *, file: Path) -> Result:
    """Show everything that was read of one paper."""
    data = desk.outside(file)
    identity = read.paper_of(data, file.name)
    said = {"paper": identity.kind, "notice": identity.notice, "version": identity.version}
    if identity.kind == "declaration":
        told = said | _declaration(data, file.name)
        lines = [
            f"{id_}：{field['value'] if field['value'] is not None else ''}" for id_, field in told["fields"].items()
        ]
        return Result(told, lines=tuple(lines))
    make = TABLES.get(identity.kind)
    tables = make(shelf.pack(identity.notice)) if make else {}
    rows = {sheet: papers.contents(table, read.rows(data, file.name, table)) for sheet, table in tables.items()}
    lines = [f"{sheet}：{len(found)}行" for sheet, found in rows.items()]
    return Result(said | {"rows": rows}, lines=tuple(lines))


def _declaration(data: bytes, name: str) -> dict[str, Any]:
    record = read.declaration(data, name)
    return {
        "declaration_id": None,
        "digest": digest.digest(record),
        "fields": {id_: _field(record.entry(id_)) for id_ in record.form.fields},
    }


def _field(entry: Entry) -> dict[str, Any]:
    raw = [cell.value for cell in entry.raw]
    return {
        "value": plain(entry.value),
        "raw": raw[0] if len(raw) == 1 else raw or None,
        "cells": list(entry.cells),
        "found_by": entry.found_by,
        "sureness": entry.sureness,
        "note": entry.note or entry.reading.note,
    }


def plain(value: Value) -> Any:
    """A value as JSON knows it."""
    return list(value) if isinstance(value, tuple) else value
