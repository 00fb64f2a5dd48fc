"""An open book and its file: what stands in the window as a file, whether it is saved, the file read anew."""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import xlwings as xw

from xlpy.libreoffice import bridge, files


def content(book: xw.Book) -> bytes:
    """The book as it stands in the window, as an xlsx file; the book itself stays as it is, saved or not."""
    with tempfile.TemporaryDirectory(prefix="xlpy-") as folder:
        copy = Path(folder) / "copy.xlsx"
        book.impl.xl.storeToURL(bridge.url_of(copy), bridge.properties(FilterName=files.FILTERS[".xlsx"]))
        return copy.read_bytes()


def is_modified(book: xw.Book) -> bool:
    """Whether something was typed that is not saved."""
    return bool(book.impl.xl.isModified())


def is_same(one: xw.Book, other: xw.Book) -> bool:
    """Whether both are one open book; one that was closed and opened again is another."""
    return bool(one.api == other.api)


def is_read_only(book: xw.Book) -> bool:
    """Whether the book was opened only to be read."""
    return bool(book.impl.xl.isReadonly())


@contextlib.contextmanager
def as_saved_as_before(book: xw.Book) -> Iterator[None]:
    """What is done inside does not make a saved book an unsaved one."""
    was = is_modified(book)
    try:
        yield
    finally:
        book.impl.xl.setModified(was)


@contextlib.contextmanager
def released(book: xw.Book) -> Iterator[None]:
    """The file may be replaced inside; afterwards it is read anew into the same window, at the same place."""
    yield
    document: Any = book.impl.xl
    controller = document.getCurrentController()
    frame, view = controller.getFrame(), controller.getViewData()
    url = document.getURL()
    document.setModified(False)
    frame.setComponent(None, None)  # closed first: an old document takes the lock of the new one along
    document.close(True)
    opened = frame.loadComponentFromURL(url, "_self", 0, bridge.properties(MacroExecutionMode=3))
    opened.getCurrentController().restoreViewData(view)
