"""How cells look: colour, number format, alignment, wrapping, merging."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from xlpy.libreoffice import bridge
from xlpy.libreoffice.area import Area
from xlpy.libreoffice.borders import Borders
from xlpy.libreoffice.cells import place_of
from xlpy.libreoffice.characters import Characters
from xlpy.libreoffice.colors import RGB, from_office, to_office
from xlpy.libreoffice.errors import cannot
from xlpy.libreoffice.fonts import Font
from xlpy.libreoffice.honest import honest
from xlpy.libreoffice.places import Place

if TYPE_CHECKING:
    from xlpy.libreoffice.range import Range

_ACROSS = {
    "general": ("STANDARD", 0),
    "left": ("LEFT", 0),
    "center": ("CENTER", 0),
    "right": ("RIGHT", 0),
    "justify": ("BLOCK", 0),
    "distributed": ("BLOCK", 1),
    "fill": ("REPEAT", 0),
}
"""Excel's alignments as com.sun.star.table.CellHoriJustify and CellJustifyMethod say them."""
_DOWN = {"top": (1, 0), "center": (2, 0), "bottom": (3, 0), "justify": (4, 0), "distributed": (4, 1)}
_DOWN_STANDARD = 0
_INDENT = 353
"""One step of indentation, in hundredths of a millimetre, as LibreOffice's own button takes."""


@honest
class Looks(Area):
    """Looks of a range."""

    def _common(self, name: str) -> Any:
        """A property, None where the cells differ."""
        return None if self.xl.getPropertyState(name).value == "AMBIGUOUS_VALUE" else getattr(self.xl, name)

    @property
    def font(self) -> Font:
        """The font."""
        return Font(self.xl, self)

    @property
    def characters(self) -> Characters:
        """The characters of the upper left cell."""
        return Characters(self.corner, self)

    @property
    def borders(self) -> Borders:
        """The borders."""
        return Borders(self)

    @property
    def color(self) -> RGB | None:
        """The background; None when there is none."""
        return None if self.is_empty else from_office(self.xl.CellBackColor)

    @color.setter
    def color(self, color_or_rgb: Any) -> None:
        if not self.is_empty:
            self.guard()
            self.xl.CellBackColor = to_office(color_or_rgb)

    def set_colors(self, colors: Sequence[Sequence[Any]]) -> None:
        """A background for each cell, one call a colour; ``...`` leaves a cell alone."""
        self.guard()
        spots: dict[int, list[Place]] = {}
        for row, line in enumerate(colors):
            for column, color in enumerate(line):
                if color is not ...:
                    spots.setdefault(to_office(color), []).append(Place(self.row + row, self.column + column))
        for number, blocks in spots.items():
            self.sheet.several(blocks).CellBackColor = number

    @property
    def number_format(self) -> str | None:
        """The format in Excel's words; None where the cells differ."""
        if self.is_empty:
            return ""
        key = self._common("NumberFormat")
        return None if key is None else self.sheet.book.formats.code(key)

    @number_format.setter
    def number_format(self, value: str) -> None:
        if not self.is_empty:
            self.guard()
            self.xl.NumberFormat = self.sheet.book.formats.key(value)

    @property
    def wrap_text(self) -> bool | None:
        """Whether long text goes on in a new line; None where the cells differ."""
        return self._common("IsTextWrapped")  # type: ignore[no-any-return]  # UNO carries no types

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        self.xl.IsTextWrapped = bool(value)

    @property
    def horizontal_alignment(self) -> str | None:
        """Left, right and so on; None where the cells differ."""
        found, method = self._common("HoriJustify"), self._common("HoriJustifyMethod")
        return None if found is None else _named(_ACROSS, found.value, method)

    @horizontal_alignment.setter
    def horizontal_alignment(self, value: str) -> None:
        if value not in _ACROSS:
            raise cannot(f"horizontal_alignment = {value!r}", "LibreOffice has no such alignment")
        justify, self.xl.HoriJustifyMethod = _ACROSS[value]
        self.xl.HoriJustify = bridge.enum("table.CellHoriJustify", justify)

    @property
    def vertical_alignment(self) -> str | None:
        """Top, bottom and so on; None where the cells differ."""
        found, method = self._common("VertJustify"), self._common("VertJustifyMethod")
        return "bottom" if found == _DOWN_STANDARD else _named(_DOWN, found, method)

    @vertical_alignment.setter
    def vertical_alignment(self, value: str) -> None:
        if value not in _DOWN:
            raise cannot(f"vertical_alignment = {value!r}", "LibreOffice has no such alignment")
        self.xl.VertJustify, self.xl.VertJustifyMethod = _DOWN[value]

    def adjust_indent(self, amount: int) -> None:
        """More or less indentation, in steps."""
        self.xl.HoriJustify = bridge.enum("table.CellHoriJustify", "LEFT")
        self.xl.ParaIndent = max(0, self.corner.ParaIndent + amount * _INDENT)

    @property
    def merge_area(self) -> "Range":
        """The merged block the upper left cell belongs to, or that cell."""
        cursor = self.sheet.xl.createCursorByRange(self.corner)
        cursor.collapseToMergedArea()
        return self.at(place_of(cursor.getRangeAddress()))

    @property
    def merge_cells(self) -> bool:
        """Whether it holds merged cells."""
        return bool(self.xl.getIsMerged()) or len(self.merge_area) > 1

    def merge(self, across: bool) -> None:
        """One cell of all, or one of each row."""
        self.guard()
        rows = range(self.place.nrows) if across else ()
        for row in rows:
            self.at(self.place._replace(row=self.row + row, nrows=1)).xl.merge(True)
        if not across:
            self.xl.merge(True)

    def unmerge(self) -> None:
        """Cells of their own again."""
        self.xl.merge(False)


def _named(alignments: Mapping[str, tuple[Any, int]], justify: Any, method: Any) -> str | None:
    """Excel's name of an alignment; None where the cells differ."""
    return next((name for name, said in alignments.items() if said == (justify, method)), None)
