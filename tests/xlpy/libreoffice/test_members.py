"""The page of members is drawn from the marks of the tests."""

from support.members import PAGE, claims, members, page


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: PYTHONPATH=tests python -m support.members"


def test_every_claim_is_about_a_member() -> None:
    known = set(members())

    assert [claim.member for claim in claims() if claim.member not in known] == []


def test_the_engine_is_held_by_hundreds_of_facts() -> None:
    assert sum(claim.facts for claim in claims()) > 300
