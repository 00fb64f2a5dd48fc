"""An office with windows, on a screen nobody looks at: shown, hidden, asked, told."""

import contextlib
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from types import ModuleType
from typing import Self

import pytest
import xlwings as xw

from support.members import works

PATIENCE_SECONDS = 60
_ALERT = 1
"""What a box that asks is to a screen reader: com.sun.star.accessibility.AccessibleRole.ALERT."""


@pytest.fixture(scope="module")
def screen() -> Iterator[str]:
    if shutil.which("Xvfb") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Xvfb is missing; apt-get install -y xvfb")
        pytest.skip("Xvfb is missing; apt-get install -y xvfb")
    read, write = os.pipe()
    process = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1024x768x24"], pass_fds=[write])
    os.close(write)
    with os.fdopen(read) as told:  # a line: it dies when nobody reads the end of it
        number = told.readline().strip()
    yield f":{number}"
    process.terminate()
    process.wait()


@pytest.fixture(scope="module")
def shown(lo: ModuleType, app: xw.App, screen: str) -> Iterator[xw.App]:
    before = os.environ.get("DISPLAY")
    os.environ["DISPLAY"] = screen
    shown = xw.App()
    yield shown
    shown.quit()
    os.environ.pop("DISPLAY")
    if before is not None:
        os.environ["DISPLAY"] = before
    app.activate()


class Presser(threading.Thread):
    """Presses a button of the dialog as soon as it is there; a dialog nobody can answer ends with its office."""

    def __init__(self, app: xw.App, label: str) -> None:
        super().__init__(daemon=True)
        self.app, self.label, self.answered = app, label, threading.Event()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.answered.set()
        self.join()

    def run(self) -> None:
        until = time.monotonic() + PATIENCE_SECONDS
        while not self.answered.wait(0.05):
            if time.monotonic() > until:
                self.app.kill()
                return
            # A window that opens or closes this moment has no parts to ask.
            with contextlib.suppress(Exception):
                self._press()

    def _press(self) -> None:
        context = self.app.impl.context
        toolkit = context.ServiceManager.createInstanceWithContext("com.sun.star.awt.Toolkit", context)
        for number in range(toolkit.getTopWindowCount()):
            found = toolkit.getTopWindow(number).getAccessibleContext()
            button = _button(found, self.label) if found.getAccessibleRole() == _ALERT else None
            if button is not None:
                button.doAccessibleAction(0)


def _button(found: object, label: str) -> object | None:
    if found.getAccessibleName().strip("~") == label and hasattr(found, "doAccessibleAction"):  # type: ignore[attr-defined]
        return found
    for index in range(min(found.getAccessibleChildCount(), 20)):  # type: ignore[attr-defined]
        inner = _button(found.getAccessibleChild(index).getAccessibleContext(), label)  # type: ignore[attr-defined]
        if inner is not None:
            return inner
    return None


@works("App.visible")
def test_windows_are_hidden_and_shown(shown: xw.App) -> None:
    window = shown.books[0].api.getCurrentController().getFrame().getContainerWindow()
    first = (shown.visible, window.isVisible())

    shown.visible = False
    hidden = (shown.visible, window.isVisible())
    shown.visible = True

    assert (first, hidden, shown.visible) == ((True, True), (False, False), True)


@works("App.alert")
@pytest.mark.parametrize(
    ("buttons", "label", "answer"),
    [("yes_no", "No", "no"), ("yes_no", "Yes", "yes"), ("ok_cancel", "Cancel", "cancel"), ("ok", "OK", "ok")],
)
@pytest.mark.parametrize("mode", [None, "info", "critical"])
def test_the_user_answers(shown: xw.App, buttons: str, label: str, answer: str, mode: str | None) -> None:
    with Presser(shown, label):
        said = shown.alert("Sure?", "Title", buttons=buttons, mode=mode)

    assert said == answer


def test_a_shown_app_writes_and_tells(shown: xw.App) -> None:
    shown.status_bar = "汇总中"
    with shown.properties(screen_updating=False):
        shown.books[0].sheets[0]["A1:C200"].value = 1

    assert shown.books[0].sheets[0]["C200"].value == 1.0
    assert shown.status_bar == "汇总中"
    shown.status_bar = False
