"""What a district mails is packed: the volumes of a package of at most 20 MB, the same each time for the same files."""

import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from pathlib import PurePosixPath

from workbook.edit import Held, fetched
from workbook.merge import Declaration
from workbook.ooxml.package import Packed, frame
from xlpy.mail import MANIFEST
from xlpy.package import ATTACHMENTS, FIRST, ORIGINALS, Manifest, Part
from xlpy.spool import Spool

VOLUME = 20 * 1024 * 1024
LONG_AGO = (1980, 1, 1, 0, 0, 0)
_ZIP = b"PK\x03\x04"
_LONG, _FAST = 1 << 20, 1
"""What a volume says of two hundred forms is 4 MB long: it is packed as fast as may be."""
_DECLARATIONS = b'"declarations":['
"""Where the declarations stand in a manifest; in a text its signs would stand behind backslashes."""
_LISTED, _PACKED = 512, 2
"""So many bytes the lists of a volume take for one file; so many times smaller gets what is told of a declaration."""


def pack_up(manifest: Manifest, parts: Sequence[Part]) -> list[Held]:
    """The volumes of a package, each with what it holds; the same parts always give the same bytes."""
    spool = Spool()
    told = [_Told(entry, spool.keep(entry.model_dump_json().encode())) for entry in manifest.declarations]
    room = {one.entry.sha256: len(one.said) // _PACKED for one in told}
    volumes = [*enumerate(_volumes(parts, room), start=FIRST)]
    place = {part.sha256: number for number, held in reversed(volumes) for part in held}

    def volume(number: int, held: Sequence[Part]) -> _Volume:
        own = [one for one in told if place.get(one.entry.sha256, FIRST) == number]
        return _zip(_of_volume(manifest, number, len(volumes), held, own), held, spool)

    return [volume(number, held) for number, held in volumes]


@dataclass(frozen=True, slots=True)
class _Told:
    """A declaration, and what a manifest says of it: worked out once, whichever volume it comes to."""

    entry: Declaration
    said: Held


@dataclass(frozen=True, slots=True)
class _Volume:
    """A volume as the pieces it is made of: the originals among them are not copied before they are asked for."""

    pieces: tuple[Held, ...]

    def __call__(self) -> bytes:
        return b"".join(map(fetched, self.pieces))

    def __len__(self) -> int:
        return sum(map(len, self.pieces))


def _of_volume(manifest: Manifest, number: int, count: int, held: Sequence[Part], own: Sequence[_Told]) -> bytes:
    """What a volume says: the declarations whose originals lie in it, their receipts, its files."""
    ids = (one.entry.id for one in own)
    told = {
        "volume": number,
        "volumes": count,
        "declarations": (),
        "receipts": {id_: manifest.receipts[id_] for id_ in ids if id_ in manifest.receipts},
        "files": {part.path: part.sha256 for part in held},
        "by_volume": True,
    }
    unsaid = {"by_volume"} if count == FIRST else None
    before, after = manifest.model_copy(update=told).model_dump_json(exclude=unsaid).encode().split(_DECLARATIONS, 1)
    return before + _DECLARATIONS + b",".join(fetched(one.said) for one in own) + after


def _volumes(parts: Sequence[Part], told: Mapping[str, int]) -> Iterator[list[Part]]:
    """The parts of each volume; what is ``told`` of an original in its manifest, by hash, takes room too."""
    held: list[Part] = []
    size = 0
    for part in parts:
        room = len(part.held) + _LISTED + told.get(part.sha256, 0)
        if held and size + room > VOLUME:
            yield held
            held, size = [], 0
        held.append(part)
        size += room
    yield held


def _zip(manifest: bytes, parts: Iterable[Part], spool: Spool) -> _Volume:
    """A volume: the manifest, then its parts; what is no package itself is deflated and set aside in the spool."""
    held = ((MANIFEST, manifest), *((part.path, part.held) for part in parts))
    entries, contents = zip(*(_packed(path, one, spool) for path, one in held), strict=True)
    return _Volume((*filter(len, chain.from_iterable(zip_longest(frame(entries), contents, fillvalue=b""))),))


def _packed(path: str, held: Held, spool: Spool) -> tuple[Packed, Held]:
    content = fetched(held)
    crc, size = zlib.crc32(content), len(content)
    if content.startswith(_ZIP):
        return Packed(path, zipfile.ZIP_STORED, crc, size, size), held
    engine = zlib.compressobj(_FAST if size > _LONG else zlib.Z_DEFAULT_COMPRESSION, wbits=-zlib.MAX_WBITS)
    deflated = engine.compress(content) + engine.flush()
    return Packed(path, zipfile.ZIP_DEFLATED, crc, len(deflated), size), spool.keep(deflated)


def original_path(sha: str, name: str) -> str:
    """Where an original stands in the package: its name stays readable, its hash keeps it alone."""
    return f"{ORIGINALS}/{sha[:12]}_{PurePosixPath(name).name}"


def attachment_path(sha: str, name: str) -> str:
    """Where an attachment stands in the package."""
    return f"{ATTACHMENTS}/{sha[:12]}_{PurePosixPath(name).name}"


def volume_name(district: str, number: int) -> str:
    """The file name of one volume."""
    return f"报送包_{district}.zip" if number == 1 else f"报送包_{district}_{number}.zip"
