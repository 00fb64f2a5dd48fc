"""A LibreOffice window on a screen of its own: keys, clipboard and mouse go in, UNO and pictures tell what came out."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from support.live_office import desktop, opened

SCREEN = "1440x900"
TOOLS = ("Xvfb", "openbox", "xdotool", "xclip", "import")
_PACKAGES = "xvfb openbox xdotool xclip imagemagick"
_PANE = 84
"""com.sun.star.accessibility.AccessibleRole.DOCUMENT_SPREADSHEET."""
_BOOK = "Calc"
"""How the title of a window with a book ends."""
_PATIENCE_SECONDS, _LOST_KEY_SECONDS, _TRIES = 60.0, 2.0, 4


def require() -> None:
    """Skip where there is no screen to show a window on; on the build machine that is a failure, never a skip."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if not missing:
        return
    words = f"{', '.join(missing)} missing; apt-get install -y --no-install-recommends {_PACKAGES}"
    pytest.fail(words) if os.environ.get("CI") == "true" else pytest.skip(words)


@contextlib.contextmanager
def window(path: Path, prepare: Callable[[Path], None] | None = None) -> Iterator["Window"]:
    """The book in a window of its own, the only one on its screen; ``prepare`` sees the profile first."""
    require()
    with _screen() as display, desktop(display, prepare) as desk:
        shown = Window(display, desk, opened(desk, path, hidden=False))
        shown.until(lambda: shown.front.endswith(_BOOK), "the window is there")
        shown.fill_the_screen()
        yield shown


@contextlib.contextmanager
def _screen() -> Iterator[str]:
    """A screen nobody sees, with a window manager; its name."""
    told, tells = os.pipe()
    screen = ["Xvfb", "-displayfd", str(tells), "-screen", "0", f"{SCREEN}x24", "-nolisten", "tcp"]
    with _running(screen, pass_fds=(tells,)):
        os.close(tells)
        with os.fdopen(told) as answer:
            display = f":{answer.readline().strip()}"
        with _running(["openbox"], env={**os.environ, "DISPLAY": display}):
            yield display


@contextlib.contextmanager
def _running(command: list[str], **how: Any) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **how)
    try:
        yield
    finally:
        process.kill()
        process.wait()


