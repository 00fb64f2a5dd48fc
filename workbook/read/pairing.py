"""Which document belongs to a form, and the form's record with its texts; whatever is not sure is told, not guessed."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from workbook.errors import WorkbookError
from workbook.finding import CODES, Finding, Force
from workbook.ooxml.cell import Cell
from workbook.read.body import Body, bare_text, headings
from workbook.record import Entry, Record
from workbook.values import Reading, solid, visible_count

_TYPE = "TXT-06"
_OLD = ".doc"
_ELSEWHERE = re.compile(r"[（(]?(?:具体)?(?:内容)?[详另参请]?见.{1,20}")
"""见正文文档, （详见附件Word文档）: no text of its own."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that may be the 正文 of a form: what was read of it, or why nothing was.

    ``is_near`` says that it lies with this form, ``is_alone`` that no other form lies there; ``day`` is when it was
    sent, as far as that is known.
    """

    name: str
    found: Body | WorkbookError
    is_near: bool = True
    is_alone: bool = True
    day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Paired:
    """The record with the texts of its document; ``told`` are the candidates that were taken or are spoken of."""

    record: Record
    told: tuple[Candidate, ...] = ()


def paired(record: Record, candidates: Sequence[Candidate]) -> Paired:
    """The record with its document, if there is one; candidates of which nothing is said change nothing."""
    code = record.text(record.form.pack.identity["code"])
    near = [entry for entry in candidates if entry.is_near]
    fitting = _newest([entry for entry in candidates if _code(entry) == code and code], record)
    unnamed = [entry for entry in near if _code(entry) == ""]
    others = [entry for entry in near if _code(entry) not in (None, "", code)]
    unread = [entry for entry in near if _is_worth_a_word(entry, record)]
    chosen = fitting or _newest([entry for entry in unnamed if entry.is_alone], record)
    told = [*chosen, *(() if chosen else (*unnamed, *others)), *unread]
    left = () if chosen else _left(unnamed, others, record.form.pack.identity["code"])
    findings = (*_said(chosen, fitting), *left, *map(_unread, unread))
    joined = _noting(record, findings)
    if len(chosen) == 1 and isinstance(chosen[0].found, Body):
        joined = with_body(joined, chosen[0].found)
    return Paired(_noting(joined, tuple(_awaited(joined))), tuple(told))


def _noting(record: Record, findings: tuple[Finding, ...]) -> Record:
    return replace(record, findings=(*record.findings, *findings)) if findings else record


def with_body(record: Record, found: Body) -> Record:
    """The record with the texts of its document where its own cells are blank; what differs is a finding."""
    own, taken, differing = {}, {}, []
    for id_, text in found.texts.items():
        entry = record.entry(id_)
        if entry.reading.is_blank or not entry.raw or _refers(entry.raw[0].text):
            own[id_], taken[id_] = entry, _taken(record, id_, text, found.name)
        elif bare_text(entry.raw[0].text, record.form) != bare_text(text, record.form):
            differing.append(id_)
    findings = (*record.findings, *_findings(record, found, differing))
    return replace(record, entries={**record.entries, **taken}, findings=findings, document=found.name, own=own)


def _awaited(record: Record) -> Iterator[Finding]:
    """Cells that say where the text stands, where no document said it."""
    written = (spec.id for chapter in headings(record.form).chapters for spec in chapter.texts)
    fields = [id_ for id_ in written if record.entry(id_).found_by != "document" and _refers(record.text(id_))]
    if fields:
        labels = "、".join(record.label(id_) for id_ in fields)
        yield _finding("BODY-AWAITED", Force.SHOULD, f"：{labels}", *fields)


def _refers(text: str) -> bool:
    """Whether a cell only says where the text stands."""
    return _ELSEWHERE.fullmatch(solid(text)) is not None


def _taken(record: Record, id_: str, text: str, name: str) -> Entry:
    note = f"取自“{name}”，{visible_count(text)}字"
    return Entry(Reading(text), (Cell(text),), (f"{name}!{record.form.fields[id_].label}",), "document", 1.0, note)


def _findings(record: Record, found: Body, differing: Sequence[str]) -> Iterator[Finding]:
    if differing:
        labels = "、".join(record.label(id_) for id_ in differing)
        yield _finding("BODY-DIFFERS", Force.SHOULD, f"：{labels}（“{found.name}”）", *differing)
    if found.repeated:
        yield _finding("BODY-HEADINGS", Force.SHOULD, f"：“{'”“'.join(found.repeated)}”（“{found.name}”）")
    if found.aside:
        yield _finding("BODY-ASIDE", Force.NOTE, f"：“{found.name}”有{'、'.join(found.aside)}")
    rule = next((rule for rule in record.form.pack.rules if rule.source == _TYPE), None)
    points = (*(f"缺少标题“{title}”" for title in found.missing), *found.odd)
    if rule is not None and points:
        yield replace(rule.broken((), f"“{found.name}”{'；'.join(points)}"), force=Force.NOTE)


def _code(entry: Candidate) -> str | None:
    """The code a document names, blank where it names none; None where there is nothing to read in it."""
    return entry.found.code if isinstance(entry.found, Body) and entry.found.texts else None


def _newest(entries: Sequence[Candidate], record: Record) -> list[Candidate]:
    """Those that come into question: of several the one sent last, of equal ones the first."""
    days = [entry.day for entry in entries if entry.day]
    if len(days) == len(entries) and days:
        entries = [entry for entry in entries if entry.day == max(days)]
    different = {_content(entry, record): entry for entry in reversed(entries)}
    return [*reversed(different.values())]


def _content(entry: Candidate, record: Record) -> tuple[tuple[str, str], ...]:
    texts = entry.found.texts if isinstance(entry.found, Body) else {}
    return tuple(sorted((id_, bare_text(text, record.form)) for id_, text in texts.items()))


def _said(chosen: Sequence[Candidate], fitting: Sequence[Candidate]) -> Iterator[Finding]:
    if len(chosen) > 1:
        yield _finding("BODY-SEVERAL", Force.SHOULD, f"：{_names(chosen)}，都没有读入")
    elif chosen and not fitting:
        yield _finding("BODY-CODE", Force.NOTE, f"：{_names(chosen)}没有填写，因同处只有这一份申报书，按它的正文读入")


def _left(unnamed: Sequence[Candidate], others: Sequence[Candidate], code: str) -> Iterator[Finding]:
    if unnamed:
        yield _finding("BODY-CODE", Force.NOTE, f"：{_names(unnamed)}没有填写，同处有几份申报书，没有读入")
    if others:
        yield _finding("BODY-CODE", Force.SHOULD, f"：{_names(others)}写的是另一个代码，没有读入", code)


def _is_worth_a_word(entry: Candidate, record: Record) -> bool:
    """Whether a document could not be read; one of the old kind matters only where a text is still wanted."""
    if not isinstance(entry.found, WorkbookError):
        return False
    wanted = (spec.id for chapter in headings(record.form).chapters for spec in chapter.texts if spec.required)
    return not entry.name.lower().endswith(_OLD) or any(record.reading(id_).is_blank for id_ in wanted)


def _unread(entry: Candidate) -> Finding:
    error = entry.found
    code = str(getattr(error, "refusal", getattr(error, "code", "")))
    return Finding(code, code, Force.NOTE, str(error), basis="plausibility")


def _names(entries: Sequence[Candidate]) -> str:
    return "、".join(f"“{entry.name}”" for entry in entries)


def _finding(code: str, force: Force, words: str, *fields: str) -> Finding:
    said, mend = CODES[code]
    return Finding(code, "", force, f"{said}{words}", fields, basis="plausibility", mend=mend)
