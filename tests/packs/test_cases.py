"""Every example a clerk can read in ``cases.toml`` holds, for every notice on the shelf."""

import pytest

from workbook import examples
from workbook.examples import Case, Examples
from workbook.form import Form
from workbook.notice import shelf

NOTICES = shelf.notice_ids()
FORMS = {notice: Form(shelf.pack(notice)) for notice in NOTICES}
EXAMPLES = {notice: Examples.model_validate(shelf.cases(notice)) for notice in NOTICES}
CASES = [(notice, case) for notice in NOTICES for case in EXAMPLES[notice].cases]
RULES = [
    (notice, rule)
    for notice in NOTICES
    for rule in sorted({rule.id.split(".")[0] for rule in FORMS[notice].pack.rules})
]


@pytest.mark.parametrize("notice", NOTICES)
def test_the_base_form_breaks_nothing(notice: str) -> None:
    paper = examples.paper(FORMS[notice], EXAMPLES[notice])

    found = examples.findings(FORMS[notice].pack, paper)

    assert examples.asked(found) == set()


@pytest.mark.parametrize(("notice", "case"), CASES, ids=[f"{notice}-{case.name}" for notice, case in CASES])
def test_the_example_holds(notice: str, case: Case) -> None:
    otherwise = examples.said(FORMS[notice], EXAMPLES[notice], case)

    assert otherwise == "", case.says


def _sides(notice: str, rule: str) -> set[str]:
    named = (case for case in EXAMPLES[notice].cases if case.rule.split(".")[0] == rule)
    return {"passes" if case.expect == "pass" else "breaks" for case in named}


@pytest.mark.parametrize(("notice", "rule"), RULES)
def test_the_rule_has_an_example_of_each_side(notice: str, rule: str) -> None:
    judges = {found.judged_by for found in FORMS[notice].pack.rules if found.id.split(".")[0] == rule}

    wanted = {"breaks"} if judges <= {*examples.ALWAYS_SAID} else {"passes", "breaks"}

    assert _sides(notice, rule) == wanted


@pytest.mark.parametrize("notice", NOTICES)
def test_no_example_speaks_of_a_demand_that_is_not_there(notice: str) -> None:
    assert list(examples.faults(FORMS[notice].pack, shelf.cases(notice))) == []
