"""Fields that repeat others: what their formulas say and what they show."""

from dataclasses import replace

from workbook.notice.pack import FieldSpec
from workbook.ooxml.cell import WHITE, Cell
from workbook.record import Entry, Record
from workbook.rules import faces
from workbook.values import Kind, Reading


def derived(record: Record, spec: FieldSpec) -> str:
    """What a derived field shows: the texts of its fields, joined by a space."""
    texts = (_shown(record, source) for source in spec.derives)
    return " ".join(text for text in texts if text)


def derivation(spec: FieldSpec) -> str:
    """The formula of a derived field, over defined names; an error in the table does not reach the cover."""
    formula = faces.raw(spec.derives[0])
    for count, source in enumerate(spec.derives[1:], start=1):
        before = "&".join(faces.raw(id_) for id_ in spec.derives[:count])
        formula += f'&IF({faces.raw(source)}="","",IF({before}="",""," ")&{faces.raw(source)})'
    return formula


def settled(record: Record) -> Record:
    """The record with every derived field as our form shows it."""
    entries = dict(record.entries)
    for spec in record.form.fields.values():
        if spec.kind is Kind.DERIVED:
            text = derived(record, spec)
            cell = Cell(text or None, is_formula=True)
            reading = Reading(text.strip(WHITE)) if text.strip(WHITE) else Reading(is_blank=True)
            entries[spec.id] = Entry(reading, (cell,), found_by="derived", sureness=1)
    return replace(record, entries=entries)


def _shown(record: Record, field: str) -> str:
    raw = record.entry(field).raw
    return raw[0].sheet_text if raw else ""
