"""Excel's own Application in xlwings' engine for Windows: nothing taken from a book, retries end, nobody is killed."""

import atexit
import importlib
from functools import cache
from typing import Any

import xlwings as xw

ATTEMPTS = 1000
"""So often a call that Excel turns away is made again; xlwings itself would go on for ever."""


def app(application: Any) -> xw.App:
    """The app of this very Application, as COM hands it over."""
    engine = _engine()
    held = engine.COMRetryObjectWrapper(engine.win32com.client.dynamic.Dispatch(application))
    return xw.App(impl=engine.App(xl=held))


@cache
def _engine() -> Any:
    """The engine, tamed: it is there on Windows only.

    Left alone it ends other people's Excel when our process ends, tries a call that is turned away for ever, and reads
    where a book lies from a sheet of that book.
    """
    engine: Any = importlib.import_module("xlwings._xlwindows")
    atexit.unregister(engine.cleanup)
    engine.N_COM_ATTEMPTS = ATTEMPTS
    engine.read_config_sheet = _nothing
    return engine


def _nothing(_: xw.Book) -> dict[str, Any]:
    """What a sheet of a book may tell of where things lie."""
    return {}
