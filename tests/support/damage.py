"""What people and programs do to a form, each deed by name; what is only typed stands in ``typing_habits``."""

import datetime as dt
import itertools
from collections.abc import Callable

from support.handled import Content, Handled, Page, Place
from workbook.layout import SYSTEM_SHEET, Line
from workbook.ooxml.address import Block

Operator = Callable[[Handled], None]
OPERATORS: dict[str, Operator] = {}


def operator(do: Operator) -> Operator:
    OPERATORS[do.__name__] = do
    return do


def field_names(paper: Handled) -> list[str]:
    return [name for name in paper.names if name in paper.layout.spots or name in paper.layout.areas]


def table_sheet(paper: Handled) -> str:
    """A sheet of the template on which the firm fills in a table."""
    spots = paper.layout.spots
    return paper.random.choice((spots["company_name"].sheet, spots["factory_name"].sheet))


def table_lines(paper: Handled, sheet: str) -> list[Line]:
    return [line for line in paper.layout.lines(sheet) if line.role in ("input", "box")]


# ---- names


@operator
def all_names_deleted(paper: Handled) -> None:
    paper.names = {}


@operator
def some_names_deleted(paper: Handled) -> None:
    for name in field_names(paper):
        if paper.random.random() < 0.3:
            del paper.names[name]


@operator
def names_broken(paper: Handled) -> None:
    for name in field_names(paper):
        if paper.random.random() < 0.3:
            paper.names[name] = "#REF!"


@operator
def names_swapped(paper: Handled) -> None:
    """Names of fields that lead to one another's cells."""
    names = [name for name in field_names(paper) if name in paper.layout.spots]
    for one, other in zip(names[::2], names[1::2], strict=False):
        if paper.random.random() < 0.5:
            paper.names[one], paper.names[other] = paper.names[other], paper.names[one]


@operator
def foreign_hidden_names(paper: Handled) -> None:
    for number in range(20):
        paper.hidden_names[f"_x{number}"] = paper.random.choice(("#REF!", "'[1]甲'!$A$1", "12", "OFFSET($A$1,1,1)"))


# ---- sheets


@operator
def sheets_renamed(paper: Handled) -> None:
    """By a program that leaves the names behind."""
    _rename(paper, {title: f"第{number}页" for number, title in enumerate(paper.titles.values())})


@operator
def sheet_renamed_in_excel(paper: Handled) -> None:
    old = paper.titles[table_sheet(paper)]
    _rename(paper, {old: f"{old}（改）"})
    for name, formula in paper.names.items():
        paper.names[name] = formula.replace(f"'{old}'!", f"'{old}（改）'!")


def _rename(paper: Handled, titles: dict[str, str]) -> None:
    paper.titles = {sheet: titles.get(title, title) for sheet, title in paper.titles.items()}
    paper.pages = {titles.get(title, title): page for title, page in paper.pages.items()}


@operator
def sheets_moved(paper: Handled) -> None:
    titles = [*paper.pages]
    paper.random.shuffle(titles)
    paper.pages = {title: paper.pages[title] for title in titles}


@operator
def sheet_copied(paper: Handled) -> None:
    """A second sheet with the same words and other values."""
    title = paper.titles[table_sheet(paper)]
    copy = paper.pages[title].copied()
    for row, column in [where for where in copy.cells if where[1] == 3]:
        if paper.random.random() < 0.3:
            copy.write(row, column, "另一份")
    paper.pages[f"{title} (2)"] = copy


@operator
def extra_sheets(paper: Handled) -> None:
    words = ("企业名称", "电话", "姓名", "2020年", "工厂名称", "草稿")
    for number in range(3):
        cells = {(row, 1): Content(paper.random.choice(words)) for row in range(1, 9)}
        paper.pages[f"草稿{number}"] = Page(cells | {(row, 2): Content(float(row)) for row in range(1, 9)}, [])


@operator
def system_sheet_deleted(paper: Handled) -> None:
    """The hidden sheet that says which notice this is."""
    title = paper.titles[SYSTEM_SHEET]
    paper.pages.pop(title, None)
    for name, formula in paper.names.items():
        paper.names[name] = "#REF!" if formula.startswith(f"'{title}'!") else formula


@operator
def sheets_hidden(paper: Handled) -> None:
    paper.page(table_sheet(paper)).is_hidden = True


# ---- rows and columns


def insert(paper: Handled, sheet: str, *, row: int = 0, column: int = 0, count: int = 1, names_follow: bool) -> None:
    """Rows before a row or columns before a column."""

    def move(down: int, right: int) -> Place:
        return (down + count * (0 < row <= down), right + count * (0 < column <= right))

    paper.move(sheet, move, names_follow=names_follow)


