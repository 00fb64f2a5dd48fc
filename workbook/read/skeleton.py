"""What of a form nobody fills in: its printed words, its formulas, names, lists, hidden sheets."""

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property, lru_cache

from workbook.ooxml import package
from workbook.ooxml.address import a1, block
from workbook.ooxml.book import Book, open_book
from workbook.ooxml.known import remembered

_STYLES = "xl/styles.xml"
_FORMATS = re.compile(r"<cellXfs\b.*?</cellXfs>", re.DOTALL)
_FORMAT = re.compile(r"<xf\b[^>]*?(?:/>|>.*?</xf>)", re.DOTALL)
_LIST = re.compile(r"<(?:x14:)?dataValidation\b(.*?)(?:</(?:x14:)?dataValidation>)", re.DOTALL)
_ASKED = re.compile(r"<(?:x14:)?formula1>(?:<xm:f>)?([^<]*)")
_WHERE = re.compile(r'sqref="([^"]*)"|<xm:sqref>([^<]*)')
_SAME_SIGNS = str.maketrans("", "", "'\"$ \t\r\n")
_FOREIGN = (("_XLFN.", ""), ("_XLWS.", ""), ("TRUE()", "TRUE"), ("FALSE()", "FALSE"))


@dataclass(frozen=True, eq=False)
class Skeleton:
    """What of a form nobody fills in: by ``sheet!C7`` the words, or the formula behind ``=``.

    ``lists`` tells which cell offers which list; ``names`` and ``hidden`` are those of the book; ``inputs`` are the
    cells that are for people, and those whose words differ from bureau to bureau.
    """

    cells: Mapping[str, str]
    lists: Mapping[str, str]
    names: Mapping[str, str]
    hidden: tuple[str, ...]
    inputs: frozenset[str]

    @cached_property
    def pages(self) -> Mapping[str, Mapping[str, str]]:
        """The cells by sheet."""
        return _by_sheet(self.cells)

    @cached_property
    def offers(self) -> Mapping[str, Mapping[str, str]]:
        """The lists by sheet."""
        return _by_sheet(self.lists)

    @cached_property
    def blanks(self) -> Mapping[str, Collection[str]]:
        """The inputs by sheet."""
        return _by_sheet(dict.fromkeys(self.inputs, ""))

    def dumped(self) -> bytes:
        """As text."""
        return json.dumps({**asdict(self), "inputs": sorted(self.inputs)}, ensure_ascii=False).encode()

    @cached_property
    def _text(self) -> bytes:
        return self.dumped()

    def __reduce__(self) -> tuple[Callable[[bytes], "Skeleton"], tuple[bytes]]:
        """It travels to workers as text."""
        return Skeleton.loaded, (self._text,)

    @staticmethod
    @lru_cache(maxsize=4)
    def loaded(text: bytes) -> "Skeleton":
        """Out of text; the same one for the same text, for what was found beside it is remembered with it."""
        said = json.loads(text)
        return Skeleton(said["cells"], said["lists"], said["names"], tuple(said["hidden"]), frozenset(said["inputs"]))


def skeleton(data: bytes, varying: str) -> Skeleton:
    """The skeleton of a blank form as it is rendered; ``varying`` marks the words that differ from bureau to bureau."""
    book = open_book(data, "template.xlsx")
    free = _unlocked(data)
    inputs = {
        f"{sheet}!{address}" for sheet in book.sheets for address, style in book.styles(sheet).items() if style in free
    }
    cells = dict(_cells(book))
    inputs |= {at for at, said in cells.items() if varying in said}
    kept = {at: said for at, said in cells.items() if at not in inputs}
    return Skeleton(kept, dict(_lists(book)), dict(_names(book)), tuple(sorted(book.hidden)), frozenset(inputs))


@remembered(entries=8192, longest=1024)
def plain(formula: str) -> str:
    """A formula without what programs write differently: case, blanks, quotes, prefixes of functions, ``TRUE()``."""
    plain = formula.translate(_SAME_SIGNS).upper()
    for written, meant in _FOREIGN:
        plain = plain.replace(written, meant)
    return plain


def _names(book: Book) -> Iterator[tuple[str, str]]:
    """The names of a book, with what they stand for."""
    return ((name, plain(formula)) for name, formula in book.names.items() if not name.startswith("_xlnm"))


def _lists(book: Book) -> Iterator[tuple[str, str]]:
    """The cells that offer a list, each with what the list is taken from."""
    for sheet in book.sheets:
        yield from ((f"{sheet}!{at}", asked) for at, asked in lists_of(book.around(sheet)))


@remembered(entries=64, longest=65_536)
def lists_of(around: bytes) -> tuple[tuple[str, str], ...]:
    """The lists of one sheet, told around its cells."""
    found: list[tuple[str, str]] = []
    for written in _LIST.findall(around.decode(errors="replace")):
        asked, where = _ASKED.search(written), _WHERE.search(written)
        if asked and where and 'type="list"' in written.partition(">")[0]:
            found += ((at, plain(asked[1])) for at in _spread(where[1] or where[2]))
    return tuple(found)


def _spread(ranges: str) -> Iterable[str]:
    for reference in ranges.split():
        found = block(reference)
        if found is not None:
            yield from (
                a1(row, column)
                for row in range(found.top, min(found.bottom, found.top + 999) + 1)
                for column in range(found.left, min(found.right, found.left + 19) + 1)
            )


def _unlocked(data: bytes) -> frozenset[str]:
    """The styles of cells that people may fill in."""
    formats = _FORMATS.search(package.part(data, _STYLES).decode())
    found = _FORMAT.findall(formats[0]) if formats else []
    return frozenset(str(number) for number, written in enumerate(found) if 'locked="0"' in written)


def _cells(book: Book) -> Iterator[tuple[str, str]]:
    """Every cell that says something, with its sheet: its words, or its formula behind ``=``."""
    for sheet in book.sheets:
        yield from ((f"{sheet}!{at}", said) for at, said in book.said(sheet).items())


def _by_sheet(said: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """What is told of ``sheet!C7``, by sheet and cell."""
    found: dict[str, dict[str, str]] = {}
    for place, words in said.items():
        sheet, _, at = place.rpartition("!")
        found.setdefault(sheet, {})[at] = words
    return found
