"""Copy, special paste and fill between ranges, within a book and across books."""

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from xlpy.libreoffice import bridge
from xlpy.libreoffice.cells import place_of
from xlpy.libreoffice.errors import cannot
from xlpy.libreoffice.places import Place

if TYPE_CHECKING:
    from xlpy.libreoffice.range import Range

_FLAGS = {
    "all": "A",
    "all_using_source_theme": "A",
    "all_merging_conditional_formats": "A",
    "formulas": "SVDF",
    "formulas_and_number_formats": "SVDF",
    "values": "SVD",
    "values_and_number_formats": "SVD",
    "formats": "T",
    "comments": "N",
}
"""The parts of cells that ``.uno:InsertContents`` knows; of themes it knows nothing, rules it always merges."""
_OPERATIONS = {None: 0, "add": 1, "subtract": 2, "multiply": 3, "divide": 4}
_NO_SHIFT = 4


def copy(source: "Range", target: "Range") -> None:
    """Everything, to a place of this book or another; a larger target is tiled, as in Excel."""
    _in_one_app(source, target)
    if source.sheet.book.xl != target.sheet.book.xl:
        paste(source, target, what="all")
        return
    for row, column in _corners(source.place, target.place):
        corner = target.at(Place(row, column)).corner
        target.sheet.xl.copyRange(corner.getCellAddress(), source.xl.getRangeAddress())


def _corners(source: Place, target: Place) -> Iterator[tuple[int, int]]:
    """Where copies begin: as many as fill the target, one when they do not fit."""
    down, over = divmod(target.nrows, source.nrows)
    right, beyond = divmod(target.ncols, source.ncols)
    down, right = (1, 1) if over or beyond else (down, right)
    for row in range(down):
        for column in range(right):
            yield target.row + row * source.nrows, target.column + column * source.ncols


def paste(
    source: "Range",
    target: "Range",
    *,
    what: str,
    operation: str | None = None,
    skip_blanks: bool = False,
    transpose: bool = False,
) -> None:
    """A part of what cells have; the selection of the window stays as it was."""
    _in_one_app(source, target)
    if what == "column_widths":
        _widths(source, target)
        return
    _check(what, operation)
    target.guard()
    _dispatch(source, ".uno:Copy")
    _dispatch(
        target,
        ".uno:InsertContents",
        Flags=_FLAGS[what],
        FormulaCommand=_OPERATIONS[operation],
        SkipEmptyCells=skip_blanks,
        Transpose=transpose,
        AsLink=False,
        MoveMode=_NO_SHIFT,
    )
    if what.endswith("number_formats"):
        _number_formats(source, target, transpose=transpose)


def _check(what: str, operation: str | None) -> None:
    if what not in _FLAGS:
        raise cannot(f"paste={what!r}", f"LibreOffice pastes {', '.join(_FLAGS)} and column_widths")
    if operation not in _OPERATIONS:
        raise ValueError(f"operation must be add, subtract, multiply or divide, not {operation!r}.")


def _in_one_app(source: "Range", target: "Range") -> None:
    if source.sheet.book.app is not target.sheet.book.app:
        raise cannot("To copy from one app into another", "each has its own clipboard; open both books in one app")


def _number_formats(source: "Range", target: "Range", *, transpose: bool) -> None:
    """The number formats of cells, wherever their values went."""
    turned = _turned if transpose else Place
    corners = list(_corners(turned(*source.place), target.place))
    theirs, ours = source.sheet.book.formats, target.sheet.book.formats
    groups = source.xl.getUniqueCellFormatRanges()
    for group in (groups.getByIndex(index) for index in range(groups.getCount())):
        key = ours.key(theirs.code(group.NumberFormat))
        for found in map(place_of, group.getRangeAddresses()):
            part = turned(found.row - source.row, found.column - source.column, found.nrows, found.ncols)
            for row, column in corners:
                target.at(part._replace(row=part.row + row, column=part.column + column)).xl.NumberFormat = key


def _turned(row: int, column: int, nrows: int, ncols: int) -> Place:
    """A block with its rows as columns."""
    return Place(column, row, ncols, nrows)


def _dispatch(cells: "Range", command: str, **arguments: object) -> None:
    """Run a command of the menu on cells."""
    book = cells.sheet.book
    controller = book.controller
    sheet, selected = controller.getActiveSheet(), book.xl.getCurrentSelection()
    controller.select(cells.xl)
    helper = bridge.service(book.app.context, "frame.DispatchHelper")
    helper.executeDispatch(controller.getFrame(), command, "", 0, bridge.properties(**arguments))
    controller.setActiveSheet(sheet)
    if selected is not None:
        controller.select(selected)


def _widths(source: "Range", target: "Range") -> None:
    for column in range(1, source.place.ncols + 1):
        target(1, column).column_width = source(1, column).column_width or 0


def fill(source: "Range", destination: "Range", kind: str) -> None:
    """Go on with a series over a destination that holds the source at one end."""
    direction, count = _direction(source.place, destination.place)
    if kind == "fill_copy":
        mode = bridge.enum("sheet.FillMode", "SIMPLE")
        first = destination.xl
        first.fillSeries(direction, mode, bridge.enum("sheet.FillDateMode", "FILL_DATE_DAY"), 0, math.inf)
    elif kind in ("fill_default", "fill_series"):
        destination.xl.fillAuto(direction, count)
    elif kind in _DATE_MODES:
        mode, step = bridge.enum("sheet.FillMode", "DATE"), 1
        destination.xl.fillSeries(direction, mode, bridge.enum("sheet.FillDateMode", _DATE_MODES[kind]), step, 1e300)
    else:
        raise cannot(f"autofill type {kind!r}", "LibreOffice fills series, copies and dates only")


_DATE_MODES = {
    "fill_days": "FILL_DATE_DAY",
    "fill_weekdays": "FILL_DATE_WEEKDAY",
    "fill_months": "FILL_DATE_MONTH",
    "fill_years": "FILL_DATE_YEAR",
}


def _direction(source: Place, target: Place) -> tuple[object, int]:
    """Which way a series goes, and how many cells begin it."""
    if target.ncols == source.ncols and target.column == source.column:
        name, count = ("TO_BOTTOM" if target.row == source.row else "TO_TOP"), source.nrows
    elif target.nrows == source.nrows and target.row == source.row:
        name, count = ("TO_RIGHT" if target.column == source.column else "TO_LEFT"), source.ncols
    else:
        raise ValueError("The destination must hold the source and grow in one direction.")
    return bridge.enum("sheet.FillDirection", name), count
