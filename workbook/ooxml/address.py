"""Addresses as the file writes them: ``C7``, ``$C$7:$C$12``, ``'附件 1'!$C$7``. Rows and columns count from 1."""

import re
from functools import lru_cache
from typing import NamedTuple

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")
_RANGE = re.compile(
    r"(?:'(?P<quoted>(?:[^']|'')+)'|(?P<bare>[^'!:,()\[\]{}\"#]+))!"
    r"(?P<first>\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6})(?::(?P<last>\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}))?"
)


class Block(NamedTuple):
    """A rectangle of cells on one sheet (``sheet`` is empty where the context names it)."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int

    @property
    def places(self) -> tuple[tuple[int, int], ...]:
        """Row and column of every cell, row by row."""
        columns = range(self.left, self.right + 1)
        return tuple((row, column) for row in range(self.top, self.bottom + 1) for column in columns)

    @property
    def size(self) -> int:
        """How many cells it holds."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)


@lru_cache(maxsize=512)
def column_number(letters: str) -> int:
    """``A`` is 1, ``XFD`` is 16384."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


@lru_cache(maxsize=512)
def column_letters(number: int) -> str:
    """1 is ``A``, 16384 is ``XFD``."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def a1(row: int, column: int) -> str:
    """The address of one cell."""
    return f"{column_letters(column)}{row}"


@lru_cache(maxsize=16_384)
def place(address: str) -> tuple[int, int] | None:
    """Row and column of an address, or None where it is none (or lies beyond the last cell a sheet has)."""
    found = _CELL.fullmatch(address)
    if found is None:
        return None
    row, column = int(found[2]), column_number(found[1])
    return (row, column) if row <= LAST_ROW and column <= LAST_COLUMN else None


def block(reference: str) -> Block | None:
    """The rectangle of ``A1:C3`` or ``A1``, or None."""
    first, _, last = reference.partition(":")
    start, end = place(first), place(last or first)
    if start is None or end is None:
        return None
    (top, bottom), (left, right) = sorted((start[0], end[0])), sorted((start[1], end[1]))
    return Block("", top, left, bottom, right)


def is_range(reference: str) -> bool:
    """Whether a sheet has such cells, whole rows (``1:5``) or whole columns (``A:C``)."""
    first, _, last = reference.partition(":")
    if first.isdecimal() and last.isdecimal():
        reference = f"A{first}:A{last}"
    elif first.isalpha() and last.isalpha():
        reference = f"{first}1:{last}1"
    return block(reference) is not None


@lru_cache(maxsize=8192)
def target(formula: str) -> Block | None:
    """The rectangle a defined name stands for; None for ``#REF!``, unions and anything computed."""
    found = _RANGE.fullmatch(formula.strip().removeprefix("="))
    if found is None:
        return None
    inner = block(f"{found['first']}:{found['last'] or found['first']}")
    if inner is None:
        return None
    sheet = found["quoted"].replace("''", "'") if found["quoted"] else found["bare"].lstrip("$")
    return Block(sheet, inner.top, inner.left, inner.bottom, inner.right)
