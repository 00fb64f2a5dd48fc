"""The book of a desk as it stands: its notice, its rows as read, and what the journal says is true."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

import workbook
import xlpy
from workbook import guard, papers, read
from workbook.alike import keyed
from workbook.edit import BookEdit, Change, Content, Event, NewFile, RowsEdit, Shown
from workbook.errors import OtherPaperError, RecordsDamagedError, ValueMissingError
from workbook.form import Form
from workbook.guard import OWN
from workbook.merge import Declaration
from workbook.notice import shelf
from workbook.notice.pack import Pack
from workbook.ooxml.limits import RefusedError
from workbook.ooxml.opened import Opened
from workbook.papers import Table
from workbook.standing import RUN, Standing, standing
from xlpy.desk import Desk, Line
from xlpy.journal import newer, records_of
from xlpy.stays import left_behind
from xlpy.store import sha256

Row = dict[str, Content]
Paper = Literal["summary", "master"]

SOURCES = "来源"
DISTRICT_NAME = "district_name"
_ID = re.compile("[A-Z2-7]{12}")
_HASH = re.compile("[0-9a-f]{64}")


class Rows(Mapping[str, list[Row]]):
    """The rows of the tables of a book; a sheet is read when it is first asked for."""

    def __init__(self, tables: Mapping[str, Table], opened: read.Tables) -> None:
        self._tables = tables
        self._opened = opened
        self._read: dict[str, list[Row]] = {}

    def __getitem__(self, sheet: str) -> list[Row]:
        if sheet not in self._read:
            table = self._tables[sheet]
            self._read[sheet] = papers.contents(table, self._opened.rows(table))
        return self._read[sheet]

    def is_filled(self, sheet: str, column: str) -> bool:
        """Whether anything stands in a column; cheaper than reading the sheet."""
        return self._opened.is_filled(self._tables[sheet], column)

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)


@dataclass(frozen=True)
class Dossier:
    """A 汇总表 or 总表 with its records; a book that is not there yet is rendered empty.

    ``shown`` is there where the book is as the desk left it: nothing was typed since, and nothing has to be read.
    """

    desk: Desk
    paper: Paper
    pack: Pack
    data: bytes
    is_new: bool
    lines: tuple[Line, ...]
    opened: read.Tables | None = None
    shown: Shown | None = None

    @property
    def records(self) -> str:
        """What the folder of its records is called."""
        return records_of(self.desk.name)

    @cached_property
    def form(self) -> Form:
        """The form of the notice."""
        return Form(self.pack)

    @cached_property
    def _opened(self) -> read.Tables:
        """The book, opened once for all its tables."""
        return self.opened or read.Tables(self.data, self.desk.name, OWN)

    @cached_property
    def tables(self) -> Mapping[str, Table]:
        """The tables of the book by sheet, where they stand in it."""
        make = papers.summary_tables if self.paper == "summary" else papers.master_tables
        return make(self.pack) if self.is_new else self._opened.placed(make(self.pack))

    @cached_property
    def rows(self) -> "Rows":
        """The rows of every table as they stand in the book."""
        return Rows(self.tables, self._opened)

    @cached_property
    def standing(self) -> Standing:
        """What the journal says is true now.

        Raises:
            NotHereError: a newer program wrote more of a declaration than this one knows.
        """
        try:
            return standing(self.lines, self.pack)
        except ValidationError as error:
            raise newer(self.records, "一部分内容") from error

    def after(self, events: Sequence[Event]) -> tuple[Standing, tuple[Line, ...]]:
        """What is true, and the whole journal, once these events are written; asked for again it is not told anew."""
        key = tuple(events)
        if not self._after or self._after[0][0] != key:
            new = self.lines_of(key)
            self._after[:] = [(key, self.standing.after(new), (*self.lines, *new))]
        return self._after[0][1:]

    @cached_property
    def _after(self) -> list[tuple[tuple[Event, ...], Standing, tuple[Line, ...]]]:
        """The events last asked for, and what is true after them: many forms take long to tell."""
        return []

    def lines_of(self, events: Sequence[Event]) -> tuple[Line, ...]:
        """The lines the journal will have for these events."""
        by = self.desk.settings.officer
        return tuple(Line(event.kind, event.declaration, event.data, event.at, by, "", "") for event in events)

    def event(self, kind: str, declaration: str = "", /, **data: Any) -> Event:
        """An event of this moment."""
        return Event(kind, declaration, data, self.desk.now())

    def in_run(self, command: str, events: Iterable[Event]) -> tuple[Event, ...]:
        """The events of one run of collect or pull, so marked that the run can be taken back."""
        name = f"{command} {len(self.lines) + 1}"
        return tuple(replace(event, data={**event.data, RUN: name}) for event in events)

    def edit(self, shown: Mapping[str, Sequence[Mapping[str, Content]]], more: tuple[Change, ...] = ()) -> BookEdit:
        """The changes that make the tables show these rows."""
        edits = [
            edit for sheet, rows in shown.items() for edit in papers.edits(self.tables[sheet], self.rows[sheet], rows)
        ]
        changes: tuple[Change | RowsEdit, ...] = (*more, *edits)
        if self.is_new:
            return BookEdit(self.desk.name, changes, self.data)
        return BookEdit(self.desk.name, changes, None, sha256(self.data))

    def left_behind(self, edit: BookEdit) -> tuple[str, ...]:
        """Words about what people put beside and into the rows of the book and what does not follow them."""
        pieces = [piece for piece in edit.changes if isinstance(piece, RowsEdit) and not self.is_new]
        if not pieces:
            return ()
        try:
            book, parts = self._opened, Opened(self.data)
        except RefusedError:  # who carries the edit out says so
            return ()
        return tuple(words for one in pieces for words in left_behind(book, parts, self.tables[one.sheet], one))

    def after_edit(self, edit: BookEdit) -> bytes:
        """The book once the edit is carried out; as it was read where nothing changes, whoever saved it since."""
        return self.desk.after(edit) if edit.changes or edit.base is not None else self.data

    def showing(self, book: bytes, files: Sequence[NewFile] = ()) -> Shown:
        """What is to be remembered of the book that shows what is true, and of what is packed from it."""
        packed = {file.path: sha256(file.content) for file in files}
        return Shown(sha256(book), self.paper, self.pack.id, _maker(self.desk, self.pack), packed)

    def spoken_of(self, table: Table, row: Row) -> Declaration:
        """The declaration a row speaks of: by its id, else by firm and factory as printed."""
        known = self.standing.declarations
        id_ = str(row.get("id") or "")
        if id_ in known:
            return known[id_]
        pair = tuple(row.get(column) for column in table.key)
        for entry in known.values():
            if any(pair) and "id" not in table.by_id and pair == self._printed(table, entry):
                return entry
        what = "申报（请选申报所在的行）" if id_ else "哪一份申报：这一行没有申报，请选申报所在的行"
        raise ValueMissingError(what, id_)

    def _printed(self, table: Table, entry: Declaration) -> tuple[Content, ...]:
        fields = {column.id: column.field for column in self.pack.summary}
        return tuple(entry.values.get(fields[column]) for column in table.key)

    def in_book(self, shown: Mapping[str, Iterable[Row]]) -> Mapping[str, Sequence[papers.Row]]:
        """What the sheets show that this book has: one made before a sheet was invented gets it when it is rebuilt."""
        return {sheet: [keyed(row) for row in rows] for sheet, rows in shown.items() if sheet in self.tables}

    @property
    def district(self) -> str:
        """The district whose declarations these are; blank while there is none."""
        return next((entry.district for entry in self.standing.declarations.values()), "")

    @property
    def named_district(self) -> str:
        """The district of the declarations, else the one the hidden sheet names; blank where neither tells."""
        return self.district or guard.admit(self.data, self.desk.name).first(DISTRICT_NAME).text


def open_dossier(desk: Desk, paper: Paper, notice: str = "", district: str = "") -> Dossier:
    """The desk's book; when it is not there yet the notice is the given one, or the only one there is."""
    data = desk.book()
    if data is None:
        pack = shelf.pack(notice or only_notice())
        return Dossier(desk, paper, pack, empty(pack, paper, district), is_new=True, lines=desk.journal())
    return known_dossier(desk, data, paper)


