"""撤回申报: one declaration leaves the book at the firm's wish or the office's; ``back`` lets it count again."""

from workbook.errors import ValueMissingError
from workbook.ledger import State
from workbook.merge import Declaration
from workbook.standing import standing as standing_of
from xlpy.actions.opinion import pick
from xlpy.desk import FINE, LOOK, Desk, Result
from xlpy.dossier import Dossier
from xlpy.level import either_dossier, read_back, refreshed


def run(desk: Desk, *, row: str, why: str, back: bool = False) -> Result:
    """Withdraw one declaration, or let a withdrawn one count again; its original and its history stay."""
    if not why.strip():
        raise ValueMissingError("理由（请用 --why 写明）", why)
    dossier = either_dossier(desk)
    typed = read_back(dossier)
    standing, _ = dossier.after(typed.events)
    if back:
        entry = _withdrawn(dossier, row)
        event = dossier.event("restored", row, declaration=entry, why=why)
    else:
        pick(dossier, [row])
        standing.decided(row, State.WITHDRAWN)
        event = dossier.event("withdrawn", row, why=why)
    before = standing.states[row]
    events = (*typed.events, event)
    after, _ = dossier.after(events)
    plan = refreshed(dossier, events, typed)
    notes = (*typed.lines, *plan.notes)
    data = {"row": row, "before": str(before), "state": str(after.states[row]), "why": why, "notes": [*notes]}
    told = (*notes, f"{row}：{before} → {after.states[row]}（{why}）")
    return Result(data, plan, told, LOOK if notes else FINE)


def _withdrawn(dossier: Dossier, row: str) -> Declaration:
    """A declaration that was withdrawn, as it stood before: with what was said of it since it came."""
    gone = {entry.id for entry in dossier.standing.versions} - dossier.standing.declarations.keys()
    if row not in gone:
        raise ValueMissingError("已撤回的申报", row, tuple(sorted(gone)))
    at = max(at for at, event in enumerate(dossier.lines) if (event.kind, event.declaration) == ("withdrawn", row))
    return standing_of(dossier.lines[:at], dossier.pack).declarations[row]
