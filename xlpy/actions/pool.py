"""培育库: who is in the pool since when and why; with the next level's notice, what each one still lacks."""

import datetime as dt
from collections.abc import Iterator, Mapping

from workbook import merge
from workbook import pool as pooling
from workbook.edit import Content, NewFile, Plan
from workbook.notice import shelf
from workbook.pool import Gap, Member
from xlpy.city import read_back
from xlpy.desk import FINE, LOOK, Desk, Result
from xlpy.dossier import Dossier, existing_dossier
from xlpy.gaps import gaps

BOOK = "培育库.xlsx"
OPEN, UNASKED = "未达到", "须另行提供"


def run(desk: Desk, *, next_notice: str = "") -> Result:
    """Write 培育库.xlsx beside the 总表, which stays as it is."""
    from workbook.render import pool as books  # noqa: PLC0415 - start-up: XlsxWriter

    dossier = existing_dossier(desk, "master")
    typed = read_back(dossier)
    standing, lines = dossier.after(typed.events)
    remarks = {id_: str(said.get("remark") or "") for id_, said in standing.manual.items()}
    entries = merge.in_order(standing.declarations.values(), dossier.pack)
    members = pooling.members({entry.id: standing.states[entry.id] for entry in entries}, lines, remarks)
    found = [*_gaps(dossier, members, next_notice)] if next_notice else None
    rows = [_member(dossier, member, number) for number, member in enumerate(members, start=1)]
    lacks = None if found is None else [_gap(dossier, gap) for gap in found]
    title = next((listing.title for listing in dossier.pack.lists if listing.id == "pool"), BOOK)
    file = NewFile(
        BOOK, books.pool(dossier.pack, title, _day(lines[-1].at if lines else desk.now()), rows, lacks), is_ours=True
    )
    plan = Plan(files=(file,) if desk.file(BOOK) != file.content else ())
    unsaid = [member.id for member in members if not member.why]
    data = {"file": desk.where(BOOK), "members": rows, "gaps": lacks, "without_reason": unsaid}
    return Result(data, plan, (*typed.lines, *_told(members, unsaid, found)), LOOK if unsaid or typed.lines else FINE)


def _gaps(dossier: Dossier, members: list[Member], notice: str) -> Iterator[Gap]:
    wanted = shelf.pack(notice)
    for member in members:
        yield from gaps(dossier.standing.declarations[member.id], dossier.pack, wanted)


def _day(moment: str) -> dt.date:
    return dt.date.fromisoformat(moment[:10])


def _member(dossier: Dossier, member: Member, number: int) -> Mapping[str, Content]:
    entry = dossier.standing.declarations[member.id]
    return {
        "number": number,
        "id": member.id,
        "district": entry.district,
        "firm": merge.named(entry, dossier.pack, "firm"),
        "factory": merge.named(entry, dossier.pack, "factory"),
        "state": str(member.state),
        "since": member.since,
        "by": member.by,
        "why": member.why or None,
    }


def _gap(dossier: Dossier, gap: Gap) -> Mapping[str, Content]:
    firm = merge.named(dossier.standing.declarations[gap.id], dossier.pack, "firm")
    kind = OPEN if gap.is_open else UNASKED
    told = {"code": gap.code, "demand": gap.demand, "message": gap.message, "quotes": gap.quotes}
    return {"id": gap.id, "firm": firm, "kind": kind, **told}


def _told(members: list[Member], unsaid: list[str], found: list[Gap] | None) -> Iterator[str]:
    yield f"培育库共{len(members)}家，见 {BOOK}。"
    if unsaid:
        yield f"没有写入库理由的有{len(unsaid)}家：{'、'.join(unsaid)}。"
        yield "请用 xlpy decide --row 编号 --state 入库 --why 理由 补写，或写在总表的备注栏。"
    if found is not None:
        count = sum(gap.is_open for gap in found)
        yield f"对照下一级通知：未达到的{count}项，本表没有问到、须另行提供的{len(found) - count}项。"
