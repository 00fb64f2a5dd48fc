"""The cells of a sheet: blocks by address, name or numbers, what is in use, addresses for UNO."""

import contextlib
from collections.abc import Callable
from numbers import Number
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from xlwings import base_classes

from xlpy.libreoffice import bridge, places
from xlpy.libreoffice.bridge import Uno
from xlpy.libreoffice.cells import place_of
from xlpy.libreoffice.errors import OfficeError, cannot
from xlpy.libreoffice.honest import honest
from xlpy.libreoffice.places import MAX_COLUMNS, MAX_ROWS, Place
from xlpy.libreoffice.range import Range

if TYPE_CHECKING:
    from xlpy.libreoffice.sheets import Sheet

EVERYTHING = Place(1, 1, MAX_ROWS, MAX_COLUMNS)


class Held(NamedTuple):
    """A block as UNO knows it and what it was called when it was asked for."""

    place: Place
    xl: Uno
    name: str

    @property
    def is_there(self) -> bool:
        """Whether it still lies there: cells that were deleted or moved in the window take it along."""
        try:
            return bool(self.xl.AbsoluteName == self.name)
        except bridge.UnoError:
            return False


def held_at(sheet: Uno, place: Place) -> Held | None:
    """A block by its place; None when the sheet counts from the wrong cell."""
    with contextlib.suppress(bridge.OutOfBounds):
        xl = sheet.getCellRangeByPosition(place.column - 1, place.row - 1, place.last_column - 1, place.last_row - 1)
        name = str(xl.AbsoluteName)
        if places.parsed(name.rpartition(".")[2]) == place:
            return Held(place, xl, name)
    return None


@honest
class Grid(base_classes.Sheet):
    """The part of a sheet that finds cells."""

    if TYPE_CHECKING:
        xl: Uno
        renewed: Callable[[], Uno]

    _held: Held | None = None
    _noted: tuple[int, Uno] | None = None

    def at(self, place: Place) -> Range:
        """A block of its cells."""
        return Range(cast("Sheet", self), place)

    def cells_at(self, place: Place) -> Uno:
        """A block as UNO knows it: the one asked for last is held, to ask where it lies takes less than a new one."""
        sheet, held = self.xl, self._held
        if held is None or held.place != place or not held.is_there:
            held = self._held = held_at(sheet, place) or held_at(self.renewed(), place)
        if held is None:
            raise OfficeError(f"LibreOffice does not find {places.written(place)} on sheet {self.name!r}.")
        return held.xl

    def cell_at(self, row: int, column: int) -> Uno:
        """A cell as UNO knows it."""
        cell = self.xl.getCellByPosition(column - 1, row - 1)
        at = cell.getCellAddress()
        if (at.Row, at.Column) == (row - 1, column - 1):
            return cell
        return self.renewed().getCellByPosition(column - 1, row - 1)

    def several(self, blocks: list[Place]) -> Uno:
        """Several blocks as one thing of UNO."""
        cells = self.book.xl.createInstance("com.sun.star.sheet.SheetCellRanges")
        cells.addRangeAddresses(tuple(self.address_of(block) for block in blocks), False)
        return cells

    def address_of(self, place: Place) -> Uno:
        """A block as the struct UNO takes for addresses."""
        return bridge.struct(
            "table.CellRangeAddress",
            Sheet=self.index - 1,
            StartColumn=place.column - 1,
            StartRow=place.row - 1,
            EndColumn=place.last_column - 1,
            EndRow=place.last_row - 1,
        )

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        """Cells by address, name, numbers, or from one corner to the other."""
        if isinstance(arg1, Number) and isinstance(arg2, Number):
            return self.range((arg1, arg2))
        first = self._found(arg1)
        if arg2 is None:
            return first
        return first.at(places.between(first.place, self._found(arg2).place))

    def _found(self, said: Any) -> Range:
        if isinstance(said, Range):
            return said
        if isinstance(said, tuple):
            if 0 in said[:2]:
                raise IndexError("Attempted to access 0-based Range. Ranges are 1-based.")
            return self.at(Place(*said))
        return self._addressed(said)

    def _addressed(self, address: str) -> Range:
        """Cells by an address or a name, of this sheet or another."""
        sheet_name, rest = places.split(address)
        sheet = self.book.sheets(sheet_name) if sheet_name else self
        if place := places.parsed(rest):
            return sheet.at(place)
        if "," in rest:
            raise cannot(f"Range({address!r})", "ranges of several areas are not supported")
        for names in (sheet.names, self.book.names):
            if names.contains(rest):
                return cast("Range", names(rest).refers_to_range)
        raise OfficeError(f"{address!r} is neither an address nor a name.")

    @property
    def cells(self) -> Range:
        """All cells."""
        return self.at(EVERYTHING)

    @property
    def used(self) -> Place:
        """The block of cells in use; A1 when there are none."""
        cursor = self.xl.createCursor()
        cursor.gotoStartOfUsedArea(False)
        cursor.gotoEndOfUsedArea(True)
        return place_of(cursor.getRangeAddress())

    @property
    def used_range(self) -> Range:
        """The block of cells in use."""
        return self.at(self.used)

    @property
    def annotations(self) -> Uno:
        """Its notes as UNO knows them, by the sheet's number: held while that is the same."""
        number = self.xl.getRangeAddress().Sheet
        if self._noted is None or self._noted[0] != number:
            self._noted = number, self.xl.getAnnotations()
        return self._noted[1]

    def notes_within(self, place: Place) -> list[tuple[Uno, str]]:
        """Address and text of the notes in a block."""
        annotations = self.annotations
        if not annotations.getCount():
            return []
        notes = [annotations.getByIndex(index) for index in range(annotations.getCount())]
        found = [(note.getPosition(), note.getString()) for note in notes]
        return [(at, text) for at, text in found if place.within(Place(at.Row + 1, at.Column + 1))]
