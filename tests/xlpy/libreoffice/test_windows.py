"""An office with windows, on a screen nobody looks at: shown, hidden, asked, told."""

import os
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from types import ModuleType

import pytest
import xlwings as xw

from support.members import works


@pytest.fixture(scope="module")
def screen() -> Iterator[str]:
    if shutil.which("Xvfb") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Xvfb is missing; apt-get install -y xvfb")
        pytest.skip("Xvfb is missing; apt-get install -y xvfb")
    read, write = os.pipe()
    process = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1024x768x24"], pass_fds=[write])
    os.close(write)
    number = os.read(read, 20).decode().strip()
    os.close(read)
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


def press(app: xw.App, label: str) -> None:
    """Press a button of the dialog in front, from another thread, as soon as it is there."""
    context = app.impl.context
    until = time.monotonic() + 10
    while time.monotonic() < until:
        toolkit = context.ServiceManager.createInstanceWithContext("com.sun.star.awt.Toolkit", context)
        top = toolkit.getActiveTopWindow()
        button = _button(top.getAccessibleContext(), label) if top is not None else None
        if button is not None:
            button.doAccessibleAction(0)
            return
        time.sleep(0.05)


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
    presser = threading.Thread(target=press, args=(shown, label), daemon=True)
    presser.start()

    said = shown.alert("Sure?", "Title", buttons=buttons, mode=mode)

    presser.join(10)
    assert said == answer


def test_a_shown_app_writes_and_tells(shown: xw.App) -> None:
    shown.status_bar = "汇总中"
    with shown.properties(screen_updating=False):
        shown.books[0].sheets[0]["A1:C200"].value = 1

    assert shown.books[0].sheets[0]["C200"].value == 1.0
    assert shown.status_bar == "汇总中"
    shown.status_bar = False
