"""A Plan: everything an action would change, told before anything is changed.

An action returns a Plan; a desk shows it, carries it out and can undo it. Nothing here touches a disk or a program.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple, Protocol, TypeVar

from workbook.ooxml.cell import WHITE
from workbook.ooxml.text import clean

Column = TypeVar("Column")
Content = str | Decimal | int | float | dt.date | bool | None
_NO_ROW: Mapping[str, Content] = {}
PENDING = "（公式，还没有结果）"
"""What stands for a formula nobody has counted yet: a content, so that it does not slide to another row."""


def is_seen(content: Content) -> bool:
    """Whether a content shows in a cell: a text of white space does not.

    >>> is_seen("甲"), is_seen(0), is_seen("　"), is_seen(None)
    (True, True, False, False)
    """
    if isinstance(content, str):
        return content[:1].isalnum() or clean(content).strip(WHITE) != ""
    return content is not None


def is_same(one: Content, other: Content) -> bool:
    """Whether two contents stand in a sheet as the same."""
    if one == other:
        return True
    if one is None or other is None:
        return not is_seen(other if one is None else one)
    return as_shown(one) == as_shown(other)


def as_shown(content: Content) -> object:
    """What two contents are compared by: as they would stand in the sheet."""
    if isinstance(content, str):
        return clean(content).strip(WHITE) or None
    return float(content) if isinstance(content, Decimal) else content


def told(content: Content) -> Any:
    """A content as the journal tells it.

    >>> told(dt.date(2023, 12, 18)), told(Decimal("2.50")), told("样板"), told(None)
    ({'date': '2023-12-18'}, {'number': '2.50'}, '样板', None)
    """
    if isinstance(content, dt.date):
        return {"date": content.isoformat()[: len("2023-12-18")]}
    return {"number": str(content)} if isinstance(content, Decimal) else content


def content_of(data: Any) -> Content:
    """The content the journal tells of.

    >>> content_of(told(dt.date(2023, 12, 18))), content_of(told(Decimal("2.50"))), content_of(told("样板"))
    (datetime.date(2023, 12, 18), Decimal('2.50'), '样板')
    """
    if not isinstance(data, Mapping):
        return data  # type: ignore[no-any-return] # JSON knows no other contents
    return dt.date.fromisoformat(data["date"]) if "date" in data else Decimal(data["number"])


class Later(Protocol):
    """Bytes that lie somewhere until they are asked for: their length is known before."""

    def __call__(self) -> bytes:
        """The bytes."""
        ...

    def __len__(self) -> int: ...


Held = bytes | Later


def fetched(held: Held) -> bytes:
    """The bytes, wherever they are."""
    return held if isinstance(held, bytes) else held()


def said(thing: Any) -> Mapping[str, Any]:
    """What an event says of a thing, which stands in it as JSON or as the model that is written so."""
    return thing if isinstance(thing, Mapping) else vars(thing)


class Change(NamedTuple):
    """One cell of one sheet: what stands there, what would stand there, and why."""

    sheet: str
    cell: str
    old: Content
    new: Content
    why: str = ""


@dataclass(frozen=True, slots=True)
class RowsEdit:
    """Rows of one sheet as they stood and as they would stand, in one piece: a book may need a million cells changed.

    The first stands in the sheet row ``top``; ``letters`` are the sheet columns of the contents by their ids. Cells
    that would stand the same are left alone.
    """

    sheet: str
    top: int
    letters: Mapping[str, str]
    old: Sequence[Mapping[str, Content]]
    new: Sequence[Mapping[str, Content]]

    @property
    def places(self) -> range:
        """The places of its rows, from 0."""
        return range(max(len(self.old), len(self.new)))

    @property
    def size(self) -> int:
        """How many cells it changes."""
        return sum(len(self.row(at, self.letters.items())) for at in self.places)

    def is_changed(self, at: int) -> bool:
        """Whether anything changes in the row at this place."""
        if self.before(at):
            return bool(self.row(at, self.letters.items()))
        return any(is_seen(self.new[at].get(id_)) for id_ in self.letters if at < len(self.new))

    def before(self, at: int) -> Mapping[str, Content]:
        """The row at this place as it stood."""
        return self.old[at] if at < len(self.old) else _NO_ROW

    def row(self, at: int, columns: Iterable[tuple[str, Column]]) -> dict[Column, Content]:
        """What changes in the row at this place, by columns that are told for the ids."""
        old, new = self.before(at), self.new[at] if at < len(self.new) else _NO_ROW
        if old:
            return {
                column: content
                for id_, column in columns
                if (content := new.get(id_)) is not (before := old.get(id_)) and not is_same(before, content)
            }
        return {
            column: content
            for id_, column in columns
            if (content := new.get(id_)) is not None and (type(content) is not str or is_seen(content))
        }

    def changes(self) -> Iterator[Change]:
        """Each cell alone."""
        for at in self.places:
            old = self.before(at)
            for id_, content in self.row(at, zip(self.letters, self.letters, strict=True)).items():
                yield Change(self.sheet, f"{self.letters[id_]}{self.top + at}", old.get(id_), content)


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file that would be written whole; ``path`` is relative to the desk's folder. Never over a person's file.

    One that differs is kept aside first, unless ``is_ours``: nobody but the desk writes it (a package).
    """

    path: str
    held: Held
    is_ours: bool = False

    @property
    def content(self) -> bytes:
        """The bytes to write."""
        return fetched(self.held)


@dataclass(frozen=True, slots=True)
class Original:
    """A received file that would be kept, unchanged, under its hash."""

    sha256: str
    name: str
    held: Held

    @property
    def content(self) -> bytes:
        """The bytes as they came."""
        return fetched(self.held)


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the journal: what happened, to which declaration, with what; ``at`` is set when it is written.

    A model in ``data`` stands for the JSON it is written as.
    """

    kind: str
    declaration: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    at: str = ""


@dataclass(frozen=True, slots=True)
class BookEdit:
    """The changes to one book; ``base`` holds its bytes when the book is new, else it is changed part by part.

    With ``keeps_old`` the book as it was is kept aside under another name before it is replaced.
    """

    path: str
    changes: tuple[Change | RowsEdit, ...]
    base: bytes | None = None
    expected: str = ""
    keeps_old: bool = False

    @property
    def size(self) -> int:
        """How many cells it changes."""
        return sum(change.size if isinstance(change, RowsEdit) else 1 for change in self.changes)


@dataclass(frozen=True, slots=True)
class Shown:
    """A book that shows what its records tell, and nothing that people typed since: it need not be read again.

    ``book`` is its hash, ``maker`` tells the program and the notice that show it so, ``files`` are the hashes by path
    of what is packed from it.
    """

    book: str
    paper: str
    notice: str
    maker: str
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """Originals to keep, books to change, files to write, journal lines to add; carried out in that order.

    ``shown`` tells of the book as it then is; nothing where people's words stand in it that the records do not tell.
    ``notes`` are words about what people put into the book themselves and what does not follow its rows.
    """

    originals: tuple[Original, ...] = ()
    books: tuple[BookEdit, ...] = ()
    files: tuple[NewFile, ...] = ()
    events: tuple[Event, ...] = ()
    shown: Shown | None = None
    notes: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether carrying it out would change nothing at all."""
        return not (
            self.originals or self.files or self.events or any(book.changes or book.base for book in self.books)
        )
