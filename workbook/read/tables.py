"""The tables of the books of rows, and the bureau's registers."""

import re
import string
from collections.abc import Collection, Mapping
from dataclasses import replace

from workbook import guard
from workbook.errors import OtherPaperError
from workbook.guard import LIMITS, Limits
from workbook.notice.pack import RegisterSpec
from workbook.ooxml.address import Block
from workbook.ooxml.cell import BLANK, Cell
from workbook.papers import Table, TableColumn
from workbook.read.identity import Identity, PaperKind, confirm_identity, identity, pack_of
from workbook.read.second import Second
from workbook.register import HEADER_ROW, TITLE_ROW, Registers

Cells = Mapping[tuple[int, int], Cell]

_GAP = re.compile(r"\s+")
_PUT_BACK = "改了名的请改回原名；删掉了的，汇总表、总表可用 xlpy rebuild 按档案重做，旧表另存保留。"


class Tables:
    """The tables of one book, opened once: where they stand in it, and their rows.

    ``limits`` are wider for a book that a desk keeps itself; ``only`` these sheets are read where they are given.
    """

    def __init__(self, data: bytes, name: str, limits: Limits = LIMITS, only: Collection[str] | None = None) -> None:
        self._book = guard.admit(data, name, limits, only)
        self._second = Second(data, self._book)
        self._cells: dict[str, Cells] = {}

    def placed(self, tables: Mapping[str, Table]) -> dict[str, Table]:
        """The same tables where they stand in this book: people insert columns of their own and move ours."""
        found: dict[str, Table] = {}
        for sheet, table in tables.items():
            if sheet not in self._book.sheets and table.came_later:
                continue
            if sheet not in self._book.sheets:
                raise OtherPaperError(self._book.name, sheet, f"没有“{sheet}”工作表的工作簿", _PUT_BACK)
            places = tuple(_columns(self._book.name, table, self._book.cells(sheet, table.header_row)).values())
            found[sheet] = replace(table, places=places)
        return found

    def rows(self, table: Table) -> list[dict[str, Cell]]:
        """The rows of one table from its first row on, blank ones between them included; columns are found by title.

        Raises:
            UnreadableError: the two readers disagree.
            OtherPaperError: the book has no such sheet, or the sheet lacks a column.
        """
        if table.sheet not in self._book.sheets:
            raise OtherPaperError(self._book.name, table.sheet, f"没有“{table.sheet}”工作表的工作簿", _PUT_BACK)
        cells = self._filled(table.sheet)
        columns = _columns(self._book.name, table, cells)
        last = max((row for row, _ in cells), default=0)
        found = [
            {id_: cells.get((row, column), BLANK) for id_, column in columns.items()}
            for row in range(table.first_row, last + 1)
        ]
        while found and all(cell.is_blank for cell in found[-1].values()):
            found.pop()
        _confirm(self._second, table, columns, found)
        return found

    def beside(self, table: Table) -> list[tuple[int, int]]:
        """Where people wrote beside a table, row and column, in columns of their own with a heading over them."""
        cells, ours = self._filled(table.sheet), set(table.places)
        theirs = [at for at, cell in cells.items() if at[1] not in ours and not cell.is_formula and not cell.is_blank]
        headed = {column for row, column in theirs if row == table.header_row}
        return sorted(at for at in theirs if at[0] > table.header_row and at[1] in headed)

    def formulas(self, table: Table) -> list[tuple[int, int]]:
        """Where formulas stand in the rows of a table: people put them there."""
        cells, ours = self._filled(table.sheet), set(table.places)
        return sorted(
            at for at, cell in cells.items() if cell.is_formula and at[0] > table.header_row and at[1] in ours
        )

    def is_filtered(self, sheet: str) -> bool:
        """Whether a filter hides rows of a sheet."""
        return b"filterColumn" in self._book.around(sheet)

    def merged(self, sheet: str) -> tuple[Block, ...]:
        """The merged ranges of a sheet: people put them there."""
        return self._book.merged(sheet)

    def is_filled(self, table: Table, column: str) -> bool:
        """Whether anything may stand in a column below its title; cheaper than reading the rows."""
        addresses = self._book.filled(table.sheet, table.letter[column])
        return any(int(address.lstrip(string.ascii_uppercase)) > table.header_row for address in addresses)

    def identity(self, wanted: PaperKind | None = None) -> Identity:
        """Which of our papers this book is; refuses one that is none, or not the one that is wanted."""
        return identity(self._book, wanted)

    def confirmed(self) -> None:
        """Refuse the file unless the second reader sees the same kind, notice and version."""
        confirm_identity(self._book, self._second)

    def has(self, sheet: str) -> bool:
        """Whether the book has a sheet of this title."""
        return sheet in self._book.sheets

    def _filled(self, sheet: str) -> Cells:
        if sheet not in self._cells:
            self._cells[sheet] = self._book.cells(sheet)
        return self._cells[sheet]


