"""What people and programs do to a form: each operator by name, with the fields it may make unsure."""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from random import Random

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook.defined_name import DefinedName

from support.forms import form
from workbook.form import Form
from workbook.layout import Layout
from workbook.values import Kind

LAYOUT = Layout(form())
FORM: Form = form()
BASICS, FACTORY, CHAPTERS = (LAYOUT.spots[id_].sheet for id_ in ("company_name", "factory_name", "overall_situation"))


@dataclass
class Paper:
    """An opened form being damaged; ``titles`` are the sheets as they are called now, ``unsure`` what may be lost."""

    book: openpyxl.Workbook
    random: Random
    titles: dict[str, str]
    shifts: dict[str, list[tuple[str, int, int]]] = field(default_factory=dict)
    unsure: set[str] = field(default_factory=set)

    def page(self, sheet: str) -> openpyxl.worksheet.worksheet.Worksheet:
        return self.book[self.titles[sheet]]

    def cell(self, id_: str, number: int = 0) -> openpyxl.cell.cell.Cell:
        """The input of a field, wherever earlier damage has put it."""
        spot = LAYOUT.spots[id_]
        row, column = int(spot.cells[number][1:]), ord(spot.cells[number][0]) - 64
        return self.page(spot.sheet).cell(*self.moved(spot.sheet, row, column))

    def moved(self, sheet: str, row: int, column: int) -> tuple[int, int]:
        for axis, at, by in self.shifts.get(sheet, []):
            if axis == "row" and row >= at:
                row += by
            if axis == "column" and column >= at:
                column += by
        return row, column


Operator = Callable[[Paper], None]
OPERATORS: dict[str, Operator] = {}


def operator(do: Operator) -> Operator:
    OPERATORS[do.__name__] = do
    return do


def fields_of(sheet: str) -> list[str]:
    return [id_ for id_, spot in LAYOUT.spots.items() if spot.sheet == sheet]


def one_of(paper: Paper, *kinds: Kind, but: Iterable[str] = ()) -> str:
    known = [id_ for id_, spec in FORM.fields.items() if spec.kind in kinds and id_ not in {*but, *paper.unsure}]
    return paper.random.choice(known)


# ---- names


@operator
def all_names_deleted(paper: Paper) -> None:
    for name in list(paper.book.defined_names):
        del paper.book.defined_names[name]


@operator
def some_names_deleted(paper: Paper) -> None:
    for name in list(paper.book.defined_names):
        if paper.random.random() < 0.3 and name in LAYOUT.spots:
            del paper.book.defined_names[name]


@operator
def names_broken(paper: Paper) -> None:
    for name in list(paper.book.defined_names):
        if paper.random.random() < 0.3 and name in LAYOUT.spots:
            paper.book.defined_names[name].attr_text = "#REF!"


@operator
def names_shuffled(paper: Paper) -> None:
    """Names of fields that lead to one another's cells."""
    ids = [id_ for id_ in fields_of(BASICS) if id_ in paper.book.defined_names]
    for one, other in zip(ids[::2], ids[1::2], strict=False):
        first, second = paper.book.defined_names[one], paper.book.defined_names[other]
        first.attr_text, second.attr_text = second.attr_text, first.attr_text


@operator
def foreign_hidden_names(paper: Paper) -> None:
    for number in range(20):
        name = DefinedName(f"_x{number}", attr_text=paper.random.choice(("#REF!", "'[1]甲'!$A$1", "12")), hidden=True)
        paper.book.defined_names[f"_x{number}"] = name


# ---- sheets


@operator
def sheets_renamed(paper: Paper) -> None:
    for number, (sheet, title) in enumerate(list(paper.titles.items())):
        paper.book[title].title = f"第{number}页"
        paper.titles[sheet] = f"第{number}页"


