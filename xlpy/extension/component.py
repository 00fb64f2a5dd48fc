"""What LibreOffice loads: finds the installed xlpy and lets it answer the buttons; says so when it cannot."""

import json
import site
import sys
from pathlib import Path
from typing import Any

import uno
import unohelper

_Base: Any = unohelper.Base
_Initialization: Any = uno.getClass("com.sun.star.lang.XInitialization")
_Provider: Any = uno.getClass("com.sun.star.frame.XDispatchProvider")
_Dispatch: Any = uno.getClass("com.sun.star.frame.XDispatch")
_Job: Any = uno.getClass("com.sun.star.task.XJob")

PLACE = Path(__file__).with_name("place.json")
"""Where xlpy is installed: written when the extension is made."""


def misfit(place: dict[str, Any]) -> str:
    """Why the installed xlpy cannot run in this Python; blank when it can."""
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    if place["version"] != here:
        return (
            f"LibreOffice 用的是 Python {here}，xlpy 却装在 Python {place['version']} 里，两者不能合用。"
            f"请用 Python {here} 重新安装 xlpy，再执行 xlpy office install。"
        )
    if not all(Path(folder).is_dir() for folder in place["paths"]):
        return f"“{place['paths'][0]}”里找不到 xlpy 了。请重新安装 xlpy，再执行 xlpy office install。"
    return ""


def room() -> Any:
    """The module that answers, from the installed xlpy."""
    place = json.loads(PLACE.read_text("utf-8"))
    if words := misfit(place):
        raise ImportError(words)
    for folder in place["paths"]:
        if folder not in sys.path:
            site.addsitedir(folder)
    from xlpy.extension import inside  # noqa: PLC0415 - its place is known only now

    inside.settle(place["python"])
    return inside


class Mute(_Base, _Initialization, _Provider, _Dispatch, _Job):  # type: ignore[misc]  # UNO carries no types
    """Stands in when xlpy cannot be loaded: each click says why."""

    def __init__(self, context: Any, why: Exception) -> None:
        self.context = context
        self.words = str(why) if isinstance(why, ImportError) else f"xlpy 没有装好：{why}"
        self.frame: Any = None

    def initialize(self, arguments: Any) -> None:
        """The frame whose buttons these are."""
        self.frame = arguments[0] if arguments else None

    def queryDispatch(self, url: Any, target: str, flags: int) -> Any:
        """Every button leads here."""
        return self

    def queryDispatches(self, asked: Any) -> Any:
        """Every button leads here."""
        return tuple(self for _ in asked)

    def dispatch(self, url: Any, arguments: Any) -> None:
        """Say why nothing happens."""
        toolkit = self.context.ServiceManager.createInstanceWithContext("com.sun.star.awt.Toolkit", self.context)
        window, sign = self.frame.getContainerWindow(), uno.Enum("com.sun.star.awt.MessageBoxType", "WARNINGBOX")
        toolkit.createMessageBox(window, sign, 1, "xlpy", self.words).execute()

    def addStatusListener(self, listener: Any, url: Any) -> None:
        """A button that says why it does nothing is not grey."""

    def removeStatusListener(self, listener: Any, url: Any) -> None:
        """Nothing was kept."""

    def execute(self, arguments: Any) -> None:
        """A book came to the front: nothing can be done for it."""


def handler(context: Any, *arguments: Any) -> Any:
    """Who answers the buttons of a window."""
    try:
        return room().Handler(context, *arguments)
    except Exception as error:  # noqa: BLE001 - the outermost line: the office must go on
        return Mute(context, error)


def watch(context: Any, *arguments: Any) -> Any:
    """Who is told when a book comes to the front."""
    try:
        return room().Watch(context, *arguments)
    except Exception as error:  # noqa: BLE001 - the outermost line: the office must go on
        return Mute(context, error)


g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816 - the name LibreOffice looks for
g_ImplementationHelper.addImplementation(handler, "xlpy.buttons.Handler", ("xlpy.buttons.Handler",))
g_ImplementationHelper.addImplementation(watch, "xlpy.buttons.Watch", ("xlpy.buttons.Watch",))
