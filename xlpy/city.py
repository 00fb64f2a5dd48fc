"""The city's 总表: what people typed into it, the rows it shows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from workbook import ledger, merge, papers, rows
from workbook.alike import keyed
from workbook.edit import PENDING, Content, Event, Original, Plan, content_of, told
from workbook.errors import PendingFormulaError, ValueMissingError, WorkbookError
from workbook.merge import Clash
from workbook.pairs import pairs
from workbook.standing import Standing
from workbook.values import solid
from xlpy.corrected import FIXED, corrected, pending, put_back, read_corrections, strangers
from xlpy.desk import Line
from xlpy.district import Typed
from xlpy.dossier import SOURCES, Dossier, Row
from xlpy.history import history
from xlpy.marked import MARKS
from xlpy.overruled import FINDINGS, may_be_overruled, points, read_overrules

MASTER, CLASHES, HISTORY = "总表", "冲突", "变更记录"
MANUAL = ("review", "decision", "remark")


@dataclass(frozen=True, slots=True)
class Moved:
    """A run that moves rows and states: what was read back before it, what is true after it."""

    before: Typed
    standing: Standing


def read_back(dossier: Dossier, moved: Moved | None = None, *, only_counted: bool = False) -> Typed:
    """What people typed into 总表 and the other sheets since the journal was last written.

    A move that the ledger does not allow stays in its cell and is told; a blanked decision comes back, it is no move.
    What was typed over the machine's cells stays until a person decides; rows that people added stay at the end.
    After a run that moved rows, only words that were refused before it are tried once more, by what is true now, and
    cells that stay are told where they will stand. Who only counts states and findings is spared the other sheets.
    """
    if dossier.shown is not None:
        return Typed()
    overrules, lines = ([], []) if only_counted and not may_be_overruled(dossier) else read_overrules(dossier)
    waiting = _pending_rulings(dossier)
    by_hand, more, strange = _over_the_machine(dossier, only_master=only_counted)
    if moved:
        start, words = moved.standing, _tried_again(dossier, moved)
        events = words.events
    else:
        beside, start = (*_rulings(dossier), *overrules), dossier.standing
        every = [*enumerate(dossier.rows[MASTER], start=dossier.tables[MASTER].first_row)]
        words = _words(dossier, start.after(dossier.lines_of(beside)), dict.fromkeys(MANUAL, every))
        events = (*beside, *words.events, *by_hand)
    standing = start.after(dossier.lines_of(events))
    own = machine(dossier, standing) if standing.corrections else ()
    told_later = (entry.sentence for entry in pending(dossier.tables[MASTER], standing, own))
    told_now = (*lines, *waiting.values(), *words.lines, *more)
    kept: dict[str, Row] = {key: {"ruling": PENDING} for key in waiting}
    kept |= words.kept
    return Typed(events, (*told_now, *told_later), kept, tuple(strange))


def _words(dossier: Dossier, start: Standing, cells: Mapping[str, Sequence[tuple[int, Row]]]) -> Typed:
    """What is new in the manual cells, by column, in rows of these numbers; what is refused is told and kept."""
    events: list[Event] = []
    lines: list[str] = []
    kept: dict[str, Row] = {}
    for column, numbered in cells.items():
        standing = start.after(dossier.lines_of(events))
        for number, row in numbered:
            try:
                events += _typed(dossier, standing, row, column)
            except WorkbookError as error:
                lines.append(f"{_place(dossier, standing, row, column, number)}：{error}")
                kept.setdefault(str(row["id"]), {})[column] = row.get(column)
    return Typed(tuple(events), tuple(lines), kept)


def _tried_again(dossier: Dossier, moved: Moved) -> Typed:
    """What was refused before a run, by what is true after it; where its row left, the words are told once more."""
    places, columns = _numbers(dossier, moved.standing), dossier.tables[MASTER].by_id
    cells: dict[str, list[tuple[int, Row]]] = {column: [] for column in MANUAL}
    gone: list[str] = []
    for row in dossier.rows[MASTER]:
        id_ = str(row["id"])
        for column in moved.before.kept.get(id_, ()):
            if id_ in places:
                cells[column].append((places[id_], row))
            else:
                gone.append(f"{id_} 已移出总表，{columns[column].title}一栏填的“{row.get(column)}”没有登记。")
    words = _words(dossier, moved.standing, cells)
    return replace(words, lines=(*gone, *words.lines))


def _over_the_machine(dossier: Dossier, *, only_master: bool) -> tuple[list[Event], list[str], list[Row]]:
    """What people typed over the machine's cells, words about what does not stay, and rows of their own.

    After a broken-off run nobody can tell which cells the machine wrote and which a person.
    """
    table = dossier.tables[MASTER]
    if dossier.is_new:
        return [], [], []
    if dossier.desk.is_unfinished():
        strange, lines = strangers(dossier, table, pairs(table, dossier.rows[MASTER], ()))
        return [], lines, strange
    own = machine(dossier, dossier.standing)
    before: dict[str, Sequence[papers.Row]] = {MASTER: _over(own, dossier.standing, Typed())}
    if not only_master:
        before |= _beside(dossier, dossier.standing, dossier.lines, Typed())
    matched = {sheet: pairs(dossier.tables[sheet], dossier.rows[sheet], wanted) for sheet, wanted in before.items()}
    events = read_corrections(dossier, table, own, matched[MASTER])
    strange, lines = strangers(dossier, table, matched[MASTER])
    return events, [*lines, *put_back(dossier.tables, matched, {MASTER: FIXED})], strange


def _rulings(dossier: Dossier) -> Iterator[Event]:
    """What people typed beside the clashes."""
    for row in dossier.rows[CLASHES]:
        key = clash_key(row)
        if key and row.get("ruling") not in (PENDING, dossier.standing.manual.get(key, {}).get("ruling")):
            yield dossier.event("hand_edit", key, ruling=told(row.get("ruling")), by_hand=True)


def _pending_rulings(dossier: Dossier) -> dict[str, str]:
    """Words about formulas beside the clashes that nobody has counted yet, by clash; they stay in their cells."""
    table = dossier.tables[CLASHES]
    where = f"{CLASHES}!{table.letter['ruling']}"
    return {
        clash_key(row): f"{where}{number} {table.by_id['ruling'].title}（{clash_key(row)}）：{PendingFormulaError()}"
        for number, row in enumerate(dossier.rows[CLASHES], start=table.first_row)
        if row.get("ruling") == PENDING
    }


def clash_key(row: Mapping[str, Content]) -> str:
    """What tells one clash from another."""
    return f"{row.get('kind') or ''} {row.get('ids') or ''}".strip()


def _typed(dossier: Dossier, standing: Standing, row: Row, column: str) -> Iterator[Event]:
    """The event of one manual cell, when it says something new."""
    id_ = str(row.get("id") or "")
    said, value = standing.manual.get(id_, {}).get(column), row.get(column)
    if isinstance(value, str) and column != "remark":
        value = solid(value)
    if id_ not in standing.declarations or value == said or (value == PENDING and said is not None):
        return
    if value == PENDING:
        raise PendingFormulaError
    if column == "remark":
        yield dossier.event("hand_edit", id_, remark=told(value), by_hand=True)
    elif value is not None:
        standing.decided(id_, _state(dossier, column, str(value)))
        yield dossier.event("decision", id_, **{column: str(value)}, by_hand=True)


def _state(dossier: Dossier, column: str, word: str) -> ledger.State:
    """The state a word stands for; another word is refused with those that the column offers."""
    try:
        return ledger.state_named(word)
    except ValueMissingError:
        spec = dossier.tables[MASTER].by_id[column]
        raise ValueMissingError(spec.title, word, spec.options) from None


def _numbers(dossier: Dossier, standing: Standing) -> dict[str, int]:
    """In which row of 总表 each declaration will stand."""
    entries = merge.in_order(standing.declarations.values(), dossier.pack)
    return {entry.id: number for number, entry in enumerate(entries, start=dossier.tables[MASTER].first_row)}


def _place(dossier: Dossier, standing: Standing, row: Row, column: str, number: int) -> str:
    """The cell of a row, and whose row it is."""
    firm = merge.named(standing.declarations[str(row["id"])], dossier.pack, "firm")
    return f"{MASTER}!{dossier.tables[MASTER].letter[column]}{number}（{firm}）"


def refreshed(dossier: Dossier, events: Sequence[Event], typed: Typed, received: Sequence[Original] = ()) -> Plan:
    """The plan that shows what is true after these events; none where the book shows it."""
    if dossier.shown is not None and not events:
        return Plan(originals=tuple(received))
    standing, lines = dossier.after(events)
    edit = dossier.edit(shown(dossier, standing, lines, typed))
    books = (edit,) if edit.changes or edit.base is not None else ()
    is_told = typed.is_told and all(one.is_adopted for row in standing.corrections.values() for one in row.values())
    shows = dossier.showing(dossier.after_edit(edit)) if is_told else None
    notes = dossier.left_behind(edit)
    return Plan(originals=tuple(received), books=books, events=tuple(events), shown=shows, notes=notes)


def shown(
    dossier: Dossier, standing: Standing, lines: Sequence[Line], typed: Typed
) -> Mapping[str, Sequence[papers.Row]]:
    """The rows of every table that show what is true."""
    own = [keyed(row) for row in _over(machine(dossier, standing), standing, typed)]
    return {MASTER: own, **_beside(dossier, standing, lines, typed)}


def _over(own: Sequence[Row], standing: Standing, typed: Typed) -> list[Row]:
    """The rows of 总表: those of the machine with what people typed over them, and those of people."""
    ours = (corrected(row, standing.corrections.get(str(row["id"]), {})) for row in own)
    return [*(row | typed.kept.get(str(row["id"]), {}) for row in ours), *typed.strangers]


def _beside(
    dossier: Dossier, standing: Standing, lines: Sequence[Line], typed: Typed
) -> Mapping[str, Sequence[papers.Row]]:
    """The rows of the sheets beside 总表."""
    entries = merge.in_order(standing.declarations.values(), dossier.pack)
    everything: dict[str, Iterable[Row]] = {
        FINDINGS: (point.row for point in points(dossier, standing)),
        MARKS: rows.attachments(dossier.pack, entries, with_district=True),
        CLASHES: _clashes(standing, typed.kept),
        SOURCES: rows.sources(entries, with_district=True),
        HISTORY: history(dossier, dossier.tables[MASTER].by_id, lines),
    }
    return dossier.in_book(everything)


def machine(dossier: Dossier, standing: Standing) -> list[Row]:
    """The rows of 总表 without what people typed over the machine's cells."""
    entries = merge.in_order(standing.declarations.values(), dossier.pack)
    said: dict[str, Row] = {}
    for entry in entries:
        manual = standing.manual.get(entry.id, {})
        said[entry.id] = {"state": str(standing.states[entry.id]), **{column: manual.get(column) for column in MANUAL}}
    remarks = {id_: content_of(line.data.get("remark")) for id_, line in standing.accepted.items()}
    return rows.master(dossier.pack, entries, said, remarks)


