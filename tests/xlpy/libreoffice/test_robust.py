"""Offices that die, hang, ask, leave locks, come in pairs, are opened and closed many times."""

import contextlib
import getpass
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
import xlwings as xw

from support.members import works
from support.trust import IS_FULL, told

PATIENCE_SECONDS = 2
_PIPES = Path("/tmp")  # noqa: S108 - where LibreOffice puts its sockets


@contextlib.contextmanager
def impatient(lo: ModuleType) -> Iterator[xw.App]:
    """A hidden office that is ended when it does not answer; its first book may take as long as it likes."""
    front = xw.apps.active
    lo.activate(patience=60)
    try:
        app = xw.App(visible=False)
    finally:
        lo.activate()
    app.impl.office.watch.seconds = PATIENCE_SECONDS
    yield app
    app.quit()
    front.activate()


def basic(book: xw.Book, code: str) -> xw.main.Macro:
    """A macro of the book."""
    libraries = book.api.BasicLibraries
    if not libraries.hasByName("Standard"):
        libraries.createLibrary("Standard")
    modules = libraries.getByName("Standard")
    name = f"Module{len(modules.getElementNames()) + 1}"
    modules.insertByName(name, f"Function Test()\n{code}\nEnd Function\n")
    return book.macro(f"{name}.Test")


def test_an_office_that_stands_still_is_ended(lo: ModuleType, app: xw.App) -> None:
    with impatient(lo) as hung:
        font = hung.books[0].sheets[0]["A1"].font
        profile = hung.impl.office.profile
        os.killpg(hung.pid, signal.SIGSTOP)

        with pytest.raises(lo.OfficeHungError, match=r"did not answer for 2 seconds .* Start a new App"):
            _ = font.bold

        assert hung not in list(xw.apps)
        assert not profile.exists()


def test_a_macro_that_never_ends_is_ended(lo: ModuleType, app: xw.App) -> None:
    with impatient(lo) as hung:
        endless = basic(hung.books[0], "Do\nLoop")

        with pytest.raises(lo.OfficeHungError, match="did not answer"):
            endless.run()

    assert app.books.count > 0


def test_only_calls_that_take_too_long_to_this_office_count(lo: ModuleType) -> None:
    from xlpy.libreoffice import patience  # noqa: PLC0415 - needs UNO, which is not everywhere

    watch = patience.Watch(60, lambda: None)
    mine, another = SimpleNamespace(watch=watch), SimpleNamespace(watch=None)
    now = time.monotonic()

    counted = [
        watch._is_overdue(patience._Call(thing, now - 59 * late)) for thing in (mine, another) for late in (0, 2)
    ]

    assert counted == [False, True, False, False]


def test_a_call_within_a_call_is_one_call(lo: ModuleType) -> None:
    from xlpy.libreoffice import patience  # noqa: PLC0415 - needs UNO, which is not everywhere

    outer, inner = patience.begun(SimpleNamespace()), patience.begun(SimpleNamespace())
    patience.ended()
    again = patience.begun(SimpleNamespace())
    patience.ended()

    assert (outer, inner, again) == (True, False, True)


def test_a_killed_office_leaves_nothing(lo: ModuleType, app: xw.App) -> None:
    before = set(_PIPES.glob("OSL_PIPE_*")) | set(_PIPES.glob("lu*.tmp"))
    with xw.App(visible=False) as dead:
        profile = dead.impl.office.profile
        started = set(_PIPES.glob("OSL_PIPE_*")) - before
        os.killpg(dead.pid, signal.SIGKILL)

    assert any(dead.impl.office.pipe in pipe.name for pipe in started)
    assert not any(pipe.exists() for pipe in dead.impl.office._pipes())
    assert not profile.exists()
    app.activate()


@pytest.mark.parametrize("question", ['MsgBox("Sure?", 4)', 'InputBox("Name?")', 'MsgBox("Told.", 16)'])
def test_a_question_does_not_block_a_hidden_app(app: xw.App, book: xw.Book, question: str) -> None:
    answer: list[object] = []
    asked = threading.Thread(target=lambda: answer.append(basic(book, f"Test = {question}").run()), daemon=True)

    asked.start()
    asked.join(timeout=30)

    assert len(answer) == 1


def locked(folder: Path, profile: str, host: str | None = None) -> Path:
    """A book with the lock that LibreOffice would write beside it."""
    path = folder / "held.xlsx"
    said = f",{getpass.getuser()},{host or socket.gethostname()},01.01.2026 00:00,file://{profile};"
    (folder / ".~lock.held.xlsx#").write_text(said, encoding="utf-8")
    return path


@pytest.fixture
def saved(app: xw.App, tmp_path: Path) -> Path:
    book = app.books.add()
    book.save(tmp_path / "held.xlsx")
    book.close()
    return tmp_path


def test_the_lock_of_a_dead_office_of_ours_is_removed(lo: ModuleType, app: xw.App, saved: Path) -> None:
    path = locked(saved, f"{tempfile.gettempdir()}/libreoffice-profile-that-is-gone")

    with pytest.warns(lo.StaleLockWarning, match="has ended"):
        book = app.books.open(path)

    book.sheets[0]["A1"].value = "mine"
    book.save()
    book.close()


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="processes are found in /proc")
def test_the_lock_of_an_ended_office_of_a_user_is_called_stale(lo: ModuleType, app: xw.App, saved: Path) -> None:
    """A lock says which profile wrote it; a profile of a user stays when its office has ended."""
    path = locked(saved, str(saved / "profile"))

    with pytest.raises(lo.BookLockedError, match=r"That office has ended: delete .*\.~lock\.held\.xlsx#"):
        app.books.open(path)


