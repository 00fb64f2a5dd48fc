"""Every way to read the notice loads: a switch is turned by one word, and the demands follow."""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from workbook.errors import NoticeError
from workbook.notice import shelf
from workbook.notice.pack import Pack

NOTICE = "changzhou-2023"
SWITCHES = shelf.pack(NOTICE).readings
TURNS = [(name, option) for name, switch in SWITCHES.items() for option in switch.options]


def turned(folder: Path, *turns: str) -> Pack:
    """The pack with switches turned, each to one of its options: a name, an option, a name, an option."""
    home = folder / NOTICE
    shutil.copytree(shelf.find(NOTICE), home, dirs_exist_ok=True)
    text = (home / "notice.toml").read_text(encoding="utf-8")
    for name, option in zip(turns[::2], turns[1::2], strict=True):
        head, tail = text.split(f"[readings.{name}]", 1)
        text = f"{head}[readings.{name}]" + tail.replace(f'value = "{SWITCHES[name].value}"', f'value = "{option}"', 1)
    (home / "notice.toml").write_text(text, encoding="utf-8")
    return shelf.load(home)


def params(pack: Pack, rule: str) -> dict[str, object]:
    return next((found.model_dump(by_alias=True) for found in pack.rules if found.id == rule), {})


@pytest.mark.parametrize(("name", "option"), TURNS)
def test_the_pack_loads_with_the_switch_turned(tmp_path: Path, name: str, option: str) -> None:
    assert turned(tmp_path, name, option).readings[name].value == option


@pytest.mark.parametrize(
    ("turn", "rule", "param", "change"),
    [
        (("A03", "exclusive"), "registered-before", "day", ("2022-10-31", "2022-10-30")),
        (("A03", "exclusive"), "received-district", "day", ("2023-12-20", "2023-12-19")),
        (("A04", "one_year"), "registered-before", "day", ("2022-10-31", "2022-11-30")),
        (("A06", "all"), "levels", "count", ("1", "3")),
        (("A08", "bind"), "coverage-dimensions", "force", ("should", "must")),
        (("A12", "all_years"), "required-before-founding.tax_2020_wan", "since", ("founded_on", "")),
        (("A13", "previous"), "revenue-floor", "field", ("revenue_2022_wan", "revenue_2021_wan")),
        (("A22", "two"), "coverage-groups", "ticks", ("1", "2")),
    ],
)
def test_the_demand_follows_the_switch(
    tmp_path: Path, turn: tuple[str, str], rule: str, param: str, change: tuple[str, str]
) -> None:
    now, then = shelf.pack(NOTICE), turned(tmp_path, *turn)

    assert (str(params(now, rule)[param]), str(params(then, rule)[param])) == change
    assert turn[0] in params(then, rule)["readings"]


@pytest.mark.parametrize(("option", "levels"), [("ordinal", 3), ("graded", 2)])
def test_all_levels_are_as_many_as_there_are(tmp_path: Path, option: str, levels: int) -> None:
    rule = params(turned(tmp_path, "A05", option, "A06", "all"), "levels")

    assert (rule["count"], len(rule["areas"])) == (levels, levels)


@pytest.mark.parametrize(
    ("name", "option", "gone", "come"),
    [
        ("A01", "nine", "narrative.scenarios_service", ""),
        ("A10", "one", "", "single-mode"),
        ("A11", "several", "single-cluster", ""),
        ("A14", "silent", "built-boundary", ""),
        ("A16", "in_text", "", "outcome-others"),
        ("A18", "register", "cultivation-pool", "cultivation-register"),
        ("A19", "person", "code-area", "registered-in-city"),
        ("A20", "word", "length-profile-straddles", ""),
    ],
)
def test_a_demand_comes_and_goes_with_the_switch(tmp_path: Path, name: str, option: str, gone: str, come: str) -> None:
    ids = {rule.id for rule in turned(tmp_path, name, option).rules}

    assert gone not in ids
    assert not come or come in ids


def test_every_question_has_two_answers_at_least() -> None:
    assert [name for name, switch in SWITCHES.items() if len(switch.options) < len(("one", "other"))] == []


@pytest.mark.parametrize(("turn", "still"), [(("A02", "annex2"), (False, True)), (("A17", "unsaid"), (True, False))])
def test_what_the_form_shows_follows_the_switch(
    tmp_path: Path, turn: tuple[str, str], still: tuple[bool, bool]
) -> None:
    """Whether the order of the standards and the words about the mailbox stay as they are."""
    now, then = shelf.pack(NOTICE), turned(tmp_path, *turn)

    assert (now.standards_order == then.standards_order, now.mailbox_note == then.mailbox_note) == still


def test_twelve_becomes_fourteen_in_one_line(tmp_path: Path) -> None:
    home = tmp_path / NOTICE
    shutil.copytree(shelf.find(NOTICE), home)
    for file, before, after in (
        ("notice.txt", "中的12个应用场景", "中的14个应用场景"),
        ("notice.toml", "中的12个应用场景", "中的14个应用场景"),
        ("notice.toml", 'of = "scenarios"\ncount = 12', 'of = "scenarios"\ncount = 14'),
    ):
        text = (home / file).read_text(encoding="utf-8")
        (home / file).write_text(text.replace(before, after), encoding="utf-8")

    assert params(shelf.load(home), "coverage-scenarios")["count"] == Decimal(14)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("maximum = 500\nrows", "maximum = 600\nrows", "这里是500字，字段“company_profile”写的是600字"),
        ("option = 11", "option = 12", "要求“cluster-named”：没有第12个方框"),
        ("ordinal = 2", "ordinal = 6", "要求“levels”：没有第6个方框"),
    ],
)
def test_what_does_not_fit_together_is_refused(tmp_path: Path, before: str, after: str, words: str) -> None:
    home = tmp_path / NOTICE
    shutil.copytree(shelf.find(NOTICE), home)
    text = (home / "notice.toml").read_text(encoding="utf-8")
    (home / "notice.toml").write_text(text.replace(before, after, 1), encoding="utf-8")

    with pytest.raises(NoticeError, match=words):
        shelf.load(home)
