"""The district's 汇总表: opinions that people typed, the rows it shows, the package it mails."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import count, takewhile

from pydantic import ValidationError

from workbook import guard, merge, papers, rows
from workbook.edit import PENDING, Change, Content, Event, Held, NewFile, Original, Plan, content_of, told
from workbook.merge import Declaration, Opinion
from workbook.ooxml.cell import Cell
from workbook.standing import Standing
from workbook.values import Kind, interpret, solid
from xlpy.desk import Desk, new_files
from xlpy.dossier import DISTRICT_NAME, SOURCES, Dossier, Row
from xlpy.marked import MARKS, read_marks, with_kept
from xlpy.overruled import FINDINGS, points, read_overrules
from xlpy.package import Manifest, Part, Receipt, head_of
from xlpy.packing import attachment_path, original_path, pack_up, volume_name
from xlpy.spool import Spool
from xlpy.store import sha256

ANNEX, DETAILS, OPINIONS = "汇总表", "明细", "初审"
STAMP = "A3"
RETURNED = "退回"
NAME = 40
_FEW = 5
_TOO_LARGE = "汇总表太大，市局会拒收。请把自己添加的大表、图片移到别的文件，再收取一次；没有添加过的，请先与市局商定。"
NOT_SENT = ("不推荐", RETURNED)


@dataclass(frozen=True, slots=True)
class Typed:
    """What people typed: events for what is new, words about what cannot be taken, rows that are theirs alone."""

    events: tuple[Event, ...] = ()
    lines: tuple[str, ...] = ()
    kept: Mapping[str, Row] = field(default_factory=dict)
    strangers: tuple[Row, ...] = ()

    @property
    def is_told(self) -> bool:
        """Whether the events tell all of it."""
        return not (self.lines or self.kept or self.strangers)


def read_back(dossier: Dossier) -> Typed:
    """Opinions and marks typed since the journal was last written; and what was typed over the printed rows."""
    if dossier.shown is not None:
        return Typed()
    events, lines, kept = [], [], {}
    for row in dossier.rows[OPINIONS]:
        entry = dossier.standing.declarations.get(str(row.get("id") or ""))
        if entry is None:
            continue
        typed = _opinion(row)
        if typed is None:
            lines.append(f"初审表 {entry.id} 的意见或日期不合要求，暂未登记。请按下拉选项和日期格式改正。")
            kept[entry.id] = {
                column.id: row.get(column.id) for column in dossier.tables[OPINIONS].columns if column.manual
            }
            continue
        if typed != entry.opinion:
            events.append(dossier.event("opinion", entry.id, opinion=typed.model_dump(mode="json"), by_hand=True))
    events += _annex_typed(dossier)
    overrules, refused = read_overrules(dossier)
    marks, unknown, as_typed = read_marks(dossier)
    events += (*overrules, *marks)
    lines += (*refused, *unknown)
    kept |= as_typed
    return Typed(tuple(events), (*lines, *_typed_over(dossier, events)), kept)


def _typed_over(dossier: Dossier, events: Sequence[Event]) -> Iterator[str]:
    """What a person typed over the printed rows, where it will not stay; a blank book prints rows of its own."""
    if dossier.desk.is_unfinished() or not dossier.standing.declarations:
        return
    table, old = dossier.tables[ANNEX], dossier.rows[ANNEX]
    standing, _ = dossier.after(events)
    before, after = (papers.changes(table, old, _annex(dossier, known)) for known in (dossier.standing, standing))
    manual = tuple(table.letter[column.id] for column in table.columns if column.manual)
    will_go = {change.cell for change in after if not change.cell.startswith(manual)}
    mended = [
        f"{ANNEX}!{change.cell}“{merge.shown_content(change.old)}”应为“{merge.shown_content(change.new)}”"
        for change in before
        if change.cell in will_go
    ]
    if mended:
        words = merge.several(mended, "格", "；", _FEW)
        yield f"附件3有{len(mended)}格与申报书不一致，已按申报书改回：{words}"


def _annex_typed(dossier: Dossier) -> Iterator[Event]:
    """What people typed into the columns of the printed sheet that are theirs."""
    table = dossier.tables[ANNEX]
    columns = [column.id for column in table.columns if column.manual]
    waiting: dict[tuple[str, ...], list[tuple[str, Row]]] = {}
    for entry, row in _printed(dossier, dossier.standing):
        waiting.setdefault(table.key_of(row), []).append((entry.id, row))
    for row in dossier.rows[ANNEX]:
        known = waiting.get(table.key_of(row))
        if not known:
            continue
        id_, printed = known.pop(0)
        if any(row.get(column) != printed.get(column) for column in columns):
            yield dossier.event("hand_edit", id_, annex={column: told(row.get(column)) for column in columns})


def _printed(dossier: Dossier, standing: Standing) -> Iterator[tuple[Declaration, Row]]:
    """The recommended declarations, each with its printed row and what people typed into it."""
    chosen = [entry for entry in standing.declarations.values() if entry.opinion.opinion == rows.RECOMMENDED]
    for entry, row in zip(chosen, rows.annex(dossier.pack, chosen), strict=True):
        typed = standing.manual.get(entry.id, {}).get("annex") or {}
        yield entry, {**row, **{column: content_of(words) for column, words in typed.items()}}


def _annex(dossier: Dossier, standing: Standing) -> list[Row]:
    return [row for _, row in _printed(dossier, standing)]


def _opinion(row: Row) -> Opinion | None:
    """The opinion of a row; None where one of its columns holds something else, or a formula without a result."""
    try:
        return None if PENDING in row.values() else opinion_of(row)
    except ValidationError:
        return None


def page_name(dossier: Dossier, folder: str, entry: Declaration) -> str:
    """The file a page about a declaration is written to: the firm's name for people, the id to tell it apart."""
    firm = "".join(sign for sign in merge.named(entry, dossier.pack, "firm") if sign.isalnum())
    return f"{folder}/{firm[:NAME]}_{entry.id}.xlsx"


