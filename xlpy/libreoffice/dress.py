"""The looks that the style of a conditional rule gives to cells."""

from typing import Any

from xlpy.libreoffice import bridge
from xlpy.libreoffice.bridge import Uno
from xlpy.libreoffice.colors import NONE, to_office

_BOLD, _REGULAR = 150.0, 100.0


def dress(style: Uno, spec: dict[str, Any]) -> None:
    """Give a style the looks that are said."""
    if spec.get("fill_color") is not None:
        style.CellBackColor = to_office(spec["fill_color"])
    if spec.get("font_color") is not None:
        style.CharColor = to_office(spec["font_color"]) if spec["font_color"] else NONE
    for script in ("", "Asian"):
        if spec.get("font_bold") is not None:
            style.setPropertyValue(f"CharWeight{script}", _BOLD if spec["font_bold"] else _REGULAR)
        if spec.get("font_italic") is not None:
            slant = bridge.enum("awt.FontSlant", "ITALIC" if spec["font_italic"] else "NONE")
            style.setPropertyValue(f"CharPosture{script}", slant)
