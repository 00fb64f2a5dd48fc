"""What people put beside, into and over the rows of a book and what does not follow them: told, never moved."""

from collections.abc import Iterator, Sequence

from workbook.edit import RowsEdit
from workbook.merge import several
from workbook.ooxml.address import Block, a1, column_number
from workbook.ooxml.opened import Opened
from workbook.papers import Table
from workbook.read import Tables

_FEW = 5


def left_behind(book: Tables, parts: Opened, table: Table, edit: RowsEdit) -> Iterator[str]:
    """What stands beside rows that become those of others, formulas that give way to contents, a filter at work."""
    theirs = (*book.beside(table), *parts.comments(table.sheet))
    beside = sorted({at for at in theirs if _has_moved(table, edit, at[0])})
    if beside:
        what = f"自加的内容、批注（{_places(beside)}）没有随行移动"
        yield f"{table.sheet}：有的行移了位置，{what}，请核对各在哪一行旁。"
    ids = {column_number(letters): id_ for id_, letters in table.letter.items()}
    lost = [(row, column) for row, column in book.formulas(table) if edit.row(row - edit.top, [(ids[column], 0)])]
    if lost:
        yield f"{table.sheet}：{_places(lost)}的公式没有随行移动，只留下原来的结果。还要用的请重填。"
    is_filtered = book.is_filtered(table.sheet) or parts.is_filtered(table.sheet)
    if is_filtered and any(_is_another(table, edit, edit.top + at) for at in edit.places):
        yield f"{table.sheet}：正在筛选，而行有增减或移动，现在显示的不一定是要筛的行。请在“数据”中重新应用筛选。"
    if not is_filtered:
        yield from _hidden(parts, table, edit)
    yield from _merged(book, table, edit)


def _hidden(parts: Opened, table: Table, edit: RowsEdit) -> Iterator[str]:
    """Rows that somebody hid and that are those of others now."""
    numbers = (row for row in parts.hidden_rows(table.sheet) if row >= edit.top)
    rows = [f"第{row}行" for row in numbers if _is_another(table, edit, row)]
    if rows:
        which = several(rows, "行", shown=_FEW)
        yield f"{table.sheet}：行有增减或移动，隐藏的仍是{which}，不一定是原来那一份。请取消隐藏后核对。"


def _merged(book: Tables, table: Table, edit: RowsEdit) -> Iterator[str]:
    """Cells that somebody merged: what comes to lie under them is not seen."""
    areas = (
        area for area in book.merged(table.sheet) if any(_is_another(table, edit, row) for row in _rows(area, edit))
    )
    found = [f"{a1(area.top, area.left)}:{a1(area.bottom, area.right)}" for area in areas]
    if found:
        which = several(found, "处", shown=_FEW)
        yield f"{table.sheet}：行有增减或移动，合并的单元格（{which}）没有随行移动，有的内容被盖住。请取消合并后核对。"


def _has_moved(table: Table, edit: RowsEdit, number: int) -> bool:
    """Whether a row that was one of the table becomes that of another, or none."""
    is_row = number >= edit.top and table.is_row(edit.before(number - edit.top))
    return is_row and _is_another(table, edit, number)


def _rows(area: Block, edit: RowsEdit) -> range:
    """The rows of an area that are among those of the edit."""
    return range(max(area.top, edit.top), min(area.bottom + 1, edit.top + len(edit.places)))


def _is_another(table: Table, edit: RowsEdit, number: int) -> bool:
    """Whether this row becomes that of another, or none."""
    at = number - edit.top
    return table.key_of(edit.before(at)) != table.key_of(edit.new[at] if at < len(edit.new) else {})


def _places(cells: Sequence[tuple[int, int]]) -> str:
    return several([a1(*at) for at in cells], "格", shown=_FEW)
