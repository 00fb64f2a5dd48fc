"""重建: makes a 汇总表 or 总表 again from its records; the old one is kept aside."""

from dataclasses import replace

from workbook.edit import Plan
from workbook.errors import WorkbookError
from xlpy.desk import FINE, LOOK, Desk, Result
from xlpy.disk import aside
from xlpy.district import Typed
from xlpy.level import either_dossier, from_records, read_back, refreshed
from xlpy.store import sha256


def run(desk: Desk) -> Result:
    """Show in a new book what the journal says, and what people typed into the old one since, if it can be read."""
    dossier = from_records(desk)
    old = desk.book()
    typed = _typed(desk, old)
    plan = _over(refreshed(dossier, typed.events, typed), desk, old)
    kept = aside(desk.name, old) if old is not None and plan.books else ""
    after, _ = dossier.after(typed.events)
    data = {
        "book": desk.where(desk.name),
        "rows": len(after.declarations),
        "lines": len(dossier.lines),
        "kept": desk.where(kept) if kept else "",
        "notes": [*typed.lines],
    }
    made = f"已按档案的{len(dossier.lines)}条记录重建，共{len(after.declarations)}份申报：{data['book']}"
    lines = (*typed.lines, made, *([f"旧表另存为：{data['kept']}"] if kept else []))
    return Result(data, plan, lines, LOOK if typed.lines else FINE)


def _typed(desk: Desk, old: bytes | None) -> Typed:
    """What people typed into the old book since the journal was last written."""
    if old is None:
        return Typed()
    try:
        return read_back(either_dossier(desk))
    except WorkbookError as error:
        return Typed(lines=(f"旧表未能读取，其中尚未登记的手工内容没有带入：{error}",))


def _over(plan: Plan, desk: Desk, old: bytes | None) -> Plan:
    """The plan with the old book kept aside; none of it when it is the same book already."""
    [edit] = plan.books
    if old is None:
        return plan
    if desk.after(edit) == old:
        return replace(plan, books=())
    return replace(plan, books=(replace(edit, expected=sha256(old), keeps_old=True),))
