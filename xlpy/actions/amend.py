"""延期通知: the new day of a deadline and the number that says so, laid over the notice; the pack stays as shipped."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from workbook.edit import NewFile, Plan
from workbook.errors import ValueMissingError
from workbook.notice import shelf
from workbook.notice.amendments import Amendment, amended, checked, read_amendments, standing
from xlpy.desk import Desk, Result


def run(
    desk: Desk, *, notice: str, deadline: str, day: dt.date | None = None, number: str, back: bool = False
) -> Result:
    """Add it to the desk's file of 延期通知; what stands there already stays. ``back`` takes one back by its number."""
    file, old = desk.where(desk.name), desk.book() or b""
    known = read_amendments(old, Path(file))
    pack = shelf.shipped(notice)
    if back:
        amendment = _back(desk, standing(known), (notice, deadline, number.strip()))
    else:
        amendment = _new(desk, notice, deadline, day, number.strip())
        checked(pack, amendment)
    is_new = amendment not in known[-1:]
    added = (NewFile(desk.name, _ended(old) + amendment.text.encode(), is_ours=True),)
    now = amended(pack, (*known, amendment), Path(file)).deadlines[deadline]
    data = {**amendment.model_dump(mode="json"), "was": pack.deadlines[deadline].day, "file": file, "now": now.day}
    done = f"撤销{amendment.note}，截止{now.day}" if back else f"{data['was']}延至{now.day}（{amendment.note}）"
    words = f"{now.title}：{done}，记在 {file}。已收的申报书下次收取、汇集时照此判断。"
    return Result({**data, "recorded": is_new}, Plan(files=added if is_new else ()), (words,))


def _new(desk: Desk, notice: str, deadline: str, day: dt.date | None, number: str) -> Amendment:
    if day is None:
        raise ValueMissingError("新的截止日（请用 --day 写明）", "")
    return Amendment(notice=notice, deadline=deadline, day=day, number=number, by=desk.settings.officer)


def _back(desk: Desk, known: Sequence[Amendment], key: tuple[str, str, str]) -> Amendment:
    """The line that takes an amendment back, which must be there."""
    found = [one for one in known if one.key == key]
    if not found:
        notice, deadline, number = key
        others = [one.number for one in known if (one.notice, one.deadline) == (notice, deadline)]
        raise ValueMissingError("延期通知登记", number, tuple(others))
    return found[-1].model_copy(update={"back": True, "by": desk.settings.officer})


def _ended(old: bytes) -> bytes:
    """The old text, its last line ended."""
    return old if not old or old.endswith(b"\n") else old + b"\n"
