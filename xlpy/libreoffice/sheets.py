"""Sheets: found, added, moved, copied, hidden, cleared; what stands on them is asked of the topics."""

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xlpy.libreoffice import places, views
from xlpy.libreoffice.bridge import Uno
from xlpy.libreoffice.cells import place_of
from xlpy.libreoffice.charts import Charts
from xlpy.libreoffice.errors import BookClosedError, OfficeError, cannot
from xlpy.libreoffice.grid import Grid
from xlpy.libreoffice.honest import honest
from xlpy.libreoffice.names import Names
from xlpy.libreoffice.notes import Note, notes_of
from xlpy.libreoffice.pictures import Pictures
from xlpy.libreoffice.pivots import PivotTables
from xlpy.libreoffice.range import Range
from xlpy.libreoffice.shapes import Shapes
from xlpy.libreoffice.tables import Tables
from xlpy.libreoffice.views import FreezePanes, PageSetup, in_front

if TYPE_CHECKING:
    from xlpy.libreoffice.books import Book


@honest
class Sheets(base_classes.Sheets):
    """The sheets of a book, left to right."""

    def __init__(self, book: "Book") -> None:
        self.book = book

    @property
    def api(self) -> Uno:
        """The sheets as UNO knows them."""
        sheets = self.book.xl.getSheets()
        if sheets is None:
            raise BookClosedError
        return sheets

    @property
    def active(self) -> "Sheet":
        """The sheet in front."""
        return Sheet(self.book, self.book.controller.getActiveSheet())

    @property
    def selection(self) -> Range | None:
        """The selected cells; None when something else is selected."""
        selected = self.book.xl.getCurrentSelection()
        if selected is None or not hasattr(selected, "getRangeAddress"):
            return None
        address = selected.getRangeAddress()
        return self(address.Sheet + 1).at(place_of(address))

    def __call__(self, name_or_index: int | str) -> "Sheet":
        """The n-th sheet, or the one of this name."""
        sheets = self.api
        if isinstance(name_or_index, str):
            if sheets.hasByName(name_or_index):
                return Sheet(self.book, sheets.getByName(name_or_index))
            for name in sheets.getElementNames():
                if name.lower() == name_or_index.lower():
                    return Sheet(self.book, sheets.getByName(name))
            raise KeyError(name_or_index)
        if not 1 <= name_or_index <= sheets.getCount():
            raise IndexError(f"There is no sheet {name_or_index}.")
        return Sheet(self.book, sheets.getByIndex(name_or_index - 1))

    def __len__(self) -> int:
        return int(self.api.getCount())

    def __iter__(self) -> "Iterator[Sheet]":
        sheets = self.api
        return (Sheet(self.book, sheets.getByIndex(index)) for index in range(sheets.getCount()))

    def add(self, before: "Sheet | None" = None, after: "Sheet | None" = None, name: str | None = None) -> "Sheet":
        """A new sheet, before the active one unless said otherwise; it becomes the active one."""
        position = _position(before, after) if before or after else self.active.index - 1
        made = name or self._free_name()
        self.api.insertNewByName(made, position)
        sheet = self(made)
        sheet.activate()
        return sheet

    def _free_name(self) -> str:
        taken = {name.lower() for name in self.api.getElementNames()}
        return next(f"Sheet{n}" for n in range(len(taken) + 1, 100000) if f"sheet{n}" not in taken)


