"""The server of the add-in, with xlwings' own engine over an Excel that has only documented members."""

import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from support import excel, windows
from support.excel_members import DOCUMENTED, listed, looked_up, standing, words_of_the_vba
from support.house import ROOT
from support.pressed import Played, at_home, books, play
from support.spoken import of_the_first
from xlpy.addin import sources
from xlpy.addin.windows import PROGRAM_ID
from xlpy.commands import BUTTONS
from xlpy.live import native
from xlpy.server import Server

CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    return play(tmp_path_factory.mktemp("played"))


@pytest.fixture
def application(tmp_path: Path) -> Iterator[excel.Application]:
    windows.boxes.shown.clear()
    windows.boxes.answer = windows.OK
    with windows.in_use(), at_home(tmp_path / "home"):
        yield excel.Application()


def opened(application: excel.Application, folder: Path, kind: str = "declaration") -> excel.Workbook:
    return application.Workbooks.Open(str(books(folder)[kind]))


@pytest.mark.parametrize("id_", BUTTONS)
def test_every_button_answers_with_one_chinese_sentence_in_the_status_bar(id_: str, played: Played) -> None:
    said = played.said[id_]

    assert CHINESE.search(said)
    assert "\n" not in said
    assert "程序自身出错" not in said
    assert played.status[id_] == said


def test_no_button_asks_excel_for_a_member_that_is_not_documented(played: Played) -> None:
    assert played.log == ""


def test_the_check_list_has_every_member_we_call(played: Played) -> None:
    assert standing() == listed(played.asked), "python tests/support/excel_members.py renews the list"


def test_every_member_on_the_check_list_and_of_the_stand_in_was_looked_up() -> None:
    members = {f"{owner}.{name}" for owner, name, _ in stand_in()}

    assert members - looked_up().keys() == set()
    assert "没有查到" not in standing()


def test_the_stand_in_takes_the_arguments_of_the_documentation() -> None:
    wrong = {
        f"{owner}.{name}({argument})"
        for owner, name, member in stand_in()
        if inspect.isfunction(member)
        for argument, told in inspect.signature(member).parameters.items()
        if argument != "self" and told.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD
        if argument.lower() not in map(str.lower, looked_up()[f"{owner}.{name}"][1])
    }

    assert wrong == set()


def test_the_events_hear_the_arguments_of_the_documentation() -> None:
    heard = re.findall(r"Sub Host_(\w+)\((.*)\)", sources.code()["XlpyEvents"])

    assert heard
    for event, told in heard:
        names = tuple(re.sub(r"ByVal | As \w+", "", word) for word in told.split(", "))
        assert names == looked_up()[f"Application.{event}"][1]


def stand_in() -> list[tuple[str, str, object]]:
    """Every member of the stand-in: its class as documented, its name, itself."""
    classes = [one for one in vars(excel).values() if isinstance(one, type) and issubclass(one, excel.Member)]
    held = [(one, name, member) for one in classes for name, member in vars(one).items() if name[:1].isupper()]
    return [(one._documented or one.__name__, name, member) for one, name, member in held]


def test_every_word_of_the_vba_is_a_documented_member() -> None:
    assert words_of_the_vba() == set(DOCUMENTED)


def test_the_vba_asks_the_server_for_what_it_offers() -> None:
    asked = re.findall(r"(?:Server|kept)\.(\w+)", sources.code()["XlpyRibbon"].replace(f'"{PROGRAM_ID}"', ""))

    assert {name.lower() for name in asked} == set(Server._public_methods_)
    assert all(callable(getattr(Server, name)) for name in Server._public_methods_)


def test_an_excel_without_a_member_is_noticed(application: excel.Application) -> None:
    office = native.app(application)

    with pytest.raises(windows.ComError, match=r"Application\.Nowhere is not documented"):
        office.api.Nowhere  # noqa: B018 - to ask is the deed


def test_a_press_marks_the_open_book_and_leaves_its_file(application: excel.Application, tmp_path: Path) -> None:
    book = opened(application, tmp_path)
    before = (tmp_path / "申报书.xlsx").read_bytes()

    said = Server().press("validate", application)

    assert said.startswith("校验：错误1项")
    assert "校验结果" in [sheet.Name for sheet in book.Worksheets]
    assert book.Saved
    assert (tmp_path / "申报书.xlsx").read_bytes() == before


def test_marked_sheets_are_protected_again_as_they_were(application: excel.Application, tmp_path: Path) -> None:
    book = opened(application, tmp_path)
    told = {sheet.title: dict(sheet.protection) for sheet in book._sheets}

    Server().press("validate", application)

    now = {sheet.title: dict(sheet.protection) for sheet in book._sheets}
    assert {name: now[name] for name in told} == told


