"""初审意见: prints the opinion pages, records what the district says."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from workbook.edit import NewFile
from workbook.errors import ValueMissingError
from workbook.merge import Declaration, Opinion
from workbook.papers import OPINIONS
from xlpy.desk import FINE, LOOK, Desk, Result, new_files
from xlpy.district import page_name, read_back, refreshed
from xlpy.dossier import Dossier, existing_dossier

FOLDER = "初审意见"


def run(
    desk: Desk,
    *,
    rows: Sequence[str] = (),
    all_rows: bool = False,
    opinion: str = "",
    by: str = "",
    day: dt.date | None = None,
) -> Result:
    """Print a page for each row (all rows when none is named); with an opinion, record it for them."""
    dossier = existing_dossier(desk, "summary")
    if opinion and opinion not in OPINIONS:
        raise ValueMissingError("初审意见", opinion, OPINIONS)
    typed = read_back(dossier)
    standing, _ = dossier.after(typed.events)
    if opinion and not (rows or all_rows):
        raise ValueMissingError("申报编号", "未指定", ("--all 全部", *standing.declarations))
    chosen = [entry.id for entry in pick(dossier, rows)] if rows and not all_rows else [*standing.declarations]
    said = [
        dossier.event("opinion", id_, opinion=new.model_dump(mode="json"))
        for id_, old in ((id_, standing.declarations[id_].opinion) for id_ in chosen)
        if opinion and (new := _said(dossier, old, opinion, by, day)) != old
    ]
    events = [*typed.events, *said]
    plan = refreshed(dossier, dossier.district, events, typed)
    after, _ = dossier.after(events)
    pages = _pages(dossier, [after.declarations[id_] for id_ in chosen])
    plan = replace(plan, files=(*plan.files, *new_files(desk, pages)))
    notes = (*typed.lines, *plan.notes)
    lines = (*notes, f"打印{len(pages)}页初审意见，登记{len(said)}条。位置：{desk.where(FOLDER)}")
    data = {"files": [desk.where(file.path) for file in pages], "recorded": len(said), "notes": [*notes]}
    return Result(data, plan, lines, LOOK if notes else FINE)


def _pages(dossier: Dossier, entries: Sequence[Declaration]) -> tuple[NewFile, ...]:
    """The page of each declaration."""
    from workbook.render import opinion as page  # noqa: PLC0415 - start-up: XlsxWriter

    return tuple(NewFile(page_name(dossier, FOLDER, entry), page.opinion(dossier.pack, entry)) for entry in entries)


def _said(dossier: Dossier, before: Opinion, word: str, by: str, day: dt.date | None) -> Opinion:
    """The opinion to record; said again without a day or a name, it keeps those it has."""
    is_again = before.opinion == word
    today = dt.date.fromisoformat(dossier.desk.now()[: len("2023-12-18")])
    return before.model_copy(
        update={
            "opinion": word,
            "day": day or (before.day if is_again else None) or today,
            "officer": by or (before.officer if is_again else "") or dossier.desk.settings.officer,
        }
    )


def pick(dossier: Dossier, ids: Sequence[str]) -> list[Declaration]:
    """The declarations of these ids."""
    known = dossier.standing.declarations
    for id_ in ids:
        if id_ not in known:
            raise ValueMissingError("申报编号", id_, tuple(known))
    return [known[id_] for id_ in ids]
