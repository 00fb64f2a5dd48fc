"""What a desk asks of a spreadsheet program beyond what xlwings has words for; each program has a module for it."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

import xlwings as xw


class Program(Protocol):
    """One spreadsheet program: ``xlpy.libreoffice`` is one, ``xlpy.live.excel`` the other."""

    def deed(self, book: xw.Book, title: str) -> AbstractContextManager[None]:
        """Everything done inside is one step of the undo list."""
        ...

    def unprotected(self, sheet: xw.Sheet) -> AbstractContextManager[xw.Sheet]:
        """Write on a protected sheet; the protection is back afterwards."""
        ...

    def is_protected(self, sheet: xw.Sheet) -> bool:
        """Whether a sheet is protected."""
        ...

    def content(self, book: xw.Book) -> bytes:
        """The book as it stands in the window, as a file; the book itself stays as it is, saved or not."""
        ...

    def is_modified(self, book: xw.Book) -> bool:
        """Whether something was typed that is not saved."""
        ...

    def is_read_only(self, book: xw.Book) -> bool:
        """Whether the book was opened only to be read."""
        ...

    def is_same(self, one: xw.Book, other: xw.Book) -> bool:
        """Whether both are one open book; one that was closed and opened again is another."""
        ...

    def as_saved_as_before(self, book: xw.Book) -> AbstractContextManager[None]:
        """What is done inside does not make a saved book an unsaved one."""
        ...

    def released(self, book: xw.Book) -> AbstractContextManager[None]:
        """The file may be replaced inside; afterwards it is open again, read anew; what was not saved is given up."""
        ...

    def selected(self, book: xw.Book) -> Sequence[xw.Range]:
        """The selected blocks of the sheet in front, without filtered and hidden cells."""
        ...

    def finish_entry(self, book: xw.Book) -> None:
        """Take what is being typed into a cell, as Return would."""
        ...

    def progress(self, app: xw.App, title: str, stop: str) -> AbstractContextManager["Progress"]:
        """Shows how far the work done inside is; ``stop`` is on the button that ends it."""
        ...

    def on_change(self, book: xw.Book, told: Callable[[xw.Range], None]) -> Callable[[], None]:
        """Call ``told`` with each block the user edits, pastes or deletes; the answer ends it."""
        ...

    def on_undo(self, book: xw.Book, told: Callable[[], None]) -> Callable[[], None]:
        """Call ``told`` when a step was undone or done again; the answer ends it."""
        ...


class Progress(Protocol):
    """What the person sees of long work."""

    @property
    def is_stopped(self) -> bool:
        """Whether the person wants it to end."""
        ...

    def show(self, text: str) -> None:
        """Say how far it is."""
        ...


class Talk(Protocol):
    """Asks the person at the window; None, or no, where the person gives up."""

    def confirm(self, title: str, lines: Sequence[str]) -> bool:
        """Whether to go on."""
        ...

    def tell(self, title: str, lines: Sequence[str]) -> None:
        """Show lines to be read."""
        ...

    def choose(self, title: str, words: str, options: Sequence[str]) -> str | None:
        """One of these."""
        ...

    def write(self, title: str, words: str, default: str = "") -> str | None:
        """A line of text."""
        ...

    def folder(self, title: str) -> str | None:
        """A folder."""
        ...

    def files(self, title: str) -> Sequence[str] | None:
        """One or more files."""
        ...


@dataclass(frozen=True, slots=True)
class Office:
    """A running spreadsheet program: its windows as xlwings knows them, what else it can do, how it asks."""

    app: xw.App
    program: Program
    talk: Talk

    @property
    def front(self) -> xw.Book | None:
        """The book in front; None when there is none."""
        return self.app.books.active if len(self.app.books) else None


Application = Any
"""Excel's Application object, the component context of LibreOffice, or an app of xlwings."""
