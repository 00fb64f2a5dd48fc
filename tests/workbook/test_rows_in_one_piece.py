"""Rows written in one piece stand in a book as if each cell had been written alone."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support import opened, package
from support.spoken import NOTICE, of_the_first
from workbook import papers, patch, read
from workbook.edit import Change, Content, RowsEdit
from workbook.errors import ChangedMeanwhileError, UnreadableError, ValueMissingError
from workbook.notice import shelf
from workbook.ooxml.address import LAST_ROW
from workbook.papers import Table, TableColumn
from workbook.render.master import empty_master

RICH = patch.apply(opened.rich_book(), [Change("表", "F1", None, "另外")])
TABLE = Table(
    "表",
    (TableColumn("firm", "企业"), TableColumn("sum", "数"), TableColumn("day", "日期"), TableColumn("more", "另外")),
    places=(1, 2, 3, 6),
)
"""The columns of the rich book that hold no formula, and one that has no look."""
THERE: list[dict[str, Content]] = [
    {"firm": f"公司{number}", "sum": Decimal("1.5") * number, "day": dt.date(2023, 3, 15) + dt.timedelta(number)}
    for number in range(1, 6)
]
TEXTS = st.text(max_size=6) | st.sampled_from(["=1+1", "@SUM(A1)", "　", " 两边 ", "很长的企业名称" * 9, "甲\n乙\n丙"])
CONTENTS = TEXTS | st.none() | st.decimals(-99, 99, places=2) | st.booleans() | st.dates(dt.date(1890, 1, 1))
ROWS = st.lists(
    st.dictionaries(st.sampled_from([*TABLE.by_id, "unshown"]), CONTENTS) | st.sampled_from(THERE), max_size=8
)
OLD = st.sampled_from([*(THERE[:count] for count in range(6)), [*THERE, {}, {}]])


@given(OLD, ROWS)
@settings(max_examples=200, deadline=None)
def test_rows_in_one_piece_give_the_bytes_of_their_cells(
    old: list[dict[str, Content]], new: list[dict[str, Content]]
) -> None:
    """Over rows that stand there and below them."""
    cells, pieces = papers.changes(TABLE, old, new), papers.edits(TABLE, old, new)

    assert patch.apply(RICH, pieces) == patch.apply(RICH, cells)
    assert sum(edit.size for edit in pieces) == len(cells)


def test_a_row_must_still_hold_what_the_plan_saw() -> None:
    seen = [{**THERE[0], "firm": "别的公司"}]
    [edit] = papers.edits(TABLE, seen, [{"firm": "新公司"}])

    with pytest.raises(ChangedMeanwhileError, match="表!A2"):
        patch.apply(RICH, [edit])

    assert opened.by_calamine(patch.apply(RICH, [edit], force=True), "表")["A2"] == "新公司"


@of_the_first
def test_a_master_of_many_rows_is_read_as_it_was_written() -> None:
    """More rows than are written at a time, one of them blank; each with texts that look like formulas."""
    table = papers.master_tables(shelf.pack(NOTICE))["总表"]
    texts = [column.id for column in table.columns if column.kind == "text" and not column.manual]
    rows: list[dict[str, Content]] = [{id_: f"={number}+{id_}" for id_ in texts} for number in range(600)]
    rows[300] = {}

    data = patch.apply(empty_master(shelf.pack(NOTICE)), papers.edits(table, [], rows))

    cells = read.Tables(data, "总表.xlsx").rows(table)
    found = papers.contents(table, cells)
    assert [{id_: content for id_, content in row.items() if content is not None} for row in found] == rows
    assert not any(cell.is_formula for row in cells for cell in row.values())


def test_a_cell_told_beside_its_row_stands_in_it() -> None:
    row = RowsEdit("表", 30, {"firm": "A", "sum": "B"}, [], [{"firm": "甲", "sum": 1}])

    data = patch.apply(RICH, [row, Change("表", "B30", None, 2)])

    found = opened.by_calamine(data, "表")
    assert (found["A30"], found["B30"]) == ("甲", 2)


def test_rows_that_no_sheet_holds_are_refused() -> None:
    rows = [{"firm": "甲"}] * 2

    with pytest.raises(ValueMissingError, match=f"表!A{LAST_ROW + 1}"):
        patch.apply(RICH, [RowsEdit("表", LAST_ROW, {"firm": "A"}, [], rows)])


def test_rows_out_of_order_are_refused_in_words() -> None:
    """No program writes such a sheet; what stands where can then not be told."""
    names = '<definedName name="rows_x">表!$A$1:$B$1</definedName>'
    data = package.book('<row r="5"/><row r="2"/>', workbook=package.outline(names=names))

    with pytest.raises(UnreadableError, match="次序颠倒"):
        patch.apply(data, [RowsEdit("表", 9, {"firm": "A"}, [], [{"firm": "甲"}])])
