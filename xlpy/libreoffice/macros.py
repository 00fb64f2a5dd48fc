"""Macros of LibreOffice, named as Excel names its own."""

import re
from typing import TYPE_CHECKING, Any

from xlpy.libreoffice import bridge
from xlpy.libreoffice.bridge import Uno
from xlpy.libreoffice.errors import OfficeError

if TYPE_CHECKING:
    from xlpy.libreoffice.app import App

_IN_BOOK = re.compile(r"'(?P<book>.+)'!(?P<macro>.+)")


def run(app: "App", name: str, arguments: list[Any]) -> Any:
    """Run ``Module1.Macro`` of a book or of the user, or ``file.py$function``; the return value comes back."""
    found = _IN_BOOK.fullmatch(name)
    book = app.books(found["book"]) if found else None
    macro = found["macro"] if found else name
    language = "Python" if "$" in macro else "Basic"
    path = macro if language == "Python" or macro.count(".") > 1 else f"Standard.{_with_module(macro)}"
    place = "document" if book else "user" if language == "Python" else "application"
    try:
        script = _provider(app, book).getScript(f"vnd.sun.star.script:{path}?language={language}&location={place}")
        result, _, _ = script.invoke(tuple(arguments), (), ())
    except bridge.Disposed:
        raise
    except bridge.UnoError as error:
        raise OfficeError(f"Macro {name} did not run: {error}") from error
    return result


def _with_module(macro: str) -> str:
    return macro if "." in macro else f"Module1.{macro}"


def _provider(app: "App", book: Any) -> Uno:
    if book is not None:
        return book.xl.getScriptProvider()
    factory = bridge.service(app.context, "script.provider.MasterScriptProviderFactory")
    return factory.createScriptProvider("")
