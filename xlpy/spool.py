"""Contents a command works with: there are many, each is needed for a moment, and memory is small."""

import contextlib
import ctypes
import errno
import hashlib
import io
import os
import tempfile
import threading
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO

from workbook.edit import Held
from workbook.errors import ChangedMeanwhileError

ROOM = 4 << 20
"""So many bytes stay in memory; of more all lie in a file without a name, which no crash leaves behind."""

_MMAP_THRESHOLD, _TRIM_THRESHOLD = -3, -1
"""M_MMAP_THRESHOLD of glibc: blocks from this size on are mapped alone; told once it stays, else it grows.

With it M_TRIM_THRESHOLD, so much free room at the end is kept, else it stays so small that each block comes anew.
"""


class Spool:
    """Keeps contents in one temporary file until nobody asks for them any more."""

    _file: IO[bytes] = io.BytesIO()

    def __init__(self) -> None:
        _give_back()
        self._file = io.BytesIO()
        self._lock = threading.Lock()
        self._end = 0

    def __del__(self) -> None:
        self._file.close()

    def keep(self, content: bytes) -> Held:
        """The content, to be fetched again; itself where the disk takes no more."""
        with self._lock, contextlib.suppress(OSError):
            if self._end + len(content) > ROOM:
                self._move()
            self._file.seek(self._end)
            _write(self._file, content)
            kept = _Kept(self, self._end, len(content))
            self._end += len(content)
            return kept
        return content

    def keep_part(self, of: Held, start: int, content: bytes) -> Held:
        """The content, which lies there in another one: where that was set aside it is not kept twice."""
        return _Kept(of.spool, of.start + start, len(content)) if isinstance(of, _Kept) else self.keep(content)

    def _move(self) -> None:
        """Go on with a file on the disk; nothing waits in a buffer, which a full disk would not let go of."""
        if isinstance(self._file, io.BytesIO):
            file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - gone with the last content
            _write(file, self._file.getvalue())
            self._file = file

    def read(self, start: int, size: int) -> bytes:
        """So many bytes from there on."""
        with self._lock:
            self._file.seek(start)
            found = self._file.read(size)
        if len(found) != size:
            raise OSError(errno.EIO, os.strerror(errno.EIO), tempfile.gettempdir())
        return found


def _write(file: IO[bytes], content: bytes) -> None:
    """All of it; a disk that is nearly full takes a part and says so by its length."""
    if file.write(content) != len(content):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@cache
def _give_back() -> None:
    """Have large blocks returned to the system when they are free, where the C library would keep them (glibc)."""
    with contextlib.suppress(OSError, AttributeError, TypeError):
        for threshold in (_MMAP_THRESHOLD, _TRIM_THRESHOLD):
            ctypes.CDLL(None).mallopt(threshold, ROOM)


@dataclass(frozen=True, slots=True)
class _Kept:
    """One content in a spool."""

    spool: Spool
    start: int
    size: int

    def __call__(self) -> bytes:
        return self.spool.read(self.start, self.size)

    def __len__(self) -> int:
        return self.size


def lying(path: Path, shown: str) -> "Lying":
    """A file as it lies there, hashed piece by piece: it may be large."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, hashlib.sha256).hexdigest()
        return Lying(path, shown, digest, stream.tell())


@dataclass(frozen=True, slots=True)
class Lying:
    """A content that stays in the file it lies in: it is hardly ever asked for, and then it must be what it was.

    ``shown`` is how a person finds the file: many have the same name, and of some it is in no words.
    """

    path: Path
    shown: str
    sha256: str
    size: int

    def __call__(self) -> bytes:
        """The content, read and hashed once more."""
        try:
            content = self.path.read_bytes()
        except OSError:
            raise ChangedMeanwhileError(self.shown) from None
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise ChangedMeanwhileError(self.shown)
        return content

    def __len__(self) -> int:
        return self.size
