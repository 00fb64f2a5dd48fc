"""申报书正文.docx as a firm sends it back -> the text of each chapter, and how its headings and fonts stand.

The package is opened by our own bounded reader, no document type gets past it; python-docx never sees a mailed file.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from workbook.chapters import Chapter, attachments, chapters
from workbook.errors import UnreadableError
from workbook.finding import CODES, Finding, Force
from workbook.form import Form
from workbook.ooxml.cell import Cell
from workbook.ooxml.container import Container
from workbook.ooxml.limits import LIMITS, RefusedError, bomb
from workbook.read.paragraphs import Paragraph, paragraphs
from workbook.record import Entry, Record
from workbook.values import Reading, plain, solid, visible_count

_NUMBER = re.compile(r"^([（(]?[一二三四五六七八九十0-9]+[）)、.．])+")
_CODE = re.compile(r"[0-9A-Za-z]{18}")
_TYPE = "TXT-06"


@dataclass(frozen=True, slots=True)
class Body:
    """What a document says: whose it is, the text of each field, titles that are missing, what is set otherwise."""

    name: str
    code: str
    texts: Mapping[str, str]
    missing: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()


def body(data: bytes, name: str, form: Form) -> Body | None:
    """The chapters in a document; None where it is another document than a 正文.

    Raises:
        UnreadableError: with one of the ``FILE-…`` codes.
    """
    try:
        if len(data) > LIMITS.file:
            raise bomb("文件过大")
        lines = paragraphs(Container(data))
    except RefusedError as error:
        raise UnreadableError(name, error.code, error.reason) from None
    return _sorted(lines, name, form)


def with_body(record: Record, found: Body) -> Record:
    """The record with the texts of its document where its own cells are blank; what differs is a finding."""
    entries = dict(record.entries)
    outline = _outline(record.form)
    differing = []
    for id_, text in found.texts.items():
        entry = record.entry(id_)
        if entry.reading.is_blank or not entry.raw:
            entries[id_] = _taken(entry, text, found.name)
        elif _bare(entry.raw[0].text, outline) != _bare(text, outline):
            differing.append(id_)
    findings = (*record.findings, *_findings(record, found, differing))
    return replace(record, entries=entries, findings=findings)


def _taken(entry: Entry, text: str, name: str) -> Entry:
    note = f"取自“{name}”，{visible_count(text)}字"
    return Entry(Reading(text), (Cell(text),), entry.cells, "document", 1.0, note)


def _findings(record: Record, found: Body, differing: Sequence[str]) -> Iterator[Finding]:
    if differing:
        said, mend = CODES["BODY-DIFFERS"]
        labels = "、".join(record.label(id_) for id_ in differing)
        message = f"{said}：{labels}（“{found.name}”）"
        yield Finding("BODY-DIFFERS", "", Force.SHOULD, message, tuple(differing), basis="plausibility", mend=mend)
    rule = next((rule for rule in record.form.pack.rules if rule.source == _TYPE), None)
    points = (*(f"缺少标题“{title}”" for title in found.missing), *found.odd)
    if rule is not None and points:
        yield replace(rule.broken((), f"“{found.name}”{'；'.join(points)}"), force=Force.NOTE)


def _bare(text: str, outline: frozenset[str]) -> str:
    """The text without white space and without the printed headings inside it."""
    return "".join(line for line in map(solid, text.splitlines()) if line not in outline)


def _outline(form: Form) -> frozenset[str]:
    return frozenset(solid(line) for chapter in chapters(form) for line in chapter.outline)


def _sorted(lines: Sequence[Paragraph], name: str, form: Form) -> Body | None:
    """The paragraphs under the titles they follow."""
    known = {solid(chapter.title): chapter for chapter in chapters(form)}
    last = attachments(form)
    ends = solid(last.title) if last else ""
    chapter: Chapter | None = None
    field = ""
    head: list[str] = []
    found: dict[str, list[str]] = {}
    titles: list[tuple[int, Paragraph]] = []
    plainly: list[Paragraph] = []
    for line in lines:
        words = solid(line.text)
        if words in known:
            chapter, titles = known[words], [*titles, (1, line)]
            field = "" if chapter.is_divided else chapter.texts[0].id
        elif words == ends:
            break
        elif chapter is None:
            head.append(words)
        elif (aspect := _aspect(words, chapter)) is not None:
            field, titles = aspect, [*titles, (2, line)]
        elif words not in map(solid, chapter.words) and words and field:
            found.setdefault(field, []).append(line.text)
            plainly += [] if words in map(solid, chapter.outline) else [line]
    if chapter is None:
        return None
    outline = _outline(form)
    texts = {id_: text for id_, said in found.items() if (text := _joined(said, outline))}
    seen = {solid(line.text) for level, line in titles if level == 1}
    missing = tuple(entry.title for words, entry in known.items() if words not in seen)
    return Body(name, _code("".join(head), form), texts, missing, tuple(_odd(form, titles, plainly)))


def _aspect(words: str, chapter: Chapter) -> str | None:
    """The field whose heading this is; a number before it does not matter."""
    if not chapter.is_divided:
        return None
    bare = _NUMBER.sub("", words)
    return next((spec.id for spec in chapter.texts if solid(spec.label) == bare), None)


def _joined(lines: Sequence[str], outline: frozenset[str]) -> str:
    """The lines without printed headings that nothing follows."""
    kept = [
        line
        for number, line in enumerate(lines)
        if solid(line) not in outline or (lines[number + 1 :] and solid(lines[number + 1]) not in outline)
    ]
    return "\n".join(kept).strip()


def _code(head: str, form: Form) -> str:
    """The credit code printed before the first chapter."""
    label = form.fields[form.pack.identity["code"]].label
    found = _CODE.search(plain(head.partition(solid(label))[2]))
    return found[0].upper() if found else ""


def _odd(form: Form, titles: Sequence[tuple[int, Paragraph]], lines: Sequence[Paragraph]) -> Iterator[str]:
    """What is set otherwise than the notice asks, where the document says how it is set."""
    wanted = form.pack.typesetting
    if wanted is None:
        return
    groups = (
        ("一级标题", wanted.heading, [line for level, line in titles if level == 1]),
        ("二级标题", wanted.subheading, [line for level, line in titles if level == 2]),  # noqa: PLR2004 - as named
        ("正文", wanted.body, list(lines)),
    )
    for title, fonts, those in groups:
        other = [line for line in those if not line.is_set_in(fonts, wanted.points)]
        if other:
            yield f"{title}{len(other)}处不是{fonts[0]}{wanted.points}磅"
