"""采用更正: what a person typed over the machine's cells counts from now on, and is published so."""

from collections.abc import Sequence

from workbook.errors import ValueMissingError
from xlpy.city import MASTER, machine, read_back, refreshed
from xlpy.corrected import Corrected, corrections
from xlpy.desk import FINE, LOOK, Desk, Result
from xlpy.dossier import existing_dossier


def run(desk: Desk, *, cells: Sequence[str] = (), all_cells: bool = False, why: str = "") -> Result:
    """Adopt corrections of the 总表: the cells named, or all."""
    return settle(desk, "adopted", cells=cells, all_cells=all_cells, why=why)


def settle(desk: Desk, kind: str, *, cells: Sequence[str], all_cells: bool, why: str) -> Result:
    """Write down what becomes of the corrections, one event a declaration."""
    dossier = existing_dossier(desk, "master")
    typed = read_back(dossier)
    standing, _ = dossier.after(typed.events)
    known = [*corrections(dossier.tables[MASTER], standing, machine(dossier, standing))]
    chosen = [entry for entry in _chosen(known, cells, all_cells=all_cells) if kind != _state(entry)]
    events = [*typed.events]
    for id_ in dict.fromkeys(entry.id for entry in chosen):
        columns = [entry.column.id for entry in chosen if entry.id == id_]
        events.append(dossier.event(kind, id_, columns=columns, why=why))
    word = "采用" if kind == "adopted" else "改回"
    left = len(known) - len(chosen)
    data = {"cells": [entry.cell for entry in chosen], "left": left, "notes": [*typed.lines]}
    lines = (
        *(f"{word} {entry.cell} {entry.column.title}（{entry.id}）" for entry in chosen),
        f"{word}{len(chosen)}格。",
    )
    return Result(data, refreshed(dossier, events, typed), lines, LOOK if left and not chosen else FINE)


def _state(entry: Corrected) -> str:
    return "adopted" if entry.correction.is_adopted else ""


def _chosen(known: Sequence[Corrected], cells: Sequence[str], *, all_cells: bool) -> list[Corrected]:
    if all_cells:
        return [*known]
    by_cell = {entry.cell: entry for entry in known}
    wanted = [cell.strip().replace("$", "").replace("！", "!") for cell in cells]
    for cell in wanted or ("未指定",):
        if cell not in by_cell:
            raise ValueMissingError("手工更正的单元格", cell, ("--all 全部", *by_cell))
    return [by_cell[cell] for cell in wanted]
