"""催报: what is still missing before a deadline: districts, forms that went back, clashes nobody ruled on."""

import datetime as dt
from collections.abc import Iterator

from workbook.ledger import State
from workbook.merge import Clash, named
from workbook.notice.pack import Deadline
from xlpy.desk import FINE, LOOK, Desk, Result
from xlpy.dossier import Dossier
from xlpy.level import either_dossier


def run(desk: Desk, *, day: dt.date | None = None) -> Result:
    """List it by district, with the days that are left; both districts read of a clash, with both sources."""
    dossier = either_dossier(desk)
    deadline = _deadline(dossier)
    today = day or dt.date.fromisoformat(desk.now()[: len("2023-12-18")])
    left = (deadline.day - today).days
    districts = [*dossier.pack.districts] if dossier.paper == "master" else [dossier.district]
    missing = {district: [*_missing(dossier, district)] for district in districts}
    when = f"还有{left}天" if left >= 0 else f"已过{-left}天"
    note = f"（{deadline.note}）" if deadline.note else ""
    head = f"{deadline.title}截止{deadline.day}{note}，{when}。"
    lines = (head, *(f"{district}：{words}" for district, found in missing.items() for words in found))
    is_open = any(missing.values())
    data = {"deadline": deadline.day, "left": left, "missing": missing}
    return Result(data, lines=lines if is_open else (head, "没有要催的。"), status=LOOK if is_open else FINE)


def _deadline(dossier: Dossier) -> Deadline:
    """A district waits for firms, the city for districts: the first and the last deadline of the notice."""
    first, *_, last = dossier.pack.deadlines.values()
    return last if dossier.paper == "master" else first


def _missing(dossier: Dossier, district: str) -> Iterator[str]:
    standing = dossier.standing
    if dossier.paper == "master" and district not in standing.packages:
        yield "未报送"
    for entry in standing.declarations.values():
        if entry.district == district and standing.states[entry.id] is State.RETURNED:
            yield f"{entry.id} {named(entry, dossier.pack, 'firm')}：已退回，修改后的申报书未到"
    for clash in standing.unresolved:
        if any(source.district == district for source in clash.sources):
            yield _words(clash)


def _words(clash: Clash) -> str:
    """A clash with all its sources."""
    sources = "；".join(f"{one.district} {one.firm}（{one.factory}，{one.file}，{one.id}）" for one in clash.sources)
    return f"{clash.title}：{clash.message}。来源：{sources}"