def rows(data: bytes, name: str, table: Table) -> list[dict[str, Cell]]:
    """The rows of one table of a book, as ``Tables`` reads them.

    Raises:
        UnreadableError: the file does not pass the guard, or the two readers disagree.
        OtherPaperError: the book has no such sheet, or the sheet lacks a column.
    """
    return Tables(data, name).rows(table)


def placed(data: bytes, name: str, tables: Mapping[str, Table]) -> dict[str, Table]:
    """The same tables where they stand in this book, as ``Tables`` finds them."""
    return Tables(data, name).placed(tables)


def registers(data: bytes, name: str) -> Registers:
    """The bureau's registers; a sheet that is not there or holds no row is a register the desk does not have.

    Raises:
        UnreadableError: the file does not pass the guard, or the two readers disagree.
        OtherPaperError: it is another paper, none of ours, or a sheet lacks a column.
        OtherNoticeError: it belongs to another notice or another version.
    """
    tables = Tables(data, name)
    pack = pack_of(tables.identity("registers"), name)
    tables.confirmed()
    kept = [spec for spec in pack.registers if tables.has(spec.title)]
    return Registers.of(pack, {spec.id: tables.rows(_table(spec)) for spec in kept})


def _table(spec: RegisterSpec) -> Table:
    columns = tuple(TableColumn(title, title, optional=title in spec.optional) for title in spec.columns)
    return Table(spec.title, columns, (spec.code, spec.name), TITLE_ROW, HEADER_ROW)


def _confirm(second: Second, table: Table, columns: Mapping[str, int], found: list[dict[str, Cell]]) -> None:
    for number, row in enumerate(found, start=table.first_row):
        grid = second.look(table.sheet)
        for id_, cell in row.items():
            seen, mine = grid.seen(number, columns[id_]), cell.value
            if seen != ("" if mine is None else mine) or isinstance(seen, bool) or isinstance(mine, bool):
                second.confirm_at(table.sheet, (number, columns[id_]), cell)


def _columns(name: str, table: Table, cells: Cells) -> dict[str, int]:
    """Where each column stands: in its own place where its title stands there, else wherever its title does."""
    width = max((column for _, column in cells), default=0)
    titles = {column: _title(cells, table, column) for column in range(1, width + 1)}
    wanted = {column.id: _bare(column.title) for column in table.columns}
    found = {id_: at for at, (id_, title) in enumerate(wanted.items(), start=1) if titles.get(at) == title}
    taken = set(found.values())
    for id_, title in wanted.items():
        if id_ not in found:
            at = next((at for at, seen in titles.items() if seen == title and at not in taken), 0)
            if not at and table.by_id[id_].optional:
                continue
            if not at:
                problem = f"“{table.sheet}”工作表缺少“{table.by_id[id_].title}”一列的工作簿"
                raise OtherPaperError(name, table.sheet, problem, _PUT_BACK)
            found[id_] = at
            taken.add(at)
    return {id_: found[id_] for id_ in wanted if id_ in found}


def _title(cells: Cells, table: Table, column: int) -> str:
    """The lowest words of a header that may take several rows."""
    for row in range(table.header_row, table.title_row, -1):
        cell = cells.get((row, column), BLANK)
        if not cell.is_blank:
            return _bare(cell.text)
    return ""


def _bare(text: str) -> str:
    return _GAP.sub("", text)
