"""插件: the add-in of Excel, made into a file, set up for this person, taken away again."""

from typing import Protocol

from workbook.edit import NewFile, Plan
from workbook.errors import NotHereError, ValueMissingError
from workbook.notice import shelf
from xlpy.addin.package import FILE, xlam
from xlpy.desk import Desk, Result

BUILD, INSTALL, UNINSTALL = "build", "install", "uninstall"


class Place(Protocol):
    """Where the add-in of this person stands in Windows."""

    def install(self, content: bytes) -> tuple[str, ...]:
        """Put it there and name its server; what was done."""
        ...

    def uninstall(self) -> tuple[str, ...]:
        """Take both away; what was taken."""
        ...


def run(desk: Desk, *, way: str, notice: str, place: Place | None = None) -> Result:
    """``build`` writes the desk's file on any system; the others change only what is this person's own in Windows."""
    if way not in (BUILD, INSTALL, UNINSTALL):
        raise ValueMissingError("做法", way, (BUILD, INSTALL, UNINSTALL))
    if way == BUILD:
        return _built(desk, xlam(shelf.named_or_latest(notice).tab))
    if place is None:
        raise NotHereError(
            "插件只能装在 Windows 的 Excel 里", "在这台电脑上可用 xlpy addin build 做出文件，拷到 Windows"
        )
    done = place.install(xlam(shelf.named_or_latest(notice).tab)) if way == INSTALL else place.uninstall()
    return Result({"done": done}, lines=done)


def _built(desk: Desk, content: bytes) -> Result:
    files = () if desk.book() == content else (NewFile(desk.name, content, is_ours=True),)
    lines = (
        f"已生成 {desk.where(desk.name)}",
        f"装到 Excel：在 Windows 上运行 xlpy addin install（写入的就是这个{FILE}）",
    )
    return Result({"file": desk.where(desk.name)}, Plan(files=files), lines)
