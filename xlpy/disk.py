"""Files saved whole or not at all, kept aside, cleaned after a crash; who has one open."""

import contextlib
import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePath

from workbook.errors import BusyError, RecordsDamagedError

ORPHAN = ".xlpy-part"
_TOGETHER = 8

Check = Callable[[bytes, str], object]


def save(path: Path, content: bytes, check: Check | None = None) -> None:
    """Replace a file whole: temp in the same folder, fsync, read again (and opened by ``check``), then renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        _write(path, content)
        if check is not None:
            check(content, path.name)
        _part(path).replace(path)
    except PermissionError as error:
        raise BusyError(path.name, "其他程序") from error
    finally:
        _part(path).unlink(missing_ok=True)
    sync(path.parent)


def save_all(folder: Path, contents: Mapping[str, bytes]) -> None:
    """New files of one folder, each whole or not there: a disk flushes some at a time much sooner than one by one."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / name for name in contents]
    try:
        with ThreadPoolExecutor(_TOGETHER) as threads:
            deque(threads.map(_write, paths, contents.values()), maxlen=0)
        for path in paths:
            _part(path).replace(path)
    except PermissionError as error:
        raise BusyError(folder.name, "其他程序") from error
    finally:
        for path in paths:
            _part(path).unlink(missing_ok=True)
    sync(folder)


def _part(path: Path) -> Path:
    """What a file is called until it is whole."""
    return path.with_name(f".{path.name}{ORPHAN}")


def _write(path: Path, content: bytes) -> None:
    """Its part, on the disk for good and read again."""
    part = _part(path)
    with meeting(path), part.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    if part.read_bytes() != content:
        raise RecordsDamagedError(path.name, "写入后读回的内容不一致")


@contextlib.contextmanager
def meeting(path: Path) -> Iterator[None]:
    """Let a fault of the disk tell which file it met: one that comes while writing does not know."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(path)
        raise


def sync(folder: Path) -> None:
    """Make a rename last, where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def aside(name: str, content: bytes) -> str:
    """The name under which an old file is kept beside the new one."""
    path = PurePath(name)
    return f"{path.stem}.旧-{hashlib.sha256(content).hexdigest()[:8]}{path.suffix}"


def keep_aside(path: Path, content: bytes) -> None:
    """Keep an old file beside the new one."""
    save(path.with_name(aside(path.name, content)), content)


def clean(folder: Path) -> int:
    """Remove what an interrupted save left behind; how many there were."""
    orphans = [*folder.glob(f".*{ORPHAN}")] if folder.is_dir() else []
    for orphan in orphans:
        orphan.unlink(missing_ok=True)
    return len(orphans)


def holder(book: Path) -> str:
    """Who has the book open in LibreOffice, Excel or WPS, as their files beside it tell; blank when nobody has.

    What they save later would undo our change, so it is not made.
    """
    office = book.with_name(f".~lock.{book.name}#")
    if office.is_file():
        who = office.read_text("utf-8", "replace").split(",")
        return " ".join(filter(None, who[:3])) or "LibreOffice"
    excel = book.with_name(f"~${book.name}")
    if excel.is_file():
        raw = excel.read_bytes()
        return raw[1 : 1 + raw[0]].decode("gb18030", "replace").strip() or "Excel" if raw else "Excel"
    return ""
