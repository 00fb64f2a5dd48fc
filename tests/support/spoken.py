"""What tests call things: the words of the first notice, and where that is not shipped those of another.

A test that tells facts of the first notice is marked ``of_the_first``; every other runs on whichever is there.
"""

import datetime as dt
from typing import Any

import pytest

from workbook.examples import Examples
from workbook.form import Form
from workbook.notice import shelf
from workbook.record import Record
from workbook.render.given import record_from_values
from workbook.values import AMOUNTS, Kind

FIRST = "changzhou-2023"
IS_FIRST = FIRST in shelf.notice_ids()
NOTICE = FIRST if IS_FIRST else min(shelf.notice_ids())
PACK = shelf.pack(NOTICE)
FORM = Form(PACK)
of_the_first = pytest.mark.skipif(not IS_FIRST, reason=f"tells facts of {FIRST}, which is not on the shelf")

DISTRICT, OTHER = PACK.districts[2:4] if IS_FIRST else PACK.districts[:2]
_TO_DISTRICT, _TO_BUREAU = PACK.deadlines.values()
DAY = _TO_DISTRICT.day - dt.timedelta(days=2)
LATE = _TO_DISTRICT.day - dt.timedelta(days=1)
PULLED = _TO_BUREAU.day - dt.timedelta(days=1)
_KINDS = {
    "contact_phone": {Kind.PHONE},
    "founded_on": {Kind.DATE},
    "built_from": {Kind.YEAR_MONTH},
    "revenue_2022_wan": AMOUNTS,
    "company_profile": {Kind.LONG_TEXT},
}
_NAMES = {"company_name": "firm", "credit_code": "code", "factory_name": "factory"}


def base_values(**changes: Any) -> dict[str, Any]:
    """Values of a form that breaks nothing, with changes by the names of the first notice."""
    if IS_FIRST:
        from support import forms  # noqa: PLC0415 - it is there only with its notice

        return forms.base_values(**changes)
    base = Examples.model_validate(shelf.cases(NOTICE)).base
    return {**base, **{field(name): value for name, value in changes.items()}}


def form() -> Form:
    """The form of the notice."""
    return FORM


def record(**changes: Any) -> Record:
    """The record of a form that breaks nothing but what the changes break."""
    return record_from_values(FORM, base_values(**changes))


def field(name: str) -> str:
    """The field that is here what this one is in the first notice: the same identity, else the first of its kind."""
    if IS_FIRST or name in FORM.fields:
        return name
    if name in _NAMES:
        return str(PACK.identity[_NAMES[name]])
    return next(id_ for id_, spec in FORM.fields.items() if spec.kind in _KINDS[name])
