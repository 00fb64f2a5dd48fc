"""What the user is typing into a cell: finished as Return would, before code reads the book."""

import xlwings as xw

from xlpy.libreoffice import bridge
from xlpy.libreoffice.undo import steps

_COMMAND = ".uno:Calculate"
"""LibreOffice has no command for this; like most of its commands this one takes what is being typed first."""


def finish_entry(book: xw.Book) -> None:
    """Take what is being typed into a cell of the window; a check of the cell may ask its question first."""
    document = book.impl.xl
    before = document.isModified(), steps(book)
    url = bridge.struct("util.URL", Complete=_COMMAND, Protocol=".uno:", Path=_COMMAND.removeprefix(".uno:"))
    dispatch = document.getCurrentController().getFrame().queryDispatch(url, "", 0)
    if dispatch is not None:
        dispatch.dispatch(url, ())
    if before == (False, steps(book)):
        document.setModified(False)  # nothing was typed: only calculated
