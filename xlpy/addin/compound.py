"""A compound file ([MS-CFB]) from a tree of streams: version 3, sectors of 512 bytes, no times, nothing left over."""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

SECTOR, MINI, CUTOFF = 512, 64, 4096
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STORAGE, STREAM, ROOT = 1, 2, 5
BLACK = 1
"""Every node of the directory is black: the format calls that the simplest tree it allows."""

Tree = Mapping[str, "bytes | Tree"]


@dataclass
class _Entry:
    name: str
    kind: int
    content: bytes = b""
    left: int = FREE
    right: int = FREE
    child: int = FREE
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
    """The whole file; a stream below 4,096 bytes lies in the mini stream, as the format asks."""
    entries = [_Entry("Root Entry", ROOT)]
    _plant(entries, 0, tree)
    sectors, minis = _Chains(SECTOR), _Chains(MINI)
    for entry in entries[1:]:
        if entry.kind == STREAM:
            entry.size = len(entry.content)
            entry.start = (minis if entry.size < CUTOFF else sectors).add(entry.content)
    entries[0].start, entries[0].size = sectors.add(bytes(minis.body)), len(minis.body)
    mini_fat = sectors.add(_longs(minis.links))
    while len(entries) % (SECTOR // 128):
        entries.append(_Entry("", 0))
    directory = sectors.add(b"".join(map(_packed, entries)))
    return _file(sectors, directory, mini_fat, len(minis.links))


def _plant(entries: list[_Entry], parent: int, tree: Tree) -> None:
    """Add what a storage holds: its children as one balanced tree, shorter names first."""
    numbers = []
    for name in sorted(tree, key=lambda name: (len(name.encode("utf-16-le")), name.upper())):
        held = tree[name]
        numbers.append(len(entries))
        entries.append(_Entry(name, STREAM, held) if isinstance(held, bytes) else _Entry(name, STORAGE, start=0))
        if not isinstance(held, bytes):
            _plant(entries, numbers[-1], held)
    entries[parent].child = _balanced(entries, numbers)


def _balanced(entries: list[_Entry], numbers: Sequence[int]) -> int:
    """The top of a tree over these entries, which are in order."""
    if not numbers:
        return FREE
    middle = len(numbers) // 2
    top = entries[numbers[middle]]
    top.left, top.right = _balanced(entries, numbers[:middle]), _balanced(entries, numbers[middle + 1 :])
    return numbers[middle]


def _packed(entry: _Entry) -> bytes:
    name = f"{entry.name}\0".encode("utf-16-le") if entry.name else b""
    colour, start = (BLACK, entry.start) if entry.kind else (0, 0)
    head = struct.pack("<64sHBBLLL", name, len(name), entry.kind, colour, entry.left, entry.right, entry.child)
    return head + b"\0" * 36 + struct.pack("<LQ", start, entry.size)


def _file(sectors: _Chains, directory: int, mini_fat: int, minis: int) -> bytes:
    links = sectors.links
    count = 1
    while (len(links) + count) * 4 > count * SECTOR:
        count += 1
    first = len(links)
    table = _longs([*links, *[FAT] * count])
    places = [*range(first, first + count), *[FREE] * (109 - count)]
    mini_count = -(-minis * 4 // SECTOR)
    head = SIGNATURE + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 10
    head += struct.pack("<LLLLLLLL", count, directory, 0, CUTOFF, mini_fat, mini_count, END, 0)
    head += struct.pack("<109L", *places)
    return head + bytes(sectors.body) + table


def _longs(numbers: Sequence[int]) -> bytes:
    raw = struct.pack(f"<{len(numbers)}L", *numbers)
    return raw.ljust(-(-len(raw) // SECTOR) * SECTOR, b"\xff")