def delete(paper: Handled, sheet: str, *, row: int = 0, column: int = 0, names_follow: bool) -> None:
    """One row or one column; the fields whose inputs stood there are lost."""

    def move(down: int, right: int) -> Place | None:
        gone = (row and down == row) or (column and right == column)
        return None if gone else (down - (0 < row < down), right - (0 < column < right))

    paper.move(sheet, move, names_follow=names_follow)
    for id_, spot in paper.layout.spots.items():
        if spot.sheet == sheet and any(paper.place(id_, number) is None for number in range(len(spot.cells))):
            paper.lost.add(id_)


def _row(paper: Handled, sheet: str, *, role: str = "") -> int:
    """The row where some line of a table stands now."""
    lines = [line for line in table_lines(paper, sheet) if role in ("", line.role)]
    where = paper.now(sheet, paper.random.choice(lines).row, 1)
    return where[0] if where else 4


def _words(paper: Handled, sheet: str, row: int) -> list[str]:
    cells = sorted(paper.page(sheet).cells.items())
    return [str(content.value) for (at, column), content in cells if at == row and column < 3]


@operator
def row_inserted_in_excel(paper: Handled) -> None:
    sheet = table_sheet(paper)
    insert(paper, sheet, row=_row(paper, sheet), names_follow=True)


@operator
def rows_inserted_names_left(paper: Handled) -> None:
    """The rows move, the names stay; after three rows 2020年 stands where 2020年 of the heading above stood."""
    sheet = table_sheet(paper)
    insert(paper, sheet, row=_row(paper, sheet), count=paper.random.choice((1, 3)), names_follow=False)


@operator
def note_inserted_between(paper: Handled) -> None:
    """A row with somebody's words above an input."""
    sheet = table_sheet(paper)
    row = _row(paper, sheet)
    insert(paper, sheet, row=row, names_follow=True)
    paper.page(sheet).write(row, paper.random.choice((1, 2, 3)), "请按去年审计报告填写")


@operator
def row_deleted_in_excel(paper: Handled) -> None:
    sheet = table_sheet(paper)
    delete(paper, sheet, row=_row(paper, sheet, role="input"), names_follow=True)


@operator
def row_deleted_names_left(paper: Handled) -> None:
    sheet = table_sheet(paper)
    delete(paper, sheet, row=_row(paper, sheet), names_follow=False)


@operator
def rows_swapped(paper: Handled) -> None:
    """Cut and put in elsewhere, as somebody tidies; the names go along.

    Not two rows of one label, nor one that prints a heading for the rows below: what is printed would say otherwise.
    """
    sheet = table_sheet(paper)
    one, other = _row(paper, sheet, role="input"), _row(paper, sheet, role="input")
    printed = [_words(paper, sheet, row) for row in (one, other)]
    if printed[0] == printed[1] or any(len(words) > 1 for words in printed):
        return

    def move(down: int, right: int) -> Place:
        return ({one: other, other: one}.get(down, down), right)

    paper.move(sheet, move, names_follow=True)


@operator
def column_inserted_in_front(paper: Handled) -> None:
    insert(paper, table_sheet(paper), column=1, names_follow=True)


@operator
def column_inserted_names_left(paper: Handled) -> None:
    insert(paper, table_sheet(paper), column=paper.random.choice((1, 3)), names_follow=False)


@operator
def heading_column_deleted(paper: Handled) -> None:
    """Without their headings, labels that occur twice lead nowhere; the names still do."""
    delete(paper, table_sheet(paper), column=1, names_follow=True)


@operator
def status_column_deleted(paper: Handled) -> None:
    where = paper.now(paper.layout.spots["company_name"].sheet, 1, 4)
    if where:
        delete(paper, paper.layout.spots["company_name"].sheet, column=where[1], names_follow=True)


@operator
def rows_hidden(paper: Handled) -> None:
    paper.page(table_sheet(paper)).hidden |= set(range(4, 60, 3))


# ---- cells merged or split


@operator
def input_merged_upwards(paper: Handled) -> None:
    """The lower of two inputs loses what stood in it."""
    sheet = table_sheet(paper)
    lines = [line for line in paper.layout.lines(sheet) if line.role == "input"]
    upper, lower = paper.random.choice([pair for pair in itertools.pairwise(lines) if pair[0].row + 1 == pair[1].row])
    above, below = paper.place(upper.id), paper.place(lower.id)
    if above is None or below is None or below != (above[0] + 1, above[1]):
        return
    page = paper.page(sheet)
    page.merges.append(Block("", *above, *below))
    page.cells.pop(below, None)
    paper.lost.add(lower.id)


@operator
def headings_merged(paper: Handled) -> None:
    """A heading over all its rows, as the Word form has it."""
    sheet = table_sheet(paper)
    rows: dict[str, list[int]] = {}
    for line in table_lines(paper, sheet):
        where = paper.now(sheet, line.row, 1)
        if line.heading and where:
            rows.setdefault(line.heading, []).append(where[0])
    where = paper.now(sheet, 1, 1)
    if where:
        blocks = [Block("", min(found), where[1], max(found), where[1]) for found in rows.values() if len(found) > 1]
        paper.page(sheet).merges += blocks


