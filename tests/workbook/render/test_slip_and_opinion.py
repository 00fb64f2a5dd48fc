"""退回单, 初审意见 and 名册 as they leave a desk."""

import datetime as dt
import io
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from support.spoken import DISTRICT, form, of_the_first
from workbook.merge import Declaration, Opinion, StoredFinding
from workbook.read import paper_of
from workbook.read import registers as read_registers
from workbook.render.opinion import opinion
from workbook.render.registers import registers
from workbook.render.slip import asked, slip

PACK = form().pack


def finding(force: str, **changes: Any) -> StoredFinding:
    known: dict[str, Any] = {
        "rule": "credit-code",
        "source": "FMT-05",
        "force": force,
        "message": "第18位应为K，填的是5",
        "cells": ("企业基本信息!C5",),
        "label": "统一社会信用代码",
        "quotes": ("统一社会信用代码",),
        "mend": "请对照营业执照更正",
    }
    return StoredFinding(**(known | changes))


def declaration(*findings: StoredFinding, **changes: Any) -> Declaration:
    known: dict[str, Any] = {
        "id": "2023-WJ-0001",
        "notice": PACK.id,
        "version": PACK.version,
        "district": DISTRICT,
        "file": "甲公司.xlsx",
        "sha256": "0" * 64,
        "digest": "1" * 64,
        "values": {"company_name": "甲公司", "factory_name": "甲工厂", "credit_code": "91320412MA1ABCDE0X"},
        "texts": {},
        "cells": {},
        "verdict": "fail",
        "findings": findings,
    }
    return Declaration(**(known | changes))


def sheet(data: bytes) -> Worksheet:
    return load_workbook(io.BytesIO(data)).worksheets[0]


def words(data: bytes) -> str:
    return "\n".join(str(cell.value) for row in sheet(data) for cell in row if cell.value is not None)


def test_a_slip_says_where_what_which_sentence_and_how_to_mend() -> None:
    row = [cell.value for cell in sheet(slip(PACK, declaration(finding("must"))))[5]]

    assert row == [
        "1",
        "✖ 错误",
        "企业基本信息!C5\n统一社会信用代码",
        "第18位应为K，填的是5",
        "“统一社会信用代码”（FMT-05）",
        "请对照营业执照更正",
    ]


def test_errors_come_before_what_may_be_explained() -> None:
    found = declaration(finding("should", rule="a"), finding("must", rule="b"), finding("note", rule="c"))

    assert [one.rule for one in asked(found)] == ["b", "a"]


def test_what_is_explained_is_not_asked_again() -> None:
    assert asked(declaration(finding("should", explanation="因检修停产"))) == ()


def test_a_slip_without_findings_leaves_room_to_say_why() -> None:
    data = slip(PACK, declaration(finding("judge")))

    assert "须修改之处写在下表" in words(data)
    assert "0 项" not in words(data)
    assert [sheet(data)[f"D{row}"].border.bottom.style for row in (5, 6, 7)] == ["thin"] * 3


@of_the_first
def test_a_slip_names_the_firm_and_the_deadline() -> None:
    text = words(slip(PACK, declaration(finding("must"))))

    assert "甲公司：" in text
    assert "2023年12月20日" in text


def test_a_firm_named_like_a_formula_stays_a_text() -> None:
    given = declaration(finding("must"), values={"company_name": "=1+1"})

    assert not [cell for row in sheet(slip(PACK, given)) for cell in row if cell.data_type == "f"]


@of_the_first
@pytest.mark.parametrize("verdict", ["pass", "explain", "fail"])
def test_an_opinion_page_prints_the_box_of_the_notice(verdict: str) -> None:
    text = words(opinion(PACK, declaration(verdict=verdict)))

    assert "辖市、区工信主管部门初审意见" in text
    assert "日（章）" in text


def test_an_opinion_that_was_given_stands_in_the_box() -> None:
    given = Opinion(opinion="推荐", day=dt.date(2023, 12, 22), officer="王五")
    text = words(opinion(PACK, declaration(opinion=given)))

    assert "推荐" in text
    assert "经办人：王五" in text
    assert "2023年12月22日（章）" in text


def test_explanations_travel_on_the_opinion_page() -> None:
    assert "企业说明：因检修停产" in words(opinion(PACK, declaration(finding("should", explanation="因检修停产"))))


def test_empty_registers_say_nothing() -> None:
    data = registers(PACK)

    assert paper_of(data, "名册.xlsx").kind == "registers"
    assert all(read_registers(data, "名册.xlsx").hits(spec.id, "", "甲公司") is None for spec in PACK.registers)


def test_registers_have_the_columns_of_the_notice() -> None:
    book = load_workbook(io.BytesIO(registers(PACK)))

    for spec in PACK.registers:
        assert tuple(cell.value for cell in book[spec.title][2]) == spec.columns