def known_dossier(desk: Desk, data: bytes, *wanted: Paper) -> Dossier:
    """The book as it lies there, which must be one of these papers."""
    shown = desk.shown(sha256(data))
    if shown is not None:
        paper = next((one for one in wanted if one == shown.paper), None)
        pack = shelf.pack(shown.notice)
        if paper is not None and shown.maker == _maker(desk, pack):
            return Dossier(desk, paper, pack, data, is_new=False, lines=desk.journal(), shown=shown)
    return _read_dossier(desk, data, *wanted)


def _maker(desk: Desk, pack: Pack) -> str:
    """What decides how a book shows its records: this program, the notice, and the name the book is packed under."""
    newest = _newest(workbook.__file__, xlpy.__file__)
    return hashlib.sha256(f"{pack.model_dump_json()}{newest}{desk.name}".encode()).hexdigest()


@cache
def _newest(*rooms: str | None) -> int:
    """When the program that runs was last changed: its newest file, in nanoseconds."""
    files = (path for room in rooms for path in Path(room or "").parent.rglob("*.py"))
    return max((path.stat().st_mtime_ns for path in files), default=0)


def _read_dossier(desk: Desk, data: bytes, *wanted: Paper) -> Dossier:
    opened = read.Tables(data, desk.name, OWN)
    identity = opened.identity()
    paper = next((one for one in wanted if one == identity.kind), None)
    if paper is None:
        raise OtherPaperError(desk.name, "》或《".join(TITLES[one] for one in wanted), f"《{TITLES[identity.kind]}》")
    pack = shelf.pack(identity.notice)
    dossier = Dossier(desk, paper, pack, data, is_new=False, lines=desk.journal(), opened=opened)
    if not desk.is_unfinished():
        _check_recorded(dossier)
    return dossier


