"""The cells of one sheet, sparse: where they are, of which type, whether a formula stands in them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from workbook.ooxml.address import LAST_ROW, Block, a1, block, is_range, place
from workbook.ooxml.grid import CELL_OPEN, Cut, check_filled, cut, is_filled
from workbook.ooxml.known import remembered
from workbook.ooxml.limits import LIMITS, Limits, bomb, damaged, unsafe
from workbook.ooxml.markup import Attributes, decoded, deepest, feed, has_plain_head, unescaped, utf8, walker

_CELL = re.compile(
    rb'(?: s="([0-9]+)")?(?: t="([a-zA-Z]+)")?'
    rb'(?:/>|>(?:(<f)(?: [a-zA-Z:]+="[^"<>]*")*(?:/>|>[^<]*</f>))?'
    rb'(?:<v>([^<]*)</v>|<v/>|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>)(?:$|</row>)'
)
_MERGE = re.compile(rb'<mergeCell ref="([A-Z0-9:]+)"/>')
_CLAIM = re.compile(rb'<(mergeCells|dimension)((?: [a-zA-Z]+="[^"<>]*")*)/?>')
_ATTRIBUTE = re.compile(rb' (\w+)="([^"]*)"')
_DIGITS = b"0123456789"
_DATA, _DATA_OPEN, _FOREIGN_DATA = "sheetData", b"<sheetData", b":sheetData"
_OF_CELLS = ("row", "c", "v", "f", "is", "t")


class RawCell(NamedTuple):
    """A cell as it is written: style index, type, formula flag, the text of its value, and the words of its formula.

    Those are told by the full reading only: in a cell that is markup still, they are looked for when they are needed.
    """

    style: str
    type: str
    has_formula: bool
    text: str
    formula: str = ""


@dataclass(frozen=True)
class RawSheet:
    """Cells, as markup until they are asked for; the merged ranges; what is written around the cells."""

    name: str
    cells: Cut | Mapping[bytes, RawCell]
    merges: tuple[Block, ...]
    around: bytes = b""

    def at(self, key: bytes) -> RawCell | bytes | None:
        """What is written at an address; None where there is no cell."""
        cells = self.cells
        if not isinstance(cells, Cut):
            return cells.get(key)
        number = cells.shape.numbers.get(key)
        return None if number is None else cells.pieces[number]

    def each(self) -> Iterable[tuple[bytes, RawCell | bytes]]:
        """The cells with their addresses, in order."""
        cells = self.cells
        return zip(cells.shape.addresses, cells.pieces, strict=True) if isinstance(cells, Cut) else cells.items()

    def raw(self, key: bytes, written: RawCell | bytes) -> RawCell:
        """One cell, its text without entities."""
        return parsed(written[len(key) + len('r=""') :], written, self.name) if isinstance(written, bytes) else written

    def filled(self, column: str) -> list[str]:
        """Addresses in one column where something may stand."""
        if not isinstance(self.cells, Cut):
            found = self.cells.items()
            return [key.decode() for key, cell in found if cell.text and key.rstrip(_DIGITS).decode() == column]
        addresses = self.cells.shape.addresses
        return [addresses[at].decode() for at in self.cells.filled(column)]

    def constants(self, among: frozenset[bytes]) -> list[str]:
        """Which of these addresses may hold something that is no formula."""
        written = ((key, self.at(key)) for key in among)
        return [key.decode() for key, cell in written if cell is not None and is_constant(cell)]


def read(part: bytes, name: str, limits: Limits) -> RawSheet:
    """Read one sheet part within its bounds."""
    quick = cut_sheet(part, name, limits) if has_plain_head(part) else None
    return quick if quick is not None else _Walk(name, limits).read(decoded(part, name))


def cut_sheet(part: bytes, name: str, limits: Limits) -> RawSheet | None:
    """The plain form that spreadsheet programs write, cut at its cells; None for anything else.

    A cell is taken apart when somebody asks for it. A comment or CDATA could show or hide a cell here: then the second
    reader, who parses every character, does not confirm it.
    """
    found = cut(part, name, limits)
    if found is None:
        return None
    merges = _merges(found.around, limits)
    return None if merges is None else RawSheet(name, found, merges, found.around)


@remembered(entries=64, longest=65_536)
def _merges(outer: bytes, limits: Limits) -> tuple[Block, ...] | None:
    """The merged ranges told around the cells; None where not all of it is plain.

    Raises:
        RefusedError: a claim or a range that cannot be, or elements nested too deep.
    """
    if deepest(outer) > limits.depth:
        raise bomb(f"XML 嵌套超过{limits.depth}层")
    merges = _Merges(limits)
    is_once = outer.count(_DATA_OPEN) == 1 and _FOREIGN_DATA not in outer
    return tuple(merges.found) if merges.scan(outer) and is_once else None


def is_constant(cell: RawCell | bytes) -> bool:
    """Whether something may stand in a cell that is no formula."""
    if isinstance(cell, bytes):
        return b"<f>" not in cell and b"<f " not in cell and is_filled(cell)
    return bool(cell.text) and not cell.has_formula


def parsed(markup: bytes, piece: bytes, name: str) -> RawCell:
    """One cell out of its markup behind the address, or out of the whole piece where that is unusual."""
    return _plain_cell(markup, name) or _parsed_fully(piece, name)


@remembered(entries=8192, longest=256)
def _plain_cell(markup: bytes, name: str) -> RawCell | None:
    found = _CELL.match(markup)
    if found is None:
        return None
    style, type_, formula, value, inline = found.groups()
    text = unescaped(utf8(value or inline or b"", name))
    return RawCell((style or b"").decode(), (type_ or b"").decode(), formula is not None, text)


def _parsed_fully(piece: bytes, name: str) -> RawCell:
    """A cell that is written in an unusual way."""
    row = re.sub(rb'\Ar="[A-Z]+([0-9]+)".*', rb"\1", piece, flags=re.DOTALL)
    close = piece.find(b"</c>")
    whole = piece[: close + 4] if close >= 0 else piece[: piece.find(b"/>") + 2]
    text = utf8(b'<s><sheetData><row r="' + row + b'">' + CELL_OPEN + whole + b"</row></sheetData></s>", name)
    return _Walk(name, LIMITS).cell(text)


class _Merges:
    """Merged ranges and the claims of a sheet outside its cells."""

    def __init__(self, limits: Limits) -> None:
        self.found: list[Block] = []
        self._limits = limits

    def scan(self, outer: bytes) -> bool:
        """Take note of everything around the cells; answers whether all of it was understood."""
        for tag, written in _CLAIM.findall(outer):
            claims = {key.decode(): value.decode(errors="replace") for key, value in _ATTRIBUTE.findall(written)}
            self.start(tag.decode(), claims)
        references = _MERGE.findall(outer)
        for reference in references:
            self._take(reference.decode())
        return outer.count(b"<mergeCell ") == len(references)

    def start(self, tag: str, attributes: Attributes) -> None:
        """Take note of one element."""
        if tag == "mergeCell":
            self._take(attributes.get("ref", ""))
        elif tag == "mergeCells":
            self._count(attributes.get("count", "0"))
        elif tag == "dimension" and not is_range(attributes.get("ref", "")):
            raise unsafe("工作表声称的范围不可能")

    def _take(self, reference: str) -> None:
        merged = block(reference)
        if merged is None:
            raise damaged("有写坏的合并单元格")
        self.found.append(merged)
        if len(self.found) > self._limits.merges:
            raise bomb(f"合并单元格超过{self._limits.merges}处")

    def _count(self, claim: str) -> None:
        if not claim.isdecimal() or int(claim) > self._limits.merges:
            raise bomb(f"合并单元格超过{self._limits.merges}处")


class _Walk:
    """The full reading, element by element, for what the pattern does not know."""

    def __init__(self, name: str, limits: Limits) -> None:
        self._name = name
        self._limits = limits
        self._merges = _Merges(limits)
        self._found: dict[bytes, RawCell] = {}
        self._filled: set[tuple[int, int]] = set()
        self._inside = self._phonetic = self._inline = False
        self._row = self._column = 0
        self._cell: tuple[str, str, str] | None = None
        self._formula: list[str] | None = None
        self._pieces: list[str] = []
        self._parser = walker(self._start, self._end, limits.depth)

    def read(self, text: str) -> RawSheet:
        """All cells of the sheet."""
        feed(self._parser, text, self._name)
        check_filled([*self._filled], self._limits)
        return RawSheet(self._name, self._found, tuple(self._merges.found))

    def cell(self, text: str) -> RawCell:
        """The only cell of a sheet."""
        self.read(text)
        (cell,) = self._found.values()
        return cell

    def _start(self, tag: str, attributes: Attributes) -> None:
        self._check_prefix(tag)
        if tag == _DATA:
            self._inside = True
        elif not self._inside:
            self._merges.start(tag, attributes)
        elif tag == "row":
            self._start_row(attributes.get("r"))
        elif tag == "c":
            self._start_cell(attributes)
        elif self._cell is not None:
            self._start_content(tag)

    def _check_prefix(self, tag: str) -> None:
        """The second reader asks for no prefix: a cell of another one is none for us, and is one for it."""
        _, prefix, name = tag.rpartition(":")
        if prefix and (name == _DATA or (self._inside and name in _OF_CELLS)):
            raise unsafe("工作表里混有别种写法的单元格")

    def _start_content(self, tag: str) -> None:
        self._filled.add((self._row, self._column))
        if tag == "f":
            self._formula = []
            self._parser.CharacterDataHandler = self._formula.append
        elif tag == "is":
            self._start_inline()
        elif tag == "rPh":
            self._phonetic = True
        elif (tag == "v" and not self._inline) or (tag == "t" and not self._phonetic):
            self._parser.CharacterDataHandler = self._pieces.append

    def _start_inline(self) -> None:
        """A text that stands in the cell itself goes before a value beside it."""
        if self._cell and self._cell[2] == "inlineStr":
            self._inline = True
            self._pieces.clear()

    def _start_row(self, number: str | None) -> None:
        row = self._row + 1 if number is None else int(number) if number.isdecimal() and len(number) < 11 else 0  # noqa: PLR2004 - no row has 11 digits
        if not self._row < row <= LAST_ROW:
            raise unsafe("工作表的行次序错乱、重复或超出范围")
        self._row, self._column = row, 0

    def _start_cell(self, attributes: Attributes) -> None:
        where = place(attributes["r"]) if "r" in attributes else (self._row, self._column + 1)
        if where is None or not 0 < where[0] == self._row:
            raise unsafe("有单元格的地址与所在行不符")
        self._column = where[1]
        if a1(*where).encode() in self._found:
            raise unsafe(f"单元格 {a1(*where)} 出现了两次")
        self._cell = (a1(*where), attributes.get("s", ""), attributes.get("t", ""))
        self._formula = None
        self._inline = False
        self._pieces.clear()

    def _end(self, tag: str) -> None:
        if tag == _DATA:
            self._inside = False
        elif tag in ("f", "v", "t"):
            self._parser.CharacterDataHandler = None
        elif tag == "rPh":
            self._phonetic = False
        elif tag == "c" and self._cell is not None:
            self._end_cell(self._cell)

    def _end_cell(self, cell: tuple[str, str, str]) -> None:
        address, style, type_ = cell
        words = "".join(self._formula or ())
        self._found[address.encode()] = RawCell(style, type_, self._formula is not None, "".join(self._pieces), words)
        self._cell = None
        if len(self._found) > self._limits.cells:
            raise bomb(f"单元格超过{self._limits.cells}个")
