"""LibreOffice begun for a PDF that may not be needed: it ends with us, however we end, and leaves nothing behind."""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from support import office
from support.house import ROOT
from xlpy import portable

pytestmark = pytest.mark.skipif(not Path("/proc/self").exists(), reason="processes are looked for in /proc")

_OWNER = """
import sys
from xlpy.portable import Press
press = Press()
press.begin()
print(press._folder, flush=True)
sys.stdin.read()
"""


def running(folder: Path) -> list[str]:
    """The programs that work with a profile in this folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if str(folder) in (process / "cmdline").read_text(errors="replace"):
                found.append((process / "comm").read_text().strip())
        except OSError:
            continue
    return found


def becomes_so(is_so: Callable[[], bool], seconds: float = 60) -> bool:
    """Whether it is so before the time is over."""
    until = time.monotonic() + seconds
    while not is_so() and time.monotonic() < until:
        time.sleep(0.05)
    return is_so()


def test_a_program_that_hangs_is_ended_with_all_that_it_began(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command of LibreOffice is a script, which waits for the program proper."""
    program = tmp_path / "soffice"
    for file, script in ((program, '"$0.bin" &\nwait'), (tmp_path / "soffice.bin", "sleep 1000")):
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o755)
    monkeypatch.setenv("SOFFICE_PATH", str(program))
    monkeypatch.setattr(portable, "SECONDS", 1)

    assert portable.pdf(b"", ".xlsx") is None

    assert becomes_so(lambda: not running(tmp_path), 5)


def test_a_program_that_was_not_needed_ends_at_once_and_leaves_nothing() -> None:
    office.require()
    with portable.Press() as press:
        press.begin()
        folder, socket = press._folder, portable._socket(press._profile)
        assert becomes_so(socket.exists)

    assert becomes_so(lambda: not running(folder), 5)
    assert (folder.exists(), socket.exists()) == (False, False)


def test_a_program_ends_when_its_owner_is_killed() -> None:
    office.require()
    owner = subprocess.Popen([sys.executable, "-c", _OWNER], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert owner.stdout is not None
    folder = Path(owner.stdout.readline().decode().strip())
    assert becomes_so(lambda: "soffice.bin" in running(folder))

    owner.kill()
    owner.communicate()

    assert becomes_so(lambda: not running(folder))
    portable._socket((folder / "profile").as_uri()).unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
