"""Envelopes as nobody should send them: zips, mails and packages that take more room than there is, all made here."""

import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

from support.mails import packed
from support.package import zipped
from workbook.errors import UnreadableError
from xlpy.mail import Inbox, open_envelopes
from xlpy.package import is_legible, open_volume
from xlpy.spool import Spool

MB = 1 << 20
TAKEN = "taken"


def verdict(kind: str) -> str:
    """The code with which the first file of an envelope is refused, or ``taken``."""
    make, _ = envelopes()[kind]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / kind
        path.write_bytes(make())
        return next(_codes(open_envelopes([path])), TAKEN)


def _codes(inbox: Inbox) -> Iterator[str]:
    yield from (entry.code for entry in inbox.refused)
    for file in inbox.packages:
        try:
            told = open_volume(file.name, file.content, Spool()).told
        except UnreadableError as refused:
            yield refused.refusal
        else:
            yield TAKEN if is_legible(told if isinstance(told, bytes) else told()) else "PACKAGE"


def lost(kind: str) -> str:
    """What becomes of an envelope that brought its worker down."""
    return f"FILE-KILLED {kind}"


@cache
def envelopes() -> Mapping[str, tuple[Callable[[], bytes], str]]:
    """Every envelope by its name: how it is made, and what its first file comes to."""
    return {
        "million_names.zip": (lambda: _listing("a.xlsx"), "FILE-BOMB"),
        "million_names_and_a_manifest.zip": (lambda: _listing("manifest.json"), "FILE-BOMB"),
        "million_names_behind_a_second_end.zip": (_two_ends, "FILE-BOMB"),
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


def _listed(name: str, head: bytes) -> bytes:
    return b"PK\x01\x02\x14\x00" + head + struct.pack("<HHHHHLL", len(name), 0, 0, 0, 0, 0, 0) + name.encode()


def _closed(files: bytes, listed: bytes) -> bytes:
    return files + listed + struct.pack("<4sHHHHLLH", b"PK\x05\x06", 0, 0, 1, 1, len(listed), len(files), 0)


def _listing(name: str) -> bytes:
    """A zip that lists one file, and five hundred thousand others of which it holds none."""
    head = struct.pack("<HHHHHLLL", 20, 0, 0, 0, 33, 0, 0, 0)
    return _closed(_local(name, head), _listed(name, head) + _listed("b", head) * 500_000)


def _two_ends() -> bytes:
    """Such a zip whose true end holds, as its comment's length and more, what looks like a small one's."""
    zip_ = _listing("a.xlsx")
    end = zip_[-22:]
    small = packed({"a.txt": b""})[-22:]
    return zip_[:-22] + end[:20] + struct.pack("<H", len(small)) + small


def _manifest(told: bytes) -> bytes:
    """A volume that says this."""
    deflated = zlib.compressobj(wbits=-15)
    content = deflated.compress(told) + deflated.flush()
    head = struct.pack("<HHHHHLLL", 20, 0, zipfile.ZIP_DEFLATED, 0, 33, zlib.crc32(told), len(content), len(told))
    return _closed(_local("manifest.json", head) + content, _listed("manifest.json", head))


def _declaring(entries: bytes) -> bytes:
    head = '{"notice":"一","version":"1","district":"二","summary":"","made":"","volume":1,"volumes":1,"declarations":['
    return head.encode() + entries + b'],"receipts":{},"files":{}}'
