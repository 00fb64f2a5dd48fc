"""Demands on what is written."""

import pytest

from support.rules import message, rule, said

NAME = rule("required", field="company_name")
OWNER = rule("required", field="ownership_kind")
BEFORE = rule("required", field="revenue_2020_wan", since="founded_on", year=2020)
LENGTH = rule("length", field="company_profile", maximum=500)
STRADDLES = rule("length_straddles", field="company_profile", maximum=500)
WORDS = rule("name_free_of", field="company_name", words=("分公司", "分厂"))
SAYS = rule("says_something", field="company_strategy", words=("无", "/", "——"))
COVER = rule("same_as", field="cover_contact", others=("contact_person", "contact_phone"))
PAIRED = rule("paired", field="provincial_workshop", other="provincial_workshop_since")


def test_a_written_name_is_filled_in() -> None:
    assert message(NAME) == ""


@pytest.mark.parametrize("blank", [None, " ", "　", "\n\t "])
def test_white_space_is_not_filled_in(blank: object) -> None:
    assert message(NAME, company_name=blank) == "没有填写"


def test_a_choice_without_a_tick_is_not_made() -> None:
    assert message(OWNER, ownership_kind=None) == "没有选择"


def test_a_choice_with_a_doubtful_shape_is_asked_elsewhere() -> None:
    assert message(OWNER, ownership_kind={"private": "☒"}) == ""


def test_a_year_before_the_firm_may_stay_blank() -> None:
    assert message(BEFORE, founded_on="2021-01-01", revenue_2020_wan=None) == ""


def test_the_year_of_founding_may_not() -> None:
    assert message(BEFORE, founded_on="2020-12-31", revenue_2020_wan=None) == "没有填写"


def test_a_year_stays_asked_while_the_founding_is_unknown() -> None:
    assert message(BEFORE, founded_on=None, revenue_2020_wan=None) == "没有填写"


def test_an_unreadable_amount_is_filled_in() -> None:
    assert message(BEFORE, revenue_2020_wan="约2000") == ""


def test_five_hundred_characters_fit() -> None:
    assert message(LENGTH, company_profile="字" * 500) == ""


def test_five_hundred_and_one_are_one_too_many() -> None:
    assert message(LENGTH, company_profile="字" * 501) == "已写501字，超出1字（不超过500字）"


@pytest.mark.parametrize("word", ["无", " 无\n", "／", "——"])
def test_a_word_that_says_nothing_is_told(word: str) -> None:
    assert message(SAYS, company_strategy=word).startswith("只写了“")


@pytest.mark.parametrize("text", [None, "无锡设有研发机构", "无人化车间/产线"])
def test_a_text_that_says_something_is_not(text: str | None) -> None:
    assert message(SAYS, company_strategy=text) == ""


def test_white_space_is_not_counted() -> None:
    assert message(LENGTH, company_profile="字" * 300 + "\n　 " + "字" * 200) == ""


def test_latin_words_count_once_before_a_text_is_too_long() -> None:
    assert message(LENGTH, company_profile="字" * 499 + "MES") == ""


def test_a_text_between_the_two_counts_is_asked() -> None:
    words = message(STRADDLES, company_profile="字" * 499 + "MES")

    assert words == "逐字计502字，按字数统计（西文一词计一字）500字，限500字，请核对或删减"


@pytest.mark.parametrize("text", ["字" * 500, "字" * 501])
def test_a_text_on_one_side_of_both_counts_does_not_straddle(text: str) -> None:
    assert message(STRADDLES, company_profile=text) == ""


def test_a_plain_name_is_free_of_the_words() -> None:
    assert message(WORDS) == ""


def test_a_word_with_a_space_inside_is_found() -> None:
    assert message(WORDS, company_name="甲公司常州分 公司") == "名称中有“分公司”，请核对"


def test_a_cover_that_repeats_passes() -> None:
    assert message(COVER) == ""


def test_a_cover_that_differs_shows_both() -> None:
    finding = said(rule("same_as", field="company_address", others=("factory_address",)), factory_address="新北区")

    assert finding.message == "这里是“常州市武进区样例路1号”，表内是“新北区”"


def test_a_cover_may_differ_in_white_space() -> None:
    one = rule("same_as", field="company_address", others=("factory_address",))

    assert message(one, company_address="常州 新北区", factory_address="常州新北区") == ""


def test_a_pair_without_its_second_is_told() -> None:
    assert message(PAIRED, provincial_workshop="一车间") == "填了“1、省级车间 名称”，这里没有填写"


def test_the_missing_half_of_a_pair_is_the_place() -> None:
    assert said(PAIRED, provincial_workshop="一车间").fields == ("provincial_workshop_since",)


@pytest.mark.parametrize("paper", [{}, {"provincial_workshop": "一车间", "provincial_workshop_since": "2022-05"}])
def test_both_or_none_of_a_pair_pass(paper: dict[str, object]) -> None:
    assert message(PAIRED, **paper) == ""
