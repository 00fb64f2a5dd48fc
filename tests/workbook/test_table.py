"""Counting and pivoting rows."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from workbook import table
from workbook.table import Pivot

ROWS = [
    {"district": "武进区", "state": "推荐", "money": Decimal("1.5"), "planning": "排产"},
    {"district": "溧阳市", "state": "推荐", "money": Decimal(2), "planning": None},
    {"district": "武进区", "state": None, "money": "不明", "planning": "计划、排产"},
]
DISTRICTS = ("溧阳市", "金坛区", "武进区")


def test_districts_stand_against_states() -> None:
    found = table.pivot(ROWS, "district", "state", down_order=DISTRICTS, across_order=("推荐",))

    assert found == Pivot(DISTRICTS, ("推荐", "（空）"), ((1, 0), (0, 0), (1, 1)))


def test_totals_close_rows_and_columns() -> None:
    found = table.pivot(ROWS, "district", "state", across_order=("推荐",)).with_totals()

    assert found.rows()[-1] == {"": "合计", "推荐": 2, "（空）": 1, "合计": 3}


def test_a_group_is_covered_where_its_column_is_filled() -> None:
    found = table.filled(ROWS, {"planning": "计划调度"}, "district", DISTRICTS)

    assert found == Pivot(("计划调度",), DISTRICTS, ((0, 0, 2),))


def test_sums_leave_out_what_is_no_number() -> None:
    found = table.sums(ROWS, "district", ["money"], DISTRICTS)

    assert [row["money"] for row in found] == [2.0, 0.0, 1.5]


def test_no_rows_give_empty_tables() -> None:
    assert table.pivot([], "district", "state", down_order=DISTRICTS).counts == ((), (), ())
    assert table.filled([], {"planning": "计划"}, "district", DISTRICTS).counts == ((0, 0, 0),)
    assert table.sums([], "district", ["money"]) == []


@given(st.lists(st.fixed_dictionaries({"a": st.sampled_from("甲乙丙"), "b": st.none() | st.sampled_from("12")})))
def test_a_pivot_counts_every_row_once(rows: list[dict[str, str | None]]) -> None:
    assert sum(map(sum, table.pivot(rows, "a", "b").counts)) == len(rows)


def test_a_sum_takes_no_word_for_a_number_and_loses_no_digit() -> None:
    """Ten times 0.1 are 1 as a person adds them; what a firm wrote instead of a number counts as nothing."""
    rows = [{"money": "0.1"}] * 10 + [{"money": text} for text in ("约500", "nan", "inf", {"raw": "1万"}, None, "")]

    assert table.sums(rows, "district", ["money"]) == [{"district": "（空）", "money": 1.0}]
