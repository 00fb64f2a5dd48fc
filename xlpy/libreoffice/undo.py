"""The undo list: a deed as one step, marks that leave no trace in it."""

import contextlib
from collections.abc import Iterator

import xlwings as xw

from xlpy.libreoffice import bridge


@contextlib.contextmanager
def deed(book: xw.Book, title: str) -> Iterator[None]:
    """Everything done inside is one step of the undo list, named so."""
    undo, app = book.impl.xl.getUndoManager(), book.impl.app
    undo.enterUndoContext(title)
    app.deeds += 1
    try:
        yield
    finally:
        app.deeds -= 1
        undo.leaveUndoContext()


@contextlib.contextmanager
def unrecorded(book: xw.Book) -> Iterator[None]:
    """Nothing done inside reaches the undo list, which stays as it is."""
    undo = book.impl.xl.getUndoManager()
    undo.lock()
    try:
        yield
    finally:
        undo.unlock()


def undo(book: xw.Book) -> str | None:
    """Undo the last step; its title, or None when there was none."""
    manager = book.impl.xl.getUndoManager()
    try:
        title = str(manager.getCurrentUndoActionTitle())
        manager.undo()
    except bridge.UnoError:
        return None
    return title


def steps(book: xw.Book) -> tuple[str, ...]:
    """The titles of the undo list, the last deed first."""
    return tuple(book.impl.xl.getUndoManager().getAllUndoActionTitles())
