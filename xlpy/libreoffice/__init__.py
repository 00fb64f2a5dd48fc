"""An xlwings engine over LibreOffice: ``activate()`` it and ordinary xlwings code runs unchanged."""

import os
from typing import Any

import xlwings as xw

from xlpy.libreoffice import bridge
from xlpy.libreoffice.engine import Engine
from xlpy.libreoffice.errors import (
    BookClosedError,
    BookLockedError,
    BookUnreadableError,
    OfficeDiedError,
    OfficeError,
    OfficeMissingError,
    OfficeStartError,
    SheetProtectedError,
    WrongPasswordError,
)
from xlpy.libreoffice.listeners import on_change
from xlpy.libreoffice.protection import is_protected, lock, protect, unprotect, unprotected
from xlpy.libreoffice.saved import as_saved_as_before, content, is_modified, is_read_only, released
from xlpy.libreoffice.talk import Window
from xlpy.libreoffice.undo import deed, steps, undo, unrecorded

__all__ = (
    "BookClosedError",
    "BookLockedError",
    "BookUnreadableError",
    "OfficeDiedError",
    "OfficeError",
    "OfficeMissingError",
    "OfficeStartError",
    "SheetProtectedError",
    "Window",
    "WrongPasswordError",
    "activate",
    "as_saved_as_before",
    "attach",
    "connect",
    "content",
    "deed",
    "is_modified",
    "is_protected",
    "is_read_only",
    "lock",
    "on_change",
    "protect",
    "released",
    "steps",
    "undo",
    "unprotect",
    "unprotected",
    "unrecorded",
)


def activate(*, strict: bool = False) -> xw.main.Engine:
    """Make LibreOffice the engine of xlwings.

    Args:
        strict: Read texts as Excel does: ``"001"`` becomes a number unless the cell's format is ``@``.
    """
    known = xw.engines.engines_by_name.get(Engine.name)
    if known is None:
        known = xw.main.Engine(impl=Engine())
        xw.engines.add(known)
    known.impl.strict = strict
    known.activate()
    return known


def attach(context: Any) -> xw.App:
    """The app of the office whose component context this is: for code that runs inside LibreOffice."""
    return xw.App(impl=activate().impl.apps.adopt(context, os.getpid()))


def connect(where: str) -> xw.App:
    """The app of an office that listens at ``pipe,name=x`` or ``socket,host=localhost,port=2002``."""
    return xw.App(impl=activate().impl.apps.adopt(bridge.resolve(where)))
