"""The tables of the books of rows, and the cells that differ between two states of one."""

import datetime as dt
import io
from collections.abc import Callable, Mapping
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.spoken import NOTICE, of_the_first
from workbook import papers, read
from workbook.edit import Change, Content
from workbook.notice import shelf
from workbook.notice.pack import Pack
from workbook.ooxml.cell import Cell
from workbook.papers import Table, TableColumn
from workbook.render.master import empty_master

Rows = list[dict[str, Content]]
Tables = Callable[[Pack], Mapping[str, Table]]

TABLE = Table(
    "表",
    (
        TableColumn("id", "编号"),
        TableColumn("firm", "企业"),
        TableColumn("money", "金额", kind="money_wan"),
        TableColumn("day", "日期", kind="date"),
        TableColumn("remark", "备注", manual=True),
    ),
)
CONTENTS = st.none() | st.text(max_size=5) | st.integers(-9, 9) | st.dates(dt.date(2000, 1, 1))
ROWS = st.lists(st.fixed_dictionaries({column.id: CONTENTS for column in TABLE.columns}), max_size=6)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return shelf.pack(NOTICE)


def test_a_new_row_fills_its_cells_below_the_header() -> None:
    row = {"id": "A1", "money": Decimal("12.5"), "day": dt.date(2023, 12, 1)}

    found = papers.changes(TABLE, [], [row])

    assert found == (
        Change("表", "A2", None, "A1"),
        Change("表", "C2", None, Decimal("12.5")),
        Change("表", "D2", None, dt.date(2023, 12, 1)),
    )


def test_a_row_that_vanishes_is_blanked() -> None:
    found = papers.changes(TABLE, [{"id": "A1"}, {"id": "A2", "firm": "乙"}], [{"id": "A1"}])

    assert found == (Change("表", "A3", "A2", None), Change("表", "B3", "乙", None))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (None, ""),
        ("甲", " 甲 "),
        (12, Decimal(12)),
        (12.5, Decimal("12.50")),
        ("甲\r\n乙", "甲\n乙"),
        ("a\x00", "a\ufffd"),
    ],
)
def test_what_would_stand_the_same_in_the_sheet_is_no_change(old: Content, new: Content) -> None:
    assert papers.changes(TABLE, [{"firm": old}], [{"firm": new}]) == ()


@given(ROWS)
def test_the_same_rows_change_nothing(rows: Rows) -> None:
    assert papers.changes(TABLE, rows, rows) == ()


@given(ROWS, ROWS)
def test_no_cell_is_changed_twice(old: Rows, new: Rows) -> None:
    cells = [change.cell for change in papers.changes(TABLE, old, new)]

    assert len(cells) == len(set(cells))


def test_a_numbered_row_without_its_key_is_no_row(pack: Pack) -> None:
    annex = papers.summary_tables(pack)["汇总表"]

    assert not annex.is_row({"number": 1, "type": "离散型/流程型"})
    assert annex.is_row({"firm": "甲公司", "factory": "一厂"})


def test_cells_become_contents_by_the_kind_of_their_column() -> None:
    row = {
        "id": Cell(7.0),
        "firm": Cell("甲"),
        "money": Cell(12.5),
        "day": Cell(dt.datetime(2023, 12, 1)),
        "remark": Cell(),
    }

    assert papers.contents(TABLE, [row]) == [
        {"id": "7", "firm": "甲", "money": Decimal("12.5"), "day": dt.date(2023, 12, 1), "remark": None}
    ]


@of_the_first
def test_the_printed_columns_are_the_thirteen_of_the_annex(pack: Pack) -> None:
    annex = papers.summary_tables(pack)["汇总表"]

    assert [column.title for column in annex.columns] == [column.title for column in pack.summary]
    assert len(annex.columns) == 13
    assert [column.id for column in annex.columns if column.manual] == ["remark"]


@pytest.mark.parametrize("tables", [papers.summary_tables, papers.master_tables])
def test_ids_and_titles_tell_the_columns_apart(pack: Pack, tables: Tables) -> None:
    for table in tables(pack).values():
        assert len(table.by_id) == len(table.columns)
        assert len({column.title for column in table.columns}) == len(table.columns)
        assert set(table.key) <= set(table.by_id)


@of_the_first
def test_a_column_a_clerk_inserted_is_stepped_around(pack: Pack) -> None:
    tables = papers.master_tables(pack)
    book = openpyxl.load_workbook(io.BytesIO(empty_master(pack)))
    book["总表"].insert_cols(3)
    file = io.BytesIO()
    book.save(file)

    table = read.placed(file.getvalue(), "总表.xlsx", tables)["总表"]

    assert (table.letter["district"], table.letter["firm"]) == ("B", "D")
    assert [change.cell for change in papers.changes(table, [], [{"firm": "甲"}])] == ["D2"]


def test_people_decide_in_the_manual_columns_of_the_master(pack: Pack) -> None:
    manual = [column for column in papers.master_tables(pack)["总表"].columns if column.manual]

    assert [column.id for column in manual] == ["review", "decision", "remark"]
