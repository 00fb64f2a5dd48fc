"""Zips that strangers made, listed and read within bounds, whatever they claim of themselves."""

import zipfile
from contextlib import AbstractContextManager
from typing import IO

from workbook.ooxml.listing import Bounds, UnboundedError, listed

BOUNDS = Bounds(length=8 << 20, files=65_535, name=4096)
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def open_zip(stream: IO[bytes]) -> AbstractContextManager[zipfile.ZipFile]:
    """A zip, listed.

    Raises:
        UnboundedError: it lists too much.
        zipfile.BadZipFile: it is damaged, or no zip.
    """
    return listed(stream, BOUNDS)


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
