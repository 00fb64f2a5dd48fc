"""延期通知: the new day of a deadline and the number that says so, laid over the notice; the pack stays as shipped."""

import datetime as dt
from pathlib import Path

from workbook.edit import NewFile, Plan
from workbook.notice import shelf
from workbook.notice.amendments import Amendment, checked, read_amendments
from xlpy.desk import Desk, Result


def run(desk: Desk, *, notice: str, deadline: str, day: dt.date, number: str) -> Result:
    """Add it to the desk's file of 延期通知; what stands there already stays."""
    amendment = Amendment(notice=notice, deadline=deadline, day=day, number=number.strip(), by=desk.settings.officer)
    pack = shelf.shipped(notice)
    checked(pack, amendment)
    file, old = desk.where(desk.name), desk.book() or b""
    is_new = amendment not in read_amendments(old, Path(file))[-1:]
    added = (NewFile(desk.name, _ended(old) + amendment.text.encode(), is_ours=True),)
    title, was = pack.deadlines[deadline].title, pack.deadlines[deadline].day
    data = {**amendment.model_dump(mode="json"), "was": was, "file": file, "recorded": is_new}
    words = f"{title}：{was}延至{day}（{amendment.note}），记在 {file}。已收的申报书下次收取、汇集时照此判断。"
    return Result(data, Plan(files=added if is_new else ()), (words,))


def _ended(old: bytes) -> bytes:
    """The old text, its last line ended."""
    return old if not old or old.endswith(b"\n") else old + b"\n"
