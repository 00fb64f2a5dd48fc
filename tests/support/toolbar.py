"""Our buttons in the window, as a person meets them: found by their label, clicked with the mouse, grey or not."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from support.window import Window, window
from xlpy.cli import obey
from xlpy.commands import BUTTONS

_TOOL_BAR, _SENSITIVE, _SHOWING = 63, 24, 25
"""com.sun.star.accessibility: AccessibleRole.TOOL_BAR, AccessibleStateType.SENSITIVE, .SHOWING."""
_BESIDE = (35, 51, 57, 84)
"""Roles of parts that hold no toolbar: MENU_BAR, SCROLL_PANE, STATUS_BAR, DOCUMENT_SPREADSHEET."""


@contextlib.contextmanager
def with_buttons(path: Path) -> Iterator[Window]:
    """The book in a window of a LibreOffice into whose profile the buttons were put by our own command."""
    with window(path, install) as screen:
        yield screen


def install(profile: Path) -> None:
    """What ``xlpy office install`` does."""
    assert obey(["office", "install", "--profile", str(profile)]) == 0


@dataclass
class Toolbar:
    """The buttons of the open paper."""

    screen: Window
    items: dict[str, Any] = field(default_factory=dict)
    label: Any = None

    def press(self, label: str) -> None:
        """Click on a button."""
        if label not in self.items:
            self.look()
        corner, size = self.items[label].LocationOnScreen, self.items[label].Size
        self.screen.click(corner.X + size.Width // 2, corner.Y + size.Height // 2)

    def look(self) -> None:
        """See which buttons of ours there are, and the label that says what came of them."""
        root = self.screen.document.CurrentController.Frame.ContainerWindow.AccessibleContext
        ours = {entry.label for entry in BUTTONS.values()}
        self.items = {}
        for bar in _bars(root):
            shown = [item for item in _children(bar) if item.AccessibleStateSet.contains(_SHOWING)]
            if ours & {item.AccessibleName for item in shown}:
                self.items |= {item.AccessibleName: item for item in shown}
                self.label = next((item for item in shown if item.AccessibleName not in ours), self.label)

    @property
    def said(self) -> str:
        """What the label says."""
        return str(self.label.AccessibleName)

    def hear(self, words: str) -> str:
        """Wait until the label says these words; all it says."""
        self.screen.until(lambda: words in self.said, f"{words} is said instead of {self.said}")
        return self.said

    def is_grey(self, label: str) -> bool:
        """Whether a button does not answer."""
        return not self.items[label].AccessibleStateSet.contains(_SENSITIVE)


def _bars(part: Any) -> Iterator[Any]:
    if part.AccessibleRole == _TOOL_BAR:
        yield part
    elif part.AccessibleRole not in _BESIDE:
        for child in _children(part):
            yield from _bars(child)


def _children(part: Any) -> Iterator[Any]:
    for number in range(min(part.AccessibleChildCount, 60)):
        child = part.getAccessibleChild(number)
        if child is not None:
            yield child.AccessibleContext


def standing(document: Any) -> dict[str, Any]:
    """What stands in a book: each sheet's formulas, its notes, whether it is protected."""
    return {name: _standing(document.Sheets.getByName(name)) for name in document.Sheets.ElementNames}


def _standing(sheet: Any) -> tuple[Any, ...]:
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)  # noqa: FBT003 - UNO takes no names
    last = cursor.RangeAddress
    area = sheet.getCellRangeByPosition(0, 0, last.EndColumn, last.EndRow)
    notes = sorted(note.String for note in (sheet.Annotations.getByIndex(n) for n in range(sheet.Annotations.Count)))
    return area.getFormulaArray(), notes, sheet.isProtected()
