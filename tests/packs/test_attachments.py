"""The kinds of attachments of a notice: their words are the notice's or said to be the bureau's."""

import shutil
from pathlib import Path

import pytest

from workbook.errors import NoticeError
from workbook.notice import shelf, verbatim
from workbook.notice.pack import Pack

NOTICE = "changzhou-2023"

# what a person changed, into what, words of the refusal
SLIPS = {
    "an unknown demand": (
        'word = "证书"\nrule = "certificate"',
        'word = "证书"\nrule = "diploma"',
        "没有名为“diploma”的要求",
    ),
    "a word of other words": ('word = "证书"', 'word = "证件"', "“证件”不在要求“certificate”所引的原文中"),
    "a word another demand says": (
        'word = "证书"',
        'word = "营业执照复印件"',
        "“营业执照复印件”不在要求“certificate”所引的原文中",
    ),
    "a word twice": ('word = "盖章扫描"', 'word = "证书"', "“证书”重复"),
    "a kind twice": ('id = "seal_scan"', 'id = "property"', "“property”重复"),
    "no basis for the bureau's word": (
        'basis = "bureau"\nnames = ["盖章"]',
        'names = ["盖章"]',
        "是本局自己的说法请写 basis",
    ),
    "an unknown basis": ('basis = "bureau"\nnames = ["盖章"]', 'basis = "habit"', "“habit”不在可用的值之内"),
}


def pack() -> Pack:
    return shelf.pack(NOTICE)


@pytest.mark.parametrize(("before", "after", "words"), SLIPS.values(), ids=SLIPS)
def test_the_slip_is_refused(tmp_path: Path, before: str, after: str, words: str) -> None:
    home = tmp_path / NOTICE
    shutil.copytree(shelf.find(NOTICE), home)
    text = (home / "notice.toml").read_text(encoding="utf-8")
    start = text.index("[[attachments]]")
    assert before in text[start:]
    (home / "notice.toml").write_text(text[:start] + text[start:].replace(before, after, 1), encoding="utf-8")

    with pytest.raises(NoticeError) as refused:
        shelf.load(home)

    assert "attachments" in str(refused.value)
    assert words in str(refused.value)


def test_each_kind_speaks_to_a_demand_of_chapter_six_or_of_the_seal() -> None:
    sources = {rule.id: rule.source for rule in pack().rules}

    assert {kind.word: sources[kind.rule] for kind in pack().attachments} == {
        "营业执照": "ATT-01",
        "证书": "ATT-02",
        "知识产权": "ATT-03",
        "盖章扫描": "SEAL-01",
    }


def test_three_words_stand_in_the_notice_and_the_fourth_is_the_bureaus() -> None:
    said = [words for place, words in verbatim.fragments(pack()) if place.startswith("attachments")]

    assert said == ["营业执照", "证书", "知识产权"]
    assert verbatim.squeezed("盖章扫描") not in verbatim.squeezed(shelf.notice_text(NOTICE))
