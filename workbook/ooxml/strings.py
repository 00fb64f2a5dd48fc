"""The shared strings of a book: what a cell of type ``s`` points at, rich text joined, phonetic hints left out."""

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import compress, starmap, zip_longest
from operator import ne

from workbook.ooxml.cell import Cell
from workbook.ooxml.known import remembered
from workbook.ooxml.limits import unsafe
from workbook.ooxml.markup import Attributes, content, decoded, feed, is_plain, unescaped, utf8, walker

_ROOT = re.compile(rb"<sst\b([^<>]*)>\s*")
_SIMPLE = re.compile(rb'<t(?: xml:space="preserve")?>([^<]*)</t>')
_OPEN, _CLOSE = b"<si>", b"</si>"
_BETWEEN = _CLOSE + _OPEN
_CLAIM = re.compile(rb"""\buniqueCount\s*=\s*["']([^"']*)""")
_SHORTEST = len("<si/>")
_HARMLESS_CLAIM = 100_000
_MOST, _LONGEST = 1 << 15, 1 << 20
"""So many strings, so long together, that are kept: a form has not nearly as many."""


class Strings:
    """Shared strings by index, each as a cell that shows it; it stays markup until it is asked for."""

    def __init__(self, part: bytes | None, name: str = "sharedStrings.xml") -> None:
        self._name = name
        self._found: list[bytes] | list[str] = []
        if part is not None:
            quick = self._cut(part) if is_plain(part) else None
            self._found = quick if quick is not None else _Walk(name, len(part)).read(decoded(part, name))

    def __len__(self) -> int:
        return len(self._found)

    def __getitem__(self, index: int) -> Cell:
        found = self._found[index]
        return Cell(content(found)) if isinstance(found, str) else _worded(found, self._name)

    @cached_property
    def is_small(self) -> bool:
        """Whether they may be kept for those of others to be laid beside: what was sent to fill the memory may not."""
        return len(self) <= _MOST and sum(map(len, self._found)) <= _LONGEST

    @property
    def written(self) -> Sequence[bytes | str]:
        """The strings as they are written."""
        return self._found

    def _cut(self, part: bytes) -> list[bytes] | None:
        """The strings in the plain form that programs write; None for anything else."""
        root, begin, end = _ROOT.search(part), part.find(_OPEN), part.rfind(_CLOSE)
        if root is None or begin != root.end() or end < begin:
            return None
        for claim in _CLAIM.findall(root[1]):
            check_claim(claim.decode(errors="replace"), len(part), self._name)
        pieces = part[begin + len(_OPEN) : end].split(_BETWEEN)
        return pieces if part.count(b"<si") == len(pieces) else None


@lru_cache(maxsize=4)
def changed(first: Strings, second: Strings) -> frozenset[int]:
    """The indexes at which two small books do not have the same strings as written; asked for every sheet of them."""
    both = range(max(len(first), len(second)))
    return frozenset(compress(both, starmap(ne, zip_longest(first.written, second.written))))


@remembered(entries=8192, longest=1024)
def _worded(piece: bytes, name: str) -> Cell:
    """The cell that shows one string, out of its markup."""
    simple = _SIMPLE.fullmatch(piece)
    if simple:
        return Cell(content(unescaped(utf8(simple[1], name))))
    whole = utf8(b"<sst>" + _OPEN + piece + _CLOSE + b"</sst>", name)
    return Cell(content("".join(_Walk(name, len(piece)).read(whole))))


def check_claim(claim: str, size: int, name: str) -> None:
    """Refuse a number of entries that the part cannot hold: readers set aside memory for what a file claims.

    How often the strings are used (``count``) is none: a book of many rows shows one text very often.
    """
    if not claim.isdecimal() or int(claim) > max(_HARMLESS_CLAIM, size // _SHORTEST):
        raise unsafe(f"部件 {name} 声称的条数与内容不符")


class _Walk:
    """The full reading, element by element: runs of rich text joined, phonetic hints left out."""

    def __init__(self, name: str, size: int) -> None:
        self._name = name
        self._size = size
        self._found: list[str] = []
        self._pieces: list[str] = []
        self._is_phonetic = False
        self._parser = walker(self._start, self._end)

    def read(self, text: str) -> list[str]:
        """All strings in order."""
        feed(self._parser, text, self._name)
        return self._found

    def _start(self, tag: str, attributes: Attributes) -> None:
        if tag.rpartition(":")[2] == "sst":  # the second reader believes it wherever it stands
            check_claim(attributes.get("uniqueCount", "0"), self._size, self._name)
        elif tag == "si":
            self._pieces.clear()
        elif tag == "rPh":
            self._is_phonetic = True
        elif tag == "t" and not self._is_phonetic:
            self._parser.CharacterDataHandler = self._pieces.append

    def _end(self, tag: str) -> None:
        if tag == "t":
            self._parser.CharacterDataHandler = None
        elif tag == "rPh":
            self._is_phonetic = False
        elif tag == "si":
            self._found.append("".join(self._pieces))
