"""While somebody types into a form its demands are judged and told; nothing of the book is touched."""

import time
from collections.abc import Callable
from pathlib import Path

import xlwings as xw

import xlpy.libreoffice as lo
from support.desks import firm
from support.shown import everything
from support.uno_keys import type_into
from xlpy import buttons
from xlpy.live import wrap
from xlpy.live.watching import watching

Open = Callable[[bytes | Path], xw.Book]
COVERED = "环节 7/6 ✔ · 场景 13/12 ✔ · 装备✔ 网络✔ 软件✔"


def said(app: xw.App, words: str) -> str:
    """What the status bar says, as soon as these words stand in it."""
    until = time.monotonic() + 5
    while words not in str(app.status_bar) and time.monotonic() < until:
        time.sleep(0.02)
    return str(app.status_bar)


def test_what_is_typed_is_told_at_once_with_its_cell(app: xw.App, opened: Open) -> None:
    book = opened(firm(1))

    assert buttons.state_line(app) == f"✔ 可以报送 · {COVERED}"
    type_into(book.sheets["企业基本信息"], "C6", "123")

    told = said(app, "FMT-05")
    assert told.startswith("企业基本信息!C6 统一社会信用代码：应为18位，填了3位")
    assert told.endswith("✖ 有强制问题：错误1项")
    assert buttons.state_line(app) == f"✖ 有强制问题：错误1项 · {COVERED}"


def test_telling_touches_no_cell_and_no_undo_list(app: xw.App, opened: Open) -> None:
    book = opened(firm(1))
    buttons.state_line(app)
    type_into(book.sheets["企业基本信息"], "C6", "123")
    said(app, "FMT-05")
    steps = lo.steps(book)

    lo.undo(book)

    assert len(steps) == 1
    assert said(app, "✔") == "✔ 可以报送"
    assert everything(book)["企业基本信息"][1] == []


def test_a_large_paste_is_read_where_the_form_is(app: xw.App, opened: Open) -> None:
    book = opened(firm(1))
    watch = watching(wrap(app), book)
    assert watch is not None
    with lo.unprotected(book.sheets["企业基本信息"]) as sheet:
        sheet["C6"].value = "123"

    told = watch.told(book.sheets["企业基本信息"]["A1:CV5000"])

    assert told.startswith("企业基本信息!C6 ")


def test_the_line_is_what_the_button_finds(app: xw.App, opened: Open) -> None:
    book = opened(firm(1, contact_phone="12", founded_on=None))
    with lo.unprotected(book.sheets["企业基本信息"]) as sheet:
        sheet["C6"].value = "123"

    line = buttons.state_line(app)
    pressed = buttons.press("validate", app)

    musts = line.partition("错误")[2].partition("项")[0]
    assert f"错误{musts}项" in pressed


def test_of_other_books_nothing_is_said(app: xw.App, opened: Open) -> None:
    app.books.add()

    assert buttons.state_line(app) == ""
