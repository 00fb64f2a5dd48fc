"""One undo step a deed, marks that leave no trace, and protection of sheets."""

from types import ModuleType

import pytest
import xlwings as xw


def test_a_deed_is_one_step(lo: ModuleType, sheet: xw.Sheet) -> None:
    with lo.deed(sheet.book, "Fill in"):
        sheet["A1"].value = 1
        sheet["A2"].color = (255, 0, 0)
        sheet["A3"].formula = "=A1"

    assert lo.steps(sheet.book)[0] == "Fill in"
    assert lo.undo(sheet.book) == "Fill in"
    assert (sheet["A1"].value, sheet["A2"].color, sheet["A3"].formula) == (None, None, "")


def test_a_deed_that_fails_is_still_one_step(lo: ModuleType, sheet: xw.Sheet) -> None:
    def half() -> None:
        with lo.deed(sheet.book, "Half"):
            sheet["A1"].value = 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()

    assert lo.undo(sheet.book) == "Half"
    assert sheet["A1"].value is None


def test_deeds_may_hold_deeds(lo: ModuleType, sheet: xw.Sheet) -> None:
    with lo.deed(sheet.book, "Outer"):
        with lo.deed(sheet.book, "Inner"):
            sheet["A1"].value = 1
        sheet["A2"].value = 2

    assert lo.undo(sheet.book) == "Outer"
    assert sheet["A1:A2"].value == [None, None]


def test_marks_leave_no_trace_in_the_undo_list(lo: ModuleType, sheet: xw.Sheet) -> None:
    with lo.deed(sheet.book, "Typed"):
        sheet["A1"].value = 1
    before = lo.steps(sheet.book)

    with lo.unrecorded(sheet.book):
        sheet["B1"].color = (255, 0, 0)

    assert lo.steps(sheet.book) == before
    lo.undo(sheet.book)
    assert (sheet["A1"].value, sheet["B1"].color) == (None, (255, 0, 0))


def test_an_empty_undo_list_has_nothing_to_undo(lo: ModuleType, app: xw.App) -> None:
    book = app.books.add()

    assert (lo.undo(book), lo.steps(book)) == (None, ())
    book.close()


@pytest.mark.parametrize("password", ["", "pw"])
def test_protection_goes_on_and_off(lo: ModuleType, sheet: xw.Sheet, password: str) -> None:
    lo.protect(sheet, password)
    during = lo.is_protected(sheet)

    lo.unprotect(sheet, password)

    assert (during, lo.is_protected(sheet)) == (True, False)


def test_a_wrong_password_is_told(lo: ModuleType, sheet: xw.Sheet) -> None:
    lo.protect(sheet, "right")

    with pytest.raises(lo.WrongPasswordError, match="cannot be unprotected"):
        lo.unprotect(sheet, "wrong")
    assert lo.is_protected(sheet)


def test_a_protected_sheet_refuses_what_is_written(lo: ModuleType, sheet: xw.Sheet) -> None:
    lo.protect(sheet)

    with pytest.raises(lo.SheetProtectedError, match="unprotect it first"):
        sheet["A1"].value = 1
    with pytest.raises(lo.SheetProtectedError):
        sheet["A1:B2"].formula = "=1"
    with pytest.raises(lo.SheetProtectedError):
        sheet["A1"].clear()
    with pytest.raises(lo.SheetProtectedError):
        sheet["A1"].color = (255, 0, 0)
    with pytest.raises(lo.SheetProtectedError):
        sheet["A1"].add_note("no")


def test_unlocked_cells_of_a_protected_sheet_take_values(lo: ModuleType, sheet: xw.Sheet) -> None:
    lo.lock(sheet["A1:B2"], locked=False)
    lo.protect(sheet)

    sheet["A1"].value = 1

    assert sheet["A1"].value == 1.0


def test_a_protected_sheet_opens_for_a_while(lo: ModuleType, sheet: xw.Sheet) -> None:
    lo.protect(sheet, "pw")

    with lo.unprotected(sheet, "pw"):
        sheet["A1"].value = 1

    assert (lo.is_protected(sheet), sheet["A1"].value) == (True, 1.0)


def test_a_sheet_that_was_open_stays_open(lo: ModuleType, sheet: xw.Sheet) -> None:
    with lo.unprotected(sheet):
        sheet["A1"].value = 1

    assert not lo.is_protected(sheet)
