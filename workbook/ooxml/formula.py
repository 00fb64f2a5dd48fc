"""The words of the formula of a cell, out of its markup."""

import re

from workbook.ooxml.known import remembered
from workbook.ooxml.markup import unescaped, utf8

HIDDEN = "<!…>"
_CLOSE = b"</f>"
_WRITTEN = re.compile(rb"<f(?: [^<>]*)?>([^<]*)")


def formula(cell: bytes, name: str) -> str:
    """The words of the formula of a cell; blank where it has none or they are not told.

    Comments and instructions, which no program writes into a cell, could hide a formula or show one that is none:
    ``HIDDEN`` is told in its place.
    """
    end = cell.find(_CLOSE)
    if end < 0:
        return ""
    return HIDDEN if b"<!" in cell or b"<?" in cell else _words(cell[cell.find(b"<f") : end], name)


def is_same_formula(cell: bytes, other: bytes, name: str) -> bool:
    """Whether two cells have a formula and are written alike up to its end: at most their results differ."""
    end = cell.find(_CLOSE) + len(_CLOSE)
    return other.startswith(cell[:end]) and bool(formula(cell, name)) and formula(cell, name) == formula(other, name)


@remembered(entries=4096, longest=4096)
def _words(markup: bytes, name: str) -> str:
    told = _WRITTEN.fullmatch(markup)
    return unescaped(utf8(told[1], name)) if told else ""
