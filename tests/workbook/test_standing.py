from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.declared import code, declaration, pack
from support.spoken import of_the_first
from workbook.errors import MoveRefusedError, ValueMissingError
from workbook.ledger import State
from workbook.merge import Declaration, take
from workbook.standing import Standing, standing

A, B = code("A1"), code("B2")


@dataclass(frozen=True)
class Line:
    kind: str
    declaration: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    at: str = "2023-12-18T09:00:00+08:00"
    by: str = "市局 样某"


def came(entry: Declaration) -> Line:
    return Line("accepted", entry.id, {"declaration": entry.model_dump(mode="json")})


def said(entry: Declaration, **data: Any) -> Line:
    return Line("decision", entry.id, data)


def recommended(entry: Declaration) -> Line:
    return Line("opinion", entry.id, {"opinion": {"opinion": "推荐", "day": "2023-12-20", "officer": "样某"}})


def test_a_declaration_survives_the_journal() -> None:
    entry = declaration(day=18)

    assert standing([came(entry)], pack()).declarations == {entry.id: entry}


def test_a_resubmission_replaces_and_both_versions_are_known() -> None:
    old, new = declaration(day=10, revenue_2022_wan=9000), declaration(day=12)
    (taking,) = take([new], pack(), [old])

    now = standing([came(old), came(taking.declaration)], pack())

    assert [entry.digest for entry in now.declarations.values()] == [new.digest]
    assert [entry.digest for entry in now.versions] == [old.digest, new.digest]
    assert (now.fates[old.sha256], now.fates[new.sha256]) == ("superseded", "accepted")


def test_an_opinion_moves_and_is_kept() -> None:
    entry = declaration()

    now = standing([came(entry), recommended(entry)], pack())

    assert now.states[entry.id] is State.RECOMMENDED
    assert now.declarations[entry.id].opinion.officer == "样某"


def test_a_withdrawn_declaration_stands_nowhere_but_in_its_state() -> None:
    entry = declaration()

    now = standing([came(entry), Line("withdrawn", entry.id)], pack())

    assert (now.declarations, now.states) == ({}, {entry.id: State.WITHDRAWN})


def test_what_people_typed_adds_up() -> None:
    entry = declaration()

    now = standing(
        [came(entry), recommended(entry), said(entry, review="通过"), Line("hand_edit", entry.id, {"remark": "甲"})],
        pack(),
    )

    assert now.manual[entry.id] == {"review": "通过", "remark": "甲"}


def two_claims() -> tuple[Declaration, Declaration, Standing]:
    first, second = declaration(credit_code=A), declaration(credit_code=A, district="新北区")
    lines = [came(first), came(second), recommended(first), recommended(second)]
    return first, second, standing(lines, pack())


@of_the_first
def test_declarations_of_an_open_clash_cannot_be_proposed() -> None:
    first, second, now = two_claims()

    with pytest.raises(MoveRefusedError, match=f"与{second.id}有未处理的冲突（两区申报）"):
        now.decided(first.id, State.PROPOSED)
    assert len(now.unresolved) == 1


def test_a_clash_ends_when_all_but_one_are_out() -> None:
    first, second, now = two_claims()

    after = now.after([said(second, review="未通过")])

    assert after.unresolved == ()
    assert after.decided(first.id, State.PROPOSED) is State.PROPOSED


def test_a_ruling_lets_one_of_one_firm_through_never_both() -> None:
    first, second, now = two_claims()
    ruled = now.after([Line("hand_edit", now.clashes[0].key, {"ruling": "保留武进区一份"})])

    after = ruled.after([said(first, decision=ruled.decided(first.id, State.PROPOSED).value)])

    with pytest.raises(MoveRefusedError, match=f"同一企业的{first.id}已列入拟认定"):
        after.decided(second.id, State.PROPOSED)


def test_a_ruling_that_two_like_names_are_two_firms_lets_both_through() -> None:
    first, second = declaration(credit_code=A), declaration(credit_code=B, factory_name="乙工厂")
    now = standing([came(first), came(second), recommended(first), recommended(second)], pack())
    ruled = now.after([Line("hand_edit", now.clashes[0].key, {"ruling": "两家企业"}), said(first, decision="拟认定")])

    assert ruled.decided(second.id, State.PROPOSED) is State.PROPOSED


def test_an_unknown_declaration_is_named() -> None:
    with pytest.raises(ValueMissingError, match="没有名为“X”的申报编号"):
        Standing(pack()).decided("X", State.PROPOSED)


def test_an_impossible_move_is_refused_here_too() -> None:
    entry = declaration()

    with pytest.raises(MoveRefusedError):
        standing([came(entry)], pack()).decided(entry.id, State.PROPOSED)


POOL = [
    declaration(day=day, file=f"{name}{day}.xlsx", credit_code=credit, revenue_2022_wan=revenue, district=district)
    for name, credit, revenue, day, district in [
        ("甲", A, 9000, 10, "武进区"),
        ("甲", A, 9001, 12, "武进区"),
        ("甲", A, 9001, 14, "武进区"),
        ("甲", A, 9000, 11, "新北区"),
        ("乙", B, 9000, 11, "武进区"),
        ("丙", "", 9000, 9, "武进区"),
    ]
]


@of_the_first
@given(st.lists(st.lists(st.sampled_from(POOL), max_size=4), max_size=5), st.sampled_from([0, 1]))
@settings(max_examples=60, deadline=None)
def test_every_file_has_one_receipt_and_no_row_is_lost_or_doubled(
    batches: list[list[Declaration]], refusals: int
) -> None:
    now = standing([Line("refused", "", {"sha256": "坏", "path": "坏.xlsx", "code": "FILE-KIND"})] * refusals, pack())
    for batch in batches:
        lines = []
        for taking in take(batch, pack(), now.versions):
            entry = taking.declaration
            told = {"sha256": entry.sha256, "file": entry.file}
            lines.append(came(entry) if taking.outcome == "accepted" else Line("superseded", entry.id, told))
        now = now.after(lines)

    sent = {entry.sha256 for batch in batches for entry in batch}
    assert set(now.receipts) == sent | ({"坏"} if refusals else set())
    projects = {(entry.district, entry.values["credit_code"] or entry.digest) for batch in batches for entry in batch}
    assert len(now.declarations) == len(projects)
    assert sum(fate == "accepted" for fate in now.fates.values()) == len(projects)
