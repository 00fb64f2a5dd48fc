"""What 校验 found, shown in the open book: marks beside inputs, notes, a sheet whose lines jump; and all gone again."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any

import xlwings as xw

from workbook.finding import Force
from workbook.highlight import marked, unmarked
from workbook.layout import STATUS, Layout
from xlpy.live.errors import SheetTakenError
from xlpy.live.plain import plain
from xlpy.live.program import Program

TITLE = "校验结果"
CLEAR = "清除标记"
CODE = "D"
"""The column of 校验结果 that holds the code of the demand."""
NOTE = "【校验】"
NOTED = 8
"""So many cells get a note: each costs as much as all the rest."""
_HEADERS = ("级别", "位置", "问题", "编号", "说明")
_WIDTHS = {"A": 8, "B": 26, "C": 90, "D": 12, "E": 26}
_ORDER = [force.mark for force in Force]

Found = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Highlights:
    """The marks of one open book; ``layout`` tells where a form has its status cells, other papers have none."""

    program: Program
    book: xw.Book
    layout: Layout | None = None

    def paint(self, found: Found, title: str) -> None:
        """Mark these findings, as one step of the undo list, in place of the marks of before.

        Raises:
            SheetTakenError: a sheet of somebody's own has the name of our list.
        """
        if TITLE in self.book.sheet_names and not self.are_there:
            raise SheetTakenError(TITLE)
        found = sorted(found, key=lambda finding: _ORDER.index(Force(finding["force"]).mark))
        with self.program.as_saved_as_before(self.book), self.program.deed(self.book, title):
            if self.are_there:
                self._wipe_cells()
            names = self.book.sheet_names
            spots = self._spots(found, names)
            noted = {*[(sheet, cell) for sheet, cells in spots.items() for cell in cells][:NOTED]}
            for name, cells in spots.items():
                with self.program.unprotected(self.book.sheets[name]) as sheet:
                    self._mark(sheet, cells)
                    for cell in cells:
                        if (name, cell) in noted:
                            _note(sheet[cell], cells[cell])
            self._list(found, names)

    def clear(self) -> int:
        """Take every mark away, as one step of the undo list; how many there were."""
        with self.program.as_saved_as_before(self.book), self.program.deed(self.book, CLEAR):
            return self._wipe()

    def places(self) -> list[tuple[str, str]]:
        """The cells with findings in the order of the list, each once, with what is said of it."""
        if not self.are_there:
            return []
        sheet = self.book.sheets[TITLE]
        rows = sheet[f"A2:C{sheet.used_range.last_cell.row + 1}"].value
        found: dict[str, str] = {}
        for force, place, words in rows:
            if place and "!" in str(place):
                found.setdefault(str(place), f"{force} {place} {str(words).strip()}")
        return [*found.items()]

    @property
    def are_there(self) -> bool:
        """Whether the book has our list of findings; a sheet of this name with another head is somebody's own."""
        return TITLE in self.book.sheet_names and self.book.sheets[TITLE]["A1:B1"].value == [*_HEADERS[:2]]

    def _spots(self, found: Found, names: Collection[str]) -> dict[str, dict[str, list[Mapping[str, Any]]]]:
        """The findings by sheet and by the cell that shows them, the gravest first."""
        spots: dict[str, dict[str, list[Mapping[str, Any]]]] = defaultdict(lambda: defaultdict(list))
        for finding in found:
            sheet, _, cell = (finding["cells"] or ("",))[0].rpartition("!")
            if sheet in names:
                spots[sheet][self._status(sheet, cell) or cell].append(finding)
        return spots

    def _status(self, sheet: str, cell: str) -> str:
        """The status cell beside an input; blank on a sheet that has none."""
        return f"{STATUS}{cell.lstrip(ascii_uppercase)}" if self._has_status(sheet) else ""

    def _has_status(self, sheet: str) -> bool:
        return self.layout is not None and sheet in self.layout.sheets

    def _mark(self, sheet: xw.Sheet, cells: Mapping[str, Found]) -> None:
        """Where the form's own formula shows another mark, ours stands over it."""
        if not self._has_status(sheet.name):
            return
        last = max(int(cell.lstrip(ascii_uppercase)) for cell in cells)
        shown = sheet[f"{STATUS}1:{STATUS}{last + 1}"].value
        for cell, findings in cells.items():
            mark = min((Force(finding["force"]).mark for finding in findings), key=_ORDER.index)
            if shown[int(cell.lstrip(ascii_uppercase)) - 1] != mark:
                sheet[cell].formula = marked(str(sheet[cell].formula or ""), mark)

    def _list(self, found: Found, names: Collection[str]) -> None:
        """The sheet behind all others, a line a finding."""
        rows = [_HEADERS, *(_row(finding, names) for finding in found)]
        if TITLE in names:
            self.book.sheets[TITLE].clear_contents()
            self.book.sheets[TITLE]["A1"].value = rows
            return
        in_front = self.book.sheets.active
        sheet = self.book.sheets.add(TITLE, after=self.book.sheets[-1])
        sheet["A1"].value = rows
        for letter, width in _WIDTHS.items():
            sheet[f"{letter}1"].column_width = width
        sheet[f"A1:{[*_WIDTHS][-1]}1"].font.bold = True
        in_front.activate()

    def _wipe(self) -> int:
        """Every mark away, also where somebody deleted the list of them; how many there were."""
        count = self._wipe_cells()
        if self.are_there:
            self.book.sheets[TITLE].delete()
        return count

    def _wipe_cells(self) -> int:
        return sum(self._wiped(sheet) for sheet in self.book.sheets if sheet.name != TITLE)

    def _wiped(self, sheet: xw.Sheet) -> int:
        """One sheet as it was before; how many marks and notes it had."""
        ours = [note for note in sheet.notes if note.text.startswith(NOTE)]
        over = self._marked_over(sheet)
        if ours or over:
            with self.program.unprotected(sheet):
                for note in ours:
                    note.delete()
                for cell, formula in over.items():
                    sheet[cell].formula = formula
        return len(ours) + len(over)

    def _marked_over(self, sheet: xw.Sheet) -> dict[str, str]:
        """The status cells that show a mark of ours, each with the formula it covers."""
        if not self._has_status(sheet.name):
            return {}
        last = sheet.used_range.last_cell.row
        formulas = sheet[f"{STATUS}1:{STATUS}{max(last, 2)}"].formula
        rows = ((number, str(row[0] or "")) for number, row in enumerate(formulas, start=1))
        return {f"{STATUS}{number}": unmarked(formula) for number, formula in rows if unmarked(formula) != formula}


def _note(cell: xw.Range, findings: Found) -> None:
    """A note with every finding of the cell; one that a person wrote stays."""
    with suppress(ValueError):
        cell.add_note(NOTE + "\n".join(_words(finding) for finding in findings))


def _words(finding: Mapping[str, Any]) -> str:
    force = Force(finding["force"])
    return f"{force.mark} {force.title} {finding['sentence']}"


def _row(finding: Mapping[str, Any], sheets: Collection[str]) -> tuple[str, ...]:
    force = Force(finding["force"])
    where = (finding["cells"] or ("",))[0]
    sheet, _, cell = where.rpartition("!")
    place = _jump(sheet, cell) if sheet in sheets else where
    words = str(finding["sentence"]).removeprefix(where).strip()
    return f"{force.mark} {force.title}", place, plain(words), plain(finding["code"]), plain(finding["explanation"])


def _jump(sheet: str, cell: str) -> str:
    """A formula that leads there; Excel, WPS and LibreOffice all follow it."""
    quoted = sheet.replace("'", "''").replace('"', '""')
    return f'=HYPERLINK("#\'{quoted}\'!{cell}","{sheet.replace(chr(34), chr(34) * 2)}!{cell}")'
