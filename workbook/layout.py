"""Where each field lies: sheet, cells, defined name, status cell beside it. Arithmetic only."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from workbook.form import Area, Form
from workbook.notice.pack import Catalogue, FieldSpec, Section, Text
from workbook.values import Kind

GUIDE_SHEET = "说明"
CHECK_SHEET = "自检"
STANDARD_SHEET = "评价标准"
SYSTEM_SHEET = "系统"
WORKINGS_SHEET = "演算"
"""Apart from what the paper is: every reader looks at that sheet, nobody reads this one."""

HEADING, LABEL, INPUT, STATUS = "A", "B", "C", "D"
LIVE_ROW, FIRST_ROW = 1, 2

CHECK_VERDICT_ROW, CHECK_HEADER_ROW, CHECK_FIRST_ROW = 2, 4, 5
CHECK_ID, CHECK_WORDS, CHECK_FORCE, CHECK_STATE, CHECK_FOUND = "A", "B", "C", "D", "E"
CHECK_PLACE, CHECK_EXPLANATION, CHECK_OPEN = "F", "G", "H"

TICK_SHAPES_NAME = "tick_shapes"
BOX_SHAPES_NAME = "box_shapes"
TICK_CHOICES_NAME = "tick_choices"
EMPTY_WORDS_NAME = "empty_words"
CODE_PLACES_NAME = "code_places"
CODE_WEIGHTS_NAME = "code_weights"
CHECK_CODE_NAME = "check_code"
FILE_NAME_NAME = "file_name"
LIVE_LINE_NAME = "live_line"
OPEN_COUNT_NAME = "open_count"
PAPER_KIND_NAME = "paper_kind"
NOTICE_ID_NAME = "notice_id"
TEMPLATE_VERSION_NAME = "template_version"

Role = Literal["section", "header", "text", "caption", "dimension", "input", "box", "title", "prose", "count", "code"]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where one field or one column of boxes lies: cells as ``C7``, its defined name, its status cell.

    ``merged`` is the merged range of a long text; its name points at the first cell.
    """

    sheet: str
    cells: tuple[str, ...]
    name: str
    status: str
    merged: str = ""

    @property
    def reference(self) -> str:
        """The absolute reference that the defined name stands for."""
        first, last = _absolute(self.cells[0]), _absolute(self.cells[-1])
        return f"{_quoted(self.sheet)}!{first}" if first == last else f"{_quoted(self.sheet)}!{first}:{last}"


@dataclass(frozen=True, slots=True)
class Line:
    """One printed row: what it is for and the words to the left of its input (a heading is printed where it begins).

    ``id`` is the field, box, area, catalogue, section or text; ``area`` the column of boxes a box belongs to;
    ``rows`` how many sheet rows it takes.
    """

    row: int
    role: Role
    id: str
    heading: str = ""
    label: str = ""
    area: str = ""
    rows: int = 1


@dataclass
class _Sheet:
    """A sheet being laid out: the next free row and the lines so far."""

    title: str
    is_wide: bool
    needs_header: bool
    row: int = FIRST_ROW
    lines: list[Line] = field(default_factory=list)

    def add(self, role: Role, id_: str, *, heading: str = "", label: str = "", area: str = "", rows: int = 1) -> int:
        """Take the next rows for this line and return the first."""
        row = self.row
        self.lines.append(Line(row, role, id_, heading, label, area, rows))
        self.row += rows
        return row


