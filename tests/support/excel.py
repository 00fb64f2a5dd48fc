"""An Excel that has the members its makers document and raises on any other; its books are real files.

It stands in for a program we have not got: it counts nothing and draws nothing, but it refuses what Excel refuses, and
it remembers which members were asked for (``asked``), which is the list a person with Excel works through.
"""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.comments import Comment as Note
from openpyxl.utils import get_column_letter, range_boundaries

from support.excel_drawn import Bound, Drawn, Looks
from support.excel_model import Member, asked, kept
from support.windows import REFUSED, TURNED_AWAY, ComError

__all__ = ("FILES", "FOLDER", "Application", "asked")

FILES, FOLDER = 3, 4
TEXT = 2


class Application(Member):
    """Excel, as the add-in hands it over."""

    def __init__(self) -> None:
        self._application = self
        self._books: list[Workbook] = []
        self._busy = 0
        self._status: Any = False
        self._updating, self._alerting = True, True
        self._typed: list[Any] = []
        self._picked: list[list[str]] = []
        self._usual: dict[int, Any] = {}
        self._counted: dict[str, Any] = {}
        self._pivoted: list[list[Any]] = []

    def _answers(self) -> None:
        """Turn the caller away while somebody types in a cell."""
        if self._busy:
            self._busy -= 1
            raise ComError(TURNED_AWAY, "Call was rejected by callee.")

    Application = property(lambda self: self)
    Workbooks = property(lambda self: Workbooks(self))
    ActiveWorkbook = property(lambda self: self._books[-1] if self._books else None)
    Hwnd = property(lambda self: 1)
    Visible = kept("Visible", default=False)
    Version = property(lambda self: "16.0")
    StatusBar = property(lambda self: self._status, lambda self, value: setattr(self, "_status", value))
    ScreenUpdating = property(lambda self: self._updating, lambda self, value: setattr(self, "_updating", value))
    DisplayAlerts = property(lambda self: self._alerting, lambda self, value: setattr(self, "_alerting", value))
    Selection = property(lambda self: self._books[-1]._selected() if self._books else None)

    def Quit(self) -> None:
        assert not self._alerting, "Excel would ask"
        self._books.clear()

    def Intersect(self, Arg1: "Range", Arg2: "Range") -> "Range | None":
        first, second = Arg1, Arg2
        top, left = max(first._row, second._row), max(first._column, second._column)
        bottom = min(place._row + place._shape[0] for place in (first, second))
        right = min(place._column + place._shape[1] for place in (first, second))
        if first._sheet._sheet is not second._sheet._sheet:
            raise ComError(REFUSED, "Method 'Intersect' of object '_Application' failed")
        shape = bottom - top, right - left
        return Range(first._sheet, top, left, *shape) if bottom > top and right > left else None

    def InputBox(self, Prompt: str, Title: str = "", Default: Any = "", Type: int = 2) -> Any:
        if len(Prompt) > 255:
            raise ComError(REFUSED, "the prompt is too long")
        if self._typed:
            return self._typed.pop(0)
        return Default if self._usual and Type == TEXT else self._usual.get(Type, False)

    def FileDialog(self, fileDialogType: int) -> "FileDialog":
        return FileDialog(self, self._picked.pop(0) if self._picked else self._usual.get(-fileDialogType, []))


class FileDialog(Member):
    """A dialog in which files or folders are picked."""

    def __init__(self, application: Application, picked: list[str]) -> None:
        self._application, self._paths = application, picked
        self._title, self._many = "", False

    def _call(self, title: str) -> None:
        if len(title) > 127:
            raise ComError(REFUSED, "Title cannot exceed 127 characters")
        self._title = title

    Title = property(lambda self: self._title, _call)
    AllowMultiSelect = property(lambda self: self._many, lambda self, value: setattr(self, "_many", value))
    SelectedItems = property(lambda self: FileDialogSelectedItems(self._application, self._paths))

    def Show(self) -> int:
        return -1 if self._paths else 0


class FileDialogSelectedItems(Member):
    def __init__(self, application: Application, paths: list[str]) -> None:
        self._application, self._paths = application, paths

    Count = property(lambda self: len(self._paths))

    def Item(self, Index: int) -> str:
        return self._paths[Index - 1]


