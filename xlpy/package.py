"""The package a district mails: manifest with hashes, 汇总表, originals, attachments, in volumes; opened, checked."""

import contextlib
import io
import struct
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field

from workbook.edit import Held, fetched
from workbook.errors import UnreadableError
from workbook.merge import Declaration, several
from workbook.ooxml.listing import UnboundedError
from xlpy.mail import DAMAGED, MANIFEST, content_of, manifest_in, open_zip
from xlpy.spool import Spool
from xlpy.store import sha256

LARGEST = 64 * 1024 * 1024
ORIGINALS, ATTACHMENTS = "originals", "attachments"
_LENGTHS, _LENGTHS_AT = struct.Struct("<HH"), 26
"""How long name and more are that stand before the bytes of a file in a zip."""
FIRST, LAST = 1, 9_999
"""Numbers a volume may have."""
_INCOHERENT = "清单前后不符，请由区局重新生成报送包。"
_TOGETHER = "请把各卷放在同一文件夹再汇集一次，没有收到的请区局补送。"
_BOMB = "报送包展开后异常庞大，请由区局重新生成报送包。"
_BROKEN = "报送包已损坏或清单读不出，请由区局重新生成报送包。"


class Receipt(BaseModel):
    """When and by whom a declaration was taken at the district."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    at: str
    by: str


class Head(BaseModel):
    """What each volume of a package says of itself first, before all that the package holds.

    ``made`` is the latest moment in the district's journal, and how many lines that has: of two packages the later one
    counts, even where a clock that ran ahead was set right in between.
    """

    model_config = ConfigDict(frozen=True)

    notice: str
    version: str
    district: str
    summary: str
    made: str
    volume: int = Field(ge=FIRST, le=LAST)
    volumes: int = Field(ge=FIRST, le=LAST)


class Manifest(Head):
    """What a package says of itself; ``files`` are path -> sha256 of everything else in all its volumes.

    Each volume carries what it holds of that: a long list would be too long for one. Then it says so (``by_volume``),
    so that older programs, which take what one volume tells for all, refuse it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    declarations: tuple[Declaration, ...]
    receipts: Mapping[str, Receipt]
    files: Mapping[str, str]
    by_volume: bool = False


Told = TypeVar("Told", bound=Head)


@dataclass(frozen=True, slots=True)
class Package:
    """A package whose every hash was verified; ``contents`` by hash.

    ``strays`` are files at their place with another hash than the manifest tells, by that hash: saved again or changed.
    """

    name: str
    manifest: Manifest
    contents: Mapping[str, Held]
    strays: Mapping[str, Held] = field(default_factory=dict)

    def content(self, digest: str) -> bytes:
        """The bytes of one of its files."""
        return fetched(self.contents[digest])


@dataclass(frozen=True, slots=True)
class Part:
    """One file to pack: where it stands in the package, its hash, its bytes."""

    path: str
    sha256: str
    held: Held


@dataclass(frozen=True, slots=True)
class Volume:
    """One volume that was opened: what it says of itself, and its files, each read and set aside."""

    name: str
    told: Held
    parts: tuple[Part, ...]

    @property
    def head(self) -> Head:
        """What it says of itself first."""
        return _said(self.name, fetched(self.told), Head)


def open_volume(name: str, held: Held, spool: Spool) -> Volume:
    """One volume; every file of it is read, and kept where it does not lie as it is in the volume.

    Raises:
        UnreadableError: it is damaged, or no volume of a package.
    """
    data = fetched(held)
    with _opened(name, data) as (package, at):
        told = spool.keep(content_of(package, package.getinfo(at)))
        inside = at[: -len(MANIFEST)]
        parts = (_part(package, entry, held, data, spool) for entry in _last_of_each(package) if entry.filename != at)
        return Volume(name, told, tuple(replace(part, path=part.path.removeprefix(inside)) for part in parts))


def _last_of_each(package: zipfile.ZipFile) -> Iterable[zipfile.ZipInfo]:
    """The entries of a zip; of several of one name the last, as every program takes it out."""
    return {entry.filename: entry for entry in package.infolist()}.values()


def _part(package: zipfile.ZipFile, entry: zipfile.ZipInfo, held: Held, data: bytes, spool: Spool) -> Part:
    found = content_of(package, entry)
    name, extra = _LENGTHS.unpack_from(data, entry.header_offset + _LENGTHS_AT)
    start = entry.header_offset + _LENGTHS_AT + _LENGTHS.size + name + extra
    is_there = data[start : start + len(found)] == found
    kept = spool.keep_part(held, start, found) if is_there else spool.keep(found)
    return Part(entry.filename, sha256(found), kept)


