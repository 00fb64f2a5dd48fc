"""A mistake of ours or of the disk: the traceback goes to the log, one Chinese sentence to the user."""

import datetime as dt
import errno
import traceback

from xlpy.settings import Settings

BUG, DISK, EDITING = "BUG", "DISK", "EDITING"
_DISK = {
    errno.ENAMETOOLONG: "的名称太长",
    errno.ENOTDIR: "的上级不是文件夹",
    errno.EEXIST: "已有同名的文件",
    errno.EISDIR: "是文件夹，不是文件",
    errno.EACCES: "没有读写权限",
    errno.EPERM: "没有读写权限",
    errno.EROFS: "所在位置只读",
    errno.ENOSPC: "所在磁盘已满",
}


_TURNED_AWAY = {-2147418111, -2146777998}
"""What Excel answers while somebody types in a cell or a box of it is open."""


def told(error: BaseException, settings: Settings, asked: object) -> tuple[str, str]:
    """The code and the sentence of a mistake; what was asked and the traceback are written to the log."""
    if is_turned_away(error):
        return EDITING, "Excel 正在编辑单元格或开着对话框，本次没有做完。请先按回车结束编辑，再点一次。"
    is_logged = _log(error, settings, asked)
    if isinstance(error, OSError):
        problem = _DISK.get(error.errno or 0, "无法读写")
        where = f"“{error.filename}”" if error.filename else "要写的文件"
        return DISK, f"{where}{problem}，没有完成。请检查路径、权限和磁盘空间后再试。"
    if not is_logged:
        unwritten = f"日志“{settings.log}”也写不进去"
        return BUG, f"程序自身出错，没有完成，{unwritten}。请用环境变量 XLPY_HOME 指一个能写的文件夹，再试一次。"
    return BUG, f"程序自身出错，没有完成。请把日志“{settings.log}”发给维护人员。"


def _log(error: BaseException, settings: Settings, asked: object) -> bool:
    """Write it to the log; whether that could be done: its folder may be read-only, its disk full."""
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
        with settings.log.open("a", encoding="utf-8") as log:
            log.write(f"{dt.datetime.now().astimezone().isoformat()} {asked}\n")
            log.write("".join(traceback.format_exception(error)))
    except OSError:
        return False
    return True


def is_turned_away(error: BaseException) -> bool:
    """Whether a program that is busy with its user turned us away."""
    return getattr(error, "hresult", 0) in _TURNED_AWAY or type(error).__name__ == "ExcelBusyError"
