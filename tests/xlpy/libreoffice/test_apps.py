"""Apps: offices of our own, attaching, status bar, questions, calculation."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
import xlwings as xw

from support.members import cannot, differs, works


@pytest.fixture
def second(lo: ModuleType, app: xw.App) -> Iterator[xw.App]:
    second = xw.App(visible=False)
    yield second
    if second in list(xw.apps):
        second.quit()
    app.activate()


@works("App.books", "App.pid", "App.activate", "App.quit", "Books.count", "Books.add")
def test_two_apps_are_independent(app: xw.App, second: xw.App) -> None:
    second.books[0].sheets[0]["A1"].value = "second"

    assert app.pid != second.pid
    assert xw.apps.active == second
    assert [book.name for book in second.books] == ["Untitled 1"]
    app.activate()
    assert xw.apps.active == app
    assert xw.apps[second.pid] == second
    assert xw.apps.keys()[:2] == [app.pid, second.pid]


def test_a_hidden_app_is_used_like_a_visible_one(second: xw.App) -> None:
    second.activate(steal_focus=True)
    book = second.books.add()

    assert (len(second.books), second.books.active) == (2, book)
    book.close()
    assert len(second.books) == 1


def test_an_app_may_start_without_a_book(lo: ModuleType, app: xw.App) -> None:
    with xw.App(visible=False, add_book=False) as bare:
        assert len(bare.books) == 0
        assert bare.selection is None
        assert bare.calculation == "automatic"
    assert bare not in list(xw.apps)
    app.activate()


@works("App.kill")
def test_a_killed_app_is_gone_and_says_so(lo: ModuleType, second: xw.App) -> None:
    book = second.books[0]

    second.kill()

    assert second not in list(xw.apps)
    with pytest.raises(lo.OfficeDiedError, match="Start a new App"):
        book.sheets[0]["A1"].value = 1


def living(group: str) -> list[str]:
    """The processes of a group that are more than a memory."""
    told = subprocess.run(["ps", "-eo", "pgid=,stat="], capture_output=True, text=True, check=True).stdout
    return [line for line in told.splitlines() if line.split()[0] == group and "Z" not in line]


def test_an_office_ends_with_its_owner_however_it_ends(lo: ModuleType, tmp_path: Path) -> None:
    code = "import sys, time, xlwings as xw, xlpy.libreoffice as lo; lo.activate(); app = xw.App(visible=False); "
    code += "print(app.impl.office.profile, app.pid, flush=True); time.sleep(60)"
    owner = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert owner.stdout
    profile, pid = owner.stdout.readline().split()

    owner.kill()
    owner.wait()

    until = time.monotonic() + 20
    while (Path(profile).exists() or living(pid)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not Path(profile).exists()
    assert living(pid) == []


def test_an_app_attaches_to_an_office_that_listens(lo: ModuleType, app: xw.App, second: xw.App) -> None:
    attached = lo.connect(f"pipe,name={second.impl.office.pipe}")

    assert [book.name for book in attached.books] == ["Untitled 1"]
    assert attached.pid == second.pid


def test_code_inside_the_office_gets_its_app(lo: ModuleType, second: xw.App) -> None:
    attached = lo.attach(second.impl.context)

    assert attached == xw.apps.active
    assert attached.books[0].name == "Untitled 1"


@differs("App.version", how="16.0, the Excel whose semantics the engine follows")
def test_the_version_is_that_of_the_excel_it_follows(app: xw.App) -> None:
    assert app.version >= 15


@works("App.engine")
def test_the_engine_is_named(app: xw.App) -> None:
    assert (app.engine.name, app.engine.type) == ("libreoffice", "desktop")
    assert repr(app) == f"<App [libreoffice] {app.pid}>"


@differs("App.api", how="the UNO desktop, not a COM object")
def test_the_api_of_an_app_is_the_desktop(app: xw.App) -> None:
    assert app.api.supportsService("com.sun.star.frame.Desktop")


@differs("App.visible", how="an office started hidden stays hidden: start it with `visible=True`")
def test_a_hidden_app_is_not_visible(app: xw.App) -> None:
    assert app.visible is False


@works("App.status_bar")
@pytest.mark.parametrize(
    ("said", "told"), [("Working", "Working"), ("汇总中", "汇总中"), (False, False), (None, False)]
)
def test_the_status_bar_shows_a_text(app: xw.App, sheet: xw.Sheet, said: object, told: object) -> None:
    app.status_bar = said

    assert app.status_bar == told
    app.status_bar = False


@differs("App.alert", how="a hidden app, or one with display_alerts off, answers with the first button")
@pytest.mark.parametrize(
    ("buttons", "answer"), [("ok", "ok"), ("ok_cancel", "ok"), ("yes_no", "yes"), ("yes_no_cancel", "yes")]
)
@pytest.mark.parametrize("mode", [None, "info", "critical"])
def test_a_hidden_app_answers_itself(app: xw.App, buttons: str, answer: str, mode: str | None) -> None:
    assert app.alert("Sure?", "Title", buttons=buttons, mode=mode) == answer


@pytest.mark.parametrize("wish", [{"buttons": "maybe"}, {"mode": "loud"}])
def test_an_unknown_button_or_mode_is_told(app: xw.App, wish: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="must be one of"):
        app.alert("Sure?", **wish)


@works("App.calculation", "App.calculate")
def test_calculation_can_wait(app: xw.App, sheet: xw.Sheet) -> None:
    sheet["A1"].value = [1, "=A1*2"]
    app.calculation = "manual"

    sheet["A1"].value = 5
    before = sheet["B1"].value
    app.calculate()

    assert (app.calculation, before, sheet["B1"].value) == ("manual", 2.0, 10.0)
    app.calculation = "automatic"


@cannot("App.calculation", why="`semiautomatic` is refused: LibreOffice knows automatic and manual")
def test_semiautomatic_calculation_is_refused(app: xw.App) -> None:
    with pytest.raises(NotImplementedError, match="automatic and manual"):
        app.calculation = "semiautomatic"


@works("App.screen_updating", "App.display_alerts", "App.interactive", "App.properties")
def test_switches_come_back(app: xw.App, sheet: xw.Sheet) -> None:
    with app.properties(screen_updating=False, display_alerts=False, interactive=False):
        inside = (app.screen_updating, app.display_alerts, app.interactive)

    assert inside == (False, False, False)
    assert (app.screen_updating, app.display_alerts, app.interactive) == (True, True, True)


@differs("App.enable_events", how="remembered only: code that writes over UNO fires no sheet events anyway")
def test_events_can_be_switched(app: xw.App) -> None:
    with app.properties(enable_events=False):
        assert app.enable_events is False


@works("App.selection", "Book.selection", "Range.select", "App.range")
def test_the_selection_is_a_range(app: xw.App, sheet: xw.Sheet) -> None:
    sheet["B2:C3"].select()

    assert app.selection == sheet["B2:C3"]
    assert sheet.book.selection == sheet["B2:C3"]
    assert app.range("A1") == sheet["A1"]


@works("App.path", "App.startup_path")
def test_the_folders_of_the_program_are_known(app: xw.App) -> None:
    assert app.path.endswith("program")
    assert app.startup_path.startswith("/")


@cannot("App.hwnd", why="only Windows has window handles")
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has window handles")
def test_there_is_no_window_handle(app: xw.App) -> None:
    with pytest.raises(NotImplementedError, match="Windows"):
        _ = app.hwnd


@works("App.cut_copy_mode")
def test_copying_is_a_mode(app: xw.App, sheet: xw.Sheet) -> None:
    sheet["A1"].copy()
    during = app.cut_copy_mode

    app.cut_copy_mode = False

    assert (during, app.cut_copy_mode) == ("copy", None)


def test_active_books_and_sheets_are_found_from_the_module(app: xw.App, sheet: xw.Sheet) -> None:
    assert xw.books.active == sheet.book
    assert xw.sheets.active == sheet
    assert xw.Range("A1") == sheet["A1"]


@works("Book.caller", "Book.set_mock_caller")
def test_the_caller_can_be_mocked(book: xw.Book) -> None:
    book.set_mock_caller()

    assert xw.Book.caller() == book
    del xw.Book._mock_caller


@works("App.macro", "Book.macro", "Macro.run")
def test_a_basic_macro_of_the_book_runs(book: xw.Book) -> None:
    libraries = book.api.BasicLibraries
    if not libraries.hasByName("Standard"):
        libraries.createLibrary("Standard")
    libraries.getByName("Standard").insertByName("Module1", "Function MySum(x, y)\n MySum = x + y\nEnd Function\n")

    assert book.macro("MySum")(1, 2) == 3
    assert book.macro("Module1.MySum")(2, 3) == 5


def test_a_missing_macro_is_told(lo: ModuleType, book: xw.Book) -> None:
    with pytest.raises(lo.OfficeError, match="did not run"):
        book.macro("NoSuchMacro")()


@pytest.mark.parametrize("kind", ["sheet", "cells", "values"])
def test_nothing_is_copied_from_one_app_into_another(book: xw.Book, second: xw.App, kind: str) -> None:
    here, there = book.sheets[0], second.books[0].sheets[0]
    deeds = {
        "sheet": lambda: here.copy(before=there),
        "cells": lambda: here["A1"].copy(there["A1"]),
        "values": lambda: there["A1"].copy_from(here["A1"], "values"),
    }

    with pytest.raises(NotImplementedError, match="in one app"):
        deeds[kind]()

    assert len(second.books[0].sheets) == 1
