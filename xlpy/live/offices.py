"""From what a surface has in its hands, Excel's Application or a component context of LibreOffice, to an office."""

import importlib
from typing import Any, cast

import xlwings as xw

from xlpy.live import excel, native
from xlpy.live.program import Application, Office, Program, Talk

_LIBREOFFICE = "libreoffice"


def wrap(application: Application, talk: Talk | None = None) -> Office:
    """The office of an Application of Excel, of a component context, or of an app of xlwings; an office stays one.

    ``talk`` asks the person; without it the program's own windows do.
    """
    if isinstance(application, Office):
        return application if talk is None else Office(application.app, application.program, talk)
    if isinstance(application, xw.App):
        is_libreoffice = application.engine.name == _LIBREOFFICE
        return _office(application, _libreoffice() if is_libreoffice else excel, talk)
    if hasattr(application, "ServiceManager"):
        return _office(_libreoffice().attach(application), _libreoffice(), talk)
    return _office(native.app(application), excel, talk)


def _office(app: xw.App, program: Any, talk: Talk | None) -> Office:
    return Office(app, cast("Program", program), talk or program.Window(app, "确定", "取消"))


def _libreoffice() -> Any:
    """The engine needs UNO, which only machines with LibreOffice have."""
    return importlib.import_module("xlpy.libreoffice")
