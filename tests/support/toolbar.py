"""Our buttons and menu in the window, as a person meets them: found by their label, clicked with the mouse."""

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from support.desks import PACK
from support.pressed import at_home
from support.window import Window, window
from xlpy.cli import obey
from xlpy.commands import BUTTONS
from xlpy.libreoffice.bridge import UnoError

_MENU_BAR, _TOOL_BAR, _SENSITIVE, _SHOWING = 35, 63, 24, 25
"""com.sun.star.accessibility: AccessibleRole.MENU_BAR, .TOOL_BAR, AccessibleStateType.SENSITIVE, .SHOWING."""
_LOST_CLICK_SECONDS, _TRIES = 2.0, 4
_BESIDE = (_MENU_BAR, 51, 57, 84)
"""Roles of parts that hold no toolbar: MENU_BAR, SCROLL_PANE, STATUS_BAR, DOCUMENT_SPREADSHEET."""


@contextlib.contextmanager
def with_buttons(path: Path) -> Iterator[Window]:
    """The book in a window of a LibreOffice into whose profile the buttons were put by our own command."""
    with at_home(path.parent / "home"), window(path, install) as screen:
        yield screen


def install(profile: Path) -> None:
    """What ``xlpy office install`` does."""
    assert obey(["office", "install", "--profile", str(profile)]) == 0


@dataclass(repr=False)
class Toolbar:
    """The buttons of the open paper; no repr of its own, as its parts may belong to a dead office."""

    screen: Window
    items: dict[str, Any] = field(default_factory=dict)
    label: Any = None

    def press(self, label: str) -> None:
        """Click on a button; where the toolbar was just made anew and nothing comes of it, once more."""
        for _ in range(_TRIES):
            if label not in self.items:
                self.look()
            before = self.said
            self._click(self.items[label])
            if self._is_heard(before):
                return
            self.items = {}

    def _is_heard(self, before: str) -> bool:
        """Whether the label says something else soon."""
        end = time.monotonic() + _LOST_CLICK_SECONDS
        while time.monotonic() < end:
            if self.said != before:
                return True
            time.sleep(0.01)
        return False

    def look(self) -> None:
        """See which buttons of ours there are, and the label that says what came of them."""
        root = self.screen.document.CurrentController.Frame.ContainerWindow.AccessibleContext
        ours = {entry.label for entry in BUTTONS.values()}
        self.items = {}
        for bar in _parts(root, _TOOL_BAR):
            shown = [item for item in _children(bar) if _is_shown(item)]
            if ours & {item.AccessibleName for item in shown}:
                self.items |= {item.AccessibleName: item for item in shown}
                self.label = next((item for item in shown if item.AccessibleName not in ours), self.label)

    def deed(self, label: str, *answers: Callable[[Window], None]) -> None:
        """Press, answer what is asked, agree to the plan that is shown, wait until all is done."""
        self.ask(label, *answers)
        self.plan(label)
        self.screen.answered()
        self.done(label)

    def ask(self, label: str, *answers: Callable[[Window], None]) -> None:
        """Press, and answer what is asked one after the other."""
        self.press(label)
        for answer in answers:
            self.screen.asked()
            question = self.screen.number
            answer(self.screen)
            self.screen.until(lambda question=question: self.screen.number != question, "the question is answered")

    def plan(self, label: str) -> None:
        """Wait until it is shown what would be done."""
        shown = f"{label}：以下还没有写入"
        self.screen.until(lambda: self.screen.front.startswith(shown) or self._is_over(label), f"{shown} is shown")
        if not self.screen.front.startswith(shown):
            pytest.fail(f"{label}: {self.said}")

    def _is_over(self, label: str) -> bool:
        """Whether the deed ended before it was agreed to."""
        return self.said not in ("", f"{label}……")

    def done(self, label: str) -> None:
        """Wait for the sentence at the end; the book was read anew, and so are the buttons."""
        self.screen.until(lambda: self._is_told(label), f"{label} is told")
        self.screen.document = self.screen.desk.CurrentComponent  # read anew while we looked

    def _is_told(self, label: str) -> bool:
        return self._is_seen_again() and self.said.startswith(f"{label}：")

    def _is_seen_again(self) -> bool:
        """Whether the buttons of the window as it is now can be seen; not while it is being filled."""
        try:
            self.screen.document = self.screen.desk.CurrentComponent
            self.look()
        except (AttributeError, UnoError):
            return False
        return True

    @property
    def said(self) -> str:
        """What the label says."""
        try:
            return str(self.label.AccessibleName)
        except (AttributeError, UnoError):  # its toolbar is made anew
            return ""

    def hear(self, words: str) -> str:
        """Wait until the label says these words; all it says."""
        self.screen.until(
            lambda: words in self.said or (self._is_seen_again() and words in self.said),
            f"{words} is said",
            lambda: f"said is: {self.said}",
        )
        return self.said

    def menu(self) -> dict[str, bool]:
        """Open each part of our menu: its entries, and whether each answers or is grey."""
        root = self.screen.document.CurrentController.Frame.ContainerWindow.AccessibleContext
        menus = _children(next(_parts(root, _MENU_BAR)))
        ours = next(menu for menu in menus if menu.AccessibleName.startswith(PACK.tab))
        self._click(ours)
        entries: dict[str, bool] = {}
        for part in _children(ours):
            self._click(part)
            self.screen.until(lambda part=part: all(_is_shown(entry) for entry in _children(part)), "the menu is open")
            for entry in _children(part):
                label, _, _ = entry.AccessibleName.partition("(")  # behind it the key to press
                entries[label] = entry.AccessibleStateSet.contains(_SENSITIVE)
        self.screen.press("Escape", "Escape")
        return entries

    def _click(self, part: Any) -> None:
        """On the middle of something that is shown."""
        self.screen.until(lambda: _is_shown(part), "it is shown")
        corner, size = part.LocationOnScreen, part.Size
        self.screen.click(corner.X + size.Width // 2, corner.Y + size.Height // 2)


def folder(path: Path) -> Callable[[Window], None]:
    """The answer to a question for a folder, typed as its path."""
    return lambda screen: _typed(screen, str(path))


def words(text: str) -> Callable[[Window], None]:
    """The answer to a question for a line of text."""
    return lambda screen: _typed(screen, text)


def choice(number: int) -> Callable[[Window], None]:
    """The n-th of the answers that are offered, counted from 0."""
    return lambda screen: screen.press(*(["Down"] * number), "Return")


def _typed(screen: Window, text: str) -> None:
    screen.copy(text)
    screen.press("ctrl+a", "ctrl+v", "Return")


def _parts(part: Any, role: int) -> Iterator[Any]:
    """The outermost parts of a role."""
    if part.AccessibleRole == role:
        yield part
    elif part.AccessibleRole not in _BESIDE:
        for child in _children(part):
            yield from _parts(child, role)


def _is_shown(part: Any) -> bool:
    return bool(part.AccessibleStateSet.contains(_SHOWING))


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
