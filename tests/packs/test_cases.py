"""Every example a clerk can read in ``cases.toml`` holds."""

from typing import Any

import pytest

from support import cases
from workbook import merge
from workbook.form import Form
from workbook.notice import shelf

NOTICE = "changzhou-2023"
PACK = shelf.pack(NOTICE)
FORM = Form(PACK)
EXAMPLES = shelf.cases(NOTICE)
CASES = EXAMPLES["cases"]
OF_ONE_FORM = [case for case in CASES if "others" not in case and "summary" not in case]
ALWAYS_SAID = ("person", "info")


def _name(case: dict[str, Any]) -> str:
    return f"{case['rule']}-{case['expect']}"


def test_the_base_form_breaks_nothing() -> None:
    paper = cases.paper(FORM, EXAMPLES, {})

    found = cases.findings(PACK, paper)

    assert cases.asked(found) == set()


@pytest.mark.parametrize("case", OF_ONE_FORM, ids=_name)
def test_the_example_holds(case: dict[str, Any]) -> None:
    paper = cases.paper(FORM, EXAMPLES, case)

    found = cases.findings(PACK, paper)

    verdict = {finding.rule: str(finding.force) for finding in found}.get(case["rule"], "pass")
    broken = {case["rule"]} if case["expect"] in ("must", "should") else set()
    assert verdict == case["expect"], case["says"]
    assert cases.asked(found) == broken | set(case.get("with", ())), case["says"]


@pytest.mark.parametrize("case", [case for case in CASES if "others" in case], ids=_name)
def test_the_example_of_several_forms_holds(case: dict[str, Any]) -> None:
    declarations = cases.declarations(FORM, EXAMPLES, case)

    told = merge.clash_findings(merge.clashes(declarations, PACK), PACK)

    said = {str(finding.force) for found in told.values() for finding in found if finding.rule == case["rule"]}
    assert said == (set() if case["expect"] == "pass" else {case["expect"]}), case["says"]


@pytest.mark.parametrize("case", [case for case in CASES if "summary" in case], ids=_name)
def test_the_example_of_a_summary_holds(case: dict[str, Any]) -> None:
    (declaration,) = cases.declarations(FORM, EXAMPLES, case)
    rows = [{**merge.summary_row(declaration, PACK), "number": 1, **row} for row in case["summary"]]

    found = merge.recheck(rows, [declaration], PACK, lambda row, column: f"{column}{row}")

    said = {str(finding.force) for finding in found if finding.rule == case["rule"]}
    assert said == (set() if case["expect"] == "pass" else {case["expect"]}), case["says"]


def _expected_of(rule: str) -> set[str]:
    named = (case for case in CASES if case["rule"].split(".")[0] == rule)
    return {"passes" if case["expect"] == "pass" else "breaks" for case in named}


@pytest.mark.parametrize("rule", sorted({rule.id.split(".")[0] for rule in PACK.rules}))
def test_the_rule_has_an_example_of_each_side(rule: str) -> None:
    always_said = {found.id.split(".")[0] for found in PACK.rules if found.judged_by in ALWAYS_SAID}

    sides = {"breaks"} if rule in always_said else {"passes", "breaks"}

    assert _expected_of(rule) == sides
