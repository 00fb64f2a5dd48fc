"""Where a field of a form stands in a book that people have handled: by its name, else by its place and label."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from workbook.form import Form
from workbook.layout import LABEL, Layout, Spot
from workbook.ooxml.address import Block, a1, place
from workbook.ooxml.book import Book
from workbook.record import FoundBy

_GAP = re.compile(r"\s+")
SURE, BY_NAME_ONLY, BY_POSITION = 1.0, 0.6, 0.8


@dataclass(frozen=True, slots=True)
class Found:
    """The cells of one field and how they were found."""

    sheet: str
    addresses: tuple[str, ...]
    by: FoundBy
    sureness: float
    note: str = ""


class Map:
    """A layout turned round for finding: the rectangle and the labels of each field."""

    def __init__(self, layout: Layout) -> None:
        self.form: Form = layout.form
        self.spots: Mapping[str, Spot] = layout.spots
        self.sheets = frozenset(spot.sheet for spot in layout.spots.values())
        self._layout = layout

    @cached_property
    def blocks(self) -> Mapping[str, Block]:
        """The rectangle each name stands for in an untouched form."""
        return {id_: _block(spot) for id_, spot in self.spots.items()}

    @cached_property
    def words(self) -> Mapping[str, tuple[str, ...]]:
        """The printed words beside (or, for a text over the whole width, above) each cell of a field."""
        found: dict[str, list[str]] = {}
        for sheet in self._layout.sheets:
            for line in self._layout.lines(sheet):
                if line.role in ("input", "box", "prose", "title"):
                    owner = line.area if line.area in self.spots else line.id
                    found.setdefault(owner, []).append(line.label)
        return {id_: tuple(filter(None, map(_bare, words))) for id_, words in found.items()}


class Finder:
    """Finds the fields of one form in one book."""

    def __init__(self, book: Book, map_: Map) -> None:
        self._book = book
        self._map = map_

    def find(self, field_id: str) -> Found | None:
        """Where the field stands; None when neither its name nor its place and label lead there."""
        spot, expected = self._map.spots[field_id], self._map.blocks[field_id]
        named = self._book.named(field_id)
        if named == expected:
            return Found(spot.sheet, spot.cells, "name", SURE)
        if named is not None and self._fits(field_id, named):
            return self._moved(spot, named, SURE)
        if spot.sheet in self._book.sheets and self._fits(field_id, expected):
            note = f"名称 {field_id} 缺失或指向别处，按位置和标签认定"
            return Found(spot.sheet, spot.cells, "position", BY_POSITION, note)
        if named is not None and named.size == expected.size:
            return self._moved(spot, named, BY_NAME_ONLY)
        return None

    def _moved(self, spot: Spot, named: Block, sureness: float) -> Found:
        addresses = tuple(a1(row, column) for row, column in named.places)
        if len(spot.cells) == 1:
            addresses = addresses[:1]
        doubt = "" if sureness == SURE else "，旁边的标签与模板不符"
        note = f"在 {named.sheet}!{addresses[0]}，模板为 {spot.sheet}!{spot.cells[0]}{doubt}"
        return Found(named.sheet, addresses, "name", sureness, note)

    def _fits(self, field_id: str, block: Block) -> bool:
        """Whether the printed words stand beside the cells."""
        spot, words = self._map.spots[field_id], self._map.words.get(field_id, ())
        if len(spot.cells) > 1:
            beside = tuple(_bare(self._book.cell(block.sheet, f"{LABEL}{row}").text) for row, _ in block.places)
            return beside == words
        near = [
            _bare(self._book.cell(block.sheet, f"{letter}{row}").text)
            for row in (block.top, block.top - 1)
            for letter in ("A", LABEL)
        ]
        label = near[1] if spot.cells[0].startswith("C") else "".join(near[2:])
        return bool(words) and (label == words[-1] or label.endswith(words[-1]))


def _block(spot: Spot) -> Block:
    (top, left), (bottom, right) = _place(spot.cells[0]), _place(spot.cells[-1])
    return Block(spot.sheet, top, left, bottom, right)


def _place(address: str) -> tuple[int, int]:
    found = place(address)
    if found is None:
        raise ValueError(address)
    return found


def _bare(text: str) -> str:
    return _GAP.sub("", text)
