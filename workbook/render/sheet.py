"""A new book and its sheets: text stays text, no refusal of XlsxWriter is silent, two builds are byte-equal."""

import datetime as dt
import io
import warnings
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from workbook.ooxml.cell import Cell, Scalar
from workbook.render.look import Look

_OPTIONS = {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A text that begins so would become a formula when somebody edits its cell, unless the cell is one for text."""


class RefusedError(RuntimeError):
    """XlsxWriter did not write what it was told; a bug of ours, never of the user."""


class Paper:
    """One new book: ``sheet`` adds sheets in order, ``data`` closes it."""

    def __init__(self, title: str, created: dt.date) -> None:
        self._file = io.BytesIO()
        self.title = title
        self._book = xlsxwriter.Workbook(self._file, _OPTIONS)
        self._book.set_properties({"title": title, "created": dt.datetime.combine(created, dt.time(), dt.UTC)})
        self._book.set_size(2400, 1500)
        self.look = Look(self._book)

    def sheet(self, title: str) -> "Sheet":
        """A new sheet behind the others."""
        return Sheet(self._book.add_worksheet(title, _Growing), self.look)

    def name(self, name: str, reference: str) -> None:
        """A defined name for an absolute reference."""
        _strictly(lambda: self._book.define_name(name, f"={reference}"))

    def chart(self, options: dict[str, Any]) -> Any:
        """A native chart of a kind, to be filled and inserted into a sheet."""
        return self._book.add_chart(options)

    def data(self) -> bytes:
        """The bytes of the finished book."""
        _strictly(self._book.close)
        return self._file.getvalue()


class _Growing(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """A worksheet with rows whose height is only a beginning: the program may make them taller."""

    def __init__(self) -> None:
        super().__init__()
        self.growing: set[int] = set()

    def _xml_start_tag(self, tag: str, attributes: Any = ()) -> None:
        if tag == "row" and dict(attributes)["r"] in self.growing:
            attributes = [(name, value) for name, value in attributes if name != "customHeight"]
        super()._xml_start_tag(tag, attributes)

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: FBT001, FBT002 - as XlsxWriter calls it
        return _prepared(formula, expand_future_functions)


@lru_cache(maxsize=4096)
def _prepared(formula: str, expand: bool) -> str:  # noqa: FBT001 - as above
    """XlsxWriter searches each formula for 200 function names: once for each text is enough."""
    return str(Worksheet()._prepare_formula(formula, expand))  # noqa: SLF001 - its own work, only remembered


class Sheet:
    """One sheet being written; cells are named as ``C7``."""

    def __init__(self, native: Worksheet, look: Look) -> None:
        self.native = native
        self.look = look
        self.heights: dict[int, float] = {}

    @property
    def title(self) -> str:
        """The title on its tab."""
        return str(self.native.get_name())

    def text(self, cell: str, text: str, *styles: str) -> None:
        """Words, never taken for a formula, a number or a link."""
        if text:
            guarded = (*styles, "text") if text.startswith(_LIKE_A_FORMULA) else styles
            _strictly(lambda: self.native.write_string(cell, text, self.look(*guarded)))
        else:
            self.blank(cell, *styles)

    def blank(self, cell: str, *styles: str) -> None:
        """An empty cell with its format."""
        _strictly(lambda: self.native.write_blank(cell, None, self.look(*styles)))

    def formula(self, cell: str, formula: str, cached: str | float | bool, *styles: str) -> None:  # noqa: FBT001 - a cell's value
        """A formula with its true result, for viewers that never calculate."""
        _strictly(lambda: self.native.write_formula(cell, f"={formula}", self.look(*styles), cached))

    def content(self, cell: str, content: Cell, *styles: str) -> None:
        """A value exactly as it stands in a record."""
        written = self.look(*styles)
        value: Scalar = content.value
        if isinstance(value, bool):
            _strictly(lambda: self.native.write_boolean(cell, value, written))
        elif isinstance(value, float):
            _strictly(lambda: self.native.write_number(cell, value, written))
        elif isinstance(value, dt.datetime):
            _strictly(lambda: self.native.write_datetime(cell, value, written))
        else:
            self.text(cell, value or "", *styles)

    def number(self, cell: str, number: float, *styles: str) -> None:
        """A number."""
        _strictly(lambda: self.native.write_number(cell, number, self.look(*styles)))

    def day(self, cell: str, day: dt.date, *styles: str) -> None:
        """A date, as a date."""
        _strictly(lambda: self.native.write_datetime(cell, day, self.look(*styles)))

    def link(self, cell: str, target: str, text: str, *styles: str) -> None:
        """A jump to another cell of this book, ``target`` as ``sheet!C7``."""
        sheet, _, address = target.rpartition("!")
        inside = f"internal:'{sheet}'!{address}"
        _strictly(lambda: self.native.write_url(cell, inside, self.look(*styles), text))

    def merge(self, area: str, *styles: str) -> None:
        """One merged area, empty; write its first cell afterwards."""
        _strictly(lambda: self.native.merge_range(area, "", self.look(*styles)))

    def height(self, row: int, points: float, *, grows: bool = False) -> None:
        """The height of a row, counted from 1; one that grows becomes taller as more is typed into it."""
        _strictly(lambda: self.native.set_row(row - 1, points))
        self.heights[row] = points
        if grows:
            self.native.growing.add(row)

    def widths(self, **columns: float) -> None:
        """The widths of columns by letter."""
        for letter, width in columns.items():
            self._width(letter, width)

    def _width(self, letter: str, width: float) -> None:
        _strictly(lambda: self.native.set_column(f"{letter}:{letter}", width))

    def validate(self, area: str, options: dict[str, Any]) -> None:
        """Native validation; a mere help while typing, pasting removes it."""
        _strictly(lambda: self.native.data_validation(area, options))

    def colour(self, area: str, condition: str, written: Format, *more: str) -> None:
        """A conditional format by a formula seen from the first cell; ``more`` are further areas."""
        options = {"type": "formula", "criteria": f"={condition}", "format": written}
        if more:
            options["multi_range"] = " ".join((area, *more))
        _strictly(lambda: self.native.conditional_format(area, options))

    def portrait(self, *, print_columns: str = "", header_row: int = 0) -> None:
        """A4 portrait, one page wide, page numbers; a header row repeats on every page."""
        self._page()
        self.native.set_portrait()
        if header_row:
            self.native.repeat_rows(header_row - 1)
        if print_columns:
            _strictly(lambda: self.native.print_area(print_columns))

    def landscape(self, *, header_rows: tuple[int, int] = (0, 0)) -> None:
        """A4 landscape, one page wide, page numbers; header rows (first, last) repeat on every page."""
        self._page()
        self.native.set_landscape()
        if header_rows[0]:
            self.native.repeat_rows(header_rows[0] - 1, header_rows[1] - 1)

    def page_title(self, words: str) -> None:
        """Small words at the top of every printed page; a year they begin with is not read as part of their size."""
        apart = " " * words[:1].isdigit()
        self.native.set_header(f"&R&9{apart}{words.replace('&', '&&')}")

    def _page(self) -> None:
        self.native.set_paper(9)
        self.native.fit_to_pages(1, 0)
        self.native.set_margins(left=0.75, right=0.7, top=0.9, bottom=0.8)
        self.native.set_footer("&C&10第 &P 页 共 &N 页")
        self.native.hide_gridlines(2)


def _strictly(write: Callable[[], Any]) -> None:
    """Do it, and raise where XlsxWriter warns or returns a refusal."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        code = write()
    if isinstance(code, int) and code < 0:
        raise RefusedError(code)
