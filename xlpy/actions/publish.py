"""生成名单: a public list from what was decided, with the columns the notice allows and no other."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from workbook import merge, rows
from workbook.edit import NewFile
from workbook.errors import ValueMissingError
from workbook.merge import Declaration
from workbook.notice.pack import Listing, Pack
from workbook.standing import Standing
from xlpy.city import read_back, refreshed
from xlpy.corrected import corrected
from xlpy.desk import FINE, LOOK, Desk, Line, Result
from xlpy.dossier import Dossier, existing_dossier


def run(desk: Desk, *, listing: str, out: Path) -> Result:
    """Write the list; the journal keeps who stood on it, so that a list issued again tells its difference."""
    dossier = existing_dossier(desk, "master")
    chosen = _chosen(dossier.pack, listing)
    typed = read_back(dossier)
    standing, lines = dossier.after(typed.events)
    entries = [
        entry
        for entry in merge.in_order(standing.declarations.values(), dossier.pack)
        if standing.states[entry.id] in chosen.states
    ]
    file = NewFile(str(out.absolute() / f"{chosen.title}.xlsx"), _content(dossier, standing, listing, entries))
    ids = [entry.id for entry in entries]
    before = _last(lines, listing)
    events = typed.events
    if before is None or before != ids:
        events = (*events, dossier.event("published", listing=listing, title=chosen.title, rows=len(ids), ids=ids))
    plan = refreshed(dossier, events, typed)
    if desk.file(file.path) != file.content:
        plan = replace(plan, files=(file,))
    data: dict[str, Any] = {
        "files": [file.path],
        "rows": len(ids),
        "added": [id_ for id_ in ids if before is not None and id_ not in before],
        "removed": [id_ for id_ in before or () if id_ not in ids],
        "notes": [*typed.lines],
    }
    told = (*typed.lines, *_told(data, is_again=before is not None))
    return Result(data, plan, told, LOOK if typed.lines else FINE)


def _chosen(pack: Pack, listing: str) -> Listing:
    for found in pack.lists:
        if found.id == listing:
            return found
    raise ValueMissingError("名单", listing, tuple(entry.id for entry in pack.lists))


def _content(dossier: Dossier, standing: Standing, listing: str, entries: Sequence[Declaration]) -> bytes:
    """The list, with the corrections that a person adopted and no other."""
    from workbook.render import list as lists  # noqa: PLC0415 - start-up: XlsxWriter

    pack = dossier.pack
    shown = [
        corrected(rows.printed(pack, entry, number), standing.corrections.get(entry.id, {}), adopted_only=True)
        for number, entry in enumerate(entries, start=1)
    ]
    return lists.listing(pack, listing, shown)


def _last(lines: Sequence[Line], listing: str) -> list[str] | None:
    """Who stood on this list when it was last issued; None when it never was."""
    issued = [line for line in lines if line.kind == "published" and line.data["listing"] == listing]
    return list(issued[-1].data["ids"]) if issued else None


def _told(data: dict[str, Any], *, is_again: bool) -> list[str]:
    lines = [f"名单共{data['rows']}家：{data['files'][0]}"]
    if is_again:
        lines.append(f"与上次发布相比，新增{len(data['added'])}家，移出{len(data['removed'])}家。")
    return lines
