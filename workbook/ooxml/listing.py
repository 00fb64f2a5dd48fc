"""What a zip lists, looked at before ``zipfile`` takes it apart: some lists are made to take for ever."""

import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

_ENTRY, _SIGN = struct.Struct("<28xHHH12x"), b"PK\x01\x02"
"""How a file is listed: the lengths of its name, of what is told beside it and of a comment, which follow."""


class UnboundedError(zipfile.BadZipFile):
    """It would take more room or time than there is: far too much is listed, or nobody can tell how large it gets."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """So many bytes may a list have, so many files, and so long may a name be, or what is told beside it."""

    length: int
    files: int
    name: int

    def check(self, listed: bytes) -> None:
        """Refuse a list that would take too long to read; one that is damaged is refused by whoever reads it.

        Raises:
            UnboundedError: it is too long.
        """
        if len(listed) > self.length:
            raise UnboundedError
        at = count = 0
        while listed.startswith(_SIGN, at) and at + _ENTRY.size <= len(listed):
            name, more, comment = _ENTRY.unpack_from(listed, at)
            at += _ENTRY.size + name + more + comment
            count += 1
            if count > self.files or max(name, more) > self.name:
                raise UnboundedError


@contextmanager
def listed(stream: IO[bytes], bounds: Bounds) -> Iterator[zipfile.ZipFile]:
    """A zip within these bounds.

    Raises:
        UnboundedError: it lists too much.
        zipfile.BadZipFile: it is damaged, or no zip.
    """
    with zipfile.ZipFile(_Watched(stream, bounds)) as package:
        yield package


class _Watched:
    """A zip whose list is looked at when it is read, wherever it was found."""

    def __init__(self, stream: IO[bytes], bounds: Bounds) -> None:
        self._stream = stream
        self._bounds = bounds
        self.seek, self.tell, self.seekable = stream.seek, stream.tell, stream.seekable

    def read(self, size: int = -1) -> bytes:
        found = self._stream.read(size)
        if found.startswith(_SIGN):
            self._bounds.check(found)
        return found
