"""登记决定: a review or a decision about one declaration."""

from workbook import ledger
from workbook.ledger import State
from xlpy.actions.opinion import pick
from xlpy.city import read_back, refreshed
from xlpy.desk import FINE, LOOK, Desk, Result
from xlpy.dossier import Dossier, existing_dossier

REVIEWS = {State.REVIEW_PASSED: "通过", State.REVIEW_FAILED: "未通过"}


def run(desk: Desk, *, row: str, state: str, why: str = "") -> Result:
    """Move one declaration to a state; refused when the ledger does not know the move."""
    dossier = existing_dossier(desk, "master")
    typed = read_back(dossier)
    pick(dossier, [row])
    standing, _ = dossier.after(typed.events)
    before, wanted = standing.states[row], ledger.state_named(state)
    standing.decided(row, wanted)
    events = typed.events
    if wanted is not before or (why and why not in _reasons(dossier, row)):
        events = (*events, dossier.event(*_kind(row, wanted), **_said(wanted), why=why))
    plan = refreshed(dossier, events, typed)
    notes = (*typed.lines, *plan.notes)
    data = {"row": row, "before": str(before), "state": str(wanted), "why": why, "notes": [*notes]}
    return Result(data, plan, (*notes, f"{row}：{before} → {wanted}"), LOOK if notes else FINE)


def _reasons(dossier: Dossier, row: str) -> set[str]:
    """Every reason ever given for a declaration: one that comes later is kept too."""
    return {str(line.data.get("why") or "") for line in dossier.lines if line.declaration == row}


def _kind(row: str, wanted: State) -> tuple[str, str]:
    return ("withdrawn" if wanted is State.WITHDRAWN else "decision", row)


def _said(wanted: State) -> dict[str, str]:
    """Reviews and decisions have a column each; an opinion of the city's stands for itself."""
    if wanted in REVIEWS:
        return {"review": REVIEWS[wanted]}
    return {} if wanted is State.WITHDRAWN else {"decision": str(wanted)}
