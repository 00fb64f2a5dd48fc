"""The cells of one sheet, sparse: where they are, of which type, whether a formula stands in them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from workbook.ooxml.address import LAST_COLUMN, LAST_ROW, Block, a1, block, column_number, place
from workbook.ooxml.limits import LIMITS, Limits, bomb, damaged, unsafe
from workbook.ooxml.markup import Attributes, decoded, deepest, feed, has_plain_head, unescaped, utf8, walker

_PLACE = re.compile(rb" ([A-Z]{1,3})([1-9][0-9]{0,6})(?= )")
_CELL = re.compile(
    rb'r="[A-Z]+[0-9]+"(?: s="([0-9]+)")?(?: t="([a-zA-Z]+)")?'
    rb'(?:/>|>(?:(<f)(?: [a-zA-Z:]+="[^"<>]*")*(?:/>|>[^<]*</f>))?'
    rb'(?:<v>([^<]*)</v>|<v/>|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>)(?:$|</row>)'
)
_FORMULA = re.compile(rb"<f(?: [^<>]*)?>([^<]*)</f>")
_MERGE = re.compile(rb'<mergeCell ref="([A-Z0-9:]+)"/>')
_CLAIM = re.compile(rb'<(mergeCells|dimension)((?: [a-zA-Z]+="[^"<>]*")*)/?>')
_ATTRIBUTE = re.compile(rb' (\w+)="([^"]*)"')
_OPEN, _CLOSE = b"<sheetData>", b"</sheetData>"
_ROW_ENDS = (b"</row>", b"/>")
_CELL_OPEN, _ROW_OPEN = b"<c ", b'<row r="'


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell as it is written: style index, type, formula flag and the text of its value."""

    style: str
    type: str
    has_formula: bool
    text: str


@dataclass(frozen=True, slots=True)
class RawSheet:
    """Cells by address, as markup until they are asked for; the merged ranges; what is written around the cells."""

    name: str
    found: Mapping[bytes, RawCell | bytes]
    merges: tuple[Block, ...]
    around: bytes = b""

    def raw(self, address: str) -> RawCell | None:
        """One cell, its text without entities."""
        cell = self.found.get(address.encode())
        return _parsed(cell, self.name) if isinstance(cell, bytes) else cell

    def markup(self, address: str) -> bytes | None:
        """What is written behind the address of a cell; cells of the same markup are alike."""
        cell = self.found.get(address.encode())
        return cell[len(address) + 3 :] if isinstance(cell, bytes) else None

    def formulas(self) -> Iterator[tuple[str, str]]:
        """The formulas whose words the markup tells."""
        for address, cell in self.found.items():
            told = _FORMULA.search(cell) if isinstance(cell, bytes) and b"<f" in cell else None
            if told is not None:
                yield address.decode(), unescaped(utf8(told[1], self.name))

    def addresses(self) -> Iterator[str]:
        """Addresses where something may stand."""
        return (address.decode() for address, cell in self.found.items() if _is_filled(cell))

    def filled(self, column: str) -> list[str]:
        """Addresses in one column where something may stand."""
        letters = column.encode()
        near = [address for address in self.found if address.startswith(letters)]
        return [
            address.decode()
            for address in near
            if address[len(letters) :].isdigit() and _is_filled(self.found[address])
        ]


def read(part: bytes, name: str, limits: Limits) -> RawSheet:
    """Read one sheet part within its bounds."""
    quick = _quick(part, name, limits) if has_plain_head(part) else None
    return quick if quick is not None else _Walk(name, limits).read(decoded(part, name))


def _quick(part: bytes, name: str, limits: Limits) -> RawSheet | None:
    """The plain form that spreadsheet programs write, cut at its cells; None for anything else.

    A cell is taken apart when somebody asks for it. A comment or CDATA could show or hide a cell here: then the second
    reader, who parses every character, does not confirm it.
    """
    begin, end = part.find(_OPEN), part.rfind(_CLOSE)
    if begin < 0 or end < begin:
        return None
    found = _cut(part[begin + len(_OPEN) : end], limits)
    if found is None:
        return None
    outer = part[: begin + len(_OPEN)] + part[end:]
    if deepest(outer) > limits.depth:
        raise bomb(f"XML 嵌套超过{limits.depth}层")
    merges = _Merges(limits)
    if not merges.scan(outer):
        return None
    return RawSheet(name, found, tuple(merges.found), outer)


