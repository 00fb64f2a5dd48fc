"""One input of a filled form changed in its file, as a hand does it after the receipt."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from workbook import read
from workbook.edit import Change, Content
from workbook.patch import apply
from workbook.record import Record
from workbook.values import TICK, Kind

SIGNS = "改乙丙丁戊甲"


@dataclass(frozen=True, slots=True)
class Edit:
    """One field, the cell that is changed and what it then holds."""

    field: str
    cell: str
    new: Content

    def applied(self, data: bytes) -> bytes:
        """The file with this one cell changed."""
        sheet, _, cell = self.cell.rpartition("!")
        return apply(data, [Change(sheet.strip("'"), cell, None, self.new)], force=True)


def edits(data: bytes, random: Random) -> Iterator[Edit]:
    """Every input of the form, each with another content."""
    record = read.declaration(data, "表.xlsx")
    for field, spec in record.form.fields.items():
        if spec.kind is not Kind.DERIVED and record.entry(field).cells:
            yield _edit(record, field, random)


def _edit(record: Record, field: str, random: Random) -> Edit:
    entry, kind = record.entry(field), record.kind(field)
    at = random.randrange(len(entry.cells))
    if kind in (Kind.TICK, Kind.CHOICE, Kind.CHOICES):
        return Edit(field, entry.cells[at], None if entry.raw[at].text == TICK else TICK)
    return Edit(field, entry.cells[0], _other(kind, entry.value, random))


def _other(kind: Kind, value: object, random: Random) -> Content:
    """Another content of the same kind."""
    if kind is Kind.MONEY_WAN:
        return (value if isinstance(value, Decimal) else Decimal(0)) + Decimal(random.randint(1, 99999)) / 100
    if kind in (Kind.DATE, Kind.YEAR_MONTH):
        day = value if isinstance(value, dt.date) else dt.date(2022, 1, 1)
        return day.replace(day=1) + dt.timedelta(days=random.randint(32, 300))
    if kind in (Kind.CREDIT_CODE, Kind.PHONE):
        text = str(value or "0")
        at = random.randrange(len(text))
        return text[:at] + random.choice([digit for digit in "0123456789" if digit != text[at]]) + text[at + 1 :]
    text = str(value or "")
    at = random.randint(0, len(text))
    return text[:at] + random.choice(SIGNS) + text[at:]
