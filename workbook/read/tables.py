"""The tables of the books of rows, and the bureau's registers."""

import re
from collections.abc import Mapping
from dataclasses import replace

from workbook import guard
from workbook.errors import OtherPaperError
from workbook.guard import LIMITS, Limits
from workbook.notice.pack import RegisterSpec
from workbook.ooxml.address import a1
from workbook.ooxml.book import Book
from workbook.ooxml.cell import BLANK, Cell
from workbook.papers import Table, TableColumn
from workbook.read.identity import confirm_identity, identity, pack_of
from workbook.read.second import Second
from workbook.register import HEADER_ROW, TITLE_ROW, Registers

_GAP = re.compile(r"\s+")


def rows(data: bytes, name: str, table: Table, limits: Limits = LIMITS) -> list[dict[str, Cell]]:
    """The rows of one table from its first row on, blank ones between them included; columns are found by title.

    ``limits`` are wider for a book that a desk keeps itself.

    Raises:
        UnreadableError: the file does not pass the guard, or the two readers disagree.
        OtherPaperError: the book has no such sheet, or the sheet lacks a column.
    """
    book = guard.admit(data, name, limits)
    if table.sheet not in book.sheets:
        raise OtherPaperError(name, table.sheet, f"没有“{table.sheet}”工作表的工作簿")
    return _rows(book, Second(data, book), table)


def registers(data: bytes, name: str) -> Registers:
    """The bureau's registers; a sheet that is not there or holds no row is a register the desk does not have.

    Raises:
        UnreadableError: the file does not pass the guard, or the two readers disagree.
        OtherPaperError: it is another paper, none of ours, or a sheet lacks a column.
        OtherNoticeError: it belongs to another notice or another version.
    """
    book = guard.admit(data, name)
    pack = pack_of(identity(book, "registers"), name)
    second = Second(data, book)
    confirm_identity(book, second)
    kept = [spec for spec in pack.registers if spec.title in book.sheets]
    return Registers.of(pack, {spec.id: _rows(book, second, _table(spec)) for spec in kept})


def _table(spec: RegisterSpec) -> Table:
    columns = tuple(TableColumn(title, title, optional=title in spec.optional) for title in spec.columns)
    return Table(spec.title, columns, (spec.code, spec.name), TITLE_ROW, HEADER_ROW)


def _rows(book: Book, second: Second, table: Table) -> list[dict[str, Cell]]:
    cells = book.cells(table.sheet)
    columns = _columns(book, table, cells)
    last = max((row for row, _ in cells), default=0)
    found = [
        {id_: cells.get((row, column), BLANK) for id_, column in columns.items()}
        for row in range(table.first_row, last + 1)
    ]
    while found and all(cell.is_blank for cell in found[-1].values()):
        found.pop()
    _confirm(second, table, columns, found)
    return found


def placed(data: bytes, name: str, tables: Mapping[str, Table], limits: Limits = LIMITS) -> dict[str, Table]:
    """The same tables where they stand in this book: people insert columns of their own and move ours."""
    book = guard.admit(data, name, limits)
    found: dict[str, Table] = {}
    for sheet, table in tables.items():
        if sheet not in book.sheets and table.came_later:
            continue
        if sheet not in book.sheets:
            raise OtherPaperError(name, sheet, f"没有“{sheet}”工作表的工作簿")
        found[sheet] = replace(table, places=tuple(_columns(book, table, book.cells(sheet)).values()))
    return found


def _confirm(second: Second, table: Table, columns: Mapping[str, int], found: list[dict[str, Cell]]) -> None:
    for number, row in enumerate(found, start=table.first_row):
        for id_, cell in row.items():
            second.confirm(table.sheet, a1(number, columns[id_]), cell)


def _columns(book: Book, table: Table, cells: Mapping[tuple[int, int], Cell]) -> dict[str, int]:
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
                raise OtherPaperError(book.name, table.sheet, problem)
            found[id_] = at
            taken.add(at)
    return {id_: found[id_] for id_ in wanted if id_ in found}


def _title(cells: Mapping[tuple[int, int], Cell], table: Table, column: int) -> str:
    """The lowest words of a header that may take several rows."""
    for row in range(table.header_row, table.title_row, -1):
        cell = cells.get((row, column), BLANK)
        if not cell.is_blank:
            return _bare(cell.text)
    return ""


def _bare(text: str) -> str:
    return _GAP.sub("", text)
