"""The page that tells a bureau how to make next year's notice says what is so."""

import shutil
from pathlib import Path

import pytest

from workbook.errors import NoticeError
from workbook.notice import shelf, verbatim

PAGE = (Path(__file__).parents[2] / "docs" / "next-year.md").read_text(encoding="utf-8")


def test_the_refusal_shown_is_the_one_a_person_gets(tmp_path: Path) -> None:
    home = tmp_path / "changzhou-2024"
    shutil.copytree(shelf.find("changzhou-2023"), home)
    text = (home / "notice.toml").read_text(encoding="utf-8")
    (home / "notice.toml").write_text(text.replace("count = 12", 'count = "十四"'), encoding="utf-8")

    with pytest.raises(NoticeError) as refused:
        shelf.load(home)

    assert f"> {refused.value}\n" in PAGE


def test_the_sentences_shown_as_vanished_are_named_like_that() -> None:
    pack = shelf.pack("changzhou-2023")
    words = dict(verbatim.fragments(pack))

    shown = dict(line.split() for line in PAGE.splitlines() if line.startswith(("   rules[coverage", "   fields[6]")))

    assert shown == {place: words[place] for place in ("rules[coverage-scenarios].quotes[0]", "fields[6].label")}


def test_the_files_named_stand_in_the_folder() -> None:
    folder = shelf.find("changzhou-2023")

    assert all(
        (folder / name).is_file() and f"`{name}`" in PAGE for name in ("notice.txt", "notice.toml", "cases.toml")
    )