@operator
def one_sheet_renamed_with_names(paper: Paper) -> None:
    """As Excel renames: the names follow."""
    sheet = paper.random.choice((BASICS, FACTORY, CHAPTERS))
    old, new = paper.titles[sheet], f"{paper.titles[sheet]}（改）"
    paper.book[old].title = new
    paper.titles[sheet] = new
    for name in paper.book.defined_names.values():
        name.attr_text = name.attr_text.replace(f"'{old}'!", f"'{new}'!")


@operator
def sheets_moved(paper: Paper) -> None:
    paper.random.shuffle(paper.book._sheets)
    paper.book.active = 0


@operator
def sheet_copied(paper: Paper) -> None:
    """A second sheet with the same words and other values."""
    page = paper.book.copy_worksheet(paper.page(BASICS))
    page["C6"].value = "另一份"


@operator
def extra_sheets(paper: Paper) -> None:
    for number in range(3):
        page = paper.book.create_sheet(f"草稿{number}")
        page["A1"].value, page["B3"].value = "企业名称", "电话"


# ---- rows and columns


def insert_rows(paper: Paper, sheet: str, at: int, *, names_follow: bool, count: int = 1) -> None:
    page = paper.page(sheet)
    merges = [str(merged) for merged in page.merged_cells.ranges]
    for merged in merges:
        page.unmerge_cells(merged)
    page.insert_rows(at, count)
    for merged in merges:
        page.merge_cells(_shifted(merged, "row", at, count))
    paper.shifts.setdefault(sheet, []).append(("row", at, count))
    if names_follow:
        _names_follow(paper, sheet, "row", at, count)


def _names_follow(paper: Paper, sheet: str, axis: str, at: int, by: int) -> None:
    prefix = f"'{paper.titles[sheet]}'!"
    for name in paper.book.defined_names.values():
        if name.attr_text.startswith(prefix):
            name.attr_text = prefix + _shifted(name.attr_text[len(prefix) :], axis, at, by)


def _shifted(reference: str, axis: str, at: int, by: int) -> str:
    def move(found: re.Match[str]) -> str:
        letter, row = found["letter"], int(found["row"])
        if axis == "row" and row >= at:
            row += by
        if axis == "column" and ord(letter) - 64 >= at:
            letter = chr(ord(letter) + by)
        return f"{found['one']}{letter}{found['two']}{row}"

    return re.sub(r"(?P<one>\$?)(?P<letter>[A-Z])(?P<two>\$?)(?P<row>\d+)", move, reference)


def _some_row(paper: Paper, sheet: str) -> int:
    rows = [line.row for line in LAYOUT.lines(sheet) if line.role in ("input", "box")]
    row, _ = paper.moved(sheet, paper.random.choice(rows or [4]), 1)
    return row


@operator
def row_inserted(paper: Paper) -> None:
    insert_rows(paper, BASICS, _some_row(paper, BASICS), names_follow=True)


@operator
def rows_inserted_names_left(paper: Paper) -> None:
    """As other programs do: the rows move, the names stay; three rows turn 2020年 into 2020年 of the next heading."""
    insert_rows(paper, BASICS, _some_row(paper, BASICS), names_follow=False, count=paper.random.choice((1, 3)))


@operator
def rows_inserted_in_boxes(paper: Paper) -> None:
    insert_rows(paper, FACTORY, _some_row(paper, FACTORY), names_follow=False)


def _delete_row(paper: Paper, sheet: str, *, names_follow: bool) -> None:
    lines = [line for line in LAYOUT.lines(sheet) if line.role == "input" and line.id not in paper.unsure]
    line = paper.random.choice(lines)
    headed = [other.id for other in lines if line.heading and other.heading == line.heading]
    paper.unsure |= {line.id, *headed}
    row, _ = paper.moved(sheet, line.row, 1)
    page = paper.page(sheet)
    merges = [str(merged) for merged in page.merged_cells.ranges]
    for merged in merges:
        page.unmerge_cells(merged)
    page.delete_rows(row)
    for merged in merges:
        page.merge_cells(_shifted(merged, "row", row + 1, -1))
    paper.shifts.setdefault(sheet, []).append(("row", row + 1, -1))
    if names_follow:
        if line.id in paper.book.defined_names:
            paper.book.defined_names[line.id].attr_text = "#REF!"
        _names_follow(paper, sheet, "row", row + 1, -1)


