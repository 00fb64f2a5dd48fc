"""查来源: from a cell of 总表 or 汇总表 to the file, sheet and cell it came from, when and by whom it was taken."""

import re
from typing import Any

from workbook.edit import Content
from workbook.errors import ValueMissingError
from workbook.merge import Declaration, named
from workbook.papers import Table
from xlpy.days import moment
from xlpy.desk import Desk, Line, Result
from xlpy.dossier import Dossier, Row
from xlpy.level import either_dossier
from xlpy.overruled import FINDINGS

_CELL = re.compile(r"'?(?P<sheet>[^'!]+)'?[!！]\$?(?P<column>[A-Za-z]{1,3})\$?(?P<row>[1-9]\d*)")


def run(desk: Desk, *, cell: str) -> Result:
    """Tell where the content of one cell comes from."""
    dossier = either_dossier(desk)
    table, column, number = _spot(dossier, cell)
    rows = dossier.rows[table.sheet]
    row = rows[number] if 0 <= number < len(rows) else {}
    entry = dossier.spoken_of(table, row)
    data = _told(dossier, table, column, row, entry) | {"cell": cell}
    where = f"{data['source_sheet']}!{data['source_cell']}" if data["source_cell"] else "由程序得出或手工填写"
    head = f"{cell}（{data['column']}）：{data['value'] if data['value'] is not None else ''}"
    when = moment(data["at"])
    if data["typed"]:
        why = f"，理由：{data['why']}" if data["why"] else ""
        return Result(data, lines=(head, f"{when} 由 {data['by']} 填写{why}；申报编号 {data['declaration']}"))
    lines = (
        head,
        f"来自 {data['file']} 的 {where}",
        f"文件哈希 {data['sha256']}；{when} 由 {data['by']} 收取；申报编号 {data['declaration']}",
    )
    return Result(data, lines=lines)


def _spot(dossier: Dossier, cell: str) -> tuple[Table, str, int]:
    """The table, the column and the number of the row of a cell."""
    found = _CELL.fullmatch(cell.strip())
    table = dossier.tables.get(found["sheet"]) if found else None
    if found is None or table is None:
        raise ValueMissingError("单元格（写法如 总表!C5）", cell, tuple(dossier.tables))
    letters = {letter: id_ for id_, letter in table.letter.items()}
    if found["column"].upper() not in letters:
        raise ValueMissingError("单元格（该列没有内容）", cell)
    return table, letters[found["column"].upper()], int(found["row"]) - table.first_row


def _told(dossier: Dossier, table: Table, column: str, row: dict[str, Content], entry: Declaration) -> dict[str, Any]:
    field = _field(dossier, column)
    sheet, _, address = (entry.cells.get(field) or _found_at(table, row)).partition("!")
    accepted = dossier.standing.accepted[entry.id]
    typed = _typed(dossier, entry.id, column, row) if table.by_id[column].manual else None
    line = typed or accepted
    district = accepted.data.get("district") or {}
    return {
        "sheet": table.sheet,
        "column": table.by_id[column].title,
        "value": row.get(column),
        "declaration": entry.id,
        "district": entry.district,
        "firm": named(entry, dossier.pack, "firm"),
        "field": field,
        "file": entry.file,
        "source_sheet": sheet,
        "source_cell": address,
        "sha256": entry.sha256,
        "receipt": entry.receipt,
        "received": entry.received,
        "at": line.at,
        "by": _by(line),
        "typed": typed.kind if typed else None,
        "why": str(line.data.get("why") or ""),
        "taken_at": district.get("at", accepted.at),
        "taken_by": district.get("by", _by(accepted)),
    }


def _found_at(table: Table, row: Row) -> str:
    """The first cell of the original that a row of the 问题清单 speaks of; blank for another row."""
    return str(row.get("place") or "").partition("、")[0] if table.sheet == FINDINGS else ""


def _typed(dossier: Dossier, id_: str, column: str, row: Row) -> Line | None:
    """The line that tells when and by whom a column that people fill got its content."""
    for line in reversed(dossier.lines):
        said = {**line.data, **(line.data.get("opinion") or {}), **(line.data.get("annex") or {})}
        is_here = column in said and str(said.get("attachment", "")).startswith(str(row.get("sha256") or ""))
        if line.declaration == id_ and line.kind in ("decision", "hand_edit", "opinion") and is_here:
            return line
    return None


def _by(line: Any) -> str:
    return line.by if isinstance(line, Line) else ""


def _field(dossier: Dossier, column: str) -> str:
    """The field a column shows; blank where it shows none."""
    if column in dossier.form.fields:
        return column
    known = {"code": dossier.pack.identity["code"]}
    known |= {printed.id: printed.field for printed in dossier.pack.summary}
    return known.get(column, "")
