"""What came to the city: volumes that belong together; everything else is refused, each file with its reason."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from workbook.edit import fetched
from workbook.errors import UnreadableError
from workbook.finding import CODES
from xlpy.desk import Desk
from xlpy.intake import refusal
from xlpy.mail import MANIFEST, Enclosure, Inbox, Refusal, refuse
from xlpy.package import ATTACHMENTS, ORIGINALS, Volume, illegible, is_legible, open_volume
from xlpy.spool import Spool

Volumes = list["Came"]
Key = tuple[str, str, str]
"""When a package was made, by whom, and what tells it from others made at that moment."""
INSIDE = (ORIGINALS, ATTACHMENTS)
APART = "是报送包里的文件。报送包被解开或重新压缩了，请把区局生成的报送包（.zip）原样放入。"
NO_PACKAGE = "不是报送包。这里只收区局生成的报送包（.zip）。"


@dataclass(frozen=True)
class Came(Enclosure):
    """One volume as it arrived, which is opened once; ``spool`` is where its files are set aside."""

    spool: Spool = field(default_factory=Spool)

    @cached_property
    def _opened(self) -> Volume | UnreadableError:
        try:
            return open_volume(self.name, self.held, self.spool)
        except UnreadableError as error:
            return error

    @property
    def volume(self) -> Volume:
        """What lies in it.

        Raises:
            UnreadableError: it is damaged, or no volume of a package.
        """
        if isinstance(self._opened, UnreadableError):
            raise self._opened
        return self._opened

    @property
    def told(self) -> bytes:
        """What it says of itself; nothing where it cannot be opened."""
        return b"" if isinstance(self._opened, UnreadableError) else fetched(self._opened.told)


def parcels(desk: Desk, inbox: Inbox, pulled: Iterable[Mapping[str, Any]] = ()) -> tuple[list[Volumes], list[Refusal]]:
    """Packages, the newest first, each with all its volumes; and what is not taken.

    Those that were ``pulled`` before, as the journal tells of them, are known by their hashes and not opened.
    """
    found: dict[Key, Volumes] = {}
    digests = {file.sha256 for file in inbox.packages}
    keys = {digest: key for key, known in _known(pulled) if known <= digests for digest in known}
    spool = Spool()
    files = [Came(one.path, one.held, one.sent, one.sha256, spool) for one in inbox.packages]
    new = [file for file in files if file.sha256 not in keys]
    readable = desk.each(is_legible, (file.told for file in new), _killed, are_large=True)
    refused = {id(file): why for file, is_so in zip(new, readable, strict=True) if (why := _refusal(file, is_so))}
    for file in files:
        if id(file) not in refused:
            found.setdefault(keys.get(file.sha256) or _key(file), []).append(file)
    return [found[key] for key in sorted(found, reverse=True)], [*refused.values(), *_others(inbox)]


def _killed(_: bytes) -> bool | None:
    """Nobody knows whether what a volume says can be read: who tried took too much time or memory."""
    return None


def _refusal(file: Came, is_readable: bool | None) -> Refusal | None:  # noqa: FBT001 - what another process said
    """Why a volume is not taken, if it is not; this process reads no manifest that another could not."""
    try:
        name = file.volume.name
    except UnreadableError as error:
        return refusal(file, error)
    if is_readable is None:
        return refuse(file, "FILE-KILLED", f"未读取：{CODES['FILE-KILLED'][0]}。请由区局重新生成报送包。")
    return None if is_readable else refusal(file, illegible(name))


def _known(pulled: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Key, set[str]]]:
    """The packages that were pulled before, and the hashes of their volumes."""
    for told in pulled:
        yield (str(told["made"]), str(told["district"]), str(told["sha256"])), {*told.get("volumes", ())}


def _key(file: Came) -> Key:
    head = file.volume.head
    return head.made, head.district, f"{head.summary} {head.volumes}"


def digest_of(volumes: Volumes, pulled: Iterable[Mapping[str, Any]]) -> str:
    """The hash of a package: that of its volumes one after the other.

    One that was pulled before is known by them, whatever they are called now and how often each came.
    """
    own = {file.sha256 for file in volumes}
    known = next((str(told["sha256"]) for told in pulled if {*told.get("volumes", ())} == own), "")
    if known or len(volumes) == 1:
        return known or volumes[0].sha256
    found = hashlib.sha256()
    for file in volumes:
        found.update(file.content)
    return found.hexdigest()


def loose(inbox: Inbox) -> list[str]:
    """Files beside the packages that nobody asked for: a covering letter, a scan."""
    apart = _apart(inbox)
    return [file.path for file in inbox.beside if not _is_part(file.path, apart)]


def _others(inbox: Inbox) -> Iterable[Refusal]:
    """What is no package: the pieces of one that was opened, single papers, what no envelope takes."""
    apart = _apart(inbox)
    for file in (*inbox.papers, *inbox.beside):
        if _is_part(file.path, apart):
            yield refuse(file, "PACKAGE", APART)
        elif file in inbox.papers:
            yield refuse(file, "FILE-OTHER", NO_PACKAGE)
    for entry in inbox.refused:
        name = PurePosixPath(entry.file).name
        yield replace(entry, code="PACKAGE", reason=f"“{name}”{APART}") if name == MANIFEST else entry


def _apart(inbox: Inbox) -> set[str]:
    """Folders and zips that hold the pieces of a package."""
    places = {PurePosixPath(file.path).parent for file in (*inbox.papers, *inbox.beside)}
    manifests = (PurePosixPath(entry.file) for entry in inbox.refused)
    return {
        *(str(place.parent) for place in places if place.name in INSIDE),
        *(str(path.parent) for path in manifests if path.name == MANIFEST),
    }


def _is_part(path: str, apart: set[str]) -> bool:
    place = PurePosixPath(path).parent
    return str(place) in apart or (place.name in INSIDE and str(place.parent) in apart)
