"""One table of a book of rows on its sheet: header, widths, the look of its first row of data, drop-downs, printing."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from workbook.edit import Content
from workbook.finding import OVERRULED, Force, Verdict
from workbook.ooxml.address import column_letters
from workbook.ooxml.text import clean
from workbook.ooxml.wrap import row_height
from workbook.papers import Table, TableColumn
from workbook.render.sheet import Paper, Sheet

LAST_ROW = 1_048_576
_A4, _A3, _PAPER_A3 = 240, 400, 8
_SHORT = 16
HEADER_HEIGHT, ROW_HEIGHT = 30.0, 24.0

_FORMATS = {"money_wan": "money", "number": "number", "date": "day", "year_month": "year_month", "integer": "whole"}
_CENTRED = ("integer", "date", "year_month")
_MARKED: Mapping[str, Mapping[str, str]] = {
    "verdict": {f"{verdict.title}{sign}": verdict.mark for verdict in Verdict for sign in ("", OVERRULED)},
    "force": {force.title: force.mark for force in (Force.MUST, Force.SHOULD)},
}


def draw_table(paper: Paper, sheet: Sheet, table: Table, slug: str, *, freeze: int = 1) -> None:
    """A table without rows; ``slug`` ends the name of its first row of data, ``freeze`` columns stay in sight."""
    for column in table.columns:
        cell = f"{table.letter[column.id]}{table.header_row}"
        sheet.text(cell, column.title, "header", "cell", "wrap", *(("input",) if column.manual else ()))
    sheet.height(table.header_row, _header_height(table))
    prepare(paper, sheet, table, slug)
    sheet.native.autofilter(f"A{table.header_row}:{column_letters(len(table.columns))}{table.first_row}")
    sheet.native.freeze_panes(table.header_row, freeze)
    _page(sheet, table, freeze)
    sheet.page_title(f"{paper.title}　{table.sheet}")


def _page(sheet: Sheet, table: Table, freeze: int) -> None:
    """A4; a wide table on A3; the widest over several pages, its first columns on each."""
    sheet.landscape(header_rows=(table.header_row, table.header_row))
    width = sum(column.width for column in table.columns)
    if width > _A4:
        sheet.native.set_paper(_PAPER_A3)
    if width > _A3:
        sheet.native.set_print_scale(70)
        sheet.native.repeat_columns(0, freeze - 1)


def prepare(paper: Paper, sheet: Sheet, table: Table, slug: str) -> None:
    """Widths, drop-downs and the first row of data, which later rows take their looks from."""
    sheet.widths(**{table.letter[column.id]: column.width for column in table.columns})
    draw_row(sheet, table, table.first_row, {})
    paper.name(
        f"rows_{slug}", f"'{table.sheet}'!$A${table.first_row}:${column_letters(len(table.columns))}${table.first_row}"
    )
    for column in table.columns:
        area = f"{table.letter[column.id]}{table.first_row}:{table.letter[column.id]}{LAST_ROW}"
        _guide(sheet, column, area)
        _mark(sheet, column, area, f"${table.letter[column.id]}{table.first_row}")


def draw_row(sheet: Sheet, table: Table, number: int, row: Mapping[str, Content], least: float = ROW_HEIGHT) -> None:
    """One row of data at a sheet row, high enough for its texts."""
    for column in table.columns:
        styles = look_of(column, filled=table.title_row == 0)
        _draw_cell(sheet, f"{table.letter[column.id]}{number}", row.get(column.id), styles)
    texts = [(str(row.get(column.id) or ""), column.width) for column in table.columns]
    sheet.height(number, row_height(texts, least))


def look_of(column: TableColumn, *, filled: bool = True) -> tuple[str, ...]:
    """The styles of a cell of this column; ``filled`` shows where people type."""
    centred = column.kind in _CENTRED or (column.kind == "text" and column.width <= _SHORT)
    return (
        "cell",
        "wrap",
        _FORMATS.get(column.kind, "general" if column.kind == "long_text" else "text"),
        *(("centre",) if centred else ()),
        *(("input",) if column.manual and filled else ()),
    )


def _draw_cell(sheet: Sheet, cell: str, content: Content, styles: tuple[str, ...]) -> None:
    if isinstance(content, str):
        sheet.text(cell, clean(content), *styles)
    elif content is None:
        sheet.blank(cell, *styles)
    elif isinstance(content, dt.date):
        sheet.day(cell, content, *styles)
    else:
        sheet.number(cell, float(content) if isinstance(content, Decimal) else content, *styles)


def _header_height(table: Table) -> float:
    return row_height(((column.title, column.width - 2) for column in table.columns), HEADER_HEIGHT)


def _guide(sheet: Sheet, column: TableColumn, area: str) -> None:
    """Help while typing in a manual column; what is pasted is checked when it is read."""
    if not column.manual:
        return
    if column.options:
        sheet.validate(
            area,
            {
                "validate": "list",
                "source": list(column.options),
                "error_title": "请从下拉中选择",
                "error_message": f"{column.title}可选：{'、'.join(column.options)}。",
            },
        )
    elif column.kind == "date":
        sheet.validate(
            area,
            {
                "validate": "date",
                "criteria": ">=",
                "value": dt.date(2000, 1, 1),
                "error_title": "请填日期",
                "error_message": f"{column.title}请填日期，如 2024-01-31。",
            },
        )


def _mark(sheet: Sheet, column: TableColumn, area: str, first: str) -> None:
    for words, mark in _MARKED.get(column.id, {}).items():
        sheet.colour(area, f'{first}="{words}"', sheet.look.marked(mark))
