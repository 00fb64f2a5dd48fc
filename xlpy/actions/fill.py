"""填写申报书: a declaration filled with given values."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from workbook.edit import NewFile, Plan
from workbook.errors import ValueMissingError
from workbook.form import Form
from workbook.judge import judge
from workbook.notice import shelf
from xlpy.desk import Desk, Result


def run(desk: Desk, *, notice: str, values: Path) -> Result:
    """Write the desk's file as a declaration that holds the values; results of formulas are true from the start."""
    from workbook.render import declaration, given  # noqa: PLC0415 - start-up: XlsxWriter

    pack = shelf.pack(notice)
    record = given.record_from_values(Form(pack), _values(desk.outside(values), values.name))
    content = declaration.declaration(pack, record, judge(record), mailbox=desk.settings.mailbox)
    files = () if desk.book() == content else (NewFile(desk.name, content),)
    return Result({"file": desk.where(desk.name)}, Plan(files=files), (f"已填写 {desk.name}",))


def _values(data: bytes, name: str) -> dict[str, Any]:
    try:
        found = json.loads(data, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise ValueMissingError("数据文件（应为 JSON）", name) from error
    if not isinstance(found, dict):
        raise ValueMissingError("数据文件（应为 {字段编号: 值}）", name)
    return found
