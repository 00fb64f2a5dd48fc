"""Judged records -> declarations; and what becomes of each: accepted, superseded by another, or known already."""

import base64
import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from workbook.digest import RAW, canonical, digest, normal_text, text_digest
from workbook.finding import Report
from workbook.merge.models import Attachment, Declaration, Taking, named, stored
from workbook.notice.pack import Pack
from workbook.record import Record
from workbook.register import code_key, name_key
from workbook.values import Kind

_ID_SIGNS = 12


def declare(
    record: Record,
    report: Report,
    *,
    district: str,
    file: str,
    sha256: str,
    id: str = "",  # noqa: A002 - it is the field's name
    received: dt.date | None = None,
    receipt: str = "",
    attachments: Iterable[Attachment] = (),
) -> Declaration:
    """A judged record as the declaration of this district."""
    pack = record.form.pack
    values = canonical(record)
    long = (id_ for id_, spec in record.form.fields.items() if spec.kind is Kind.LONG_TEXT)
    texts = {id_: text_digest(_as_text(values[id_])) for id_ in long}
    fingerprint = digest(record, values)
    return Declaration(
        id=id or first_id(pack.id, district, fingerprint),
        notice=pack.id,
        version=pack.version,
        district=district,
        file=file,
        sha256=sha256,
        digest=fingerprint,
        receipt=receipt,
        received=received,
        values={id_: value for id_, value in values.items() if id_ not in texts},
        texts=texts,
        cells={id_: entry.cells[0] for id_, entry in record.entries.items() if entry.cells},
        verdict=report.verdict,
        findings=tuple(stored(finding) for finding in report.findings),
        explanations={rule: said for rule, text in sorted(record.explanations.items()) if (said := normal_text(text))},
        attachments=tuple(attachments),
    )


def first_id(notice: str, district: str, fingerprint: str) -> str:
    """The id a declaration gets at its first acceptance: 60 bits, short enough to read out."""
    hashed = hashlib.sha256(f"{notice}\n{district}\n{fingerprint}".encode()).digest()
    return base64.b32encode(hashed).decode("ascii")[:_ID_SIGNS]


def same_firm(first: Declaration, second: Declaration, pack: Pack) -> bool:
    """Whether one is a resubmission of the other: same district, same code, same factory; or the same content."""
    return _identity(first, pack) == _identity(second, pack)


def take(received: Iterable[Declaration], pack: Pack, known: Sequence[Declaration] = ()) -> tuple[Taking, ...]:
    """What becomes of each received declaration, in any order; ``known`` are those accepted before, as they came.

    A later day of receipt is newer; on the same or an unknown day what came in this time is newer than what was known,
    and of files that came together the name decides. What was once accepted is never accepted again.
    """
    pasts: dict[tuple[str, ...], list[Declaration]] = {}
    for entry in known:
        pasts.setdefault(_identity(entry, pack), []).append(entry)
    ordered = sorted(received, key=_arrival)
    return tuple(_taken(entry, pasts.setdefault(_identity(entry, pack), [])) for entry in ordered)


def _as_text(value: Any) -> str:
    return str(value[RAW]) if isinstance(value, Mapping) else value or ""


def _identity(entry: Declaration, pack: Pack) -> tuple[str, ...]:
    """What tells a project from the others of its notice; without a code or a factory only the content itself does."""
    code = code_key(named(entry, pack, "code"))
    factory = name_key(named(entry, pack, "factory"))
    return (entry.district, code, factory) if code and factory else (entry.district, entry.digest)


def _arrival(entry: Declaration) -> tuple[dt.date, str, str, str]:
    """The order of what came together: by day, then by name (…申报书 before …申报书_修改), then by content."""
    name = entry.file.rpartition(".")[0] or entry.file
    return entry.received or dt.date.min, name, entry.digest, entry.sha256


def _taken(entry: Declaration, past: list[Declaration]) -> Taking:
    current = past[-1] if past else None
    if current is None:
        past.append(entry)
        return Taking(declaration=entry, outcome="accepted")
    mine = entry.model_copy(update={"id": current.id})
    if any(_repeats(entry, earlier, current) for earlier in past):
        return Taking(declaration=mine, outcome="identical", other=current)
    if entry.received and current.received and entry.received < current.received:
        return Taking(declaration=mine, outcome="superseded", other=current)
    newer = mine.model_copy(update={"attachments": _together(current.attachments, entry.attachments)})
    past.append(newer)
    return Taking(declaration=newer, outcome="accepted", other=current)


def _repeats(entry: Declaration, earlier: Declaration, current: Declaration) -> bool:
    """The same content as now; or as once before, and not sent again on a later day."""
    if entry.digest != earlier.digest:
        return False
    has_more = bool({file.sha256 for file in entry.attachments} - {file.sha256 for file in current.attachments})
    if earlier is current:
        return not has_more
    return not (entry.received and earlier.received and entry.received > earlier.received)


def _together(first: Iterable[Attachment], second: Iterable[Attachment]) -> tuple[Attachment, ...]:
    """Files of both; of what was read with the form only that of the second still plays a part."""
    earlier = (file.model_copy(update={"role": ""}) for file in first)
    return tuple({file.sha256: file for file in (*earlier, *second)}.values())
