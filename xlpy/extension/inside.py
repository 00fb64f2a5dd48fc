"""What runs inside LibreOffice: hands clicks on to ``xlpy.buttons``, keeps buttons and label up to date."""

import contextlib
import multiprocessing
import os
from functools import cache
from typing import Any

import uno
import unohelper

from workbook.notice import shelf
from xlpy.commands import command
from xlpy.extension.board import Board, Shown
from xlpy.extension.toolbars import arrange, paper
from xlpy.extension.words import PROTOCOL, STATE
from xlpy.settings import settings

_Base: Any = unohelper.Base
_Initialization: Any = uno.getClass("com.sun.star.lang.XInitialization")
_Provider: Any = uno.getClass("com.sun.star.frame.XDispatchProvider")
_Dispatch: Any = uno.getClass("com.sun.star.frame.XDispatch")
_Job: Any = uno.getClass("com.sun.star.task.XJob")
_ALL_IS_NEW = ("OnNew", "OnLoad", "OnSaveAsDone")
"""Events after which the window may show another paper."""


def settle(python: str) -> None:
    """Make this process one of ours: its workers are of the installed Python, its notices are those of this desk."""
    multiprocessing.set_executable(python)
    os.environ[shelf.AMENDMENTS_VARIABLE] = str(settings().amendments)


@cache
def board() -> Board:
    """All our buttons in all windows: the office makes a handler for each, here they meet."""
    from xlpy import buttons, showing  # noqa: PLC0415 - start-up: an office that opens no paper of ours pays nothing

    office = uno.getComponentContext()
    made = Board(_tell, _tip, lambda id_: buttons.is_fitting(id_, office), lambda: buttons.state_line(office))
    desktop = office.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", office)
    showing.hear(lambda line: made.say(desktop.CurrentFrame, line))
    return made


class Handler(_Base, _Initialization, _Provider, _Dispatch):  # type: ignore[misc]  # UNO carries no types
    """Answers the buttons and menu entries of one window."""

    def __init__(self, context: Any, *arguments: Any) -> None:
        self.context = context
        self.initialize(arguments)

    def initialize(self, arguments: Any) -> None:
        """The window whose buttons these are."""
        self.frame = arguments[0] if arguments else None

    def queryDispatch(self, url: Any, target: str, flags: int) -> Any:
        """Our own URLs lead here."""
        return self if url.Protocol == PROTOCOL else None

    def queryDispatches(self, asked: Any) -> Any:
        """Our own URLs lead here."""
        return tuple(self.queryDispatch(one.FeatureURL, one.FrameName, one.SearchFlags) for one in asked)

    def dispatch(self, url: Any, arguments: Any) -> None:
        """A click: hand it on, say what came of it."""
        from xlpy import buttons  # noqa: PLC0415 - start-up: an office that opens no paper of ours does not pay for it

        if url.Path != STATE:
            board().say(self.frame, f"{command(url.Path).label}……")
            words = buttons.press(url.Path, self.context)
            board().say(self.frame, words)
            board().refresh(self.frame)

    def addStatusListener(self, listener: Any, url: Any) -> None:
        """A button appears."""
        board().add(Shown(self.frame, url, listener))

    def removeStatusListener(self, listener: Any, url: Any) -> None:
        """A button is gone."""
        board().remove(listener, url.Path)


class Watch(_Base, _Job):  # type: ignore[misc]  # UNO carries no types
    """Is told when a book comes to the front."""

    def __init__(self, context: Any, *arguments: Any) -> None:
        self.context = context

    def execute(self, arguments: Any) -> None:
        """Show the toolbars of the paper, hide the others, listen to what is typed into it."""
        told = {one.Name: one.Value for one in arguments}
        about = {one.Name: one.Value for one in told["Environment"]}
        document = about.get("Model")
        frame = _frame(document)
        if frame is None:
            return
        kind = paper(document)
        if about["EventName"] in _ALL_IS_NEW:
            arrange(frame, kind)
        if kind:
            board().refresh(frame)


def _frame(document: Any) -> Any:
    """The window of a document; None while it has none."""
    controller = getattr(document, "CurrentController", None)
    return controller.Frame if controller is not None else None


def _tip(words: str) -> Any:
    """What makes LibreOffice show a tip over a button."""
    text = uno.createUnoStruct("com.sun.star.beans.NamedValue", "HelpText", words)
    return uno.createUnoStruct("com.sun.star.frame.ControlCommand", "SetQuickHelpText", (text,))


def _tell(listener: Any, url: Any, shown: Any, *, is_fitting: bool = True) -> None:
    event = uno.createUnoStruct("com.sun.star.frame.FeatureStateEvent")
    event.FeatureURL, event.IsEnabled, event.State = url, is_fitting, shown
    with contextlib.suppress(uno.getClass("com.sun.star.uno.Exception")):  # the window is closing
        listener.statusChanged(event)
