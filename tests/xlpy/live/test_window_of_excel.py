"""Questions at the window of Excel, through its documented boxes."""

from collections.abc import Iterator

import pytest

from support import excel, windows
from xlpy.live import native
from xlpy.live.window import LONGEST_PROMPT, MOST_LINES, Window

MANY = [f"常州样例{number:02}号机械有限公司（武进区）" for number in range(40)]


@pytest.fixture
def application() -> Iterator[excel.Application]:
    windows.boxes.shown.clear()
    windows.boxes.answer = windows.OK
    with windows.in_use():
        yield excel.Application()


@pytest.fixture
def window(application: excel.Application) -> Window:
    return Window(native.app(application), "确定", "取消")


@pytest.mark.parametrize(("answer", "goes_on"), [(windows.OK, True), (windows.CANCEL, False)])
def test_a_person_goes_on_or_not(window: Window, answer: int, *, goes_on: bool) -> None:
    windows.boxes.answer = answer

    assert window.confirm("收取", ["收下2份", "退回1份"]) is goes_on
    [(title, words)] = windows.boxes.shown
    assert title == "收取"
    assert words.startswith("收下2份\n退回1份\n")


def test_a_list_longer_than_the_screen_says_how_long_it_is(window: Window) -> None:
    window.tell("结果", MANY)

    [(_, words)] = windows.boxes.shown
    assert words.splitlines() == [*MANY[:MOST_LINES], "……（共40行）"]


@pytest.mark.parametrize(("typed", "chosen"), [(2.0, "退回"), (False, None), (0, None), (3, None)])
def test_one_is_chosen_by_its_number(
    window: Window, application: excel.Application, typed: object, chosen: str | None
) -> None:
    application._typed = [typed]

    assert window.choose("初审", "意见", ["推荐", "退回"]) == chosen


def test_what_a_box_has_no_room_for_is_told_first(window: Window, application: excel.Application) -> None:
    application._typed = [40.0]

    assert window.choose("选一家", "哪一家？" * 80, MANY) == MANY[39]
    assert windows.boxes.shown[0][1].startswith(f"1 {MANY[0]}\n2 ")
    assert len("哪一家？" * 80) > LONGEST_PROMPT


@pytest.mark.parametrize(("typed", "told"), [("张三", "张三"), ("", ""), (False, None)])
def test_a_line_is_typed_or_given_up(
    window: Window, application: excel.Application, typed: object, told: str | None
) -> None:
    application._typed = [typed]

    assert window.write("经办人", "姓名") == told


def test_files_and_folders_are_picked_or_not(window: Window, application: excel.Application) -> None:
    application._picked = [["C:\\收件箱"], ["C:\\甲.zip", "C:\\乙.eml"]]

    assert window.folder("收件箱") == "C:\\收件箱"
    assert window.files("文件") == ["C:\\甲.zip", "C:\\乙.eml"]
    assert window.files("文件") is None
