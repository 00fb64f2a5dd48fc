"""One opened book: sheets, names, merged ranges and sparse cells, every part read at most once."""

import copy
import datetime as dt
import math
from collections.abc import Collection, Mapping

from workbook.errors import UnreadableError
from workbook.ooxml import outline, sheet
from workbook.ooxml.address import LAST_ROW, Block, a1, column_number, place, target
from workbook.ooxml.cell import BLANK, Cell, Scalar
from workbook.ooxml.container import Container
from workbook.ooxml.exemplar import Exemplar, exemplar
from workbook.ooxml.formula import formula
from workbook.ooxml.grid import Cut
from workbook.ooxml.limits import LIMITS, Limits, RefusedError, damaged, unsafe
from workbook.ooxml.markup import content
from workbook.ooxml.stretches import pages
from workbook.ooxml.strings import Strings
from workbook.ooxml.styles import Styles
from workbook.ooxml.text import LONGEST

_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a day in a cell knows no time zone
_EPOCH_EARLY = dt.datetime(1899, 12, 31)  # noqa: DTZ001 - as above
_EPOCH_1904 = dt.datetime(1904, 1, 1)  # noqa: DTZ001 - as above
_LEAP_BUG = 60  # 1900-02-29 never was, but has a number
_TYPES = frozenset(["", "n", "s", "str", "inlineStr", "b", "e", "d"])
_LAST_SERIAL = 2_958_465
_DIGITS = b"0123456789"


def open_book(data: bytes, name: str, limits: Limits = LIMITS, only: Collection[str] | None = None) -> "Book":
    """Open a package within its bounds; ``only`` these sheets of it, where they are given.

    Raises:
        UnreadableError: with the code of the refusal.
    """
    try:
        return Book(Container(data, limits), name, only)
    except RefusedError as error:
        raise UnreadableError(name, error.code, error.reason) from None


def check_book(data: bytes, name: str, limits: Limits = LIMITS) -> None:
    """Refuse a package that ``open_book`` refuses or that has a cell nobody understands; nothing of it is kept.

    Raises:
        UnreadableError: with the code of the refusal.
    """
    try:
        container = Container(data, limits)
        book = Book(container, name, only=())
        for part in book.parts:
            for page in pages(container, part):
                book.understand(page)
    except RefusedError as error:
        raise UnreadableError(name, error.code, error.reason) from None


