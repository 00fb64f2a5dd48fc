"""读取内容: what was read of a paper, field by field or row by row; of a declaration with its document."""

from collections.abc import Sequence
from pathlib import Path

from workbook import papers, read
from workbook.notice import shelf
from workbook.plainly import record_json
from xlpy.beside import around
from xlpy.desk import Desk, Result
from xlpy.mail import Enclosure

TABLES = {"summary": papers.summary_tables, "master": papers.master_tables}


def run(desk: Desk, *, file: Path, documents: Sequence[Path] = ()) -> Result:
    """Show everything that was read of one paper; ``documents`` are looked at instead of those that lie beside it."""
    data = desk.outside(file)
    identity = read.paper_of(data, file.name)
    said = {"paper": identity.kind, "notice": identity.notice, "version": identity.version}
    if identity.kind == "declaration":
        bodies = around(desk, [file], documents)
        record = bodies.joined(Enclosure(str(file), b""), read.declaration(data, file.name)).record
        told = record_json(record)
        lines = [
            f"{id_}：{field['value'] if field['value'] is not None else ''}" for id_, field in told["fields"].items()
        ]
        return Result(told, lines=(*lines, *(finding.sentence for finding in record.findings)))
    make = TABLES.get(identity.kind)
    tables = read.placed(data, file.name, make(shelf.pack(identity.notice))) if make else {}
    rows = {sheet: papers.contents(table, read.rows(data, file.name, table)) for sheet, table in tables.items()}
    lines = [f"{sheet}：{len(found)}行" for sheet, found in rows.items()]
    return Result(said | {"rows": rows}, lines=tuple(lines))
