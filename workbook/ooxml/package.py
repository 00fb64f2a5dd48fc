"""A zip container with some parts replaced: the compressed bytes of every other part are copied as they stand."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from workbook.ooxml.container import key
from workbook.ooxml.limits import damaged

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_HAS_DESCRIPTOR = 0x8
_UTF8_NAME = 0x800
_VERSION, _UNIX, _READABLE = 20, 3, 0o600 << 16
_LONG_AGO = (0, 1 << 5 | 1)
_BIG = 1 << 20
_TORN = (zipfile.BadZipFile, zlib.error, OSError, LookupError, ValueError, RuntimeError, struct.error)


def replaced(data: bytes, parts: Mapping[str, Iterable[bytes] | None]) -> bytes:
    """The same package with these parts instead, each told piece by piece; one given as None is left out."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
        comment = archive.comment
    bodies: list[bytes] = []
    directory: list[bytes] = []
    wanted = {key(name): content for name, content in parts.items()}
    at = 0
    for info in infos:
        name = key(info.filename)
        if name in wanted and wanted[name] is None:
            continue
        local, raw, central = _entry(data, info, wanted.get(name), at)
        bodies += (local, raw)
        directory.append(central)
        at += len(local) + len(raw)
    return b"".join((*bodies, _ending(directory, at, comment)))


class Packed(NamedTuple):
    """A part that is to lie in a package: its name, how it is packed, check sum, size as it lies and inflated."""

    name: str
    method: int
    crc: int
    length: int
    size: int


def frame(entries: Iterable[Packed]) -> list[bytes]:
    """What stands before each of these parts in a new package, and what stands behind them all, as zipfile writes it.

    No moment enters it: the same parts always give the same bytes.
    """
    heads: list[bytes] = []
    directory: list[bytes] = []
    at = 0
    for entry in entries:
        flags = 0 if entry.name.isascii() else _UTF8_NAME
        about = (flags, entry.method, *_LONG_AGO, entry.crc, entry.length, entry.size)
        local, central = _headers(entry.name.encode(), about, _UNIX, (0, _READABLE, at))
        heads.append(local)
        directory.append(central)
        at += len(local) + entry.length
    return [*heads, _ending(directory, at)]


def _ending(directory: Sequence[bytes], at: int, comment: bytes = b"") -> bytes:
    """The directory of a package, which begins there, and what ends it."""
    names = b"".join(directory)
    end = _END.pack(b"PK\x05\x06", 0, 0, len(directory), len(directory), len(names), at, len(comment))
    return names + end + comment


def parts(data: bytes) -> dict[str, bytes]:
    """Every part by its name, inflated; of packages we made ourselves."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(content: Mapping[str, bytes]) -> bytes:
    """A package of these parts, for a reader at hand: nothing is deflated."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, inflated in content.items():
            archive.writestr(name, inflated)
    return file.getvalue()


def part(data: bytes, name: str) -> bytes:
    """One part, inflated, however its name is spelled.

    Raises:
        RefusedError: it is missing or cannot be inflated.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            spelled = {key(written): written for written in archive.namelist()}
            return archive.read(spelled.get(key(name), name))
    except _TORN:
        raise damaged(f"部件 {name} 读不出来") from None


def _entry(data: bytes, info: zipfile.ZipInfo, content: Iterable[bytes] | None, at: int) -> tuple[bytes, bytes, bytes]:
    """Local header, compressed bytes and directory entry of one part that will begin at ``at``."""
    if content is None:
        raw, crc, size, method = _raw(data, info), info.CRC, info.file_size, info.compress_type
    else:
        raw, crc, size = _deflated(content)
        method = zipfile.ZIP_DEFLATED
    name = info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8_NAME else "cp437")
    year, month, day, hour, minute, second = info.date_time
    stamp = (hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day)
    about = (info.flag_bits & ~_HAS_DESCRIPTOR, method, *stamp, crc, len(raw), size)
    local, central = _headers(name, about, info.create_system, (info.internal_attr, info.external_attr, at))
    return local, raw, central


def _headers(name: bytes, about: tuple[int, ...], system: int, more: tuple[int, ...]) -> tuple[bytes, bytes]:
    """The header before a part, and its entry in the directory."""
    local = _LOCAL.pack(b"PK\x03\x04", _VERSION, *about, len(name), 0) + name
    made_by = system << 8 | _VERSION
    return local, _CENTRAL.pack(b"PK\x01\x02", made_by, _VERSION, *about, len(name), 0, 0, 0, *more) + name


def _raw(data: bytes, info: zipfile.ZipInfo) -> bytes:
    name_length, extra_length = _LOCAL.unpack_from(data, info.header_offset)[-2:]
    begin = info.header_offset + _LOCAL.size + int(name_length) + int(extra_length)
    return data[begin : begin + info.compress_size]


def _deflated(pieces: Iterable[bytes]) -> tuple[bytes, int, int]:
    """Compressed bytes, check sum and size: small parts as small as may be, large ones as fast as may be.

    A thread deflates one block while the next is told: zlib works beside Python.
    """
    blocks = _blocks(pieces)
    first = next(blocks)
    part = _Deflated(1 if len(first) > _BIG else 6)
    with ThreadPoolExecutor(1) as beside:
        adding = beside.submit(part.add, first)
        for block in blocks:
            adding.result()
            adding = beside.submit(part.add, block)
        adding.result()
    return part.whole()


class _Deflated:
    """A part that is deflated block by block."""

    def __init__(self, level: int) -> None:
        self._engine = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
        self._raw: list[bytes] = []
        self._crc = self._size = 0

    def add(self, block: bytes) -> None:
        """Add what comes next."""
        self._raw.append(self._engine.compress(block))
        self._crc, self._size = zlib.crc32(block, self._crc), self._size + len(block)

    def whole(self) -> tuple[bytes, int, int]:
        """Compressed bytes, check sum and size of all that was added."""
        return b"".join((*self._raw, self._engine.flush())), self._crc, self._size


def _blocks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same in large pieces, the last of which is what is left."""
    held = bytearray()
    for piece in pieces:
        held += piece
        if len(held) > _BIG:
            yield bytes(held)
            held.clear()
    yield bytes(held)