@honest
class Sheet(Grid):
    """One sheet."""

    def __init__(self, book: "Book", xl: Uno) -> None:
        self._book = book
        self._xl = xl
        self._shifts = book.app.shifts

    @property
    def book(self) -> "Book":
        """Its book."""
        return self._book

    @property
    def xl(self) -> Uno:
        """The sheet as UNO knows it; fetched anew after cells moved."""
        return self._xl if self._shifts == self.book.app.shifts else self.renewed()

    def renewed(self) -> Uno:
        """The sheet fetched anew: an old one counts from the wrong cell when cells were deleted."""
        self._xl = self.book.xl.getSheets().getByName(self._xl.getName())
        self._shifts, self._held = self.book.app.shifts, None
        return self._xl

    @property
    def api(self) -> Uno:
        """The sheet as UNO knows it."""
        return self.xl

    @property
    def name(self) -> str:
        """The name on its tab."""
        return str(self.xl.getName())

    @name.setter
    def name(self, value: str) -> None:
        self.xl.setName(value)
        if self.name != value:
            raise ValueError(f"A sheet cannot be called {value!r}.")

    @property
    def quoted(self) -> str:
        """The name as it stands in a formula."""
        return places.quoted(self.name)

    @property
    def index(self) -> int:
        """Its place among the sheets, from 1."""
        return int(self.xl.getRangeAddress().Sheet) + 1

    @property
    def names(self) -> Names:
        """The names that hold on this sheet only."""
        return Names(self.book, self)

    def activate(self) -> None:
        """Bring the sheet to the front."""
        self.book.controller.setActiveSheet(self.xl)

    def select(self) -> None:
        """Bring the sheet to the front."""
        self.activate()

    def clear_contents(self) -> None:
        """Empty all cells, keep their looks."""
        self.cells.clear_contents()

    def clear_formats(self) -> None:
        """Keep what the cells say, drop their looks."""
        self.cells.clear_formats()

    def clear(self) -> None:
        """Empty all cells and drop their looks."""
        self.cells.clear()

    def autofit(self, axis: str | None = None) -> None:
        """Fit rows, columns or both to what they hold."""
        self.used_range.autofit(axis)

    def delete(self) -> None:
        """Remove the sheet."""
        if len(self.book.sheets) == 1:
            raise OfficeError(f"Sheet {self.name!r} stays: a book needs one sheet at least.")
        self.book.xl.getSheets().removeByName(self.name)

    def copy(self, before: "Sheet | None" = None, after: "Sheet | None" = None) -> None:
        """Copy into this book or another."""
        target = (before or after or self).book
        position = _position(before, after)
        if target.app is not self.book.app:
            raise cannot("To copy a sheet from one app into another", "open both books in one app")
        sheets, name = target.xl.getSheets(), _copy_name(self.name, target.sheet_names())
        if target.xl == self.book.xl:
            sheets.copyByName(self.name, name, position)
        else:
            # At the end first: an office dies now and then (25.2) of what is imported before the sheet in front.
            end = sheets.getCount()
            sheets.importSheet(self.book.xl, self.name, end)
            sheets.getByIndex(end).setName(name)
            sheets.moveByName(name, position)
        target.sheets(position + 1).activate()

    def move(self, before: "Sheet | None" = None, after: "Sheet | None" = None) -> None:
        """Move within the book."""
        self.book.xl.getSheets().moveByName(self.name, _position(before, after))

    @property
    def visible(self) -> bool:
        """Whether its tab is shown."""
        return bool(self.xl.IsVisible)

    @visible.setter
    def visible(self, value: bool) -> None:
        self.xl.IsVisible = bool(value)

    def to_html(self, path: str) -> None:
        """Write the sheet alone as a web page."""
        views.to_html(self, path)

    @property
    def freeze_panes(self) -> FreezePanes:
        """The frozen rows and columns."""
        return FreezePanes(self)

    @property
    def page_setup(self) -> PageSetup:
        """How it is printed."""
        return PageSetup(self)

    @property
    def show_gridlines(self) -> bool:
        """Whether its window draws grid lines."""
        with in_front(self) as controller:
            return bool(controller.ShowGrid)

    @show_gridlines.setter
    def show_gridlines(self, value: bool) -> None:
        with in_front(self) as controller:
            controller.ShowGrid = bool(value)

    @property
    def notes(self) -> list[Note]:
        """The notes on its cells."""
        return notes_of(self)

    @property
    def comments(self) -> list[Any]:
        """Threaded comments: there are none."""
        return []

    @property
    def shapes(self) -> Shapes:
        """The shapes on it."""
        return Shapes(self)

    @property
    def pictures(self) -> Pictures:
        """The pictures on it."""
        return Pictures(self)

    @property
    def charts(self) -> Charts:
        """The charts on it."""
        return Charts(self)

    @property
    def pivot_tables(self) -> PivotTables:
        """The pivot tables on it."""
        return PivotTables(self)

    @property
    def tables(self) -> Tables:
        """The tables on it."""
        return Tables(self)


def _position(before: Sheet | None, after: Sheet | None) -> int:
    if before is not None:
        return before.index - 1
    return after.index if after is not None else 0


def _copy_name(name: str, taken: frozenset[str]) -> str:
    """The name of a copy, the same where that is free."""
    numbered = (f"{name[:26]} ({n})" for n in range(2, 100000))
    return next(said for said in itertools.chain([name], numbered) if said not in taken)