@operator
def row_deleted(paper: Paper) -> None:
    _delete_row(paper, BASICS, names_follow=True)


@operator
def row_deleted_names_left(paper: Paper) -> None:
    _delete_row(paper, FACTORY, names_follow=False)


def _column(paper: Paper, sheet: str, at: int, by: int, *, names_follow: bool) -> None:
    page = paper.page(sheet)
    for merged in [str(merged) for merged in page.merged_cells.ranges]:
        page.unmerge_cells(merged)
    (page.insert_cols if by > 0 else page.delete_cols)(at)
    paper.shifts.setdefault(sheet, []).append(("column", at, by))
    if names_follow:
        _names_follow(paper, sheet, "column", at, by)


@operator
def column_inserted_in_front(paper: Paper) -> None:
    _column(paper, BASICS, 1, 1, names_follow=True)


@operator
def column_inserted_names_left(paper: Paper) -> None:
    _column(paper, FACTORY, 3, 1, names_follow=False)


@operator
def heading_column_deleted(paper: Paper) -> None:
    """Without their headings, labels that occur twice lead nowhere."""
    paper.unsure |= {
        id_ for id_ in fields_of(BASICS) if FORM.fields[id_].heading or FORM.fields[id_].kind is Kind.CHOICE
    }
    _column(paper, BASICS, 1, -1, names_follow=True)


@operator
def rows_hidden(paper: Paper) -> None:
    for row in range(4, 30, 3):
        paper.page(BASICS).row_dimensions[row].hidden = True


# ---- cells and labels


@operator
def input_merged_upwards(paper: Paper) -> None:
    """The lower of two inputs loses what stood in it."""
    upper = paper.cell("legal_name")
    paper.unsure.add("legal_title")
    page = paper.page(BASICS)
    page.merge_cells(start_row=upper.row, end_row=upper.row + 1, start_column=upper.column, end_column=upper.column)


@operator
def long_texts_split(paper: Paper) -> None:
    for sheet in (BASICS, FACTORY, CHAPTERS):
        page = paper.page(sheet)
        for merged in [str(merged) for merged in page.merged_cells.ranges]:
            page.unmerge_cells(merged)


def _labels(paper: Paper, change: Callable[[str], str], share: float) -> None:
    for sheet in (BASICS, FACTORY, CHAPTERS):
        page = paper.page(sheet)
        for line in LAYOUT.lines(sheet):
            row, column = paper.moved(sheet, line.row, 1)
            for cell in (page.cell(row, column), page.cell(row, column + 1)):
                is_words = isinstance(cell.value, str) and not cell.value.startswith("=")
                if line.role in ("input", "box") and is_words and paper.random.random() < share:
                    cell.value = change(cell.value)


