"""What this machine has: Python and its libraries, fonts, LibreOffice, the right to write. It is only looked at."""

import platform
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from packaging.requirements import Requirement

from xlpy import portable
from xlpy.addin import windows

NAME = "xlpy"
OLDEST = (3, 11)
SECONDS = 20
_FONTS = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts"


@dataclass(frozen=True, slots=True)
class Machine:
    """What was seen. ``fonts`` is None when nobody tells them, ``addin`` when this is no Windows.

    ``unfit`` are libraries that are missing or of a wrong version, ``addin`` files and keys that are.
    """

    python: str
    is_new_enough: bool
    ours: str
    unfit: tuple[str, ...]
    fonts: frozenset[str] | None
    office: str | None
    addin: tuple[str, ...] | None
    is_writable: bool


def look(home: Path) -> Machine:
    """Look at this machine; ``home`` is where this person's settings are kept."""
    place = windows.here()
    return Machine(
        python=f"{platform.python_version()}，{platform.architecture()[0]}，{sys.executable}",
        is_new_enough=sys.version_info >= OLDEST,
        ours=ours(),
        unfit=unfit(),
        fonts=fonts(),
        office=portable.program(),
        addin=place.missing() if place else None,
        is_writable=is_writable(home),
    )


def ours() -> str:
    """The version of our own package; blank when it runs from somewhere it was never installed."""
    try:
        return version(NAME)
    except PackageNotFoundError:
        return ""


def unfit() -> tuple[str, ...]:
    """The libraries that are missing or of a version that will not do, as our package asks for them."""
    wanted = [Requirement(line) for line in requires(NAME) or ()] if ours() else []
    asked = [line for line in wanted if line.marker is None or line.marker.evaluate({"extra": ""})]
    return tuple(str(line) for line in asked if not _is_here(line))


def _is_here(wanted: Requirement) -> bool:
    try:
        return version(wanted.name) in wanted.specifier
    except PackageNotFoundError:
        return False


def fonts() -> frozenset[str] | None:
    """The names of the fonts of this machine; None when nobody tells them."""
    if sys.platform == "win32":
        return _windows_fonts()
    teller = shutil.which("fc-list")
    if teller is None:
        return None
    told = subprocess.run([teller, ":", "family"], capture_output=True, timeout=SECONDS, check=False)  # noqa: S603 - a fixed command
    names = told.stdout.decode("utf-8", "replace").replace("\n", ",").split(",")
    return frozenset(name.strip() for name in names)


if sys.platform == "win32":
    import winreg

    def _windows_fonts() -> frozenset[str]:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, _FONTS) as key:
            titles = [winreg.EnumValue(key, place)[0] for place in range(winreg.QueryInfoKey(key)[1])]
        return frozenset(name for title in titles for name in re.split(r" & |\s*\(", title))


def is_writable(folder: Path) -> bool:
    """Whether a file can be made in this folder, or in the nearest one above it that is there."""
    there = next(place for place in (folder, *folder.parents) if place.is_dir())
    try:
        with tempfile.TemporaryFile(dir=there):
            return True
    except OSError:
        return False
