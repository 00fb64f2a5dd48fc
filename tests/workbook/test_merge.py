import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.declared import code, declaration, pack
from support.spoken import of_the_first, record
from workbook.finding import Force, Report
from workbook.merge import (
    Declaration,
    clash_findings,
    clashes,
    declare,
    differences,
    first_id,
    in_order,
    person_name,
    recheck,
    register_clashes,
    same_firm,
    summary_row,
    take,
)
from workbook.merge.models import StoredFinding
from workbook.ooxml.cell import Cell
from workbook.record import Entry, Record
from workbook.values import Reading, interpret

A, B = code("A1"), code("B2")


def taken(received: Sequence[Declaration], known: Sequence[Declaration] = ()) -> list[tuple[str, str]]:
    """File and outcome of each, the earliest first."""
    return [(one.declaration.file, one.outcome) for one in take(received, pack(), known)]


@of_the_first
def test_the_id_comes_from_notice_district_and_content() -> None:
    first = declaration()

    assert first.id == first_id("changzhou-2023", "武进区", first.digest)
    assert len(first.id) == 12
    assert declaration(district="新北区").id != first.id


@of_the_first
def test_a_resubmission_has_the_same_code_and_factory_in_the_same_district() -> None:
    old = declaration(revenue_2022_wan=9000)

    assert same_firm(old, declaration(factory_name="精密机械 智能工厂"), pack())
    assert not same_firm(old, declaration(factory_name="二号铸造工厂"), pack())
    assert not same_firm(old, declaration(credit_code=A), pack())
    assert not same_firm(old, declaration(district="新北区"), pack())


def test_a_resubmission_keeps_the_id() -> None:
    old = declaration(day=10, revenue_2022_wan=9000)
    new = declaration(day=12)

    (taking,) = take([new], pack(), [old])

    assert (taking.outcome, taking.declaration.id, taking.other) == ("accepted", old.id, old)


def test_an_older_file_is_superseded_whenever_it_comes() -> None:
    old, new = declaration(day=10, file="旧.xlsx", revenue_2022_wan=9000), declaration(day=12, file="新.xlsx")

    assert taken([old], [new]) == [("旧.xlsx", "superseded")]
    assert taken([new, old]) == taken([old, new]) == [("旧.xlsx", "accepted"), ("新.xlsx", "accepted")]


def test_on_the_same_day_what_comes_later_is_newer() -> None:
    first, second = declaration(day=18, file="甲.xlsx"), declaration(day=18, file="乙.xlsx", revenue_2022_wan=9000)

    assert taken([second], [first]) == [("乙.xlsx", "accepted")]


def test_of_files_that_came_together_the_name_decides() -> None:
    """
    | 文件              | 收到  |
    | 甲_申报书.xlsx      | 12-18 |
    | 甲_申报书(2).xlsx   | 12-18 |
    """
    one = declaration(day=18, file="甲_申报书.xlsx")
    two = declaration(day=18, file="甲_申报书(2).xlsx", revenue_2022_wan=9000)

    takings = take([two, one], pack())

    assert [taking.declaration.file for taking in takings] == ["甲_申报书.xlsx", "甲_申报书(2).xlsx"]
    assert len({taking.declaration.id for taking in takings}) == 1


def test_the_same_content_again_changes_nothing() -> None:
    assert taken([declaration(day=20, file="再次.xlsx")], [declaration(day=18)]) == [("再次.xlsx", "identical")]


def test_a_replaced_version_does_not_come_back_by_itself() -> None:
    old = declaration(day=18, revenue_2022_wan=9000)
    new = declaration(day=18)

    assert [outcome for _, outcome in taken([old, new], [old, new])] == ["identical", "identical"]


def test_a_firm_may_go_back_to_an_earlier_version_on_a_later_day() -> None:
    old, new = declaration(day=10, revenue_2022_wan=9000), declaration(day=12)

    assert [outcome for _, outcome in taken([declaration(day=14, revenue_2022_wan=9000)], [old, new])] == ["accepted"]


