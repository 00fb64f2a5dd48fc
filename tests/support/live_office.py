"""One LibreOffice a test module types into, through UNO; started once, ended by its process group."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from support import office
from xlpy.libreoffice.office import surroundings

_PATIENCE_SECONDS = 40
_CHINESE_WINDOW = (
    ("Office.Linguistic/General", "UILocale", "zh-CN"),
    ("Setup/L10N", "ooSetupSystemLocale", "zh-CN"),
    ("Office.Common/Misc", "ShowTipOfTheDay", "false"),
)
"""As a clerk has it; the words of the window are English where the Chinese ones are not installed."""

_NO_QUESTIONS = (("Office.Calc/Input", "ReplaceCellsWarning", "false"),)
"""Pasting over what stands there: nobody sees the question, and unanswered it means no."""


def require_uno() -> Any:
    """The module uno, from Debian's python3-uno; skip where it is missing, fail on the build machine."""
    office.require()
    try:
        import uno  # noqa: PLC0415 - only this helper needs it, and only where LibreOffice is
    except ImportError:
        sys.path.append(os.environ.get("UNO_PATH", "/usr/lib/python3/dist-packages"))
        try:
            import uno  # noqa: PLC0415
        except ImportError:
            if os.environ.get("CI") == "true":
                pytest.fail("python3-uno is missing; apt-get install -y python3-uno")
            pytest.skip("python3-uno is missing; apt-get install -y python3-uno")
    return uno


@contextlib.contextmanager
def desktop(display: str = "", prepare: Callable[[Path], None] | None = None) -> Iterator[Any]:
    """A desktop of a private LibreOffice: with windows on this display, or without any.

    ``prepare`` does something to its profile before it starts.
    """
    uno = require_uno()
    with tempfile.TemporaryDirectory(prefix="xlpy-live-") as folder:
        pipe = f"xlpy{os.getpid()}"
        settings, shown = (_CHINESE_WINDOW, ()) if display else (_NO_QUESTIONS, ("--headless",))
        command = [office.SOFFICE, office.profile(Path(folder), *settings), *shown, "--nologo", "--norestore"]
        command += ["--nodefault", "--nolockcheck", f"--accept=pipe,name={pipe};urp;"]
        if prepare:
            prepare(Path(folder))
        place = {**surroundings(), "DISPLAY": display, "LC_ALL": "C.UTF-8"}
        process = subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL, env=place)
        try:
            yield _connect(uno, pipe)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _connect(uno: Any, pipe: str) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    until = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except Exception:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def opened(desk: Any, path: Path, *, hidden: bool = True) -> Any:
    """The book, open, hidden unless it is looked at."""
    how = require_uno().createUnoStruct("com.sun.star.beans.PropertyValue", Name="Hidden", Value=hidden)
    return desk.loadComponentFromURL(path.as_uri(), "_blank", 0, (how,))
