"""校验 by button: what it finds stands in the open book, and goes again without a trace."""

from collections.abc import Callable
from pathlib import Path

import xlwings as xw

import xlpy.libreoffice as lo
from support.desks import firm
from support.shown import everything
from xlpy import buttons
from xlpy.live.highlights import NOTE, TITLE

Open = Callable[[bytes | Path], xw.Book]


def test_a_wrong_code_is_marked_noted_and_listed_with_a_jump(app: xw.App, opened: Open) -> None:
    book = opened(firm(1, credit_code="913204120000000000"))

    said = buttons.press("validate", app)

    sheet = book.sheets["企业基本信息"]
    assert said.startswith("校验：错误1项")
    assert str(sheet["D6"].note.text).startswith(f"{NOTE}✖ 错误 企业基本信息!C6 统一社会信用代码：")
    first = book.sheets[TITLE]["A2:B2"]
    assert first.value == ["✖ 错误", "企业基本信息!C6"]
    assert "HYPERLINK" in str(first[1].formula)


def test_what_is_typed_and_not_saved_is_what_is_judged(app: xw.App, opened: Open) -> None:
    book = opened(firm(1))
    sheet = book.sheets["企业基本信息"]
    with lo.unprotected(sheet):
        sheet["C6"].value = "913204120000000000"

    assert buttons.press("validate", app).startswith("校验：错误1项")
    assert lo.is_modified(book)


def test_one_undo_leaves_the_book_as_it_was(app: xw.App, opened: Open) -> None:
    book = opened(firm(1, credit_code="913204120000000000"))
    before = everything(book)

    buttons.press("validate", app)
    lo.undo(book)

    assert everything(book) == before
    assert lo.steps(book) == ()


def test_marks_make_no_saved_book_unsaved(app: xw.App, opened: Open) -> None:
    book = opened(firm(1, credit_code="913204120000000000"))

    buttons.press("validate", app)

    assert not lo.is_modified(book)


def test_a_sheet_of_ones_own_with_the_name_of_the_list_stays_as_it_is(app: xw.App, opened: Open) -> None:
    book = opened(firm(1, credit_code="913204120000000000"))
    lo.unprotect(book)
    own = book.sheets.add(TITLE, after=book.sheets[-1])
    own["A1"].value = "我自己记的"
    before = everything(book)

    said = buttons.press("validate", app)

    assert TITLE in said
    assert "改个名字" in said
    assert everything(book) == before
