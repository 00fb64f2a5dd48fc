"""A city officer by buttons: 总表 from the packages, what changed since, where a cell is from, decisions, the list."""

import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from support.desks import PACK, act, firm, put
from support.pictured import picture, room
from support.rounds import LATE, collect, recommend, rows, sent, tables
from support.toolbar import Toolbar, choice, folder, with_buttons, words
from support.window import Window
from workbook.render.master import empty_master
from xlpy.commands import command

SHEET = "总表"
OTHER = "新北区"
NAMES = {number: f"常州样例{number}号机械有限公司" for number in (1, 2, 3, 4)}
PULL, TRACE, DECIDE, PUBLISH = (command(id_).label for id_ in ("pull", "trace", "decide", "publish"))
PHONES = "；".join(f"{contact.title}=0519-00000000" for contact in PACK.lists[0].letter.contacts)


@dataclass
class Trip:
    """What was seen on the way."""

    folder: Path
    book: Path
    first: set[str] = field(default_factory=set)
    second: dict[str, str] = field(default_factory=dict)
    changes: str = ""
    changed: str = ""
    traced: str = ""
    source: str = ""
    original: str = ""
    decided: dict[str, str] = field(default_factory=dict)


@pytest.fixture(scope="module")
def trip(tmp_path_factory: pytest.TempPathFactory) -> Trip:
    city = room(tmp_path_factory, "市局")
    book = put(city / "市", **{"总表.xlsx": empty_master(PACK)}) / "总表.xlsx"
    seen = Trip(city, book)
    inbox = put(city / "来件", **{"武进.zip": sent(city / "武进", 1, 2).read_bytes()})
    put(inbox, **{"新北.zip": sent(city / "新北", 3, district=OTHER).read_bytes()})
    with with_buttons(book) as screen:
        bar = Toolbar(screen)
        bar.deed(PULL, folder(inbox), words("2023-12-22"))
        seen.first = {row["firm"] for row in rows(book)}
        later(city, inbox)
        bar.deed(PULL, folder(inbox), words("2023-12-22"))
        seen.second = {row["firm"]: row["state"] for row in rows(book)}
        seen.changes = str([row for row in tables(book)["变更记录"] if row["firm"] == NAMES[1]])
        seen.changed = str([row["message"] for row in tables(book)["变更记录"]])
        trace(screen, bar, seen)
        decide(screen, bar, NAMES[3])
        seen.decided = {row["firm"]: row["state"] for row in rows(book)}
        picture(screen, "buttons-master")
        bar.deed(PUBLISH, choice(0), words("2023-12-28"), words("常工信装备〔2023〕1号"), words(PHONES))
    return seen


def later(city: Path, inbox: Path) -> None:
    """Wujin sends again: a firm is new, one has another address, one has withdrawn."""
    again = {"4.xlsx": firm(4), "2.xlsx": firm(2, factory_address="常州市武进区样例路2号")}
    collect(city / "武进", put(city / "又", **again), day=LATE)
    recommend(city / "武进")
    summary = city / "武进" / "汇总表.xlsx"
    (gone,) = [row["id"] for row in rows(summary, "summary") if row["firm"] == NAMES[1]]
    act(summary, "withdraw", row=gone, why="企业书面撤回")
    put(inbox, **{"武进二.zip": (city / "武进" / "报送包_武进区.zip").read_bytes()})


def line(screen: Window, firm_name: str) -> int:
    """The row of a firm in the window."""
    area = screen.document.Sheets.getByName(SHEET).getCellRangeByName("C1:C40").getDataArray()
    return [cell for (cell,) in area].index(firm_name) + 1


def select(screen: Window, firm_name: str) -> None:
    """The line of a firm."""
    screen.document.CurrentController.setActiveSheet(screen.document.Sheets.getByName(SHEET))
    screen.jump(f"C{line(screen, firm_name)}")


def trace(screen: Window, bar: Toolbar, seen: Trip) -> None:
    """Where the selected cell is from, read in a window; then the form itself at that cell, closed again."""
    select(screen, NAMES[3])
    master = screen.document
    bar.press(TRACE)
    seen.traced = screen.asked()
    choice(0)(screen)
    screen.until(lambda: screen.front.startswith("3.xlsx"), "the form is in front")
    form = screen.desk.CurrentComponent
    screen.until(lambda: shown_in(form) == NAMES[3], "the cell is selected", lambda: shown_in(form))
    seen.original = shown_in(form)
    picture(screen, "buttons-original")
    screen.until(lambda: bar.said.startswith(f"{TRACE}：来自 "), "the source is told", lambda: bar.said)
    seen.source = bar.said
    form.close(True)  # noqa: FBT003 - UNO knows no keywords
    screen.until(lambda: screen.desk.CurrentComponent == master, "the book is in front again")


def shown_in(form: Any) -> str:
    """What stands in the selected cell; blank where cells that were merged are selected, as when a form opens."""
    return str(getattr(form.CurrentSelection, "String", ""))


def decide(screen: Window, bar: Toolbar, firm_name: str) -> None:
    """Passed by the review, then proposed."""
    for number in (2, 0):
        select(screen, firm_name)
        bar.deed(DECIDE, choice(number), words("专家评审"))


def to_text(book: Path) -> str:
    """All that stands in a book."""
    with zipfile.ZipFile(book) as package:
        return package.read("xl/sharedStrings.xml").decode()


def test_the_packages_of_two_districts_become_one_book(trip: Trip) -> None:
    assert trip.first == {NAMES[1], NAMES[2], NAMES[3]}


def test_what_came_later_is_added_and_what_was_withdrawn_is_said(trip: Trip) -> None:
    assert trip.second == {name: "推荐" for name in NAMES.values() if name != NAMES[1]}
    assert "撤出" in trip.changes
    assert "新增1，变化1，撤出1" in trip.changed


def test_the_source_of_a_cell_is_told(trip: Trip) -> None:
    assert trip.traced == TRACE
    assert trip.source.startswith(f"{TRACE}：来自 ")
    assert "3.xlsx" in trip.source
    assert trip.original == NAMES[3]


def test_a_decision_stands_in_its_row(trip: Trip) -> None:
    assert trip.decided[NAMES[3]] == "拟认定"
    assert trip.decided[NAMES[2]] == "推荐"


def test_the_list_names_who_was_proposed_and_nobody_else(trip: Trip) -> None:
    made = [path for path in (trip.book.parent / "名单").rglob("*") if path.is_file()]
    (table,) = [path for path in made if path.suffix == ".xlsx"]
    told = to_text(table)

    assert {".docx", ".xlsx"} <= {path.suffix for path in made}
    assert NAMES[3] in told
    assert NAMES[1] not in told
