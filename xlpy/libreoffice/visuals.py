"""Colour scales, data bars and icon sets: what those of a file say, and data bars made anew."""

from collections.abc import Mapping, Sequence
from typing import Any

from xlpy.libreoffice import bridge
from xlpy.libreoffice.bridge import Uno
from xlpy.libreoffice.colors import RGB, from_office, to_office
from xlpy.libreoffice.honest import honest

KINDS = {1: "color_scale", 2: "data_bar", 3: "icon_set", 5: "color_scale", 6: "color_scale"}
"""com.sun.star.sheet.ConditionEntryType; newer offices (26.8) count scales of two and of three colours apart."""
BAR = 2
_ENTRIES = {"color_scale": "ColorScaleEntries", "data_bar": "DataBarEntries", "icon_set": "IconSetEntries"}
_TYPES: dict[str, dict[int, str]] = {
    "color_scale": {
        0: "lowest_value",
        1: "highest_value",
        2: "percentile",
        3: "number",
        4: "percent",
        5: "formula",
    },
    # 1 is both the automatic end and the lowest value: com.sun.star.sheet.DataBarEntryType gives them one number.
    "data_bar": {1: "automatic", 2: "highest_value", 3: "percentile", 4: "number", 5: "percent", 6: "formula"},
    "icon_set": {1: "percentile", 2: "number", 3: "percent", 4: "formula"},
}
"""com.sun.star.sheet.ColorScaleEntryType, DataBarEntryType, IconSetFormatEntry."""
_ENDS = ("automatic", "lowest_value", "highest_value", "unknown")
_ICONS = {
    0: "3_arrows",
    1: "3_arrows_gray",
    2: "3_flags",
    3: "3_traffic_lights_1",
    4: "3_traffic_lights_2",
    5: "3_signs",
    6: "3_symbols",
    7: "3_symbols_2",
    10: "4_arrows",
    11: "4_arrows_gray",
    12: "4_red_to_black",
    13: "4_rating",
    14: "4_traffic_lights",
    15: "5_arrows",
    17: "5_rating",
    18: "5_quarters",
}
"""com.sun.star.sheet.IconSetType."""


class BarEnd(bridge.Base, bridge.DataBarEntry):  # type: ignore[misc]  # UNO carries no types
    """One end of a data bar, as the office asks for it."""

    def __init__(self, kind: str, value: float | None) -> None:
        numbers = {name: number for number, name in _TYPES["data_bar"].items()}
        self._type = numbers[kind]
        self._formula = "" if value is None else f"{value:g}"

    def getType(self) -> int:  # noqa: N802 - as UNO calls it
        """Its kind."""
        return self._type

    def getFormula(self) -> str:  # noqa: N802 - as UNO calls it
        """Its value."""
        return self._formula


class ScalePoint(bridge.Base, bridge.ColorScaleEntry):  # type: ignore[misc]  # UNO carries no types
    """One colour of a scale, as the office asks for it."""

    def __init__(self, color: RGB, kind: str, value: float | None) -> None:
        numbers = {name: number for number, name in _TYPES["color_scale"].items()}
        self._color, self._type = to_office(color), numbers[kind]
        self._formula = "" if value is None else f"{value:g}"

    def getColor(self) -> int:  # noqa: N802 - as UNO calls it
        """Its colour."""
        return self._color

    def getType(self) -> int:  # noqa: N802 - as UNO calls it
        """Its kind."""
        return self._type

    def getFormula(self) -> str:  # noqa: N802 - as UNO calls it
        """Its value."""
        return self._formula


