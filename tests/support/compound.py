"""A compound file (OLE) from its streams, and an Outlook .msg: small writers, so that tests need no fetched mail.

Version 3, sectors of 512 bytes; a stream below 4,096 bytes lies in the mini stream, as the format asks.
"""

import datetime as dt
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

SECTOR, MINI, CUTOFF = 512, 64, 4096
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

Tree = Mapping[str, "bytes | Tree"]


@dataclass
class _Entry:
    name: str
    kind: int
    content: bytes = b""
    child: int = FREE
    right: int = FREE
    start: int = END
    size: int = 0


@dataclass
class _Chains:
    """Sectors of one size, one after the other, and the chain that links them."""

    unit: int
    body: bytearray = field(default_factory=bytearray)
    links: list[int] = field(default_factory=list)

    def add(self, content: bytes) -> int:
        """Where the content begins; nothing begins nowhere."""
        if not content:
            return END
        start = len(self.links)
        count = -(-len(content) // self.unit)
        self.body += content.ljust(count * self.unit, b"\0")
        self.links += [*range(start + 1, start + count), END]
        return start


def compound(tree: Tree) -> bytes:
    """The whole file."""
    entries = [_Entry("Root Entry", 5)]
    _plant(entries, 0, tree)
    sectors, minis = _Chains(SECTOR), _Chains(MINI)
    for entry in entries[1:]:
        if entry.kind == 2:
            entry.size = len(entry.content)
            entry.start = (minis if entry.size < CUTOFF else sectors).add(entry.content)
    entries[0].start, entries[0].size = sectors.add(bytes(minis.body)), len(minis.body)
    mini_fat = sectors.add(_longs(minis.links))
    directory = sectors.add(b"".join(map(_packed, entries)).ljust(-(-len(entries) // 4) * SECTOR, b"\0"))
    return _file(sectors, directory, mini_fat, len(minis.links))


def _plant(entries: list[_Entry], parent: int, tree: Tree) -> None:
    """Add what a storage holds; its children hang on each other's right, shorter names first."""
    last = None
    for name in sorted(tree, key=lambda name: (len(name), name.upper())):
        held = tree[name]
        number = len(entries)
        entries.append(_Entry(name, 2, held) if isinstance(held, bytes) else _Entry(name, 1))
        if last is None:
            entries[parent].child = number
        else:
            entries[last].right = number
        last = number
        if not isinstance(held, bytes):
            _plant(entries, number, held)


def _packed(entry: _Entry) -> bytes:
    name = f"{entry.name}\0".encode("utf-16-le")
    head = struct.pack("<64sHBBLLL", name, len(name), entry.kind, 1, FREE, entry.right, entry.child)
    return head + b"\0" * 36 + struct.pack("<LQ", entry.start if entry.kind != 1 else 0, entry.size)


def _file(sectors: _Chains, directory: int, mini_fat: int, minis: int) -> bytes:
    body, links = sectors.body, sectors.links
    count = 1
    while (len(links) + count) * 4 > count * SECTOR:
        count += 1
    first = len(links)
    table = _longs([*links, *[FAT] * count]).ljust(count * SECTOR, b"\xff")
    places = [*range(first, first + count), *[FREE] * (109 - count)]
    mini_count = -(-minis * 4 // SECTOR)
    head = SIGNATURE + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 10
    head += struct.pack("<LLLLLLLL", count, directory, 0, CUTOFF, mini_fat, mini_count, END, 0)
    head += struct.pack("<109L", *places)
    return head + bytes(body) + table


def _longs(numbers: list[int]) -> bytes:
    raw = struct.pack(f"<{len(numbers)}L", *numbers)
    return raw.ljust(-(-len(raw) // SECTOR) * SECTOR, b"\xff") if len(raw) % SECTOR else raw


def msg(files: Mapping[str, bytes | None], *, sent: dt.datetime | None = None, is_unicode: bool = True) -> bytes:
    """An Outlook mail with these attachments; None stands for one that is no file but another mail."""
    tree: dict[str, bytes | Tree] = {
        f"__attach_version1.0_#{number:08X}": _attachment(name, content, is_unicode=is_unicode)
        for number, (name, content) in enumerate(files.items())
    }
    when = struct.pack("<HHLQ", 0x40, 0x39, 6, _ticks(sent)) if sent else b""
    head = struct.pack("<8xLLLL8x", 0, len(files), 0, len(files))
    return compound({**tree, "__properties_version1.0": head + when, "__nameid_version1.0": {}})


def _attachment(name: str, content: bytes | None, *, is_unicode: bool) -> Tree:
    type_ = 0x1F if is_unicode else 0x1E
    raw = name.encode("utf-16-le" if is_unicode else "gbk")
    held: dict[str, bytes | Tree] = {f"__substg1.0_3707{type_:04X}": raw}
    told = struct.pack("<HHLLL", type_, 0x3707, 6, len(raw), 0)
    method = 5 if content is None else 1
    told += struct.pack("<HHLLL", 3, 0x3705, 6, method, 0)
    if content is None:
        held["__substg1.0_3701000D"] = {"__properties_version1.0": b"\0" * 24}
    else:
        held["__substg1.0_37010102"] = content
        told += struct.pack("<HHLLL", 0x102, 0x3701, 6, len(content), 0)
    return {**held, "__properties_version1.0": b"\0" * 8 + told}


def _ticks(moment: dt.datetime) -> int:
    return int((moment - dt.datetime(1601, 1, 1, tzinfo=dt.UTC)).total_seconds()) * 10_000_000
