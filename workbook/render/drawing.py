"""One sheet being drawn: what it is drawn from, its columns, the status beside an input and its colours."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from workbook.finding import Force
from workbook.layout import Layout, Line, Spot
from workbook.notice.pack import Section
from workbook.record import Record
from workbook.render import look
from workbook.render.sheet import Sheet
from workbook.render.states import HELD, States, beside, beside_formula
from workbook.rules.base import Rule

WIDTHS = {"A": 23.0, "B": 23.0, "C": 41.0, "D": 5.0}
ROOM = {letter: look.points(width) for letter, width in WIDTHS.items()}
FULL = ROOM["A"] + ROOM["B"] + ROOM["C"]


@dataclass(frozen=True)
class Drawing:
    """One sheet being drawn, and what it is drawn from."""

    sheet: Sheet
    layout: Layout
    record: Record
    states: States
    is_filled: bool

    @cached_property
    def sections(self) -> Mapping[str, Section]:
        """Sections by id."""
        return {section.id: section for section in self.layout.form.pack.sections}

    @cached_property
    def is_cover(self) -> bool:
        """Whether the sheet is a title page."""
        return any(section.level == 0 for section in self.sections.values() if section.sheet == self.sheet.title)

    @cached_property
    def is_table(self) -> bool:
        """Whether the sheet is a table with a header that repeats."""
        return not self.is_cover and not self.layout.is_wide(self.sheet.title)

    def section_of(self, line: Line) -> Section:
        """The section a printed text stands in."""
        return next(section for section in self.sections.values() if line.id in section.contents)

    def rules(self, id_: str) -> tuple[Rule, ...]:
        """The demands that touch a field or area."""
        return tuple(state.rule for state in self.states.touching.get(id_, ()))

    @cached_property
    def edges(self) -> Mapping[int, tuple[bool, bool]]:
        """Whether a heading begins and whether it ends with the line in this row."""
        lines = self.layout.lines(self.sheet.title)
        begins = [_begins(line, before) for line, before in zip(lines, (None, *lines), strict=False)] + [True]
        return {line.row: (begins[number], begins[number + 1]) for number, line in enumerate(lines)}


def draw_status(drawing: Drawing, id_: str, cell: str, blank_formula: str, *, is_blank: bool) -> None:
    """The worst state of the demands that touch a field or area, beside it."""
    states = drawing.states.touching.get(id_, ())
    formula, mark = beside_formula(states, blank_formula), beside(states, is_blank=is_blank)
    drawing.sheet.formula(cell, formula, mark, "mark")


def colour(drawing: Drawing, spot: Spot, area: str, filled: str, waits: str = "") -> None:
    """An input that must still be filled asks for it (when ``waits``); a filled one takes the colour of its state."""
    status = f"${spot.status[0]}${spot.status[1:]}"
    written = {mark: drawing.sheet.look.state(mark) for mark in look.STATES}
    if spot.name not in drawing.layout.areas:
        written[HELD] = drawing.sheet.look.done
    waits = waits or f'{status}="{Force.MUST.mark}"'
    drawing.sheet.colour(area, f"AND(NOT({filled}),{waits})", drawing.sheet.look.state(Force.SHOULD.mark))
    for mark, format_ in written.items():
        drawing.sheet.colour(area, f'AND({status}="{mark}",{filled})', format_)


def _begins(line: Line, before: Line | None) -> bool:
    """Whether a new heading begins with this line."""
    if before is None or not {line.role, before.role} <= {"box", "input"}:
        return True
    return not line.heading or line.heading != before.heading
