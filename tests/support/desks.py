"""Desks for tests: real folders, real files, the actions of the command line."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from support.deeds import act, put, state
from support.spoken import FORM, PACK, base_values, field
from workbook.codes import check_digit
from workbook.edit import Change
from workbook.papers import Table, contents, master_tables, summary_tables
from workbook.patch import apply
from workbook.read import rows as read_rows
from workbook.render.declaration import declaration
from workbook.render.given import record_from_values

__all__ = ["PACK", "act", "code", "firm", "form", "put", "shown", "state", "table", "type_in"]

_AREA = str(base_values()[field("credit_code")])[:11]


def code(number: int) -> str:
    """A credit code with the right check digit."""
    body = f"{_AREA}{number:06d}"
    return body + check_digit(body)


def form(**changes: Any) -> bytes:
    """A filled form; without changes it breaks nothing."""
    return _form(json.dumps(changes, ensure_ascii=False, sort_keys=True))


@cache
def _form(changes: str) -> bytes:
    return declaration(PACK, record_from_values(FORM, base_values(**json.loads(changes))))


def firm(number: int, **changes: Any) -> bytes:
    """The form of the n-th firm."""
    names = {"company_name": f"常州样例{number}号机械有限公司", "factory_name": f"样例{number}号智能工厂"}
    return form(**{**names, "credit_code": code(number), **changes})


def table(sheet: str, *, is_master: bool = False) -> Table:
    """A table of 汇总表 or 总表."""
    return (master_tables if is_master else summary_tables)(PACK)[sheet]


def shown(book: Path, sheet: str, *, is_master: bool = False) -> list[dict[str, Any]]:
    """The rows of a sheet as they stand in the file."""
    wanted = table(sheet, is_master=is_master)
    return [row for row in contents(wanted, read_rows(book.read_bytes(), book.name, wanted)) if wanted.is_row(row)]


def type_in(book: Path, sheet: str, row: int, *, is_master: bool = False, **cells: Any) -> None:
    """Type into cells of the n-th row of a sheet, as a clerk does in the open book."""
    wanted = table(sheet, is_master=is_master)
    place = {id_: f"{wanted.letter[id_]}{wanted.first_row + row}" for id_ in cells}
    changes = [Change(sheet, place[id_], None, value) for id_, value in cells.items()]
    book.write_bytes(apply(book.read_bytes(), changes, force=True))
