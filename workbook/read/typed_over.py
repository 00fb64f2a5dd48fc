"""A printed form typed over into a plain sheet: a label and its value in one row, boxes as □ lines in running text."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from workbook.form import Area, Form
from workbook.notice.pack import Catalogue, FieldSpec, Section, Text
from workbook.ooxml.address import LAST_ROW, a1
from workbook.ooxml.book import Book
from workbook.ooxml.cell import BLANK, WHITE, Cell
from workbook.read.inline import marks, rest
from workbook.read.printed import bare
from workbook.values import Kind

_NOTE_MARK = re.compile(r"注\d$")
_NUMBER = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十\d]+[）)、.．]\s*)")
_UNCLEAR = "一格内写了多项，看不出勾选了哪些"

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Told:
    """What stands for one field and where; without ``raw`` the note says what is in the way."""

    raw: tuple[Cell, ...]
    sheet: str
    addresses: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class _Region:
    """The rows below the title of one section."""

    sheet: str
    cells: Mapping[Place, Cell]

    def places(self, word: str) -> list[Place]:
        """Where a printed word stands alone in a cell."""
        return [where for where, cell in self.cells.items() if _key(cell.text) == word]


class TypedOver:
    """Finds the fields of a form in a book that has neither its names nor its sheets."""

    def __init__(self, book: Book, form: Form) -> None:
        self._book = book
        self._form = form

    def told(self, field_id: str) -> Told | None:
        """What the sheet says of a field; None where its label does not stand exactly once in its own section."""
        region = self._regions.get(self._sections[field_id].id)
        if region is None:
            return None
        spec = self._form.fields[field_id]
        if spec.kind in (Kind.CHOICE, Kind.CHOICES):
            area = self._form.areas[field_id]
            return self._boxes(region, area, [id_ for id_, _ in area.boxes])
        if spec.kind is Kind.TICK and field_id in self._groups:
            return self._boxes(region, self._groups[field_id], [field_id])
        if spec.kind is Kind.LONG_TEXT and field_id in self._chapters:
            return self._chapter(region, spec)
        return self._behind_boxes(region, spec) if self._is_behind_boxes(spec) else self._value(region, spec)

    # ---- what is printed where

    @cached_property
    def _sections(self) -> Mapping[str, Section]:
        found: dict[str, Section] = {}
        for section, entries in self._form.contents:
            for entry in entries:
                ids = self._ids(entry)
                found |= dict.fromkeys(ids, section)
        return found

    def _ids(self, entry: FieldSpec | Catalogue | Text) -> list[str]:
        if isinstance(entry, Catalogue):
            return [id_ for area in self._form.areas_of(entry.id) for id_, _ in self._form.areas[area].boxes]
        return [entry.id] if isinstance(entry, FieldSpec) else []

    @cached_property
    def _groups(self) -> Mapping[str, Area]:
        """The group of each box of a catalogue."""
        areas = (area for area in self._form.areas.values() if not area.is_choice and len(area.boxes) > 1)
        return {id_: area for area in areas for id_, _ in area.boxes}

    @cached_property
    def _chapters(self) -> frozenset[str]:
        """Long texts of sections that hold nothing else: they stand below their title."""
        whole = [
            [entry for entry in entries if not isinstance(entry, Text)] for section, entries in self._form.contents
        ]
        return frozenset(
            entry.id
            for entries in whole
            for entry in entries
            if isinstance(entry, FieldSpec)
            and all(isinstance(one, FieldSpec) and one.kind is Kind.LONG_TEXT for one in entries)
        )

    @cached_property
    def _printed(self) -> frozenset[str]:
        """Every printed word that is no box: what stands beside a label and is one of them is no value."""
        fields = [spec for id_, spec in self._form.fields.items() if id_ not in self._groups]
        words = [word for spec in fields for word in (spec.label, spec.heading, spec.heading + spec.label)]
        words += [area.title for area in self._form.areas.values()]
        words += [area.dimension for area in self._form.areas.values()]
        for section, entries in self._form.contents:
            words.append(section.title)
            words += [entry.text for entry in entries if isinstance(entry, Text)]
            words += [entry.title for entry in entries if isinstance(entry, Catalogue)]
        return frozenset(filter(None, map(_key, words)))

    @cached_property
    def _regions(self) -> Mapping[str, _Region]:
        """What stands below each section's title, up to the next title of the same sheet."""
        titles = {_key(section.title): section.id for section, _ in self._form.contents}
        found: dict[str, _Region] = {}
        seen: Counter[str] = Counter()
        for sheet in self._book.sheets:
            cells = {where: cell for where, cell in sorted(self._book.cells(sheet).items()) if not cell.is_formula}
            starts = [(row, titles[_key(cell.text)]) for (row, _), cell in cells.items() if _key(cell.text) in titles]
            seen.update(id_ for _, id_ in starts)
            for (row, id_), (end, _) in pairwise([*starts, (LAST_ROW + 1, "")]):
                found[id_] = _Region(sheet, {where: cell for where, cell in cells.items() if row < where[0] < end})
        return {id_: region for id_, region in found.items() if seen[id_] == 1}

    # ---- one field

    def _value(self, region: _Region, spec: FieldSpec) -> Told | None:
        if not spec.heading:
            places = region.places(_key(spec.label))
            return self._beside(region, places[0]) if len(places) == 1 else self._within(region, spec)
        under = [where for where in region.places(_key(spec.label)) if self._heading(region, where, spec)]
        if len(under) == 1:
            return self._below(region, under[0]) or self._beside(region, under[0])
        return self._within(region, spec) or (None if under else self._crossing(region, spec))

    def _heading(self, region: _Region, where: Place, spec: FieldSpec) -> bool:
        """Whether the last printed heading left of a label is that of its field; true where it has none."""
        if not spec.heading:
            return True
        row, column = where
        left = [_key(cell.text) for (at, beside), cell in region.cells.items() if at == row and beside < column]
        wanted = _key(spec.heading)
        headings = [word for word in left if any(word.startswith(one) for one in self._headings if one)]
        return bool(headings) and headings[-1].startswith(wanted)

    @cached_property
    def _headings(self) -> frozenset[str]:
        return frozenset(_key(spec.heading) for spec in self._form.fields.values() if spec.heading)

    def _beside(self, region: _Region, where: Place) -> Told:
        """The first thing right of a label, unless it is another label."""
        row, column = where
        right = [(at, cell) for (down, at), cell in region.cells.items() if down == row and at > column]
        for at, cell in right:
            if not cell.is_blank:
                if _key(cell.text) in self._printed:
                    break
                return Told((cell,), region.sheet, (a1(row, at),), "")
        return Told((BLANK,), region.sheet, (a1(row, column + 1),), "")

    def _below(self, region: _Region, where: Place) -> Told | None:
        """The cell below a label, where a whole row holds nothing but printed words."""
        row, column = where
        line = [cell for (at, _), cell in region.cells.items() if at == row and not cell.is_blank]
        cell = region.cells.get((row + 1, column), BLANK)
        if any(_key(one.text) not in self._printed for one in line) or len(line) <= 1:
            return None
        is_value = not cell.is_blank and _key(cell.text) not in self._printed
        return Told((cell,), region.sheet, (a1(row + 1, column),), "") if is_value else None

    def _crossing(self, region: _Region, spec: FieldSpec) -> Told | None:
        """Where the row of the heading meets the column of the label: a table of years, or of before and after."""
        rows = [row for row, _ in region.places(_key(spec.heading))]
        above = [where for where in region.places(_key(spec.label)) if rows and where[0] < rows[0]]
        nearest = max((row for row, _ in above), default=0)
        columns = [column for row, column in above if row == nearest]
        if len(rows) != 1 or len(columns) != 1:
            return None
        cell = region.cells.get((rows[0], columns[0]), BLANK)
        if _key(cell.text) in self._printed:
            return None
        return Told((cell,), region.sheet, (a1(rows[0], columns[0]),), "")

    def _within(self, region: _Region, spec: FieldSpec) -> Told | None:
        """The value behind the words in the same cell (名称：甲车间), or beside a cell that holds heading and label."""
        whole = region.places(_key(spec.heading + spec.label)) if spec.heading else []
        if len(whole) == 1:
            return self._beside(region, whole[0])
        heading, label = _loose(spec.heading), _loose(spec.label.rstrip("：:"))
        pattern = re.compile(rf"\s*(?P<heading>{heading})?{label}\s*[：:](?P<value>.+)", re.DOTALL)
        found = [(where, one) for where, cell in region.cells.items() if (one := pattern.fullmatch(cell.text))]
        found = [(where, one) for where, one in found if one["heading"] or self._heading(region, where, spec)]
        if len(found) != 1:
            return None
        (where, match), *_ = found
        return Told((Cell(match["value"].strip(WHITE)),), region.sheet, (a1(*where),), "标签和内容写在一格内")

    # ---- boxes and chapters

    def _boxes(self, region: _Region, area: Area, wanted: list[str]) -> Told | None:
        """Marks before the titles in the cells right of a group's name, and in the rows below that name nothing."""
        line = self._line(region, area)
        if line is None:
            return None
        addresses, text = line
        titles = [title for _, title in area.boxes]
        told = marks(text, titles)
        asked = [title for id_, title in area.boxes if id_ in wanted]
        if told is None or not {*asked} <= {*told}:
            return Told((), region.sheet, addresses, _UNCLEAR)
        return Told(tuple(Cell(told[title]) for title in asked), region.sheet, addresses, "")

    def _line(self, region: _Region, area: Area) -> tuple[tuple[str, ...], str] | None:
        places = region.places(_key(area.title))
        if len(places) != 1:
            return None
        (row, column), *_ = places
        own = {where: cell for where, cell in region.cells.items() if where[0] == row and where[1] > column}
        last = row
        while self._goes_on(region, last + 1, area):
            last += 1
            own |= {where: cell for where, cell in region.cells.items() if where[0] == last and where[1] > column}
        stands = {where: cell for where, cell in own.items() if not cell.is_blank}
        return tuple(a1(*where) for where in stands), "\n".join(cell.text for cell in stands.values())

    def _goes_on(self, region: _Region, row: int, area: Area) -> bool:
        """Whether a row holds nothing but more boxes of the same group."""
        line = [cell for (at, _), cell in region.cells.items() if at == row and not cell.is_blank]
        titles = [bare(title) for _, title in area.boxes]
        return bool(line) and all(any(bare(cell.text).startswith(title) for title in titles) for cell in line)

    def _is_behind_boxes(self, spec: FieldSpec) -> bool:
        area = self._choice_of(spec)
        return area is not None and spec.label == area.boxes[-1][1]

    def _choice_of(self, spec: FieldSpec) -> Area | None:
        areas = (area for area in self._form.areas.values() if area.is_choice and area.title == spec.heading)
        return next(areas, None)

    def _behind_boxes(self, region: _Region, spec: FieldSpec) -> Told | None:
        """What is written behind the last box: □其他：机器人."""
        area = self._choice_of(spec)
        line = self._line(region, area) if area else None
        if area is None or line is None or marks(line[1], [title for _, title in area.boxes]) is None:
            return None
        text = rest(line[1], [title for _, title in area.boxes])
        return Told((Cell(text) if text else BLANK,), region.sheet, line[0], "")

    def _chapter(self, region: _Region, spec: FieldSpec) -> Told | None:
        """The rows below a title, up to the next printed words; words of the notice among them are left out."""
        titles = [where for where, cell in region.cells.items() if _numberless(cell.text) == bare(spec.label)]
        is_own = self._sections[spec.id].title.endswith(spec.label)
        if not is_own and len(titles) != 1:
            return None
        start = 0 if is_own else titles[0][0]
        kept = dict(self._text_below(region, start, is_own=is_own))
        if len({column for _, column in kept}) > 1:
            return Told((), region.sheet, tuple(a1(*where) for where in kept), "正文分在多列，看不出次序")
        text = "\n".join(cell.text for cell in kept.values())
        addresses = tuple(a1(*where) for where in kept) or ((a1(start + 1, 1),) if start else ())
        return Told((Cell(text) if text else BLANK,), region.sheet, addresses, "") if addresses else None

    def _text_below(self, region: _Region, start: int, *, is_own: bool) -> Iterator[tuple[Place, Cell]]:
        titles = {bare(spec.label) for id_, spec in self._form.fields.items() if id_ in self._chapters}
        for where, cell in region.cells.items():
            if where[0] <= start or cell.is_blank:
                continue
            if not is_own and _numberless(cell.text) in titles:
                return
            if not (is_own and _key(cell.text) in self._printed):
                yield where, cell


def _key(text: str) -> str:
    """A printed word as it is compared: without white space, punctuation and the mark of a footnote."""
    return _NOTE_MARK.sub("", bare(text))


def _numberless(text: str) -> str:
    """A title without the number a person puts before it."""
    return bare(_NUMBER.sub("", text))


def _loose(words: str) -> str:
    return r"\s*".join(map(re.escape, words))
