"""The examples of ``cases.toml`` as a person wrote them: the paper of each, what the rules say, what is missing."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from pydantic import Field, ValidationError

from workbook import merge
from workbook.errors import WorkbookError
from workbook.finding import Finding, Force, Report
from workbook.form import Form
from workbook.merge import Declaration
from workbook.notice.model import Model
from workbook.notice.pack import Pack
from workbook.notice.proof import Fault
from workbook.ooxml.cell import Cell
from workbook.record import Entry, Record
from workbook.register import Registers
from workbook.render.given import record_from_values
from workbook.rules.base import Hit
from workbook.values import Kind, interpret

ALWAYS_SAID = ("person", "info")
"""Whose demands are said of every paper: no example passes."""

Rows = Mapping[str, tuple[tuple[str, ...], ...]]


class Other(Model):
    """Another form of an example that takes several: its district, and what differs from the base."""

    district: str
    given: Mapping[str, Any] = {}


class Case(Model):
    """One example: which demand, one sentence, what is changed on the base form, what must come out."""

    rule: str
    expect: Literal["pass", "must", "should", "judge", "note"]
    says: str
    given: Mapping[str, Any] = {}
    also: tuple[str, ...] = Field((), alias="with")
    registers: Rows = {}
    without: tuple[str, ...] = ()
    received: Mapping[str, dt.date] = {}
    others: tuple[Other, ...] | None = None
    summary: tuple[Mapping[str, Any], ...] | None = None

    @property
    def name(self) -> str:
        """What a list of examples calls it."""
        return f"{self.rule}-{self.expect}"


class Examples(Model):
    """The form that breaks nothing, with registers and days that break nothing, and the examples made of it."""

    base: Mapping[str, Any]
    base_registers: Rows = {}
    base_received: Mapping[str, dt.date] = {}
    cases: tuple[Case, ...]


@dataclass(frozen=True)
class Answered:
    """One form with the registers and days of receipt of a desk."""

    record: Record
    registers: Registers
    days: Mapping[str, dt.date]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.record, name)

    def hits(self, register: str) -> tuple[Hit, ...] | None:
        """Rows of a register about the firm of this form."""
        identity = self.record.form.pack.identity
        return self.registers.hits(register, self.record.text(identity["code"]), self.record.text(identity["firm"]))

    def received(self, deadline: str) -> dt.date | None:
        """When the paper was received for a deadline."""
        return self.days.get(deadline)


def filled(form: Form, base: Mapping[str, Any], given: Mapping[str, Any]) -> Record:
    """The base form with some fields changed; what is given for a derived field stands there instead of its formula."""
    values = {key: _written(form, key, value) for key, value in {**base, **given}.items()}
    derived = {key for key in given if key in form.fields and form.fields[key].kind is Kind.DERIVED}
    record = record_from_values(form, {key: value for key, value in values.items() if key not in derived})
    typed = {key: _typed(str(values[key])) for key in derived}
    return replace(record, entries={**record.entries, **typed})


def paper(form: Form, examples: Examples, case: Case | None = None) -> Answered:
    """The form of one example with the registers and days it names; without one the base form."""
    chosen = case or Case(rule="", expect="pass", says="")
    tables = {**examples.base_registers, **chosen.registers}
    kept = {id_: rows for id_, rows in tables.items() if id_ not in chosen.without}
    days = {**examples.base_received, **chosen.received}
    return Answered(filled(form, examples.base, chosen.given), registers(form.pack, kept), days)


def declarations(form: Form, examples: Examples, case: Case) -> list[Declaration]:
    """The base form of one district, and the other forms of the example."""
    home = Other(district=form.pack.districts[0])
    return [
        merge.declare(
            filled(form, examples.base, one.given),
            Report(),
            district=one.district,
            file=f"{number}.xlsx",
            sha256=str(number),
        )
        for number, one in enumerate((home, *(case.others or ())))
    ]


def registers(pack: Pack, tables: Rows) -> Registers:
    """Registers from rows as a person lists them, in the order of the register's columns."""
    columns = {spec.id: spec.columns for spec in pack.registers}
    rows = {
        id_: [dict(zip(columns[id_], map(Cell, row), strict=True)) for row in table] for id_, table in tables.items()
    }
    return Registers.of(pack, rows)


def findings(pack: Pack, answered: Answered) -> list[Finding]:
    """What every rule of the pack says."""
    return [found for rule in pack.rules if (found := rule.check(answered))]


