"""Demands on codes of firms and phones of persons."""

import pytest

from support.forms import CREDIT_BODY, base_values
from support.rules import message, rule
from workbook.codes import check_digit

CODE = rule("credit_code", field="credit_code")
AREA = rule("code_area", field="credit_code", start=3, prefix="3204")
FIRM = rule("code_area", field="credit_code", start=1, prefix="91")
PHONE = rule("mobile", field="contact_phone")
RIGHT = base_values()["credit_code"]


def test_a_right_code_passes() -> None:
    assert message(CODE) == ""


@pytest.mark.parametrize("spelling", [RIGHT.lower(), f" {RIGHT[:8]} {RIGHT[8:]}　", RIGHT.replace("9", "９")])
def test_a_right_code_passes_in_other_spellings(spelling: str) -> None:
    assert message(CODE, credit_code=spelling) == ""


def test_a_wrong_check_digit_is_named() -> None:
    words = message(CODE, credit_code=CREDIT_BODY + "K")

    assert words == f"第18位应为{check_digit(CREDIT_BODY)}，填的是K（或前17位有误）"


def test_a_code_that_arrives_as_a_number_has_lost_digits() -> None:
    assert message(CODE, credit_code=913204123456789000) == "以数字保存，末几位已丢失"


def test_a_blank_code_is_not_wrong() -> None:
    assert message(CODE, credit_code=None) == ""


def test_a_code_of_the_area_passes() -> None:
    assert message(AREA) == ""


def test_a_code_of_another_area_is_told() -> None:
    assert message(AREA, credit_code=f"91320512{RIGHT[8:]}") == "代码第3至6位是3205，不是3204"


def test_a_code_of_another_length_is_left_to_the_code_itself() -> None:
    assert message(AREA, credit_code="9132") == ""


def test_a_firm_is_a_legal_person() -> None:
    assert message(FIRM) == ""


@pytest.mark.parametrize("kind", ["93", "51", "11"])
def test_the_code_of_no_firm_is_told(kind: str) -> None:
    assert message(FIRM, credit_code=f"{kind}{RIGHT[2:]}") == f"代码第1至2位是{kind}，不是91"


@pytest.mark.parametrize(
    "phone", ["13812345678", 13812345678, "138-1234-5678", "+86 13812345678", "１３８１２３４５６７８"]
)
def test_a_mobile_passes(phone: object) -> None:
    assert message(PHONE, contact_phone=phone) == ""


@pytest.mark.parametrize("phone", ["0519-85681233", "1381234567", "12812345678"])
def test_another_phone_is_told(phone: object) -> None:
    assert message(PHONE, contact_phone=phone) == f"“{phone}”不是11位手机号"


def test_a_blank_phone_is_not_wrong() -> None:
    assert message(PHONE, contact_phone=None) == ""
