import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from support.forms import base_values, record
from workbook.finding import Force, Verdict
from workbook.judge import judge
from workbook.layout import Layout
from workbook.ooxml.cell import Cell
from workbook.plainly import finding_json, record_json, report_json
from workbook.record import Entry, Record
from workbook.register import Registers
from workbook.values import interpret

FIRM = base_values()["company_name"]
CODE = base_values()["credit_code"]


def asked(of: Record, **beside: Any) -> list[tuple[str, tuple[str, ...]]]:
    """Rule and cells of every must and should."""
    return [(finding.source, finding.cells) for finding in judge(of, **beside).broken()]


def place(id_: str) -> str:
    return Layout(record().form).address(id_)


def with_cell(of: Record, field: str, cell: Cell, **more: Any) -> Record:
    entry = Entry(interpret(of.kind(field), cell), (cell,), ("某表!C9",), "name", 1.0)
    return Record(of.form, {**of.entries, field: replace(entry, **more)}, of.explanations)


def test_the_base_form_passes() -> None:
    assert asked(record()) == []
    assert judge(record()).verdict is Verdict.PASS


@pytest.mark.parametrize(
    ("changes", "source", "fields"),
    [
        ({"scenarios_flexible_line": False, "scenarios_lean_management": False}, "COV-02", ["scenarios"]),
        ({"credit_code": "91320412MA1ABCDE05"}, "FMT-05", ["credit_code"]),
        ({"company_profile": "简" * 501}, "TXT-01", ["company_profile"]),
        ({"founded_on": "2022-11-01"}, "ELIG-03", ["founded_on"]),
        ({"company_name": ""}, "REQ-01", ["company_name"]),
        ({"investment_equipment_wan": 6000}, "CON-02", ["investment_equipment_wan"]),
    ],
    ids=["one-scenario-too-few", "wrong-check-digit", "501-characters", "founded-late", "blank-name", "part-above"],
)
def test_one_fault_gives_one_finding_at_its_cell(changes: dict[str, Any], source: str, fields: list[str]) -> None:
    assert asked(record(**changes)) == [(source, tuple(place(field) for field in fields))]


@pytest.mark.parametrize(
    ("changes", "source", "places"),
    [
        ({"scenarios_precise_delivery": "×"}, "FMT-01", [("scenarios_precise_delivery", 0)]),
        ({"ownership_kind": {"民营": "×"}}, "FMT-01", [("ownership_kind", 2)]),
        (
            {"factory_type": {"流程型智能工厂": "√", "混合型智能工厂": "√"}},
            "FMT-02",
            [("factory_type", 1), ("factory_type", 2)],
        ),
    ],
    ids=["a-box-of-a-catalogue", "an-option", "two-options"],
)
def test_a_box_is_asked_at_its_own_cell(changes: dict[str, Any], source: str, places: list[tuple[str, int]]) -> None:
    """The n-th box of 单位性质 lies n rows below the first."""
    spots = Layout(record().form).spots
    cells = tuple(f"{spots[field].sheet}!{spots[field].cells[number]}" for field, number in places)

    assert (source, cells) in asked(record(**changes))


def test_the_field_of_a_box_is_one_of_the_form() -> None:
    [finding] = [one for one in judge(record(ownership_kind={"民营": "×"})).findings if one.source == "FMT-01"]

    assert (finding.fields, finding.label) == (("ownership_kind",), "单位性质")


def test_a_field_that_was_read_elsewhere_is_told_where_it_was_read() -> None:
    late = with_cell(record(), "founded_on", Cell(dt.datetime(2022, 11, 1)))

    assert ("ELIG-03", ("某表!C9",)) in asked(late)


def test_findings_come_in_the_order_of_the_pack() -> None:
    order = [rule.id for rule in record().form.pack.rules]
    found = [finding.rule for finding in judge(record(company_name="", credit_code="", built_until="")).findings]

    assert found == sorted(found, key=order.index)


def test_words_of_the_firm_explain_a_should() -> None:
    low = record(revenue_2022_wan=1999, revenue_2021_wan=1999)
    rule = next(finding.rule for finding in judge(low).broken())
    explained = Record(low.form, low.entries, {rule: "因搬迁停产四个月。"})

    assert judge(low).verdict is Verdict.EXPLAIN
    assert judge(explained).verdict is Verdict.PASS
    assert judge(explained).broken()[0].explanation == "因搬迁停产四个月。"


@pytest.mark.parametrize("words", ["核实无误。", "已核实，无误。", "经核实，\n无误！", "无"])
def test_checked_and_found_right_explains_nothing(words: str) -> None:
    low = record(revenue_2022_wan=1999, revenue_2021_wan=1999)
    rule = next(finding.rule for finding in judge(low).broken())

    assert judge(Record(low.form, low.entries, {rule: words})).verdict is Verdict.EXPLAIN


def test_a_formula_in_an_input_is_asked() -> None:
    typed = with_cell(record(), "revenue_2022_wan", Cell(10000.0, is_formula=True))

    assert ("CELL-FORMULA", ("某表!C9",)) in asked(typed)


def test_the_forms_own_formulas_are_not_asked() -> None:
    typed = with_cell(record(), "cover_factory", Cell("精密机械智能工厂", is_formula=True), found_by="derived")

    assert asked(typed) == []


def test_an_error_value_is_asked_once() -> None:
    broken = with_cell(record(), "municipal_workshop", Cell("#REF!", is_error=True))

    assert [source for source, _ in asked(broken) if source.startswith("CELL")] == ["CELL-ERROR"]