class Workbooks(Member):
    def __init__(self, application: Application) -> None:
        self._application = application

    Application = property(lambda self: self._application)
    Count = property(lambda self: len(self._application._books))

    def __iter__(self) -> Iterator["Workbook"]:
        return iter(self._application._books)

    def __call__(self, which: str | int) -> "Workbook":
        named = {book.Name: book for book in self._application._books}
        books = self._application._books
        if which not in named and not (isinstance(which, int) and 0 < which <= len(books)):
            raise ComError(REFUSED, "Subscript out of range")
        return named[which] if isinstance(which, str) else books[which - 1]

    def Add(self) -> "Workbook":
        held = io.BytesIO()
        openpyxl.Workbook().save(held)
        book = Workbook(self._application, Path(f"Book{len(self._application._books) + 1}"), held=held.getvalue())
        self._application._books.append(book)
        return book

    def Open(self, Filename: str, UpdateLinks: Any = None, ReadOnly: Any = None, *_: Any) -> "Workbook":
        book = Workbook(self._application, Path(Filename), is_read_only=bool(ReadOnly))
        self._application._books.append(book)
        return book


class Workbook(Bound, Member):
    def __init__(
        self, application: Application, path: Path, *, is_read_only: bool = False, held: bytes | None = None
    ) -> None:
        self._application, self._path, self._read_only = application, path, is_read_only
        self._bytes = path.read_bytes() if held is None else held
        self._sheets = openpyxl.load_workbook(io.BytesIO(self._bytes))
        self._results = openpyxl.load_workbook(io.BytesIO(self._bytes), data_only=True)
        self._is_saved, self._url, self._selection = True, "", "A1"

    Application = property(lambda self: self._application)
    Name = property(lambda self: self._path.name)
    FullName = property(lambda self: self._url or str(self._path))
    Path = property(lambda self: str(self._path.parent) if self._path.is_absolute() else "")
    ReadOnly = property(lambda self: self._read_only)
    Saved = property(lambda self: self._is_saved, lambda self, value: setattr(self, "_is_saved", value))
    Worksheets = property(lambda self: Worksheets(self))
    ActiveSheet = property(lambda self: Worksheet(self, self._sheets.active.title))

    def _selected(self) -> "Range":
        return self.ActiveSheet.Range(self._selection)

    def Activate(self) -> None:
        books = self._application._books
        books.append(books.pop(books.index(self)))

    def Close(self, SaveChanges: bool) -> None:
        assert SaveChanges is False
        self._application._books.remove(self)

    def SaveCopyAs(self, Filename: str) -> None:
        if self._is_saved:
            Path(Filename).write_bytes(self._bytes)
        else:
            self._sheets.save(Filename)


class Worksheets(Member):
    _documented = "Sheets"

    def __init__(self, book: Workbook) -> None:
        self._application, self._book = book._application, book

    Parent = property(lambda self: self._book)
    Count = property(lambda self: len(self._book._sheets.sheetnames))

    def __iter__(self) -> Iterator["Worksheet"]:
        return iter([Worksheet(self._book, name) for name in self._book._sheets.sheetnames])

    def __call__(self, which: str | int) -> "Worksheet":
        names = self._book._sheets.sheetnames
        if which not in names and not (isinstance(which, int) and 0 < which <= len(names)):
            raise ComError(REFUSED, "Subscript out of range")
        return Worksheet(self._book, which if isinstance(which, str) else names[which - 1])

    def Add(self, Before: "Worksheet") -> "Worksheet":
        made = self._book._sheets.create_sheet(f"Sheet{len(self._book._sheets.sheetnames) + 1}", Before.Index - 1)
        self._book._results.create_sheet(made.title)
        self._book._sheets.active = made
        self._book._is_saved = False
        return Worksheet(self._book, made.title)


