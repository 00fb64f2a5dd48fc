"""A finished document as PDF, by LibreOffice where this machine has it; its own module so that no desk needs it."""

import hashlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Self

SECONDS = 120
_LAST_BREATH_SECONDS = 5
_WITH_US = '"$@" & cat >/dev/null; kill -s KILL 0'
"""Ends the program when the pipe that is read closes, however its owner ends."""
_CLOCK = re.compile(rb"(/(?:CreationDate|ModDate)\(D:)([^)]*)|(/ID \[)([^\]]*)|(/DocChecksum /)([0-9A-F]{32})")
NO_OFFICE = "这台机器上没有 LibreOffice，没有生成 PDF；可用 Word 或 WPS 打开文档另存为 PDF。"
NOT_MADE = "LibreOffice 没有转出 PDF；可用 Word 或 WPS 打开文档另存为 PDF。"


def program() -> str | None:
    """The program that makes PDFs (``SOFFICE_PATH`` first); None where there is none."""
    return os.environ.get("SOFFICE_PATH") or shutil.which("soffice") or shutil.which("libreoffice")


def pdf(data: bytes, ending: str) -> bytes | None:
    """The document as PDF, as ``Press.pdf`` makes it."""
    with Press() as press:
        return press.pdf(data, ending)


class Press:
    """LibreOffice with a profile of its own, for the PDFs of one command; it may begin before there is one to make.

    What ``pdf`` asks is handed to the program that runs with this profile, and starts one where none does.
    """

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="xlpy-pdf-"))
        self._early: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._early is not None:
            self._early.communicate()
            _socket(self._profile).unlink(missing_ok=True)
        until = time.monotonic() + _LAST_BREATH_SECONDS
        while self._folder.exists() and time.monotonic() < until:
            shutil.rmtree(self._folder, ignore_errors=True)  # a program that is killed may write for a moment yet

    def begin(self) -> None:
        """Start the program already; one that cannot end with us on this system waits until it is asked."""
        office = program()
        if office is not None and os.name == "posix":
            command = ["/bin/sh", "-c", _WITH_US, "sh", *self._command(office), "--nodefault"]
            self._early = subprocess.Popen(  # noqa: S603 - the program of this desk, nothing of the user's
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )

    def pdf(self, data: bytes, ending: str) -> bytes | None:
        """The document as PDF; None when the program is missing or fails. The same document gives the same bytes."""
        office = program()
        if office is None:
            return None
        source, made = self._folder / f"paper{ending}", self._folder / "paper.pdf"
        source.write_bytes(data)
        made.unlink(missing_ok=True)
        asked = [*self._command(office), "--convert-to", "pdf", "--outdir", str(self._folder), str(source)]
        try:
            _run(asked)
            return _timeless(made.read_bytes())
        except (OSError, subprocess.SubprocessError):
            return None

    @property
    def _profile(self) -> str:
        return (self._folder / "profile").as_uri()

    def _command(self, office: str) -> list[str]:
        return [office, f"-env:UserInstallation={self._profile}", "--headless", "--norestore", "--nolockcheck"]


def _run(command: list[str]) -> None:
    """Let the program work; where it takes too long or we are stopped it ends, with every program it began itself."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True) as process:  # noqa: S603 - as above
        try:
            process.wait(SECONDS)
        finally:
            if process.returncode is None:
                os.killpg(process.pid, signal.SIGKILL) if os.name == "posix" else process.kill()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)


def _socket(profile: str) -> Path:
    """Where the program listens for others of its profile; one that is killed leaves it behind."""
    digest = hashlib.md5(profile.encode("utf-16-le"), usedforsecurity=False).digest()
    return Path("/tmp") / f"OSL_PIPE_{os.getuid()}_SingleOfficeIPC_{''.join(f'{byte:x}' for byte in digest)}"  # noqa: S108 - LibreOffice puts it there


def _timeless(data: bytes) -> bytes:
    """Without the moment of making and what is counted from it; every other byte keeps its place."""
    return _CLOCK.sub(_stopped, data)


def _stopped(found: re.Match[bytes]) -> bytes:
    key, value = (part for part in found.groups() if part is not None)
    return key + re.sub(rb"[0-9A-F]", b"0", value)
