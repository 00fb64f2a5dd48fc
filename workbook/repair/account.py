"""What of an old form goes into the new one, field by field, and what is left behind by name."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from workbook import guard, read
from workbook.errors import OtherNoticeError, OtherPaperError
from workbook.layout import CHECK_SHEET, GUIDE_SHEET, STANDARD_SHEET, SYSTEM_SHEET, WORKINGS_SHEET
from workbook.notice import shelf
from workbook.ooxml.book import Book
from workbook.read import Identity, explained
from workbook.record import Entry, Record
from workbook.values import Kind, Problem

SURE_ENOUGH = 0.7
"""What is found less surely is left empty and named."""

_OURS = (GUIDE_SHEET, CHECK_SHEET, STANDARD_SHEET, SYSTEM_SHEET, WORKINGS_SHEET)
_DERIVED = "新表由其他各项自动得出"


class Outcome(StrEnum):
    """What became of one field."""

    CARRIED = "carried"
    ASKED = "asked"
    EMPTY = "empty"
    LEFT = "left"

    @property
    def title(self) -> str:  # type: ignore[override]  # nobody needs str.title of a word of ours
        """The word a user reads."""
        return {"carried": "已转入", "asked": "照原样转入，须核对", "empty": "原表未填", "left": "未转入，须补填"}[
            self.value
        ]


@dataclass(frozen=True, slots=True)
class Line:
    """One field of the account: what stood in the old form, where, how it was found, and what became of it."""

    field: str
    label: str
    outcome: Outcome
    text: str
    entry: Entry
    note: str


@dataclass(frozen=True)
class Repaired:
    """The content of an old form as the present one takes it; ``behind`` names what cannot be carried."""

    found: Identity
    record: Record
    lines: tuple[Line, ...]
    behind: tuple[str, ...]

    def count(self, outcome: Outcome) -> int:
        """How many fields had this outcome."""
        return sum(line.outcome is outcome for line in self.lines)


def repair(data: bytes, name: str, notice: str = "") -> Repaired:
    """Read a damaged or older declaration into the present form of its notice, or of another of the same family.

    Raises:
        UnreadableError: the file does not pass the guard, or the two readers disagree.
        OtherPaperError: it is another paper, or none of ours.
        OtherNoticeError: it belongs to a notice that none on the shelf follows.
    """
    book = guard.admit(data, name)
    found = read.identity(book)
    if found.kind != "declaration":
        raise OtherPaperError(name, "申报书", "另一种表")
    wanted = notice or read.kin(found)
    if not wanted or not _is_family(found.notice, wanted):
        raise OtherNoticeError(name, wanted or "、".join(shelf.notice_ids()), found.notice or "未注明的通知")
    old = read.into(data, book, wanted)
    lines = tuple(_line(old, id_) for id_ in old.form.fields)
    kept = {line.field: line.entry for line in lines if line.outcome in (Outcome.CARRIED, Outcome.ASKED)}
    behind = tuple(_behind(book, old))
    return Repaired(found, Record(old.form, kept, dict(old.explanations)), lines, behind)


def _is_family(found: str, wanted: str) -> bool:
    return wanted in shelf.notice_ids() and read.is_kin(found, wanted)


def _line(record: Record, id_: str) -> Line:
    entry, spec = record.entry(id_), record.form.fields[id_]
    text = "、".join(cell.text for cell in entry.raw if not cell.is_blank) if spec.kind is not Kind.DERIVED else ""
    outcome = Outcome.EMPTY if spec.kind is Kind.DERIVED else _outcome(entry)
    note = _DERIVED if spec.kind is Kind.DERIVED else _why(entry, outcome)
    return Line(id_, record.label(id_), outcome, text, _written(entry), note)


def _outcome(entry: Entry) -> Outcome:
    if not entry.cells or entry.is_error or entry.is_formula or entry.sureness < SURE_ENOUGH:
        return Outcome.LEFT
    if entry.reading.problem is Problem.DIGITS_LOST:
        return Outcome.LEFT
    if entry.reading.problem is not None and entry.reading.problem is not Problem.ODD_TICK:
        return Outcome.ASKED
    return Outcome.EMPTY if entry.reading.is_blank else Outcome.CARRIED


def _why(entry: Entry, outcome: Outcome) -> str:
    """What is asked about the content, and how the place was found."""
    is_formula = outcome is Outcome.LEFT and entry.is_formula
    asked = "格内是公式，请填写结果" if is_formula else entry.reading.note
    return "；".join(filter(None, (asked, entry.note)))


def _written(entry: Entry) -> Entry:
    """The entry without what would be live in a new form."""
    return replace(entry, raw=tuple(replace(cell, is_formula=False) for cell in entry.raw))


def _behind(book: Book, record: Record) -> Iterator[str]:
    """Pictures, explanations and sheets that the new form has no place for."""
    if book.media:
        yield f"图片{len(book.media)}张（原表保留，请另附）"
    beside = explained(book, record.form)
    for words in beside.strangers:
        yield f"对已不再有的要求的说明“{words}”"
    taken = {cell.rpartition("!")[0] for entry in record.entries.values() for cell in entry.cells}
    for sheet in book.sheets:
        if sheet not in {*taken, *_OURS, beside.sheet} and book.cells(sheet):
            yield f"工作表“{sheet}”"
