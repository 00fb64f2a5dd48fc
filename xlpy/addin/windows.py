"""Where the add-in of a person stands in Windows: a file Excel loads at its start, a server under the person's keys.

Nothing here needs the rights of an administrator: ``%APPDATA%`` and HKEY_CURRENT_USER are the person's own.
"""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from workbook.errors import BusyError
from xlpy.addin.package import FILE

CLASS_ID, PROGRAM_ID = "{6C0D4F37-2B0B-4C55-8D0C-3E7A1B9F5A42}", "Xlpy.Server"
SERVER = "xlpy.server"
_CLASSES = r"Software\Classes"
_CLASS = rf"{_CLASSES}\CLSID\{CLASS_ID}"


class Registry(Protocol):
    """The keys of one person."""

    def write(self, key: str, value: str) -> None:
        """Make the key and its value."""
        ...

    def read(self, key: str) -> str | None:
        """The value; None where there is no such key."""
        ...

    def delete(self, key: str) -> None:
        """Take the key away; one that is not there is no mistake."""
        ...


class WindowsPlace:
    """The start folder of Excel (a place it trusts) and the keys of our server."""

    def __init__(self, start: Path, registry: Registry, python: Path) -> None:
        self.file = start / FILE
        self._registry = registry
        self._python = python

    def install(self, content: bytes) -> tuple[str, ...]:
        """Put the add-in there and name its server; what was done."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with _free(self.file):
            self.file.write_bytes(content)
        for key, value in self.keys().items():
            self._registry.write(key, value)
        return (f"已装好 {self.file}", "请重新打开 Excel，功能区会多出一个选项卡")

    def uninstall(self) -> tuple[str, ...]:
        """Take both away; what was taken."""
        with _free(self.file):
            self.file.unlink(missing_ok=True)
        for key in reversed(self.keys()):
            self._registry.delete(key)
        return (f"已卸下 {self.file}", "设置文件夹和各人的表都没有动")

    def keys(self) -> dict[str, str]:
        """What names the server, the outer keys first; started by COM with Python alone, without anybody's folder."""
        return {
            rf"{_CLASSES}\{PROGRAM_ID}": "xlpy",
            rf"{_CLASSES}\{PROGRAM_ID}\CLSID": CLASS_ID,
            _CLASS: "xlpy",
            rf"{_CLASS}\ProgID": PROGRAM_ID,
            rf"{_CLASS}\LocalServer32": f'"{self._python}" -I -m {SERVER}',
            rf"{_CLASS}\PythonCOM": f"{SERVER}.Server",
        }

    def missing(self) -> tuple[str, ...]:
        """What of it is not there, or not as it should be."""
        wrong = [key for key, value in self.keys().items() if self._registry.read(key) != value]
        return (*([] if self.file.is_file() else [str(self.file)]), *wrong)


@contextlib.contextmanager
def _free(file: Path) -> Iterator[None]:
    """Windows lets nobody write over an add-in that Excel has open: said in one sentence, nothing was changed."""
    try:
        yield
    except PermissionError as error:
        raise BusyError(file.name, "Excel") from error


def here() -> WindowsPlace | None:
    """The place on this machine; None where there is no Windows."""
    if sys.platform == "win32":
        from xlpy.addin.keys import PersonalKeys  # noqa: PLC0415 - only Windows has them

        windowless = Path(sys.executable).with_name("pythonw.exe")
        start = Path(os.environ["APPDATA"]) / "Microsoft" / "Excel" / "XLSTART"
        return WindowsPlace(start, PersonalKeys(), windowless if windowless.is_file() else Path(sys.executable))
    return None
