"""Whether a form is still the template: locked cells, formulas, names, lists, hidden sheets; differences are named."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property

from workbook.finding import CODES, Finding, Force
from workbook.ooxml import package
from workbook.ooxml.address import a1, block
from workbook.ooxml.book import Book, open_book
from workbook.ooxml.known import remembered

TEMPLATE_CODES = CHANGED, LOOSE = "FORM-CHANGED", "FORM-LOOSE"
TOLD = 3
_STYLES = "xl/styles.xml"
_FORMATS = re.compile(r"<cellXfs\b.*?</cellXfs>", re.DOTALL)
_FORMAT = re.compile(r"<xf\b[^>]*?(?:/>|>.*?</xf>)", re.DOTALL)
_GAP = re.compile(r"[\s\u3000\u00a0]+")
_LIST = re.compile(r"<(?:x14:)?dataValidation\b(.*?)(?:</(?:x14:)?dataValidation>)", re.DOTALL)
_ASKED = re.compile(r"<(?:x14:)?formula1>(?:<xm:f>)?([^<]*)")
_WHERE = re.compile(r'sqref="([^"]*)"|<xm:sqref>([^<]*)')
_SAME_SIGNS = str.maketrans("", "", "'\"$ \t\r\n")
_FOREIGN = (("_XLFN.", ""), ("_XLWS.", ""), ("TRUE()", "TRUE"), ("FALSE()", "FALSE"))
_MASS = 20
"""So many formulas are rewritten by a program and not by a person."""


@dataclass(frozen=True)
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
        pages: dict[str, dict[str, str]] = {}
        for place, said in self.cells.items():
            sheet, _, at = place.rpartition("!")
            pages.setdefault(sheet, {})[at] = said
        return pages

    def dumped(self) -> bytes:
        """As text."""
        return json.dumps({**asdict(self), "inputs": sorted(self.inputs)}, ensure_ascii=False).encode()

    @classmethod
    def loaded(cls, text: bytes) -> "Skeleton":
        """Out of text."""
        said = json.loads(text)
        return cls(said["cells"], said["lists"], said["names"], tuple(said["hidden"]), frozenset(said["inputs"]))


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


def differences(book: Book, template: Skeleton) -> Iterator[Finding]:
    """What of the form is not as in the template: one finding for its words and formulas, one for its helps."""
    changed = [*_changed_cells(book, template), *_changed_names(book, template), *_changed_sheets(book, template)]
    if changed:
        yield _finding(CHANGED, Force.JUDGE, changed)
    found = dict(_lists(book))
    loose = [at for at, asked in template.lists.items() if found.get(at) != asked]
    if loose:
        yield _finding(LOOSE, Force.NOTE, [(at, "下拉选项与模板不同") for at in loose])


def _finding(code: str, force: Force, places: list[tuple[str, str]]) -> Finding:
    said, mend = CODES[code]
    told = "；".join(f"{at} {what}".strip() for at, what in places[:TOLD])
    more = "……" if places[TOLD:] else ""
    cells = tuple(at for at, _ in places if "!" in at)
    message = f"{said}，共{len(places)}处：{told}{more}"
    return Finding(code, "", force, message, basis="plausibility", mend=mend, cells=cells)


def _changed_cells(book: Book, template: Skeleton) -> Iterator[tuple[str, str]]:
    other: dict[str, tuple[str, str]] = {}
    more: list[str] = []
    for sheet, wanted in template.pages.items():
        found = book.said(sheet) if sheet in book.sheets else {}
        for at in [at for at, said in wanted.items() if found.get(at) != said]:
            if _is_other(found.get(at, ""), wanted[at]):
                other[f"{sheet}!{at}"] = (wanted[at], found.get(at, ""))
        more += [f"{sheet}!{at}" for at in found if at not in wanted]
    rewritten = {at for at, (wanted, found) in other.items() if _is_formula(wanted) and _is_formula(found)}
    is_by_program = len(rewritten) > _MASS
    for at, (said, _) in other.items():
        if not (is_by_program and at in rewritten):
            yield at, "公式与模板不同" if _is_formula(said) else f"应为“{said[:20]}”"
    yield from ((at, "模板此处没有内容") for at in more if at not in template.inputs)


def _is_formula(said: str) -> bool:
    return said[:1] == "="


def _is_other(found: str, wanted: str) -> bool:
    """Whether two cells differ by more than the way a program writes; shared formulas tell their words once only."""
    if _is_formula(wanted):
        return found != "=" and _plain(found) != _plain(wanted)
    return _GAP.sub("", found) != _GAP.sub("", wanted)


def _changed_names(book: Book, template: Skeleton) -> Iterator[tuple[str, str]]:
    found = dict(_names(book))
    for name, reference in template.names.items():
        if found.get(name) != reference:
            yield name, "名称缺失" if name not in found else "名称指向别处"


def _changed_sheets(book: Book, template: Skeleton) -> Iterator[tuple[str, str]]:
    for sheet in template.pages:
        if sheet not in book.sheets:
            yield f"“{sheet}”", "工作表缺失或改名"
        elif (sheet in book.hidden) != (sheet in template.hidden):
            yield f"“{sheet}”", "工作表的隐藏状态改变"


def _cells(book: Book) -> Iterator[tuple[str, str]]:
    """Every cell that says something, with its sheet: its words, or its formula behind ``=``."""
    for sheet in book.sheets:
        yield from ((f"{sheet}!{at}", said) for at, said in book.said(sheet).items())


@remembered(entries=8192, longest=1024)
def _plain(formula: str) -> str:
    """A formula without what programs write differently: case, blanks, quotes, prefixes of functions, ``TRUE()``."""
    plain = formula.translate(_SAME_SIGNS).upper()
    for written, meant in _FOREIGN:
        plain = plain.replace(written, meant)
    return plain


def _names(book: Book) -> Iterator[tuple[str, str]]:
    return ((name, _plain(formula)) for name, formula in book.names.items() if not name.startswith("_xlnm"))


def _lists(book: Book) -> Iterator[tuple[str, str]]:
    """The cells that offer a list, each with what the list is taken from."""
    for sheet in book.sheets:
        yield from ((f"{sheet}!{at}", asked) for at, asked in _lists_of(book.around(sheet)))


@remembered(entries=64, longest=65_536)
def _lists_of(around: bytes) -> tuple[tuple[str, str], ...]:
    """The lists of one sheet, told around its cells."""
    found: list[tuple[str, str]] = []
    for written in _LIST.findall(around.decode(errors="replace")):
        asked, where = _ASKED.search(written), _WHERE.search(written)
        if asked and where and 'type="list"' in written.partition(">")[0]:
            found += ((at, _plain(asked[1])) for at in _spread(where[1] or where[2]))
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
