"""The city's 总表: what people typed into it, the rows it shows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from workbook import ledger, merge, rows
from workbook.edit import PENDING, Content, Event, Original, Plan
from workbook.errors import PendingFormulaError, ValueMissingError, WorkbookError
from workbook.merge import Clash, Declaration, StoredFinding
from workbook.notice.pack import Pack
from workbook.standing import Standing
from workbook.values import solid
from xlpy.desk import Line
from xlpy.district import Typed, across
from xlpy.dossier import SOURCES, Dossier, Row

MASTER, FINDINGS, CLASHES, HISTORY = "总表", "问题清单", "冲突", "变更记录"
MANUAL = ("review", "decision", "remark")
WORDS = {
    "accepted": "汇入",
    "superseded": "被替代",
    "refused": "未收",
    "decision": "决定",
    "hand_edit": "手工修改",
    "pulled": "汇集",
    "registers": "名册",
    "published": "发布名单",
    "withdrawn": "撤出",
}


def read_back(dossier: Dossier) -> Typed:
    """Reviews, decisions, remarks and rulings typed into 总表 and 冲突 since the journal was last written.

    A move that the ledger does not allow stays in its cell and is told; a blanked decision comes back, it is no move.
    """
    events = [*_rulings(dossier)]
    lines: list[str] = []
    kept: dict[str, Row] = {}
    for column in ("review", "decision", "remark"):
        standing = dossier.standing.after(dossier.lines_of(events))
        for number, row in enumerate(dossier.rows[MASTER]):
            try:
                events += _typed(dossier, standing, row, column)
            except WorkbookError as error:
                lines.append(f"{_place(dossier, standing, number, column)}：{error}")
                kept.setdefault(str(row["id"]), {})[column] = row.get(column)
    return Typed(tuple(events), tuple(lines), kept)


def _rulings(dossier: Dossier) -> Iterator[Event]:
    """What people typed beside the clashes."""
    for row in dossier.rows[CLASHES]:
        key = clash_key(row)
        if key and row.get("ruling") not in (PENDING, dossier.standing.manual.get(key, {}).get("ruling")):
            yield dossier.event("hand_edit", key, ruling=row.get("ruling"), by_hand=True)


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
        yield dossier.event("hand_edit", id_, remark=value, by_hand=True)
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


def _place(dossier: Dossier, standing: Standing, number: int, column: str) -> str:
    """The cell of a row, and whose row it is."""
    table = dossier.tables[MASTER]
    entry = standing.declarations[str(dossier.rows[MASTER][number]["id"])]
    return f"{MASTER}!{table.letter[column]}{table.first_row + number}（{merge.named(entry, dossier.pack, 'firm')}）"


def refreshed(dossier: Dossier, events: Sequence[Event], typed: Typed, received: Sequence[Original] = ()) -> Plan:
    """The plan that shows what is true after these events."""
    standing, lines = dossier.after(events)
    edit = dossier.edit(_shown(dossier, standing, lines, typed))
    books = (edit,) if edit.changes or edit.base is not None else ()
    return Plan(originals=tuple(received), books=books, events=tuple(events))


def _shown(dossier: Dossier, standing: Standing, lines: Sequence[Line], typed: Typed) -> dict[str, list[Row]]:
    pack = dossier.pack
    entries = merge.in_order(standing.declarations.values(), pack)
    said: dict[str, Row] = {}
    for entry in entries:
        manual = {**standing.manual.get(entry.id, {}), **typed.kept.get(entry.id, {})}
        said[entry.id] = {"state": str(standing.states[entry.id]), **{column: manual.get(column) for column in MANUAL}}
    remarks = {id_: line.data.get("remark") for id_, line in standing.accepted.items()}
    return {
        MASTER: rows.master(pack, entries, said, remarks),
        FINDINGS: [
            *_about_packages(standing),
            *rows.findings(pack, entries, across(dossier, entries), with_district=True),
        ],
        CLASHES: _clashes(standing, all_clashes(entries, pack)),
        SOURCES: rows.sources(entries, with_district=True),
        HISTORY: [*_history(dossier, lines)],
    }


def _about_packages(standing: Standing) -> Iterator[Row]:
    """What the printed 汇总表 of a district says otherwise than the declarations."""
    for district, data in standing.packages.items():
        for finding in data["findings"]:
            row: Row = {"id": None, "district": district, "firm": None}
            yield row | rows.finding_row(StoredFinding.model_validate(finding))


def all_clashes(entries: Sequence[Declaration], pack: Pack) -> tuple[Clash, ...]:
    """Every doubt about who is who, between declarations and against the registers."""
    return (*merge.clashes(entries, pack), *merge.register_clashes(entries, pack))


def _clashes(standing: Standing, found: Sequence[Clash]) -> list[Row]:
    """One row a clash, with what people ruled."""
    shown: list[Row] = []
    for clash in found:
        row: Row = {
            "kind": clash.title,
            "code": clash.code or None,
            "firms": _lines(source.firm for source in clash.sources),
            "districts": _lines(source.district for source in clash.sources),
            "ids": "、".join(clash.ids),
            "files": _lines(source.file for source in clash.sources),
            "message": clash.message,
        }
        ruling = standing.manual.get(clash_key(row), {}).get("ruling")
        shown.append({**row, "ruling": ruling})
    return shown


def _lines(words: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(words))


def _history(dossier: Dossier, lines: Sequence[Line]) -> Iterator[Row]:
    """What happened, line by line, in words."""
    known: dict[str, Declaration] = {}
    for number, line in enumerate(lines, start=1):
        if line.kind == "accepted":
            known[line.declaration] = Declaration.model_validate(line.data["declaration"])
        entry = known.get(line.declaration)
        yield {
            "number": number,
            "time": line.at,
            "kind": WORDS.get(line.kind, line.kind),
            "id": line.declaration or None,
            "district": entry.district if entry else line.data.get("district"),
            "firm": merge.named(entry, dossier.pack, "firm") or None if entry else None,
            "message": _message(line) or None,
            "officer": line.by,
        }


def _message(line: Line) -> str:
    """The words of one line: what was decided, typed, replaced or sent."""
    data = line.data
    if line.kind == "pulled":
        return f"{data['name']}：新增{data['added']}，变化{data['changed']}，撤出{data['withdrawn']}"
    if line.kind == "registers":
        return str(data["name"])
    if line.kind == "published":
        return f"{data['title']}，{data['rows']}家"
    words = [
        str(data[key]) for key in ("review", "decision", "remark", "ruling", "reason", "why", "file") if data.get(key)
    ]
    return "；".join(words)
