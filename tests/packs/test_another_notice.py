"""Nothing is tied to Changzhou: another city's notice is a folder, not a program."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from support import tiny
from workbook.form import Form
from workbook.layout import Layout
from workbook.notice import shelf
from workbook.render.given import record_from_values


def test_another_notice_loads(tmp_path: Path) -> None:
    pack = shelf.load(tiny.put(tmp_path))

    assert [spec.id for spec in pack.fields] == ["room_name", "book_count"]
    assert [rule.id for rule in pack.rules] == ["filled.room_name", "filled.book_count", "books", "in-time"]


def test_its_form_is_laid_and_judged(tmp_path: Path) -> None:
    form = Form(shelf.load(tiny.put(tmp_path)))

    record = record_from_values(form, {"room_name": "东乡图书室", "book_count": 299})
    findings = [found.rule for rule in form.pack.rules if rule.id == "books" and (found := rule.check(record))]

    assert Layout(form).address("book_count").startswith("申请表!")
    assert findings == ["books"]


def test_a_switch_is_taken_where_it_stands_and_named(tmp_path: Path) -> None:
    strict = shelf.load(tiny.put(tmp_path))
    loose = shelf.load(tiny.put(tmp_path, ('value = "strict"', 'value = "loose"')))

    floors = [next(rule for rule in pack.rules if rule.id == "books") for pack in (strict, loose)]

    assert [floor.model_dump()["minimum"] for floor in floors] == [Decimal(300), Decimal(200)]
    assert floors[0].readings == ("B01",)


def test_a_rule_on_a_deadline_carries_its_day(tmp_path: Path) -> None:
    pack = shelf.load(tiny.put(tmp_path))

    assert pack.rules[-1].model_dump()["day"] == dt.date(2024, 5, 20)


def test_an_inactive_demand_is_not_asked(tmp_path: Path) -> None:
    pack = shelf.load(tiny.put(tmp_path, ('deadline = "to_bureau"', 'deadline = "to_bureau"\nactive = false')))

    assert "in-time" not in {rule.id for rule in pack.rules}


def test_a_folder_on_the_shelf_is_found_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tiny.put(tmp_path)
    monkeypatch.setenv("XLPY_TEMPLATES", str(tmp_path))

    assert "haizhou-library" in shelf.notice_ids()
    assert shelf.notice_text("haizhou-library").startswith("海州市")
