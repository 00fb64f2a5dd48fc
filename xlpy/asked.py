"""What a button asks before its action works: the rows that are selected, a folder, a choice, a reason."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from workbook import read
from workbook.errors import CancelledError, ValueMissingError
from workbook.layout import CHECK_ID, CHECK_SHEET
from workbook.ledger import MOVES, State
from workbook.merge import Declaration
from workbook.notice import shelf
from workbook.notice.pack import Pack
from workbook.papers import OPINIONS
from xlpy.actions.review import IN, OUT
from xlpy.days import day
from xlpy.dossier import Dossier
from xlpy.level import either_dossier
from xlpy.live import LiveDesk, Office
from xlpy.live.highlights import CODE, TITLE
from xlpy.overruled import FINDINGS
from xlpy.settings import settings

Arguments = Mapping[str, Any]
_LISTS, _DRAFTS = "名单", "催报"
_RECEIVED = "收到这些材料的日期，如 2023-12-18，用于全部材料（可空：邮件按发信日期，其余由人核实）"
_PRINT_ONLY = "只打印意见页，不登记"


@dataclass(frozen=True)
class Asked:
    """One press of a button: what of the words of its action the selection tells, and what the person is asked."""

    office: Office
    path: Path
    label: str

    @cached_property
    def desk(self) -> LiveDesk:
        """The desk of the book in front."""
        return LiveDesk(self.office, self.path, settings())

    @cached_property
    def dossier(self) -> Dossier:
        """The 汇总表 or 总表 in front."""
        return either_dossier(self.desk)

    @property
    def pack(self) -> Pack:
        """The notice of the paper in front."""
        return shelf.pack(read.paper_of(self.path.read_bytes(), self.path.name).notice)

    def choice(self, words: str, options: Sequence[str]) -> str:
        """One of these; the only one is not asked for."""
        return options[0] if len(options) == 1 else self._answer(self.office.talk.choose(self.label, words, options))

    def text(self, words: str, default: str = "") -> str:
        """A line of text, which may be blank."""
        return self._answer(self.office.talk.write(self.label, words, default)).strip()

    def day(self, words: str) -> dt.date | None:
        """A day; None when nothing is typed."""
        return day(self.text(words) or None)

    def folder(self, words: str) -> Path:
        """A folder."""
        return Path(self._answer(self.office.talk.folder(words)))

    def _answer(self, said: str | None) -> str:
        if said is None:
            raise CancelledError(self.label)
        return said

    def selected(self) -> tuple[str, list[tuple[int, str]]]:
        """The sheet in front and its selected cells that are shown, row by row, each as ``C7``."""
        book = self.desk.open_book
        blocks = self.office.program.selected(book) if book is not None else ()
        cells = [(cell.row, cell.address.replace("$", "")) for block in blocks for cell in block]
        return (blocks[0].sheet.name if blocks else ""), sorted(cells)

    def entries(self) -> list[Declaration]:
        """The declarations whose rows are selected, each once."""
        sheet, cells = self.selected()
        table = self.dossier.tables.get(sheet)
        if table is None:
            raise ValueMissingError("选中的申报（请先选中一行或几行）", sheet, tuple(self.dossier.tables))
        rows = self.dossier.rows[sheet]
        numbers = [row - table.first_row for row in dict.fromkeys(row for row, _ in cells)]
        chosen = [self.dossier.spoken_of(table, rows[number]) for number in numbers if 0 <= number < len(rows)]
        if not chosen:
            raise ValueMissingError("哪一份申报：请先选中申报所在的一行或几行", "")
        return [*{entry.id: entry for entry in chosen}.values()]

    def entry(self) -> Declaration:
        """The one declaration whose row is selected."""
        found = self.entries()
        if found[1:]:
            raise ValueMissingError("单独一行（这里一次只处理一份，请只选中一行）", f"{len(found)}行")
        return found[0]

    @property
    def registers(self) -> Path | None:
        """The bureau's registers, when they lie beside the book."""
        beside = self.path.with_name(f"{self.pack.papers.registers}.xlsx")
        return beside if beside.is_file() else None


def _inbox(asked: Asked) -> Arguments:
    inboxes = [asked.folder("要收取的文件夹")]
    return {"inboxes": inboxes, "registers": asked.registers, "received": asked.day(_RECEIVED)}


def _collect(asked: Asked) -> Arguments:
    district = asked.dossier.named_district or asked.choice("这份汇总表属于哪个地区？", asked.pack.districts)
    return {**_inbox(asked), "district": district}


def _opinion(asked: Asked) -> Arguments:
    rows = [entry.id for entry in asked.entries()]
    word = asked.choice(f"选中{len(rows)}份，初审意见是", (*OPINIONS, _PRINT_ONLY))
    return {"rows": rows, "opinion": "" if word == _PRINT_ONLY else word}


def _decide(asked: Asked) -> Arguments:
    entry = asked.entry()
    now = asked.dossier.standing.states[entry.id]
    wanted = asked.choice(f"{entry.id} 现在是“{now}”，改为", [str(state) for state in MOVES[now]])
    return {"row": entry.id, "state": wanted, "why": asked.text(f"改为“{wanted}”的理由（可空）")}


def _review(asked: Asked) -> Arguments:
    ways = {"发出评分表": OUT, "收回评分表": IN}
    way = ways[asked.choice("专家评审", [*ways])]
    if way == IN:
        return {"way": way, "files": [asked.folder("收回的评分表所在文件夹")]}
    number = asked.text("几位专家？", "3")
    if not number.isdecimal():
        raise ValueMissingError("专家人数（写数字）", number)
    return {"way": way, "experts": int(number), "out": asked.folder("评分表放在哪个文件夹")}


