"""Everything that stands in an open book, to say that nothing of it has changed."""

from typing import Any

import xlwings as xw

import xlpy.libreoffice as lo


def everything(book: xw.Book) -> dict[str, Any]:
    """Of each sheet its formulas and contents, its notes, whether it is protected and shown."""
    return {
        sheet.name: (
            sheet.used_range.formula,
            sorted(note.text for note in sheet.notes),
            lo.is_protected(sheet),
            sheet.visible,
        )
        for sheet in book.sheets
    }
