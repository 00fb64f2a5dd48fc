"""What 校验 found, shown in the open book: marks beside inputs, notes, a sheet whose lines jump; and all gone again."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import xlwings as xw

from workbook.finding import Force
from workbook.highlight import marked, unmarked
from workbook.layout import STATUS, Layout
from xlpy.live.program import Program

TITLE = "问题清单"
CLEAR = "清除标记"
NOTE = "【校验】"
NOTED = 8
"""So many cells get a note: each costs as much as all the rest."""
_HEADERS = ("级别", "位置", "问题", "编号", "说明")
_WIDTHS = (8, 26, 90, 12, 26)
_LIKE_A_FORMULA = ("=", "+", "-", "@")
_ORDER = [force.mark for force in Force]

Found = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Highlights:
    """The marks of one open book; ``layout`` tells where a form has its status cells, other papers have none."""

    program: Program
    book: xw.Book
    layout: Layout | None = None

    def paint(self, found: Found, title: str) -> None:
        """Mark these findings, as one step of the undo list, in place of the marks of before."""
        with self.program.as_saved_as_before(self.book), self.program.deed(self.book, title):
            self._wipe()
            found = sorted(found, key=lambda finding: _ORDER.index(Force(finding["force"]).mark))
            spots = self._spots(found)
            for sheet, cells in spots.items():
                with self.program.unprotected(self.book.sheets[sheet]) as there:
                    self._mark(there, cells)
            noted = [(sheet, cell) for sheet, cells in spots.items() for cell in cells][:NOTED]
            for sheet, cell in noted:
                with self.program.unprotected(self.book.sheets[sheet]) as there:
                    self._note(there[cell], spots[sheet][cell])
            self._list(found)

    def clear(self) -> int:
        """Take every mark away, as one step of the undo list; how many there were."""
        with self.program.as_saved_as_before(self.book), self.program.deed(self.book, CLEAR):
            return self._wipe()

    @property
    def are_there(self) -> bool:
        """Whether the book shows marks."""
        return TITLE in self.book.sheet_names

    def _spots(self, found: Found) -> dict[str, dict[str, list[Mapping[str, Any]]]]:
        """The findings by sheet and by the cell that shows them."""
        spots: dict[str, dict[str, list[Mapping[str, Any]]]] = defaultdict(lambda: defaultdict(list))
        known = set(self.book.sheet_names)
        for finding in found:
            sheet, _, cell = (finding["cells"] or ("",))[0].rpartition("!")
            if sheet in known:
                spots[sheet][self._status(sheet, cell) or cell].append(finding)
        return spots

    def _status(self, sheet: str, cell: str) -> str:
        """The status cell beside an input; blank on a sheet that has none."""
        is_form = self.layout is not None and sheet in self.layout.sheets
        return f"{STATUS}{cell.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}" if is_form else ""

    def _mark(self, sheet: xw.Sheet, cells: Mapping[str, Found]) -> None:
        """Where the form's own formula shows another mark, ours stands over it."""
        if self.layout is None or sheet.name not in self.layout.sheets:
            return
        for cell, findings in cells.items():
            mark = min((Force(finding["force"]).mark for finding in findings), key=_ORDER.index)
            if sheet[cell].value != mark:
                sheet[cell].formula = marked(str(sheet[cell].formula or ""), mark)

    def _note(self, cell: xw.Range, findings: Found) -> None:
        """A note with every finding of the cell; one that a person wrote stays."""
        if cell.note is None:
            cell.add_note(NOTE + "\n".join(_words(finding) for finding in findings))

    def _list(self, found: Found) -> None:
        """The sheet behind all others, a line a finding."""
        in_front = self.book.sheets.active
        sheet = self.book.sheets.add(TITLE, after=self.book.sheets[-1])
        rows = [_HEADERS, *(_row(finding, self.book.sheet_names) for finding in found)]
        sheet["A1"].value = rows
        for number, width in enumerate(_WIDTHS, start=1):
            sheet[0, number - 1].column_width = width
        sheet["A1"].expand("right").font.bold = True
        in_front.activate()

    def _wipe(self) -> int:
        if not self.are_there:
            return 0
        count = 0
        for sheet in self.book.sheets:
            if sheet.name != TITLE:
                count += self._wiped(sheet)
        self.book.sheets[TITLE].delete()
        return count

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
        if self.layout is None or sheet.name not in self.layout.sheets:
            return {}
        last = sheet.used_range.last_cell.row
        formulas = sheet[f"{STATUS}1:{STATUS}{max(last, 2)}"].formula
        rows = ((number, str(row[0] or "")) for number, row in enumerate(formulas, start=1))
        return {f"{STATUS}{number}": unmarked(formula) for number, formula in rows if unmarked(formula) != formula}


def _words(finding: Mapping[str, Any]) -> str:
    force = Force(finding["force"])
    return f"{force.mark} {force.title} {finding['sentence']}"


def _row(finding: Mapping[str, Any], sheets: Iterable[str]) -> tuple[str, ...]:
    force = Force(finding["force"])
    where = (finding["cells"] or ("",))[0]
    sheet, _, cell = where.rpartition("!")
    place = _jump(sheet, cell) if sheet in sheets else where
    words = str(finding["sentence"]).removeprefix(where).strip()
    return f"{force.mark} {force.title}", place, _plain(words), _plain(finding["code"]), _plain(finding["explanation"])


def _jump(sheet: str, cell: str) -> str:
    """A formula that leads there; Excel, WPS and LibreOffice all follow it."""
    quoted = sheet.replace("'", "''").replace('"', '""')
    return f'=HYPERLINK("#\'{quoted}\'!{cell}","{sheet.replace(chr(34), chr(34) * 2)}!{cell}")'


def _plain(text: str) -> str:
    """Words that no program takes for a formula."""
    return f"\u3000{text}" if text.startswith(_LIKE_A_FORMULA) else text