def _check_recorded(dossier: Dossier) -> None:
    """Refuse a book that knows of declarations its records do not: rows are never lost because a journal was.

    Raises:
        RecordsDamagedError: the journal was cut, stayed behind when the book was copied, or belongs to another book.
    """
    known = {(entry.id, entry.sha256) for entry in dossier.standing.versions}
    for row in dossier.rows[SOURCES]:
        id_, digest = str(row.get("id") or ""), str(row.get("sha256") or "")
        if _ID.fullmatch(id_) and _HASH.fullmatch(digest) and (id_, digest) not in known:
            problem = f"“{dossier.desk.name}”中的申报 {id_} 没有记载（档案被截短、没有随表复制或改名，或换了别的表）"
            raise RecordsDamagedError(dossier.records, problem)


def empty(pack: Pack, paper: Paper, district: str) -> bytes:
    """A book without rows."""
    from workbook.render import master, summary  # noqa: PLC0415 - start-up: XlsxWriter, only for a new book

    return summary.empty_summary(pack, district) if paper == "summary" else master.empty_master(pack)


def existing_dossier(desk: Desk, paper: Paper) -> Dossier:
    """The desk's book, which must be there."""
    if desk.book() is None:
        raise ValueMissingError("文件", desk.where(desk.name))
    return open_dossier(desk, paper)


TITLES = {"declaration": "申报书", "summary": "汇总表", "master": "总表", "registers": "名册"}


def only_notice(known: Sequence[str] = ()) -> str:
    """The one of these notices, or of those on the shelf that are not made up; with several, a person says which."""
    known = tuple(known) or shelf.real_ids()
    if len(known) != 1:
        raise ValueMissingError("通知（请用 --notice 指定）", "", known)
    return known[0]
