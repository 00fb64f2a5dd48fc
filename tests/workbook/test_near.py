"""The index of names misses nothing: it finds what comparing every two names finds, whatever was dropped meanwhile."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.fuzz import ratio

from workbook.merge.likely import NEAR, Likely
from workbook.merge.near import cores, near_groups


@st.composite
def alike(draw: st.DrawFn) -> list[str]:
    """Words of one stem with signs taken out, put in or exchanged here and there, and some of another stem."""
    stems = draw(st.lists(st.text("甲乙丙丁戊", max_size=60), min_size=1, max_size=3))
    words = []
    for _ in range(draw(st.integers(1, 12))):
        word = [*draw(st.sampled_from(stems))]
        for _ in range(draw(st.integers(0, 1 + len(word) // 8))):
            at = draw(st.integers(0, len(word)))
            word[at : at + draw(st.integers(0, 1))] = draw(st.sampled_from(["", "甲", "己"]))
        words.append("".join(word))
    return words


@given(alike(), st.data())
@settings(max_examples=300, deadline=None)
def test_what_is_near_a_word_is_found_as_by_comparing_it_to_every_one(words: list[str], data: st.DataObject) -> None:
    index = Likely(words)
    waiting = {at: word for at, word in enumerate(words) if word}
    for at in data.draw(st.sets(st.sampled_from([*waiting]))) if waiting else ():
        index.drop(at)
        del waiting[at]

    for word in words:
        assert {*index.near(word)} == {at for at, other in waiting.items() if word and ratio(word, other) >= NEAR}


def test_the_farthest_that_is_near_is_found() -> None:
    """Eleven signs and nine of them: 90 % alike, the least that is; ten of which one differs as well."""
    index = Likely(["甲乙丙丁戊己庚辛壬癸子", "甲丙丁戊己庚辛壬子", "甲乙丙丁戊卯庚辛壬癸子", "甲乙丙丁戊卯庚辛壬子"])

    assert {*index.near("甲乙丙丁戊己庚辛壬癸子")} == {0, 1, 2}


NAMES = st.lists(
    st.tuples(
        st.builds(
            "{}{}{}".format,
            st.sampled_from(["常州", "江苏省", ""]),
            st.text("东方精密机械", max_size=12),
            st.just("厂"),
        ),
        st.sampled_from(["", "一", "二", "三"]),
    ),
    max_size=14,
)


WORDS = ["常州", "江苏省", "市", "（武进）", "(武进)", "有限公司", "集团", "公司", "机", "精密机械", "𠮷"]
SIGNS = ["A", "\uff21", "12", "１２", "Co.,Ltd"]
TYPED = st.lists(
    st.tuples(st.lists(st.sampled_from([*WORDS, *SIGNS]), max_size=6).map("".join), st.sampled_from(["", "一", "二"])),
    max_size=14,
)


@given(NAMES | TYPED)
@settings(max_examples=300, deadline=None)
def test_groups_are_those_of_every_two_names_compared(named: list[tuple[str, str]]) -> None:
    """Near is who is 90 % alike and not under one code; near ones and those near them are one group."""
    names, codes = tuple(name for name, _ in named), tuple(code for _, code in named)
    words = cores(names)
    groups = [{at} for at in range(len(names))]
    for one, other in combinations(range(len(names)), 2):
        is_one_firm = codes[one] != "" and codes[one] == codes[other]
        if words[one] and words[other] and ratio(words[one], words[other]) >= NEAR and not is_one_firm:
            joined = [group for group in groups if one in group or other in group]
            groups = [*(group for group in groups if group not in joined), set().union(*joined)]

    assert near_groups(names, codes) == tuple(sorted(tuple(sorted(group)) for group in groups if len(group) > 1))