def _publish(asked: Asked) -> Arguments:
    titles = {listing.title: listing.id for listing in asked.pack.lists}
    listing = titles[asked.choice("生成哪一种名单？", [*titles])]
    today = asked.desk.now()[: len("2023-12-18")]
    on = day(asked.text("发布日期（也是公示期的起算日）", today))
    number = asked.text("文号（可空）")
    known = {contact.title for one in asked.pack.lists if one.letter for contact in one.letter.contacts}
    phones = asked.text(
        f"公开的电话，名称是{'、'.join(sorted(known)) or '（无）'}，写成 名称=电话，几个用“；”分开（可空）"
    )
    contacts = [part.strip() for part in phones.replace(";", "；").split("；") if part.strip()]
    return {"listing": listing, "out": asked.path.parent / _LISTS, "day": on, "number": number, "contacts": contacts}


def _pool(asked: Asked) -> Arguments:
    others = [id_ for id_ in shelf.notice_ids() if id_ != asked.pack.id]
    no_gaps = "不比对下一级"
    chosen = asked.choice("与下一级的哪个通知比对？", (no_gaps, *others))
    return {"next_notice": "" if chosen == no_gaps else chosen}


def _forward(asked: Asked) -> Arguments:
    if asked.dossier.paper == "summary":
        return {"to": asked.text("收件邮箱（可空）")}
    return {"files": [asked.folder("要上报的文件所在文件夹")], "to": asked.text("收件邮箱（可空）")}


def _overrule(asked: Asked) -> Arguments:
    sheet, cells = asked.selected()
    rows = asked.dossier.rows.get(FINDINGS, [])
    first = cells[0][0] - asked.dossier.tables[FINDINGS].first_row if cells and sheet == FINDINGS else -1
    if not 0 <= first < len(rows) or not rows[first].get("code"):
        raise ValueMissingError(f"选中的问题（请在“{FINDINGS}”里选中一行）", sheet)
    row = rows[first]
    owner = str(row.get("id") or row.get("district") or asked.dossier.district)
    if row.get("overrule"):
        return {"row": owner, "rule": str(row["code"]), "back": True}
    return {"row": owner, "rule": str(row["code"]), "why": asked.text(f"改判“{row['message']}”的理由")}


def _cells(asked: Asked) -> Arguments:
    sheet, cells = asked.selected()
    return {"cells": [f"{sheet}!{cell}" for _, cell in cells], "why": asked.text("理由（可空）")}


def _withdraw(asked: Asked) -> Arguments:
    entry = asked.entry()
    is_gone = asked.dossier.standing.states[entry.id] is State.WITHDRAWN
    why = asked.text(f"{'恢复' if is_gone else '撤回'} {entry.id} 的理由")
    return {"row": entry.id, "why": why, "back": is_gone}


def _explain(asked: Asked) -> Arguments:
    sheet, cells = asked.selected()
    column = {TITLE: CODE, CHECK_SHEET: CHECK_ID}.get(sheet)
    book = asked.desk.open_book
    if column is None or not cells or book is None:
        raise ValueMissingError(f"选中的提醒（请在“{TITLE}”或“{CHECK_SHEET}”里选中一行）", sheet)
    rule = str(book.sheets[sheet][f"{column}{cells[0][0]}"].value or "")
    return {"rule": rule, "text": asked.text(f"{rule} 的说明")}


def _trace(asked: Asked) -> Arguments:
    sheet, cells = asked.selected()
    return {"cell": f"{sheet}!{cells[0][1] if cells else ''}"}


def _notice(asked: Asked) -> Arguments:
    return {"notice": asked.choice("哪个通知？", shelf.notice_ids())}


def _amend(asked: Asked) -> Arguments:
    notice = _notice(asked)["notice"]
    titles = {deadline.title: id_ for id_, deadline in shelf.pack(notice).deadlines.items()}
    deadline = titles[asked.choice("哪个期限？", [*titles])]
    on = day(asked.text("新的截止日，如 2023-12-27"))
    return {"notice": notice, "deadline": deadline, "day": on, "number": asked.text("延期通知的文号")}


def _file(asked: Asked) -> Arguments:
    return {"file": asked.path}


ASKED: Mapping[str, Callable[[Asked], Arguments]] = {
    "render": _notice,
    "fields": _notice,
    "rules": _notice,
    "amend": _amend,
    "doctor": _notice,
    "letter": _file,
    "repair": _file,
    "uncovered": _file,
    "validate": lambda asked: {"files": [asked.path], "registers": asked.registers},
    "explain": _explain,
    "collect": _collect,
    "opinion": _opinion,
    "return": lambda asked: {"rows": [entry.id for entry in asked.entries()]},
    "pull": _inbox,
    "decide": _decide,
    "review": _review,
    "publish": _publish,
    "pool": _pool,
    "forward": _forward,
    "trace": _trace,
    "overrule": _overrule,
    "adopt": _cells,
    "revert": _cells,
    "invite": lambda asked: {"registers": asked.registers},
    "remind": lambda asked: {"drafts": asked.path.parent / _DRAFTS},
    "withdraw": _withdraw,
}
"""The words of each action; those of the others are known or not needed."""


def desk_path(command_id: str, asked: Asked) -> Path:
    """The book the action keeps: the one in front, or the new file that is made beside it."""
    return _PATHS[command_id](asked) if command_id in _PATHS else asked.path


_PATHS: Mapping[str, Callable[[Asked], Path]] = {
    "render": lambda asked: asked.folder("空表放在哪个文件夹") / "申报书.xlsx",
    "amend": lambda _: settings().amendments,
    "letter": lambda asked: asked.path.with_suffix(".docx"),
    "repair": lambda asked: asked.path.with_name(f"{asked.path.stem}（新表）.xlsx"),
}
