"""What a person typed into an open form since its file was written: read cell by cell, laid over the file."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import xlwings as xw

from workbook import guard, patch
from workbook.edit import Change
from workbook.layout import CHECK_EXPLANATION, CHECK_SHEET, STATUS, Layout
from workbook.ooxml.address import a1, column_number
from workbook.ooxml.book import Book
from workbook.ooxml.cell import BLANK, Cell
from workbook.ooxml.text import clean
from xlpy.live.program import Program

Typed = Mapping[str, Mapping[str, Cell]]

_COLUMNS = range(1, column_number(STATUS))
_CHECK_COLUMNS = range(column_number(CHECK_EXPLANATION), column_number(CHECK_EXPLANATION) + 1)
"""Where people type, and on the sheets of a form the labels beside it."""


class OtherwiseChangedError(Exception):
    """More than inputs was changed, or the program shows a content as the file cannot tell it."""


def typed(program: Program, book: xw.Book, saved: Book, layout: Layout) -> Typed:
    """The inputs that hold something else in the window than in the file.

    Raises:
        OtherwiseChangedError: the form itself was changed: a label, a formula, a protection.
    """
    found: dict[str, dict[str, Cell]] = {}
    for title in (*layout.sheets, CHECK_SHEET):
        if title not in saved.sheets:
            raise OtherwiseChangedError
        columns = _CHECK_COLUMNS if title == CHECK_SHEET else _COLUMNS
        there = {place: cell for place, cell in saved.cells(title).items() if place[1] in columns}
        rows = max((row for row, _ in saved.cells(title)), default=1)
        changed = dict(_changed(cells_of(book.sheets[title], (1, rows), columns), there))
        if changed and not (program.is_protected(book.sheets[title]) and are_inputs(layout, title, changed)):
            raise OtherwiseChangedError
        found |= {title: changed} if changed else {}
    return found


def content(program: Program, book: xw.Book, data: bytes, layout: Layout) -> bytes:
    """The file with what was typed, every other byte as it was.

    Raises:
        OtherwiseChangedError: as above.
    """
    saved = guard.admit(data, book.name)
    cells = typed(program, book, saved, layout)
    changes = [Change(sheet, at, None, cell.value) for sheet, found in cells.items() for at, cell in found.items()]
    patched = patch.apply(data, changes, force=True)
    again = guard.admit(patched, book.name)
    if any(again.cell(sheet, at) != cell for sheet, found in cells.items() for at, cell in found.items()):
        raise OtherwiseChangedError
    return patched


def cells_of(sheet: xw.Sheet, rows: tuple[int, int], columns: range) -> dict[tuple[int, int], Cell]:
    """What stands in these rows and columns, blank cells left out."""
    block = sheet.range((rows[0], columns[0]), (rows[1], columns[-1]))
    formulas = _as_rows(block.formula, len(columns))
    values = block.options(ndim=2).value
    return {
        (row, column): cell
        for row, (written, shown) in enumerate(zip(formulas, values, strict=True), start=rows[0])
        for column, formula, value in zip(columns, written, shown, strict=True)
        if (cell := _cell(str(formula or ""), value)) != BLANK
    }


def _as_rows(formulas: Any, columns: int) -> Sequence[Sequence[Any]]:
    """One cell comes alone, one row of some programs flat."""
    if not isinstance(formulas, (list, tuple)):
        return [[formulas]]
    return (
        formulas
        if isinstance(formulas[0], (list, tuple))
        else [formulas]
        if columns > 1
        else [[one] for one in formulas]
    )


def _cell(formula: str, value: Any) -> Cell:
    if formula.startswith("=") and len(formula) > 1:
        return Cell(None, is_formula=True)
    if isinstance(value, str):
        return Cell(clean(value) or None)
    if isinstance(value, dt.datetime):
        return Cell(value.replace(tzinfo=None))
    return Cell(float(value)) if isinstance(value, int) and not isinstance(value, bool) else Cell(value)


def _changed(now: Mapping[tuple[int, int], Cell], there: Mapping[tuple[int, int], Cell]) -> Iterator[tuple[str, Cell]]:
    """The cells that hold something else; a formula stays one whatever it shows."""
    for place in {*now, *there}:
        one, other = now.get(place, BLANK), there.get(place, BLANK)
        both = one.is_formula and other.is_formula
        if not both and (one.is_formula, one.value) != (other.is_formula, None if other.value == "" else other.value):
            yield a1(*place), one


def are_inputs(layout: Layout, title: str, cells: Iterable[str]) -> bool:
    """Whether people fill in all of these cells."""
    if title == CHECK_SHEET:
        return all(cell.startswith(CHECK_EXPLANATION) for cell in cells)
    spots = (*layout.spots.values(), *layout.areas.values())
    return {*cells} <= {cell for spot in spots if spot.sheet == title for cell in spot.cells}
