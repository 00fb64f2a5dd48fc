"""The one place that touches the disk for keeps: originals by hash, journal, lock, atomic save.

Beside a book ``X.xlsx`` lie its records ``X.档案/{originals/,journal.jsonl,lock}``. A plan is carried out in the order
originals, book, files, journal, and all lies whole on the disk before the book is replaced: a crash leaves at each file
the old or the new one, and since hand edits and rows are compared with the journal at the next run, the same command
run again completes what is missing. While files take their places a file ``unfinished`` tells that the book may know
more than the journal; at any other time that means a loss. A file ``shown`` remembers by its hash the book that shows
what the journal tells, so that it need not be read.
"""

import contextlib
import hashlib
import json
import secrets
import socket
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from workbook.edit import BookEdit, Event, NewFile, Original, Plan, Shown
from workbook.errors import BusyError, ChangedMeanwhileError, RecordsDamagedError, WorkbookError
from xlpy.desk import Line
from xlpy.disk import ABANDONED, Check, Swap, aside, clean, drop, holder, keep_aside, save
from xlpy.journal import JOURNAL, Journal, records_of
from xlpy.settings import Settings

NONCE = 32

Patch = Callable[[bytes, tuple[Any, ...]], bytes]


def sha256(content: bytes) -> str:
    """The hash a file is kept under."""
    return hashlib.sha256(content).hexdigest()


