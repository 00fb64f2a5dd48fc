"""Every example a clerk can read in ``cases.toml`` holds."""

from typing import Any

import pytest

from support import cases
from workbook.form import Form
from workbook.notice import shelf

NOTICE = "changzhou-2023"
PACK = shelf.pack(NOTICE)
FORM = Form(PACK)
EXAMPLES = shelf.cases(NOTICE)
OF_ONE_FORM = [case for case in EXAMPLES["cases"] if "others" not in case and "summary" not in case]
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


def _expected_of(rule: str) -> set[str]:
    named = (case for case in EXAMPLES["cases"] if case["rule"].split(".")[0] == rule)
    return {"passes" if case["expect"] == "pass" else "breaks" for case in named}


@pytest.mark.parametrize("rule", sorted({rule.id.split(".")[0] for rule in PACK.rules}))
def test_the_rule_has_an_example_of_each_side(rule: str) -> None:
    always_said = {found.id.split(".")[0] for found in PACK.rules if found.judged_by in ALWAYS_SAID}

    sides = {"breaks"} if rule in always_said else {"passes", "breaks"}

    assert _expected_of(rule) == sides
