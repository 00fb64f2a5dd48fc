"""A district officer by buttons: mails and zips into a new 汇总表, opinions, a return, the form again, upwards."""

import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from support.desks import PACK, firm, put, shown
from support.mails import mailed, packed
from support.pictured import picture, room
from support.rounds import kinds
from support.toolbar import Toolbar, choice, folder, with_buttons, words
from support.window import Window
from workbook.papers import OPINIONS
from workbook.render.summary import empty_summary
from xlpy.commands import BUTTONS, command

DISTRICT, SHEET = "武进区", "初审"
LATER = "Wed, 20 Dec 2023 09:00:00 +0800"
NAMES = {number: f"常州样例{number}号机械有限公司" for number in (1, 2, 3)}
COLLECT, OPINION, RETURN, FORWARD = (command(id_).label for id_ in ("collect", "opinion", "return", "forward"))


@dataclass
class Trip:
    """What was seen on the way."""

    folder: Path
    book: Path
    menu: dict[str, bool] = field(default_factory=dict)
    during_preview: bytes = b""
    blank: bytes = b""
    rows: dict[str, dict[str, str]] = field(default_factory=dict)
    window: dict[str, tuple[str, ...]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def trip(tmp_path_factory: pytest.TempPathFactory) -> Trip:
    desk = room(tmp_path_factory, "武进")
    book = put(desk / "武进", **{"汇总表.xlsx": empty_summary(PACK, DISTRICT)}) / "汇总表.xlsx"
    inbox = put(desk / "收件箱", **{"周一.eml": mailed({"申报书.xlsx": firm(1)}), "3.xlsx": firm(3)})
    put(inbox, **{"周二.zip": packed({"申报书.xlsx": firm(2, contact_phone="")})})
    seen = Trip(desk, book, blank=book.read_bytes())
    with with_buttons(book) as screen:
        bar = Toolbar(screen)
        seen.menu = bar.menu()
        first(screen, bar, seen, inbox)
        give(screen, bar, NAMES[1], "推荐")
        give(screen, bar, NAMES[2], "退回")
        select(screen, NAMES[2])
        bar.deed(RETURN)
        put(inbox, **{"补正.eml": mailed({"申报书.xlsx": firm(2)}, LATER)})
        bar.deed(COLLECT, folder(inbox), words(""))
        seen.rows["again"] = opinions(book)
        give(screen, bar, NAMES[2], "推荐")
        picture(screen, "buttons-opinions")
        bar.deed(FORWARD, words("zbc@example.com"))
        seen.window = lines(screen)
    return seen


def first(screen: Window, bar: Toolbar, seen: Trip, inbox: Path) -> None:
    """The whole inbox, seen before anything is written."""
    bar.ask(COLLECT, folder(inbox), words(""))
    bar.plan(COLLECT)
    seen.during_preview = seen.book.read_bytes()
    screen.answered()
    bar.done(COLLECT)
    seen.rows["first"] = opinions(seen.book)


def lines(screen: Window) -> dict[str, tuple[str, ...]]:
    """The lines of 初审 in the window, by the firm."""
    area = screen.document.Sheets.getByName(SHEET).getCellRangeByName("A2:F9").getDataArray()
    return {row[1]: row for row in area if row[1]}


def select(screen: Window, firm_name: str) -> None:
    """The line of a firm."""
    row = [*lines(screen)].index(firm_name) + 2
    screen.document.CurrentController.setActiveSheet(screen.document.Sheets.getByName(SHEET))
    screen.jump(f"B{row}")


def give(screen: Window, bar: Toolbar, firm_name: str, opinion: str) -> None:
    """An opinion on a firm, chosen from the list."""
    select(screen, firm_name)
    bar.deed(OPINION, choice([*OPINIONS].index(opinion)))


def opinions(book: Path) -> dict[str, str]:
    """What the file says of each firm."""
    return {row["firm"]: row.get("opinion") or "" for row in shown(book, SHEET)}


def test_what_is_for_another_paper_is_grey_in_the_menu(trip: Trip) -> None:
    assert trip.menu == {entry.label: entry.paper not in ("declaration", "master") for entry in BUTTONS.values()}


def test_nothing_is_written_before_the_plan_is_agreed_to(trip: Trip) -> None:
    assert trip.during_preview == trip.blank


def test_mail_zip_and_file_are_taken(trip: Trip) -> None:
    assert trip.rows["first"] == dict.fromkeys(NAMES.values(), "")


def test_the_form_that_came_again_takes_the_place_of_the_old_one(trip: Trip) -> None:
    """
    | 企业 | 初审意见 |
    | 1号  | 推荐     |
    | 2号  |          |  补正后重新初审
    | 3号  |          |
    """
    assert trip.rows["again"][NAMES[1]] == "推荐"
    assert kinds(trip.book).count("accepted") == len(NAMES) + 1


def test_the_window_shows_what_the_file_says(trip: Trip) -> None:
    assert {name: row[-1] for name, row in trip.window.items()} == opinions(trip.book)
    assert trip.window[NAMES[2]][-1] == "推荐"


def test_the_firm_gets_a_slip_and_a_draft(trip: Trip) -> None:
    made = [path.name for path in (trip.book.parent / "退回通知").iterdir()]

    assert {name.rpartition(".")[2] for name in made} == {"xlsx", "eml"}
    assert all(NAMES[2] in name for name in made)


def test_what_is_recommended_goes_up(trip: Trip) -> None:
    with zipfile.ZipFile(trip.book.parent / f"报送包_{DISTRICT}.zip") as package:
        originals = [name for name in package.namelist() if name.startswith("originals/")]

    assert len(originals) >= len([name for name, opinion in opinions(trip.book).items() if opinion == "推荐"])
    assert (trip.book.parent / f"报送包_{DISTRICT}.eml").is_file()
