"""The cells of one sheet, sparse: where they are, of which type, whether a formula stands in them."""

import operator
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from workbook.ooxml.address import LAST_COLUMN, LAST_ROW, Block, a1, block, column_number, place
from workbook.ooxml.limits import Limits, bomb, damaged, unsafe
from workbook.ooxml.markup import Attributes, decoded, feed, unescaped, walk, walker

_BLANK_ROWS = r'(?:<row r="[0-9]+"[^<>]*/>)*'
_CELL = re.compile(
    rf'((?:(?:</row>)?{_BLANK_ROWS}<row r="([1-9][0-9]{{0,6}})"(?:\s[^<>]*[^</>])?>)?'
    r'<c r="(([A-Z]{1,3})([1-9][0-9]{0,6}))"(?: s="([0-9]+)")?(?: t="([a-zA-Z]+)")?'
    r'(?:/>|>(?:(<f)(?: [a-zA-Z:]+="[^"<>]*")*(?:/>|>[^<]*</f>))?'
    r'(?:<v>([^<]*)</v>|<v/>|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>))'
)
_TAIL = re.compile(rf"(?:</row>)?{_BLANK_ROWS}")
_WHOLE, _ROW, _ADDRESS, _LETTERS, _NUMBER, _STYLE, _TYPE, _FORMULA, _VALUE, _INLINE = range(10)
_OPEN, _CLOSE = "<sheetData>", "</sheetData>"
_TYPES = frozenset(["", "n", "s", "str", "inlineStr", "b", "e", "d"])


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell as it is written: style index, type, formula flag and the text of its value."""

    style: str
    type: str
    has_formula: bool
    text: str


@dataclass(frozen=True, slots=True)
class RawSheet:
    """Cells by address as tuples of strings, and the merged ranges."""

    found: Mapping[str, tuple[str, ...]]
    merges: tuple[Block, ...]
    is_markup: bool

    def raw(self, address: str) -> RawCell | None:
        """One cell, its text without entities."""
        cell = self.found.get(address)
        if cell is None:
            return None
        text = cell[_INLINE] or cell[_VALUE]
        text = unescaped(text) if self.is_markup else text
        return RawCell(cell[_STYLE], cell[_TYPE], bool(cell[_FORMULA]), text)


def read(part: bytes, name: str, limits: Limits, strings: int) -> RawSheet:
    """Read one sheet part within its bounds; ``strings`` is how many shared strings there are."""
    text = decoded(part, name)
    quick = _quick(text, name, limits)
    sheet = quick if quick is not None else _Walk(name, limits).read(text)
    _check(sheet.found, limits, strings)
    return sheet


def _quick(text: str, name: str, limits: Limits) -> RawSheet | None:
    """The plain form that spreadsheet programs write, taken by pattern; None for anything else."""
    begin, end = text.find(_OPEN), text.find(_CLOSE)
    if begin < 0 or end < begin or "<!" in text or "<?" in text or ":sheetData" in text:
        return None
    found = _rows(text[begin + len(_OPEN) : end], limits)
    if found is None:
        return None
    merges = _Merges(limits)
    walk(text[: begin + len(_OPEN)] + text[end:], name, merges.start)
    return RawSheet(found, tuple(merges.found), is_markup=True)


def _rows(body: str, limits: Limits) -> dict[str, tuple[str, ...]] | None:
    """Cells by address where every character between them is understood and every cell lies in its row; else None."""
    if body.count("<c ") > limits.cells:
        raise bomb(f"单元格超过{limits.cells}个")
    cells = _CELL.findall(body)
    starts = [int(cell[_ROW]) for cell in cells if cell[_ROW]]
    before = ["", *[cell[_NUMBER] for cell in cells]]
    if (
        _TAIL.fullmatch(body, sum([len(cell[_WHOLE]) for cell in cells])) is None
        or body.count("</row>") != len(starts)
        or not all(map(operator.lt, starts, starts[1:]))
        or [1 for cell, row in zip(cells, before, strict=False) if cell[_NUMBER] != (cell[_ROW] or row)]
    ):
        return None
    found = {cell[_ADDRESS]: cell for cell in cells}
    return found if len(found) == len(cells) else None


def _check(found: Mapping[str, tuple[str, ...]], limits: Limits, strings: int) -> None:
    """What aborts other readers: cells at the edge of a sheet, boxes too wide, strings that do not exist."""
    _check_box(found.values(), limits)
    if not {cell[_TYPE] for cell in found.values()} <= _TYPES:
        raise damaged("有类型不明的单元格")
    wanted = {cell[_VALUE] for cell in found.values() if cell[_TYPE] == "s"} - {""}
    try:
        known = not wanted or 0 <= min(map(int, wanted)) <= max(map(int, wanted)) < strings
    except ValueError:
        known = False
    if not known:
        raise damaged("有单元格指向不存在的文字")


def _check_box(cells: Collection[tuple[str, ...]], limits: Limits) -> None:
    """The rectangle around all cells; where it is too wide, around those that hold something."""
    if not cells:
        return
    columns = [column_number(letters) for letters in {cell[_LETTERS] for cell in cells}]
    rows = [int(row) for row in {cell[_NUMBER] for cell in cells}]
    is_wide = (max(columns) - min(columns) + 1) * (max(rows) - min(rows) + 1) > limits.box
    is_edge = max(columns) >= LAST_COLUMN or max(rows) >= LAST_ROW
    if not (is_wide or is_edge):
        return
    filled = [cell for cell in cells if cell[_VALUE] or cell[_INLINE]]
    if len(filled) < len(cells):
        _check_box(filled, limits)
    else:
        raise bomb("内容所占的区域过大") if is_wide else unsafe("有内容写在工作表的边缘")


class _Merges:
    """Merged ranges and the claims of a sheet outside its cells."""

    def __init__(self, limits: Limits) -> None:
        self.found: list[Block] = []
        self._limits = limits

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
        self._found: dict[str, tuple[str, ...]] = {}
        self._inside = self._phonetic = False
        self._row = self._column = 0
        self._cell: tuple[str, str, str] | None = None
        self._formula = ""
        self._pieces: list[str] = []
        self._parser = walker(self._start, self._end, limits.depth)

    def read(self, text: str) -> RawSheet:
        """All cells of the sheet."""
        feed(self._parser, text, self._name)
        return RawSheet(self._found, tuple(self._merges.found), is_markup=False)

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
        row = self._row + 1 if number is None else int(number) if number.isdecimal() and len(number) < 11 else 0  # noqa: PLR2004
        if not self._row < row <= LAST_ROW:
            raise unsafe("工作表的行次序错乱、重复或超出范围")
        self._row, self._column = row, 0

    def _start_cell(self, attributes: Attributes) -> None:
        where = place(attributes["r"]) if "r" in attributes else (self._row, self._column + 1)
        if where is None or where[0] != self._row:
            raise unsafe("有单元格的地址与所在行不符")
        self._column = where[1]
        if a1(*where) in self._found:
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
        letters = address.rstrip("0123456789")
        text = "".join(self._pieces)
        self._found[address] = ("", "", address, letters, str(self._row), style, type_, self._formula, text, "")
        self._cell = None
        if len(self._found) > self._limits.cells:
            raise bomb(f"单元格超过{self._limits.cells}个")
