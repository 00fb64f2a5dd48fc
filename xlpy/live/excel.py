"""Excel (and WPS where it answers alike) as a desk asks it, through the members of its own object model."""

import contextlib
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import xlwings as xw

from xlpy.live.window import Window

__all__ = (
    "Window",
    "as_saved_as_before",
    "content",
    "deed",
    "is_modified",
    "is_protected",
    "is_read_only",
    "is_same",
    "on_change",
    "on_undo",
    "progress",
    "released",
    "selected",
    "unprotected",
)


@contextlib.contextmanager
def deed(book: xw.Book, title: str) -> Iterator[None]:  # noqa: ARG001 - Excel keeps no undo list of what code writes
    """Nothing is drawn until all is done; Excel forgets its undo list when code writes."""
    app = book.app
    was = app.screen_updating
    app.screen_updating = False
    try:
        yield
    finally:
        app.screen_updating = was


@contextlib.contextmanager
def unprotected(sheet: xw.Sheet) -> Iterator[xw.Sheet]:
    """Write on a protected sheet; the protection is back afterwards with what it allowed."""
    api = sheet.api
    if not api.ProtectContents:
        yield sheet
        return
    allowed = {name: getattr(api.Protection, name) for name in _ALLOWED}
    api.Unprotect("")
    try:
        yield sheet
    finally:
        api.Protect("", **allowed)


_ALLOWED = ("AllowFormattingColumns", "AllowFormattingRows", "AllowFiltering", "AllowSorting")


def is_protected(sheet: xw.Sheet) -> bool:
    """Whether a sheet is protected."""
    return bool(sheet.api.ProtectContents)


def content(book: xw.Book) -> bytes:
    """The book as it stands in the window, as a file."""
    with tempfile.TemporaryDirectory(prefix="xlpy-") as folder:
        copy = Path(folder) / "copy.xlsx"
        book.api.SaveCopyAs(str(copy))
        return copy.read_bytes()


def is_modified(book: xw.Book) -> bool:
    """Whether something was typed that is not saved."""
    return not book.api.Saved


@contextlib.contextmanager
def as_saved_as_before(book: xw.Book) -> Iterator[None]:
    """What is done inside does not make a saved book an unsaved one."""
    was = book.api.Saved
    try:
        yield
    finally:
        book.api.Saved = was


def is_same(one: xw.Book, other: xw.Book) -> bool:
    """Whether both are one open book; one that was closed and opened again is another."""
    return bool(one.api._inner == other.api._inner)  # noqa: SLF001 - xlwings' wrapper has no equality of its own


def is_read_only(book: xw.Book) -> bool:
    """Whether the book was opened only to be read."""
    return bool(book.api.ReadOnly)


@contextlib.contextmanager
def released(book: xw.Book) -> Iterator[None]:
    """The file may be replaced inside; afterwards the book is read anew from it, in front."""
    app, path = book.app, book.fullname
    book.close()
    try:
        yield
    finally:
        app.books.open(path)


class Progress:
    """What the person sees of long work: the status bar; while Excel waits for us no button can be pressed."""

    is_stopped = False

    def __init__(self, app: xw.App) -> None:
        self._app = app

    def show(self, text: str) -> None:
        """Say how far it is."""
        self._app.status_bar = text


@contextlib.contextmanager
def progress(app: xw.App, title: str, stop: str) -> Iterator[Progress]:  # noqa: ARG001 - the status bar has no room
    """Show how far the work done inside is."""
    yield Progress(app)


_VISIBLE = 12
"""xlCellTypeVisible."""


def selected(book: xw.Book) -> tuple[xw.Range, ...]:
    """The selected blocks of the sheet in front, without filtered and hidden cells; whole columns end with the used."""
    chosen = book.app.selection
    if chosen is None:
        return ()
    sheet = chosen.sheet
    inside = book.app.api.Intersect(chosen.api, sheet.used_range.api)
    if inside is None:
        return ()
    areas = inside.Areas if inside.Count == 1 else inside.SpecialCells(_VISIBLE).Areas
    return tuple(sheet[str(areas.Item(number).Address)] for number in range(1, areas.Count + 1))


def finish_entry(book: xw.Book) -> None:
    """Nothing to do: while a cell is edited Excel refuses every call, and the server says so."""


def on_change(book: xw.Book, told: Callable[[xw.Range], None]) -> Callable[[], None]:  # noqa: ARG001 - the server is told
    """Nothing to set up: the add-in tells the server of each change, which asks ``buttons.changed``."""
    return lambda: None


def on_undo(book: xw.Book, told: Callable[[], None]) -> Callable[[], None]:  # noqa: ARG001 - as above
    """Nothing to set up: Excel tells an undone step as a change."""
    return lambda: None
