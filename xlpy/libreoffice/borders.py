"""Borders of a range: sides, line styles, weights, colours."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xlpy.libreoffice import bridge
from xlpy.libreoffice.bridge import Uno
from xlpy.libreoffice.colors import RGB, from_office, to_office
from xlpy.libreoffice.honest import honest

if TYPE_CHECKING:
    from xlpy.libreoffice.area import Area

BORDER_SIDES = base_classes.BORDER_SIDES
UNSET = base_classes._UNSET  # noqa: SLF001 - the contract says to compare with it
_TABLE_SIDES = {
    "edge_top": "TopLine",
    "edge_bottom": "BottomLine",
    "edge_left": "LeftLine",
    "edge_right": "RightLine",
    "inside_vertical": "VerticalLine",
    "inside_horizontal": "HorizontalLine",
}
_DIAGONALS = {"diagonal_down": "DiagonalTLBR2", "diagonal_up": "DiagonalBLTR2"}
_STYLES = {"continuous": 0, "dot": 1, "dash": 2, "double": 3, "dash_dot": 16, "dash_dot_dot": 17, "slant_dash_dot": 16}
_NAMES = {0: "continuous", 1: "dot", 2: "dash", 3: "double", 14: "dash", 16: "dash_dot", 17: "dash_dot_dot"}
_WIDTHS = {"hairline": 2, "thin": 26, "medium": 53, "thick": 88}
_NO_STYLE = 32767


@honest
class Border(base_classes.Border):
    """One side."""

    def __init__(self, area: "Area", side: str) -> None:
        self.area = area
        self.side = side

    @property
    def api(self) -> Uno:
        """The line as UNO knows it."""
        return self._line()

    def _line(self) -> Uno:
        if self.side in _DIAGONALS:
            return getattr(self.area.corner, _DIAGONALS[self.side])
        return getattr(self.area.xl.TableBorder2, _TABLE_SIDES[self.side])

    @property
    def _is_drawn(self) -> bool:
        line = self._line()
        return bool(line.LineWidth or line.OuterLineWidth)

    @property
    def line_style(self) -> str | None:
        """The style; ``none`` when nothing is drawn."""
        return _NAMES.get(self._line().LineStyle, "continuous") if self._is_drawn else "none"

    @line_style.setter
    def line_style(self, value: str | None) -> None:
        draw(self.area, [self.side], line_style=value)

    @property
    def weight(self) -> str | None:
        """Hairline to thick."""
        line = self._line()
        width = line.LineWidth or line.OuterLineWidth
        return min(_WIDTHS, key=lambda name: abs(_WIDTHS[name] - width)) if width else "thin"

    @weight.setter
    def weight(self, value: str) -> None:
        draw(self.area, [self.side], weight=value)

    @property
    def color(self) -> RGB | None:
        """The colour; None when nothing is drawn."""
        return from_office(self._line().Color) if self._is_drawn else None

    @color.setter
    def color(self, value: Any) -> None:
        draw(self.area, [self.side], color=value)


@honest
class Borders(base_classes.Borders):
    """All sides."""

    def __init__(self, area: "Area") -> None:
        self.parent = area

    @property
    def api(self) -> Uno:
        """The borders as UNO knows them."""
        return self.parent.xl.TableBorder2

    def __getitem__(self, key: str) -> Border:
        return Border(self.parent, key)

    def _shared(self, what: str) -> Any:
        values = {getattr(self[side], what) for side in self._grid_sides()}  # type: ignore[no-untyped-call]  # xlwings' own
        return values.pop() if len(values) == 1 else None

    @property
    def line_style(self) -> str | None:
        """The style all sides share."""
        return self._shared("line_style")  # type: ignore[no-any-return]  # one of the values above

    @line_style.setter
    def line_style(self, value: Any) -> None:
        self.set(base_classes.BORDER_GRID_SIDES, line_style=value)

    @property
    def weight(self) -> str | None:
        """The weight all sides share."""
        return self._shared("weight")  # type: ignore[no-any-return]  # one of the values above

    @weight.setter
    def weight(self, value: Any) -> None:
        self.set(base_classes.BORDER_GRID_SIDES, weight=value)

    @property
    def color(self) -> RGB | None:
        """The colour all sides share."""
        return self._shared("color")  # type: ignore[no-any-return]  # one of the values above

    @color.setter
    def color(self, value: Any) -> None:
        self.set(base_classes.BORDER_GRID_SIDES, color=value)

    def set(
        self, which: Sequence[str] = BORDER_SIDES, *, line_style: Any = UNSET, weight: Any = UNSET, color: Any = UNSET
    ) -> None:
        """Draw these sides."""
        draw(self.parent, list(which), line_style=line_style, weight=weight, color=color)

    def clear(self, which: Sequence[str] = BORDER_SIDES) -> None:
        """Remove these sides."""
        draw(self.parent, list(which), line_style=None)


def draw(area: "Area", sides: list[str], *, line_style: Any = UNSET, weight: Any = UNSET, color: Any = UNSET) -> None:
    """Draw sides, all of the grid in one call; what is not said stays."""
    area.guard()
    present = area.xl.TableBorder2
    border = bridge.struct("table.TableBorder2")
    for side in (side for side in sides if side in _TABLE_SIDES):
        name = _TABLE_SIDES[side]
        setattr(border, name, _line(getattr(present, name), line_style, weight, color))
        setattr(border, f"Is{name}Valid", True)
    if any(side in _TABLE_SIDES for side in sides):
        area.xl.TableBorder2 = border
    for side in (side for side in sides if side in _DIAGONALS):
        name = _DIAGONALS[side]
        area.xl.setPropertyValue(name, _line(getattr(area.corner, name), line_style, weight, color))


def _line(present: Uno, line_style: Any, weight: Any, color: Any) -> Uno:
    """One line as it was, with what is said changed."""
    if line_style is None:
        return bridge.struct("table.BorderLine2", LineStyle=_NO_STYLE)
    drawn = present.LineWidth or present.OuterLineWidth
    width = _WIDTHS[weight] if weight is not UNSET else drawn or _WIDTHS["thin"]
    style = _STYLES[line_style] if line_style is not UNSET else present.LineStyle if drawn else 0
    shade = to_office(color) if color is not UNSET else present.Color if drawn else 0
    return bridge.struct("table.BorderLine2", LineStyle=style, LineWidth=width, OuterLineWidth=width, Color=shade)
