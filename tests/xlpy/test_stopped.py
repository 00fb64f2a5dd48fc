"""A person watches long work, stops it with Ctrl-C, and starts it again."""

import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from support.desks import act, firm, put, shown
from support.spoken import DISTRICT, field
from xlpy.desk import FINE, LOOK, NOTHING_DONE
from xlpy.district import DETAILS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and terminals as POSIX has them")
ROOT = Path(__file__).parents[2]
FIRMS = 30
ATTEMPTS = 10
PATIENCE = 120.0
PRESSED = """
import builtins, os, signal
load = builtins.__import__
def pressed(name, *rest):
    if name == "xlpy.cli":
        os.kill(os.getpid(), signal.SIGINT)
    return load(name, *rest)
builtins.__import__ = pressed
from xlpy.__main__ import main
main()
"""


def started(tmp_path: Path, stderr: int) -> "subprocess.Popen[bytes]":
    """``xlpy collect`` of some forms, in a group of its own as a terminal starts it."""
    if not (tmp_path / "收").is_dir():
        put(tmp_path / "收", **{f"{number}.xlsx": firm(number) for number in range(1, FIRMS + 1)})
    words = ["collect", str(tmp_path / "收"), "--district", DISTRICT, "--out", str(tmp_path / "区")]
    environment = {**os.environ, "XLPY_HOME": str(tmp_path / "home"), "PYTHONPATH": str(ROOT), "TERM": "xterm"}
    command = [sys.executable, "-m", "xlpy", *words]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=stderr, start_new_session=True)


def wait_for(is_there: Callable[[], bool], process: "subprocess.Popen[bytes]") -> None:
    """Until the work is so far, or over."""
    end = time.monotonic() + PATIENCE
    while not is_there() and process.poll() is None and time.monotonic() < end:
        time.sleep(0.005)


def take_all(tmp_path: Path) -> tuple[int, int, str]:
    """A run without disturbance: its status, how many firms the book shows, what the records say of the book.

    The status is to look: the names of these firms are near each other.
    """
    with started(tmp_path, subprocess.DEVNULL) as process:
        status = process.wait(PATIENCE)
    book = tmp_path / "区" / "汇总表.xlsx"
    rows = [row[field("company_name")] for row in shown(book, DETAILS)]
    assert len(rows) == len({*rows})
    verified = act(book, "verify")
    return status, len(rows), "" if verified.status == FINE else "\n".join(verified.lines)


def test_stopped_while_it_starts_it_ends_without_a_word() -> None:
    done = subprocess.run([sys.executable, "-c", PRESSED], cwd=ROOT, capture_output=True, check=False)

    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, b"", b"")


def test_stopped_while_forms_are_read_nothing_is_written_and_the_next_run_takes_all(tmp_path: Path) -> None:
    """The template is put by just before the first form is read; a run that is over before we look is let go."""
    for attempt in range(ATTEMPTS):
        here = tmp_path / str(attempt)
        with started(here, subprocess.PIPE) as process:
            wait_for(lambda home=here / "home": any(home.glob("cache/*.json")), process)  # type: ignore[misc]
            os.killpg(process.pid, signal.SIGINT)
            _, said = process.communicate(timeout=PATIENCE)
        if process.returncode != LOOK:
            break

    assert process.returncode == NOTHING_DONE
    assert said.decode().strip() == "已停止；已保存的内容完好，重新执行会接着做。"
    assert not (here / "区" / "汇总表.xlsx").exists()
    assert take_all(here) == (LOOK, FIRMS, "")


@pytest.mark.parametrize("far", ["originals/*", "journal.jsonl"])
def test_stopped_while_the_plan_is_carried_out_the_next_run_goes_on(tmp_path: Path, far: str) -> None:
    with started(tmp_path, subprocess.PIPE) as process:
        wait_for(lambda: any((tmp_path / "区" / "汇总表.档案").glob(far)), process)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=PATIENCE)

    assert b"Traceback" not in said
    assert process.returncode in (LOOK, NOTHING_DONE)
    assert take_all(tmp_path) == (LOOK, FIRMS, "")


def test_a_person_sees_how_far_how_fast_and_how_long_still(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    with started(tmp_path, theirs) as process:
        os.close(theirs)
        seen = b""
        while True:
            try:
                piece = os.read(ours, 4096)
            except OSError:  # the terminal is closed with the last process
                break
            seen += piece
        process.wait(PATIENCE)
    os.close(ours)

    told = seen.decode(errors="replace")
    assert "收取申报书" in told
    assert f"{FIRMS}/{FIRMS}" in told
    assert "每秒" in told
    assert "还需" in told
