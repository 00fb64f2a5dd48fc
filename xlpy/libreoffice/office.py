"""An office of our own: a private profile, a process group, an end that leaves nothing behind."""

import atexit
import contextlib
import hashlib
import itertools
import os
import shutil
import signal
import subprocess
import tempfile
import time
from glob import escape, glob
from pathlib import Path

from xlpy.libreoffice import bridge
from xlpy.libreoffice.bridge import Uno
from xlpy.libreoffice.errors import OfficeMissingError, OfficeStartError
from xlpy.libreoffice.locks import PROFILE
from xlpy.libreoffice.patience import Watch

PATIENCE_SECONDS = 60.0
ATTEMPTS = 3
_LAST_BREATH_SECONDS = 5.0
_PIPES = Path("/tmp")  # noqa: S108 - where LibreOffice puts its sockets, whatever TMPDIR says
_numbers = itertools.count(1)
_WATCH = 'cat >/dev/null; kill -s KILL -- "-$1"; while [ -e "$2" ]; do rm -rf -- "$2" "$3" "$4"; sleep 0.2; done'
"""Ends an office whose owner has gone: the pipe it reads closes however the owner ends."""

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>en-US</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="FirstRun" oor:op="fuse">
<value>false</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="ShowTipOfTheDay" oor:op="fuse">
<value>false</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Input"><prop oor:name="ReplaceCellsWarning" oor:op="fuse">
<value>false</value></prop></item>
</oor:items>
"""


def program() -> str:
    """The program that starts LibreOffice."""
    found = os.environ.get("SOFFICE_PATH") or shutil.which("soffice") or shutil.which("libreoffice")
    if not found:
        raise OfficeMissingError
    return found


def surroundings() -> dict[str, str]:
    """What an office is told of its surroundings: all but other Pythons, which its own would take for home."""
    folders = os.environ.get("PATH", "").split(os.pathsep)
    return {**os.environ, "PATH": os.pathsep.join(folder for folder in folders if not _is_python(Path(folder)))}


def _is_python(folder: Path) -> bool:
    """Whether a folder of programs belongs to a virtual environment, or to a Python that is not the system's."""
    home = folder.parent
    is_own = str(home) in ("/", "/usr") or not glob(f"{escape(str(home))}/lib/python3*/os.py")  # noqa: PTH207 - of a folder that is closed to us it finds nothing
    return os.access(home / "pyvenv.cfg", os.F_OK) or not is_own


def has_screen() -> bool:
    """Whether a window could be shown."""
    return os.name == "nt" or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


class Office:
    """A running LibreOffice that ends with us."""

    def __init__(self, *, windowed: bool, patience: float | None = None) -> None:
        self.windowed = windowed and has_screen()
        self.profile = Path(tempfile.mkdtemp(prefix=PROFILE))
        self.pipe = f"xlwings{os.getpid()}x{next(_numbers)}"
        self.process: subprocess.Popen[bytes] | None = None
        self.watch: Watch | None = None
        self._watcher: subprocess.Popen[bytes] | None = None
        self._write_settings()
        atexit.register(self.end)
        self.context = self._started()
        if patience is not None and not self.windowed:
            self.watch = Watch(patience, self._kill)
            self.watch.start()

    @property
    def pid(self) -> int:
        """The process that leads the office's group."""
        return self.process.pid if self.process else 0

    @property
    def _room(self) -> Path:
        """Where the office keeps what it needs for a moment; it goes with the profile."""
        return self.profile / "tmp"

    def is_running(self) -> bool:
        """Whether the office still lives."""
        return self.process is not None and self.process.poll() is None

    def end(self) -> None:
        """Kill the whole process tree and remove the profile."""
        if self.watch is not None:
            self.watch.stop()
        self._kill()
        self._unwatch()
        self._remove_traces()
        atexit.unregister(self.end)

    def _kill(self) -> None:
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def _remove_traces(self) -> None:
        """Remove pipes and profile; a dying office may still write into the profile for a moment."""
        for pipe in self._pipes():
            pipe.unlink(missing_ok=True)
        until = time.monotonic() + _LAST_BREATH_SECONDS
        while self.profile.exists() and time.monotonic() < until:
            shutil.rmtree(self.profile, ignore_errors=True)

    def _pipes(self) -> tuple[Path, ...]:
        """The sockets of the office, which one that is killed leaves behind: ours, and that of its profile."""
        if os.name != "posix":
            return ()
        digest = hashlib.md5(self.profile.as_uri().encode("utf-16-le"), usedforsecurity=False).digest()
        names = (self.pipe, f"SingleOfficeIPC_{''.join(f'{byte:x}' for byte in digest)}")
        return tuple(_PIPES / f"OSL_PIPE_{os.getuid()}_{name}" for name in names)

    def _write_settings(self) -> None:
        user = self.profile / "user"
        user.mkdir()
        self._room.mkdir()
        (user / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")

    def _command(self) -> list[str]:
        command = [program(), f"-env:UserInstallation={self.profile.as_uri()}", "--nologo", "--norestore"]
        command += ["--nodefault", "--nofirststartwizard", f"--accept=pipe,name={self.pipe};urp;"]
        # Without a window and without this an office with nothing to show ends before it is asked for anything.
        return [*command, "--invisible" if self.windowed else "--headless"]

    def _started(self) -> Uno:
        """The context of the office; a first start on a fresh profile may end at once and is tried again."""
        for _ in range(ATTEMPTS):
            self.process = subprocess.Popen(  # noqa: S603 - the user's own office, no shell
                self._command(),
                env=surroundings() | {"TMPDIR": str(self._room)},
                start_new_session=True,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            context = self._answer(self.process)
            if context is not None:
                self._watch(self.process.pid)
                return context
        code = self.process.poll() if self.process else None
        self.end()
        raise OfficeStartError(PATIENCE_SECONDS, code)

    def _watch(self, group: int) -> None:
        """Have a small process end the office if ours is killed before it can."""
        if os.name == "posix":
            command = ["sh", "-c", _WATCH, "sh", str(group), str(self.profile), *map(str, self._pipes())]
            self._watcher = subprocess.Popen(  # noqa: S603 - our own words, nothing of the user's
                command, stdin=subprocess.PIPE, start_new_session=True, stderr=subprocess.DEVNULL
            )

    def _unwatch(self) -> None:
        if self._watcher is not None:
            self._watcher.kill()
            self._watcher.communicate()
            self._watcher = None

    def _answer(self, process: "subprocess.Popen[bytes]") -> Uno | None:
        until = time.monotonic() + PATIENCE_SECONDS
        while process.poll() is None and time.monotonic() < until:
            try:
                return bridge.resolve(f"pipe,name={self.pipe}")
            except bridge.NotListening:
                time.sleep(0.05)
        return None
