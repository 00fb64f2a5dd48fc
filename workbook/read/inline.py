"""Several boxes written into one cell, as the printed form has them: □甲 √乙."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from workbook.form import Area, Form
from workbook.ooxml.cell import BLANK, WHITE, Cell
from workbook.ooxml.known import remembered
from workbook.read.printed import bare
from workbook.record import Entry
from workbook.values import BOX_SHAPES, TICK_SHAPES, Problem, Reading, tick

BY_RUNNING_TEXT, DOUBTFUL = 0.7, 0.5
_NOTE = "一格内写了多项，按项目名称前的记号认定"
_DOUBT = "一格内写了多项，看不出勾选了哪些"

_MARKS = "".join(shape for shape in (*TICK_SHAPES, *BOX_SHAPES) if len(shape) == 1 and not shape.isalnum())
_MARK_ALONE = frozenset(("", *_MARKS))
_BETWEEN = re.compile(rf"[{re.escape(WHITE)}、，,；;]*")


@remembered(entries=2048, longest=64)
def is_running(text: str, titles: tuple[str, ...]) -> bool:
    """Whether a cell holds printed titles instead of one mark."""
    words = bare(text)
    return any(bare(title) in words for title in titles)


def marks(text: str, titles: Sequence[str]) -> dict[str, str] | None:
    """Title -> the mark before it; None unless the whole text is marks and titles, each title once.

    What follows the last title (其他 and a name) is left alone.
    """
    longest = sorted(titles, key=len, reverse=True)
    one = re.compile(rf"([{re.escape(_MARKS)}])[{re.escape(WHITE)}]*({'|'.join(_loose(title) for title in longest)})")
    by_bare = {bare(title): title for title in titles}
    found: dict[str, str] = {}
    at = 0
    while at < len(text):
        at = _skip(text, at)
        match = one.match(text, at)
        if match is None:
            break
        title = by_bare[bare(match[2])]
        if title in found:
            return None
        found[title] = match[1]
        at = match.end()
    rest = text[at:].strip(WHITE)
    if not found or any(mark in rest for mark in _MARKS) or is_running(rest, tuple(titles)):
        return None
    return found


def rest(text: str, titles: Sequence[str]) -> str:
    """What is written behind the last title."""
    last = titles[-1]
    _, _, behind = text.rpartition(last)
    return behind.strip(WHITE + "：:（）()_")


def spread(entries: Mapping[str, Entry], form: Form) -> dict[str, Entry]:
    """The entries with what one cell says of several boxes of a catalogue told box by box."""
    found = dict(entries)
    for area in form.areas.values():
        if not area.is_choice and len(area.boxes) > 1:
            found |= _of_area(found, area)
    return found


def unrolled(raw: tuple[Cell, ...], area: Area) -> tuple[Cell, ...] | None:
    """The boxes of a choice that stand in one cell; None when none do, or they cannot be told apart."""
    titles = tuple([title for _, title in area.boxes])
    running = [cell for cell in raw if is_running(cell.text, titles)]
    told = marks(running[0].text, titles) if len(running) == 1 else None
    if told is None:
        return None
    others = [BLANK if cell is running[0] else cell for cell in raw]
    return tuple(Cell(told[title]) if title in told else other for title, other in zip(titles, others, strict=True))


def _of_area(entries: Mapping[str, Entry], area: Area) -> dict[str, Entry]:
    titles = {title: id_ for id_, title in area.boxes}
    words = tuple(titles)
    found: dict[str, Entry] = {}
    for id_, _ in area.boxes:
        entry = entries[id_]
        text = entry.raw[0].text if entry.raw else ""
        if text in _MARK_ALONE or not is_running(text, words):
            continue
        told = marks(text, words)
        for title, box in titles.items():
            if told is None and (bare(title) in bare(text) or box == id_):
                found[box] = replace(_doubtful(entry), raw=entry.raw)
            elif told is not None and title in told:
                found[box] = _marked(entry, told[title], entries[box])
            elif box == id_:
                found[box] = replace(entry, raw=(BLANK,), reading=tick(""), sureness=BY_RUNNING_TEXT, note=_NOTE)
    return found


def _marked(entry: Entry, mark: str, own: Entry) -> Entry:
    """A box as running text elsewhere marks it; what its own cell ticks stays ticked."""
    if own is not entry and own.value is True:
        return replace(own, sureness=BY_RUNNING_TEXT, note=_NOTE)
    return Entry(tick(mark), (Cell(mark),), entry.cells, "label", BY_RUNNING_TEXT, _NOTE)


def _doubtful(entry: Entry) -> Entry:
    reading = Reading(value=False, problem=Problem.DOUBTFUL_TICK, note=_DOUBT)
    return Entry(reading, entry.raw, entry.cells, "label", DOUBTFUL, _DOUBT)


def _skip(text: str, at: int) -> int:
    found = _BETWEEN.match(text, at)
    return found.end() if found else at


def _loose(title: str) -> str:
    """A title whatever white space stands in it."""
    return rf"[{re.escape(WHITE)}]*".join(re.escape(sign) for sign in title) + (
        "" if not title.isascii() else r"(?![A-Za-z])"
    )
