"""A filled declaration -> a record: every field with its value, its raw cells and how surely it was found."""

from dataclasses import replace
from functools import lru_cache

from workbook import guard
from workbook.form import Area, Form
from workbook.layout import Layout
from workbook.notice import shelf
from workbook.notice.pack import FieldSpec
from workbook.ooxml.address import a1, place
from workbook.ooxml.book import Book
from workbook.ooxml.cell import Cell
from workbook.read.explained import explained
from workbook.read.fidelity import differences
from workbook.read.finder import SURE, Finder, Found, Map
from workbook.read.identity import confirm_identity, identity, pack_of
from workbook.read.inline import BY_RUNNING_TEXT, spread, unrolled
from workbook.read.renewed import keep, taken_over
from workbook.read.second import Second
from workbook.read.skeleton import Skeleton
from workbook.read.typed_over import Told, TypedOver
from workbook.record import Entry, Record
from workbook.values import NOTHING, Kind, Problem, Reading, interpret, shown, tick

_NOT_TYPED = "自行制作的表中没有单独写这一项的格子"
_LOST = Entry(note="找不到这一项：名称缺失或失效，原位置的标签也不符")


def declaration(data: bytes, name: str, template: Skeleton | None = None) -> Record:
    """Read one filled declaration; what of it is not as in the template is a finding of the record.

    Raises:
        UnreadableError: the file does not pass the guard, or the two readers disagree.
        OtherPaperError: it is another paper, or none of ours.
        OtherNoticeError: it belongs to another notice or another version of the template.
    """
    book = guard.admit(data, name)
    pack = pack_of(identity(book, "declaration"), name)
    record = _read(data, book, pack.id)
    return replace(record, findings=tuple(differences(book, template))) if template else record


def typed(book: Book, name: str) -> Record:
    """Read the opened book of a declaration while a person fills it in; the second reader has confirmed its file."""
    return from_book(book, _map(pack_of(identity(book, "declaration"), name).id))


def into(data: bytes, book: Book, notice: str) -> Record:
    """Read the opened book of a declaration of any version as one of this notice, which must be on the shelf."""
    return _read(data, book, notice)


def _read(data: bytes, book: Book, notice: str) -> Record:
    map_ = _map(notice)
    record = from_book(book, map_)
    second = Second(data, book)
    confirm_identity(book, second)
    _confirm(record, book, second, map_)
    return record


def from_book(book: Book, map_: Map) -> Record:
    """What our own reader finds in the book."""
    form = map_.form
    entries = _entries(book, map_)
    record = Record(form, entries, explained(book, form).said)
    derived = {id_: _derive(record, spec) for id_, spec in form.derived.items()}
    return Record(form, {**entries, **derived}, record.explanations)


def _entries(book: Book, map_: Map) -> dict[str, Entry]:
    form, in_place = map_.form, dict(taken_over(book, map_))
    finder, typed = Finder(book, map_, in_place), TypedOver(book, form)
    found = {id_: entry for entries in in_place.values() for id_, entry in entries.items()}
    for id_, spec in form.fields.items():
        if id_ in found:
            continue
        place = finder.find(id_)
        if place is None and finder.is_foreign:
            found[id_] = _typed_entry(typed.told(id_), spec, form)
        else:
            found[id_] = _entry(book, place, spec, form)
    for sheet in map_.sheets - in_place.keys():
        if sure := finder.sure_on(sheet):
            keep(book, map_, sheet, {id_: found[id_] for id_ in sure})
    return spread({id_: found[id_] for id_ in form.fields}, form)


def _typed_entry(told: Told | None, spec: FieldSpec, form: Form) -> Entry:
    """What a form typed over into a plain sheet says of a field."""
    if told is None or not told.raw:
        return Entry(note=told.note if told else _NOT_TYPED)
    is_choice = spec.kind in (Kind.CHOICE, Kind.CHOICES)
    reading = choice(told.raw, form.areas[spec.id], spec.kind) if is_choice else interpret(spec.kind, told.raw[0])
    cells = tuple(f"{told.sheet}!{address}" for address in told.addresses)
    note = told.note or f"自行制作的表，按标签认定在 {cells[0]}"
    return Entry(reading, told.raw, cells, "label", BY_RUNNING_TEXT, note)


