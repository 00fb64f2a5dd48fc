"""What native validation says of each input: a prompt for all, a stop for ticks, codes and numbers, else a warning."""

import io

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.datavalidation import DataValidation

from support.spoken import form, of_the_first
from workbook.layout import Layout
from workbook.render.declaration import declaration
from workbook.values import Kind

LAYOUT = Layout(form())
STOPPED = {Kind.TICK, Kind.CHOICE, Kind.CHOICES, Kind.CREDIT_CODE, Kind.MONEY_WAN, Kind.DATE}


@pytest.fixture(scope="module")
def validations() -> dict[str, DataValidation]:
    """The validation of every cell that has one."""
    book = load_workbook(io.BytesIO(declaration(form().pack)))
    return {
        f"{sheet.title}!{cell.coordinate}": one
        for sheet in book
        for one in sheet.data_validations.dataValidation
        for area in one.sqref.ranges
        for row in sheet.iter_rows(area.min_row, area.max_row, area.min_col, area.max_col)
        for cell in row
    }


def of(validations: dict[str, DataValidation], field: str) -> DataValidation:
    return validations[LAYOUT.address(field)]


def test_every_input_with_a_demand_is_prompted(validations: dict[str, DataValidation]) -> None:
    asked = {id_ for rule in form().pack.rules if rule.paper == "declaration" for id_ in rule.touched()}
    inputs = [id_ for id_, spec in form().fields.items() if spec.kind is not Kind.DERIVED]

    silent = [id_ for id_ in inputs if id_ in asked and not of(validations, id_).prompt]

    assert silent == []


@of_the_first
def test_what_can_only_be_meant_one_way_is_stopped(validations: dict[str, DataValidation]) -> None:
    warned = {
        id_
        for id_, spec in form().fields.items()
        if spec.kind in STOPPED and of(validations, id_).errorStyle == "warning"
    }

    assert warned == {"founded_on", "revenue_2022_wan"}  # days and sums of which the notice has a bound


@of_the_first
@pytest.mark.parametrize(
    ("field", "words", "bound"),
    [
        ("revenue_2022_wan", "原则上不低于2000万元", "2000"),
        ("founded_on", "2022年10月31日前登记注册", "DATE(2022,10,31)"),
        ("company_profile", "限500字", "<=500"),
    ],
)
def test_a_bound_warns_with_the_sentence_of_the_notice(
    validations: dict[str, DataValidation], field: str, words: str, bound: str
) -> None:
    found = of(validations, field)

    assert found.errorStyle == "warning"
    assert words in found.error
    assert bound in found.formula1


@of_the_first
def test_a_wrong_check_digit_is_stopped(validations: dict[str, DataValidation]) -> None:
    found = of(validations, "credit_code")

    assert (found.type, found.errorStyle or "stop") == ("custom", "stop")
    assert "code_weights" in found.formula1
    assert found.error.startswith("不符合“统一社会信用代码")


def test_the_prompt_of_a_group_is_its_paragraph_of_the_standards(validations: dict[str, DataValidation]) -> None:
    for area in form().areas.values():
        if area.standard:
            assert of(validations, area.boxes[0][0]).prompt == area.standard


def test_no_message_is_longer_than_a_program_takes(validations: dict[str, DataValidation]) -> None:
    for one in validations.values():
        assert len(one.promptTitle or "") <= 32
        assert len(one.prompt or "") <= 255
        assert len(one.error or "") <= 255
        assert len(one.formula1 or "") <= 255


def test_no_validation_holds_an_array_constant(validations: dict[str, DataValidation]) -> None:
    assert not [one.formula1 for one in validations.values() if "{" in (one.formula1 or "")]


@of_the_first
def test_a_month_typed_as_the_hint_says_is_not_stopped(validations: dict[str, DataValidation]) -> None:
    for field in ("built_from", "built_until"):
        assert (of(validations, field).type or "none", of(validations, field).prompt != "") == ("none", True)
