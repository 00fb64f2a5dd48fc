"""Demands written in a test, and what they say of a paper."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from support.forms import record
from workbook.finding import Finding
from workbook.record import Record
from workbook.rules.base import Hit, Rule
from workbook.rules.vocabulary import AnyRule

_ADAPTER: TypeAdapter[Rule] = TypeAdapter(AnyRule)


def rule(kind: str, **params: Any) -> Rule:
    """One demand of a kind."""
    common = {"id": kind, "source": "TEST-01", "force": "must", "title": "要求"}
    return _ADAPTER.validate_python(common | {"kind": kind} | params)


class Desk(Record):
    """A record at a desk that has registers and a calendar of what came in."""

    def __init__(self, paper: Record, hits: Mapping[str, tuple[Hit, ...]], received: Mapping[str, dt.date]) -> None:
        super().__init__(paper.form, paper.entries)
        object.__setattr__(self, "known", (hits, received))

    def hits(self, register: str) -> tuple[Hit, ...] | None:
        return self.known[0].get(register)

    def received(self, deadline: str) -> dt.date | None:
        return self.known[1].get(deadline)


def said(
    one: Rule, *, hits: Mapping[str, tuple[Hit, ...]] | None = None, received: dt.date | None = None, **changes: Any
) -> Finding | None:
    """What a demand says of the base form with these changes."""
    days = {"any": received} if received else {}
    return one.check(Desk(record(**changes), hits or {}, days))


def message(one: Rule, **changes: Any) -> str:
    """The words of a demand that is not met, nothing when it is."""
    finding = said(one, **changes)
    return finding.message if finding else ""
