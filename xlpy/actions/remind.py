"""催报: what is still missing before a deadline: districts, forms that went back, clashes nobody ruled on."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from workbook.edit import NewFile, Plan
from workbook.ledger import State
from workbook.merge import Clash, Declaration, named, several
from workbook.notice.pack import Deadline
from xlpy.desk import FINE, LOOK, Desk, Result, new_files
from xlpy.dossier import Dossier
from xlpy.level import either_dossier
from xlpy.mail import draft
from xlpy.replies import plain
from xlpy.senders import of_district, of_firm


def run(desk: Desk, *, day: dt.date | None = None, drafts: Path | None = None) -> Result:
    """List it by district, with the days that are left; both districts read of a clash, with both sources.

    Into ``drafts`` goes an unsent mail for each district, at a district's desk for each firm, that is waited for.
    """
    dossier = either_dossier(desk)
    deadline = _deadline(dossier)
    today = day or dt.date.fromisoformat(desk.now()[: len("2023-12-18")])
    left = (deadline.day - today).days
    districts = [*dossier.pack.districts] if dossier.paper == "master" else [dossier.named_district]
    missing = {district: [*_missing(dossier, district)] for district in districts}
    when = f"还有{left}天" if left >= 0 else f"已过{-left}天"
    head = f"{_until(deadline)}，{when}。"
    mails = _drafts(dossier, drafts, missing) if drafts else []
    is_open = any(missing.values())
    data = {"deadline": deadline.day, "left": left, "missing": missing, "drafts": [file.path for file in mails]}
    lines = (
        head,
        *(f"{district}：{words}" for district, found in missing.items() for words in found),
        *([] if is_open else ["没有要催的。"]),
        *(f"写邮件草稿 {file.path}" for file in mails),
    )
    new = new_files(desk, mails)
    return Result(data, Plan(files=new), lines, LOOK if is_open else FINE)


def _deadline(dossier: Dossier) -> Deadline:
    """A district waits for firms, the city for districts: the first and the last deadline of the notice."""
    first, *_, last = dossier.pack.deadlines.values()
    return last if dossier.paper == "master" else first


def _until(deadline: Deadline) -> str:
    note = f"（{deadline.note}）" if deadline.note else ""
    return f"{deadline.title}截止{deadline.day}{note}"


def _missing(dossier: Dossier, district: str) -> Iterator[str]:
    standing = dossier.standing
    if dossier.paper == "master" and district not in standing.packages:
        yield "未报送"
    for entry in _gone_back(dossier, district):
        yield f"{entry.id} {named(entry, dossier.pack, 'firm')}：已退回，修改后的申报书未到"
    for clash in standing.unresolved:
        if any(source.district == district for source in clash.sources):
            yield _words(clash)


def _gone_back(dossier: Dossier, district: str) -> list[Declaration]:
    """Forms that went back and did not come again."""
    standing = dossier.standing
    entries = standing.declarations.values()
    return [one for one in entries if one.district == district and standing.states[one.id] is State.RETURNED]


def _words(clash: Clash) -> str:
    """A clash with all its sources."""
    sources = [f"{one.district} {one.firm}（{one.factory}，{one.file}，{one.id}）" for one in clash.sources]
    return f"{clash.title}：{clash.message}。来源：{several(sources, '份', '；')}"


def _drafts(dossier: Dossier, folder: Path, missing: Mapping[str, Sequence[str]]) -> list[NewFile]:
    """A mail to each district that is waited for; at a district's desk to each firm."""
    if dossier.paper == "master":
        waited = {district: found for district, found in missing.items() if found}
        return [
            _mail(dossier, folder, district, f"{district}工信部门", found, address=of_district(dossier, district))
            for district, found in waited.items()
        ]
    return [_to_firm(dossier, folder, entry) for entry in _gone_back(dossier, dossier.named_district)]


def _to_firm(dossier: Dossier, folder: Path, entry: Declaration) -> NewFile:
    firm = named(entry, dossier.pack, "firm")
    words = f"申报编号 {entry.id}，文件“{entry.file}”：已退回，修改后的申报书未到，请改后重新报送"
    return _mail(dossier, folder, f"{plain(firm)}_{entry.id}", firm, [words], address=of_firm(dossier, entry.id))


def _mail(dossier: Dossier, folder: Path, name: str, to: str, found: Sequence[str], *, address: str) -> NewFile:
    """The draft; it tells the deadline and not the days that are left, so that it stays true."""
    by = dossier.pack.bureau if dossier.paper == "master" else f"{dossier.named_district}工信部门"
    listed = "\n".join(f"{number}. {words}" for number, words in enumerate(found, start=1))
    text = f"{to}：\n　　{_until(_deadline(dossier))}。还缺：\n{listed}\n{by}\n"
    content = draft(f"【催报】{dossier.pack.papers.declaration}：{to}", text, {}, address)
    return NewFile(str(folder.absolute() / f"催报_{name}.eml"), content)
