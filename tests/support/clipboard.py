"""Contents carried from a foreign book into an open one by the program's own commands, as a person carries them."""

from collections.abc import Sequence
from typing import Any

from support.live_office import require_uno
from support.typed import put
from workbook.ooxml.cell import Cell

_CONTENTS = 1 | 2 | 4 | 16
"""Numbers, days, texts, formulas; the protection of the cells stays."""


class Clipboard:
    """A foreign book beside an open one; ``is_locked`` as a new book's cells are, else as cells meant to be filled."""

    def __init__(self, desk: Any, document: Any, *, is_locked: bool = False) -> None:
        self._document = document
        self._foreign = desk.loadComponentFromURL("private:factory/scalc", "_blank", 0, ())
        self._sheet = self._foreign.Sheets.getByIndex(0)
        protection = self._sheet.CellProtection
        protection.IsLocked = is_locked
        self._sheet.CellProtection = protection

    def paste(self, sheet: str, address: str, contents: Sequence[Cell]) -> None:
        """Copy these contents there, one below the other, and paste them here from this cell down."""
        self._sheet.getCellRangeByName("A1:A100").clearContents(_CONTENTS)
        for row, content in enumerate(contents):
            put(self._sheet.getCellByPosition(0, row), content)
        _select(self._foreign, self._sheet, f"A1:A{len(contents)}")
        _command(self._foreign, "Copy")
        _select(self._document, self._document.Sheets.getByName(sheet), address)
        _command(self._document, "Paste")


def _select(document: Any, sheet: Any, address: str) -> None:
    document.CurrentController.setActiveSheet(sheet)
    document.CurrentController.select(sheet.getCellRangeByName(address))


def _command(document: Any, name: str) -> None:
    url = require_uno().createUnoStruct("com.sun.star.util.URL")
    url.Complete = url.Main = f".uno:{name}"
    url.Protocol, url.Path = ".uno:", name
    document.CurrentController.Frame.queryDispatch(url, "", 0).dispatch(url, ())
