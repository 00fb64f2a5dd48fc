"""The chapters of a declaration that may also be written as a document: their titles, texts and printed words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workbook.form import Form
from workbook.notice.pack import FieldSpec, Section, Text
from workbook.values import Kind

_NUMBERED = re.compile("（[一二三四五六七八九十]+）.{1,12}$")


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter: what is printed under its title, and the texts a firm writes in it.

    ``outline`` are the printed headings that each of several texts may follow (参考格式); ``words`` is all else.
    """

    title: str
    words: tuple[str, ...]
    outline: tuple[str, ...]
    texts: tuple[FieldSpec, ...]

    @property
    def is_divided(self) -> bool:
        """Whether each text stands under a heading of its own."""
        return len(self.texts) > 1


def chapters(form: Form) -> tuple[Chapter, ...]:
    """The sections that hold long texts only, in printed order."""
    return tuple(_chapters(form))


def attachments(form: Form) -> Section | None:
    """The section that lists what is handed in beside the declaration: boxes only."""
    for section, entries in form.contents:
        kinds = {entry.kind for entry in entries if isinstance(entry, FieldSpec)}
        if kinds == {Kind.TICK}:
            return section
    return None


def _chapters(form: Form) -> Iterator[Chapter]:
    for section, entries in form.contents:
        texts = tuple(entry for entry in entries if isinstance(entry, FieldSpec))
        words = tuple(entry.text for entry in entries if isinstance(entry, Text))
        is_chapter = {entry.kind for entry in texts} == {Kind.LONG_TEXT} and len(texts) + len(words) == len(entries)
        if is_chapter:
            outline = tuple(word for word in words if len(texts) > 1 and _NUMBERED.match(word))
            yield Chapter(section.title, tuple(word for word in words if word not in outline), outline, texts)