@operator
def input_merged_to_the_right(paper: Handled) -> None:
    sheet = table_sheet(paper)
    for line in paper.layout.lines(sheet):
        where = paper.place(line.id) if line.role == "input" else None
        if where and paper.random.random() < 0.3:
            paper.page(sheet).merges.append(Block("", *where, where[0], where[1] + 1))


@operator
def long_texts_unmerged(paper: Handled) -> None:
    for page in paper.pages.values():
        page.merges = []


@operator
def long_text_split_over_rows(paper: Handled) -> None:
    """Unmerged, each paragraph in a row of its own: which of them is the text nobody knows."""
    spots = [(id_, spot) for id_, spot in paper.layout.spots.items() if spot.merged and paper.place(id_)]
    id_, spot = paper.random.choice(spots)
    where, page = paper.place(id_), paper.page(spot.sheet)
    text = page.text(*where) if where else ""
    if where and len(text) > 1:
        page.merges = []
        page.write(*where, text[: len(text) // 2])
        page.write(where[0] + 1, where[1], text[len(text) // 2 :])


@operator
def cells_shifted_right(paper: Handled) -> None:
    """A few inputs pushed one cell to the right by a program that leaves the names."""
    sheet = table_sheet(paper)
    for line in paper.random.sample([line for line in paper.layout.lines(sheet) if line.role == "input"], 3):
        where = paper.place(line.id)
        if where:
            page = paper.page(sheet)
            page.cells[where[0], where[1] + 1] = page.cells.pop(where, Content())


# ---- labels


def _labels(paper: Handled, change: Callable[[str], str]) -> None:
    for sheet in (paper.layout.spots["company_name"].sheet, paper.layout.spots["factory_name"].sheet):
        page = paper.page(sheet)
        for line in table_lines(paper, sheet):
            for column in (1, 2):
                where = paper.now(sheet, line.row, column)
                if where and page.text(*where):
                    page.write(*where, change(page.text(*where)))


WIDE = {ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789,()ABC+"}
"""Full-width forms, as an input method types them."""


@operator
def labels_spaced(paper: Handled) -> None:
    _labels(paper, lambda text: "　".join(text) + "：")


@operator
def labels_full_width(paper: Handled) -> None:
    _labels(paper, lambda text: text.translate(WIDE) + "\n")


@operator
def labels_starred(paper: Handled) -> None:
    """Marked as required, numbered, with a remark behind."""
    _labels(paper, lambda text: f"* {text}" if paper.random.random() < 0.5 else text)


@operator
def label_reworded(paper: Handled) -> None:
    """The name still leads there, the words beside do not."""
    sheet = table_sheet(paper)
    line = paper.random.choice([line for line in paper.layout.lines(sheet) if line.role == "input"])
    where = paper.now(sheet, line.row, 2)
    if where:
        paper.page(sheet).write(*where, "换了说法")


@operator
def heading_blanked(paper: Handled) -> None:
    sheet = table_sheet(paper)
    headed = [line for line in table_lines(paper, sheet) if line.heading]
    heading = paper.random.choice(headed).heading
    where = paper.now(sheet, next(line.row for line in headed if line.heading == heading), 1)
    if where:
        paper.page(sheet).cells.pop(where, None)


# ---- programs


@operator
def validations_gone(paper: Handled) -> None:
    for page in paper.pages.values():
        page.validation = ""


@operator
def protection_removed(paper: Handled) -> None:
    for page in paper.pages.values():
        page.is_protected = False


@operator
def formats_lost(paper: Handled) -> None:
    """Pasted as values only: a day is its number."""
    for page in paper.pages.values():
        for (row, column), content in [*page.cells.items()]:
            value = content.value
            if isinstance(value, dt.datetime):
                value = (value - dt.datetime(1899, 12, 30)) / dt.timedelta(days=1)
            page.cells[row, column] = content._replace(value=value, style=0)


@operator
def dates_of_1904(paper: Handled) -> None:
    paper.is_1904 = True


@operator
def dimension_wrong(paper: Handled) -> None:
    """As WPS does at times: a sheet says that it is one cell large."""
    for page in paper.pages.values():
        page.dimension = f'<dimension ref="{paper.random.choice(("A1", "A1:B2", "A1:XFD1048576"))}"/>'


@operator
def formulas_lost(paper: Handled) -> None:
    """Everything pasted as values: the cover shows what it showed, the state cells are words."""
    for page in paper.pages.values():
        for where, content in [*page.cells.items()]:
            if content.formula:
                page.cells[where] = Content("✔" if where[1] == 4 else None)
