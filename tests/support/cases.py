"""The examples of ``cases.toml`` as a person wrote them: the paper of each, and what the rules say about it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from workbook.finding import Finding, Force, Report
from workbook.form import Form
from workbook.merge import Declaration, declare
from workbook.notice.pack import Pack
from workbook.ooxml.cell import Cell
from workbook.record import Entry, Record
from workbook.register import Registers
from workbook.render.given import record_from_values
from workbook.rules.base import Hit
from workbook.values import Kind, interpret


@dataclass(frozen=True)
class Answered:
    """One form with the registers and days of receipt of a desk."""

    record: Record
    registers: Registers
    days: Mapping[str, dt.date]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.record, name)

    def hits(self, register: str) -> tuple[Hit, ...] | None:
        identity = self.record.form.pack.identity
        return self.registers.hits(register, self.record.text(identity["code"]), self.record.text(identity["firm"]))

    def received(self, deadline: str) -> dt.date | None:
        return self.days.get(deadline)


def filled(form: Form, base: Mapping[str, Any], given: Mapping[str, Any]) -> Record:
    """The base form with some fields changed; what is given for a derived field stands there instead of its formula."""
    values = {key: _written(form, key, value) for key, value in {**base, **given}.items()}
    derived = {key for key in given if form.fields[key].kind is Kind.DERIVED}
    record = record_from_values(form, {key: value for key, value in values.items() if key not in derived})
    typed = {key: _typed(str(values[key])) for key in derived}
    return replace(record, entries={**record.entries, **typed})


def paper(form: Form, examples: Mapping[str, Any], case: Mapping[str, Any]) -> Answered:
    """The form of one example with the registers and days it names."""
    tables = {**examples["base_registers"], **case.get("registers", {})}
    kept = {id_: rows for id_, rows in tables.items() if id_ not in case.get("without", ())}
    days = {**examples["base_received"], **case.get("received", {})}
    return Answered(filled(form, examples["base"], case.get("given", {})), registers(form.pack, kept), days)


def declarations(form: Form, examples: Mapping[str, Any], case: Mapping[str, Any]) -> list[Declaration]:
    """The base form of one district, and the other forms of the example."""
    pack = form.pack
    papers = [{"district": pack.districts[2], "given": {}}, *case.get("others", ())]
    return [
        declare(
            filled(form, examples["base"], paper["given"]),
            Report(),
            district=paper["district"],
            file=f"{number}.xlsx",
            sha256=str(number),
        )
        for number, paper in enumerate(papers)
    ]


def registers(pack: Pack, tables: Mapping[str, list[list[str]]]) -> Registers:
    """Registers from rows as a person lists them, in the order of the register's columns."""
    columns = {spec.id: spec.columns for spec in pack.registers}
    rows = {
        id_: [dict(zip(columns[id_], map(Cell, row), strict=True)) for row in table] for id_, table in tables.items()
    }
    return Registers.of(pack, rows)


def findings(pack: Pack, answered: Answered) -> list[Finding]:
    """What every rule of the pack says."""
    return [found for rule in pack.rules if (found := rule.check(answered))]


def asked(found: list[Finding]) -> set[str]:
    """The rules that were broken: must and should, not what a person judges or what is only said."""
    return {finding.rule for finding in found if finding.force in (Force.MUST, Force.SHOULD)}


def _written(form: Form, key: str, value: Any) -> Any:
    if isinstance(value, Mapping) and form.fields[key].kind is Kind.LONG_TEXT:
        return str(value["text"]) * int(value["times"])
    return value


def _typed(text: str) -> Entry:
    cell = Cell(text)
    return Entry(interpret(Kind.TEXT, cell), (cell,), found_by="name", sureness=1)
