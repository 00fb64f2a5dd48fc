"""Whether a form is still the template: locked cells, formulas, names, lists, hidden sheets; differences are named.

Most sheets say what those of the form before said: what was found there is kept, and only other cells are looked at.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from workbook.finding import CODES, Finding, Force
from workbook.ooxml.address import place
from workbook.ooxml.book import Book
from workbook.ooxml.exemplar import Exemplar
from workbook.ooxml.formula import is_same_formula
from workbook.ooxml.grid import Cut
from workbook.ooxml.known import remembered
from workbook.read.skeleton import Skeleton, lists_of, plain

TEMPLATE_CODES = CHANGED, LOOSE = "FORM-CHANGED", "FORM-LOOSE"
TOLD = 3
_GAP = re.compile(r"[\s\u3000\u00a0]+")
_MASS = 20
"""So many formulas are rewritten by a program and not by a person; in so many places it may be another template."""


def differences(book: Book, template: Skeleton) -> Iterator[Finding]:
    """What of the form is not as in the template: one finding for its words and formulas, one for its helps."""
    changed = [*_changed_cells(book, template), *_changed_names(book, template), *_changed_sheets(book, template)]
    if changed:
        yield _finding(CHANGED, Force.JUDGE, changed)
    loose = [at for sheet in template.offers for at in _loose(book.around(sheet), sheet, template)]
    if loose:
        yield _finding(LOOSE, Force.NOTE, [(at, "下拉选项与模板不同") for at in loose])


def _finding(code: str, force: Force, places: list[tuple[str, str]]) -> Finding:
    said, mend = CODES[code]
    told = "；".join(f"{at} {what}".strip() for at, what in places[:TOLD])
    more = "……" if places[TOLD:] else ""
    many = "（多得像是另一版模板，请核对是不是从本次下发的模板填起）" if code == CHANGED and places[_MASS:] else ""
    cells = tuple(at for at, _ in places[:TOLD] if "!" in at)
    message = f"{said}，共{len(places)}处{many}：{told}{more}"
    return Finding(code, "", force, message, basis="plausibility", mend=mend, cells=cells)


def _changed_cells(book: Book, template: Skeleton) -> Iterator[tuple[str, str]]:
    other: dict[str, tuple[str, str]] = {}
    more: list[str] = []
    for sheet, wanted in template.pages.items():
        for at, said in sorted(_odd(book, template, sheet).items(), key=lambda entry: place(entry[0]) or ()):
            if at in wanted:
                other[f"{sheet}!{at}"] = (wanted[at], said)
            else:
                more.append(f"{sheet}!{at}")
    rewritten = {at for at, (wanted, found) in other.items() if _is_formula(wanted) and _is_formula(found)}
    is_by_program = len(rewritten) > _MASS
    for at, (said, _) in other.items():
        if not (is_by_program and at in rewritten):
            yield at, "公式与模板不同" if _is_formula(said) else f"应为“{said[:20]}”"
    yield from ((at, "模板此处没有内容") for at in more)


@dataclass(frozen=True)
class _Known:
    """A sheet that was laid beside the template, and what its odd cells say."""

    sheet: Exemplar
    odd: Mapping[str, str]


def _odd(book: Book, template: Skeleton, sheet: str) -> Mapping[str, str]:
    """What those cells of a sheet say that do not say what the template does."""
    if sheet not in book.sheets:
        return _among({}, template.pages[sheet], template, sheet)
    origin = book.origin(sheet)
    kept = [] if origin is None else _kept(origin, template, sheet)
    for known in kept:
        other = book.otherwise(sheet, known.sheet)
        if other is not None:
            return _renewed(known, other, book, template, sheet)
    said, exemplar = book.said(sheet), book.exemplar(sheet)
    odd = _among(said, {**template.pages[sheet], **said}, template, sheet)
    kept[:] = [_Known(exemplar, odd)] if exemplar else []
    return odd


def _renewed(
    known: _Known, other: Mapping[int, bytes], book: Book, template: Skeleton, sheet: str
) -> Mapping[str, str]:
    """The odd cells of a known sheet, with what stands in other cells told anew."""
    before = known.sheet.cells
    cells = {
        before.shape.addresses[number]: written
        for number, written in other.items()
        if not is_same_formula(before.pieces[number], written, sheet)
    }
    looked = [key.decode() for key in cells]
    same = {at: words for at, words in known.odd.items() if at not in looked}
    return same | _among(book.said(sheet, cells), looked, template, sheet)


def _among(said: Mapping[str, str], cells: Iterable[str], template: Skeleton, sheet: str) -> dict[str, str]:
    wanted, blanks = template.pages[sheet], template.blanks.get(sheet, ())
    odd = (at for at in cells if at not in blanks and _is_odd(said.get(at, ""), wanted.get(at, "")))
    return {at: said.get(at, "") for at in odd}


@lru_cache(maxsize=64)
def _kept(*_: Cut | Skeleton | str) -> list[_Known]:
    """What is known of sheets of one origin, once one of them has been looked at."""
    return []


def _is_formula(said: str) -> bool:
    return said[:1] == "="


def _is_odd(found: str, wanted: str) -> bool:
    """Whether two cells differ by more than the way a program writes; shared formulas tell their words once only."""
    if found == wanted or not wanted:
        return found != wanted
    if _is_formula(wanted):
        return found != "=" and plain(found) != plain(wanted)
    return _GAP.sub("", found) != _GAP.sub("", wanted)


def _changed_names(book: Book, template: Skeleton) -> Iterator[tuple[str, str]]:
    for name, reference in template.names.items():
        formula = book.names.get(name)
        if formula is None or plain(formula) != reference:
            yield name, "名称缺失" if formula is None else "名称指向别处"


def _changed_sheets(book: Book, template: Skeleton) -> Iterator[tuple[str, str]]:
    for sheet in template.pages:
        if sheet not in book.sheets:
            yield f"“{sheet}”", "工作表缺失或改名"
        elif (sheet in book.hidden) != (sheet in template.hidden):
            yield f"“{sheet}”", "工作表的隐藏状态改变"


@remembered(entries=64, longest=65_536)
def _loose(around: bytes, sheet: str, template: Skeleton) -> tuple[str, ...]:
    """The cells of a sheet that do not offer the list they should."""
    found = dict(lists_of(around))
    return tuple([f"{sheet}!{at}" for at, asked in template.offers[sheet].items() if found.get(at) != asked])
