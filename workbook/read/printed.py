"""The printed words around inputs: as the template has them, and as they stand on a sheet that people have handled."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from workbook.layout import HEADING, LABEL, Layout, Line
from workbook.ooxml.address import column_number
from workbook.ooxml.book import Book

_NO_WORD = re.compile(r"[\W_]+")
_HEADING, _LABEL = column_number(HEADING), column_number(LABEL)

Words = Mapping[tuple[int, int], str]


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """The letters and digits of a text: white space, full-width forms and punctuation tell no label from another."""
    return _NO_WORD.sub("", unicodedata.normalize("NFKC", text))


@dataclass(frozen=True, slots=True)
class Anchor:
    """The printed words that lead to one cell: its label, the heading it stands under (blank where it has none).

    ``is_above`` tells a label over the input from one to its left; ``number`` counts equal anchors of one sheet.
    """

    word: str
    heading: str = ""
    is_above: bool = False
    number: int = 0


class Page:
    """The words of one sheet by row and column, with what stands left of them and above."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self._rows: dict[int, list[tuple[int, str]]] = {}
        self._found: dict[str, list[tuple[int, int]]] = {}
        for (row, column), word in sorted(words.items()):
            self._rows.setdefault(row, []).append((column, word))
            self._found.setdefault(word, []).append((row, column))

    def places(self, word: str) -> list[tuple[int, int]]:
        """Where a word stands, from the top."""
        return self._found.get(word, [])

    def left(self, row: int, column: int) -> list[tuple[int, str]]:
        """Words of a row left of a column, from the left."""
        return [entry for entry in self._rows.get(row, ()) if entry[0] < column]

    def heading(self, row: int, column: int) -> str:
        """The nearest word left of a cell, in its row or above."""
        for above in range(row, 0, -1):
            words = self.left(above, column)
            if words:
                return words[-1][1]
        return ""

    def above(self, row: int, column: int) -> list[tuple[int, str]]:
        """Words of the nearest row above that has any, up to a column."""
        for near in range(row - 1, 0, -1):
            words = self.left(near, column + 1)
            if words:
                return words
        return []


class Template:
    """The printed words of one layout: sheet by sheet, and what leads to each cell of a field."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.form = layout.form
        self.pages: dict[str, Page] = {title: Page(_words(layout, title)) for title in layout.sheets}
        self.texts: dict[str, tuple[tuple[str, str], ...]] = {title: _texts(layout, title) for title in layout.sheets}

    @cached_property
    def anchors(self) -> Mapping[str, tuple[Anchor, ...]]:
        """What leads to each cell of a field."""
        found: dict[str, list[Anchor]] = {}
        for title in self.layout.sheets:
            seen: Counter[tuple[str, str]] = Counter()
            before: Line | None = None
            for line in self.layout.lines(title):
                anchor = _anchor(line, before)
                if anchor is not None:
                    key = (anchor.word, anchor.heading)
                    owner = line.area if line.area in self.layout.spots else line.id
                    numbered = Anchor(anchor.word, anchor.heading, anchor.is_above, seen[key])
                    found.setdefault(owner, []).append(numbered)
                    seen[key] += 1
                before = line
        return {id_: tuple(anchors) for id_, anchors in found.items()}

    @cached_property
    def alike(self) -> Mapping[tuple[str, str, str], int]:
        """How many anchors of a sheet have the same word and heading."""
        return Counter(
            (self.layout.spots[id_].sheet, anchor.word, anchor.heading)
            for id_, anchors in self.anchors.items()
            for anchor in anchors
        )

    @cached_property
    def headings(self) -> frozenset[str]:
        """Every heading that leads to some cell."""
        return frozenset(anchor.heading for anchors in self.anchors.values() for anchor in anchors if anchor.heading)

    @cached_property
    def known(self) -> frozenset[str]:
        """Every printed word: none of them is what a firm filled in."""
        return frozenset(word for page in self.pages.values() for word in page.words.values())


def page_of(book: Book, sheet: str) -> Page:
    """The words of a sheet of a book; formulas and errors print none."""
    found = {}
    for where, cell in book.cells(sheet).items():
        if isinstance(cell.value, str) and not cell.is_formula and not cell.is_error:
            word = bare(cell.text)
            if word:
                found[where] = word
    return Page(found)


def _anchor(line: Line, before: Line | None) -> Anchor | None:
    if line.role in ("input", "box"):
        return Anchor(bare(line.label), bare(line.heading))
    if line.role == "prose" and line.label:
        return Anchor(bare(line.label), bare(line.heading))
    if line.role == "prose" and before is not None:
        return Anchor(bare(before.label), is_above=True)
    return None


def _texts(layout: Layout, title: str) -> tuple[tuple[str, str], ...]:
    """Address and printed text of every word left of the inputs of a sheet."""
    found = []
    before: Line | None = None
    for line in layout.lines(title):
        if line.role in ("input", "box", "prose") and line.label:
            found.append((f"{LABEL}{line.row}", line.label))
            if line.heading and (before is None or before.heading != line.heading):
                found.append((f"{HEADING}{line.row}", line.heading))
        elif line.role in ("section", "text", "caption", "dimension", "title"):
            found.append((f"{HEADING}{line.row}", line.label))
        before = line
    return tuple(found)


def _words(layout: Layout, title: str) -> Words:
    letters = {HEADING: _HEADING, LABEL: _LABEL}
    return {(int(address[1:]), letters[address[0]]): bare(text) for address, text in _texts(layout, title)}