def _cut(body: bytes, limits: Limits) -> dict[bytes, RawCell | bytes] | None:
    """The markup of each cell by address; None unless rows and cells stand in order, each once."""
    if body.count(_CELL_OPEN) > limits.cells:
        raise bomb(f"单元格超过{limits.cells}个")
    pieces: list[bytes] = body.split(_CELL_OPEN)
    if pieces.pop(0).find(b"<c>") >= 0:
        return None
    addresses = [piece[3 : piece.find(b'"', 3)] for piece in pieces]
    places = _PLACE.findall(b" ".join([b"", *addresses, b""]))
    if len(places) != len(pieces) or [1 for piece in pieces if piece[:3] != b'r="']:
        return None
    found: dict[bytes, RawCell | bytes] = dict(zip(addresses, pieces, strict=True))
    if len(found) != len(pieces):
        return None
    rows = [int(number) for _, number in places]
    if not _are_in_order(rows, [int(row) for row in _row_numbers(body)]):
        return None
    if rows:
        _check_box(found, {letters for letters, _ in places}, rows, limits)
    return found


def _row_numbers(body: bytes) -> list[bytes]:
    """The numbers of the rows, closed ones too; out of order where a row does not end as it should."""
    starts = body.split(_ROW_OPEN)
    del starts[0]
    numbers = [start[: start.find(b'"')] for start in starts]
    if not all(number.isdigit() and start.endswith(_ROW_ENDS) for number, start in zip(numbers, starts, strict=True)):
        return [b"0", b"0"]
    return numbers


def _are_in_order(cells: list[int], rows: list[int]) -> bool:
    return sorted(cells) == cells and sorted(set(rows)) == rows and set(cells) <= set(rows)


def _check_box(found: Mapping[bytes, RawCell | bytes], letters: set[bytes], rows: list[int], limits: Limits) -> None:
    """Cells at the edge of a sheet and boxes too wide abort other readers; blank ones that are only styled do not."""
    if _is_bounded(map(column_number, map(bytes.decode, letters)), rows, limits):
        return
    filled = [place(address.decode()) or (LAST_ROW, LAST_COLUMN) for address, cell in found.items() if _is_filled(cell)]
    if any(row >= LAST_ROW or column >= LAST_COLUMN for row, column in filled):
        raise unsafe("有内容写在工作表的边缘")
    if not _is_bounded([column for _, column in filled], [row for row, _ in filled], limits):
        raise bomb("内容所占的区域过大")


def _is_bounded(columns: Iterable[int], rows: Iterable[int], limits: Limits) -> bool:
    columns, rows = list(columns), list(rows)
    if not columns:
        return True
    if max(columns) >= LAST_COLUMN or max(rows) >= LAST_ROW:
        return False
    return (max(columns) - min(columns) + 1) * (max(rows) - min(rows) + 1) <= limits.box


def _is_filled(cell: RawCell | bytes) -> bool:
    return b"<v" in cell or b"<is" in cell or b"<f" in cell if isinstance(cell, bytes) else bool(cell.text)


def _parsed(piece: bytes, name: str) -> RawCell:
    """One cell out of its markup."""
    found = _CELL.match(piece)
    if found is None:
        return _parsed_fully(piece, name)
    style, type_, formula, value, inline = found.groups()
    text = unescaped(utf8(value or inline or b"", name))
    return RawCell((style or b"").decode(), (type_ or b"").decode(), formula is not None, text)


