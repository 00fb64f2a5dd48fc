"""The shared strings of a book: what a cell of type ``s`` points at, rich text joined, phonetic hints left out."""

import re

from workbook.ooxml.limits import unsafe
from workbook.ooxml.markup import Attributes, content, decoded, feed, unescaped, walker

_PLAIN = re.compile(r'<si><t(?: xml:space="preserve")?>([^<]*)</t></si>')
_MARKS_OF_PLAIN = 4
_ROOT = re.compile(r"<sst\b[^<>]*>")
_CLAIMS = re.compile(r'\b(?:unique)?[cC]ount="([^"]*)"')
_SHORTEST = len("<si/>")
_HARMLESS_CLAIM = 100_000


class Strings:
    """Shared strings by index; each is decoded when asked for."""

    def __init__(self, part: bytes | None, name: str = "sharedStrings.xml") -> None:
        self._is_markup = True
        self._found: list[str] = []
        if part is not None:
            self._read(decoded(part, name), name, len(part))

    def __len__(self) -> int:
        return len(self._found)

    def __getitem__(self, index: int) -> str:
        text = self._found[index]
        return content(unescaped(text) if self._is_markup else text)

    def _read(self, text: str, name: str, size: int) -> None:
        root = _ROOT.search(text)
        if root is not None:
            check_claims(root[0], size, name)
        self._found = _PLAIN.findall(text)
        marks = 2 + _MARKS_OF_PLAIN * len(self._found)
        if root is None or text.count("<") != marks or root.start() != text.find("<"):
            self._is_markup = False
            self._found = _Walk(name, size).read(text)


def check_claims(tag: str, size: int, name: str) -> None:
    """Refuse a count that the part cannot hold: readers set aside memory for what a file claims."""
    for claim in _CLAIMS.findall(tag):
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
        if tag == "sst":
            claims = " ".join(f'{key}="{value}"' for key, value in attributes.items())
            check_claims(claims, self._size, self._name)
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
