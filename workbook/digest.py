"""The meaning of a record in one normal form, and its hash: bytes, formats and places do not enter it.

A value is a text (NFC), a number as plain digits, an ISO date or ``2023-05``, a list of ticked titles, or a boolean for
a box; None where nothing stands. What cannot be taken as it stands enters as ``{"raw": text}``.
"""

import datetime as dt
import hashlib
import json
import unicodedata
from collections.abc import Mapping
from decimal import Context, Decimal
from functools import lru_cache
from typing import Any

from workbook.notice.pack import FieldSpec
from workbook.ooxml.cell import WHITE, Cell
from workbook.record import Entry, Record
from workbook.values import Kind, Problem, Value, tick

RAW = "raw"
_SHEET_DIGITS = Context(prec=15)
"""Spreadsheet programs keep 15 digits of a number: more of them would change at a re-save."""

_UNCLEAR_BOX = (Problem.DOUBTFUL_TICK, Problem.UNREADABLE)


def canonical(record: Record) -> dict[str, Any]:
    """Every field of the record in the order of the form, in its normal form."""
    return {id_: _content(record, spec, record.entry(id_)) for id_, spec in record.form.fields.items()}


def digest(record: Record, values: Mapping[str, Any] | None = None) -> str:
    """The hash of notice, version, normal form and the words with which the firm explains itself.

    ``values`` is the normal form, where it is known already.
    """
    pack = record.form.pack
    said = {rule: normal_text(text) for rule, text in sorted(record.explanations.items()) if normal_text(text)}
    meaning = [pack.id, pack.version, canonical(record) if values is None else values, said]
    return _hash(json.dumps(meaning, ensure_ascii=False, separators=(",", ":")))


def text_digest(text: str) -> str:
    """The hash of a long text; an empty text has none."""
    normal = normal_text(text)
    return _hash(normal) if normal else ""


def normal_text(text: str) -> str:
    """NFC, one kind of line break, no white space around."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip(WHITE)


def normal_value(kind: Kind, value: Value) -> Any:
    """One value in its normal form."""
    if isinstance(value, Decimal):
        return f"{_SHEET_DIGITS.plus(value).normalize() + 0:f}"
    if isinstance(value, dt.date):
        return value.isoformat()[:7] if kind is Kind.YEAR_MONTH else value.isoformat()
    if isinstance(value, tuple):
        return [normal_text(title) for title in value]
    if isinstance(value, str):
        return normal_text(value) or None
    return value


def _content(record: Record, spec: FieldSpec, entry: Entry) -> Any:
    kind, reading = spec.kind, entry.reading
    if kind is Kind.TICK:
        return _raw(entry) if reading.problem in _UNCLEAR_BOX else reading.value is True
    raw = entry.raw
    if kind in (Kind.CHOICE, Kind.CHOICES):
        return _choice(record, spec, entry)
    if reading.value is None and not reading.is_blank and raw:
        return _raw(entry)
    if isinstance(reading.value, str) and raw and isinstance(raw[0].value, float):
        return _shown(raw[0])
    return normal_value(kind, reading.value)


def _choice(record: Record, spec: FieldSpec, entry: Entry) -> list[str]:
    """The ticked titles; a box whose shape leaves it open stands with its shape."""
    if not entry.raw:
        value = entry.value
        return list(value) if isinstance(value, tuple) else [str(value)] if value else []
    return [
        box.title if box.is_ticked else f"{box.title}（{normal_text(box.shape)}）"
        for box in record.boxes(spec.id)
        if box.is_ticked or _is_doubtful(box.shape)
    ]


@lru_cache(maxsize=256)
def _is_doubtful(shape: str) -> bool:
    """Whether a shape in a box leaves it open."""
    return tick(normal_text(shape)).problem is Problem.DOUBTFUL_TICK


def _raw(entry: Entry) -> dict[str, str]:
    return {RAW: "；".join(_shown(cell) for cell in entry.raw)}


def _shown(cell: Cell) -> str:
    if isinstance(cell.value, float):
        return f"{cell.value:.15g}"
    return normal_text(cell.text)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
