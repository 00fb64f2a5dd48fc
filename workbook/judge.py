"""Record, registers, days of receipt -> Report: runs the pack's rules, adds what rules may not know (the places)."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from workbook.chapters import chapters
from workbook.finding import CODES, Finding, Force, Report, is_explanation
from workbook.form import Form
from workbook.layout import Layout
from workbook.notice.pack import Pack
from workbook.record import Entry, Record
from workbook.register import Registers
from workbook.rules.base import Hit, Paper
from workbook.rules.registers import NotRecognised, OnRegister

NOBODY_SAID: Mapping[str, dt.date] = {}


@dataclass(frozen=True)
class _Answers(Record):
    """A record with what the desk knows beside it."""

    registers: Registers | None = None
    days: Mapping[str, dt.date] = field(default_factory=dict)

    def hits(self, register: str) -> tuple[Hit, ...] | None:
        if self.registers is None:
            return None
        identity = self.form.pack.identity
        return self.registers.hits(register, self.text(identity["code"]), self.text(identity["firm"]))

    def received(self, deadline: str) -> dt.date | None:
        return self.days.get(deadline)


def judge(
    record: Record,
    *,
    registers: Registers | None = None,
    received: Mapping[str, dt.date] = NOBODY_SAID,
    pack: Pack | None = None,
) -> Report:
    """All findings about one declaration: the demands in the order of the pack, then those about its cells.

    ``pack`` is the notice as it stands at another desk; without it the record's own counts.
    """
    answers = _Answers(record.form, record.entries, registers=registers, days=received)
    rules = (pack or record.form.pack).asked("declaration")
    found = [_placed(finding, record) for rule in rules if (finding := rule.check(answers)) is not None]
    asked = {field for finding in found if finding.force in (Force.MUST, Force.SHOULD) for field in finding.fields}
    others = (*_near_names(record, registers), *_about_cells(record, asked), *record.findings)
    found += (_placed(finding, record) for finding in others)
    return Report(tuple(_explained(finding, record) for finding in found))


def judge_book(pack: Pack, paper: Paper, *, received: Mapping[str, dt.date] = NOBODY_SAID) -> Report:
    """What the notice asks of a 汇总表 or 总表 as a whole: its day of receipt, and what persons look at."""
    answers = _Answers(Form(pack), {}, days=received)
    return Report(tuple(finding for rule in pack.asked(paper) if (finding := rule.check(answers)) is not None))


def _placed(finding: Finding, record: Record) -> Finding:
    """The finding with the first cell of each of its fields, as read, else as printed; of a choice, of its boxes.

    One about no field keeps the cells it tells.
    """
    fields, label = _labelled(finding.fields, record.form)
    if record.document:
        label = "、".join(dict.fromkeys(_label(record, id_) for id_ in fields))
    cells = dict.fromkeys([_cell(record, id_) for id_ in finding.fields]) or finding.cells
    return finding.at(filter(None, cells), label, fields)


@lru_cache(maxsize=1024)
def _labelled(fields: tuple[str, ...], form: Form) -> tuple[tuple[str, ...], str]:
    """The fields that are told for these fields and boxes, and their labels."""
    told = tuple(dict.fromkeys(form.options[id_][0] if id_ in form.options else id_ for id_ in fields))
    return told, "、".join(dict.fromkeys(map(form.label, told)))


def _label(record: Record, id_: str) -> str:
    """The label; of a text that might have stood in the document that it does not."""
    is_empty = record.entry(id_).reading.is_blank and id_ in _written(record.form)
    return f"{record.label(id_)}（表内和“{record.document}”都没有）" if is_empty else record.label(id_)


def _cell(record: Record, id_: str) -> str:
    """Where a field or a box stands; an area of a catalogue stands where its first box does."""
    if id_ in record.form.options:
        return _option_cell(record, *record.form.options[id_])
    for one in _holders(id_, record.form):
        if cells := record.entry(one).cells:
            return cells[0]
    return _layout(record.form).address(id_)


@lru_cache(maxsize=1024)
def _holders(id_: str, form: Form) -> tuple[str, ...]:
    """The fields whose cells tell where something stands: itself, and the first box of an area."""
    area = form.areas.get(form.areas_of(id_)[0])
    return (id_, area.boxes[0][0]) if area else (id_,)


def _option_cell(record: Record, field: str, number: int) -> str:
    """Where one box of a choice stands; its first one where not all of them were found."""
    read, spot = record.entry(field).cells, _layout(record.form).spot(field)
    if len(read) == len(record.form.areas[field].boxes):
        return read[number]
    return read[0] if read else f"{spot.sheet}!{spot.cells[number]}" if spot else ""


def _explained(finding: Finding, record: Record) -> Finding:
    said = record.explanations.get(finding.rule) or record.explanations.get(finding.source, "")
    return finding.explained(said) if said and is_explanation(said) else finding


def _about_cells(record: Record, asked: set[str]) -> Iterator[Finding]:
    """Formulas and error values in inputs, and contents that were not where the template has them."""
    moved = []
    for id_, entry in record.entries.items():
        if entry.is_error and id_ not in asked:
            yield _cell_finding("CELL-ERROR", id_)
        elif entry.is_formula and entry.found_by != "derived":
            yield _cell_finding("CELL-FORMULA", id_)
        if _is_doubtful(entry):
            moved.append(id_)
    if moved:
        yield replace(_cell_finding("CELL-MOVED", *moved), message=_moved_words(moved, record))


def _near_names(record: Record, registers: Registers | None) -> Iterator[Finding]:
    """Doubts whether a firm stands under a near name on a register on which it must not stand: a person decides."""
    if registers is None:
        return
    from workbook.merge import NEAR_NAME, near_rows, several  # noqa: PLC0415 - start-up: only registers need it

    pack = record.form.pack
    rules = (rule for rule in pack.asked("declaration") if isinstance(rule, NotRecognised | OnRegister))
    asked = dict.fromkeys(rule.register_id for rule in rules)
    code, firm = (record.text(pack.identity[which]) for which in ("code", "firm"))
    for register in (registers.registers[id_] for id_ in asked if id_ in registers.registers):
        known = {hit.row for hit in register.hits(code, firm)}
        rows = [hit for hit in near_rows(register, code, firm) if hit.row not in known]
        if rows:
            finding = replace(_cell_finding(NEAR_NAME, pack.identity["firm"]), force=Force.JUDGE)
            told = several([f"第{hit.row}行 {hit.shown}" for hit in rows], "行", "；")
            yield replace(finding, message=f"{finding.message}：{register.spec.title}{told}")


def _is_doubtful(entry: Entry) -> bool:
    """Whether the reader says that the place is not sure."""
    return bool(entry.note) and entry.found_by not in ("derived", "given", "document") and entry.sureness < 1


def _moved_words(moved: list[str], record: Record) -> str:
    first = record.entry(moved[0]).note
    return f"{CODES['CELL-MOVED'][0]}：共{len(moved)}项，如“{record.label(moved[0])}”{first}"


def _cell_finding(code: str, *fields: str) -> Finding:
    message, mend = CODES[code]
    return Finding(code, code, Force.SHOULD, message, fields, basis="plausibility", mend=mend)


@lru_cache(maxsize=8)
def _written(form: Form) -> frozenset[str]:
    """The texts that may also be written in a document."""
    return frozenset(spec.id for chapter in chapters(form) for spec in chapter.texts)


@lru_cache(maxsize=8)
def _layout(form: Form) -> Layout:
    return Layout(form)
