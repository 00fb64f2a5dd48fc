"""An xlwings engine over LibreOffice: ``activate()`` it and ordinary xlwings code runs unchanged."""

import os
from typing import Any

import xlwings as xw

from xlpy.libreoffice import bridge
from xlpy.libreoffice.engine import Engine
from xlpy.libreoffice.entry import finish_entry
from xlpy.libreoffice.errors import (
    BookClosedError,
    BookLockedError,
    BookUnreadableError,
    OfficeDiedError,
    OfficeError,
    OfficeHungError,
    OfficeMissingError,
    OfficeStartError,
    SheetProtectedError,
    WrongPasswordError,
)
from xlpy.libreoffice.listeners import on_change, on_undo
from xlpy.libreoffice.locks import StaleLockWarning
from xlpy.libreoffice.progress import progress
from xlpy.libreoffice.protection import is_protected, lock, protect, unprotect, unprotected
from xlpy.libreoffice.saved import as_saved_as_before, content, is_modified, is_read_only, is_same, released
from xlpy.libreoffice.selected import selected
from xlpy.libreoffice.talk import Window
from xlpy.libreoffice.undo import deed, steps, undo, unrecorded

__all__ = (
    "BookClosedError",
    "BookLockedError",
    "BookUnreadableError",
    "OfficeDiedError",
    "OfficeError",
    "OfficeHungError",
    "OfficeMissingError",
    "OfficeStartError",
    "SheetProtectedError",
    "StaleLockWarning",
    "Window",
    "WrongPasswordError",
    "activate",
    "as_saved_as_before",
    "attach",
    "connect",
    "content",
    "deed",
    "finish_entry",
    "is_modified",
    "is_protected",
    "is_read_only",
    "is_same",
    "lock",
    "on_change",
    "on_undo",
    "progress",
    "protect",
    "released",
    "selected",
    "steps",
    "undo",
    "unprotect",
    "unprotected",
    "unrecorded",
)


def activate(*, strict: bool = False, patience: float | None = None) -> xw.main.Engine:
    """Make LibreOffice the engine of xlwings.

    Args:
        strict: Read texts as Excel does: ``"001"`` becomes a number unless the cell's format is ``@``.
        patience: How many seconds a hidden office, started from now on, may take for one call before it is ended;
            without it a call waits as long as the office takes. An office with windows has a person before it.
    """
    engine = _engine()
    engine.impl.strict = strict
    engine.impl.patience = patience
    engine.activate()
    return engine


def attach(context: Any) -> xw.App:
    """The app of the office whose component context this is: for code that runs inside LibreOffice."""
    return _adopted(context, os.getpid())


def connect(where: str) -> xw.App:
    """The app of an office that listens at ``pipe,name=x`` or ``socket,host=localhost,port=2002``."""
    return _adopted(bridge.resolve(where))


def _adopted(context: Any, pid: int | None = None) -> xw.App:
    engine = _engine()
    engine.activate()
    return xw.App(impl=engine.impl.apps.adopt(context, pid))


def _engine() -> xw.main.Engine:
    known = xw.engines.engines_by_name.get(Engine.name)
    if known is None:
        known = xw.main.Engine(impl=Engine())
        xw.engines.add(known)
    return known
