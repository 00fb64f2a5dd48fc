"""A disk that fails: every operation on files of one folder is counted, and the n-th one fails or kills the process."""

import contextlib
import errno
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Self

import pytest

STEPS = ("open", "mkdir", "replace", "unlink", "stat")
KILLED = -signal.SIGKILL


def full_disk(path: Path) -> None:
    """The disk is full, or the share is gone."""
    raise OSError(errno.ENOSPC, "No space left on device", str(path))


def kill(_: Path) -> None:
    """The machine stops."""
    os.kill(os.getpid(), signal.SIGKILL)


class Faults:
    """Counts what is done to files under ``folder``; at the ``at``-th operation ``fail`` is called instead."""

    def __init__(self, folder: Path, at: int, fail: Callable[[Path], None]) -> None:
        self.folder, self.at, self.fail = folder, at, fail
        self.count = 0
        self.done: list[str] = []

    def meet(self, step: str, path: Path) -> bool:
        """Count one operation; whether it is the one that fails."""
        if self.folder not in path.absolute().parents:
            return False
        self.count += 1
        self.done.append(f"{step} {path.name}")
        return self.count == self.at


class Torn:
    """A file that is being written: at the fault half of the bytes arrive."""

    def __init__(self, stream: Any, path: Path, faults: Faults) -> None:
        self._stream, self._path, self._faults = stream, path, faults

    def write(self, content: bytes) -> int:
        """Write all, or at the fault half."""
        if self._faults.meet("write", self._path):
            self._stream.write(content[: len(content) // 2])
            self._stream.flush()
            self._faults.fail(self._path)
        return int(self._stream.write(content))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()


@contextlib.contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    """A disk that takes no more of a file than this: what is written beyond it fails, as on a full one."""
    resource = pytest.importorskip("resource", reason="Windows bounds no file")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextlib.contextmanager
def failing(folder: Path, at: int, fail: Callable[[Path], None] = full_disk) -> Iterator[Faults]:
    """Within this the n-th operation on files of the folder fails."""
    faults = Faults(folder.absolute(), at, fail)
    with pytest.MonkeyPatch.context() as patched:
        for step in STEPS:
            patched.setattr(Path, step, _counted(step, getattr(Path, step), faults))
        for step in ("fsync", "truncate"):
            patched.setattr(os, step, _counted_call(step, getattr(os, step), faults))
        yield faults


def _counted(step: str, real: Callable[..., Any], faults: Faults) -> Callable[..., Any]:
    def run(path: Path, *arguments: Any, **options: Any) -> Any:
        if faults.meet(step, path):
            faults.fail(path)
        found = real(path, *arguments, **options)
        is_written = step == "open" and str((*arguments, "r")[0])[:1] in "wa" and "b" in str(arguments[:1])
        return Torn(found, path, faults) if is_written else found

    return run


def _counted_call(step: str, real: Callable[..., Any], faults: Faults) -> Callable[..., Any]:
    def run(handle: Any, *arguments: Any) -> Any:
        path = Path(f"/proc/self/fd/{handle}").readlink() if isinstance(handle, int) else Path(handle)
        if faults.meet(step, path):
            faults.fail(path)
        return real(handle, *arguments)

    return run


def killed_at(folder: Path, at: int, work: Callable[[], object]) -> bool:
    """Let a child process do the work and kill it at its n-th operation; whether it was killed."""
    child = os.fork()
    if child == 0:
        with failing(folder, at, kill), contextlib.suppress(BaseException):
            work()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def operations(folder: Path, work: Callable[[], object]) -> list[str]:
    """Every operation the work does on files of the folder."""
    with failing(folder, 0) as faults:
        work()
    return faults.done