def asked(found: Iterable[Finding]) -> set[str]:
    """The rules that were broken: must and should, not what a person judges or what is only said."""
    return {finding.rule for finding in found if finding.force in (Force.MUST, Force.SHOULD)}


def said(form: Form, examples: Examples, case: Case) -> str:
    """What the rules say of an example where they say otherwise than it expects; blank where they agree."""
    pack = form.pack
    if case.others is not None or case.summary is not None:
        told = _between(form, examples, case)
        forces = {str(finding.force) for finding in told if finding.rule == case.rule} or {"pass"}
        return "" if forces == {case.expect} else f"应是 {case.expect}，实际是 {'、'.join(sorted(forces))}"
    found = findings(pack, paper(form, examples, case))
    verdict = {finding.rule: str(finding.force) for finding in found}.get(case.rule, "pass")
    if verdict != case.expect:
        return f"应是 {case.expect}，实际是 {verdict}"
    wanted = {*case.also, *([case.rule] if case.expect in ("must", "should") else ())}
    differing = sorted(asked(found) ^ wanted)
    return f"另外应有、实际没有或多出的：{'、'.join(differing)}" if differing else ""


def _between(form: Form, examples: Examples, case: Case) -> Sequence[Finding]:
    """What is found between several forms, or between the forms and the rows of a summary."""
    pack, entries = form.pack, declarations(form, examples, case)
    if case.summary is None:
        told = merge.clash_findings(merge.clashes(entries, pack), pack)
        return [finding for found in told.values() for finding in found]
    first = {**merge.summary_row(entries[0], pack), "number": 1}
    rows = [{**first, **row} for row in case.summary]
    return merge.recheck(rows, entries[:1], pack, lambda row, column: f"{column}{row}")


def faults(pack: Pack, document: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with the examples of a pack: what they miss, what does not hold."""
    try:
        examples = Examples.model_validate(document)
    except ValidationError as error:
        first = error.errors()[0]
        place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in first["loc"]).lstrip(".")
        yield Fault(place, f"例子“{first['loc'][-1]}”写得不对，请照文件开头的说明改")
        return
    yield from _unlike(Form(pack), examples)
    known = {part for rule in pack.rules for part in (rule.id, rule.id.split(".")[0])}
    for number, case in enumerate(examples.cases):
        if case.rule not in known:
            yield Fault(f"cases[{number}].rule", f"没有名为“{case.rule}”的要求，这个例子无处可用")


def _unlike(form: Form, examples: Examples) -> Iterator[Fault]:
    """Examples whose outcome is another one than written, the base form first."""
    try:
        broken = asked(findings(form.pack, paper(form, examples)))
    except (WorkbookError, KeyError, ValueError) as error:
        yield Fault("base", f"底稿用不上：{error}")
        return
    if broken:
        yield Fault("base", f"底稿应当没有问题，实际违反：{'、'.join(sorted(broken))}")
        return
    ids = form.pack.rule_ids
    for number, case in enumerate(examples.cases):
        try:
            words = said(form, examples, case) if case.rule in ids else ""
        except (WorkbookError, KeyError, ValueError) as error:
            words = f"用不上：{error}"
        if words:
            yield Fault(f"cases[{number}]", f"例子“{case.says}”（{case.rule}）{words}")


def missing(pack: Pack, document: Mapping[str, Any]) -> Iterator[Fault]:
    """Demands without an example that passes, or without one that does not; rules come by their id in the text."""
    judges = {rule.id.split(".")[0]: rule.judged_by for rule in pack.rules}
    for rule, judged_by in judges.items():
        there = [case for case in document.get("cases", ()) if str(case.get("rule", "")).split(".")[0] == rule]
        broken = any(case.get("expect") != "pass" for case in there)
        if not broken:
            yield Fault(f"rules[{rule}].id", f"要求“{rule}”没有一个不通过的例子（cases.toml）")
        if judged_by not in ALWAYS_SAID and not any(case.get("expect") == "pass" for case in there):
            yield Fault(f"rules[{rule}].id", f"要求“{rule}”没有一个通过的例子（cases.toml）")


def _written(form: Form, key: str, value: Any) -> Any:
    if isinstance(value, Mapping) and key in form.fields and form.fields[key].kind is Kind.LONG_TEXT:
        return str(value["text"]) * int(value["times"])
    return value


def _typed(text: str) -> Entry:
    cell = Cell(text)
    return Entry(interpret(Kind.TEXT, cell), (cell,), found_by="name", sureness=1)