class Book:
    """A book as it stands in the file; every sheet it has here has been read and is within its bounds."""

    def __init__(self, container: Container, name: str, only: Collection[str] | None = None) -> None:
        self.name = name
        found = outline.read(container)
        wanted = {title: part for title, part in found.sheets.items() if only is None or title in only}
        self.sheets = tuple(wanted)
        self.parts = tuple(found.sheets.values())
        self.hidden = found.hidden
        self.names = found.names
        self.is_1904 = found.is_1904
        self.media = tuple(part for part in container.names if "/media/" in part)
        self._strings = Strings(_optional(container, found.parts.get("/sharedStrings")))
        self._styles = Styles(_optional(container, found.parts.get("/styles")))
        self._setting = (self._styles.part, found.is_1904)
        self._known: dict[bytes, Cell] = {}
        self._typed: Mapping[str, Mapping[str, Cell]] = {}
        self._told: dict[bytes | sheet.RawCell, str] = {}
        self._seen: dict[str, dict[str, Cell]] = {title: {} for title in wanted}
        self._sheets = {
            title: sheet.read(container.part(part), part, container.limits) for title, part in wanted.items()
        }

    def with_typed(self, typed: Mapping[str, Mapping[str, Cell]]) -> "Book":
        """The same book with what a person has typed since, by sheet and address."""
        other = copy.copy(self)
        other._typed = typed  # noqa: SLF001 - itself
        other._seen = {title: {**typed.get(title, {})} for title in self._sheets}  # noqa: SLF001 - itself
        return other

    def cell(self, sheet_title: str, address: str) -> Cell:
        """The cell at ``C7``; a blank one where nothing stands, or where there is no such sheet."""
        seen = self._seen.get(sheet_title)
        if seen is None:
            return BLANK
        cell = seen.get(address)
        if cell is None:
            page, key = self._sheets[sheet_title], address.encode()
            written = page.at(key)
            cell = seen[address] = BLANK if written is None else self._meant(page, key, written)
        return cell

    def _meant(self, page: sheet.RawSheet, key: bytes, written: sheet.RawCell | bytes) -> Cell:
        """What is written, as a cell; those of the same markup behind their addresses are alike."""
        if not isinstance(written, bytes):
            return self._taken(written)
        alike = written[len(key) + len('r=""') :]
        known = self._known.get(alike)
        if known is None:
            known = self._known[alike] = self._taken(alike, written, page.name)
        return known

    def _taken(self, raw: sheet.RawCell | bytes, whole: bytes = b"", name: str = "") -> Cell:
        try:
            return self._cell(sheet.parsed(raw, whole, name) if isinstance(raw, bytes) else raw)
        except RefusedError as error:
            raise UnreadableError(self.name, error.code, error.reason) from None

    def exemplar(self, sheet_title: str) -> Exemplar | None:
        """A sheet to lay those of other books beside; None where it is not written plainly, or was typed into since."""
        cells = self._sheets[sheet_title].cells
        return exemplar(cells, self._strings, self._setting) if isinstance(cells, Cut) and not self._typed else None

    def origin(self, sheet_title: str) -> Cut | None:
        """The sheet that all sheets like this one have been laid beside; None where nothing may be kept of it."""
        cells = self._sheets[sheet_title].cells if sheet_title in self._sheets else None
        return cells.origin if isinstance(cells, Cut) and not self._typed else None

    def otherwise(self, sheet_title: str, known: Exemplar) -> dict[int, bytes] | None:
        """The cells of a sheet that may hold something else than the known one, by their number in it, as written."""
        cells = self._sheets[sheet_title].cells
        return known.differing(cells, self._strings, self._setting) if isinstance(cells, Cut) else None

    def filled(self, sheet_title: str, column: str) -> list[str]:
        """Addresses in one column where something may stand; cheaper than reading them."""
        written = self._sheets[sheet_title].filled(column) if sheet_title in self._sheets else []
        typed = (address for address in self._typed.get(sheet_title, {}) if address.rstrip("0123456789") == column)
        return [*dict.fromkeys((*written, *typed))]

    def constants(self, sheet_title: str, among: frozenset[bytes]) -> list[str]:
        """Which of these addresses may hold something that is no formula; cheaper than reading them."""
        written = self._sheets[sheet_title].constants(among)
        typed = (address for address in self._typed.get(sheet_title, {}) if address.encode() in among)
        return [*dict.fromkeys((*written, *typed))]

    def cells(self, sheet_title: str, last: int = LAST_ROW) -> Mapping[tuple[int, int], Cell]:
        """Every cell that holds something, by row and column, of the rows down to the ``last``."""
        page = self._sheets[sheet_title]
        columns: dict[bytes, int] = {}
        found: dict[tuple[int, int], Cell] = {}
        for key, written in page.each():
            letters = key.rstrip(_DIGITS)
            row = int(key[len(letters) :])
            if row > last:
                break
            if letters not in columns:
                columns[letters] = column_number(letters.decode())
            known = self._known.get(written[len(key) + len('r=""') :]) if isinstance(written, bytes) else None
            found[row, columns[letters]] = known or self._meant(page, key, written)
        typed = ((place(address), cell) for address, cell in self._typed.get(sheet_title, {}).items())
        found.update((where, cell) for where, cell in typed if where is not None and where[0] <= last)
        return {where: cell for where, cell in found.items() if cell.value is not None or cell.is_formula}

    def understand(self, page: sheet.RawSheet) -> None:
        """Read every cell of a sheet that is not like another; refuses the file where one cannot be understood."""
        known: set[bytes] = set()
        for key, written in page.each():
            if not isinstance(written, bytes):
                self._cell(written)
            elif (alike := written[len(key) + len('r=""') :]) not in known:
                known.add(alike)
                self._cell(sheet.parsed(alike, written, page.name))

    def said(self, sheet_title: str, cells: Mapping[bytes, bytes] | None = None) -> dict[str, str]:
        """What every cell, or each of these, says by address: its words, or its formula behind ``=`` as it is told."""
        page, found = self._sheets[sheet_title], {}
        for key, written in page.each() if cells is None else cells.items():
            alike = written[len(key) + len('r=""') :] if isinstance(written, bytes) else written
            words = self._told.get(alike)
            if words is None:
                words = self._told[alike] = self._words(page, key, written)
            if words:
                found[key.decode()] = words
        return found

    def _words(self, page: sheet.RawSheet, key: bytes, written: sheet.RawCell | bytes) -> str:
        formula = self._formula(page, written)
        cell = BLANK if formula else self._meant(page, key, written)
        return f"={formula}" if formula or cell.is_formula else "" if cell.is_blank else cell.text

    def _formula(self, page: sheet.RawSheet, written: sheet.RawCell | bytes) -> str:
        try:
            return formula(written, page.name) if isinstance(written, bytes) else written.formula
        except RefusedError as error:
            raise UnreadableError(self.name, error.code, error.reason) from None

    def styles(self, sheet_title: str) -> Mapping[str, str]:
        """The style of every cell of a sheet, as the file numbers them."""
        page = self._sheets[sheet_title]
        return {key.decode(): page.raw(key, written).style for key, written in page.each()}

    def around(self, sheet_title: str) -> bytes:
        """What is written of a sheet around its cells: lists, protection, conditions; blank where that is not plain."""
        return self._sheets[sheet_title].around if sheet_title in self._sheets else b""

    def merged(self, sheet_title: str) -> tuple[Block, ...]:
        """The merged ranges of a sheet."""
        return self._sheets[sheet_title].merges

    def named(self, name: str) -> Block | None:
        """The cells a defined name stands for; None when it is missing, broken or leads out of the book."""
        formula = self.names.get(name)
        block = target(formula) if formula else None
        return block if block is not None and block.sheet in self._sheets else None

    def first(self, name: str) -> Cell:
        """The first cell of a defined name, or a blank one."""
        block = self.named(name)
        return BLANK if block is None else self.cell(block.sheet, a1(block.top, block.left))

    def _cell(self, raw: sheet.RawCell) -> Cell:
        if raw.type not in _TYPES:
            raise damaged("有类型不明的单元格")
        if raw.type == "e":
            return Cell(raw.text, raw.has_formula, is_error=True)
        if raw.type == "s" and raw.text.strip():
            cell = self._string(raw.text)
            if raw.has_formula:
                cell = Cell(cell.value, is_formula=True)
        else:
            cell = Cell(self._value(raw), raw.has_formula)
        if isinstance(cell.value, str) and len(cell.value) > LONGEST:
            raise unsafe(f"有单元格的文字超过{LONGEST}个字符")
        return cell

    def _value(self, raw: sheet.RawCell) -> Scalar:
        if raw.type in ("str", "inlineStr"):
            return content(raw.text)
        if not raw.text.strip():
            return None
        if raw.type == "b":
            return raw.text.strip() in ("1", "true")
        return _iso(raw.text) if raw.type == "d" else self._number(raw)

    def _string(self, index: str) -> Cell:
        number = int(index) if index.isdecimal() else -1
        if not 0 <= number < len(self._strings):
            raise damaged("有单元格指向不存在的文字")
        return self._strings[number]

    def _number(self, raw: sheet.RawCell) -> Scalar:
        number = _float(raw.text)
        if raw.style in self._styles.dates and raw.style:
            return day(number, is_1904=self.is_1904) or number
        return number


def day(serial: float, *, is_1904: bool) -> dt.datetime | None:
    """The moment a serial number means; None where it is a mere time of day or out of range."""
    if not 1 <= serial + is_1904 <= _LAST_SERIAL:
        return None
    epoch = _EPOCH_1904 if is_1904 else _EPOCH if serial >= _LEAP_BUG else _EPOCH_EARLY
    return epoch + dt.timedelta(milliseconds=round(serial * 86_400_000))


def serial(moment: dt.datetime, *, is_1904: bool) -> float:
    """The number that means this moment."""
    if is_1904:
        return (moment - _EPOCH_1904) / dt.timedelta(days=1)
    number = (moment - _EPOCH) / dt.timedelta(days=1)
    return number if number > _LEAP_BUG else number - 1


def _float(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number) or "_" in text:
        raise damaged(f"有读不出的数“{text[:20]}”")
    return number


def _iso(text: str) -> Scalar:
    try:
        return dt.datetime.fromisoformat(text.strip()).replace(tzinfo=None)
    except ValueError:
        return content(text)


def _optional(container: Container, name: str | None) -> bytes | None:
    return container.part(name) if name and name in container else None
