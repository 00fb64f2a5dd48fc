"""邀请名单: firms that were diagnosed, are far enough, and have not handed in a declaration."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from workbook.errors import ValueMissingError
from workbook.merge import named
from workbook.register import Register, Registers, level_rule, reaches
from workbook.rules.base import Hit
from workbook.rules.registers import ListedOn
from xlpy.desk import Desk, Result
from xlpy.dossier import Dossier
from xlpy.level import either_dossier
from xlpy.registers import in_force


def run(desk: Desk, *, registers: Path | None = None) -> Result:
    """List the rows of the register the notice asks a firm to stand on that belong to no declaration.

    Those whose level reaches what the notice asks are invited; those whose level is not known are listed apart.
    """
    dossier = either_dossier(desk)
    register = _register(dossier, in_force(dossier, registers).registers)
    rows = _rows(register)
    undeclared = [rows[number] for number in sorted(rows.keys() - _declared(dossier, register))]
    far = {hit.row: reaches(dossier.pack, hit.level) for hit in undeclared}
    missing, unknown, below = ([hit for hit in undeclared if far[hit.row] is way] for way in (True, None, False))
    rule = level_rule(dossier.pack)
    title = register.spec.title
    data = {
        "register": title,
        "known": len(rows),
        "missing": [_told(hit) for hit in missing],
        "unknown": [_told(hit) for hit in unknown],
        "below": len(below),
        "readings": rule.readings if rule else (),
    }
    by = f"（按{'、'.join(rule.readings)}口径）" if rule and rule.readings else ""
    levels = f"等级够的{len(missing)}家{by}，等级不明的{len(unknown)}家，不够的{len(below)}家"
    lines = (
        *(f"{title}第{hit.row}行 {hit.shown}" for hit in missing),
        *(f"等级不明，请人工看：{title}第{hit.row}行 {hit.shown}" for hit in unknown),
        f"{title}共{len(rows)}家，还没有申报的{len(undeclared)}家：{levels}。",
    )
    return Result(data, lines=lines)


def _told(hit: Hit) -> dict[str, Any]:
    return {"row": hit.row, "firm": hit.shown, "level": hit.level}


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
