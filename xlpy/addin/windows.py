"""Where the add-in of a person stands in Windows: a file Excel loads at its start, a server under the person's keys.

Nothing here needs the rights of an administrator: ``%APPDATA%`` and HKEY_CURRENT_USER are the person's own.
"""

import os
import sys
from pathlib import Path
from typing import Protocol

from workbook.errors import BusyError
from xlpy.addin.package import FILE
from xlpy.disk import save

CLASS_ID, PROGRAM_ID = "{6C0D4F37-2B0B-4C55-8D0C-3E7A1B9F5A42}", "Xlpy.Server"
SERVER = "xlpy.server"
_CLASSES = r"Software\Classes"
_ROOTS = (rf"{_CLASSES}\CLSID", rf"{_CLASSES}\Wow6432Node\CLSID")
"""Where 64-bit programs look for a class, and where an Excel of 32 bits does."""


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
        save(self.file, content)
        for key, value in self.keys().items():
            self._registry.write(key, value)
        return (f"已装好 {self.file}", "请重新打开 Excel，功能区会多出一个选项卡")

    def uninstall(self) -> tuple[str, ...]:
        """Take both away; what was taken."""
        try:
            self.file.unlink(missing_ok=True)
        except PermissionError as error:
            raise BusyError(self.file.name, "Excel") from error
        for key in reversed(self.keys()):
            self._registry.delete(key)
        return (f"已卸下 {self.file}", "设置文件夹和各人的表都没有动")

    def keys(self) -> dict[str, str]:
        """What names the server, the outer keys first; started by COM with Python alone, without anybody's folder."""
        named = {rf"{_CLASSES}\{PROGRAM_ID}": "xlpy", rf"{_CLASSES}\{PROGRAM_ID}\CLSID": CLASS_ID}
        told = {"": "xlpy", r"\ProgID": PROGRAM_ID, r"\PythonCOM": f"{SERVER}.Server"}
        told |= {r"\LocalServer32": f'"{self._python}" -I -m {SERVER}'}
        return named | {rf"{root}\{CLASS_ID}{key}": value for root in _ROOTS for key, value in told.items()}

    def missing(self) -> tuple[str, ...]:
        """What of it is not there, or not as it should be."""
        wrong = [key for key, value in self.keys().items() if self._registry.read(key) != value]
        return (*([] if self.file.is_file() else [str(self.file)]), *wrong)


def here() -> WindowsPlace | None:
    """The place on this machine; None where there is no Windows."""
    if sys.platform == "win32":
        from xlpy.addin.keys import PersonalKeys  # noqa: PLC0415 - only Windows has them

        windowless = Path(sys.executable).with_name("pythonw.exe")
        start = Path(os.environ["APPDATA"]) / "Microsoft" / "Excel" / "XLSTART"
        return WindowsPlace(start, PersonalKeys(), windowless if windowless.is_file() else Path(sys.executable))
    return None
