"""核对码: twelve signs that tie the stamped paper to the file; a native formula of the form works out the same.

It finds slips and old versions and is no signature. The algorithm, whose sheet face stands in ``render/stamp.py``:

1. The contents: the notice, its version, then cell by cell in printed order what ``content`` gives (white space aside).
2. Each content gets ``|`` at its end and is summed up, code point by code point, with weights ``48271 i mod 131071``
   for the places i from 1, modulo the prime 2147483647. So each place counts, and the length too.
3. These sums are summed up twice, modulo a prime below 32^6, with other weights for their places k from 1.
4. Both results are written with six of 32 signs without I, L, O and U, in three groups of four.

All products stay below 2^53, so that spreadsheet programs calculate exactly; a changed sign in one cell always changes
the first half. Excel takes a character beyond U+FFFF for two and cannot name their code: it falls back to the length.
"""

from collections.abc import Callable, Iterator

from workbook.ooxml.cell import BLANK, Cell
from workbook.record import Record
from workbook.values import AREAS, BOX_SHAPES, TICK, TICK_SHAPES, Kind, solid

END = "|"
PLACE_FACTOR, PLACE_MODULUS, FIELD_MODULUS = 48271, 131071, 2147483647
HALVES = ((4447, 8191, 1073741789), (3571, 8179, 1073741783))
"""Of each half: factor and modulus of its weights, and the modulus of its sum."""
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
HALF_LENGTH, GROUP = 6, 4
ERROR = "#"
NUMBER_FORMAT = "0.00000000000000E+00"
"""Fifteen digits, as many as spreadsheet programs keep: a re-save changes none of them."""


def check_code(record: Record) -> str:
    """The code of a form as LibreOffice and Python read it."""
    return _code(record, field_sum)


def check_codes(record: Record) -> tuple[str, ...]:
    """Every code that a right paper may show: characters beyond U+FFFF taken for one, or as Excel takes them."""
    return tuple(dict.fromkeys(_code(record, read) for read in (field_sum, _by_length, _by_unit)))


def contents(record: Record) -> Iterator[str]:
    """What the code is worked out from, in order."""
    pack = record.form.pack
    yield solid(pack.id)
    yield solid(pack.version)
    for id_, spec in record.form.fields.items():
        if spec.kind in AREAS:
            count = len(record.form.areas[id_].boxes) if id_ in record.form.areas else 1
            yield from (box_content(cell_of(record, id_, number)) for number in range(count))
        elif spec.kind is Kind.DERIVED and _repeats(record, id_):
            yield "".join(solid(cell_of(record, source).sheet_text) for source in spec.derives)
        else:
            yield content(cell_of(record, id_))


def content(cell: Cell) -> str:
    """A cell without white space; numbers and days by fifteen digits, an error as ``#``."""
    if cell.is_error:
        return ERROR
    if cell.value is None or isinstance(cell.value, str | bool):
        return solid(cell.text)
    return f"{float(cell.sheet_text):.14E}"


def box_content(cell: Cell) -> str:
    """A box: √ for every accepted tick, nothing for an empty box, else what stands there."""
    sign = ERROR if cell.is_error else solid(cell.sheet_text)
    if sign in TICK_SHAPES:
        return TICK
    return "" if sign in BOX_SHAPES else sign


def cell_of(record: Record, id_: str, number: int = 0) -> Cell:
    """What stands in one cell of a field, counted from 0; blank where nothing was found."""
    raw = record.entry(id_).raw
    return raw[number] if number < len(raw) else BLANK


def _repeats(record: Record, id_: str) -> bool:
    """Whether a derived field still repeats others; what was typed over it counts as typed."""
    raw = record.entry(id_).raw
    return not raw or raw[0].is_formula


def _code(record: Record, read: Callable[[str], int]) -> str:
    sums = [read(text) for text in contents(record)]
    return grouped("".join(_half(sums, *half) for half in HALVES))


def grouped(signs: str) -> str:
    """The signs in groups that can be read out."""
    return "-".join(signs[start : start + GROUP] for start in range(0, len(signs), GROUP))


def _half(sums: list[int], factor: int, modulus: int, prime: int) -> str:
    total = sum(one * (place * factor % modulus) % prime for place, one in enumerate(sums, start=1)) % prime
    return "".join(SIGNS[total // len(SIGNS) ** power % len(SIGNS)] for power in reversed(range(HALF_LENGTH)))


def field_sum(text: str) -> int:
    """The sum of one content, code point by code point."""
    return _sum([ord(sign) for sign in text + END])


def _by_unit(text: str) -> int:
    """As a program that names the halves of a pair."""
    units = (text + END).encode("utf-16-le", "surrogatepass")
    return _sum([int.from_bytes(units[place : place + 2], "little") for place in range(0, len(units), 2)])


def _by_length(text: str) -> int:
    """As a program that cannot name the halves of a pair: the length in units, where there is one."""
    if text.isascii() or max(map(ord, text)) <= 0xFFFF:  # noqa: PLR2004 - the last code point of one unit
        return field_sum(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _sum(codes: list[int]) -> int:
    weighted = sum(code * (place * PLACE_FACTOR % PLACE_MODULUS) for place, code in enumerate(codes, start=1))
    return weighted % FIELD_MODULUS