@honest
class Visual:
    """What a scale, bar or icon set says of itself; other rules say nothing of it."""

    @property
    def xl(self) -> Uno:
        """The rule as UNO knows it."""
        raise NotImplementedError

    @property
    def type(self) -> str:
        """The kind of rule."""
        raise NotImplementedError

    @property
    def colors(self) -> tuple[RGB | None, ...] | None:
        """The colours of a scale, from the lowest value on."""
        return _colors(self.xl) if self.type == "color_scale" else None

    @property
    def bar_color(self) -> RGB | None:
        """The colour of a data bar."""
        return from_office(self.xl.Color & 0xFFFFFF) if self.type == "data_bar" else None

    @property
    def gradient(self) -> bool | None:
        """Whether a data bar fades."""
        return bool(self.xl.UseGradient) if self.type == "data_bar" else None

    @property
    def show_value(self) -> bool | None:
        """Whether values stand beside bars and icons."""
        return bool(self.xl.ShowValue) if self.type in ("data_bar", "icon_set") else None

    @property
    def icon_set(self) -> str | None:
        """Which icons."""
        return _icons(self.xl) if self.type == "icon_set" else None

    @property
    def reverse_order(self) -> bool | None:
        """Whether icons run from the best to the worst."""
        return bool(self.xl.Reverse) if self.type == "icon_set" else None

    @property
    def threshold_types(self) -> tuple[str, ...] | None:
        """What the ends and steps of scales, bars and icons are measured in."""
        return _threshold_types(self.xl) if self.xl.getType() in KINDS else None

    @property
    def thresholds(self) -> tuple[float | None, ...] | None:
        """Where the ends and steps lie."""
        return _thresholds(self.xl) if self.xl.getType() in KINDS else None


def _entries(rule: Uno) -> Sequence[Uno]:
    """The ends and steps of a rule; the first of an icon set has no bound."""
    kind = KINDS[rule.getType()]
    found: Sequence[Uno] = getattr(rule, _ENTRIES[kind])
    return found[1:] if kind == "icon_set" else found


def _threshold_types(rule: Uno) -> tuple[str, ...]:
    """What each end or step is measured in."""
    kinds = _TYPES[KINDS[rule.getType()]]
    return tuple(kinds.get(entry.getType(), "unknown") for entry in _entries(rule))


def _thresholds(rule: Uno) -> tuple[float | None, ...]:
    """Where each end or step lies; None where the values of the cells decide."""
    pairs = zip(_threshold_types(rule), _entries(rule), strict=True)
    return tuple(None if kind in _ENDS else _value(entry.getFormula()) for kind, entry in pairs)


def _value(said: str) -> float | None:
    """A bound; LibreOffice does not tell the formula of one."""
    try:
        return float(said)
    except ValueError:
        return None


def _colors(rule: Uno) -> tuple[RGB | None, ...]:
    """The colours of a scale, from the lowest value on."""
    return tuple(from_office(entry.getColor() & 0xFFFFFF) for entry in _entries(rule))


def _icons(rule: Uno) -> str | None:
    """The name of an icon set; LibreOffice gives five grey arrows the number of four."""
    name = _ICONS.get(rule.Icons)
    is_five_grey = name == "4_arrows_gray" and len(rule.IconSetEntries) == 5  # noqa: PLR2004 - five arrows
    return "5_arrows_gray" if is_five_grey else name


def draw_bar(rule: Uno, spec: Mapping[str, Any]) -> None:
    """Give a new data bar its ends and colour."""
    ends = tuple(BarEnd(kind, value) for kind, value in zip(spec["threshold_types"], spec["thresholds"], strict=True))
    entries = bridge.typed("[]com.sun.star.sheet.XDataBarEntry", ends)
    bridge.invoke(rule, "setPropertyValue", "DataBarEntries", entries)
    rule.Color = to_office(spec["bar_color"])
    rule.UseGradient = spec["gradient"]
    rule.ShowValue = spec["show_value"]


def scale_of(colors: int) -> int | None:
    """The kind of rule for a scale of so many colours; None where the office makes none."""
    found: int | None = bridge.constant(f"sheet.ConditionEntryType.COLORSCALE{colors}")
    return found


def paint_scale(rule: Uno, spec: Mapping[str, Any]) -> None:
    """Give a new scale its colours and where they lie."""
    points = zip(spec["colors"], spec["threshold_types"], spec["thresholds"], strict=True)
    entries = bridge.typed("[]com.sun.star.sheet.XColorScaleEntry", tuple(ScalePoint(*point) for point in points))
    bridge.invoke(rule, "setPropertyValue", "ColorScaleEntries", entries)
