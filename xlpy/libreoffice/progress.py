"""How far long work is: a small window with a button that stops it, while the office goes on drawing."""

import contextlib
import time
from collections.abc import Iterator
from typing import Any

import xlwings as xw

from xlpy.libreoffice import bridge
from xlpy.libreoffice.bridge import Uno

_PATIENCE_SECONDS = 0.4
_EVERY_SECONDS = 0.1
_WIDTH, _LINE, _GAP, _BUTTON = 220, 12, 8, 50


class Progress:
    """What the person sees of the work; work that ends at once is not seen."""

    def __init__(self, app: xw.App, title: str, stop: str) -> None:
        self._app = app
        self._words = title, stop
        self._box: Uno = None
        self._listener = _Stop()
        self._due = time.monotonic() + _PATIENCE_SECONDS

    @property
    def is_stopped(self) -> bool:
        """Whether the button was pressed."""
        return self._listener.is_pressed

    def show(self, text: str) -> None:
        """Say how far it is."""
        if time.monotonic() < self._due or not (self._app.visible and self._app.display_alerts):
            return
        self._due = time.monotonic() + _EVERY_SECONDS
        if self._box is None:
            self._open()
        self._box.getControl("text").setText(text)
        self._toolkit.processEventsToIdle()

    def close(self) -> None:
        """Take the window away."""
        if self._box is not None:
            self._box.dispose()
            self._box = None

    @property
    def _toolkit(self) -> Uno:
        return bridge.service(self._app.impl.context, "awt.Toolkit")

    def _open(self) -> None:
        title, stop = self._words
        context = self._app.impl.context
        model = bridge.service(context, "awt.UnoControlDialogModel")
        box = bridge.service(context, "awt.UnoControlDialog")
        _set(model, Title=title, Width=_WIDTH, Height=_LINE * 2 + _GAP * 3, PositionX=100, PositionY=80)
        box.setModel(model)
        self._add(model, "FixedText", "text", (_GAP, _GAP, _WIDTH - 2 * _GAP, _LINE), Label="")
        left = _WIDTH - _BUTTON - _GAP
        self._add(model, "Button", "stop", (left, _GAP * 2 + _LINE, _BUTTON, _LINE + 2), Label=stop)
        box.getControl("stop").addActionListener(self._listener)
        box.createPeer(self._toolkit, None)
        box.setVisible(True)
        self._box = box

    @staticmethod
    def _add(model: Uno, kind: str, name: str, place: tuple[int, int, int, int], **properties: Any) -> None:
        control = model.createInstance(f"com.sun.star.awt.UnoControl{kind}Model")
        left, top, width, height = place
        _set(control, Name=name, PositionX=left, PositionY=top, Width=width, Height=height, **properties)
        model.insertByName(name, control)


@contextlib.contextmanager
def progress(app: xw.App, title: str, stop: str) -> Iterator[Progress]:
    """Show how far the work done inside is; the windows of the office take no clicks meanwhile."""
    shown = Progress(app, title, stop)
    try:
        yield shown
    finally:
        shown.close()


class _Stop(bridge.Base, bridge.ActionListener):  # type: ignore[misc]  # UNO carries no types
    """Hears the button."""

    def __init__(self) -> None:
        self.is_pressed = False

    def actionPerformed(self, event: Uno) -> None:  # noqa: N802 - UNO calls it so
        """The button was pressed."""
        self.is_pressed = True

    def disposing(self, event: Uno) -> None:
        """The window is gone."""


def _set(model: Uno, **properties: Any) -> None:
    for name, value in properties.items():
        model.setPropertyValue(name, value)
