"""The 延期通知 a book is judged by: its journal tells when they became others."""

from workbook import standing
from workbook.edit import Event
from workbook.notice.pack import Pack
from xlpy.dossier import Dossier

AMENDED = "amended"


def moved(pack: Pack) -> dict[str, str]:
    """The deadlines that were moved, each in words."""
    found = {id_: deadline for id_, deadline in pack.deadlines.items() if deadline.was is not None}
    return {id_: f"{one.title}延至{one.day}（{one.note}）" for id_, one in found.items()}


def amended(dossier: Dossier) -> tuple[Event, ...]:
    """What the journal is to tell of deadlines that were moved since it last did."""
    now = moved(dossier.pack)
    told = (line.data["deadlines"] for line in reversed(standing.in_force(dossier.lines)) if line.kind == AMENDED)
    return () if now == next(told, {}) else (dossier.event(AMENDED, deadlines=now),)
