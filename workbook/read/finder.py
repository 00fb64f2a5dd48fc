"""Where a field of a form stands in a book that people have handled: the ONE finder, for reading and for repair.

By its name where the printed words beside it agree; else by its place checked against those words; else by those words
alone, under their own heading; else by the name alone where the names of that sheet hold. What two places could be, or
what has been merged away, is not taken.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from workbook.form import Form
from workbook.layout import Layout, Spot
from workbook.ooxml.address import Block, a1, block, place
from workbook.ooxml.book import Book
from workbook.read.pages import Pages, below, right_of
from workbook.read.printed import Anchor, Page, Template
from workbook.record import FoundBy

SURE, BY_POSITION, BY_LABEL, BY_NAME_ONLY, DOUBTFUL = 1.0, 0.8, 0.7, 0.6, 0.5

Place = tuple[int, int]


@dataclass(frozen=True)
class Found:
    """The cells of one field and how they were found; without cells ``note`` says what is in the way."""

    sheet: str
    addresses: tuple[str, ...]
    by: FoundBy
    sureness: float
    note: str = ""

    @cached_property
    def cells(self) -> tuple[str, ...]:
        """The addresses with their sheet."""
        return tuple([f"{self.sheet}!{address}" for address in self.addresses])


class Map:
    """A layout turned round for finding: the rectangle and the printed words of each field."""

    def __init__(self, layout: Layout) -> None:
        self.form: Form = layout.form
        self.spots: Mapping[str, Spot] = layout.spots
        self.sheets = frozenset(spot.sheet for spot in layout.spots.values())
        self.template = Template(layout)

    @cached_property
    def blocks(self) -> Mapping[str, Block]:
        """The rectangle each name stands for in an untouched form."""
        return {id_: _block(spot) for id_, spot in self.spots.items()}

    @cached_property
    def sure(self) -> Mapping[str, Found]:
        """Where each field stands in an untouched form."""
        return {id_: Found(spot.sheet, spot.cells, "name", SURE) for id_, spot in self.spots.items()}

    @cached_property
    def beside(self) -> Mapping[str, frozenset[bytes]]:
        """By sheet of an untouched form every cell in which nothing may stand beside inputs."""
        found: dict[str, set[bytes]] = {title: set() for title in self.sheets}
        for id_, spot in self.spots.items():
            near = (*right_of(spot.cells), *below(spot.cells[0], self.rows(id_)))
            found[spot.sheet].update(address.encode() for address in near)
        return {title: frozenset(addresses) for title, addresses in found.items()}

    @cached_property
    def _orders(self) -> Mapping[tuple[str, str], tuple[Anchor, ...]]:
        orders: dict[tuple[str, str], list[Anchor]] = {}
        for id_, anchors in self.template.anchors.items():
            for anchor in anchors:
                orders.setdefault((self.spots[id_].sheet, anchor.word), []).append(anchor)
        return {key: tuple(anchors) for key, anchors in orders.items()}

    def order(self, sheet: str, word: str) -> tuple[Anchor, ...]:
        """Every anchor of a sheet of the template with the same word, from the top."""
        return self._orders[sheet, word]

    def rows(self, field_id: str) -> int:
        """How many rows a text takes; one for all else."""
        merged = block(self.spots[field_id].merged)
        return merged.bottom - merged.top + 1 if merged else 1

    def anchors(self, field_id: str) -> tuple[Anchor, ...]:
        """The printed words that lead to the cells of a field."""
        return self.template.anchors.get(field_id, ())


class Finder:
    """Finds the fields of one form in one book; of some sheets it may be known that everything stands in its place."""

    def __init__(self, book: Book, map_: Map, in_place: Collection[str] = ()) -> None:
        self._book = book
        self._map = map_
        self._pages = Pages(book, map_.template)
        self._trusted: dict[str, bool] = {}
        self._undisturbed: dict[str, bool] = dict.fromkeys(in_place, True)

    def find(self, field_id: str) -> Found | None:
        """Where the field stands; None when neither its name nor its place and label lead there."""
        if self._is_sure(field_id):
            return self._map.sure[field_id]
        found = self._found(field_id)
        if found is None:
            return None
        covered = next((one for one in found.addresses if self._pages.is_covered(found.sheet, one)), "")
        if covered:
            note = f"{found.sheet}!{covered} 已与旁边的单元格合并，原有内容无从得知"
            return Found(found.sheet, (), "missing", 0.0, note)
        astray = self._pages.astray(found.sheet, found.addresses, self._map.rows(field_id))
        if astray:
            note = f"填写格旁另有内容（{found.sheet}!{astray}），看不出哪一处是填报内容"
            return Found(found.sheet, found.addresses, found.by, min(found.sureness, DOUBTFUL), note)
        return found

    def sure_on(self, title: str) -> list[str]:
        """The fields of a sheet to which their names lead; none unless everything on it stands in its place."""
        here = [id_ for id_, spot in self._map.spots.items() if spot.sheet == title]
        return [id_ for id_ in here if self._is_sure(id_)]

    def _is_sure(self, field_id: str) -> bool:
        """Whether the name leads where it should, on a sheet that is as the template has it but for its inputs."""
        expected = self._map.blocks[field_id]
        title = expected.sheet
        if self._book.named(field_id) != expected:
            return False
        if title not in self._undisturbed:
            self._undisturbed[title] = self._is_undisturbed(title)
        return self._undisturbed[title]

    def _is_undisturbed(self, title: str) -> bool:
        """Whether the words stand, nothing else does beside inputs, no input is merged away: asked once a sheet."""
        if not self._pages.is_untouched(title) or self._pages.is_emptied(title):
            return False
        if self._pages.has_strangers(title, self._map.beside[title]):
            return False
        inputs = (one for spot in self._map.spots.values() if spot.sheet == title for one in spot.cells)
        return not any(self._pages.is_covered(title, one) for one in inputs)

    @cached_property
    def is_foreign(self) -> bool:
        """Whether the book has neither names of this form nor the sheets that hold most of its words."""
        if any(self._book.named(id_) for id_ in self._map.spots):
            return False
        words = {title: len(page.words) for title, page in self._map.template.pages.items()}
        return sum(words[title] for title in words if self._pages.sheet(title)) * 2 < sum(words.values())

    def _found(self, field_id: str) -> Found | None:
        spot, expected = self._map.spots[field_id], self._map.blocks[field_id]
        named = self._book.named(field_id)
        if named == expected and self._pages.is_untouched(spot.sheet) and not self._pages.is_emptied(spot.sheet):
            return Found(spot.sheet, spot.cells, "name", SURE)
        if named is not None and self._fits(field_id, named) and not self._pages.is_bare_column(named, spot.sheet):
            return self._by_name(spot, named, SURE if self._pages.is_input_column(named, spot.sheet) else BY_POSITION)
        return (
            self._by_position(field_id)
            or self._by_label(field_id)
            or self._by_order(field_id, named)
            or self._by_name_only(field_id, named)
        )

    def _by_name(self, spot: Spot, named: Block, sureness: float) -> Found:
        addresses = tuple(a1(row, column) for row, column in named.places)
        if len(spot.cells) == 1:
            addresses = addresses[:1]
        if (named.sheet, addresses) == (spot.sheet, spot.cells):
            note = {SURE: "", BY_NAME_ONLY: "旁边的标签与模板不符"}.get(sureness, "旁边另有一列内容")
            return Found(named.sheet, addresses, "name", sureness, note)
        doubt = (
            "，旁边的标签与模板不符" if sureness == BY_NAME_ONLY else "" if sureness == SURE else "，旁边另有一列内容"
        )
        note = f"在 {named.sheet}!{addresses[0]}，模板为 {spot.sheet}!{spot.cells[0]}{doubt}"
        return Found(named.sheet, addresses, "name", sureness, note)

    def _by_position(self, field_id: str) -> Found | None:
        spot, expected = self._map.spots[field_id], self._map.blocks[field_id]
        sheet = self._pages.sheet(spot.sheet)
        if sheet is None:
            return None
        here = Block(sheet, expected.top, expected.left, expected.bottom, expected.right)
        if not self._fits(field_id, here) or self._pages.is_bare_column(here, spot.sheet):
            return None
        note = f"名称 {field_id} 缺失或指向别处，按位置和标签认定"
        return Found(sheet, spot.cells, "position", BY_POSITION, note)

    def _by_label(self, field_id: str) -> Found | None:
        """By the printed words under their own heading, where they stand as often as the template has them."""
        spot = self._map.spots[field_id]
        sheet = self._pages.sheet(spot.sheet)
        if sheet is None:
            return None
        places = [self._pages.input_of(sheet, spot.sheet, anchor) for anchor in self._map.anchors(field_id)]
        known = [one for one in places if one is not None]
        if not places or len(known) < len(places):
            return None
        addresses = tuple(a1(row, column) for row, column in known)
        note = f"按标签认定在 {sheet}!{addresses[0]}，模板为 {spot.sheet}!{spot.cells[0]}"
        return Found(sheet, addresses, "label", BY_LABEL, note)

    def _by_order(self, field_id: str, named: Block | None) -> Found | None:
        """By the name where the heading is gone, but equal labels are as many, in the order of their names."""
        spot, anchors = self._map.spots[field_id], self._map.anchors(field_id)
        if named is None or named.size != len(anchors):
            return None
        page = self._pages.page(named.sheet)
        for anchor, (row, column) in zip(anchors, named.places, strict=True):
            rows = [down for down, left in page.places(anchor.word) if left < column]
            order = self._map.order(spot.sheet, anchor.word)
            if anchor.is_above or not self._pages.beside(page.left(row, column), anchor.word):
                return None
            if page.places(anchor.heading) or len(rows) != len(order) or rows[order.index(anchor)] != row:
                return None
        addresses = tuple(a1(row, column) for row, column in named.places)
        note = f"旁边缺“{anchors[0].heading}”，按名称和次序认定在 {named.sheet}!{addresses[0]}"
        return Found(named.sheet, addresses, "name", BY_LABEL, note)

    def _by_name_only(self, field_id: str, named: Block | None) -> Found | None:
        """The name alone, where most names of that sheet hold and no label of another field stands beside."""
        expected = self._map.blocks[field_id]
        if named is None or named.size != expected.size or not self._holds(named.sheet):
            return None
        page = self._pages.page(named.sheet)
        words = {anchor.word for anchor in self._map.anchors(field_id)}
        for row, column in named.places:
            beside = page.left(row, column)
            if beside and beside[-1][1] not in words and beside[-1][1] in self._map.template.known:
                return None
        return self._by_name(self._map.spots[field_id], named, BY_NAME_ONLY)

    def _holds(self, sheet: str) -> bool:
        """Whether most names that lead to a sheet stand beside their labels."""
        if sheet not in self._trusted:
            blocks = {id_: self._book.named(id_) for id_ in self._map.spots}
            here = {id_: block for id_, block in blocks.items() if block is not None and block.sheet == sheet}
            fitting = sum(self._fits(id_, block) for id_, block in here.items())
            self._trusted[sheet] = fitting * 3 >= len(here) * 2
        return self._trusted[sheet]

    def _fits(self, field_id: str, block: Block) -> bool:
        """Whether the printed words stand beside the cells, under their own heading."""
        anchors = self._map.anchors(field_id)
        if block.sheet not in self._book.sheets or not anchors:
            return False
        places = block.places if len(anchors) > 1 else block.places[:1]
        if len(anchors) != len(places):
            return False
        page = self._pages.page(block.sheet)
        title = self._map.spots[field_id].sheet
        pairs = zip(anchors, places, strict=True)
        return all(self._leads(page, anchor, where, title) for anchor, where in pairs)

    def _leads(self, page: Page, anchor: Anchor, where: Place, title: str) -> bool:
        """Whether the words of an anchor lead to a cell; of equal ones in the template, the one of the same number."""
        row, column = where
        words = page.above(row, column) if anchor.is_above else page.left(row, column)
        at = self._pages.beside(words, anchor.word)
        if not at:
            return False
        if anchor.is_above or not anchor.heading:
            return True
        if page.heading(row, at) != anchor.heading:
            return False
        alike = self._map.template.alike[title, anchor.word, anchor.heading]
        if alike == 1:
            return True
        equal = [one for one, left in page.places(anchor.word) if page.heading(one, left) == anchor.heading]
        return len(equal) == alike and equal[anchor.number] == row


def _block(spot: Spot) -> Block:
    (top, left), (bottom, right) = _place(spot.cells[0]), _place(spot.cells[-1])
    return Block(spot.sheet, top, left, bottom, right)


def _place(address: str) -> Place:
    found = place(address)
    if found is None:
        raise ValueError(address)
    return found
