"""Zips that strangers made, listed and read within bounds, whatever they claim of themselves."""

import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

DIRECTORY = 8 << 20
"""So many bytes may list what lies in a zip, more than anybody sends; in memory the list takes ten times as much."""
_TAIL = 1 << 17
"""Within so many bytes of its end a zip tells where that list lies; a comment of 64 KB may follow."""
_ENDS = ((b"PK\x05\x06", struct.Struct("<12xL")), (b"PK\x06\x06", struct.Struct("<40xQ")))
"""How a zip, and a large one (zip64), begins to tell it, and how long it says the list is."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class UnboundedError(zipfile.BadZipFile):
    """It would take more room than there is: too many files, or packed so that nobody can tell how large it gets."""


@contextmanager
def open_zip(stream: IO[bytes]) -> Iterator[zipfile.ZipFile]:
    """A zip, listed.

    Raises:
        UnboundedError: its list is too long.
        zipfile.BadZipFile: it is damaged, or no zip.
    """
    stream.seek(0, 2)
    stream.seek(max(stream.tell() - _TAIL, 0))
    if max(_listed(stream.read()), default=0) > DIRECTORY:
        raise UnboundedError
    with zipfile.ZipFile(stream) as package:
        yield package


def _listed(tail: bytes) -> Iterator[int]:
    """How long the list is by each place that may tell it: which of them counts is for the program that reads it."""
    for sign, told in _ENDS:
        at = tail.find(sign)
        while at >= 0:
            if at + told.size <= len(tail):
                yield told.unpack_from(tail, at)[0]
            at = tail.find(sign, at + 1)


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
