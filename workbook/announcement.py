"""The document around a public list, whole and in order, before anybody draws it: every number in it is counted."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from workbook.lists import ADDED, CHANGED, REMOVED, Annex, Move, Row, annexes, columns, districts
from workbook.notice.bureau import Contact, Letter
from workbook.notice.pack import Listing, Pack
from workbook.papers import TableColumn
from workbook.workdays import NO_TABLE, Calendar, period_end

_CONTACTS = "{contacts}"
NUMBER_TO_COME, PHONE_TO_COME = "〔　　　　〕　　号", "（待填）"
_WORDS = {ADDED: "新增", REMOVED: "移出", CHANGED: "更正"}


@dataclass(frozen=True)
class Facts:
    """What is said of one issue when it is made: its day and 文号, phones by title, how it is cut, what moved."""

    day: dt.date
    number: str = ""
    phones: Mapping[str, str] = field(default_factory=dict)
    split: str = ""
    calendar: Calendar = field(default_factory=lambda: NO_TABLE)
    issue: int = 1
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True)
class Announcement:
    """One issue of one list: the letter, where the pack has one, and the annexes."""

    pack: Pack
    listing: Listing
    facts: Facts
    columns: tuple[TableColumn, ...]
    annexes: tuple[Annex, ...]
    paragraphs: tuple[str, ...] = ()
    last: dt.date | None = None

    @property
    def number(self) -> str:
        """The 文号 above the title, or the room for it; blank where this document has none."""
        letter = self.listing.letter
        return (self.facts.number or NUMBER_TO_COME) if letter and letter.has_number else ""

    @property
    def annex_words(self) -> tuple[str, ...]:
        """The word above each annex; a single one has no number."""
        if len(self.annexes) == 1:
            return ("附件",)
        return tuple(f"附件{number}" for number in range(1, len(self.annexes) + 1))

    @property
    def open_places(self) -> tuple[str, ...]:
        """What a person still has to fill in."""
        letter = self.listing.letter
        if letter is None:
            return ()
        missing = ["文号"] if letter.has_number and not self.facts.number else []
        return (*missing, *(contact.title for contact in self.contacts if not contact.phone))

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """The bureau's own lines, with the phones given for this issue."""
        letter = self.listing.letter
        found = letter.contacts if letter else ()
        return tuple(Contact(title=one.title, phone=self.facts.phones.get(one.title, one.phone)) for one in found)


def announcement(pack: Pack, listing: Listing, rows: Sequence[Row], facts: Facts) -> Announcement:
    """The issue for these rows.

    Raises:
        ValueMissingError: the list is not to be cut by the column of ``facts``.
        CalendarError: the period reaches a year without calendar data.
    """
    tables = annexes(pack, listing, rows, facts.split)
    empty = Announcement(pack, listing, facts, columns(pack, listing), tables)
    if listing.letter is None:
        return empty
    last = _last(listing.letter, facts)
    text = _paragraphs(empty, listing.letter, rows, last)
    return Announcement(pack, listing, facts, empty.columns, tables, text, last)


def day_words(day: dt.date) -> str:
    """A day as an official document writes it.

    >>> day_words(dt.date(2022, 6, 8))
    '2022年6月8日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


def moves_words(moves: Sequence[Move]) -> str:
    """The difference in one sentence: how many came, left, changed, and which."""
    parts = []
    for what, word in _WORDS.items():
        names = ["、".join(filter(None, move.words)) for move in moves if move.what == what]
        if names:
            parts.append(f"{word}{len(names)}家（{'；'.join(names)}）")
    return "，".join(parts) or "没有变化"


def _last(letter: Letter, facts: Facts) -> dt.date | None:
    if letter.period is None:
        return None
    return period_end(facts.day, letter.period.days, counts_first=letter.period.counts_first, calendar=facts.calendar)


def _paragraphs(empty: Announcement, letter: Letter, rows: Sequence[Row], last: dt.date | None) -> tuple[str, ...]:
    facts = empty.facts
    counts = districts(empty.pack, rows)
    places = {
        "notice": empty.pack.title,
        "count": str(len(rows)),
        "districts": "、".join(f"{name}{count}家" for name, count in counts.items()) or "各区均无",
        "days": str(letter.period.days) if letter.period else "",
        "first": day_words(facts.day),
        "last": day_words(last) if last else "",
    }
    lines: list[str] = []
    for text in letter.paragraphs:
        if text == _CONTACTS:
            lines += (f"{contact.title}：{contact.phone or PHONE_TO_COME}" for contact in empty.contacts)
        else:
            lines.append(text.format(**places, contacts=""))
    if facts.issue > 1:
        lines.append(letter.again.format(issue=facts.issue, difference=moves_words(facts.moves)))
    return tuple(lines)