@pytest.mark.parametrize(
    ("kind", "fitting", "other"),
    [("declaration", "letter", "pull"), ("summary", "return", "letter"), ("master", "pull", "return")],
)
def test_buttons_are_for_the_paper_in_front(
    kind: str, fitting: str, other: str, application: excel.Application, tmp_path: Path
) -> None:
    opened(application, tmp_path, kind)

    assert Server().fits(fitting, application)
    assert not Server().fits(other, application)
    assert Server().fits("validate", application)


def test_without_a_book_a_press_says_so(application: excel.Application) -> None:
    assert Server().press("validate", application).startswith("没有打开的表")


def test_an_unknown_button_is_one_sentence(application: excel.Application) -> None:
    assert Server().press("fly", application).startswith("没有名为“fly”的命令")


def test_while_somebody_types_in_a_cell_it_gives_up_and_says_what_to_do(
    application: excel.Application, tmp_path: Path
) -> None:
    opened(application, tmp_path)
    application._busy = 10 * native.ATTEMPTS

    said = Server().press("validate", application)

    assert "请先按回车结束编辑" in said
    assert application._busy > 0, "it stopped asking by itself"


@of_the_first
def test_what_is_typed_is_judged_and_told_without_touching_a_cell(
    application: excel.Application, tmp_path: Path
) -> None:
    book = opened(application, tmp_path)
    server = Server()
    before = server.state(application)
    sheet = book.Worksheets("企业基本信息")
    sheet.Range("C6").Value = "91320412MA1000001D"
    cells = [[cell.value for cell in row] for row in sheet._sheet.iter_rows()]

    after = server.changed(application, "企业基本信息", "$C$6")

    assert before.startswith("✖")
    assert "错误" in before
    assert "错误" not in after
    assert application.StatusBar == after
    assert [[cell.value for cell in row] for row in sheet._sheet.iter_rows()] == cells


@of_the_first
def test_a_form_that_is_typed_into_is_read_once(application: excel.Application, tmp_path: Path) -> None:
    opened(application, tmp_path)
    server = Server()
    server.state(application)
    excel.asked.clear()

    server.changed(application, "企业基本信息", "$C$6")

    assert "Range.Formula" in excel.asked
    assert "Workbook.Saved" not in excel.asked, "only who reads the whole form asks that"


def test_a_moment_of_typing_is_waited_for(application: excel.Application, tmp_path: Path) -> None:
    opened(application, tmp_path)
    application._busy = native.ATTEMPTS // 2

    assert Server().press("validate", application).startswith("校验：")


def test_settings_that_cannot_be_read_are_one_sentence(application: excel.Application, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "settings.toml").write_text("officer =", "utf-8")
    opened(application, tmp_path)

    said = Server().press("validate", application)

    assert "settings.toml" in said
    assert "\n" not in said


def test_a_mistake_of_ours_is_in_the_log_and_one_sentence(tmp_path: Path) -> None:
    with at_home(tmp_path / "home"):
        said = Server().press("validate", object())

    assert said.startswith("程序自身出错")
    assert "Traceback" in (tmp_path / "home" / "xlpy.log").read_text("utf-8")


def test_where_a_book_lies_is_not_read_from_a_sheet_of_it(application: excel.Application, tmp_path: Path) -> None:
    book = opened(application, tmp_path)
    planted = book._sheets.create_sheet("xlwings.conf")
    planted.append(["ONEDRIVE_CONSUMER_WIN", str(tmp_path / "elsewhere")])
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "申报书.xlsx").write_bytes(b"planted")
    book._url = "https://d.docs.live.net/1234567890123456/申报书.xlsx"

    said = Server().press("validate", application)

    assert "elsewhere" not in said
    assert "校验：" not in said


def test_a_process_that_reads_files_starts_from_it_without_the_window() -> None:
    check = (
        "import sys, xlpy.server; print([name for name in ('xlwings', 'pandas', 'xlpy.live') if name in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", check], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


AT_EXIT = """
import sys; sys.path[:0] = {path!r}
from types import SimpleNamespace
from support import excel, windows
engine = windows.engine()
engine.subprocess = SimpleNamespace(run=lambda *_, **__: print("KILL"), PIPE=0, STDOUT=0, CREATE_NO_WINDOW=0)
if {is_ours}:
    from xlpy.live import native
    native.app(excel.Application())
"""


@pytest.mark.parametrize(("is_ours", "killed"), [(False, "KILL"), (True, "")], ids=["xlwings", "ours"])
def test_when_the_server_ends_nobodys_excel_is_ended(*, is_ours: bool, killed: str) -> None:
    script = AT_EXIT.format(path=[str(ROOT), str(ROOT / "tests")], is_ours=is_ours)

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == killed
