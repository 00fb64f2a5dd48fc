"""Widths, heights, positions, hiding and grouping of rows and columns; points outside, hundredths of a mm inside."""

from typing import Any

from xlpy.libreoffice import bridge
from xlpy.libreoffice.area import Area
from xlpy.libreoffice.bridge import Uno
from xlpy.libreoffice.honest import honest

_POINT = 2540 / 72
_KEPT = 1.5 / _POINT
"""LibreOffice keeps whole hundredths of a millimetre, those of drawings one off: that much of a point is not meant."""
_PIXEL = 2540 / 96
_CHARACTER_PIXELS, _PADDING_PIXELS = 7, 5
"""Excel counts columns in zeros of its standard font, 7 pixels each, and 5 pixels around them."""


def points(hundredths: float) -> float:
    """A length in points; quarters, in which Excel counts, come back as they were set."""
    exact = hundredths / _POINT
    quarters = round(exact * 4) / 4
    return quarters if abs(exact - quarters) <= _KEPT else round(exact, 2)


def hundredths(length: float) -> int:
    """A length in hundredths of a millimetre."""
    return round(length * _POINT)


def characters_wide(width: float) -> float:
    """A column's width in Excel's characters."""
    pixels = width / _PIXEL
    whole = _CHARACTER_PIXELS + _PADDING_PIXELS
    return round(pixels / whole if pixels < whole else (pixels - _PADDING_PIXELS) / _CHARACTER_PIXELS, 2)


def width_of(characters: float) -> int:
    """The width of a column of so many characters."""
    whole = _CHARACTER_PIXELS + _PADDING_PIXELS
    pixels = characters * whole if characters < 1 else characters * _CHARACTER_PIXELS + _PADDING_PIXELS
    return round(pixels * _PIXEL)


@honest
class Sizes(Area):
    """Sizes of a range."""

    @property
    def column_width(self) -> float | None:
        """In Excel's characters; None where the columns differ."""
        width = 0 if self.is_empty else _same(self.xl.getColumns(), "Width")
        return None if width is None else characters_wide(width) if width else 0

    @column_width.setter
    def column_width(self, value: float) -> None:
        if not self.is_empty:
            self.xl.getColumns().Width = width_of(value)

    @property
    def row_height(self) -> float | None:
        """In points; None where the rows differ."""
        height = 0 if self.is_empty else _same(self.xl.getRows(), "Height")
        return None if height is None else points(height)

    @row_height.setter
    def row_height(self, value: float) -> None:
        if not self.is_empty:
            self.xl.getRows().Height = hundredths(value)

    @property
    def width(self) -> float:
        """In points."""
        return 0 if self.is_empty else points(self.xl.Size.Width)

    @property
    def height(self) -> float:
        """In points."""
        return 0 if self.is_empty else points(self.xl.Size.Height)

    @property
    def left(self) -> float:
        """From the left edge of the sheet, in points."""
        return 0 if self.is_empty else points(self.xl.Position.X)

    @property
    def top(self) -> float:
        """From the upper edge of the sheet, in points."""
        return 0 if self.is_empty else points(self.xl.Position.Y)

    def autofit(self, axis: str | None = None) -> None:
        """Fit columns, rows or both to what they hold."""
        if self.is_empty:
            return
        if axis in (None, "c", "columns"):
            self.xl.getColumns().OptimalWidth = True
        if axis in (None, "r", "rows"):
            self.xl.getRows().OptimalHeight = True

    @property
    def row_hidden(self) -> bool | None:
        """Whether the rows are hidden; None when only some are."""
        return _hidden(self.xl.getRows())

    @row_hidden.setter
    def row_hidden(self, value: bool) -> None:
        self.xl.getRows().IsVisible = not value

    @property
    def column_hidden(self) -> bool | None:
        """Whether the columns are hidden; None when only some are."""
        return _hidden(self.xl.getColumns())

    @column_hidden.setter
    def column_hidden(self, value: bool) -> None:
        self.xl.getColumns().IsVisible = not value

    def group(self, by: str) -> None:
        """Put rows or columns into a group that folds."""
        self.sheet.xl.group(self.xl.getRangeAddress(), _direction(by))

    def ungroup(self, by: str) -> None:
        """Take rows or columns out of their group."""
        self.sheet.xl.ungroup(self.xl.getRangeAddress(), _direction(by))


def _direction(by: str) -> Uno:
    return bridge.enum("table.TableOrientation", "COLUMNS" if by.startswith("col") else "ROWS")


def _each(lines: Uno, name: str) -> set[Any]:
    return {getattr(lines.getByIndex(index), name) for index in range(lines.getCount())}


def _same(lines: Uno, name: str) -> Any:
    """What all rows or columns share; the many of a whole sheet are answered by the first."""
    if lines.getCount() > _MANY:
        return getattr(lines.getByIndex(0), name)
    found = _each(lines, name)
    return found.pop() if len(found) == 1 else None


def _hidden(lines: Uno) -> bool | None:
    shown = _same(lines, "IsVisible")
    return None if shown is None else not shown


_MANY = 2000
