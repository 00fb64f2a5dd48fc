"""Kinds of cell content: the same meaning in every spelling, nothing converted in silence."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.ooxml.cell import Cell
from workbook.values import TICK_SHAPES, Kind, Problem, interpret, rate, shown, tick, visible_count, word_count

DAYS = st.dates(dt.date(1906, 1, 1), dt.date(2099, 12, 31))
AMOUNTS = st.decimals(Decimal(-(10**9)), Decimal(10**9), places=2)
WIDE = str.maketrans("0123456789.-/", "０１２３４５６７８９．－／")
SPELLINGS = ("{0.year}-{0.month}-{0.day}", "{0.year}/{0.month:02}/{0.day:02}", "{0.year}.{0.month}.{0.day}",
             "{0.year}年{0.month}月{0.day}日", "{0:%Y%m%d}", " {0.year} 年 {0.month} 月 {0.day} 日　")  # fmt: skip
MONTH_SPELLINGS = ("{0.year}-{0.month}", "{0.year}/{0.month:02}", "{0.year}.{0.month:02}", "{0.year}年{0.month}月",
                   "{0:%Y%m}", "{0.year}年{0.month}月{0.day}日")  # fmt: skip


def midnight(day: dt.date) -> dt.datetime:
    """A day as a cell holds it."""
    return dt.datetime.combine(day, dt.time())


@given(DAYS, st.sampled_from(SPELLINGS), st.booleans())
def test_a_day_means_the_same_in_every_spelling(day: dt.date, spelling: str, is_wide: bool) -> None:
    text = spelling.format(day)

    reading = interpret(Kind.DATE, Cell(text.translate(WIDE) if is_wide else text))

    assert reading.value == day


@given(DAYS)
def test_a_day_comes_back_from_what_the_papers_print(day: dt.date) -> None:
    assert interpret(Kind.DATE, Cell(shown(Kind.DATE, day))).value == day


@given(DAYS)
def test_a_date_cell_and_its_bare_number_mean_the_same(day: dt.date) -> None:
    number = float((day - dt.date(1899, 12, 30)).days)

    assert interpret(Kind.DATE, Cell(midnight(day))) == interpret(Kind.DATE, Cell(number))


@given(DAYS, st.sampled_from(MONTH_SPELLINGS), st.booleans())
def test_a_month_means_the_same_in_every_spelling(day: dt.date, spelling: str, is_wide: bool) -> None:
    text = spelling.format(day)

    reading = interpret(Kind.YEAR_MONTH, Cell(text.translate(WIDE) if is_wide else text))

    assert reading.value == day.replace(day=1)


@given(DAYS)
def test_a_month_comes_back_from_what_the_papers_print(day: dt.date) -> None:
    month = day.replace(day=1)

    assert interpret(Kind.YEAR_MONTH, Cell(shown(Kind.YEAR_MONTH, month))).value == month


@given(DAYS)
def test_a_date_in_a_month_cell_is_its_month(day: dt.date) -> None:
    assert interpret(Kind.YEAR_MONTH, Cell(midnight(day))).value == day.replace(day=1)


@pytest.mark.parametrize(("number", "month"), [(2023.05, 5), (2023.5, 5), (2023.12, 12), (2023.2, 2), (202305.0, 5)])
def test_a_number_may_be_a_month(number: float, month: int) -> None:
    assert interpret(Kind.YEAR_MONTH, Cell(number)).value == dt.date(2023, month, 1)


def test_a_number_that_may_be_two_months_has_no_value() -> None:
    reading = interpret(Kind.YEAR_MONTH, Cell(2022.1))

    assert (reading.value, reading.problem) == (None, Problem.AMBIGUOUS_MONTH)


@pytest.mark.parametrize(
    "content", ["2022-02-30", "2022-13-01", "2022", "22-10-31", "2022-10", "去年", 2022.0, 20221331.0, True]
)
def test_what_is_no_day_has_no_value(content: object) -> None:
    assert interpret(Kind.DATE, Cell(content)).problem is Problem.UNREADABLE


@pytest.mark.parametrize(
    "content", ["2023", "2023-13", "2023年", "12月", "2023.5-2023.12", "2023-112", 2023.0, 2023.13, 5.0, False]
)
def test_what_is_no_month_has_no_value(content: object) -> None:
    assert interpret(Kind.YEAR_MONTH, Cell(content)).problem is Problem.UNREADABLE


@given(AMOUNTS)
def test_a_number_is_the_amount(amount: Decimal) -> None:
    assert interpret(Kind.MONEY_WAN, Cell(float(amount))).value == amount


@given(AMOUNTS)
def test_an_amount_typed_as_text_is_never_converted_in_silence(amount: Decimal) -> None:
    reading = interpret(Kind.MONEY_WAN, Cell(f"{amount}"))

    assert (reading.value, reading.problem) == (None, Problem.READABLE)


@given(AMOUNTS)
def test_an_amount_comes_back_from_what_the_papers_print(amount: Decimal) -> None:
    written = shown(Kind.MONEY_WAN, interpret(Kind.MONEY_WAN, Cell(float(amount))).value)

    assert Decimal(written) == amount


@given(AMOUNTS, st.sampled_from(["", "万", "万元", "亿", "亿元", "元"]))
def test_an_amount_in_full_width_is_read_like_the_narrow_one(amount: Decimal, unit: str) -> None:
    narrow, wide = f"{amount}{unit}", f"{amount}{unit}".translate(WIDE)

    said, said_wide = (interpret(Kind.MONEY_WAN, Cell(text)) for text in (narrow, wide))

    assert said_wide.note.removeprefix(f"“{wide}”") == said.note.removeprefix(f"“{narrow}”")


@given(st.sampled_from(list(Kind)), st.text(" \t\r\n\u00a0\u3000", max_size=5))
def test_white_space_is_blank_for_every_kind(kind: Kind, white: str) -> None:
    assert interpret(kind, Cell(white)).is_blank


@given(
    st.sampled_from(list(Kind)),
    st.one_of(st.text(max_size=30), st.floats(allow_nan=False, allow_infinity=False), st.booleans()),
)
def test_any_content_is_read_without_a_stop(kind: Kind, content: object) -> None:
    reading = interpret(kind, Cell(content))

    assert reading.problem is None or reading.note


@pytest.mark.parametrize("shape", TICK_SHAPES)
def test_accepted_shapes_are_ticks(shape: object) -> None:
    assert tick(shape).value is True


@pytest.mark.parametrize("shape", ["☒", "×", "r", "１", "√√", "否"])
def test_other_shapes_are_asked(shape: object) -> None:
    assert (tick(shape).value, tick(shape).problem) == (False, Problem.DOUBTFUL_TICK)


def test_a_native_check_box_is_a_box() -> None:
    assert [interpret(Kind.TICK, Cell(state)).value for state in (True, False)] == [True, False]


def test_a_code_kept_as_a_number_has_lost_digits() -> None:
    assert interpret(Kind.CREDIT_CODE, Cell(9.1320412e17)).problem is Problem.DIGITS_LOST


def test_an_error_has_no_value_in_any_kind() -> None:
    shown_error = Cell("#N/A", is_error=True)

    assert {interpret(kind, shown_error).problem for kind in Kind} == {Problem.UNREADABLE}


@given(st.text())
def test_words_are_never_more_than_characters(text: str) -> None:
    assert 0 <= word_count(text) <= visible_count(text)


@pytest.mark.parametrize(
    ("text", "words"), [("", 0), ("智能工厂", 4), ("MES 系统", 3), ("PLC，ERP", 3), ("3D打印", 3), ("a b\nc", 3)]
)
def test_words_are_counted_like_word_does(text: str, words: int) -> None:
    assert word_count(text) == words


@pytest.mark.parametrize(
    ("text", "figure"), [("30%", "0.3"), ("0.95", "0.95"), (" 12 %", "0.12"), ("-3", "-3"), ("5.", "5")]
)
def test_a_bare_figure_is_a_rate(text: str, figure: str) -> None:
    assert rate(text) == Decimal(figure)


@pytest.mark.parametrize("text", ["30天", "%", "", "1e3", "3.2.1", None])
def test_words_are_no_rate(text: str | None) -> None:
    assert rate(text) is None


@pytest.mark.parametrize(
    ("kind", "typed", "words"),
    [
        (Kind.YEAR_MONTH, 2022.1, "“2022.1”可能是2022年1月，也可能是2022年10月"),
        (Kind.YEAR_MONTH, 2022, "“2022”不是年月"),
        (Kind.DATE, 2015.6, "“2015.6”不是日期"),
    ],
)
def test_a_number_in_a_cell_made_for_days_is_told_as_typed(kind: Kind, typed: float, words: str) -> None:
    shown_as_a_day = Cell(dt.datetime(1899, 12, 30) + dt.timedelta(days=typed))

    assert interpret(kind, shown_as_a_day).note == words