def test_contents_out_of_their_place_are_one_finding() -> None:
    moved = record()
    for field in ("legal_name", "legal_title"):
        moved = with_cell(moved, field, Cell("李四"), found_by="position", sureness=0.8, note="按位置和标签认定")

    (finding,) = judge(moved).broken()

    assert (finding.rule, finding.fields) == ("CELL-MOVED", ("legal_name", "legal_title"))


def known(**tables: list[tuple[str, ...]]) -> Registers:
    """The bureau's registers with these rows."""
    pack = record().form.pack
    columns = {spec.id: spec.columns for spec in pack.registers}
    rows = {
        id_: [{title: Cell(text) for title, text in zip(columns[id_], row, strict=True)} for row in found]
        for id_, found in tables.items()
    }
    return Registers.of(pack, rows)


@pytest.mark.parametrize(
    ("register", "row", "found"),
    [
        ("recognised", (CODE, "曾用名", "智能工厂", "市级", "有效"), [("ELIG-14", "must")]),
        ("recognised", ("", FIRM, "智能工厂", "省级", "有效"), [("ELIG-14", "should")]),
        ("recognised", (CODE, FIRM, "示范车间", "省级", "有效"), []),
        ("misconduct", (CODE, FIRM, "失信", "严重", "2022-05-01", "否"), [("ELIG-07", "should")]),
        ("misconduct", (CODE, FIRM, "失信", "严重", "2019-05-01", "否"), []),
        ("misconduct", (CODE, FIRM, "安全事故", "一般", "2022-05-01", "否"), []),
        ("diagnosed", (CODE, FIRM, "2023-05-01", "诊断院", "", ""), []),
        ("diagnosed", ("别的代码", "别的公司", "2023-05-01", "诊断院", "", ""), [("ELIG-08", "should")]),
    ],
)
def test_a_register_speaks(register: str, row: tuple[str, ...], found: list[tuple[str, str]]) -> None:
    report = judge(record(), registers=known(**{register: [row]}))

    assert [(finding.source, finding.force.value) for finding in report.broken()] == found


NEAR = FIRM.replace("有限公司", "(集团)股份有限公司")
OTHER = "91110000600037341L"
"""The right code of another firm."""


@pytest.mark.parametrize(
    ("register", "row", "is_told"),
    [
        ("recognised", ("", NEAR, "智能工厂", "市级", "有效"), True),
        ("recognised", (f"{CODE[:-1]}X", NEAR, "智能工厂", "市级", "有效"), True),
        ("recognised", (OTHER, NEAR, "智能工厂", "市级", "有效"), False),
        ("recognised", ("", NEAR, "示范车间", "市级", "有效"), False),
        ("recognised", ("", "苏州另一家纺织有限公司", "智能工厂", "市级", "有效"), False),
        ("misconduct", ("", NEAR, "失信", "严重", "2022-05-01", "否"), True),
        ("diagnosed", ("", NEAR, "2023-05-01", "诊断院", "", ""), False),
    ],
    ids=["no_code", "mistyped_code", "right_other_code", "other_kind", "other_name", "misconduct", "no_bar"],
)
def test_a_near_name_on_a_register_is_a_doubt_for_a_person(
    register: str, row: tuple[str, ...], *, is_told: bool
) -> None:
    report = judge(record(), registers=known(**{register: [row]}))

    told = [finding for finding in report.findings if finding.rule == "NAME-NEAR"]
    assert [(finding.force, NEAR in finding.message) for finding in told] == [(Force.JUDGE, True)] * is_told


def test_a_firm_that_stands_there_itself_is_no_near_name() -> None:
    row = (CODE, NEAR, "智能工厂", "市级", "有效")

    report = judge(record(), registers=known(recognised=[row]))

    assert "NAME-NEAR" not in {finding.rule for finding in report.findings}


def test_a_day_of_receipt_is_judged_against_its_deadline() -> None:
    late = judge(record(), received={"to_district": dt.date(2023, 12, 21)})
    unknown = judge(record())

    assert [finding.source for finding in late.broken()] == ["TIME-01"]
    assert [finding.force for finding in unknown.findings if finding.source == "TIME-01"] == [Force.JUDGE]


def test_the_json_of_a_report_has_the_shape_of_the_table() -> None:
    report = judge(record(company_name=""))
    told = report_json(report, file="甲.xlsx")

    assert (told["file"], told["paper"], told["verdict"]) == ("甲.xlsx", "declaration", "fail")
    assert {"rule", "source", "force", "fields", "cells", "message", "quotes", "basis", "readings", "code"} <= set(
        finding_json(report.broken()[0])
    )


def test_the_json_of_a_record_tells_value_raw_and_place() -> None:
    told = record_json(with_cell(record(), "revenue_2022_wan", Cell("3,500万元")), declaration_id="A")

    assert set(told) >= {"paper", "notice", "version", "declaration_id", "digest", "fields"}
    assert told["fields"]["revenue_2022_wan"] == {
        "value": None,
        "raw": "3,500万元",
        "cells": ["某表!C9"],
        "found_by": "name",
        "sureness": 1.0,
        "note": "“3,500万元”是文本，如指 3500 万元请改填数字",
    }
    assert told["fields"]["factory_type"]["value"] == "离散型智能工厂"
    assert told["fields"]["innovation_mode"]["value"] == ["离散型智能制造"]