def unpack(volumes: Iterable[Volume]) -> Package:
    """One package from all its volumes, in any order; every file is there, strays are told apart."""
    manifests: dict[int, tuple[str, Manifest]] = {}
    parts: list[Part] = []
    for volume in volumes:
        manifest = _said(volume.name, fetched(volume.told), Manifest)
        manifests.setdefault(manifest.volume, (volume.name, manifest))
        parts += volume.parts
    first = manifests[min(manifests)][0]
    missing = _missing(manifests.keys(), manifest.volumes)
    if missing:
        raise UnreadableError(first, "PACKAGE", f"报送包共{manifest.volumes}卷，未收齐，{missing}。{_TOGETHER}")
    return _whole(first, _joined(first, [manifests[number][1] for number in sorted(manifests)]), parts)


def _missing(found: Collection[int], count: int) -> str:
    """Which of so many volumes are not there, in words; blank where all are."""
    missing = [str(number) for number in range(FIRST, count + 1) if number not in found]
    return f"还缺第{several(missing, '')}卷" if missing else ""


def _joined(name: str, manifests: Sequence[Manifest]) -> Manifest:
    """What all volumes say; those of older programs each say all of it."""
    entries: dict[str, Declaration] = {}
    for manifest in manifests:
        ids = {entry.id for entry in manifest.declarations}
        is_one = all(entries.setdefault(entry.id, entry) == entry for entry in manifest.declarations)
        if not is_one or len(ids) != len(manifest.declarations) or manifest.volumes != len(manifests):
            raise UnreadableError(name, "PACKAGE", _INCOHERENT)
    receipts = {id_: receipt for manifest in manifests for id_, receipt in manifest.receipts.items()}
    files = {path: digest for manifest in manifests for path, digest in manifest.files.items()}
    return manifests[0].model_copy(update={"declarations": (*entries.values(),), "receipts": receipts, "files": files})


def _whole(name: str, manifest: Manifest, parts: Sequence[Part]) -> Package:
    """The package of these parts; where a volume came twice, what is as the manifest tells goes before what is not."""
    contents = {part.sha256: part.held for part in parts}
    places = {part.path: part.held for part in parts}
    missing = {path: digest for path, digest in manifest.files.items() if digest not in contents}
    strays = {digest: places[path] for path, digest in missing.items() if path in places}
    for path, digest in missing.items():
        if digest not in strays:
            raise UnreadableError(name, "PACKAGE", f"其中缺少“{path}”，请由区局重新生成报送包。")
    if not _is_coherent(manifest, {*contents, *strays}):
        raise UnreadableError(name, "PACKAGE", _INCOHERENT)
    return Package(name, manifest, contents, strays)


def _is_coherent(manifest: Manifest, held: Collection[str]) -> bool:
    """Whether every declaration is the district's own, with its receipt, an original of its own and all its files."""
    entries = manifest.declarations
    ids, originals = {entry.id for entry in entries}, {entry.sha256 for entry in entries}
    named = {manifest.summary, *originals}
    named |= {file.sha256 for entry in entries for file in entry.attachments}
    is_own = all((entry.district, entry.notice) == (manifest.district, manifest.notice) for entry in entries)
    is_one_each = len(originals) == len(entries)
    return is_own and is_one_each and ids <= manifest.receipts.keys() and named <= set(held)


def manifest_of(name: str, data: bytes) -> Manifest:
    """What one volume says of what it holds."""
    with _opened(name, data) as (package, at):
        return _said(name, content_of(package, package.getinfo(at)), Manifest)


def head_of(name: str, data: bytes) -> Head:
    """What one volume says of itself."""
    with _opened(name, data) as (package, at):
        return _said(name, content_of(package, package.getinfo(at)), Head)


def is_legible(told: bytes) -> bool:
    """Whether what a volume says can be read: asked of another process, for there is no telling what room it takes."""
    try:
        _said("", told, Manifest)
    except UnreadableError:
        return False
    return True


def _said(name: str, told: bytes, shape: type[Told]) -> Told:
    try:
        return shape.model_validate_json(told)
    except ValueError as error:
        raise illegible(name) from error


@contextlib.contextmanager
def _opened(name: str, data: bytes) -> Iterator[tuple[zipfile.ZipFile, str]]:
    """A volume within its bounds, and where in it the manifest stands; what is read of it may be damaged."""
    try:
        with open_zip(io.BytesIO(data)) as package:
            if sum(entry.file_size for entry in package.infolist()) > LARGEST:
                raise UnreadableError(name, "FILE-BOMB", _BOMB)
            yield package, manifest_in(package.namelist())
    except UnboundedError as error:
        raise UnreadableError(name, "FILE-BOMB", _BOMB) from error
    except DAMAGED as error:
        raise illegible(name) from error


def illegible(name: str) -> UnreadableError:
    """What is said of a volume that is damaged, or of whose manifest no sense can be made."""
    return UnreadableError(name, "PACKAGE", _BROKEN)
