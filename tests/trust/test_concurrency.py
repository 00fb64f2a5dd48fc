"""Several processes merge into one book at once: no update is lost, nobody overwrites what another wrote."""

import multiprocessing
import time
from collections.abc import Callable
from pathlib import Path

from support.trust import IS_FULL, told
from workbook.edit import BookEdit, Change, Event, Plan
from workbook.errors import BusyError, ChangedMeanwhileError
from xlpy.journal import GENESIS
from xlpy.settings import Settings
from xlpy.store import Store, sha256

PROCESSES, MERGES = (8, 500) if IS_FULL else (4, 8)


def appended(data: bytes, changes: tuple[Change, ...]) -> bytes:
    """A book of lines: a merge adds one."""
    return data + b"".join(f"{change.new}\n".encode() for change in changes)


def accepted(_data: bytes, _name: str) -> Callable[[], None]:
    """Any candidate opens."""
    return lambda: None


def store_of(book: Path, clerk: int) -> Store:
    """The store of one clerk's process."""
    return Store(book, Settings(f"clerk {clerk}", book.parent / "home", wait_seconds=60), appended, accepted)


def merge(store: Store, word: str) -> int:
    """One merge, made anew as long as somebody else was quicker; how often it had to be."""
    tries = 0
    while True:
        tries += 1
        lines = store.lines()
        edit = BookEdit(store.book.name, (Change("表", "A1", None, word),), None, sha256(store.book.read_bytes()))
        try:
            store.carry_out(Plan(books=(edit,), events=(Event("pulled", word),)), lines[-1].hash if lines else GENESIS)
        except (ChangedMeanwhileError, BusyError):
            time.sleep(0.001 * tries)
            continue
        return tries


def clerk(book: Path, number: int) -> None:
    """One process: merge after merge."""
    store = store_of(book, number)
    for turn in range(MERGES):
        merge(store, f"{number}-{turn}")


def test_no_update_of_any_process_is_lost(tmp_path: Path) -> None:
    book = tmp_path / "总表.xlsx"
    book.write_bytes(b"")
    processes = [multiprocessing.get_context("fork").Process(target=clerk, args=(book, n)) for n in range(PROCESSES)]

    for process in processes:
        process.start()
    for process in processes:
        process.join()

    wanted = {f"{number}-{turn}" for number in range(PROCESSES) for turn in range(MERGES)}
    written = book.read_text("utf-8").split()
    lines = store_of(book, 0).lines()
    assert [process.exitcode for process in processes] == [0] * PROCESSES
    assert (len(written), set(written)) == (len(wanted), wanted)
    assert [line.declaration for line in lines] == written
    told("concurrency", f"{PROCESSES} processes x {MERGES} merges, 0 lost updates")