class Worksheet(Drawn, Member):
    def __init__(self, book: Workbook, name: str) -> None:
        self._application, self._book, self._sheet = book._application, book, book._sheets[name]

    def _rename(self, name: str) -> None:
        self._book._results[self._sheet.title].title = name
        self._sheet.title = name

    Parent = property(lambda self: self._book)
    Name = property(lambda self: self._sheet.title, _rename)
    Index = property(lambda self: self._book._sheets.index(self._sheet) + 1)
    Visible = property(lambda self: {"visible": -1, "hidden": 0, "veryHidden": 2}[self._sheet.sheet_state])
    ProtectContents = property(lambda self: self._sheet.protection.sheet)
    Protection = property(lambda self: Protection(self))
    UsedRange = property(lambda self: self.Range(self._sheet.dimensions))
    Cells = property(lambda self: Range(self, 1, 1, 1_048_576, 16_384))

    @property
    def Comments(self) -> list["Comment"]:
        cells = [cell for row in self._sheet.iter_rows() for cell in row if cell.comment]
        return [Comment(Range(self, cell.row, cell.column, 1, 1)) for cell in cells]

    def Range(self, Cell1: "str | Range", Cell2: "Range | None" = None) -> "Range":
        first, last = Cell1, Cell2
        if last is not None and not isinstance(first, str):
            top, bottom = sorted((first._row, last._row))
            left, right = sorted((first._column, last._column))
            return Range(self, top, left, bottom - top + 1, right - left + 1)
        left, top, right, bottom = range_boundaries(str(first).replace("$", ""))
        return Range(self, top, left, bottom - top + 1, right - left + 1)

    def Activate(self) -> None:
        self._book._sheets.active = self._sheet

    def Move(self, Before: "Worksheet") -> None:
        self._book._sheets.move_sheet(self._sheet, Before.Index - self.Index)

    def Delete(self) -> None:
        assert not self._application._alerting, "Excel would ask"
        self._book._sheets.remove(self._sheet)
        self._book._results.remove(self._book._results[self._sheet.title])
        self._book._is_saved = False

    def Unprotect(self, Password: str = "") -> None:
        self._sheet.protection.sheet = False

    def Protect(self, Password: str = "", **allowed: bool) -> None:
        assert set(allowed) <= {f"Allow{name}" for name in _ALLOWED}
        told = self._sheet.protection
        told.sheet = told.objects = told.scenarios = True
        for name, attribute in _ALLOWED.items():
            setattr(told, attribute, not allowed.get(f"Allow{name}", False))


_ALLOWED = {
    "FormattingCells": "formatCells",
    "FormattingColumns": "formatColumns",
    "FormattingRows": "formatRows",
    "InsertingColumns": "insertColumns",
    "InsertingRows": "insertRows",
    "InsertingHyperlinks": "insertHyperlinks",
    "DeletingColumns": "deleteColumns",
    "DeletingRows": "deleteRows",
    "Filtering": "autoFilter",
    "Sorting": "sort",
    "UsingPivotTables": "pivotTables",
}
"""What a protection may allow; what is not named is forbidden, as the documentation has it."""


class Protection(Member):
    def __init__(self, sheet: Worksheet) -> None:
        self._application, self._told = sheet._application, sheet._sheet.protection

    AllowFormattingCells = property(lambda self: not self._told.formatCells)
    AllowFormattingColumns = property(lambda self: not self._told.formatColumns)
    AllowFormattingRows = property(lambda self: not self._told.formatRows)
    AllowFiltering = property(lambda self: not self._told.autoFilter)
    AllowSorting = property(lambda self: not self._told.sort)