WIDE = {ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789,()ABC"}
"""Full-width forms, as an input method types them."""


@operator
def labels_spaced(paper: Paper) -> None:
    _labels(paper, lambda text: "　".join(text) + "：", 1)


@operator
def labels_full_width(paper: Paper) -> None:
    _labels(paper, lambda text: text.translate(WIDE) + "\n", 1)


@operator
def labels_reworded(paper: Paper) -> None:
    """The name still leads there, the words beside do not."""
    for id_ in ("founded_on", "company_address"):
        cell = paper.cell(id_)
        paper.page(BASICS).cell(cell.row, cell.column - 1).value = "换了说法"
        paper.unsure.add(id_)


@operator
def heading_blanked(paper: Paper) -> None:
    cell = paper.cell("tax_2020_wan")
    if cell.column > 2:
        paper.page(BASICS).cell(cell.row, cell.column - 2).value = None
    paper.unsure |= {"tax_2020_wan", "tax_2021_wan", "tax_2022_wan"}
    paper.unsure |= {"revenue_2020_wan", "revenue_2021_wan", "revenue_2022_wan"}


# ---- programs


@operator
def validations_gone(paper: Paper) -> None:
    for page in paper.book.worksheets:
        page.data_validations.dataValidation = []


@operator
def protection_removed(paper: Paper) -> None:
    for page in paper.book.worksheets:
        page.protection.sheet = False


@operator
def formats_lost(paper: Paper) -> None:
    for sheet in (BASICS, FACTORY):
        for row in paper.page(sheet).iter_rows():
            for cell in row:
                cell.number_format = "General"


@operator
def dates_of_1904(paper: Paper) -> None:
    paper.book.epoch = CALENDAR_MAC_1904


@operator
def saved_again(paper: Paper) -> None:
    paper.book.calculation.fullCalcOnLoad = True


@operator
def system_sheet_deleted(paper: Paper) -> None:
    del paper.book["系统"]


# ---- contents: the truth is what stands there now, and it is asked


def typed(paper: Paper, id_: str, content: object, number: int = 0) -> None:
    paper.cell(id_, number).value = content
    paper.unsure.add(id_)


@operator
def number_as_text(paper: Paper) -> None:
    text = paper.random.choice(("3,500万元", "0.35亿", "2000万", "35000000元", "３５００"))
    typed(paper, one_of(paper, Kind.MONEY_WAN), text)


@operator
def month_as_number(paper: Paper) -> None:
    typed(paper, "built_from", 2022.1)


@operator
def code_as_number(paper: Paper) -> None:
    typed(paper, "credit_code", 91320412123456789)


@operator
def formula_in_input(paper: Paper) -> None:
    typed(paper, one_of(paper, Kind.MONEY_WAN, Kind.TEXT), "=1+1")


@operator
def error_in_input(paper: Paper) -> None:
    typed(paper, one_of(paper, Kind.MONEY_WAN, Kind.DATE), "#DIV/0!")


@operator
def ticks_of_all_shapes(paper: Paper) -> None:
    """Accepted shapes mean what √ means."""
    for id_, spec in FORM.fields.items():
        if spec.kind is Kind.TICK and paper.cell(id_).value == "√":
            paper.cell(id_).value = paper.random.choice(("✓", "✔", "☑", "■", "●", "是", 1, "R"))


@operator
def doubtful_ticks(paper: Paper) -> None:
    for _ in range(3):
        typed(paper, one_of(paper, Kind.TICK), paper.random.choice(("☒", "×")))


@operator
def several_in_one_cell(paper: Paper) -> None:
    """Two boxes of one group told in the cell of the first."""
    (first, one), (second, other) = FORM.areas["scenarios_planning"].boxes[:2]
    ticked = [paper.cell(id_).value == "√" for id_ in (first, second)]
    marks = ["√" if is_ticked else "□" for is_ticked in ticked]
    paper.cell(first).value = f"{marks[0]}{one}  {marks[1]}{other}"
    paper.cell(second).value = None


def damaged(data: bytes, names: Iterable[str], seed: int) -> tuple[bytes, set[str]]:
    """A form after these operators, one after the other; and the fields they may make unsure."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    paper = Paper(book, Random(seed), {title: title for title in LAYOUT.sheets})
    wanted = sorted(names, key=lambda name: name == "system_sheet_deleted")
    for name in wanted:
        OPERATORS[name](paper)
    file = io.BytesIO()
    book.save(file)
    return _dimension(file.getvalue()) if seed % 5 == 0 else file.getvalue(), paper.unsure


def _dimension(data: bytes) -> bytes:
    """The same book whose sheets say that they are one cell large, as WPS does at times."""
    return parts_changed(data, lambda text: re.sub(r'<dimension ref="[^"]+"', '<dimension ref="A1"', text))


def parts_changed(data: bytes, change: Callable[[str], str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            is_sheet = name.startswith("xl/worksheets/sheet")
            target.writestr(name, change(content.decode()) if is_sheet else content)
    return file.getvalue()


Values = Mapping[str, object]
