"""Colours between xlwings' tuples, hex strings and Excel integers and LibreOffice's numbers."""

from typing import Any

from xlwings import utils

RGB = tuple[int, int, int]
NONE = -1
"""No colour, or the automatic one."""


def to_office(color: Any) -> int:
    """A colour as LibreOffice counts it, red first; ``None`` is no colour."""
    if color is None:
        return NONE
    if isinstance(color, str):
        color = utils.hex_to_rgb(color)
    elif isinstance(color, int):
        color = utils.int_to_rgb(color)
    red, green, blue = color
    return (int(red) << 16) + (int(green) << 8) + int(blue)


def from_office(number: int) -> RGB | None:
    """A colour as xlwings tells it."""
    if number == NONE:
        return None
    return (number >> 16) & 255, (number >> 8) & 255, number & 255
