"""LibreOffice without a window, for tests: one private profile a call, everything recalculated on load."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest

SOFFICE = "soffice"
ALL_SHEETS_AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
"""A filter for ``to``: every sheet as UTF-8 text, ``<book>-<sheet>.csv``, values as shown."""

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
{}</oor:items>
"""
_SETTING = '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>\n'
_RECALCULATES = ("Office.Calc/Formula/Load", "OOXMLRecalcMode", "0")


def require() -> None:
    """Skip where LibreOffice is missing, with the reason; on the build machine that is a failure, never a skip."""
    if shutil.which(SOFFICE):
        return
    if os.environ.get("CI") == "true":
        pytest.fail("soffice is missing; apt-get install -y --no-install-recommends libreoffice-calc")
    pytest.skip("soffice is missing; apt-get install -y --no-install-recommends libreoffice-calc")


def profile(folder: Path, *settings: tuple[str, str, str]) -> str:
    """The command-line argument for a fresh private profile in a folder; its books are recalculated on load.

    A setting is its path, its name and its value.
    """
    user = folder / "user"
    user.mkdir(parents=True)
    items = "".join(_SETTING.format(*setting) for setting in (_RECALCULATES, *settings))
    (user / "registrymodifications.xcu").write_text(_SETTINGS.format(items), encoding="utf-8")
    return f"-env:UserInstallation={folder.as_uri()}"


def convert(path: Path, to: str, outdir: Path, *, seconds: int = 300) -> tuple[Path, ...]:
    """Open a file and save it as ``to`` (pdf, xlsx, or with a filter) into a folder; the files that were made."""
    return convert_all([path], to, outdir, seconds=seconds)


def convert_all(paths: Sequence[Path], to: str, outdir: Path, *, seconds: int = 300) -> tuple[Path, ...]:
    """Many files in one go, which starts the program only once."""
    require()
    outdir.mkdir(parents=True, exist_ok=True)
    before = {file: file.stat().st_mtime_ns for file in outdir.iterdir()}
    with tempfile.TemporaryDirectory(prefix="xlpy-office-") as folder:
        command = [SOFFICE, profile(Path(folder)), "--headless", "--norestore", "--nolockcheck"]
        command += ["--convert-to", to, "--outdir", str(outdir), *map(str, paths)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)
    made = tuple(sorted(file for file in outdir.iterdir() if before.get(file) != file.stat().st_mtime_ns))
    assert made, f"{paths[0].name} was not converted: {done.stdout}{done.stderr}"
    return made
