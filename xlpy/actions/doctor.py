"""环境自检: what this machine has of what the work needs, and what to do about the rest."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from workbook.notice import shelf
from xlpy.desk import FINE, LOOK, Desk, Result
from xlpy.machine import Machine, look

Mark = Literal["✔", "▲", "✖"]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: whether it is as it should be, what was found, what to do."""

    what: str
    mark: Mark
    found: str
    mend: str = ""


def run(desk: Desk, *, notice: str = "", seen: Machine | None = None) -> Result:
    """Look at everything; only look."""
    home = desk.settings.home
    here = seen or look(home)
    checks = (_python(here), _ours(here), _libraries(here), _fonts(here, notice), _office(here), _addin(here))
    told = [asdict(one) for one in (*checks, _rights(here, home))]
    bad = sum(one["mark"] == "✖" for one in told)
    lines = (*map(_line, told), f"环境自检：{f'{bad}项要先解决' if bad else '可以使用'}。")
    return Result(told, lines=lines, status=LOOK if bad else FINE)


def _line(check: Mapping[str, str]) -> str:
    return f"{check['mark']} {check['what']}：{check['found']}" + (f"。{check['mend']}" if check["mend"] else "")


def _python(here: Machine) -> Check:
    if here.is_new_enough:
        return Check("Python", "✔", here.python)
    return Check("Python", "✖", here.python, "请装 Python 3.11 或更新的版本")


def _ours(here: Machine) -> Check:
    if here.ours:
        return Check("xlpy", "✔", here.ours)
    return Check("xlpy", "✖", "没有安装", "请用 pip 安装 xlpy，或运行安装包里的 安装.cmd")


def _libraries(here: Machine) -> Check:
    if not here.unfit:
        return Check("程序库", "✔", "齐全")
    mend = "请重新安装 xlpy；没有网络的电脑请重新运行 安装.cmd"
    return Check("程序库", "✖", f"缺少或版本不合：{'、'.join(here.unfit)}", mend)


def _fonts(here: Machine, notice: str) -> Check:
    """The fonts the notice wants its papers set in: without them pages break elsewhere."""
    found = here.fonts
    if found is None:
        return Check("字体", "▲", "没有程序能列出字体", "请在 Word 里看一眼有没有通知要求的字体")
    setting = shelf.named_or_latest(notice).typesetting
    wanted = (setting.body, setting.heading, setting.subheading) if setting else ()
    missing = [names[0] for names in wanted if not found & {*names}]
    if not missing:
        return Check("字体", "✔", "通知要求的都有")
    mend = "表照样能用，打印的分页会不同；请装上字体，或到装有的电脑上打印"
    return Check("字体", "▲", f"没有 {'、'.join(missing)}", mend)


def _office(here: Machine) -> Check:
    if here.office:
        return Check("LibreOffice", "✔", here.office)
    return Check("LibreOffice", "▲", "没有", "名单、概览不能直接生成 PDF；可用 Word、WPS 另存，或装 LibreOffice")


def _addin(here: Machine) -> Check:
    if here.addin is None:
        return Check("Excel 插件", "▲", "这台电脑不是 Windows", "用命令行，或 LibreOffice")
    if not here.addin:
        return Check("Excel 插件", "✔", "已装好")
    return Check("Excel 插件", "✖", f"缺少 {'、'.join(here.addin)}", "请运行 xlpy addin install，再重新打开 Excel")


def _rights(here: Machine, home: Path) -> Check:
    if here.is_writable:
        return Check("写入权限", "✔", str(home))
    return Check("写入权限", "✖", f"不能写入 {home}", "请用环境变量 XLPY_HOME 指一个能写的文件夹")
