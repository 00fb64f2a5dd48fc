"""An action makes the same Plan of the open book, whatever of it is saved, as of the file with the same contents."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw

import xlpy.libreoffice as lo
from support.desks import PACK, firm, put, shown, table, type_in
from support.rounds import DAY, DISTRICT, collect, pull, recommend
from support.talk import Person
from workbook.edit import BookEdit, Change, Plan
from xlpy import buttons
from xlpy.actions import demo
from xlpy.commands import command
from xlpy.desk import Result
from xlpy.folder import FolderDesk
from xlpy.live import LiveDesk, wrap
from xlpy.season.desks import Places
from xlpy.settings import Settings

Open = Callable[[bytes | Path], xw.Book]
FULL = pytest.mark.skipif(os.environ.get("XLPY_TRUST") != "full", reason="long: XLPY_TRUST=full plays the whole season")
AT_DISTRICT: Mapping[str, Mapping[str, Any]] = {
    "collect": {"inboxes": ["收2"], "district": DISTRICT, "received": DAY},
    "opinion": {"all_rows": True, "opinion": "推荐", "by": "张三", "day": DAY},
    "return": {"rows": ["first"]},
    "forward": {"to": "a@example.com"},
    "remind": {"day": DAY},
    "withdraw": {"row": "first", "why": "企业来函"},
    "undo": {},
    "verify": {},
}
AT_CITY: Mapping[str, Mapping[str, Any]] = {
    "pull": {"inboxes": [f"报送包_{DISTRICT}.zip"], "received": DAY},
    "decide": {"row": "first", "state": "评审通过", "why": "得分高"},
    "pool": {},
    "remind": {"day": DAY},
    "verify": {},
}


@pytest.fixture(scope="module")
def round_(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A district that has sent two firms, a city that has pulled them, a second inbox."""
    folder = tmp_path_factory.mktemp("一轮")
    collect(folder, put(folder / "收1", **{"1.xlsx": firm(1), "2.xlsx": firm(2)}))
    recommend(folder)
    pull(folder, folder / f"报送包_{DISTRICT}.zip")
    put(folder / "收2", **{"3.xlsx": firm(3)})
    return folder


def cells(edit: BookEdit) -> Iterator[Change]:
    """Every cell of an edit, those of rows in one piece too."""
    for change in edit.changes:
        yield from [change] if isinstance(change, Change) else change.changes()


def told(plan: Plan) -> dict[str, Any]:
    """What a plan would do; moments, and what carries them, left away."""
    return {
        "cells": [
            (edit.path, edit.base is None, change.sheet, change.cell, change.old, change.new)
            for edit in plan.books
            for change in cells(edit)
            if not str(change.new).startswith("20")
        ],
        "events": [(event.kind, event.declaration, sorted(event.data)) for event in plan.events],
        "files": sorted(Path(file.path).name for file in plan.files),
        "originals": [(original.sha256, original.name) for original in plan.originals],
    }


def result(desk: FolderDesk, id_: str, arguments: Mapping[str, Any], folder: Path, first: str) -> Result:
    given = {
        name: [folder / path for path in value] if name == "inboxes" else first if value == "first" else value
        for name, value in arguments.items()
    }
    if given.get("rows") == ["first"]:
        given["rows"] = [first]
    return command(id_).action()(desk, **given)


def both(app: xw.App, opened: Open, path: Path, id_: str, arguments: Mapping[str, Any]) -> None:
    """The plans of the file where a remark was typed and saved, and of the window where it was typed only."""
    folder, name = path.parent, path.name
    sheet, column, is_master = ("总表", "remark", True) if name == "总表.xlsx" else ("初审", "seal_checked", False)
    first = str(shown(folder / name, sheet, is_master=is_master)[0]["id"])
    book = opened(folder / name)
    place = table(sheet, is_master=is_master)
    with lo.unprotected(book.sheets[sheet]) as there:
        there[f"{place.letter[column]}{place.first_row}"].value = "是"
    settings = Settings("张三", folder / "home", wait_seconds=0.5)
    live = result(LiveDesk(wrap(app), folder / name, settings), id_, arguments, folder, first)
    assert lo.is_modified(book)
    book.close()
    type_in(folder / name, sheet, 0, is_master=is_master, **{column: "是"})
    filed = result(FolderDesk(folder / name, settings), id_, arguments, folder, first)

    assert told(live.plan) == told(filed.plan)
    assert live.status == filed.status


@pytest.mark.parametrize("id_", AT_DISTRICT)
def test_at_a_district(id_: str, app: xw.App, opened: Open, round_: Path, tmp_path: Path) -> None:
    shutil.copytree(round_, tmp_path, dirs_exist_ok=True)

    both(app, opened, tmp_path / "汇总表.xlsx", id_, AT_DISTRICT[id_])


@pytest.mark.parametrize("id_", AT_CITY)
def test_at_the_city(id_: str, app: xw.App, opened: Open, round_: Path, tmp_path: Path) -> None:
    shutil.copytree(round_, tmp_path, dirs_exist_ok=True)

    both(app, opened, tmp_path / "总表.xlsx", id_, AT_CITY[id_])


def test_a_rebuilt_book_takes_along_what_was_typed_and_keeps_the_old_one(
    app: xw.App, opened: Open, round_: Path, tmp_path: Path, home: Path
) -> None:
    shutil.copytree(round_, tmp_path, dirs_exist_ok=True)
    book = opened(tmp_path / "汇总表.xlsx")
    with lo.unprotected(book.sheets["初审"]) as sheet:
        sheet["J2"].value = "是"

    buttons.press("rebuild", app, Person())

    assert shown(tmp_path / "汇总表.xlsx", "初审")[0]["seal_checked"] == "是"
    assert app.books.active.sheets["初审"]["J2"].value == "是"
    assert [shown(old, "初审")[0]["seal_checked"] for old in tmp_path.glob("汇总表.旧-*.xlsx")].count("是") == 1


@FULL
def test_over_the_whole_season(app: xw.App, opened: Open, tmp_path: Path) -> None:
    settings = Settings("张三", tmp_path / "home", wait_seconds=0.5)
    demo.run(FolderDesk(tmp_path / "总表.xlsx", settings), out=tmp_path)
    places = Places(tmp_path, PACK.districts)
    for path in (*map(places.summary, PACK.districts), places.master):
        is_master = path == places.master
        for id_ in ("verify", "remind"):
            arguments = (AT_CITY if is_master else AT_DISTRICT)[id_]
            both(app, opened, path, id_, arguments)