def test_attachments_sent_earlier_stay_with_a_resubmission() -> None:
    old = declaration(day=10, revenue_2022_wan=9000, attachments=("执照.pdf",))

    (taking,) = take([declaration(day=12, attachments=("证书.jpg",))], pack(), [old])

    assert [file.name for file in taking.declaration.attachments] == ["执照.pdf", "证书.jpg"]


def test_a_form_without_a_code_is_only_known_by_its_content() -> None:
    blank = declaration(credit_code="")

    assert same_firm(blank, declaration(credit_code="", file="再次.xlsx"), pack())
    assert not same_firm(blank, declaration(credit_code="", revenue_2022_wan=9000), pack())


SENT = [
    declaration(day=day, file=f"{letter}{day}.xlsx", credit_code=credit, revenue_2022_wan=revenue)
    for letter, credit, revenue, day in [
        ("甲", A, 9000, 10),
        ("甲", A, 9001, 12),
        ("甲", A, 9002, 12),
        ("乙", B, 9000, 11),
        ("乙", B, 9000, 15),
        ("丙", "", 9000, 9),
    ]
]


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_the_order_and_number_of_inputs_do_not_matter(data: st.DataObject) -> None:
    mixed = data.draw(st.lists(st.sampled_from(SENT), max_size=4)) + data.draw(st.permutations(SENT))

    def standing(received: Sequence[Declaration], known: Sequence[Declaration] = ()) -> list[Declaration]:
        takings = take(received, pack(), known)
        return [*known, *(taking.declaration for taking in takings if taking.outcome == "accepted")]

    first = standing(SENT)
    now = {entry.id: entry for entry in first}

    assert {entry.id: entry for entry in standing(mixed)} == now
    assert standing(mixed, first) == first


def test_every_received_file_has_one_outcome() -> None:
    sent = [declaration(day=10), declaration(day=10, file="副本.xlsx"), declaration(day=9, revenue_2022_wan=9000)]

    assert len(taken(sent)) == len(sent)


@of_the_first
def test_two_districts_claim_one_firm() -> None:
    """
    | 辖市区 | 统一社会信用代码 | 工厂 |
    | 武进区 | A                | 同   |
    | 新北区 | A                | 同   |
    """
    (clash,) = clashes([declaration(credit_code=A), declaration(credit_code=A, district="新北区")], pack())

    assert (clash.kind, clash.code) == ("two_districts", A)
    assert {source.district for source in clash.sources} == {"武进区", "新北区"}
    assert clash.message == "武进区、新北区都收到同一企业的申报，请确定保留哪一份"


def test_two_factories_of_one_firm_clash() -> None:
    (clash,) = clashes(
        [declaration(credit_code=A, factory_name="一厂"), declaration(credit_code=A, factory_name="二厂")], pack()
    )

    assert clash.kind == "two_factories"
    assert clash.is_one_firm


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("常州样例精密机械有限公司", "常州市样例精密机械有限公司"),
        ("江苏样例（集团）股份有限公司", "江苏省样例集团有限公司"),
        ("常州样例(机械)有限公司", "常州样例（机械）有限公司"),
    ],
)
def test_near_equal_names_with_other_codes_are_shown_to_a_person(first: str, second: str) -> None:
    found = clashes(
        [declaration(credit_code=A, company_name=first), declaration(credit_code=B, company_name=second)], pack()
    )

    assert [clash.kind for clash in found] == ["similar_names"]
    assert not found[0].is_one_firm


def test_names_that_differ_are_left_alone() -> None:
    found = clashes(
        [
            declaration(credit_code=A, company_name="常州正大电子有限公司"),
            declaration(credit_code=B, company_name="常州华光纺织有限公司"),
        ],
        pack(),
    )

    assert found == ()


