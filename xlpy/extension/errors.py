"""What stops the buttons from being added to LibreOffice, each with a sentence that says what to do."""

from pathlib import Path

from workbook.errors import WorkbookError


class OfficeOpenError(WorkbookError):
    """LibreOffice is running on this profile, or did not end well the last time."""

    code = "OFFICE-OPEN"

    def __init__(self, profile: Path) -> None:
        super().__init__(
            f"LibreOffice 正开着（“{profile}”），没有改动。请先关闭它的全部窗口；"
            "如果已经关闭，打开一次再正常退出，然后重新执行。"
        )


class OfficeSilentError(WorkbookError):
    """LibreOffice does not start."""

    code = "OFFICE-SILENT"

    def __init__(self) -> None:
        super().__init__("LibreOffice 没有启动起来，没有改动。请先确认它能正常打开，再执行一次。")


class PythonMisfitError(WorkbookError):
    """LibreOffice's Python cannot load what is installed in ours."""

    code = "OFFICE-PYTHON"

    def __init__(self, theirs: str, ours: str) -> None:
        super().__init__(
            f"LibreOffice 用的是 Python {theirs}，xlpy 却装在 Python {ours} 里，两者不能合用，没有改动。"
            f"请用 Python {theirs} 重新安装 xlpy，再执行 xlpy office install。"
        )


class NoPythonError(WorkbookError):
    """LibreOffice has no Python to run the buttons."""

    code = "OFFICE-PYTHON"

    def __init__(self) -> None:
        super().__init__(
            "LibreOffice 没有装 Python 支持，按钮没法运行，没有改动。"
            "Debian、Ubuntu 请让管理员执行：apt-get install python3-uno"
        )


class OfficeLostError(WorkbookError):
    """There is no LibreOffice on this machine."""

    code = "OFFICE-MISSING"

    def __init__(self) -> None:
        super().__init__(
            "这台电脑上没有找到 LibreOffice。请先安装；装在别处的，用环境变量 SOFFICE_PATH 写明 soffice 的位置。"
        )


class ExtensionError(WorkbookError):
    """LibreOffice did not take the extension, or did not let it go."""

    code = "OFFICE-REFUSED"

    def __init__(self, reason: str) -> None:
        super().__init__(f"LibreOffice 没有接受这个改动：{reason}。请重新启动电脑后再执行一次。")
