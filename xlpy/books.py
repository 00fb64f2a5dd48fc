"""A 汇总表 or 总表 judged as it lies there, without its records: its rows, its opinions, firms that hand in twice."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import ValidationError

from workbook import merge, papers, read, rows
from workbook.digest import RAW
from workbook.edit import PENDING, Content
from workbook.finding import CODES, Finding, Force, Verdict
from workbook.ledger import ENDED
from workbook.merge import Attachment, Declaration, Opinion
from workbook.notice.pack import Pack
from workbook.papers import Table
from workbook.values import AMOUNTS, TICK, Kind, solid
from xlpy.city import CLASHES, MASTER, clash_key
from xlpy.district import ANNEX, DETAILS, NOT_SENT, OPINIONS, opinion_of

Row = Mapping[str, Content]
UNREAD = "OPINION"
OPINION_COLUMN = "opinion"
FEW = 3


@dataclass(frozen=True)
class _Book:
    """The sheets of a book as they stand in it."""

    pack: Pack
    data: bytes
    name: str
    tables: Mapping[str, Table]

    def rows(self, sheet: str) -> list[dict[str, Content]]:
        """The rows of a sheet, blank ones between them included."""
        table = self.tables[sheet]
        return papers.contents(table, read.rows(self.data, self.name, table))

    def cell(self, sheet: str, number: int, column: str) -> str:
        """Where a column of the n-th row stands."""
        table = self.tables[sheet]
        return f"{sheet}!{table.letter[column]}{table.first_row + number}"

    @cached_property
    def district_column(self) -> str:
        """The printed column that tells the district; blank where there is none."""
        return next((column.id for column in self.pack.summary if column.take == "district"), "")


def summary_findings(pack: Pack, data: bytes, name: str) -> tuple[Finding, ...]:
    """Printed rows against companion sheets, opinions that cannot be read, firms that hand in twice, attachments."""
    book = _Book(pack, data, name, read.placed(data, name, papers.summary_tables(pack)))
    annex, details = book.rows(ANNEX), book.rows(DETAILS)
    district = next((str(row[book.district_column]) for row in annex if row.get(book.district_column)), "")
    fields = {spec.id: spec.id for spec in pack.fields}
    entries = [_entry(pack, row, fields, district) for row in details if row.get("id")]
    said, unread = _opinions(book)
    printed = {str(words) for row in annex for words in row.values()}
    chosen = [entry for entry in entries if _is_chosen(said, entry, merge.named(entry, pack, "firm") in printed)]
    code = pack.identity["code"]
    places = {str(row.get("id")): book.cell(DETAILS, number, code) for number, row in enumerate(details)}
    gone = {id_ for id_, word in said.items() if word in NOT_SENT}
    return (
        *merge.recheck(annex, chosen, pack, lambda number, column: book.cell(ANNEX, number, column)),
        *unread,
        *_twice(pack, entries, places, gone=gone, ruled=()),
        *_attached(pack, _with_files(book, entries)),
    )


def master_findings(pack: Pack, data: bytes, name: str) -> tuple[Finding, ...]:
    """Firms that hand in twice, across all districts, on which nobody has ruled."""
    book = _Book(pack, data, name, read.placed(data, name, papers.master_tables(pack)))
    found = book.rows(MASTER)
    fields = {column.id: column.field for column in pack.summary if column.field} | {"code": pack.identity["code"]}
    entries = [_entry(pack, row, fields, str(row.get(book.district_column) or "")) for row in found if row.get("id")]
    places = {str(row.get("id")): book.cell(MASTER, number, "code") for number, row in enumerate(found)}
    gone = {str(row.get("id")) for row in found if row.get("state") in set(ENDED)}
    ruled = {clash_key(row) for row in book.rows(CLASHES) if row.get("ruling") not in (None, PENDING)}
    return tuple(_twice(pack, entries, places, gone=gone, ruled=ruled))


def _with_files(book: _Book, entries: Sequence[Declaration]) -> Iterator[Declaration]:
    """The declarations with the files the sheet of attachments lists, as they are marked there."""
    kinds = {kind.word: kind.id for kind in book.pack.attachments}
    files: dict[str, list[Attachment]] = defaultdict(list)
    for row in book.rows(merge.ATTACHMENTS) if merge.ATTACHMENTS in book.tables else ():
        mark = kinds.get(solid(str(row.get("mark") or "")), "")
        name, sha256 = str(row.get("name") or ""), str(row.get("sha256") or "")
        files[str(row.get("id") or "")].append(Attachment(name=name, sha256=sha256, mark=mark))
    return (entry.model_copy(update={"attachments": tuple(files.get(entry.id, ()))}) for entry in entries)


def _attached(pack: Pack, entries: Iterable[Declaration]) -> Iterator[Finding]:
    """What was marked, firm by firm; what is ticked and not marked is told once a demand, with the firms."""
    together: dict[Finding, list[str]] = defaultdict(list)
    for entry in entries:
        firm = merge.named(entry, pack, "firm") or entry.id
        for finding in merge.attached(entry, pack):
            if finding.force is Force.NOTE:
                together[finding].append(firm)
            else:
                yield finding.at(finding.cells, firm)
    for finding, firms in together.items():
        more = f"等{len(firms)}家" if firms[FEW:] else ""
        yield finding.at(finding.cells, "、".join(firms[:FEW]) + more)


def _is_chosen(said: Mapping[str, str | None], entry: Declaration, is_printed: bool) -> bool:  # noqa: FBT001 - a fact
    """Whether a declaration is to be printed; where its opinion cannot be read, what is printed stands."""
    return said[entry.id] == rows.RECOMMENDED if entry.id in said else is_printed


def _opinions(book: _Book) -> tuple[dict[str, str | None], list[Finding]]:
    """What 初审 says of each declaration; and what stands there that is no opinion and no day."""
    said: dict[str, str | None] = {}
    unread: list[Finding] = []
    for number, row in enumerate(book.rows(OPINIONS)):
        if not row.get("id"):
            continue
        try:
            said[str(row["id"])] = opinion_of(row).opinion
        except ValidationError as error:
            columns = [str(problem["loc"][0]) for problem in error.errors()]
            unread += (_unread(book, number, column, row) for column in columns)
            if OPINION_COLUMN not in columns:
                said[str(row["id"])] = solid(str(row.get(OPINION_COLUMN) or "")) or None
    return said, unread


def _unread(book: _Book, number: int, column: str, row: Row) -> Finding:
    message, mend = CODES[UNREAD]
    words = f"{message}：“{merge.shown_content(row.get(column))}”（{row.get('firm') or row['id']}）"
    found = Finding(UNREAD, UNREAD, Force.SHOULD, words, basis="plausibility", mend=mend)
    title = book.tables[OPINIONS].by_id[column].title
    return found.at((book.cell(OPINIONS, number, column),), title)


def _twice(
    pack: Pack,
    entries: Sequence[Declaration],
    places: Mapping[str, str],
    *,
    gone: Collection[str],
    ruled: Collection[str],
) -> Iterator[Finding]:
    """One finding a clash of which two or more rows still stand and on which nobody has ruled, at those rows."""
    code = next(spec.label for spec in pack.fields if spec.id == pack.identity["code"])
    for clash in merge.clashes(entries, pack):
        standing = [id_ for id_ in clash.ids if id_ not in gone]
        if len(standing) < len(("one", "other")) or clash.key in ruled:
            continue
        for finding in merge.clash_findings([clash], pack)[standing[0]]:
            yield finding.at((places[id_] for id_ in standing), code)


def _entry(pack: Pack, row: Row, fields: Mapping[str, str], district: str) -> Declaration:
    """A row of a companion sheet as the declaration it stands for."""
    values = {field: _canonical(pack.by_id[field].kind, row.get(id_)) for id_, field in fields.items()}
    return Declaration(
        id=str(row["id"]),
        notice=pack.id,
        version=pack.version,
        district=district,
        file=str(row.get("file") or ""),
        sha256=str(row.get("sha256") or ""),
        digest=str(row.get("digest") or row["id"]),
        values=values,
        texts={},
        cells={},
        verdict=Verdict.PASS.value,
        opinion=Opinion(),
    )


def _canonical(kind: Kind, value: Any) -> Any:
    """What stands in a cell of a row, in the normal form of its kind."""
    if value is None:
        return None
    if kind is Kind.TICK:
        return value == TICK
    if isinstance(value, dt.date):
        return value.isoformat()[:7] if kind is Kind.YEAR_MONTH else value.isoformat()
    if isinstance(value, str) and kind in (*AMOUNTS, Kind.DATE, Kind.YEAR_MONTH):
        return {RAW: value}
    if kind in (Kind.CHOICE, Kind.CHOICES):
        return str(value).split("、")
    return value if isinstance(value, bool) else str(value)