class Range(Looks, Member):
    def __init__(self, sheet: Worksheet, row: int, column: int, rows: int, columns: int) -> None:
        self._application, self._sheet = sheet._application, sheet
        self._row, self._column, self._shape = row, column, (rows, columns)

    def _cells(self, book: Any) -> list[list[Any]]:
        sheet = book[self._sheet._sheet.title]
        rows, columns = self._shape
        across = range(self._column, self._column + columns)
        return [[sheet.cell(row, column) for column in across] for row in range(self._row, self._row + rows)]

    def _read(self, book: Any, told: Callable[[Any], Any]) -> Any:
        found = tuple(tuple(told(cell.value) for cell in row) for row in self._cells(book))
        return found[0][0] if self._shape == (1, 1) else found

    def _write(self, value: Any) -> None:
        rows = value if isinstance(value, list | tuple) else [[value] * self._shape[1]] * self._shape[0]
        for number, row in enumerate(rows):
            for place, content in enumerate(row if isinstance(row, list | tuple) else [row]):
                self._put(self._row + number, self._column + place, content)
        self._sheet._book._is_saved = False

    def _put(self, row: int, column: int, content: Any) -> None:
        self._open_to_change(row, column)
        self._sheet._sheet.cell(row, column).value = None if content == "" else content
        shown = self._application._counted.get(content) if isinstance(content, str) else None
        results = self._sheet._book._results[self._sheet._sheet.title]
        results.cell(row, column).value = _result(content) if shown is None else shown

    def _open_to_change(self, row: int, column: int) -> None:
        """Excel refuses to change a locked cell of a protected sheet."""
        sheet = self._sheet._sheet
        if sheet.protection.sheet and sheet.cell(row, column).protection.locked:
            raise ComError(REFUSED, f"{sheet.title}!{get_column_letter(column)}{row} is protected")

    Application = property(lambda self: self._application)
    Worksheet = property(lambda self: self._sheet)
    Parent = property(lambda self: self._sheet)
    Row = property(lambda self: self._row)
    Column = property(lambda self: self._column)
    Count = property(lambda self: self._shape[0] * self._shape[1])
    Rows = property(lambda self: Counted(self._application, self._shape[0]))
    Columns = property(lambda self: Counted(self._application, self._shape[1]))
    Value = property(lambda self: self._read(self._sheet._book._results, _as_com), _write)
    Formula = property(lambda self: self._read(self._sheet._book._sheets, lambda value: value or ""), _write)
    Font = property(lambda self: Font(self))
    Comment = property(lambda self: Comment(self) if self._cells(self._sheet._book._sheets)[0][0].comment else None)

    def _widen(self, width: float) -> None:
        for column in range(self._column, self._column + self._shape[1]):
            self._sheet._sheet.column_dimensions[get_column_letter(column)].width = width

    ColumnWidth = property(lambda self: 8.43, _widen)

    Areas = property(lambda self: Areas(self._application, [self]))

    @property
    def Address(self) -> str:
        rows, columns = self._shape
        first = f"${get_column_letter(self._column)}${self._row}"
        last = f"${get_column_letter(self._column + columns - 1)}${self._row + rows - 1}"
        return first if self._shape == (1, 1) else f"{first}:{last}"

    def Select(self) -> None:
        """Excel selects only on the sheet that is in front."""
        book = self._sheet._book
        if self._application._books[-1] is not book or book._sheets.active is not self._sheet._sheet:
            raise ComError(REFUSED, "Select method of Range class failed")
        book._selection = self.Address.replace("$", "")

    def SpecialCells(self, Type: int) -> "Range":
        assert Type == 12, "only what is visible was ever asked for"
        rows, columns = self._shape
        hidden = self._sheet._sheet.row_dimensions
        shown = [row for row in range(self._row, self._row + rows) if not hidden[row].hidden]
        return Blocks(self, [Range(self._sheet, row, self._column, 1, columns) for row in shown])

    def __call__(self, row: int, column: int | None = None) -> "Range":
        if column is None:
            down, across = divmod(row - 1, self._shape[1])
            row, column = down + 1, across + 1
        return Range(self._sheet, self._row + row - 1, self._column + column - 1, 1, 1)

    def AddComment(self, Text: str) -> "Comment":
        [[cell]] = self._cells(self._sheet._book._sheets)
        self._open_to_change(self._row, self._column)
        assert cell.comment is None, "Excel refuses a second comment"
        cell.comment = Note(Text, "")
        return Comment(self)

    def End(self, Direction: int) -> "Range":
        down, right = {-4121: (1, 0), -4161: (0, 1)}[Direction]
        row, column = self._row, self._column
        while self._sheet._sheet.cell(row + down, column + right).value is not None:
            row, column = row + down, column + right
        return Range(self._sheet, row, column, 1, 1)


class Blocks(Range):
    """A range of several blocks."""

    _documented = "Range"

    def __init__(self, whole: Range, blocks: list[Range]) -> None:
        super().__init__(whole._sheet, whole._row, whole._column, *whole._shape)
        self._blocks = blocks

    Areas = property(lambda self: Areas(self._application, self._blocks))


class Areas(Member):
    def __init__(self, application: Application, blocks: list[Range]) -> None:
        self._application, self._blocks = application, blocks

    Count = property(lambda self: len(self._blocks))

    def Item(self, Index: int) -> Range:
        return self._blocks[Index - 1]


class Counted(Member):
    """The rows or the columns of a range."""

    _documented = "Range"

    def __init__(self, application: Application, count: int) -> None:
        self._application, self._count = application, count

    Count = property(lambda self: self._count)


class Font(Member):
    def __init__(self, place: Range) -> None:
        self._application, self._bold = place._application, False

    Bold = property(lambda self: self._bold, lambda self, value: setattr(self, "_bold", value))


class Comment(Member):
    def __init__(self, place: Range) -> None:
        self._application, self._place = place._application, place

    Parent = property(lambda self: self._place)

    def _cell(self) -> Any:
        return self._place._cells(self._place._sheet._book._sheets)[0][0]

    def Text(self, Text: str | None = None) -> str:
        if Text is not None:
            self._cell().comment = Note(Text, "")
        return str(self._cell().comment.text)

    def Delete(self) -> None:
        self._cell().comment = None


def _result(content: Any) -> Any:
    """What a formula shows; a link is the one kind that is counted here."""
    link = re.fullmatch(r'=HYPERLINK\(".*","(?P<shown>.*)"\)', content) if isinstance(content, str) else None
    return link["shown"] if link else content


def _as_com(value: Any) -> Any:
    """Numbers come over as floats."""
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value
