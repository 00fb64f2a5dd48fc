"""Fonts of cells, shapes and single characters; the Asian attributes follow the Western ones."""

from typing import Any, Protocol

from xlwings import base_classes

from xlpy.libreoffice import bridge
from xlpy.libreoffice.bridge import Uno
from xlpy.libreoffice.colors import NONE, RGB, from_office, to_office
from xlpy.libreoffice.honest import honest

_BOLD, _REGULAR = 150.0, 100.0
_HEAVY = 110.0
_SCRIPTS = ("", "Asian", "Complex")


class Owner(Protocol):
    """What a font belongs to: cells or a shape."""

    def guard(self) -> None:
        """Refuse to change a protected sheet."""


@honest
class Font(base_classes.Font):
    """The font of something that holds text."""

    def __init__(self, xl: Uno, owner: Owner) -> None:
        self.xl = xl
        self.owner = owner

    @property
    def api(self) -> Uno:
        """What holds the text, as UNO knows it."""
        return self.xl

    def _value(self, name: str) -> Any:
        """A property, None where the cells differ."""
        return None if self.xl.getPropertyState(name).value == "AMBIGUOUS_VALUE" else getattr(self.xl, name)

    def _give(self, name: str, value: Any) -> None:
        """A property for every script at once: Chinese text obeys the Asian ones."""
        self.owner.guard()
        for script in _SCRIPTS:
            self.xl.setPropertyValue(name + script, value)

    @property
    def bold(self) -> bool | None:
        """Whether it is bold; None where the cells differ."""
        weight = self._value("CharWeight")
        return None if weight is None else weight > _HEAVY

    @bold.setter
    def bold(self, value: bool) -> None:
        self._give("CharWeight", _BOLD if value else _REGULAR)

    @property
    def italic(self) -> bool | None:
        """Whether it is italic; None where the cells differ."""
        posture = self._value("CharPosture")
        return None if posture is None else posture.value != "NONE"

    @italic.setter
    def italic(self, value: bool) -> None:
        self._give("CharPosture", bridge.enum("awt.FontSlant", "ITALIC" if value else "NONE"))

    @property
    def size(self) -> float | None:
        """The height in points; None where the cells differ."""
        height = self._value("CharHeight")
        return None if height is None else float(height)

    @size.setter
    def size(self, value: float) -> None:
        self._give("CharHeight", float(value))

    @property
    def color(self) -> RGB | None:
        """The colour; the automatic one is black; None where the cells differ."""
        color = self._value("CharColor")
        return None if color is None else (0, 0, 0) if color == NONE else from_office(color)

    @color.setter
    def color(self, value: Any) -> None:
        self.owner.guard()
        self.xl.setPropertyValue("CharColor", to_office(value))

    @property
    def name(self) -> str | None:
        """The name; None where the cells differ."""
        name = self._value("CharFontName")
        return None if name is None else str(name)

    @name.setter
    def name(self, value: str) -> None:
        self._give("CharFontName", value)
