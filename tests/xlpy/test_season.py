"""The sample season itself: big enough, hand-made, and compared without mercy."""

import csv
import datetime as dt
import re
from pathlib import Path

import pytest
from stdnum.cn import uscc

from support.house import PACK
from workbook.finding import CODES
from workbook.merge import Declaration
from workbook.notice import shelf
from workbook.workdays import calendar_table, is_workday
from xlpy.season.compare import Seen, differences
from xlpy.season.desks import make_room
from xlpy.season.inbox import Sent, packed
from xlpy.season.plan import Delivery, Season, season

ASKED_OF_PERSONS = ("person", "info")
WRONG_DIGIT = "credit-code"


@pytest.fixture(scope="module")
def whole() -> Season:
    return season(PACK)


def test_at_least_sixty_declarations_come_from_every_district(whole: Season) -> None:
    declarations = [entry for entry in whole.deliveries if entry.is_declaration]

    assert len(declarations) >= 60
    assert {entry.district for entry in declarations} == set(shelf.pack(whole.notice).districts)


def test_every_rule_a_machine_judges_is_broken_once(whole: Season) -> None:
    rules = [rule for rule in shelf.pack(whole.notice).rules if rule.active and rule.judged_by not in ASKED_OF_PERSONS]
    planted = {rule for entry in (*whole.deliveries, *whole.recipes.summaries) for rule in entry.rule}

    assert {_demand(rule.id) for rule in rules} - {_demand(rule) for rule in planted} == set()


def _demand(rule: str) -> str:
    """The rule as the notice pack writes it: one for several fields has the field after a dot."""
    return rule.partition(".")[0]


def test_every_expected_rule_is_one_of_the_notice_or_of_the_reading(whole: Season) -> None:
    known = {code: code for code in CODES} | {rule.id: rule.source for rule in shelf.pack(whole.notice).rules}
    expected = {(rule, entry.source) for entry in whole.deliveries if entry.fate != "refused" for rule in entry.rule}

    assert {(rule, known.get(rule)) for rule, _ in expected} == expected


def test_every_code_is_right_but_the_planted_one(whole: Season) -> None:
    wrong = {
        entry.code
        for entry in whole.deliveries
        if entry.code and not uscc.is_valid(entry.code) and WRONG_DIGIT not in entry.rule
    }

    assert wrong == set()


def test_every_firm_says_that_it_is_a_sample(whole: Season) -> None:
    assert {entry.firm for entry in whole.deliveries if entry.firm and "样例" not in entry.firm} == set()


def test_every_recipe_is_used_and_known(whole: Season) -> None:
    assert {entry.recipe for entry in whole.deliveries} == set(whole.recipes.recipes)


def test_nothing_of_the_season_asks_a_rule() -> None:
    makers = ("plan", "forms", "damage", "inbox")
    folder = Path(shelf.__file__).parents[2] / "xlpy" / "season"

    text = "".join((folder / f"{name}.py").read_text(encoding="utf-8") for name in makers)

    assert not re.search(r"^from workbook\.(judge|rules)|\.check\(", text, flags=re.MULTILINE)


def test_the_rows_are_numbered_through() -> None:
    with (PACK / "season.csv").open(encoding="utf-8", newline="") as lines:
        numbers = [int(row["no"]) for row in csv.DictReader(lines)]

    assert numbers == list(range(1, len(numbers) + 1))


def test_the_sample_table_of_days_off_says_of_every_day_what_the_calendar_we_carry_says(whole: Season) -> None:
    table = calendar_table(whole.calendar, "放假调休表.csv")
    days = [dt.date(2024, 1, 1) + dt.timedelta(days=number) for number in range(366)]

    assert [*table] == [2024]
    assert [day for day in days if is_workday(day, table) is not is_workday(day)] == []
    assert {day.year for day in (*whole.recipes.published.values(), whole.recipes.objection)} == {2024}


def test_files_of_one_zip_travel_in_one_zip() -> None:
    files = [Sent(("甲.zip", "申报书.xlsx"), b"form", None), Sent(("甲.zip", "执照.pdf"), b"scan", None)]

    assert [*packed(files)] == ["甲.zip"]


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "论文.docx").write_bytes(b"mine")

    with pytest.raises(Exception, match="空文件夹"):
        make_room(tmp_path)

    assert (tmp_path / "论文.docx").is_file()


def _delivery(whole: Season, **wanted: object) -> Delivery:
    return next(
        entry for entry in whole.deliveries if all(getattr(entry, key) == value for key, value in wanted.items())
    )


def _made(entry: Delivery, verdict: str, *rules: str) -> Declaration:
    findings = [{"rule": rule, "source": "", "force": "must", "message": ""} for rule in rules]
    values = {"notice": "n", "version": "1", "sha256": "", "digest": "", "values": {}, "texts": {}, "cells": {}}
    given = {"id": "1", "district": entry.district, "file": entry.file, "verdict": verdict, "findings": findings}
    return Declaration.model_validate(values | given)


def _compared(whole: Season, entry: Delivery, seen: Seen) -> tuple[str, ...]:
    alone = whole.recipes.model_copy(update={"summaries": ()})
    return differences(Season(notice=whole.notice, deliveries=(entry,), recipes=alone), seen)


def test_a_fault_that_is_not_found_is_a_difference(whole: Season) -> None:
    entry = _delivery(whole, recipe="founded_late")
    place = (entry.district, entry.round, entry.file)

    missed = Seen(taken={place: _made(entry, "fail")}, opinions={"1": entry.opinion})
    found = Seen(taken={place: _made(entry, "fail", *entry.rule)}, opinions={"1": entry.opinion})

    assert len(_compared(whole, entry, missed)) == 1
    assert _compared(whole, entry, found) == ()


def test_a_finding_nobody_planted_is_a_difference(whole: Season) -> None:
    entry = _delivery(whole, recipe="founded_late")
    made = _made(entry, "fail", *entry.rule, "mobile")

    seen = Seen(taken={(entry.district, entry.round, entry.file): made}, opinions={"1": entry.opinion})

    assert any("mobile" in line for line in _compared(whole, entry, seen))


def test_a_bad_file_that_is_taken_is_a_difference(whole: Season) -> None:
    entry = _delivery(whole, fate="refused")

    assert len(_compared(whole, entry, Seen())) == 1


def test_a_file_nobody_sent_is_a_difference(whole: Season) -> None:
    entry = _delivery(whole, fate="refused")
    place = (entry.district, entry.round, entry.file)

    seen = Seen(refused={place: entry.rule[0], (entry.district, 1, "别的.xlsx"): "FILE-KIND"})

    assert len(_compared(whole, entry, seen)) == 1


def test_a_firm_missing_from_a_list_is_a_difference(whole: Season) -> None:
    entry = _delivery(whole, recipe="base", fate="taken", round=1)
    made = _made(entry, entry.verdict)

    seen = Seen(taken={(entry.district, 1, entry.file): made}, opinions={"1": entry.opinion}, lists={"final": set()})

    assert len(_compared(whole, entry, seen)) == 1
