"""Fields that are written as in a form that was read before: they are taken over, the others are read.

Most cells of a form say what they said in the form before: the same words, the same empty boxes. A sheet is laid beside
one of another form on which everything stood in its place; where no printed word differs and nothing new stands beside
inputs, everything stands in its place here too, and only inputs that differ are read. What is taken over is the entry
of exactly the same cells, so that both ways come to the same record.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from workbook.ooxml.address import Block
from workbook.ooxml.book import Book
from workbook.ooxml.exemplar import Exemplar
from workbook.ooxml.grid import Cut
from workbook.ooxml.sheet import is_constant
from workbook.read.finder import Map
from workbook.record import Entry

_LONGEST_NAMES = 1 << 18


@dataclass(frozen=True)
class Known:
    """One sheet of a form on which everything stood in its place, and what was read there."""

    map: Map
    title: str
    sheet: Exemplar
    names: Mapping[str, str]
    merges: tuple[Block, ...]
    entries: Mapping[str, Entry]

    @cached_property
    def owners(self) -> Mapping[int, str]:
        """The field of each input, by the number of its cell."""
        cells = {cell: id_ for id_ in self.entries for cell in self.map.spots[id_].cells}
        return {self._numbers[key]: id_ for cell, id_ in cells.items() if (key := cell.encode()) in self._numbers}

    @cached_property
    def words(self) -> frozenset[int]:
        """The numbers of the cells that hold printed words."""
        texts = self.map.template.texts[self.title]
        return frozenset(self._numbers[key] for at, _ in texts if (key := at.encode()) in self._numbers)

    @cached_property
    def beside(self) -> frozenset[int]:
        """The numbers of the cells beside inputs, where nothing may stand."""
        return frozenset(self._numbers[one] for one in self.map.beside[self.title] if one in self._numbers)

    @property
    def _numbers(self) -> Mapping[bytes, int]:
        return self.sheet.cells.shape.numbers

    def taken_over(self, book: Book) -> Mapping[str, Entry] | None:
        """The entries of fields that are written the same; None where not everything stands in its place."""
        are_named_alike = book.names is self.names or book.names == self.names
        if not are_named_alike or book.merged(self.title) != self.merges:
            return None
        other = book.otherwise(self.title, self.sheet)
        if other is None or not self.words.isdisjoint(other):
            return None
        if any(is_constant(written) for number, written in other.items() if number in self.beside):
            return None
        read = {self.owners[number] for number in other if number in self.owners}
        return {id_: entry for id_, entry in self.entries.items() if id_ not in read} if read else self.entries


def taken_over(book: Book, map_: Map) -> Iterator[tuple[str, Mapping[str, Entry]]]:
    """The sheets on which everything stands in its place, with the entries that are written as they were before."""
    for title in map_.sheets:
        known = _known(book, map_, title)
        found = known[0].taken_over(book) if known else None
        if found is not None:
            yield title, found


def keep(book: Book, map_: Map, title: str, entries: Mapping[str, Entry]) -> None:
    """Remember what was read on a sheet on which everything stands in its place."""
    known = _known(book, map_, title)
    sheet = None if known is None else book.exemplar(title)
    told = sum(len(name) + len(formula) for name, formula in book.names.items())
    if known is not None and sheet is not None and told <= _LONGEST_NAMES:
        known[:] = [Known(map_, title, sheet, book.names, book.merged(title), entries)]


def _known(book: Book, map_: Map, title: str) -> list[Known] | None:
    origin = book.origin(title)
    return None if origin is None else _kept(origin, map_, title)


@lru_cache(maxsize=64)
def _kept(*_: Cut | Map | str) -> list[Known]:
    """What is known of sheets of one origin, once one of them has been read."""
    return []
