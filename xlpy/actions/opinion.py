"""初审意见: prints the opinion pages, records what the district says."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from workbook.edit import NewFile
from workbook.errors import ValueMissingError
from workbook.merge import Declaration
from workbook.papers import OPINIONS
from xlpy.desk import Desk, Result
from xlpy.district import read_back, refreshed
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
    from workbook.render import opinion as page  # noqa: PLC0415 - start-up: XlsxWriter

    dossier = existing_dossier(desk, "summary")
    if opinion and opinion not in OPINIONS:
        raise ValueMissingError("初审意见", opinion, OPINIONS)
    if opinion and not (rows or all_rows):
        raise ValueMissingError("申报编号（请用 --row 或 --all 指定）", "")
    typed = read_back(dossier)
    standing, _ = dossier.after(typed.events)
    chosen = [*standing.declarations.values()] if all_rows or not rows else pick(dossier, rows)
    moment = dossier.event("opinion")
    said = {
        "opinion": opinion,
        "officer": by or desk.settings.officer,
        "day": day or dt.date.fromisoformat(moment.at[:10]),
    }
    changed = [
        entry.opinion.model_copy(update=said) if opinion else entry.opinion
        for entry in (standing.declarations[entry.id] for entry in chosen)
    ]
    events = [
        dossier.event("opinion", entry.id, opinion=new.model_dump(mode="json"))
        for entry, new in zip(chosen, changed, strict=True)
        if opinion and _differs(standing.declarations[entry.id], new)
    ]
    events = [*typed.events, *events]
    plan = refreshed(dossier, dossier.district, events, typed)
    after, _ = dossier.after(events)
    pages = tuple(
        NewFile(f"{FOLDER}/{entry.id}.xlsx", page.opinion(dossier.pack, after.declarations[entry.id]))
        for entry in chosen
    )
    pages = tuple(file for file in pages if desk.file(file.path) != file.content)
    files = [desk.where(f"{FOLDER}/{entry.id}.xlsx") for entry in chosen]
    lines = (*typed.lines, f"已打印{len(files)}页初审意见，登记{len(events)}条。位置：{desk.where(FOLDER)}")
    return Result({"files": files, "recorded": len(events)}, replace(plan, files=(*plan.files, *pages)), lines)


def _differs(entry: Declaration, new: object) -> bool:
    return entry.opinion != new


def pick(dossier: Dossier, ids: Sequence[str]) -> list[Declaration]:
    """The declarations of these ids."""
    known = dossier.standing.declarations
    for id_ in ids:
        if id_ not in known:
            raise ValueMissingError("申报编号", id_, tuple(known))
    return [known[id_] for id_ in ids]