def opinion_of(row: Mapping[str, Content]) -> Opinion:
    """The manual columns of one row as an opinion."""
    return Opinion.model_validate(
        {
            "opinion": solid(str(row.get("opinion") or "")) or None,
            "day": _day(row.get("day")),
            "officer": str(row.get("officer") or ""),
            "paper_received": _day(row.get("paper_received")),
            "seal_checked": str(row.get("seal_checked") or ""),
        }
    )


def _day(typed: Content) -> dt.date | str | None:
    """A date as people type it: 2023.12.18 and 2023年12月18日 as well; what is none stays as it stands."""
    if typed is None or isinstance(typed, dt.date):
        return typed
    found = interpret(Kind.DATE, Cell(typed if isinstance(typed, str) else float(typed)))
    if found.is_blank:
        return None
    return found.value if isinstance(found.value, dt.date) else f"“{typed}”"


def refreshed(
    dossier: Dossier,
    district: str,
    events: Sequence[Event],
    typed: Typed,
    received: Sequence[Original] = (),
    *,
    is_packed: Callable[[], bool] | None = None,
) -> Plan:
    """The plan that shows what is true after these events, and packs it; none where all of it lies there."""
    ask = is_packed or partial(_is_packed, dossier, district)
    if dossier.shown is not None and not (events or received) and ask():
        return Plan(notes=(*_before_mailing(dossier.desk, district, dossier.data, len(dossier.shown.files)),))
    standing, lines = dossier.after(events)
    made = f"{max(line.at for line in lines)} {len(lines):06d}" if lines else ""
    edit = dossier.edit(shown(dossier, standing, typed), _stamp(dossier, district))
    book = dossier.after_edit(edit)
    new = {entry.sha256: entry.held for entry in received}
    package = _package(dossier, district, standing=standing, book=book, made=made, new=new)
    return Plan(
        originals=tuple(received),
        books=(edit,) if edit.changes or edit.base is not None else (),
        files=new_files(dossier.desk, package),
        events=tuple(events),
        shown=dossier.showing(book, package) if typed.is_told else None,
        notes=(*dossier.left_behind(edit), *_before_mailing(dossier.desk, district, book, len(package))),
    )


@contextmanager
def looking(dossier: Dossier, district: str) -> Iterator[Callable[[], bool]]:
    """Look whether the package of this book lies on the desk beside other work, to whose end it may be read."""
    with ThreadPoolExecutor(1) as beside:
        yield beside.submit(_is_packed, dossier, district).result


