"""邀请名单: firms that were diagnosed and have not handed in a declaration."""

from collections.abc import Mapping
from pathlib import Path

from workbook.errors import ValueMissingError
from workbook.merge import named
from workbook.register import Register, Registers
from workbook.rules.base import Hit
from workbook.rules.registers import ListedOn
from xlpy.desk import Desk, Result
from xlpy.dossier import Dossier
from xlpy.level import either_dossier
from xlpy.registers import in_force


def run(desk: Desk, *, registers: Path | None = None) -> Result:
    """List the rows of the register the notice asks a firm to stand on that belong to no declaration."""
    dossier = either_dossier(desk)
    register = _register(dossier, in_force(dossier, registers).registers)
    rows = _rows(register)
    missing = [rows[number] for number in sorted(rows.keys() - _declared(dossier, register))]
    data = {
        "register": register.spec.title,
        "known": len(rows),
        "missing": [{"row": hit.row, "firm": hit.shown} for hit in missing],
    }
    lines = (
        *(f"{register.spec.title}第{hit.row}行 {hit.shown}" for hit in missing),
        f"{register.spec.title}共{len(rows)}家，还没有申报的{len(missing)}家。",
    )
    return Result(data, lines=lines)


def _register(dossier: Dossier, given: Registers | None) -> Register:
    """The register on which the notice asks a firm to stand."""
    asked = [rule.register_id for rule in dossier.pack.rules if isinstance(rule, ListedOn) and rule.paper != "master"]
    known = given.registers if given else {}
    found = next((known[id_] for id_ in asked if id_ in known), None)
    if found is None:
        titles = [spec.title for spec in dossier.pack.registers if spec.id in asked]
        raise ValueMissingError("名册（请用 --registers 给出，其中要有数据）", "、".join(titles))
    return found


def _rows(register: Register) -> Mapping[int, Hit]:
    """Every row that counts, by its number in the sheet."""
    found = (hit for index in (register.by_name, register.by_code) for hits in index.values() for hit in hits)
    return {hit.row: hit for hit in found}


def _declared(dossier: Dossier, register: Register) -> set[int]:
    """The rows that speak of firms with a declaration."""
    pack, entries = dossier.pack, dossier.standing.declarations.values()
    return {hit.row for one in entries for hit in register.hits(named(one, pack, "code"), named(one, pack, "firm"))}
