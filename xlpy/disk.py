"""Files saved whole or not at all, kept aside, cleaned after a crash; who has one open."""

import contextlib
import hashlib
import os
import time
from collections import deque
from collections.abc import Callable, Iterator, KeysView, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePath
from typing import Self

from workbook.edit import Held, fetched
from workbook.errors import BusyError, RecordsDamagedError

ORPHAN = ".xlpy-part"
ABANDONED = 86_400.0
"""What lies half written for so many seconds, nobody is writing, whatever the clock of a share says."""
_TOGETHER = 8

Check = Callable[[bytes, str], Callable[[], object]]
"""Begins to open a candidate, maybe elsewhere; what it returns waits until that is done, and raises what is wrong."""


def save(path: Path, content: bytes, check: Check | None = None) -> None:
    """Replace a file whole: temp in the same folder, fsync, read again (and opened by ``check``), then renamed."""
    with Swap() as swap:
        swap.lay(path, content)
        if check is not None:
            check(content, path.name)()
        swap.done()


class Swap:
    """Files that take the places of others: each lies whole beside its place before the first of them is there.

    What was laid and took no place is gone afterwards. ``shown`` is what a person reads where another program holds
    one of them, else its own name.
    """

    def __init__(self, shown: str = "") -> None:
        self._paths: dict[Path, None] = {}
        self._shown = shown

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for path in self._paths:
            drop(path)

    @property
    def places(self) -> KeysView[Path]:
        """For which places something was laid."""
        return self._paths.keys()

    @property
    def waiting(self) -> list[Path]:
        """The places beside which what was laid for them lies still: the disk knows, whatever broke off the work."""
        return [path for path in self._paths if _part(path).is_file()]

    def lay(self, path: Path, content: bytes) -> None:
        """Lay a file beside its place, on the disk for good and read again."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._paths[path] = None
        with self._ours(path):
            _write(path, content)

    def lay_all(self, folder: Path, contents: Mapping[str, Held]) -> None:
        """Lay files of one folder: a disk flushes some at a time much sooner than one by one."""
        with ThreadPoolExecutor(_TOGETHER) as threads:
            laid = threads.map(lambda name: self.lay(folder / name, fetched(contents[name])), contents)
            deque(laid, maxlen=0)

    def lying(self, path: Path) -> bytes | None:
        """What was laid for a place, else what stands there."""
        found = _part(path) if path in self._paths else path
        return found.read_bytes() if found.is_file() else None

    def done(self) -> None:
        """Let them take their places, in the order in which they were laid."""
        for path in self._paths:
            with self._ours(path):
                _part(path).replace(path)
        for folder in dict.fromkeys(path.parent for path in self._paths):
            sync(folder)
        self._paths.clear()

    @contextlib.contextmanager
    def _ours(self, path: Path) -> Iterator[None]:
        """Tell whose it is, where another program holds a file."""
        try:
            yield
        except PermissionError as error:
            raise BusyError(self._shown or path.name, "其他程序") from error


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


def drop(path: Path) -> None:
    """Remove what was written of a file that did not take its place."""
    _part(path).unlink(missing_ok=True)


def clean(folder: Path, seconds: float = 0) -> int:
    """Remove what an interrupted save left behind so many seconds ago; how many there were.

    Where others may be saving just now it must be long ago.
    """
    before = time.time() - seconds
    orphans = [*folder.glob(f".*{ORPHAN}")] if folder.is_dir() else []
    old = [orphan for orphan in orphans if not seconds or _written(orphan) < before]
    for orphan in old:
        orphan.unlink(missing_ok=True)
    return len(old)


def _written(path: Path) -> float:
    """When a file was written last; never, where it is gone."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0


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