def test_a_lock_from_elsewhere_stays(lo: ModuleType, app: xw.App, saved: Path) -> None:
    path = locked(saved, f"{tempfile.gettempdir()}/libreoffice-profile-that-is-gone", host="elsewhere")

    with pytest.raises(lo.BookLockedError, match="Close it there"):
        app.books.open(path)

    assert (saved / ".~lock.held.xlsx#").exists()


def test_the_lock_of_a_living_office_is_not_stale(lo: ModuleType, app: xw.App, tmp_path: Path) -> None:
    from xlpy.libreoffice import locks  # noqa: PLC0415 - needs UNO, which is not everywhere

    path = locked(tmp_path, str(app.impl.office.profile))

    lock = locks.lock_on(path)

    assert lock is not None
    assert (lock.is_left_by_us, lock.is_stale) == (False, False)


@pytest.mark.parametrize("said", ["", ";", "nobody", ",,,,;", "a,b,c,d,e,f;"])
def test_a_lock_that_says_nothing_is_still_a_lock(lo: ModuleType, tmp_path: Path, said: str) -> None:
    from xlpy.libreoffice import locks  # noqa: PLC0415 - needs UNO, which is not everywhere

    (tmp_path / "lock").write_text(said, encoding="utf-8")

    lock = locks.read(tmp_path / "lock")

    assert lock is not None
    assert lock.owner
    assert not lock.is_stale


def test_an_office_that_wants_to_start_again_may(
    lo: ModuleType, app: xw.App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An office that was upgraded ends its first start with 81: start me again."""
    real, flag = shutil.which("soffice"), tmp_path / "started"
    program = tmp_path / "soffice"
    program.write_text(f'#!/bin/sh\n[ -e {flag} ] || {{ touch {flag}; exit 81; }}\nexec {real} "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("SOFFICE_PATH", str(program))

    with xw.App(visible=False) as upgraded:
        upgraded.books[0].sheets[0]["A1"].value = 1

    assert flag.exists()
    app.activate()


def test_an_office_that_does_not_start_is_told(
    lo: ModuleType, app: xw.App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexit 77\n")
    program.chmod(0o755)
    monkeypatch.setenv("SOFFICE_PATH", str(program))

    with pytest.raises(lo.OfficeStartError, match="ended with code 77"):
        xw.App(visible=False)


_WORKER = """
import sys, xlwings as xw, xlpy.libreoffice as lo
lo.activate()
with xw.App(visible=False) as app:
    print(app.pid, flush=True)
    sys.stdin.readline()
    sheet = app.books[0].sheets[0]
    sheet["A1"].value = [[sys.argv[1], "=LEN(A1)"]]
    print(sheet["A1:B1"].value, flush=True)
"""


def test_two_processes_have_an_office_each(lo: ModuleType) -> None:
    """What parallel workers of pytest do: both offices run when the first is used."""
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", _WORKER, word], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for word in ("one", "three")
    ]
    pids = [worker.stdout.readline() for worker in workers if worker.stdout]

    said = [worker.communicate("\n")[0].strip() for worker in workers]

    assert len(set(pids)) == 2
    assert said == ["['one', 3.0]", "['three', 5.0]"]


def kept() -> dict[str, int]:
    """What this process holds: files and sockets, threads of the bridge too, sockets of its offices."""
    mine = Path("/proc/self")
    return {
        "handles": len(list((mine / "fd").iterdir())),
        "threads": len(list((mine / "task").iterdir())),
        "pipes": len(list(_PIPES.glob(f"OSL_PIPE_*xlwings{os.getpid()}x*"))),
    }


def grown(before: dict[str, int]) -> dict[str, int]:
    """What this process holds more than before; a thread of a bridge that has gone needs a moment to end."""
    until = time.monotonic() + 10
    while True:
        more = {name: count - before[name] for name, count in kept().items() if count > before[name]}
        if not more or time.monotonic() > until:
            return more
        time.sleep(0.1)


def resident_mb(group: int) -> float:
    """The memory of a process group."""
    rows = subprocess.run(["ps", "-eo", "pgid=,rss="], capture_output=True, text=True, check=True).stdout.splitlines()
    return sum(int(row.split()[1]) for row in rows if int(row.split()[0]) == group) / 1024


@works("Books.open", "Book.close")
@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="handles are counted in /proc")
def test_books_opened_and_closed_leave_nothing(app: xw.App, saved: Path) -> None:
    cycles = 200 if IS_FULL else 20

    def cycle() -> None:
        book = app.books.open(saved / "held.xlsx")
        book.sheets[0]["A1"].value = [[1, "=A1+1"]] * 50
        book.save()
        book.close()

    for _ in range(3):
        cycle()
    before, books, memory = kept(), app.books.count, resident_mb(app.pid)
    for _ in range(cycles):
        cycle()
    more = resident_mb(app.pid) - memory

    told("books opened, saved and closed", f"{cycles} times: the office grew by {more:.0f} MB")
    assert grown(before) == {}
    assert app.books.count == books
    assert more < 40
    assert sorted(path.name for path in saved.iterdir()) == ["held.xlsx"]


@pytest.mark.timeout(3600)  # two hundred starts on a busy machine
@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="handles are counted in /proc")
def test_offices_started_and_ended_leave_nothing(lo: ModuleType, app: xw.App) -> None:
    cycles = 200 if IS_FULL else 1

    def cycle() -> None:
        with xw.App(visible=False) as passing:
            passing.books[0].sheets[0]["A1"].value = 1

    cycle()
    before = kept()
    for _ in range(cycles):
        cycle()
    more = grown(before)

    told("offices started and ended", f"{cycles} times: {more or 'no handle, thread or socket'} more")
    assert more == {}
    app.activate()
