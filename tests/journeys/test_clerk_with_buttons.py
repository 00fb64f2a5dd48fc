"""A clerk with buttons: 校验, along the findings, a reason, the marks gone, Ctrl+Z; in a real window."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from support.desks import code, firm
from support.pictured import picture, room
from support.toolbar import Toolbar, standing, with_buttons
from support.window import Window
from xlpy.commands import command
from xlpy.extension.words import of
from xlpy.libreoffice.bridge import UnoError
from xlpy.live.highlights import TITLE

REASON = "2022年搬迁停产四个月，2023年上半年已恢复。"
SMALL = {"revenue_2020_wan": 1700, "revenue_2021_wan": 1800, "revenue_2022_wan": 1900}
RIGHT = code(1)
WRONG = {"credit_code": "913204120000000000"}
HALF = "Sample Robotics"
DOUBT, LISTED = "▲ 提醒", 40


@dataclass
class Trip:
    """What was seen on the way."""

    before: dict[str, Any]
    labels: list[str] = field(default_factory=list)
    listed: list[tuple[str, ...]] = field(default_factory=list)
    walked: list[str] = field(default_factory=list)
    title: str = ""
    explained: list[tuple[str, ...]] = field(default_factory=list)
    cleared: dict[str, Any] = field(default_factory=dict)
    steps: tuple[str, ...] = ()
    modified: bool = True
    typed: str = ""
    entered: str = ""


@pytest.fixture(scope="module")
def trip(tmp_path_factory: pytest.TempPathFactory) -> Trip:
    path = room(tmp_path_factory, "企业") / "申报书.xlsx"
    path.write_bytes(firm(1, **SMALL, **WRONG))
    with with_buttons(path) as screen:
        bar = Toolbar(screen)
        seen = Trip(standing(screen.document))
        validate(screen, bar)
        seen.labels = [*bar.items]
        seen.listed = listed(screen)
        walk(screen, bar, seen)
        picture(screen, "buttons-validated")
        clear(screen, bar)
        seen.cleared, seen.modified = standing(screen.document), screen.document.isModified()
        undo(screen)
        seen.steps = screen.document.UndoManager.getAllUndoActionTitles()
        explain(screen, bar, seen)
        validate(screen, bar)
        seen.explained = listed(screen)
        correct(screen, bar)
        seen.typed = bar.said
        press_while_typing(screen, bar)
        seen.entered = screen.cell("企业基本信息", "C5").String
    return seen


def label(id_: str) -> str:
    return command(id_).label


def has_marks(screen: Window) -> bool:
    return bool(screen.document.Sheets.hasByName(TITLE))


def validate(screen: Window, bar: Toolbar) -> None:
    """By the button, until the list is there."""
    bar.press(label("validate"))
    bar.hear(f"{label('validate')}：")


def listed(screen: Window) -> list[tuple[str, ...]]:
    """The lines of the list; none while it is made anew."""
    try:
        rows = screen.document.Sheets.getByName(TITLE).getCellRangeByName(f"A2:E{LISTED}").getDataArray()
    except UnoError:
        return []
    return [row for row in rows if row[0]]


def walk(screen: Window, bar: Toolbar, seen: Trip) -> None:
    """From finding to finding, once round."""
    for _ in {place for _, place, *_ in seen.listed if place}:
        before = screen.selected
        bar.press(label("next"))
        screen.until(lambda before=before: screen.selected != before, "the next cell is selected")
        seen.walked.append(screen.selected)


def clear(screen: Window, bar: Toolbar) -> None:
    bar.press(label("clear"))
    screen.until(lambda: not has_marks(screen), "the marks are gone")
    bar.hear("清除")


def undo(screen: Window) -> None:
    """Ctrl+Z brings the marks back: the deed was one step."""
    screen.press("ctrl+z")
    screen.until(lambda: has_marks(screen), "the marks are back")


def explain(screen: Window, bar: Toolbar, seen: Trip) -> None:
    """In the list, on the line of a doubt; the plan is shown before anything is written."""
    row = next(number for number, line in enumerate(seen.listed, start=2) if line[0] == DOUBT)
    screen.document.CurrentController.setActiveSheet(screen.document.Sheets.getByName(TITLE))
    screen.jump(f"A{row}")
    bar.press(label("explain"))
    seen.title = screen.asked()
    screen.copy(REASON)
    screen.press("ctrl+v", "Return")
    screen.until(lambda: screen.front.startswith(f"{seen.title}："), "the plan is shown")
    screen.answered()
    bar.hear(f"{label('explain')}：")


def correct(screen: Window, bar: Toolbar) -> None:
    """Type the code as it should be; no button is pressed."""
    screen.document.CurrentController.setActiveSheet(screen.document.Sheets.getByName("企业基本信息"))
    screen.jump("C6")
    screen.type(RIGHT)
    screen.press("Return")
    bar.hear("可以报送")


def press_while_typing(screen: Window, bar: Toolbar) -> None:
    """The cell is still being typed into when the button is pressed."""
    screen.jump("C5")
    screen.type(HALF)
    validate(screen, bar)


def test_the_buttons_of_a_form_stand_in_its_window(trip: Trip) -> None:
    wanted = {entry.label for paper in ("declaration", "any") for entry in of(paper)}

    assert wanted <= set(trip.labels)
    assert label("collect") not in trip.labels


def test_what_is_wrong_is_listed_the_gravest_first(trip: Trip) -> None:
    assert trip.listed[0][:2] == ("✖ 错误", "企业基本信息!C6")
    assert trip.listed[1][:2] == (DOUBT, "企业基本信息!C20")


def test_the_next_button_comes_by_every_cell_of_the_list_once(trip: Trip) -> None:
    places = list(dict.fromkeys(place for _, place, *_ in trip.listed if place))

    assert trip.walked == places


def test_a_reason_stands_beside_its_doubt(trip: Trip) -> None:
    (line,) = [line for line in trip.explained if line[0] == DOUBT]

    assert REASON in line[-1]


def test_cleared_the_form_is_as_it_was(trip: Trip) -> None:
    assert trip.cleared == trip.before
    assert not trip.modified


def test_one_step_back_brings_the_marks_again(trip: Trip) -> None:
    assert trip.steps == (label("validate"),)


def test_what_is_asked_is_asked_under_the_label_of_the_button(trip: Trip) -> None:
    assert trip.title == label("explain")


def test_the_label_follows_what_is_typed(trip: Trip) -> None:
    assert trip.typed.startswith("✔ 可以报送 · 环节 7/6 ✔ · 场景 13/12 ✔")


def test_what_is_being_typed_when_a_button_is_pressed_is_taken_first(trip: Trip) -> None:
    assert trip.entered == HALF
