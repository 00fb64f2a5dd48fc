"""What the user has selected: only cells that are shown, only where something stands."""

from typing import Any

import xlwings as xw

from xlpy.libreoffice.cells import place_of


def selected(book: xw.Book) -> tuple[xw.Range, ...]:
    """The selected blocks of the sheet in front, without filtered and hidden cells; whole columns end with the used."""
    native: Any = book.impl.xl.getCurrentSelection()
    if native is None or not hasattr(native, "queryVisibleCells"):
        return ()
    sheet = book.impl.sheets.active
    used = sheet.used
    shown = (place_of(address) for address in native.queryVisibleCells().getRangeAddresses())
    return tuple(xw.Range(impl=sheet.at(place)) for part in shown if (place := part.within(used)) is not None)
