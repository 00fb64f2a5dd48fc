"""生成名单: a public list from what was decided, with the columns the notice allows and no other."""

from pathlib import Path

from workbook import rows
from workbook.errors import ValueMissingError
from xlpy.city import ordered, read_back, states
from xlpy.desk import Desk, Result
from xlpy.dossier import existing_dossier


def run(desk: Desk, *, listing: str, out: Path) -> Result:
    """Write the list; the journal keeps who stood on it, so that a re-issue tells its difference."""
    from workbook.render import list as lists  # noqa: PLC0415 - start-up: XlsxWriter

    dossier = existing_dossier(desk, "master")
    chosen = next((entry for entry in dossier.pack.lists if entry.id == listing), None)
    if chosen is None:
        raise ValueMissingError("名单", listing, tuple(entry.id for entry in dossier.pack.lists))
    typed = read_back(dossier)
    standing, lines = dossier.after(typed.events)
    now = states(lines)
    entries = [entry for entry in ordered(dossier, standing) if now[entry.id] in chosen.states]
    content = lists.listing(
        dossier.pack, listing, [rows.printed(dossier.pack, entry, number) for number, entry in enumerate(entries, 1)]
    )
    return Result({})