def _is_packed(dossier: Dossier, district: str) -> bool:
    """Whether the package of this book lies on the desk, byte for byte."""
    files = dossier.shown.files if dossier.shown else {}
    is_same = all(dossier.desk.digest(path) == digest for path, digest in files.items())
    return is_same and volume_name(district, 1) in files


def _before_mailing(desk: Desk, district: str, book: bytes, last: int) -> Iterator[str]:
    """What must be done before the package is mailed: the city takes no 汇总表 without bounds, and no old volumes."""
    if not guard.is_within(book, guard.SUMMARY):
        yield _TOO_LARGE
    later = (volume_name(district, number) for number in count(last + 1))
    found = [*takewhile(lambda path: desk.file(path) is not None, later)]
    if found:
        yield f"报送包现在共{last}卷，先前留下的{'、'.join(found)}已不作数，请删去，不要报送。"


def _stamp(dossier: Dossier, district: str) -> tuple[Change, ...]:
    """The district's name on the stamp line and the hidden sheet of a summary that was handed out blank."""
    book = guard.admit(dossier.data, dossier.desk.name, guard.OWN)
    blank = dossier.pack.papers.summary_stamp
    if not district or book.cell(ANNEX, STAMP).text != blank:
        return ()
    sheet, _, cell = book.names[DISTRICT_NAME].replace("$", "").replace("'", "").partition("!")
    why = f"{district}的汇总表"
    return Change(ANNEX, STAMP, blank, blank + district, why), Change(sheet, cell, None, district, why)


def shown(dossier: Dossier, standing: Standing, typed: Typed) -> Mapping[str, Sequence[papers.Row]]:
    """The rows of every table that show what is true."""
    entries = [*standing.declarations.values()]
    opinions = [{**row, **typed.kept.get(str(row["id"]), {})} for row in rows.opinions(dossier.pack, entries)]
    everything: dict[str, Iterable[Row]] = {
        ANNEX: _annex(dossier, standing),
        DETAILS: rows.details(dossier.form, entries),
        OPINIONS: opinions,
        MARKS: with_kept(rows.attachments(dossier.pack, entries), typed.kept),
        FINDINGS: (point.row for point in points(dossier, standing)),
        SOURCES: rows.sources(entries),
    }
    return dossier.in_book(everything)


def _package(
    dossier: Dossier, district: str, *, standing: Standing, book: bytes, made: str, new: Mapping[str, Held]
) -> tuple[NewFile, ...]:
    """The volumes; what is not recommended or went back stays here."""
    sent = [entry for entry in standing.declarations.values() if entry.opinion.opinion not in NOT_SENT]
    summary, spool = Part(dossier.desk.name, sha256(book), book), Spool()
    manifest = Manifest(
        notice=dossier.pack.id,
        version=dossier.pack.version,
        district=district,
        summary=summary.sha256,
        made=made,
        volume=1,
        volumes=1,
        declarations=tuple(sent),
        receipts={entry.id: _receipt(standing, entry) for entry in sent},
        files={},
    )

    def part(path: str, digest: str) -> Part:
        return Part(path, digest, new[digest] if digest in new else spool.keep(dossier.desk.original(digest)))

    parts = [summary]
    for entry in sent:
        parts.append(part(original_path(entry.sha256, entry.file), entry.sha256))
        parts += (part(attachment_path(file.sha256, file.name), file.sha256) for file in entry.attachments)
    unique = {part.path: part for part in parts}
    volumes = enumerate(pack_up(manifest, [*unique.values()]), start=1)
    return tuple(NewFile(volume_name(district, number), held, is_ours=True) for number, held in volumes)


def packed_volumes(desk: Desk, district: str, plan: Plan) -> list[NewFile]:
    """The volumes of the package as they will lie on the desk once the plan is carried out."""
    new = {file.path: file for file in plan.files}

    def volume(number: int) -> NewFile:
        path = volume_name(district, number)
        return new[path] if path in new else NewFile(path, desk.file(path) or b"", is_ours=True)

    first = volume(1)
    last = head_of(first.path, first.content).volumes
    return [first, *(volume(number) for number in range(2, last + 1))]


def _receipt(standing: Standing, entry: Declaration) -> Receipt:
    line = standing.accepted[entry.id]
    return Receipt(at=line.at, by=line.by)
