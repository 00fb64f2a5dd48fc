"""邀请名单: firms that were diagnosed, are far enough, and have not handed in a declaration."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from workbook.edit import NewFile, Plan
from workbook.errors import ValueMissingError
from workbook.merge import named
from workbook.register import Register, Registers, level_rule, reaches
from workbook.rules.base import Hit
from workbook.rules.registers import ListedOn
from xlpy.desk import Desk, Result, new_files
from xlpy.dossier import Dossier
from xlpy.level import either_dossier
from xlpy.mail import draft
from xlpy.registers import NotAskedError, in_force
from xlpy.replies import plain


def run(desk: Desk, *, registers: Path | None = None, drafts: Path | None = None) -> Result:
    """List the rows of the register the notice asks a firm to stand on that belong to no declaration.

    Those whose level reaches what the notice asks are invited, into ``drafts`` goes an unsent mail to each; those whose
    level is not known are listed apart.
    """
    dossier = either_dossier(desk)
    register = _register(dossier, in_force(dossier, registers).registers)
    rows = _rows(register)
    undeclared = [rows[number] for number in sorted(rows.keys() - _declared(dossier, register))]
    far = {hit.row: reaches(dossier.pack, hit.level) for hit in undeclared}
    missing, unknown, below = ([hit for hit in undeclared if far[hit.row] is way] for way in (True, None, False))
    mails = _drafts(dossier, register, missing, drafts) if drafts else []
    rule = level_rule(dossier.pack)
    data = {
        "register": register.spec.title,
        "known": len(rows),
        "missing": [_told(hit) for hit in missing],
        "unknown": [_told(hit) for hit in unknown],
        "below": len(below),
        "drafts": [file.path for file in mails],
        "readings": rule.readings if rule else (),
    }
    new = new_files(desk, mails)
    return Result(data, Plan(files=new), tuple(_lines(data)))


def _lines(data: Mapping[str, Any]) -> Iterator[str]:
    """What a person reads."""
    title, missing, unknown = data["register"], data["missing"], data["unknown"]
    yield from (f"{title}第{row['row']}行 {row['firm']}" for row in missing)
    yield from (f"等级不明，请人工看：{title}第{row['row']}行 {row['firm']}" for row in unknown)
    by = f"（按{'、'.join(data['readings'])}口径）" if data["readings"] else ""
    levels = f"等级够的{len(missing)}家{by}，等级不明的{len(unknown)}家，不够的{data['below']}家"
    undeclared = len(missing) + len(unknown) + data["below"]
    yield f"{title}共{data['known']}家，还没有申报的{undeclared}家：{levels}。"
    yield from (f"写邮件草稿 {path}" for path in data["drafts"])


def _drafts(dossier: Dossier, register: Register, missing: Sequence[Hit], folder: Path) -> list[NewFile]:
    """A mail to each firm that is invited, to the address the register gives; where it gives none it stays open."""
    pack, deadline = dossier.pack, next(iter(dossier.pack.deadlines.values()))
    until = f"{deadline.title}截止{deadline.day}{f'（{deadline.note}）' if deadline.note else ''}"
    by = pack.bureau if dossier.paper == "master" else f"{dossier.named_district}工信部门"
    found = []
    for hit in missing:
        firm = hit.name or f"{register.spec.title}第{hit.row}行"
        words = f"你单位列在{register.spec.title}（{hit.level}），还没有报送{pack.papers.declaration}。{until}。"
        text = f"{firm}：\n　　现有《{pack.title}》。{words}有意申报的，请按通知要求报送。\n{by}\n"
        content = draft(f"【邀请申报】{pack.papers.declaration}：{firm}", text, {}, hit.mail)
        found.append(NewFile(str(folder.absolute() / f"邀请_{plain(firm)}_{hit.row}.eml"), content))
    return found


def _told(hit: Hit) -> dict[str, Any]:
    return {"row": hit.row, "firm": hit.shown, "level": hit.level}


def _register(dossier: Dossier, given: Registers | None) -> Register:
    """The register on which the notice asks a firm to stand."""
    asked = [rule.register_id for rule in dossier.pack.rules if isinstance(rule, ListedOn) and rule.paper != "master"]
    if not asked:
        raise NotAskedError(dossier.pack.title, "企业列在哪份名册上", "邀请名单")
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
