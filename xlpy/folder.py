"""The desk over files: a book in a folder, its records beside it."""

import secrets
from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from workbook.edit import BookEdit, Change, Plan, RowsEdit, Shown
from workbook.errors import UnreadableError, ValueMissingError
from xlpy import batch
from xlpy.desk import Line
from xlpy.disk import ABANDONED, clean, holder, save
from xlpy.journal import GENESIS, now
from xlpy.settings import Settings
from xlpy.spool import lying
from xlpy.store import NONCE, Store

Thing = TypeVar("Thing")
Given = TypeVar("Given")
Found = TypeVar("Found")

_LONG = 1 << 19
"""Books from this size on take longer to open than it takes to send them to another process."""


class Watch(Protocol):
    """Lets a user see how far the work is."""

    def __call__(self, things: Iterable[Thing], words: str, total: int | None) -> Iterable[Thing]:
        """The same things one by one."""
        ...


def silent(things: Iterable[Thing], words: str, total: int | None) -> Iterable[Thing]:  # noqa: ARG001 - Watch
    """Nobody watches."""
    return things


class FolderDesk:
    """A desk that keeps ``book`` (a path; the file may not exist yet) and works on bare files.

    A preview writes nothing at all: its plans are not carried out. Without an executor it reads files itself.
    """

    def __init__(
        self,
        book: Path,
        settings: Settings,
        watch: Watch = silent,
        *,
        is_preview: bool = False,
        executor: Executor | None = None,
    ) -> None:
        self.settings = settings
        self.store = Store(book, settings, _patch, self._begun, self.holder)
        self._watch = watch
        self._head: str | None = None
        self._is_preview = is_preview
        self._executor = executor
        if not is_preview:
            clean(book.parent, ABANDONED)

    @property
    def name(self) -> str:
        """The file name of the book this desk keeps."""
        return self.store.book.name

    def holder(self, book: Path) -> str:
        """Who has a book open, so that it is not changed; blank when nobody has."""
        return holder(book)

    def book(self) -> bytes | None:
        """The bytes of the book as saved; None when there is none yet."""
        return self.file(self.name)

    def file(self, path: str) -> bytes | None:
        """The bytes of a file of this desk's folder; None when there is none."""
        found = self.store.book.parent / path
        return found.read_bytes() if found.is_file() else None

    def digest(self, path: str) -> str:
        """The hash of a file of this desk's folder; blank when there is none."""
        found = self.store.book.parent / path
        return lying(found, path).sha256 if found.is_file() else ""

    def where(self, path: str) -> str:
        """How a person finds a file of this desk's folder."""
        return str(self.store.book.parent / path)

    def outside(self, path: Path) -> bytes:
        """The bytes of a file that somebody named."""
        if not path.is_file():
            raise ValueMissingError("文件", str(path))
        return path.read_bytes()

    def journal(self) -> tuple[Line, ...]:
        """Every line of the records, oldest first."""
        lines = self.store.lines()
        self._head = lines[-1].hash if lines else GENESIS
        return lines

    def is_unfinished(self) -> bool:
        """Whether an earlier plan was broken off while it was carried out."""
        return self.store.is_unfinished

    def shown(self, sha256: str) -> Shown | None:
        """What is remembered of the book of this hash, where it shows what the records tell now."""
        return self.store.shown(sha256)

    def original(self, sha256: str) -> bytes:
        """A received file as it came."""
        return self.store.original(sha256)

    def kept(self) -> tuple[str, ...]:
        """The hashes under which received files are kept."""
        return self.store.kept()

    def after(self, edit: BookEdit) -> bytes:
        """The bytes the book will have once the edit is carried out."""
        return self.store.after(edit)

    def watch(self, things: Iterable[Thing], words: str, total: int | None = None) -> Iterable[Thing]:
        """The same things one by one, while the user sees how far the work is."""
        return self._watch(things, words, total)

    def each(
        self,
        work: Callable[[Given], Found],
        things: Iterable[Given],
        lost: Callable[[Given], Found],
        *,
        are_large: bool = False,
    ) -> Iterable[Found]:
        """The result for each thing, in order, by the workers of this desk."""
        return batch.each(work, things, self._executor, lost, 1 if are_large else batch.CHUNK)

    def _begun(self, data: bytes, name: str) -> Callable[[], object]:
        """Begin to open what is to replace a book; a large one in a worker, while other files are written here."""
        if self._executor is None or self._is_preview or len(data) <= _LONG:
            return partial(_check, data, name)
        opens = batch.begun(partial(_opens, data, name), self._executor)
        return lambda: None if opens() else _check(data, name)  # what is wrong with it is told by this process

    def cached(self, name: str, make: Callable[[], bytes]) -> bytes:
        """What was worked out before on this machine under this name, else worked out now and kept."""
        path = self.settings.home / "cache" / name
        if path.is_file():
            return path.read_bytes()
        content = make()
        if not self._is_preview:
            save(path, content)
        return content

    def nonce(self) -> bytes:
        """The secret of this desk's receipts; made once, and in a preview for this time only."""
        is_made = (self.store.records / "nonce").is_file()
        return self.store.nonce() if is_made or not self._is_preview else secrets.token_bytes(NONCE)

    def now(self) -> str:
        """The moment, as the journal tells it."""
        return now()

    def beside(self, book: Path) -> "FolderDesk":
        """Another desk of the same person, with this book."""
        return FolderDesk(book, self.settings, self._watch, is_preview=self._is_preview, executor=self._executor)

    def carry_out(self, plan: Plan) -> None:
        """Do what the plan says, in a preview nothing; refused when book or records changed since it was made."""
        if self._is_preview:
            return
        self.store.carry_out(plan, self._head)
        self._head = None


def _patch(data: bytes, changes: tuple[Change | RowsEdit, ...]) -> bytes:
    from workbook import patch  # noqa: PLC0415 - only a desk that changes a book pays for it

    return patch.apply(data, changes)


def _check(data: bytes, name: str) -> object:
    from workbook import guard  # noqa: PLC0415 - only a desk that writes a book pays for it

    guard.check(data, name, guard.OWN)
    return None


def _opens(data: bytes, name: str) -> bool:
    """Whether a book can be opened, to be asked of another process."""
    try:
        _check(data, name)
    except UnreadableError:
        return False
    return True