def _map(notice: str) -> Map:
    """The map of a notice's form; worked out anew when its deadlines move, for a record carries its pack."""
    return _map_of(notice, shelf.amendments())


@lru_cache(maxsize=8)
def _map_of(notice: str, _: bytes) -> Map:
    return Map(Layout(Form(shelf.pack(notice))))


def _entry(book: Book, found: Found | None, spec: FieldSpec, form: Form) -> Entry:
    if found is None:
        return _LOST
    if not found.addresses:
        return Entry(note=found.note)
    raw = tuple([book.cell(found.sheet, address) for address in found.addresses])
    cells = found.cells
    if spec.kind in (Kind.CHOICE, Kind.CHOICES):
        told = unrolled(raw, form.areas[spec.id])
        reading = choice(told or raw, form.areas[spec.id], spec.kind)
        if told:
            return Entry(reading, told, cells, "label", BY_RUNNING_TEXT, found.note or "一格内写了多项")
    else:
        reading = interpret(spec.kind, raw[0])
    return Entry(reading, raw, cells, found.by, found.sureness, found.note)


def choice(raw: tuple[Cell, ...], area: Area, kind: Kind) -> Reading:
    """What a column of boxes says: the ticked titles, and what is odd about the shapes."""
    readings = [tick(cell.text) for cell in raw]
    ticked = tuple(title for (_, title), one in zip(area.boxes, readings, strict=False) if one.value is True)
    odd = next((one for one in readings if one.problem is Problem.DOUBTFUL_TICK), None)
    odd = odd or next((one for one in readings if one.problem), None)
    problem, note = (odd.problem, odd.note) if odd else (None, "")
    if not ticked:
        return Reading(None, problem, note) if odd else NOTHING
    if kind is Kind.CHOICES:
        return Reading(ticked, problem, note)
    if len(ticked) > 1:
        return Reading(None, Problem.MANY, f"同时勾选了{'、'.join(ticked)}")
    return Reading(ticked[0], problem, note)


def _derive(record: Record, spec: FieldSpec) -> Entry:
    """A cell that repeats others: its formula is worked out anew, what was typed over it stands as typed."""
    entry = record.entry(spec.id)
    if not (entry.is_formula or not entry.raw):
        return entry
    fields = record.form.fields
    parts = [shown(fields[id_].kind, record.value(id_)) for id_ in spec.derives]
    text = " ".join(part for part in parts if part)
    reading = Reading(text) if text else NOTHING
    return Entry(reading, entry.raw, entry.cells, "derived", entry.sureness or 1.0, entry.note)


def _confirm(record: Record, book: Book, second: Second, map_: Map) -> None:
    """Every cell that was taken; the cache of a derived formula was not, but its sheet must be readable too.

    Where a field stands in its place, what was read of it is confirmed, whichever form it was read in.
    """
    for sheet in map_.sheets & set(book.sheets):
        second.look(sheet)
    for entry in record.entries.values():
        if entry.found_by != "derived":
            spots = [*map(_spot, entry.cells)]
            taken = entry.raw if entry.sureness == SURE else [book.cell(sheet, a1(*where)) for sheet, where in spots]
            for (sheet, where), cell in zip(spots, taken, strict=True):
                second.confirm_at(sheet, where, cell)
    if record.explanations:
        beside = explained(book, record.form)
        for address in beside.addresses:
            second.confirm(beside.sheet, address, book.cell(beside.sheet, address))


@lru_cache(maxsize=1024)
def _spot(cell: str) -> tuple[str, tuple[int, int]]:
    """Sheet, row and column of a cell that was found."""
    sheet, _, address = cell.rpartition("!")
    return sheet, place(address) or (0, 0)
