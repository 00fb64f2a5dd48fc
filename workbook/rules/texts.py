"""Demands on what is written: filled in, not too long, without certain words, the same in two places."""

from typing import Literal

from typing_extensions import override

from workbook.finding import Finding
from workbook.rules import faces
from workbook.rules.base import Answers, FieldRule, Limit, Places, Rule
from workbook.values import AREAS, plain, shown, visible_count, word_count


class Required(FieldRule):
    """``field`` is filled in; a firm founded (``since``) after ``year`` is exempt. Of a choice one box is not empty."""

    kind: Literal["required"]
    since: str = ""
    year: int = 0

    @override
    def check(self, answers: Answers) -> Finding | None:
        if self._is_filled(answers) or self._is_exempt(answers):
            return None
        return self.broken(self.field, "没有选择" if answers.kind(self.field) in AREAS else "没有填写")

    def _is_filled(self, answers: Answers) -> bool:
        if answers.kind(self.field) in AREAS:
            return answers.boxes(self.field).is_marked
        return not answers.reading(self.field).is_blank

    def _is_exempt(self, answers: Answers) -> bool:
        founded = faces.day_of(answers, self.since) if self.since else None
        return founded is not None and founded.year > self.year

    @override
    def formula(self, places: Places) -> str:
        if places.kind(self.field) in AREAS:
            filled = faces.any_mark(places, self.field)
        else:
            filled = faces.is_filled(places.cell(self.field))
        if not self.since:
            return filled
        return f"OR({filled},{faces.day(places, self.since, failing='0')}>=DATE({self.year + 1},1,1))"


class Length(FieldRule):
    """``field`` is not longer than ``maximum`` by both ways of counting."""

    kind: Literal["length"]
    maximum: int

    @override
    def check(self, answers: Answers) -> Finding | None:
        text = _text(answers, self.field)
        if len(text) <= self.maximum or word_count(text) <= self.maximum:
            return None
        count = visible_count(text)
        return self.broken(self.field, f"已写{count}字，超出{count - self.maximum}字（不超过{self.maximum}字）")

    @override
    def formula(self, places: Places) -> str:
        cell = places.cell(self.field)
        return f"IF({faces.visible_count(cell)}<={self.maximum},TRUE,{faces.word_count(cell)}<={self.maximum})"

    @override
    def limit(self, places: Places) -> Limit:
        return Limit("custom", "", f"LEN({faces.solid(places.cell(self.field))})<={self.maximum}")


class LengthStraddles(FieldRule):
    """The two ways of counting ``field`` do not disagree about ``maximum``."""

    kind: Literal["length_straddles"]
    maximum: int

    @override
    def check(self, answers: Answers) -> Finding | None:
        text = _text(answers, self.field)
        if len(text) <= self.maximum or (visible_count(text) > self.maximum) is (word_count(text) > self.maximum):
            return None
        counts = f"逐字计{visible_count(text)}字，按字数统计（西文一词计一字）{word_count(text)}字"
        return self.broken(self.field, f"{counts}，限{self.maximum}字，请核对或删减")

    @override
    def formula(self, places: Places) -> str:
        cell = places.cell(self.field)
        return f"IF({faces.visible_count(cell)}<={self.maximum},TRUE,{faces.word_count(cell)}>{self.maximum})"


class NameFreeOf(FieldRule):
    """None of ``words`` stands in ``field``."""

    kind: Literal["name_free_of"]
    words: tuple[str, ...]

    @override
    def check(self, answers: Answers) -> Finding | None:
        text = plain(_text(answers, self.field))
        found = [word for word in self.words if word in text]
        return self.broken(self.field, f"名称中有“{'”“'.join(found)}”，请核对") if found else None

    @override
    def formula(self, places: Places) -> str:
        listed = ",".join(faces.quoted(word) for word in self.words)
        return f"SUMPRODUCT(--ISNUMBER(FIND({{{listed}}},{faces.plain(places.cell(self.field))})))=0"


class SaysSomething(FieldRule):
    """``field`` does not consist of one of ``words`` alone."""

    kind: Literal["says_something"]
    words: tuple[str, ...]

    @override
    def check(self, answers: Answers) -> Finding | None:
        text = plain(_text(answers, self.field))
        return self.broken(self.field, f"只写了“{text}”") if text in self.words else None

    @override
    def formula(self, places: Places) -> str:
        listed = ",".join(faces.quoted(word) for word in self.words)
        return f"SUMPRODUCT(--EXACT({{{listed}}},{faces.plain(places.cell(self.field))}))=0"


class SameAs(FieldRule):
    """``field`` repeats ``others``, one after the other; white space aside."""

    kind: Literal["same_as"]
    others: tuple[str, ...]

    @override
    def check(self, answers: Answers) -> Finding | None:
        here = plain(_shown(answers, self.field))
        there = " ".join(_shown(answers, other) for other in self.others)
        if not here or here == plain(there):
            return None
        return self.broken(self.field, f"这里是“{_shown(answers, self.field)}”，表内是“{there}”")

    @override
    def formula(self, places: Places) -> str:
        here = faces.plain(places.cell(self.field))
        there = "&".join(faces.plain(places.cell(other)) for other in self.others)
        return f'IF({here}="",TRUE,EXACT({here},{there}))'


class Paired(Rule):
    """``field`` and ``other`` are both filled in or both left empty."""

    kind: Literal["paired"]
    field: str
    other: str

    @override
    def check(self, answers: Answers) -> Finding | None:
        blank, other_blank = (answers.reading(field).is_blank for field in (self.field, self.other))
        if blank == other_blank:
            return None
        empty, filled = (self.field, self.other) if blank else (self.other, self.field)
        return self.broken(empty, f"填了“{answers.label(filled)}”，这里没有填写")

    @override
    def formula(self, places: Places) -> str:
        here, there = (faces.is_filled(places.cell(field)) for field in (self.field, self.other))
        return f"({here})=({there})"

    @override
    def touched(self) -> tuple[str, ...]:
        return (self.field, self.other)


def _text(answers: Answers, field: str) -> str:
    value = answers.reading(field).value
    return value if isinstance(value, str) else ""


def _shown(answers: Answers, field: str) -> str:
    return shown(answers.kind(field), answers.reading(field).value)