def test_a_missing_code_is_no_common_code() -> None:
    found = clashes([declaration(credit_code=""), declaration(credit_code="", revenue_2022_wan=9000)], pack())

    assert [clash.kind for clash in found] == ["similar_names"]


@given(
    st.permutations([("A1", "武进区"), ("A1", "新北区"), ("B2", "武进区"), ("C3", "天宁区")]),
)
@settings(max_examples=20, deadline=None)
def test_clashes_do_not_depend_on_the_order(order: list[tuple[str, str]]) -> None:
    entries = [declaration(credit_code=code(body), district=district) for body, district in order]

    assert clashes(entries, pack()) == clashes(sorted(entries, key=lambda entry: entry.id), pack())


@of_the_first
def test_a_clash_becomes_the_finding_of_the_notice() -> None:
    entries = [declaration(credit_code=A), declaration(credit_code=A, district="新北区")]

    found = clash_findings(clashes(entries, pack()), pack())

    assert {id_: [(one.source, one.force) for one in told] for id_, told in found.items()} == {
        entry.id: [("ELIG-13", Force.MUST)] for entry in entries
    }


def test_like_names_are_for_a_person_to_judge() -> None:
    entries = [declaration(credit_code=A), declaration(credit_code=B)]

    found = clash_findings(clashes(entries, pack()), pack())

    assert {finding.force for told in found.values() for finding in told} == {Force.JUDGE}


@of_the_first
def test_a_recognised_firm_clashes_with_its_register_row() -> None:
    hit = StoredFinding(rule="recognised-by-code", source="ELIG-14", force="must", message="第3行 市级")
    entry = declaration().model_copy(update={"findings": (hit,)})

    (clash,) = register_clashes([entry], pack())

    assert (clash.kind, clash.ids, clash.register_row) == ("recognised", (entry.id,), "第3行 市级")


@of_the_first
def test_rows_stand_in_the_notices_order_of_districts() -> None:
    entries = [declaration(district=district) for district in ("常州经开区", "溧阳市", "钟楼区", "武进区")]

    assert [entry.district for entry in in_order(entries, pack())] == ["溧阳市", "武进区", "钟楼区", "常州经开区"]


@of_the_first
def test_the_printed_row_is_typed() -> None:
    row = summary_row(declaration(), pack())

    assert row["district"] == "武进区"
    assert row["investment_total"] == Decimal(5000)
    assert row["built_from"] == dt.date(2023, 2, 1)
    assert row["type"] == "离散型"
    assert row["contact"] == "张三"
    assert row["phone"] == "13800000001"
    assert row["number"] is None
    assert row["remark"] is None


@of_the_first
def test_what_could_not_be_read_is_printed_as_typed() -> None:
    assert summary_row(declaration(investment_total_wan="约三千"), pack())["investment_total"] == "约三千"


@pytest.mark.parametrize("text", ["张三 经理", "张三/经理", "张三（经理）", "张三，经理", " 张三　经理", "张三"])
def test_the_name_is_what_stands_before_the_title(text: str) -> None:
    assert person_name(text) == "张三"


@of_the_first
def test_a_resubmission_tells_its_difference_field_by_field() -> None:
    old = declaration(revenue_2022_wan=9000, company_profile="旧简介")

    found = differences(old, declaration(factory_type="流程型智能工厂", innovation_mode=["流程型智能制造"]), pack())

    assert [(one.field, one.old, one.new) for one in found] == [
        ("revenue_2022_wan", "9000", "10000"),
        ("company_profile", "", "正文有改动"),
        ("factory_type", "离散型智能工厂", "流程型智能工厂"),
        ("innovation_mode", "离散型智能制造", "流程型智能制造"),
    ]


