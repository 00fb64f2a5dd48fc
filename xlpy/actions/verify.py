"""核验档案: the chain of the journal, the originals, the receipts, and the book against the journal."""

from collections.abc import Iterator
from typing import Any

from workbook import merge
from workbook.errors import RecordsDamagedError
from workbook.merge import Declaration
from workbook.receipt import receipt_code
from xlpy.desk import FINE, LOOK, Desk, Result
from xlpy.dossier import Dossier
from xlpy.intake import Reader, read_again
from xlpy.level import Deviation, deviations, either_dossier
from xlpy.mail import Refusal
from xlpy.recheck import again, edited_words


def run(desk: Desk) -> Result:
    """Check everything, change nothing; each difference is named with its sheet, cell and row."""
    try:
        lines = desk.journal()
    except RecordsDamagedError as error:
        data: dict[str, Any] = {"lines": None, "originals": 0, "problems": [str(error)], "cells": [], "typed": []}
        return Result(data, lines=(f"✖ {error}", "日志对不上，其余未核验。"), status=LOOK)
    dossier = either_dossier(desk)
    kept = desk.kept()
    problems = [*_unfinished(desk), *_originals(dossier, kept), *_receipts(dossier)]
    found = [*deviations(dossier)]
    wrong = [entry for entry in found if not entry.column.manual]
    typed = [entry for entry in found if entry.column.manual]
    data = {
        "lines": len(lines),
        "originals": len(kept),
        "problems": problems,
        "cells": [_told(entry) for entry in wrong],
        "typed": [_told(entry) for entry in typed],
    }
    told = (
        *(f"✖ {problem}" for problem in problems),
        *(f"✖ {entry.sentence}" for entry in wrong),
        *(f"○ {entry.sentence}（手工栏，下次运行时登记，登记不了的说明原因）" for entry in typed),
        f"日志{len(lines)}条，首尾相连；原件{len(kept)}份；表中与档案不符的{len(wrong)}格。",
    )
    return Result(data, lines=told, status=LOOK if problems or wrong else FINE)


def _unfinished(desk: Desk) -> Iterator[str]:
    if desk.is_unfinished():
        yield "上一次运行中途停止，表可能比日志新；重新执行同一命令会补齐。"


def _originals(dossier: Dossier, kept: tuple[str, ...]) -> Iterator[str]:
    """Every file the journal tells of is there; every file that is there is what its name says."""
    forms = {entry.sha256: entry for entry in dossier.standing.versions}
    beside = {file.sha256: entry for entry in forms.values() for file in entry.attachments}
    for digest in dict.fromkeys((*forms, *beside, *kept)):
        try:
            dossier.desk.original(digest)
        except RecordsDamagedError as error:
            entry = forms.get(digest) or beside.get(digest)
            whose = f"{entry.file}（{entry.id}）" if entry else ""
            yield f"{whose}{error}{_changed(dossier, forms.get(digest))}"


def _changed(dossier: Dossier, entry: Declaration | None) -> str:
    """What of a form was changed, field by field; or that it was only saved again."""
    folder = f"{dossier.records}/originals"
    there = dossier.desk.file(f"{folder}/{entry.sha256}") if entry else None
    if entry is None or there is None:
        return ""
    beside = {file.sha256: dossier.desk.file(f"{folder}/{file.sha256}") or b"" for file in entry.attachments}
    reader = Reader(dossier.pack.id, next(iter(dossier.pack.deadlines)))
    taken = read_again(reader, entry, {**beside, entry.sha256: there}.__getitem__)
    if isinstance(taken, Refusal):
        return f"现在这份原件{taken.reason}"
    return edited_words(entry, again(taken, entry), dossier) or "这份原件只是被另存，内容没有变。"


def _receipts(dossier: Dossier) -> Iterator[str]:
    """At the desk that gave them, the 受理码 tell whether the journal's own words were changed."""
    if dossier.paper != "summary":
        return
    nonce = dossier.desk.nonce()
    for entry in dossier.standing.versions:
        if entry.receipt != receipt_code(nonce, entry.id, entry.digest):
            yield f"{entry.file}（{entry.id}）的受理码与内容不符，日志可能被改动"


def _told(entry: Deviation) -> dict[str, Any]:
    return {
        "sheet": entry.sheet,
        "cell": entry.cell,
        "column": entry.column.title,
        "row": entry.row.get("id"),
        "found": merge.shown_content(entry.found),
        "expected": merge.shown_content(entry.expected),
    }
