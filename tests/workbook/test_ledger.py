from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.errors import MoveRefusedError, ValueMissingError
from workbook.ledger import ENDED, LISTED, MOVES, State, history, move, state, state_named


@dataclass(frozen=True)
class Line:
    kind: str
    data: dict[str, Any] = field(default_factory=dict)
    declaration: str = "A"
    at: str = "2023-12-18T09:00:00+08:00"
    by: str = "武进区 样某"


ACCEPTED = Line("accepted", {"declaration": {}})


def states(*lines: Line) -> list[str]:
    return [step.state.value for step in history("A", lines)]


def test_the_way_of_a_declaration_to_the_pool() -> None:
    way = states(
        ACCEPTED,
        Line("opinion", {"opinion": {"opinion": "推荐"}}),
        Line("decision", {"review": "通过"}),
        Line("decision", {"decision": "拟认定"}),
        Line("decision", {"decision": "认定"}),
        Line("decision", {"state": "入库"}),
    )

    assert way == ["申报", "推荐", "评审通过", "拟认定", "认定", "入库"]


def test_a_step_tells_when_by_whom_and_why() -> None:
    (*_, last) = history("A", [ACCEPTED, Line("withdrawn", {"why": "企业申请"})])

    assert (last.state, last.by, last.why) == (State.WITHDRAWN, "武进区 样某", "企业申请")


def test_lines_about_others_are_left_alone() -> None:
    assert states(ACCEPTED, Line("withdrawn", declaration="B")) == ["申报"]
    assert state("B", [ACCEPTED]) is None


def test_a_resubmission_begins_anew() -> None:
    assert states(ACCEPTED, Line("opinion", {"opinion": {"opinion": "退回"}}), ACCEPTED) == ["申报", "退回", "申报"]


def test_a_package_brings_the_opinion_along() -> None:
    assert states(Line("accepted", {"declaration": {"opinion": {"opinion": "推荐"}}})) == ["申报", "推荐"]


def test_a_declaration_on_a_list_stays_there_when_its_papers_come_again() -> None:
    proposed = Line("decision", {"decision": "拟认定"})

    assert states(ACCEPTED, proposed, ACCEPTED) == ["申报", "拟认定"]


def test_a_review_outlives_a_package_that_is_pulled_again() -> None:
    package = Line("accepted", {"declaration": {"opinion": {"opinion": "推荐"}}})

    assert states(package, Line("decision", {"review": "通过"}), package) == ["申报", "推荐", "评审通过"]


def test_a_review_ends_when_the_district_takes_its_word_back() -> None:
    package = Line("accepted", {"declaration": {"opinion": {"opinion": "推荐"}}})
    back = Line("accepted", {"declaration": {"opinion": {"opinion": None}}})

    assert states(package, Line("decision", {"review": "通过"}), back)[-1] == "申报"


def test_a_review_cell_read_again_does_not_unsay_a_decision() -> None:
    both = Line("hand_edit", {"review": "通过", "decision": "拟认定", "remark": "甲"})

    assert states(ACCEPTED, both, both) == ["申报", "评审通过", "拟认定"]


def test_a_cleared_cell_takes_its_word_back() -> None:
    recommended = Line("opinion", {"opinion": {"opinion": "推荐"}})
    proposed, cleared = Line("hand_edit", {"decision": "拟认定"}), Line("hand_edit", {"decision": None})

    assert states(ACCEPTED, recommended, proposed, cleared) == ["申报", "推荐", "拟认定", "推荐"]


def test_a_remark_moves_nothing() -> None:
    assert states(ACCEPTED, Line("hand_edit", {"remark": "补齐"})) == ["申报"]


@pytest.mark.parametrize(
    ("now", "wanted"),
    [
        (State.DECLARED, State.PROPOSED),
        (State.NOT_RECOMMENDED, State.PROPOSED),
        (State.REVIEW_FAILED, State.PROPOSED),
        (State.PROPOSAL_CANCELLED, State.RECOGNISED),
        (State.RECOGNISED, State.DECLARED),
        (State.PROVINCIAL, State.WITHDRAWN),
    ],
)
def test_an_impossible_move_is_refused(now: State, wanted: State) -> None:
    with pytest.raises(MoveRefusedError, match=f"现在是“{now}”，不能改为“{wanted}”"):
        move("A", now, wanted)


def test_the_refusal_names_what_is_possible() -> None:
    with pytest.raises(MoveRefusedError, match="现在可以改为：入库。"):
        move("A", State.RECOGNISED, State.PROPOSED)


def test_a_state_may_be_said_again() -> None:
    assert move("A", State.PROPOSED, State.PROPOSED) is State.PROPOSED


def test_reviewers_words_are_known() -> None:
    assert state_named("通过") is State.REVIEW_PASSED
    with pytest.raises(ValueMissingError, match="没有名为“同意”的状态"):
        state_named("同意")


def test_every_state_has_its_moves_and_every_end_is_off_the_lists() -> None:
    assert set(MOVES) == set(State)
    assert not set(ENDED) & set(LISTED)


@given(st.lists(st.sampled_from(State), max_size=12))
def test_only_the_way_over_the_proposal_leads_to_recognition(wishes: list[State]) -> None:
    now, way = State.DECLARED, [State.DECLARED]
    for wanted in wishes:
        if wanted in MOVES[now]:
            now = move("A", now, wanted)
            way.append(now)

    assert State.RECOGNISED not in way or State.PROPOSED in way
