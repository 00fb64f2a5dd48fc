"""The headings of a document beside a declaration: which line opens which chapter or text, however it is numbered."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from workbook.chapters import Chapter, attachments, chapters
from workbook.form import Form
from workbook.values import plain, solid

_NUMBER = re.compile(r"^(?:第?[（(]?[一二三四五六七八九十百0-9①-⑳][）)、.．:：章节部分]*)+")
_END = "：:。"
_LONGEST = 80
"""A longer line is no heading."""
_BEGINNING = 200
"""So far into a line its heading may reach, where the text follows in the same line."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that opens a chapter (level 1) or one of its texts (level 2).

    ``field`` is the text it opens, blank where none; ``title`` is as printed, ``other`` what people also call it;
    ``rest`` is the text that follows in the same line.
    """

    level: int
    title: str
    field: str = ""
    other: str = ""
    rest: str = ""


@dataclass(frozen=True)
class Headings:
    """The headings that a form prints."""

    form: Form

    @cached_property
    def chapters(self) -> tuple[Chapter, ...]:
        """The chapters that may be written in a document."""
        return chapters(self.form)

    @cached_property
    def outline(self) -> frozenset[str]:
        """The printed headings inside the texts, without numbers."""
        return frozenset(bare(line) for chapter in self.chapters for line in chapter.outline)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Printed guidance, whole and line by line, without white space."""
        words = [word for chapter in self.chapters for word in (*chapter.words, *chapter.outline)]
        return tuple(
            dict.fromkeys(filter(None, map(solid, [*words, *(line for w in words for line in w.split("\n"))])))
        )

    @cached_property
    def names(self) -> frozenset[str]:
        """Every heading of a chapter or text, without numbers."""
        found = (*self._of_chapters, *self._of_texts)
        return frozenset(bare(name) for heading in found for name in (heading.title, heading.other) if name)

    @cached_property
    def room(self) -> int:
        """So far into a line printed guidance may reach, white space between its signs."""
        return 2 * max(map(len, self.words), default=0)

    def is_outline(self, line: str) -> bool:
        """Whether a line is one of the printed headings inside a text."""
        return len(line) <= _LONGEST and bare(line) in self.outline

    def is_name(self, text: str) -> bool:
        """Whether a text, broken inside or not, is nothing but a heading of a chapter or text."""
        return len(text) <= _LONGEST and bare(text) in self.names

    def found(self, lines: Sequence[str]) -> Mapping[int, Heading]:
        """Line number -> heading. Where a title stands as printed, lines that only resemble it are text."""
        found = _placed(lines, self._of_chapters)
        inside = self._inside(found, len(lines))
        return _placed([line if number in inside else "" for number, line in enumerate(lines)], self._of_texts) | found

    @cached_property
    def _of_chapters(self) -> tuple[Heading, ...]:
        found = [Heading(1, entry.title, "" if entry.is_divided else entry.texts[0].id) for entry in self.chapters]
        last = attachments(self.form)
        return (*found, *([Heading(1, last.title)] if last else ()))

    @cached_property
    def _of_texts(self) -> tuple[Heading, ...]:
        """The headings of level 2; a group may be called by its name and the word for groups."""
        words = {group.title: entry.group_word for entry in self.form.pack.catalogues for group in entry.groups}
        divided = [spec for chapter in self.chapters if chapter.is_divided for spec in chapter.texts]
        return tuple(Heading(2, spec.label, spec.id, f"{spec.label}{words.get(spec.label, '')}") for spec in divided)

    def _inside(self, found: Mapping[int, Heading], count: int) -> set[int]:
        """The lines of divided chapters; all lines where no such chapter has a title."""
        divided = {chapter.title for chapter in self.chapters if chapter.is_divided}
        title, inside = "", set()
        for number in range(count):
            title = found[number].title if number in found else title
            if title in divided:
                inside.add(number)
        return inside or set(range(count))


def bare(title: str) -> str:
    """A heading without white space, number, and what stands behind it."""
    return _NUMBER.sub("", plain(title)).rstrip(_END)


def _placed(lines: Sequence[str], headings: Sequence[Heading]) -> dict[int, Heading]:
    """Each heading at the lines that say it as printed, else with another number, else with a text behind it."""
    by_text: dict[str, list[int]] = {}
    by_bare: dict[str, list[int]] = {}
    for number, line in enumerate(lines):
        if len(line) > _LONGEST:
            continue
        by_text.setdefault(solid(line).rstrip(_END), []).append(number)
        by_bare.setdefault(bare(line), []).append(number)
    found: dict[int, Heading] = {}
    for heading in headings:
        names = [bare(heading.title), *([heading.other] if heading.other else ())]
        places = by_text.get(solid(heading.title)) or [at for name in names for at in by_bare.get(name, ())]
        found |= dict.fromkeys(places, heading) or _inline(lines, heading)
    return found


def _inline(lines: Sequence[str], heading: Heading) -> dict[int, Heading]:
    """Numbered lines that go on with the text behind the title and a stop."""
    title = bare(heading.title)
    numbered = re.compile(rf"{_NUMBER.pattern}\s*{re.escape(title)}[{_END}]")
    return {
        number: replace(heading, rest=line.partition(title)[2].lstrip(_END).strip())
        for number, line in enumerate(lines)
        if title in (beginning := line[:_BEGINNING]) and numbered.match(beginning)
    }
