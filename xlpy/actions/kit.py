"""安装包: one zip that sets everything up on a PC without internet or rights, from a given Python and given wheels."""

import re
from pathlib import Path

from workbook.edit import NewFile, Plan
from workbook.errors import ValueMissingError
from workbook.notice import shelf
from xlpy import handbook
from xlpy.actions.render import papers
from xlpy.addin.package import FILE, xlam
from xlpy.desk import Desk, Result

BUILD = "build"
PAPERS, MANUAL = "空表", "手册"
_BESIDE, _INSIDE = b'src="../pictures/', b'src="pictures/'
_PICTURE = re.compile(_BESIDE + rb'([\w-]+\.png)"')


def run(desk: Desk, *, way: str, python: Path, sha256: str, wheels: Path, notice: str) -> Result:
    """Write the desk's file; nothing is fetched, nothing else is written."""
    from xlpy import kit  # noqa: PLC0415 - start-up: only this command pays for packaging

    if way != BUILD:
        raise ValueMissingError("做法", way, (BUILD,))
    pack = shelf.named_or_latest(notice)
    embedded = kit.checked_python(python.name, desk.outside(python), sha256)
    held = _held(desk, wheels)
    empty = {f"{PAPERS}/{name}": make() for name, make in papers(pack, desk.settings.mailbox)}
    content = kit.kit(embedded, held, {**empty, **_manual(), FILE: xlam(pack.tab)})
    lines = (
        f"已生成 {desk.where(desk.name)}（{len(content) // 1_000_000} MB，{len(held)} 个安装包）",
        "拷到办公电脑，全部解压后双击 安装.cmd；不需要联网，也不需要管理员权限",
    )
    files = () if desk.book() == content else (NewFile(desk.name, content, is_ours=True),)
    return Result({"file": desk.where(desk.name), "wheels": [*held]}, Plan(files=files), lines)


def _held(desk: Desk, folder: Path) -> dict[str, bytes]:
    """The files directly in a folder that somebody named."""
    if not folder.is_dir():
        raise ValueMissingError("文件夹", str(folder))
    return {path.name: desk.outside(path) for path in sorted(folder.iterdir()) if path.is_file()}


def _manual() -> dict[str, bytes]:
    """The manual, to be read from the kit itself before anything is set up; its pictures move in with it."""
    root = handbook.folder()
    pages = {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    shown = {name for page in pages.values() for name in _PICTURE.findall(page)}
    pictures = {f"pictures/{name.decode()}": (root.parent / "pictures" / name.decode()).read_bytes() for name in shown}
    inside = {name: page.replace(_BESIDE, _INSIDE) for name, page in pages.items()}
    return {f"{MANUAL}/{name}": content for name, content in {**inside, **pictures}.items()}