@given(st.sampled_from([id_ for id_, spec in record().form.fields.items() if not spec.derives]))
@settings(max_examples=80, deadline=None)
def test_any_edited_field_is_named(field: str) -> None:
    base = record()
    typed = Cell("改过")
    boxes = len(base.form.fields[field].options)
    entry = Entry(Reading(), (typed,) * boxes) if boxes else Entry(interpret(base.kind(field), typed), (typed,))
    edited = Record(base.form, {**base.entries, field: entry})
    before, after = (declare(made, Report(), district="武进区", file="甲.xlsx", sha256="") for made in (base, edited))

    assert [one.field for one in differences(before, after, pack())] == [field]


@of_the_first
def test_a_new_explanation_is_a_difference() -> None:
    old = declaration(revenue_2022_wan=1999, revenue_2021_wan=1999)
    (finding,) = [finding for finding in old.findings if finding.force == "should"]
    said = finding.model_copy(update={"explanation": "搬迁停产"})

    (found,) = differences(old, old.model_copy(update={"findings": (said,)}), pack())

    assert (found.field, found.label, found.new) == (finding.rule, "企业说明（ELIG-10）", "搬迁停产")


def test_the_same_version_has_no_difference() -> None:
    assert differences(declaration(), declaration(day=12, file="再次.xlsx"), pack()) == ()


def place(number: int, column: str) -> str:
    return f"汇总表!{column}{number + 6}"


def printed(*entries: Declaration, **changes: Any) -> list[dict[str, Any]]:
    """The printed rows of these declarations, numbered, with changes to the first."""
    rows = [{**summary_row(entry, pack()), "number": number} for number, entry in enumerate(entries, start=1)]
    rows[0] |= changes
    return rows


@of_the_first
def test_a_true_summary_has_no_findings() -> None:
    entries = [declaration(), declaration(credit_code=A, factory_name="二厂")]

    assert recheck(printed(*entries), entries, pack(), place) == ()


@of_the_first
@pytest.mark.parametrize(
    ("changes", "source", "cell", "words"),
    [
        ({"investment_total": 4000}, "SUM-02", "汇总表!investment_total6", "汇总表为“4000”，申报书为“5000”"),
        ({"built_from": dt.date(2023, 3, 1)}, "SUM-02", "汇总表!built_from6", "汇总表为“2023-03-01”"),
        ({"number": 3}, "SUM-03", "汇总表!number6", "序号应为1，填的是“3”"),
        ({"district": "句容市"}, "SUM-03", "汇总表!district6", "“句容市”不在通知所列的辖市（区）之内"),
        ({"factory": "别的工厂"}, "SUM-01", "汇总表!factory6", "没有工厂名称为“别的工厂”的申报书"),
        ({"firm": "别的企业"}, "SUM-01", "汇总表!firm6", "“别的企业”没有对应的申报书"),
    ],
)
def test_one_changed_cell_is_found_at_its_place(changes: dict[str, Any], source: str, cell: str, words: str) -> None:
    entry = declaration()

    found = recheck(printed(entry, **changes), [entry], pack(), place)

    assert any(
        (one.source, one.cells) == (source, (cell,)) and words in one.message and one.force is Force.MUST
        for one in found
    )


@of_the_first
def test_a_declaration_without_a_row_is_named() -> None:
    entry, other = declaration(), declaration(credit_code=A, factory_name="二厂", company_name="常州乙公司")

    (finding,) = recheck(printed(entry), [entry, other], pack(), place)

    assert finding.source == "SUM-01"
    assert "缺少“常州乙公司”一行" in finding.message


@of_the_first
def test_a_row_told_twice_is_found() -> None:
    entry = declaration()

    found = recheck(printed(entry, entry), [entry], pack(), place)

    assert [(one.source, one.cells) for one in found] == [("SUM-01", ("汇总表!firm7",))]


@of_the_first
def test_blank_rows_are_no_rows() -> None:
    entry = declaration()

    assert recheck([*printed(entry), {}, {"firm": None}], [entry], pack(), place) == ()
