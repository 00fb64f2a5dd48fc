"""While a form is filled in: what was typed is read, its demands are judged, one line tells; no cell is touched."""

from pathlib import Path

import xlwings as xw

from workbook import guard, read
from workbook.finding import Force, Report
from workbook.judge import judge
from workbook.layout import CHECK_EXPLANATION, CHECK_SHEET, INPUT, LIVE_LINE_NAME, Layout
from workbook.ooxml.address import a1, column_number
from workbook.ooxml.book import Book
from workbook.ooxml.cell import BLANK
from xlpy.live import typed
from xlpy.live.forms import layout_of
from xlpy.live.program import Office
from xlpy.live.typed import cells_of

_EXPLANATION = column_number(CHECK_EXPLANATION)
_INPUTS, _EXPLANATIONS = range(1, column_number(INPUT) + 1), range(_EXPLANATION, _EXPLANATION + 1)


class Watching:
    """One open form: its file as read once, what was typed since, the report of both."""

    def __init__(self, office: Office, book: xw.Book, layout: Layout) -> None:
        self._office = office
        self._book = book
        self._layout = layout
        self._path = Path(book.fullname)
        self.read_all()

    def is_of(self, book: xw.Book) -> bool:
        """Whether this very window is watched: a book that was closed and opened again is another."""
        return self._office.program.is_same(self._book, book)

    def read_all(self) -> str:
        """Read the whole form, when it is opened and after Undo; what is to be said of it."""
        self._saved = self._file()
        self._cells = {title: {**cells} for title, cells in self._typed().items()}
        self._rows = {title: self._last_row(title) for title in (*self._layout.sheets, CHECK_SHEET)}
        self.report = self._judged()
        return self.line

    def told(self, changed: xw.Range) -> str:
        """What is to be said now that these cells were changed: of them first, then of the whole form."""
        touched = self._taken(changed)
        if not touched:
            return ""
        self.report = self._judged()
        here = [one for one in self.report.broken() if one.is_open and touched & {*one.cells}]
        return f"{here[0].sentence}　{self.line}" if here else self.line

    @property
    def line(self) -> str:
        """How many findings are open, or that the form may be sent."""
        counts = {force: sum(one.is_open and one.force is force for one in self.report.findings) for force in _ASKING}
        open_ = "，".join(f"{force.title}{count}项" for force, count in counts.items() if count)
        return f"{self.report.verdict.mark} {self.report.verdict.title}{f'：{open_}' if open_ else ''}"

    @property
    def label(self) -> str:
        """The same with what the form counts of itself: groups and items covered, classes that are missing."""
        block = self._saved.named(LIVE_LINE_NAME)
        counted = self._book.sheets[block.sheet][a1(block.top, block.left)].value if block is not None else None
        return f"{self.line} · {counted}" if counted else self.line

    def _file(self) -> Book:
        return guard.admit(self._path.read_bytes(), self._path.name)

    def _typed(self) -> typed.Typed:
        """What was typed and not saved; where more was changed, the whole form as the program writes it."""
        if not self._office.program.is_modified(self._book):
            return {}
        try:
            return typed.typed(self._office.program, self._book, self._saved, self._layout)
        except typed.OtherwiseChangedError:
            self._saved = guard.admit(self._office.program.content(self._book), self._path.name)
            return {}

    def _last_row(self, title: str) -> int:
        return max((row for row, _ in self._saved.cells(title)), default=1) if title in self._saved.sheets else 0

    def _taken(self, changed: xw.Range) -> set[str]:
        """Read the changed inputs; which of them there are. A paste beyond the form costs nothing."""
        title = changed.sheet.name
        columns = _EXPLANATIONS if title == CHECK_SHEET else _INPUTS
        top, last = changed.row, min(changed.row + changed.shape[0] - 1, self._rows.get(title, 0))
        left, right = changed.column, changed.column + changed.shape[1] - 1
        across = range(max(left, columns[0]), min(right, columns[-1]) + 1)
        if last < top or not across:
            return set()
        found = cells_of(changed.sheet, (top, last), across)
        places = [(row, column) for row in range(top, last + 1) for column in across]
        self._cells.setdefault(title, {}).update({a1(*place): found.get(place, BLANK) for place in places})
        return {f"{title}!{a1(*place)}" for place in places}

    def _judged(self) -> Report:
        return judge(read.typed(self._saved.with_typed(self._cells), self._path.name))


_ASKING = (Force.MUST, Force.SHOULD)


def watching(office: Office, book: xw.Book) -> Watching | None:
    """The watch over an open form; None of any other book, and of one that was never saved."""
    path = Path(book.fullname)
    layout = layout_of(path.read_bytes(), path.name) if path.is_file() else None
    return Watching(office, book, layout) if layout else None
