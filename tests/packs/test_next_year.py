"""The page that tells a bureau how to make next year's notice says what is so."""

import re
import shutil
from pathlib import Path

import pytest

from workbook.errors import NoticeError
from workbook.notice import shelf

PAGE = (Path(__file__).parents[2] / "docs" / "next-year.md").read_text(encoding="utf-8")


def test_the_refusal_shown_is_the_one_a_person_gets(tmp_path: Path) -> None:
    home = tmp_path / "changzhou-2024"
    shutil.copytree(shelf.find("changzhou-2023"), home)
    text = (home / "notice.toml").read_text(encoding="utf-8")
    (home / "notice.toml").write_text(text.replace("count = 12", 'count = "十四"'), encoding="utf-8")

    with pytest.raises(NoticeError) as refused:
        shelf.load(home)

    assert f"> {refused.value}\n" in PAGE


def test_the_lines_shown_are_those_of_the_pack() -> None:
    """The page shows what ``notice check`` says when twelve became fourteen; the lines are those of the pack."""
    rows = (shelf.find("changzhou-2023") / "notice.toml").read_text(encoding="utf-8").splitlines()

    shown = re.findall(r"notice\.toml 第(\d+)行 .*?“(\d+|至少[^”]*)”", PAGE)

    assert [(rows[int(line) - 1].partition(" ")[0]) for line, _ in shown] == ["quotes", "count"]
    assert shown[0][1] in rows[int(shown[0][0]) - 1]


def test_the_files_named_stand_in_the_folder() -> None:
    folder = shelf.find("changzhou-2023")

    assert all(
        (folder / name).is_file() and f"`{name}`" in PAGE for name in ("notice.txt", "notice.toml", "cases.toml")
    )
