"""A form by button: marks that come and go, findings walked along, a doubt explained, nothing half done."""

from collections.abc import Callable
from pathlib import Path

import xlwings as xw

import xlpy.libreoffice as lo
from support.desks import firm
from support.shown import everything
from support.talk import Person
from xlpy import buttons
from xlpy.live.highlights import TITLE

Open = Callable[[bytes | Path], xw.Book]
WRONG = {"credit_code": "913204120000000000"}
LITTLE = {"revenue_2022_wan": 1500}


def test_clearing_leaves_the_book_as_it_was(app: xw.App, opened: Open) -> None:
    book = opened(firm(1, **WRONG))
    before = everything(book)
    buttons.press("validate", app)

    said = buttons.press("clear", app)

    assert said.startswith("已清除")
    assert everything(book) == before
    assert not lo.is_modified(book)
    assert buttons.press("clear", app) == "没有要清除的标记。"


def test_marks_that_were_saved_go_in_another_office_too(app: xw.App, opened: Open) -> None:
    book = opened(firm(1, **WRONG))
    before = everything(book)
    buttons.press("validate", app)
    book.save()
    path = Path(book.fullname)
    book.close()

    again = opened(path)
    buttons.press("clear", app)

    assert everything(again) == before


def test_a_clerks_own_note_stays(app: xw.App, opened: Open) -> None:
    book = opened(firm(1, **WRONG))
    with lo.unprotected(book.sheets["企业基本信息"]) as sheet:
        sheet["D6"].add_note("我核对过")

    buttons.press("validate", app)
    buttons.press("clear", app)

    assert [note.text for note in book.sheets["企业基本信息"].notes] == ["我核对过"]


def test_findings_are_walked_along_one_by_one(app: xw.App, opened: Open) -> None:
    book = opened(firm(1, **WRONG, contact_phone="12"))
    assert buttons.press("next", app) == "没有标出的问题。请先按“校验”。"
    buttons.press("validate", app)
    book.sheets["企业基本信息"].activate()
    book.sheets["企业基本信息"]["A1"].select()

    first = buttons.press("next", app)
    at = app.selection.address
    second = buttons.press("next", app)

    assert first.startswith("1/")
    assert "企业基本信息!C6" in first
    assert at == "$C$6"
    assert second.startswith("2/")
    assert app.selection.address != at


def test_an_explanation_is_typed_into_the_window_and_undone_in_one_step(app: xw.App, opened: Open) -> None:
    book = opened(firm(1, **LITTLE))
    before = everything(book)
    buttons.press("validate", app)
    row = next(row for row, force in enumerate(book.sheets[TITLE]["A1:A9"].value, start=1) if force == "▲ 提醒")
    book.sheets[TITLE].activate()
    book.sheets[TITLE][f"A{row}"].select()

    said = buttons.press("explain", app, Person({"的说明": "2022年搬迁停产"}))

    assert "2022年搬迁停产" in said
    assert lo.steps(book)[0] == "填写说明"
    assert lo.is_modified(book)
    lo.undo(book)
    buttons.press("clear", app)
    assert everything(book) == before


def test_groups_without_a_tick_are_read_aloud(app: xw.App, opened: Open) -> None:
    opened(firm(1, scenarios_digital_rnd=None))
    person = Person()

    buttons.press("uncovered", app, person)

    assert any("未覆盖：" in line and "产品设计" in line for line in person.read)


def test_an_old_form_is_carried_into_a_new_file(app: xw.App, opened: Open, tmp_path: Path) -> None:
    book = opened(firm(1))
    before = Path(book.fullname).read_bytes()

    buttons.press("repair", app, Person())

    assert (tmp_path / "申报书（新表）.xlsx").is_file()
    assert Path(book.fullname).read_bytes() == before


def test_without_a_saved_book_a_button_says_so(app: xw.App, opened: Open) -> None:
    app.books.add()

    assert "还没有保存过" in buttons.press("validate", app)


def test_a_button_of_another_paper_is_grey_and_says_why(app: xw.App, opened: Open) -> None:
    opened(firm(1))

    assert not buttons.is_fitting("collect", app)
    assert buttons.is_fitting("validate", app)
    assert "申报书" in buttons.press("return", app, Person())
