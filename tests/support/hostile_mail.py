"""Envelopes as nobody should send them: zips, mails and packages that take more room than there is, all made here."""

import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

from support.mails import packed
from support.package import zipped
from workbook.edit import fetched
from workbook.errors import UnreadableError
from xlpy.mail import Enclosure, Inbox, open_envelopes
from xlpy.package import Volume, is_legible, open_volume
from xlpy.spool import Spool

MB = 1 << 20
TAKEN = "taken"


def laid(folder: Path, kind: str) -> Path:
    """One envelope in a folder."""
    make, _ = envelopes()[kind]
    path = folder / kind
    path.write_bytes(make())
    return path


def opened(path: Path) -> tuple[Inbox, list[Volume | UnreadableError]]:
    """An envelope as the process opens it that takes what lies in it: what a manifest says is read by another."""
    inbox = open_envelopes([path])
    return inbox, [*map(_volume, inbox.packages)]


def _volume(file: Enclosure) -> Volume | UnreadableError:
    try:
        return open_volume(file.name, file.content, Spool())
    except UnreadableError as refused:
        return refused


def verdict(kind: str) -> str:
    """The code with which the first file of an envelope is refused, or ``taken``."""
    with tempfile.TemporaryDirectory() as folder:
        inbox, volumes = opened(laid(Path(folder), kind))
        return next((entry.code for entry in inbox.refused), "") or next(map(_code, volumes), TAKEN)


def _code(volume: Volume | UnreadableError) -> str:
    if isinstance(volume, UnreadableError):
        return volume.refusal
    return TAKEN if is_legible(fetched(volume.told)) else "PACKAGE"


def lost(kind: str) -> str:
    """What becomes of an envelope that brought its worker down."""
    return f"FILE-KILLED {kind}"


@cache
def envelopes() -> Mapping[str, tuple[Callable[[], bytes], str]]:
    """Every envelope by its name: how it is made, and what its first file comes to."""
    return {
        "many_names.zip": (lambda: _listing(["a.xlsx", *["b"] * 500_000]), "FILE-BOMB"),
        "many_names_and_a_manifest.zip": (lambda: _listing(["manifest.json", *["b"] * 500_000]), "FILE-BOMB"),
        "many_names_and_two_ends.zip": (_two_ends, "FILE-BOMB"),
        "many_names_in_a_zip_for_large_ones.zip": (_large_end, "FILE-BOMB"),
        "long_notes_beside_names.zip": (lambda: _listing(["a.xlsx"] * 300, bytes(4) * 16_383), "FILE-BOMB"),
        "a_path_of_many_folders.zip": (lambda: _listing(["a/" * 30_000 + "a.xlsx"]), "FILE-BOMB"),
        "no_name.zip": (lambda: _listing([""]), "FILE-DAMAGED"),
        "far_away.zip": (_far_away, "FILE-DAMAGED"),
        "many_lost.zip": (lambda: packed({"a.pdf": bytes(20 * MB)}) + _listing(["a.xlsx"] * 3000), "FILE-DAMAGED"),
        "claims_little.zip": (lambda: _claiming("a.xlsx", 50), "FILE-DAMAGED"),
        "manifest_claims_little.zip": (lambda: _claiming("manifest.json", 50), "PACKAGE"),
        "bzip2.zip": (lambda: zipped({"a.xlsx": bytes(MB)}, zipfile.ZIP_BZIP2), "FILE-KIND"),
        "lzma.zip": (lambda: zipped({"a.xlsx": bytes(MB)}, zipfile.ZIP_LZMA), "FILE-KIND"),
        "manifest_bzip2.zip": (lambda: zipped({"manifest.json": bytes(MB)}, zipfile.ZIP_BZIP2), "FILE-BOMB"),
        "manifest_deep.zip": (lambda: _manifest(b"[" * (60 * MB)), "PACKAGE"),
        "manifest_of_numbers.zip": (lambda: _manifest(b"[" + b"1," * (10 * MB) + b"1]"), "PACKAGE"),
        "manifest_of_nothings.zip": (lambda: _manifest(_declaring(b"{}," * (20 * MB) + b"{}")), "FILE-KILLED"),
    }


def _claiming(name: str, size: int) -> bytes:
    """A zip with one file that says how large it is, and is three thousand megabytes of nothing."""
    first, last = zlib.compressobj(wbits=-15), zlib.compressobj(wbits=-15)
    content = (first.compress(bytes(MB)) + first.flush(zlib.Z_FULL_FLUSH)) * 3000 + last.flush()
    head = struct.pack("<HHHHHLLL", 20, 0, zipfile.ZIP_DEFLATED, 0, 33, 0, len(content), size)
    return _closed(_local(name, head) + content, _listed(name, head))


def _local(name: str, head: bytes) -> bytes:
    return b"PK\x03\x04" + head + struct.pack("<HH", len(name), 0) + name.encode()


def _listed(name: str, head: bytes, more: bytes = b"") -> bytes:
    told = struct.pack("<HHHHHLL", len(name), len(more), 0, 0, 0, 0, 0)
    return b"PK\x01\x02\x14\x00" + head + told + name.encode() + more


def _closed(files: bytes, listed: bytes) -> bytes:
    return files + listed + struct.pack("<4sHHHHLLH", b"PK\x05\x06", 0, 0, 1, 1, len(listed), len(files), 0)


def _listing(names: Sequence[str], more: bytes = b"") -> bytes:
    """A zip that lists files of which it holds none, and tells ``more`` beside the name of each."""
    head = struct.pack("<HHHHHLLL", 20, 0, 0, 0, 33, 0, 0, 5)
    return _closed(b"", b"".join(_listed(name, head, more) for name in names))


def _two_ends() -> bytes:
    """A long list, and an end in which another one seems to begin: the numbers of disks, which nobody asks for."""
    zip_ = _listing(["a.xlsx"] * 500_000)
    return zip_[:-22] + zip_[-22:-18] * 2 + zip_[-14:]


def _large_end() -> bytes:
    """A long list told as zips for more than 4 GB tell it; the end that all zips have tells of none."""
    zip_ = _listing(["a.xlsx"] * 500_000)
    listed = len(zip_) - 22
    large = struct.pack("<4sQHHLLQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, listed, 0)
    return zip_[:-22] + large + struct.pack("<4sLQL", b"PK\x06\x07", 0, listed, 1) + packed({})


def _far_away() -> bytes:
    """A file that lies further away than any disk reaches."""
    zip_ = bytearray(_listing(["a.xlsx"], struct.pack("<HHQ", 1, 8, 2**64 - 1)))
    zip_[42:46] = b"\xff" * 4
    return bytes(zip_)


def _manifest(told: bytes) -> bytes:
    """A volume that says this."""
    deflated = zlib.compressobj(wbits=-15)
    content = deflated.compress(told) + deflated.flush()
    head = struct.pack("<HHHHHLLL", 20, 0, zipfile.ZIP_DEFLATED, 0, 33, zlib.crc32(told), len(content), len(told))
    return _closed(_local("manifest.json", head) + content, _listed("manifest.json", head))


def _declaring(entries: bytes) -> bytes:
    head = '{"notice":"一","version":"1","district":"二","summary":"","made":"","volume":1,"volumes":1,"declarations":['
    return head.encode() + entries + b'],"receipts":{},"files":{}}'