def all_clashes(standing: Standing) -> tuple[Clash, ...]:
    """Every doubt about who is who, between declarations and against the registers."""
    return (*standing.clashes, *merge.register_clashes(standing.declarations.values(), standing.pack))


def _clashes(standing: Standing, kept: Mapping[str, Row]) -> list[Row]:
    """One row a clash, with what people ruled, or typed and cannot be registered yet."""
    told_rows: list[Row] = []
    for clash in all_clashes(standing):
        row: Row = {
            "kind": clash.title,
            "code": clash.code or None,
            "firms": _lines([source.firm for source in clash.sources]),
            "districts": _lines([source.district for source in clash.sources]),
            "ids": clash.ids_told,
            "files": _lines([source.file for source in clash.sources]),
            "message": "。".join((clash.message, *_ruled_before(standing, clash))),
        }
        ruling = standing.manual.get(clash_key(row), {}).get("ruling")
        told_rows.append({**row, "ruling": ruling, **kept.get(clash_key(row), {})})
    return told_rows


def _ruled_before(standing: Standing, clash: Clash) -> Iterator[str]:
    """What people ruled on some of these declarations before others were found near them too."""
    for key, columns in standing.manual.items():
        title, _, ids = key.partition(" ")
        if title == clash.title and columns.get("ruling") and {*ids.split("、")} < {*clash.ids}:
            yield f"此前对{ids}的处理意见：{columns['ruling']}"


def _lines(words: Sequence[str]) -> str:
    """Each of them once; of very many the first ones, and where the others stand."""
    told = [*dict.fromkeys(words)]
    more = [f"……等{len(told)}个，全部见{FINDINGS}"] if len(told) > merge.SHOWN else []
    return "\n".join((*told[: merge.SHOWN], *more))
