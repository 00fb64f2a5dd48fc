"""The manual is the one the code and its pages make; every code has a page, every link and picture is there."""

import re
from pathlib import Path

import pytest

from architecture import PAGE, PICTURE, page, picture
from build import OUT, built
from licences import COPYLEFT, needed
from licences import PAGE as LICENCES
from support.house import ROOT, modules
from workbook import errors
from workbook.finding import CODES
from workbook.notice import shelf

RENEW = "make manual renews it"
PAGES = sorted(OUT.rglob("*.html"))


def _files(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*.*")}


def test_the_manual_is_up_to_date(tmp_path: Path) -> None:
    built(tmp_path / "manual")

    made, there = _files(tmp_path / "manual"), _files(OUT)
    assert sorted(made) == sorted(there), RENEW
    assert [name for name, text in made.items() if there[name] != text] == [], RENEW


def test_the_architecture_is_that_of_the_contracts() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), RENEW
    assert PICTURE.read_text(encoding="utf-8") == picture(), RENEW


def test_every_code_a_user_can_see_has_a_page() -> None:
    classes = [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, errors.WorkbookError)]
    codes = {*CODES, *(one.code for one in classes)}
    demands = {(pack.id, rule.source) for pack in map(shelf.shipped, shelf.notice_ids()) for rule in pack.rules}

    missing = [code for code in codes if not (OUT / "codes" / f"{code}.html").is_file()]
    missing += [pair for pair in demands if not (OUT / "codes" / pair[0] / f"{pair[1]}.html").is_file()]
    assert missing == []


@pytest.mark.parametrize("file", PAGES, ids=[path.relative_to(OUT).as_posix() for path in PAGES])
def test_nothing_of_a_page_is_missing_or_comes_from_elsewhere(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    places = re.findall(r'(?:href|src)="([^"#]+)', text)

    assert [place for place in places if not (file.parent / place).is_file()] == []
    assert "<script" not in text


def test_the_list_of_licences_names_what_comes_along_and_no_gpl() -> None:
    listed = re.findall(r"^\| ([a-z0-9][a-z0-9-]*) \| (.+) \|$", LICENCES.read_text(encoding="utf-8"), re.MULTILINE)

    assert [name for name, _ in listed] == [*needed()], RENEW
    assert [name for name, words in listed if COPYLEFT.search(words)] == []


def test_nothing_noncommercial_is_imported() -> None:
    found = [path for path in modules() if re.search(r"xlwings[. ](import )?pro\b", path.read_text(encoding="utf-8"))]

    assert found == []


def test_every_worked_example_stands_in_the_house() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```(?:python|toml)\n(.*?)```", text, re.DOTALL)
    packs = [*(ROOT / "templates").rglob("notice.toml")]
    house = [path.read_text(encoding="utf-8") for path in (*modules(), *packs)]

    assert len(blocks) >= 4
    assert [block for block in blocks if not any(block.strip() in source for source in house)] == []