def _parsed_fully(piece: bytes, name: str) -> RawCell:
    """A cell that is written in an unusual way."""
    row = re.sub(rb'\Ar="[A-Z]+([0-9]+)".*', rb"\1", piece, flags=re.DOTALL)
    close = piece.find(b"</c>")
    whole = piece[: close + 4] if close >= 0 else piece[: piece.find(b"/>") + 2]
    text = utf8(b'<s><sheetData><row r="' + row + b'">' + _CELL_OPEN + whole + b"</row></sheetData></s>", name)
    (cell,) = _Walk(name, LIMITS).read(text).found.values()
    return cell if isinstance(cell, RawCell) else RawCell("", "", has_formula=False, text="")


class _Merges:
    """Merged ranges and the claims of a sheet outside its cells."""

    def __init__(self, limits: Limits) -> None:
        self.found: list[Block] = []
        self._limits = limits

    def scan(self, outer: bytes) -> bool:
        """Take note of everything around the cells; answers whether all of it was understood."""
        for tag, written in _CLAIM.findall(outer):
            self.start(tag.decode(), {key.decode(): value.decode() for key, value in _ATTRIBUTE.findall(written)})
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
        elif tag == "dimension" and block(attributes.get("ref", "")) is None:
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
        self._found: dict[bytes, RawCell | bytes] = {}
        self._inside = self._phonetic = False
        self._row = self._column = 0
        self._cell: tuple[str, str, str] | None = None
        self._formula = ""
        self._pieces: list[str] = []
        self._parser = walker(self._start, self._end, limits.depth)

    def read(self, text: str) -> RawSheet:
        """All cells of the sheet."""
        feed(self._parser, text, self._name)
        places = [place(address.decode()) or (0, 0) for address in self._found]
        letters = {address.rstrip(b"0123456789") for address in self._found}
        _check_box(self._found, letters, [row for row, _ in places], self._limits)
        return RawSheet(self._name, self._found, tuple(self._merges.found))

    def _start(self, tag: str, attributes: Attributes) -> None:
        if tag == "sheetData":
            self._inside = True
        elif not self._inside:
            self._merges.start(tag, attributes)
        elif tag == "row":
            self._start_row(attributes.get("r"))
        elif tag == "c":
            self._start_cell(attributes)
        elif self._cell is not None:
            self._start_content(tag)

    def _start_content(self, tag: str) -> None:
        if tag == "f":
            self._formula = "<f"
        elif tag == "rPh":
            self._phonetic = True
        elif tag == "v" or (tag == "t" and not self._phonetic):
            self._parser.CharacterDataHandler = self._pieces.append

    def _start_row(self, number: str | None) -> None:
        row = self._row + 1 if number is None else int(number) if number.isdecimal() and len(number) < 11 else 0  # noqa: PLR2004 - no row has 11 digits
        if not self._row < row <= LAST_ROW:
            raise unsafe("工作表的行次序错乱、重复或超出范围")
        self._row, self._column = row, 0

    def _start_cell(self, attributes: Attributes) -> None:
        where = place(attributes["r"]) if "r" in attributes else (self._row, self._column + 1)
        if where is None or where[0] != self._row:
            raise unsafe("有单元格的地址与所在行不符")
        self._column = where[1]
        if a1(*where).encode() in self._found:
            raise unsafe(f"单元格 {a1(*where)} 出现了两次")
        self._cell = (a1(*where), attributes.get("s", ""), attributes.get("t", ""))
        self._formula = ""
        self._pieces.clear()

    def _end(self, tag: str) -> None:
        if tag == "sheetData":
            self._inside = False
        elif tag in ("v", "t"):
            self._parser.CharacterDataHandler = None
        elif tag == "rPh":
            self._phonetic = False
        elif tag == "c" and self._cell is not None:
            self._end_cell(self._cell)

    def _end_cell(self, cell: tuple[str, str, str]) -> None:
        address, style, type_ = cell
        self._found[address.encode()] = RawCell(style, type_, bool(self._formula), "".join(self._pieces))
        self._cell = None
        if len(self._found) > self._limits.cells:
            raise bomb(f"单元格超过{self._limits.cells}个")
