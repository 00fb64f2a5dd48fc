"""Zips that strangers made, listed and read within bounds, whatever they claim of themselves."""

import os
import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

DIRECTORY, ENTRIES, LONGEST = 8 << 20, 65_535, 4096
"""So many bytes may list what lies in a zip, so many files, and so long may a name be, or what is told beside it."""
_END, _END_SIGN, _COMMENT = struct.Struct("<12xL4xH"), b"PK\x05\x06", 1 << 16
"""How a zip ends: how long its list is, which stands before, and how long its comment, which follows."""
_LARGE_END, _LARGE_SIGN = 20, b"PK\x06\x07"
_ENTRY, _ENTRY_SIGN = struct.Struct("<28xHHH12x"), b"PK\x01\x02"
"""How a file is listed: the lengths of its name, of what is told beside it and of a comment, which follow."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class UnboundedError(zipfile.BadZipFile):
    """It would take more room or time than there is: far too much is listed, or nobody can tell how large it gets."""


@contextmanager
def open_zip(stream: IO[bytes]) -> Iterator[zipfile.ZipFile]:
    """A zip, listed.

    Raises:
        UnboundedError: its list is too long, or that of a zip for more than 4 GB.
        zipfile.BadZipFile: it is damaged, or no zip.
    """
    _check(_list(stream))
    with zipfile.ZipFile(stream) as package:
        yield package


def content_of(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """What lies in a zip under this entry: no more is unpacked of it than it claims.

    Raises:
        UnboundedError: it is packed in a way that unpacks a whole block or nothing.
        zipfile.BadZipFile: it is something else than it claims.
    """
    if entry.compress_type not in _METHODS:
        raise UnboundedError
    with package.open(entry) as stream:
        return stream.read(entry.file_size + 1)


def _list(stream: IO[bytes]) -> bytes:
    """The list of a zip, found as ``zipfile`` finds it."""
    size = stream.seek(0, os.SEEK_END)
    start = stream.seek(max(size - _COMMENT - _END.size - _LARGE_END, 0))
    tail = stream.read()
    at = _end(tail)
    length, _ = _END.unpack_from(tail, at)
    if length > DIRECTORY or tail[:at][-_LARGE_END:].startswith(_LARGE_SIGN):
        raise UnboundedError
    stream.seek(max(start + at - length, 0))
    return stream.read(length)


def _end(tail: bytes) -> int:
    """Where the end begins: the last bytes, where no comment follows, else the last place that looks like it."""
    last = len(tail) - _END.size
    if tail[last:].startswith(_END_SIGN) and _END.unpack_from(tail, last)[1] == 0:
        return last
    at = tail.rfind(_END_SIGN)
    if not 0 <= at <= last:
        raise zipfile.BadZipFile
    return at


def _check(listed: bytes) -> None:
    """Refuse a list that would take too long to read; one that is damaged is refused by whoever reads it."""
    at = count = 0
    while listed[at : at + _ENTRY.size].startswith(_ENTRY_SIGN) and at + _ENTRY.size <= len(listed):
        name, more, comment = _ENTRY.unpack_from(listed, at)
        at += _ENTRY.size + name + more + comment
        count += 1
        if count > ENTRIES or max(name, more) > LONGEST:
            raise UnboundedError
