"""Codes with an inner check; the examples of the module run as tests."""

import doctest

from hypothesis import given
from hypothesis import strategies as st

from workbook import codes

BODIES = st.builds(
    "".join, st.tuples(st.text("0123456789", min_size=8, max_size=8), st.text(codes.ALPHABET, min_size=9, max_size=9))
)


def test_the_examples_of_the_module_hold() -> None:
    assert doctest.testmod(codes).failed == 0


def test_a_full_width_letter_is_told_as_such() -> None:
    assert codes.fault("911100006000373\uff2d1L") == "第16位是全角的“\uff2d”，应为半角"


@given(BODIES)
def test_a_code_with_its_check_digit_has_no_fault(body: str) -> None:
    assert codes.fault(body + codes.check_digit(body)) == ""


@given(BODIES, st.sampled_from(codes.ALPHABET))
def test_another_check_digit_is_told_with_the_right_one(body: str, digit: str) -> None:
    expected = codes.check_digit(body)

    told = codes.fault(body + digit)

    assert told == ("" if digit == expected else f"第18位应为{expected}，填的是{digit}（或前17位有误）")


@given(BODIES, st.integers(8, 16), st.sampled_from(codes.ALPHABET))
def test_one_wrong_sign_is_always_noticed(body: str, place: int, sign: str) -> None:
    code = body + codes.check_digit(body)

    changed = code[:place] + sign + code[place + 1 :]

    assert bool(codes.fault(changed)) is (changed != code)
