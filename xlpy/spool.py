"""Contents set aside while a command works: there are many, each is needed for a moment, and memory is small."""

import contextlib
import ctypes
import io
import os
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import IO

from workbook.edit import Held

ROOM = 4 << 20
"""So many bytes stay in memory; of more all lie in a file without a name, which no crash leaves behind."""

_MMAP_THRESHOLD = -3
"""M_MMAP_THRESHOLD of glibc: blocks from this size on are mapped alone; told once it stays, else it grows."""


class Spool:
    """Keeps contents in one temporary file until nobody asks for them any more."""

    def __init__(self) -> None:
        _give_back()
        self._file: IO[bytes] = io.BytesIO()
        self._lock = threading.Lock()
        self._end = 0

    def keep(self, content: bytes) -> Held:
        """The content, to be fetched again; itself where the disk takes no more."""
        with self._lock, contextlib.suppress(OSError):
            if self._end + len(content) > ROOM:
                self._move()
            self._file.seek(self._end)
            self._file.write(content)
            self._file.flush()
            kept = _Kept(self, self._end, len(content))
            self._end += len(content)
            return kept
        return content

    def _move(self) -> None:
        """Go on with a file on the disk."""
        if isinstance(self._file, io.BytesIO):
            file = tempfile.TemporaryFile()  # noqa: SIM115 - gone with the last content
            file.write(self._file.getbuffer())
            self._file = file

    @classmethod
    def written(cls, write: Callable[[IO[bytes]], object]) -> Held:
        """What is written into a file of its own."""
        spool = cls()
        spool._move()
        write(spool._file)
        return _Kept(spool, 0, spool._file.seek(0, os.SEEK_END))

    def read(self, start: int, size: int) -> bytes:
        """So many bytes from there on."""
        with self._lock:
            self._file.seek(start)
            return self._file.read(size)


@cache
def _give_back() -> None:
    """Have large blocks returned to the system when they are free, where the C library would keep them (glibc)."""
    with contextlib.suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, ROOM)


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