class Layout:
    """Where everything of a form lies; two layouts of the same pack are the same."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self._spots: dict[str, Spot] = {}
        self._areas: dict[str, Spot] = {}
        self._sheets: dict[str, _Sheet] = {}
        for section, entries in form.contents:
            self._place_section(section, entries)
        for sheet in self._sheets.values():
            if sheet.lines[-1].role != "code":
                sheet.add("code", sheet.title)

    @property
    def spots(self) -> Mapping[str, Spot]:
        """Where each field lies; a choice is the column of its boxes."""
        return self._spots

    @property
    def areas(self) -> Mapping[str, Spot]:
        """Where each column of boxes lies."""
        return self._areas

    @property
    def sheets(self) -> tuple[str, ...]:
        """Titles of the sheets that carry sections, in printed order."""
        return tuple(self._sheets)

    def lines(self, sheet: str) -> tuple[Line, ...]:
        """The printed rows of a sheet."""
        return tuple(self._sheets[sheet].lines)

    def is_wide(self, sheet: str) -> bool:
        """Whether the sheet holds chapters only: its texts run over the whole width under their titles."""
        return self._sheets[sheet].is_wide

    def names(self) -> Iterator[tuple[str, str]]:
        """Defined names with their absolute references, each once."""
        merged = self._spots | self._areas
        return ((name, spot.reference) for name, spot in merged.items())

    def spot(self, id_: str) -> Spot | None:
        """The spot of a field, an area, or the first area of a catalogue; None when nothing of it lies on a sheet."""
        found = self._spots.get(id_) or self._areas.get(id_)
        if found is None and self.form.areas_of(id_) != (id_,):
            found = self._areas[self.form.areas_of(id_)[0]]
        return found

    def address(self, id_: str) -> str:
        """The first cell of a field or area as ``sheet!C7``; an empty text when it has no place."""
        spot = self.spot(id_)
        return f"{spot.sheet}!{spot.cells[0]}" if spot else ""

    def _place_section(self, section: Section, entries: tuple[FieldSpec | Catalogue | Text, ...]) -> None:
        sheet = self._sheet(section.sheet, section)
        sheet.add("section", section.id, label=section.title)
        if sheet.needs_header and entries:
            sheet.add("header", section.id)
            sheet.needs_header = False
        sheets = section.sheets()
        for entry in entries:
            self._place(self._sheet(sheets[entry.id], section), entry, section)
        if section.level == 0:  # a title page says on itself to which file it belongs
            sheet.add("code", section.id)

    def _sheet(self, title: str, section: Section) -> _Sheet:
        if title not in self._sheets:
            is_wide = self._holds_chapters(title)
            self._sheets[title] = _Sheet(title, is_wide, not is_wide and section.level > 0)
        return self._sheets[title]

    def _place(self, sheet: _Sheet, entry: FieldSpec | Catalogue | Text, section: Section) -> None:
        if isinstance(entry, Text):
            sheet.add("text", entry.id, label=entry.text)
        elif isinstance(entry, Catalogue):
            self._place_catalogue(sheet, entry)
        else:
            self._place_field(sheet, entry, section)

    def _holds_chapters(self, title: str) -> bool:
        kinds = [
            entry.kind if isinstance(entry, FieldSpec) else Kind.TICK
            for section, entries in self.form.contents
            for sheets in [section.sheets()]
            for entry in entries
            if sheets[entry.id] == title and not isinstance(entry, Text)
        ]
        return bool(kinds) and set(kinds) == {Kind.LONG_TEXT}

    def _place_catalogue(self, sheet: _Sheet, catalogue: Catalogue) -> None:
        sheet.add("caption", catalogue.id, heading=catalogue.group_word, label=catalogue.title)
        dimension = ""
        for area_id in self.form.areas_of(catalogue.id):
            area = self.form.areas[area_id]
            if area.dimension != dimension:
                dimension = area.dimension
                sheet.add("dimension", area.id, label=dimension)
            self._place_boxes(sheet, area, area.title)

    def _place_field(self, sheet: _Sheet, spec: FieldSpec, section: Section) -> None:
        if spec.kind is Kind.LONG_TEXT:
            self._place_long_text(sheet, spec, section)
        elif spec.id in self.form.areas and spec.kind is not Kind.TICK:
            self._place_boxes(sheet, self.form.areas[spec.id], f"{spec.heading}{spec.label}")
        else:
            row = sheet.add("input", spec.id, heading=spec.heading, label=spec.label)
            self._spots[spec.id] = Spot(sheet.title, (f"{INPUT}{row}",), spec.id, f"{STATUS}{row}")
            if spec.kind is Kind.TICK:
                self._areas[spec.id] = self._spots[spec.id]

    def _place_boxes(self, sheet: _Sheet, area: Area, heading: str) -> None:
        first = sheet.row
        status = f"{STATUS}{first}"
        for box, title in area.boxes:
            row = sheet.add("box", box, heading=heading, label=title, area=area.id)
            if not area.is_choice:
                self._spots[box] = Spot(sheet.title, (f"{INPUT}{row}",), box, status)
        cells = tuple(f"{INPUT}{row}" for row in range(first, sheet.row))
        self._areas[area.id] = Spot(sheet.title, cells, area.id, status)
        if area.is_choice:
            self._spots[area.id] = self._areas[area.id]

    def _place_long_text(self, sheet: _Sheet, spec: FieldSpec, section: Section) -> None:
        left = INPUT
        if sheet.is_wide:
            left = HEADING
            if not section.title.endswith(spec.label):
                sheet.add("title", spec.id, heading=spec.heading, label=spec.label)
            row = sheet.add("prose", spec.id, rows=spec.rows)
        else:
            row = sheet.add("prose", spec.id, heading=spec.heading, label=spec.label, rows=spec.rows)
        merged = f"{left}{row}:{INPUT}{sheet.row - 1}" if sheet.is_wide or spec.rows > 1 else ""
        self._spots[spec.id] = Spot(sheet.title, (f"{left}{row}",), spec.id, f"{STATUS}{row}", merged)
        sheet.add("count", spec.id)


def _absolute(cell: str) -> str:
    letters = cell.rstrip("0123456789")
    return f"${letters}${cell[len(letters) :]}"


def _quoted(sheet: str) -> str:
    return "'" + sheet.replace("'", "''") + "'"
