"""The desk over an open book: its unsaved state is what is read, its file is what is changed, then read anew."""

import secrets
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import xlwings as xw

from workbook.edit import BookEdit, Change, NewFile, Plan
from workbook.errors import NotSavedError, ReadOnlyError
from xlpy.disk import aside
from xlpy.folder import FolderDesk, Watch, silent
from xlpy.live import typed
from xlpy.live.forms import layout_of
from xlpy.live.highlights import Highlights
from xlpy.live.plain import plain
from xlpy.live.program import Office
from xlpy.settings import Settings
from xlpy.store import NONCE, sha256


@dataclass(frozen=True, slots=True)
class _Seen:
    """What an action was shown of a book: its bytes as it stood in the window, the hash of its file at that moment."""

    content: bytes
    on_disk: str


class LiveDesk(FolderDesk):
    """A desk whose book lies open in an office, whatever of it is saved.

    ``path`` is the book the desk keeps, which may be another than the one in front and need not be open or there.
    """

    def __init__(
        self,
        office: Office,
        path: Path,
        settings: Settings,
        watch: Watch = silent,
        *,
        executor: Executor | None = None,
    ) -> None:
        super().__init__(path, settings, watch, executor=executor)
        self.office = office
        self.title = ""
        self._secret = b""
        self._path = path
        self._seen: _Seen | None = None

    @property
    def open_book(self) -> xw.Book | None:
        """The open book this desk keeps; None when it is not open."""
        return open_at(self.office, self._path)

    def holder(self, book: Path) -> str:
        """Who has a book open beside us; blank when nobody has."""
        return "" if open_at(self.office, book) else super().holder(book)

    def book(self) -> bytes | None:
        """The bytes of the book as it stands in the window, without marks of ours."""
        content = self._now(self._path)
        if content is not None:
            self._seen = _Seen(content, _hash(self._path))
        return content

    def outside(self, path: Path) -> bytes:
        """The bytes of a file that somebody named, as it stands in its window if it is open."""
        content = self._now(path)
        return super().outside(path) if content is None else content

    def _now(self, path: Path) -> bytes | None:
        """The bytes of a file, as it stands in its window if something was typed there; None where there is none."""
        data = path.read_bytes() if path.is_file() else None
        book = open_at(self.office, path)
        if data is None or book is None or not self.office.program.is_modified(book):
            return data
        layout = layout_of(data, path.name)
        with suppress(typed.OtherwiseChangedError):
            if layout is not None:
                return typed.content(self.office.program, book, data, layout)
        Highlights(self.office.program, book, layout).clear()
        return self.office.program.content(book)

    def after(self, edit: BookEdit) -> bytes:
        """The bytes the book will have once the edit is carried out on it as it stands in the window."""
        if edit.base is None and edit.path == self.name and self._seen is not None:
            edit = replace(edit, base=self._seen.content)
        return super().after(edit)

    def nonce(self) -> bytes:
        """The secret of this desk's receipts; a new one is kept when the first plan is carried out, not before."""
        if (self.store.records / "nonce").is_file():
            return self.store.nonce()
        self._secret = self._secret or secrets.token_bytes(NONCE)
        return self._secret

    def beside(self, book: Path) -> "LiveDesk":
        """Another desk of the same person, with this book."""
        return LiveDesk(self.office, book, self.settings, self._watch, executor=self._executor)

    def carry_out(self, plan: Plan) -> None:
        """Do what the plan says to the file, what was typed and not saved included; then the window shows it."""
        if self._secret:
            self.store.nonce(self._secret)
        book = self.open_book
        if book is None or plan.is_empty:
            super().carry_out(plan)
            return
        if self.office.program.is_read_only(book):
            raise ReadOnlyError(self._path.name)
        cells = self._only_cells(plan)
        if cells:
            self._type(book, cells)
            return
        plan = self._with_unsaved(plan)
        if not any(edit.path == self.name for edit in plan.books):
            super().carry_out(plan)
            return
        with self.office.program.released(book):
            super().carry_out(plan)

    def _only_cells(self, plan: Plan) -> tuple[Change, ...]:
        """The cells that the plan fills in a book without records, as its owner does; none where it does more."""
        is_more = plan.events or plan.originals or plan.files or self.store.records.is_dir()
        if is_more or [(edit.path, edit.base) for edit in plan.books] != [(self.name, None)]:
            return ()
        changes = plan.books[0].changes
        cells = tuple(change for change in changes if isinstance(change, Change))
        return cells if len(cells) == len(changes) else ()

    def _type(self, book: xw.Book, cells: tuple[Change, ...]) -> None:
        """Write the cells into the window, as one step of the undo list; the person saves them, or does not."""
        with self.office.program.deed(book, self.title):
            for change in cells:
                with self.office.program.unprotected(book.sheets[change.sheet]) as sheet:
                    sheet[change.cell].value = plain(change.new) if isinstance(change.new, str) else change.new

    def _with_unsaved(self, plan: Plan) -> Plan:
        """The plan on the book as it stood in the window: its file becomes that, with the changes."""
        if self._seen is None or sha256(self._seen.content) == self._seen.on_disk or not (plan.books or plan.events):
            return plan
        own = next((edit for edit in plan.books if edit.path == self.name), BookEdit(self.name, ()))
        others = tuple(edit for edit in plan.books if edit.path != self.name)
        files = plan.files
        if own.keeps_old:  # what is kept aside is what lay in the window, too
            files = (NewFile(aside(self.name, self._seen.content), self._seen.content, is_ours=True), *files)
        base = self._seen.content if own.base is None else own.base
        return replace(plan, books=(replace(own, base=base, expected=self._seen.on_disk), *others), files=files)


def open_at(office: Office, path: Path) -> xw.Book | None:
    """The open book of this file; None when it is not open."""
    found = (book for book in office.app.books if same_file(book.fullname, path))
    return next(found, None)


def saved_path(book: xw.Book) -> Path:
    """Where a book's file is.

    Raises:
        NotSavedError: it was never saved.
    """
    path = Path(book.fullname)
    if not path.is_absolute() or not path.is_file():
        raise NotSavedError(book.name)
    return path


def same_file(one: str, other: Path) -> bool:
    """Whether a book's name is this file."""
    return Path(one).is_absolute() and Path(one).absolute() == other.absolute()


def _hash(path: Path) -> str:
    return sha256(path.read_bytes()) if path.is_file() else ""
