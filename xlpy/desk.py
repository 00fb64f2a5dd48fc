"""What an action may ask for: the book of this desk, a file, its records, a word to the user; and what it returns."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeVar

from workbook.edit import BookEdit, NewFile, Plan, Shown
from xlpy.settings import Settings

Thing = TypeVar("Thing")
Given = TypeVar("Given")
Found = TypeVar("Found")

FINE, LOOK, NOTHING_DONE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the journal: what happened, to which declaration, with what, when, by whom."""

    kind: str
    declaration: str
    data: Mapping[str, Any]
    at: str
    by: str
    prev: str
    hash: str


@dataclass(frozen=True, slots=True)
class Result:
    """What an action found and would change.

    ``data`` is the JSON document of ``--json``; ``lines`` are what a person reads; ``status`` is 0 when all is fine,
    1 when something wants to be looked at, 2 when nothing could be done. ``table`` is a header and its rows, shown
    before the lines.
    """

    data: Any
    plan: Plan = field(default_factory=Plan)
    lines: tuple[str, ...] = ()
    status: int = FINE
    table: tuple[tuple[str, ...], ...] = ()


class Desk(Protocol):
    """The place an action works at: one book, its folder and its records."""

    @property
    def settings(self) -> Settings:
        """Who sits here and where things are kept."""
        ...

    @property
    def name(self) -> str:
        """The file name of the book this desk keeps; blank when it keeps none."""
        ...

    def book(self) -> bytes | None:
        """The bytes of the book as saved; None when there is none yet."""
        ...

    def file(self, path: str) -> bytes | None:
        """The bytes of a file of this desk's folder; None when there is none."""
        ...

    def digest(self, path: str) -> str:
        """The hash of a file of this desk's folder; blank when there is none."""
        ...

    def where(self, path: str) -> str:
        """How a person finds a file of this desk's folder."""
        ...

    def outside(self, path: Path) -> bytes:
        """The bytes of a file that somebody named."""
        ...

    def journal(self) -> tuple[Line, ...]:
        """Every line of the records, oldest first."""
        ...

    def is_unfinished(self) -> bool:
        """Whether an earlier plan was broken off, so that the book may know more than the records."""
        ...

    def shown(self, sha256: str) -> Shown | None:
        """What is remembered of the book of this hash, where it shows what the records tell now."""
        ...

    def original(self, sha256: str) -> bytes:
        """A received file as it came."""
        ...

    def kept(self) -> tuple[str, ...]:
        """The hashes under which received files are kept."""
        ...

    def after(self, edit: BookEdit) -> bytes:
        """The bytes the book will have once the edit is carried out."""
        ...

    def watch(self, things: Iterable[Thing], words: str, total: int | None = None) -> Iterable[Thing]:
        """The same things one by one, while the user sees how far the work is."""
        ...

    def each(
        self,
        work: Callable[[Given], Found],
        things: Iterable[Given],
        lost: Callable[[Given], Found],
        *,
        are_large: bool = False,
    ) -> Iterable[Found]:
        """The result for each thing, in order; ``lost`` tells it for one that killed the process that worked on it.

        Things that ``are_large`` go to a process one by one, others many at a time.
        """
        ...

    def cached(self, name: str, make: Callable[[], bytes]) -> bytes:
        """What was worked out before on this machine under this name, else worked out now and kept."""
        ...

    def nonce(self) -> bytes:
        """The secret of this desk's receipts; made once."""
        ...

    def now(self) -> str:
        """The moment, as the journal tells it: 2023-12-18T09:30:00+08:00."""
        ...

    def beside(self, book: Path) -> "Desk":
        """Another desk of the same person, with this book."""
        ...

    def carry_out(self, plan: Plan) -> None:
        """Do what the plan says: all of it, or a re-run completes it."""
        ...


def new_files(desk: Desk, files: Iterable[NewFile]) -> tuple[NewFile, ...]:
    """Those that do not lie on the desk as they are to be: the others need not be written."""
    lying = ((file, desk.file(file.path)) for file in files)
    return tuple(file for file, found in lying if found is None or found != file.content)