@dataclass(repr=False)
class Window:
    """What a person does before the screen; every deed waits until the document shows it.

    It has no repr of its own parts: asking a dead office for one would end the tests.
    """

    display: str
    desk: Any
    document: Any

    def fill_the_screen(self) -> None:
        """Make the window as large as its screen."""
        self._run("xdotool", "getactivewindow", "windowmove", "0", "0", "windowsize", "100%", "100%")

    def press(self, *keys: str) -> None:
        """Keys one after the other, as ``ctrl+v``."""
        self._run("xdotool", "key", "--clearmodifiers", "--delay", "8", *keys)

    def press_in_standstill(self, *keys: str) -> None:
        """Keys that the program hears before anything else it does: it stands still meanwhile, as far as it is."""
        program = int(self._run("xdotool", "getactivewindow", "getwindowpid").stdout)
        os.kill(program, signal.SIGSTOP)
        try:
            self.press(*keys)
        finally:
            os.kill(program, signal.SIGCONT)

    def type(self, text: str) -> None:
        """A text by keys; Chinese comes by the clipboard."""
        self._run("xdotool", "type", "--clearmodifiers", "--delay", "8", text)

    def click(self, left: int, top: int) -> None:
        """The mouse, there."""
        self._run("xdotool", "mousemove", str(left), str(top), "click", "1")

    def copy(self, text: str) -> None:
        """A text into the clipboard, as from another program."""
        self._run("xclip", "-selection", "clipboard", "-in", text=text)

    def follow(self, address: str) -> str:
        """Click on a link of the open sheet, with the control key held; where it leads."""
        sheet = self.document.CurrentController.ActiveSheet.Name
        self.jump(address)
        for _ in range(_TRIES):
            left, top = self._middle(sheet, address)
            self._run("xdotool", "mousemove", left, top, "keydown", "ctrl", "click", "1", "keyup", "ctrl")
            if self._happens(lambda: self.selected != f"{sheet}!{address}"):
                break
        return self.selected

    def jump(self, address: str) -> None:
        """To a cell of the open sheet, by the box that shows the name of the cell."""
        place = f"{self.document.CurrentController.ActiveSheet.Name}!{address}"
        self.copy(address)
        self.insist(lambda: self.selected == place, "ctrl+shift+t", "ctrl+a", "ctrl+v", "Return")

    def picture(self, path: Path, colours: int = 64) -> None:
        """The screen as a file of few colours."""
        path.parent.mkdir(parents=True, exist_ok=True)
        time.sleep(0.5)  # what was typed last is painted
        self._run("import", "-window", "root", "+dither", "-colors", str(colours), f"PNG8:{path}")

    def moved(self, place: str, *keys: str) -> None:
        """Press keys that lead to a cell; a key that went nowhere is pressed again."""
        before = self.selected
        self.insist(lambda: self.selected != before or before == place, *keys)
        assert self.selected == place, f"{keys} led from {before} to {self.selected}"

    def insist(self, until: Callable[[], bool], *keys: str) -> None:
        """Press keys, and again where they were lost, until it holds."""
        for _ in range(_TRIES):
            self.press(*keys)
            if self._happens(until):
                return
        pytest.fail(f"{keys} did nothing; in front: {self.front}, at {self.selected}")

    def answered(self, key: str = "Return") -> None:
        """Answer the dialog and wait until the book is in front again."""
        self.press(key)
        self.until(lambda: self.front.endswith(_BOOK), "the book is in front again")

    def until(self, holds: Callable[[], bool], words: str, instead: Callable[[], str] = str) -> None:
        """Wait until it holds, or fail with what was waited for, what stands in front and what is there instead."""
        end = time.monotonic() + _PATIENCE_SECONDS
        while not holds():
            if time.monotonic() > end:
                pytest.fail(f"not so: {words}; in front: {self.front}, at {self.selected}; {instead()}")
            time.sleep(0.01)

    @property
    def selected(self) -> str:
        """The first selected cell, as ``sheet!C7``."""
        selection = self.document.CurrentSelection
        if not hasattr(selection, "AbsoluteName"):
            return ""
        sheet, _, address = selection.AbsoluteName.partition(":")[0].rpartition(".")
        return f"{sheet.lstrip('$').strip(chr(39))}!{address.replace('$', '')}"

    @property
    def front(self) -> str:
        """The title of the window that takes the keys; empty while there is none."""
        done = self._run("xdotool", "getactivewindow", "getwindowname", may_fail=True)
        return done.stdout.strip()

    @property
    def number(self) -> str:
        """Which window takes the keys; two of one title have two numbers."""
        return self._run("xdotool", "getactivewindow", may_fail=True).stdout.strip()

    def asked(self) -> str:
        """Wait for a dialog; its title."""
        titles: list[str] = []

        def is_asking() -> bool:
            titles.append(self.front)
            return bool(titles[-1]) and not titles[-1].endswith(_BOOK)

        self.until(is_asking, "a dialog stands before the book")
        return titles[-1]

    def cell(self, sheet: str, address: str) -> Any:
        """A cell, to be read."""
        return self.document.Sheets.getByName(sheet).getCellRangeByName(address)

    def _happens(self, what: Callable[[], bool]) -> bool:
        """Whether it comes about soon; a key or click that did nothing was lost."""
        until = time.monotonic() + _LOST_KEY_SECONDS
        while not what():
            if time.monotonic() > until:
                return False
            time.sleep(0.005)
        return True

    def _middle(self, sheet: str, address: str) -> tuple[str, str]:
        """Where a cell in view stands on the screen, near its left edge."""
        place = self.cell(sheet, address).RangeAddress
        for pane in _panes(self.document.CurrentController.ComponentWindow.AccessibleContext):
            table = pane.getAccessibleChild(0).AccessibleContext
            shown = table.getAccessibleCellAt(place.StartRow, place.StartColumn).AccessibleContext
            corner, size = shown.LocationOnScreen, shown.Size
            if size.Height:
                return str(corner.X + min(24, size.Width // 2)), str(corner.Y + size.Height // 2)
        raise AssertionError(f"{address} is not in view")

    def _run(self, *command: str, text: str = "", may_fail: bool = False) -> subprocess.CompletedProcess[str]:
        place = {**os.environ, "DISPLAY": self.display, "LC_ALL": "C.UTF-8"}
        if command[0] == "xclip":  # it stays behind to hand the text out, and would hold a pipe open
            quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            return subprocess.run(command, input=text, env=place, text=True, check=True, **quiet)
        return subprocess.run(command, env=place, text=True, check=not may_fail, capture_output=True)


def _panes(part: Any) -> Iterator[Any]:
    """The panes of the open sheet, among the parts of the window."""
    if part.AccessibleRole == _PANE:
        yield part
        return
    for number in range(min(part.AccessibleChildCount, 20)):
        yield from _panes(part.getAccessibleChild(number).AccessibleContext)
