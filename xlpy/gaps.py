"""What a declaration still lacks for the next level: its answers laid on the form of that notice and judged there."""

from collections.abc import Iterator
from typing import Any

from workbook import merge
from workbook.finding import Finding, Force
from workbook.form import Form
from workbook.judge import judge
from workbook.merge import Declaration
from workbook.notice.pack import FieldSpec, Pack
from workbook.pool import Gap
from workbook.values import Kind

_COUNTED = (Force.MUST, Force.SHOULD)


def gaps(entry: Declaration, own: Pack, wanted: Pack) -> Iterator[Gap]:
    """The open demands of the next notice; those about things our form does not ask are told apart, never guessed."""
    from workbook.render.given import record_from_values  # noqa: PLC0415 - start-up: only where there is a next notice

    here, there = Form(own), Form(wanted)
    shared = {id_ for id_, spec in there.fields.items() if is_same(here.fields.get(id_), spec)}
    values = {id_: given(there.fields[id_].kind, entry.values[id_]) for id_ in shared if id_ in entry.values}
    written = {id_ for id_, digest in entry.texts.items() if digest and id_ in there.fields}
    for finding in judge(record_from_values(there, values)).findings:
        if finding.force in _COUNTED and not written.intersection(finding.fields):
            yield _gap(entry, wanted, finding, is_open=bool(finding.fields) and shared.issuperset(finding.fields))


def is_same(one: FieldSpec | None, other: FieldSpec) -> bool:
    """Whether both forms ask the same; long texts are for people to compare."""
    return (
        one is not None
        and other.kind not in (Kind.LONG_TEXT, Kind.DERIVED)
        and (one.kind, one.options) == (other.kind, other.options)
    )


def given(kind: Kind, value: Any) -> Any:
    """A canonical value as it is typed into a form."""
    return value if isinstance(value, bool | list | tuple) else merge.content(kind, value)


def _gap(entry: Declaration, wanted: Pack, finding: Finding, *, is_open: bool) -> Gap:
    title = next((rule.title for rule in wanted.rules if rule.id == finding.rule), "")
    return Gap(entry.id, finding.code, title, finding.message, is_open, "……".join(finding.quotes))
