"""The sheets of a book beside those of the template: which is which, and where the inputs of a sheet lie."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from workbook.ooxml.address import Block, a1, place
from workbook.ooxml.book import Book
from workbook.read.printed import Anchor, Page, Template, bare, page_of

_INPUT = 2  # what lies in the first column is a text over the whole width
_MARKS = frozenset("✔✖▲○")
_HALF = 0.5
_SLIGHT = 0.1
_NEAR = 3

Place = tuple[int, int]


class Pages:
    """The words of every sheet, each worked out when it is first asked for."""

    def __init__(self, book: Book, template: Template) -> None:
        self._book = book
        self._template = template
        self._pages: dict[str, Page] = {}
        self._untouched: dict[str, bool] = {}
        self._emptied: dict[str, bool] = {}
        self._sheets: dict[str, str | None] = {}
        self._columns: dict[tuple[str, str], Counter[int]] = {}

    def page(self, sheet: str) -> Page:
        """The words of a sheet."""
        if sheet not in self._pages:
            self._pages[sheet] = page_of(self._book, sheet)
        return self._pages[sheet]

    def is_untouched(self, sheet: str) -> bool:
        """Whether every printed word stands where the template has it."""
        if sheet not in self._untouched:
            self._untouched[sheet] = sheet in self._book.sheets and all(
                (stands := self._book.cell(sheet, address).text) == text or bare(stands) == bare(text)
                for address, text in self._template.texts[sheet]
            )
        return self._untouched[sheet]

    def beside(self, words: Sequence[tuple[int, str]], wanted: str) -> int:
        """The column of a word left of a cell; 0 where it is not there, or another printed word stands nearer."""
        for column, word in reversed(words):
            if word == wanted:
                return column
            if word in self._template.known:
                return 0
        return 0

    def is_emptied(self, title: str) -> bool:
        """Whether no input of a sheet holds anything, but something stands right of one: a column was put in."""
        if title not in self._emptied:
            spots = [spot for spot in self._template.layout.spots.values() if spot.sheet == title]
            is_blank = all(self._book.cell(title, one).value is None for spot in spots for one in spot.cells)
            self._emptied[title] = is_blank and any(self.astray(title, spot.cells, 1) for spot in spots)
        return self._emptied[title]

    def astray(self, sheet: str, addresses: tuple[str, ...], rows: int) -> str:
        """Where something stands right of inputs that are all blank, or in the rows that one long text takes."""
        is_blank = all(self._book.cell(sheet, one).is_blank for one in addresses)
        near = (*(right_of(addresses) if is_blank else ()), *below(addresses[0], rows))
        return next(filter(partial(self._is_stranger, sheet), near), "")

    def has_strangers(self, sheet: str, among: frozenset[bytes]) -> bool:
        """Whether at any of these addresses stands what neither the template prints nor its formulas show."""
        return any(self._is_stranger(sheet, address) for address in self._book.constants(sheet, among))

    def _is_stranger(self, sheet: str, address: str) -> bool:
        """Whether a cell holds what neither the template prints nor its formulas show."""
        cell = self._book.cell(sheet, address)
        is_ours = cell.is_blank or cell.is_formula or cell.text.strip() in _MARKS
        return not is_ours and bare(cell.text) not in self._template.known

    def is_covered(self, sheet: str, address: str) -> bool:
        """Whether a cell has been merged into another."""
        where = place(address)
        if where is None:
            return False
        row, column = where
        return any(
            block.top <= row <= block.bottom
            and block.left <= column <= block.right
            and where != (block.top, block.left)
            for block in self._book.merged(sheet)
        )

    def sheet(self, title: str) -> str | None:
        """The sheet of the book that is this sheet of the template; None when none is, or two may be."""
        if title not in self._sheets:
            self._sheets[title] = title if self.is_untouched(title) else self._likest(title)
        return self._sheets[title]

    def _likest(self, title: str) -> str | None:
        """The sheet to which most names of this one lead, or of its title, or with most of its words; none of two."""
        wanted, named = Counter(self._template.pages[title].words.values()), self._named(title)
        likeness = {sheet: self._likeness(sheet, wanted) for sheet in self._book.sheets}
        alike = [sheet for sheet, (shared, _) in likeness.items() if shared > _HALF * sum(wanted.values())]
        ranked = sorted(alike, key=lambda sheet: (named[sheet], sheet == title, *likeness[sheet]), reverse=True)
        if not ranked:
            return None
        best, *others = ranked
        is_told = named[best] or best == title
        return best if is_told or not any(_is_near(likeness[best], likeness[one]) for one in others) else None

    def _named(self, title: str) -> Counter[str]:
        """How many names of a sheet of the template lead to which sheet of the book."""
        spots = self._template.layout.spots.items()
        blocks = (self._book.named(id_) for id_, spot in spots if spot.sheet == title)
        return Counter(block.sheet for block in blocks if block)

    def _likeness(self, sheet: str, wanted: Counter[str]) -> tuple[int, int]:
        """How many words of a sheet are wanted; and, below nought, how many other printed words stand there."""
        words = Counter(self.page(sheet).words.values())
        shared = sum((words & wanted).values())
        return shared, shared - sum(count for word, count in words.items() if word in self._template.known)

    def input_of(self, sheet: str, title: str, anchor: Anchor) -> Place | None:
        """The input an anchor leads to; None where its words do not stand as often as in the template."""
        page = self.page(sheet)
        if anchor.is_above:
            return self._below(sheet, anchor)
        column = self._input_column(sheet, title)
        places = [
            (row, left)
            for row, left in page.places(anchor.word)
            if left < column and self.beside(page.left(row, column), anchor.word) == left
        ]
        if anchor.heading:
            places = [where for where in places if page.heading(*where) == anchor.heading]
        else:
            places = [where for where in places if (anchor.word, page.heading(*where)) not in self._headed(title)]
        if not column or len(places) != self._template.alike[title, anchor.word, anchor.heading]:
            return None
        return (places[anchor.number][0], column)

    def _headed(self, title: str) -> set[tuple[str, str]]:
        return {(word, heading) for sheet, word, heading in self._template.alike if sheet == title and heading}

    def _below(self, sheet: str, anchor: Anchor) -> Place | None:
        """The first cell with something in it below the words, before the next printed ones."""
        page = self.page(sheet)
        places = page.places(anchor.word)
        if len(places) != 1:
            return None
        row, column = places[0]
        merged = next(
            (block for block in self._book.merged(sheet) if block.top == row + 1 and block.left == column), None
        )
        if merged is not None:
            return (row + 1, column)
        for below in (row + 1, row + 2):
            cell = self._book.cell(sheet, a1(below, column))
            if not cell.is_blank:
                return None if cell.is_formula or bare(cell.text) in self._template.known else (below, column)
        return None

    def is_input_column(self, block: Block, title: str) -> bool:
        """Whether nothing is filled in more often, right of the labels of a sheet, than the column of a block."""
        return (
            block.left < _INPUT
            or block.left == self._input_column(block.sheet, title)
            or not self._counted(block, title)
        )

    def is_bare_column(self, block: Block, title: str) -> bool:
        """Whether nothing at all is filled in in the column of a block, but much in another one."""
        counted = self._counted(block, title)
        return block.left >= _INPUT and bool(counted) and block.left not in counted

    def _counted(self, block: Block, title: str) -> Counter[int]:
        if (block.sheet, title) not in self._columns:
            self._columns[block.sheet, title] = self._filled(block.sheet, title)
        return self._columns[block.sheet, title]

    def _input_column(self, sheet: str, title: str) -> int:
        """The column right of the labels in which most stands; 0 when nothing does."""
        ranked = sorted(self._counted(Block(sheet, 1, 1, 1, 1), title).items(), key=lambda entry: (-entry[1], entry[0]))
        return ranked[0][0] if ranked else 0

    def _filled(self, sheet: str, title: str) -> Counter[int]:
        """How much is filled in beside the labels of a sheet, by column; states and formulas are not."""
        labels = {word for on, word, _ in self._template.alike if on == title}
        places = [where for word in labels for where in self.page(sheet).places(word)]
        filled: Counter[int] = Counter()
        if not places:
            return filled
        ((label, _),) = Counter(column for _, column in places).most_common(1)
        rows = {row for row, column in places if column == label}
        for (row, column), cell in self._book.cells(sheet).items():
            if row in rows and column > label and not cell.is_formula and cell.text.strip() not in _MARKS | {""}:
                filled[column] += 1
        return filled


def right_of(addresses: Iterable[str]) -> Iterator[str]:
    """The cells right of inputs, where a state and its words stand; a text over the whole width has none."""
    places = [where for one in addresses if (where := place(one)) and where[1] > _INPUT]
    return (a1(row, column + step) for row, column in places for step in range(1, _NEAR + 1))


def below(address: str, rows: int) -> Iterator[str]:
    """The cells under the first one in the rows that a long text takes."""
    where = place(address)
    return (a1(where[0] + step, where[1]) for step in range(1, rows)) if where else iter(())


def _is_near(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two sheets hold nearly the same words, as a copy does of which a row was deleted."""
    return all(abs(here - there) <= one[0] * _SLIGHT for here, there in zip(one, other, strict=True))
