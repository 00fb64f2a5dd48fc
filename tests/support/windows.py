"""Stand-ins for what pywin32 and Windows give to xlwings' own engine, so that the engine itself runs anywhere.

They are there only while the engine is imported; nothing of ours is replaced.
"""

import ctypes
import datetime as dt
import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import ModuleType, SimpleNamespace
from typing import Any

import xlwings as xw

UNKNOWN_NAME, TURNED_AWAY, REFUSED = -2147352570, -2147418111, -2147352567
OK, CANCEL = 1, 2


class ComError(Exception):
    """An answer of COM that is no result."""

    def __init__(self, hresult: int, words: str = "") -> None:
        super().__init__(hresult, words, (0, "Excel", words, "", 0, hresult), None)
        self.hresult = hresult
        self.excepinfo = self.args[2]


class TimeType(dt.datetime):
    """A moment as COM hands it over."""


class Dispatch:
    """Anything a program hands over by COM; it has the members that its class documents, and no other."""

    @property
    def _oleobj_(self) -> Any:
        return self

    def GetIDsOfNames(self, _: int, name: str) -> int:  # noqa: N802 - as pywin32 names it
        raise ComError(UNKNOWN_NAME, f"{type(self).__name__}.{name} is not documented")


class Boxes:
    """The message boxes a person would have seen, and the answers given to them."""

    def __init__(self) -> None:
        self.shown: list[tuple[str, str]] = []
        self.answer = OK

    def MessageBox(self, _: int, words: str, title: str, __: int) -> int:  # noqa: N802 - as Windows names it
        self.shown.append((title, words))
        return self.answer


boxes = Boxes()


def _modules() -> dict[str, Any]:
    constants = {"MB_OK": 0, "MB_OKCANCEL": 1, "MB_YESNO": 4, "MB_YESNOCANCEL": 3}
    constants |= {"MB_ICONINFORMATION": 64, "MB_ICONWARNING": 48}
    dynamic = SimpleNamespace(Dispatch=lambda given: given)
    client = _module("win32com.client", CDispatch=Dispatch, CoClassBaseClass=type("CoClassBaseClass", (), {}))
    vars(client).update(Dispatch=dynamic.Dispatch, DispatchBaseClass=type("DispatchBaseClass", (), {}))
    vars(client).update(DispatchEx=_never, dynamic=dynamic)
    return {
        "pywintypes": _module("pywintypes", com_error=ComError, error=OSError, TimeType=TimeType),
        "pythoncom": _module(
            "pythoncom",
            CoInitialize=lambda: None,
            ole_error=ComError,
            __file__="pythoncom.dll",
            DISPATCH_PROPERTYGET=2,
            DISPATCH_PROPERTYPUT=4,
        ),
        "win32api": _module("win32api", MessageBox=boxes.MessageBox),
        "win32con": _module("win32con", **constants),
        "win32com": _module("win32com", client=client),
        "win32com.client": client,
        "win32gui": _module("win32gui", FindWindowEx=lambda *_: 1),
        "win32process": _module("win32process", GetWindowThreadProcessId=lambda _: (0, 4711)),
        "win32timezone": _module("win32timezone", TimeZoneInfo=SimpleNamespace(utc=lambda: dt.UTC)),
    }


def _module(name: str, **members: Any) -> ModuleType:
    made = ModuleType(name)
    vars(made).update(members)
    return made


def _never(*_: Any) -> None:
    raise AssertionError("an Excel of its own was started")


@contextmanager
def _windows() -> Iterator[None]:
    library = SimpleNamespace(PyCom_PyObjectFromIUnknown=SimpleNamespace(restype=None))
    seen = SimpleNamespace(AccessibleObjectFromWindow=lambda *_: 0)
    ole = SimpleNamespace(ole32=SimpleNamespace(CLSIDFromString=lambda *_: None), oleacc=seen)
    user = SimpleNamespace(GetForegroundWindow=lambda: 1, SetForegroundWindow=lambda _: 1, SetWindowPos=lambda *_: 1)
    vars(user).update(GetTopWindow=lambda _: 1, GetWindow=lambda *_: 0)
    members = {"PyDLL": lambda _: library, "oledll": ole, "windll": SimpleNamespace(user32=user)}
    before = {name: getattr(ctypes, name, None) for name in members}
    modules = _modules()
    vars(ctypes).update(members)
    sys.modules.update(modules)
    try:
        yield
    finally:
        for name in modules:
            del sys.modules[name]
        for name, value in before.items():
            if value is None:
                delattr(ctypes, name)
            else:
                setattr(ctypes, name, value)


@cache
def engine() -> Any:
    """xlwings' own engine for Excel, imported among the stand-ins."""
    with _windows():
        return importlib.import_module("xlwings._xlwindows")


@contextmanager
def in_use() -> Iterator[None]:
    """The engine for Excel is the one xlwings works with, as it is on Windows."""
    before = xw.engines.active
    xw.engines.add(xw.main.Engine(impl=engine().engine))
    xw.engines.active = xw.engines[engine().engine.name]
    try:
        yield
    finally:
        xw.engines.active = before