@dataclass(frozen=True)
class Store:
    """The records of one book: ``check`` opens a candidate before it replaces the old one, ``patch`` changes a book.

    ``holder`` tells who has a book open, so that what is saved later would undo our change; blank when nobody has.
    """

    book: Path
    settings: Settings
    patch: Patch
    check: Check
    holder: Callable[[Path], str] = holder

    @property
    def records(self) -> Path:
        """The folder of the records, beside the book."""
        return self.book.with_name(records_of(self.book.name))

    @property
    def originals(self) -> Path:
        """The folder of received files, each under its hash."""
        return self.records / "originals"

    @property
    def unfinished(self) -> Path:
        """There while a plan is carried out, and when that was broken off."""
        return self.records / "unfinished"

    @property
    def is_unfinished(self) -> bool:
        """Whether a plan was broken off: its mark is there, and the journal, written last, does not tell all of it.

        The mark holds how many lines the journal will have, nothing where the plan has no events.
        """
        mark = self.unfinished.read_text("utf-8") if self.unfinished.is_file() else None
        return mark is not None and not (mark.isdecimal() and len(self.lines()) >= int(mark))

    @property
    def journal(self) -> Path:
        """The append-only journal."""
        return self.records / JOURNAL

    @cached_property
    def _told(self) -> Journal:
        """What the journal tells, with what of it was checked."""
        return Journal(self.journal)

    def lines(self) -> tuple[Line, ...]:
        """Every line of the journal, oldest first; a broken chain stops the work, a torn last line is left out."""
        return self._told.lines()

    def original(self, digest: str) -> bytes:
        """A received file as it came; its hash is checked."""
        path = self.originals / digest
        content = path.read_bytes() if path.is_file() else None
        if content is None or sha256(content) != digest:
            problem = "缺少" if content is None else "内容被改动："
            raise RecordsDamagedError(self.records.name, f"{problem}原件 {digest[:12]}")
        return content

    def kept(self) -> tuple[str, ...]:
        """The hashes under which received files are kept."""
        files = self.originals.iterdir() if self.originals.is_dir() else ()
        return tuple(sorted(path.name for path in files if not path.name.startswith(".")))

    def nonce(self, new: bytes = b"") -> bytes:
        """The secret of this desk's receipts; made once, of ``new`` where a receipt was worked out with it already."""
        path = self.records / "nonce"
        if not path.is_file():
            save(path, new or secrets.token_bytes(NONCE))
        secret = path.read_bytes()
        if len(secret) != NONCE:
            raise RecordsDamagedError(self.records.name, "受理码的密钥 nonce 被改动")
        return secret

    def shown(self, digest: str) -> Shown | None:
        """What is remembered of the book of this hash, where the journal tells no more than it did then."""
        try:
            told = json.loads((self.records / "shown").read_bytes())
            shown, head = Shown(**told["shown"]), told["head"]
            files = dict(shown.files)
        except (OSError, ValueError, TypeError, KeyError):
            return None
        is_so = shown.book == digest and head == self._told.head and not self.is_unfinished
        return replace(shown, files=files) if is_so else None

    def _remember(self, shown: Shown | None, head: str | None) -> None:
        """Remember what a book shows at this head of the journal: it spares work, no more, so that it may be lost."""
        if shown is not None and head is not None and self.records.is_dir():
            content = json.dumps({"head": head, "shown": asdict(shown)}, ensure_ascii=False)
            with contextlib.suppress(OSError, WorkbookError):
                save(self.records / "shown", content.encode())

    def after(self, edit: BookEdit) -> bytes:
        """The bytes the book will have once the edit is carried out."""
        return self._candidate(edit)[0]

    def _candidate(self, edit: BookEdit) -> tuple[bytes, Callable[[], object]]:
        """The bytes after the edit, and their check, which begins at once: it goes on while other files are made."""
        base = edit.base if edit.base is not None else self.book.read_bytes()
        if not any(known is edit and old == base for known, old, *_ in self._patched):
            content = self.patch(base, edit.changes) if edit.changes else base
            self._patched[:] = [(edit, base, content, self.check(content, edit.path))]
        return self._patched[0][2:]

    @cached_property
    def _patched(self) -> list[tuple[BookEdit, bytes, bytes, Callable[[], object]]]:
        """The last edit that was worked out, on which bytes, what came of it and its check: it is carried out next."""
        return []

    def carry_out(self, plan: Plan, head: str | None = None) -> None:
        """Do what the plan says under the lock; ``head`` is the last journal hash the plan was made on.

        A plan of files only, or of cells of a book without records, needs no lock: each file is replaced whole.
        """
        if plan.is_empty:
            if plan.shown is not None and plan.shown != self.shown(plan.shown.book):
                self._remember(plan.shown, head)
            return
        is_recorded = plan.originals or plan.events or (plan.books and self.records.is_dir())
        with self.locked() if is_recorded else contextlib.nullcontext():
            self._unchanged(plan, head)
            self._put(plan, is_recorded=bool(is_recorded))
            if plan.events:
                head = self.append(plan.events)
            self._remember(plan.shown, head)
            self.unfinished.unlink(missing_ok=True)

    def _put(self, plan: Plan, *, is_recorded: bool) -> None:
        """Put originals, books and files where they belong; while the originals are kept the others are made ready.

        A run that is refused meanwhile has changed nothing, and is not marked as broken off.
        """
        edits = [edit for edit in plan.books if edit.changes or edit.base is not None]
        candidates = [self._candidate(edit) for edit in edits]
        for folder in {(self.book.parent / file.path).parent for file in plan.files}:
            clean(folder, ABANDONED)
        with Swap() as books, Swap() as files, contextlib.ExitStack() as ending:
            beside = ThreadPoolExecutor(1)
            ending.callback(beside.shutdown, cancel_futures=True)
            laid = [beside.submit(self._lay_file, file, files) for file in plan.files]
            self.keep(plan.originals)
            for edit, (content, _) in zip(edits, candidates, strict=True):
                self._lay_book(edit, content, books)
            for is_done in (*(check for _, check in candidates), *(file.result for file in laid)):
                is_done()
            self._keep_saved_since(plan.files, files)
            self._unchanged(plan, None)
            with self._marked(plan, books, files) if is_recorded else contextlib.nullcontext():
                books.done()
                files.done()

    @contextlib.contextmanager
    def _marked(self, plan: Plan, *swaps: Swap) -> Iterator[None]:
        """While files take their places a mark tells so; it goes again where not one of them could take its place."""
        waiting = [place for swap in swaps for place in swap.waiting]
        save(self.unfinished, str(len(self.lines()) + len(plan.events)).encode() if plan.events else b"")
        try:
            yield
        finally:
            if waiting and waiting == [place for swap in swaps for place in swap.waiting]:
                self.unfinished.unlink(missing_ok=True)

    def _lay_book(self, edit: BookEdit, content: bytes, books: Swap) -> None:
        """Lay a book as changed beside the old one, which is kept aside where the edit asks for it."""
        path = self.book.with_name(edit.path)
        if edit.keeps_old and path.is_file():
            keep_aside(path, path.read_bytes())
        books.lay(path, content)

    def _lay_file(self, file: NewFile, files: Swap) -> None:
        """Lay a file beside what stands there, which is kept aside where it is not ours alone."""
        path, content = self.book.parent / file.path, file.content
        old = files.lying(path)
        if old == content:
            return
        if old is not None and not file.is_ours:
            keep_aside(path, old)
        files.lay(path, content)
        if path.suffix == ".xlsx":
            self.check(content, path.name)()

    def _keep_saved_since(self, planned: Sequence[NewFile], files: Swap) -> None:
        """Keep aside what a person saved in the place of a file after that was laid beside it."""
        theirs = {self.book.parent / file.path for file in planned if not file.is_ours}
        for path in theirs & files.places:
            now = path.read_bytes() if path.is_file() else None
            if now is not None and now != files.lying(path) and not path.with_name(aside(path.name, now)).is_file():
                keep_aside(path, now)

    def _unchanged(self, plan: Plan, head: str | None) -> None:
        """Compare and swap: the book and the journal are still what the plan was made on."""
        for edit in plan.books:
            path = self.book.with_name(edit.path)
            opened_by = self.holder(path)
            if opened_by:
                raise BusyError(path.name, opened_by)
            now = sha256(path.read_bytes()) if path.is_file() else ""
            if now != edit.expected:
                raise ChangedMeanwhileError(path.name)
        if head is not None and head != self._told.head:
            raise ChangedMeanwhileError(self.records.name)

    def keep(self, originals: Sequence[Original]) -> None:
        """Keep received files under their hashes; a second time changes nothing."""
        with Swap(self.originals.name) as new:
            new.lay_all(self.originals, {one.sha256: one.held for one in originals if not self._is_kept(one)})
            new.done()

    def _is_kept(self, original: Original) -> bool:
        path = self.originals / original.sha256
        return path.is_file() and path.stat().st_size == len(original.held)

    def append(self, events: tuple[Event, ...]) -> str:
        """Add lines to the journal in one write, all of them or none; the hash of the last."""
        return self._told.append(events, self.settings.officer)

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the lock of this book, with the holder's name in it; clean what an earlier crash left."""
        from filelock import FileLock, Timeout  # noqa: PLC0415 - start-up: only who writes pays for it

        self.records.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.records / "lock", timeout=self.settings.wait_seconds)
        name = self.records / "holder"
        try:
            lock.acquire()
        except Timeout as error:
            holder = name.read_text("utf-8") if name.is_file() else "另一个程序"
            raise BusyError(self.book.name, holder) from error
        try:
            drop(self.book)
            clean(self.book.parent, ABANDONED)
            for folder in (self.records, self.originals):
                clean(folder)
            name.write_text(f"{self.settings.officer}（{socket.gethostname()}）", "utf-8")
            yield
        finally:
            name.unlink(missing_ok=True)
            lock.release()
