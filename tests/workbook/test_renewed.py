"""A form is read after others exactly as if it were the first one."""

import pytest

from support.damage import OPERATORS
from support.recovery import damaged, opened_form
from workbook import read
from workbook.errors import WorkbookError
from workbook.ooxml import grid
from workbook.read import renewed
from workbook.read.renewed import Known
from workbook.record import Entry

SOUND = opened_form(0)


def outcome(data: bytes) -> dict[str, Entry] | str:
    try:
        return dict(read.declaration(data, "甲.xlsx").entries)
    except WorkbookError as refused:
        return str(refused)


def alone(data: bytes) -> dict[str, Entry] | str:
    renewed._kept.cache_clear()
    return outcome(data)


@pytest.mark.parametrize("deed", OPERATORS)
def test_a_damaged_form_and_a_sound_one_read_the_same_in_either_order(deed: str) -> None:
    sound, other = SOUND.data(), damaged(SOUND, (deed,), 1).data()
    expected = [alone(sound), alone(other)]

    renewed._kept.cache_clear()
    found = [outcome(sound), outcome(other), outcome(sound), outcome(other)]

    assert found == [*expected, *expected]


@pytest.mark.parametrize("deed", OPERATORS)
def test_a_sound_form_reads_the_same_after_a_damaged_one(deed: str) -> None:
    """The damaged one is the first that is kept, at every sheet where everything stands in its place."""
    sound, other = SOUND.data(), damaged(SOUND, (deed,), 2).data()
    grid._kept.cache_clear()
    renewed._kept.cache_clear()

    found = [outcome(other), outcome(sound)]

    assert found == [alone(other), alone(sound)]


def test_only_the_inputs_that_another_firm_filled_in_otherwise_are_read() -> None:
    paper = SOUND.copied()
    paper.type("company_name", "常州另一家机械有限公司")
    alone(SOUND.data())

    before = read.declaration(SOUND.data(), "甲.xlsx").entries
    after = read.declaration(paper.data(), "乙.xlsx").entries

    assert after["company_name"].value == "常州另一家机械有限公司"
    assert after["legal_name"] is before["legal_name"]


def test_what_another_form_said_is_never_taken_for_this_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were ever a field taken over that is written otherwise here, the second reader would see it."""
    paper = SOUND.copied()
    paper.type("company_name", "常州另一家机械有限公司")
    alone(SOUND.data())
    monkeypatch.setattr(Known, "taken_over", lambda known, _: known.entries)

    assert "企业基本信息!C5 的内容两种读法不一致" in str(outcome(paper.data()))
