"""A wrong, old, locked or empty file at the command line: one Chinese sentence, exit 2, nothing written."""

import io
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from support import package
from support.desks import PACK, form, put, state
from support.hostile import hostiles
from support.spoken import DISTRICT, NOTICE, of_the_first
from workbook.notice.pack import Pack
from workbook.render.master import empty_master
from workbook.render.summary import empty_summary
from xlpy.cli import obey

CHINESE = re.compile(r"[\u4e00-\u9fff]")
ON_DECLARATIONS = {
    "record": ("record", "坏.xlsx"),
    "validate": ("validate", "坏.xlsx"),
    "repair": ("repair", "坏.xlsx", "--out", "新.xlsx"),
    "letter": ("letter", "坏.xlsx", "--out", "书.docx"),
}
ON_TABLES = {
    "opinion": ("opinion", "坏.xlsx", "--all", "--opinion", "推荐", "--by", "王五", "--day", "2023-12-22"),
    "return": ("return", "坏.xlsx", "A"),
    "pull": ("pull", "收件箱", "--master", "坏.xlsx"),
    "decide": ("decide", "坏.xlsx", "--row", "A", "--state", "通过"),
    "publish": ("publish", "坏.xlsx", "--list", "proposed", "--out", "名单"),
    "review": ("review", "out", "坏.xlsx", "--out", "评审", "--experts", "1"),
    "overview": ("overview", "坏.xlsx"),
    "pool": ("pool", "坏.xlsx"),
    "forward": ("forward", "坏.xlsx", "坏.xlsx"),
    "trace": ("trace", "坏.xlsx", "总表!C5"),
}
BESIDE = {
    "fill": ("fill", "--notice", NOTICE, "--values", "坏.xlsx", "--out", "新.xlsx"),
    "registers_of_validate": ("validate", "好.xlsx", "--registers", "坏.xlsx"),
    "registers_of_collect": ("collect", "收件箱", "--district", DISTRICT, "--out", "d", "--registers", "坏.xlsx"),
}
NOT_A_BOOK = {
    # what the file is: words that tell what to do
    "empty": "请重新保存",
    "encrypted": "请取消打开密码",
    "xls": "另存为",
    "pdf": "另存为",
    "csv": "另存为",
    "docx": "另存为",
}


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XLPY_HOME", str(tmp_path / "home"))
    put(tmp_path, **{"好.xlsx": form()})
    put(tmp_path / "收件箱", **{"甲.xlsx": form()})
    return tmp_path


def told(desk: Path, words: tuple[str, ...], data: bytes, capsys: pytest.CaptureFixture[str]) -> str:
    """The one sentence a command says of the file; it says nothing else and leaves the folder as it is."""
    put(desk, **{"坏.xlsx": data})
    before = state(desk)

    status = obey([*words])
    said = capsys.readouterr()

    assert (status, said.out) == (2, "")
    assert state(desk) == before
    assert len(said.err.strip().splitlines()) == 1
    assert CHINESE.search(said.err)
    assert "程序自身出错" not in said.err
    return said.err


@pytest.mark.parametrize("kind", NOT_A_BOOK)
@pytest.mark.parametrize("id_", [*ON_DECLARATIONS, *ON_TABLES, "registers_of_validate", "registers_of_collect"])
def test_what_is_no_book_is_refused_with_the_way_out(
    id_: str, kind: str, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = next(hostile for hostile in hostiles() if hostile.kind == kind).make()

    assert NOT_A_BOOK[kind] in told(desk, (ON_DECLARATIONS | ON_TABLES | BESIDE)[id_], data, capsys)


@pytest.mark.parametrize("kind", NOT_A_BOOK)
def test_what_is_no_list_of_values_fills_nothing(kind: str, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = next(hostile for hostile in hostiles() if hostile.kind == kind).make()

    assert "JSON" in told(desk, BESIDE["fill"], data, capsys)


@pytest.mark.parametrize("id_", ON_DECLARATIONS)
def test_a_book_that_is_not_our_form_is_refused(id_: str, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "请重新选择文件" in told(desk, ON_DECLARATIONS[id_], package.book(), capsys)


@pytest.mark.parametrize("id_", ON_TABLES)
def test_a_declaration_is_no_table_of_a_bureau(id_: str, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = told(desk, ON_TABLES[id_], form(), capsys)

    assert "坏.xlsx" in said
    assert "申报书" in said


@pytest.mark.parametrize("id_", ["repair", "letter"])
@pytest.mark.parametrize("make", [empty_summary, empty_master])
def test_a_table_of_a_bureau_is_no_declaration(
    id_: str, make: Callable[[Pack], bytes], desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "申报书" in told(desk, ON_DECLARATIONS[id_], make(PACK), capsys)


def marked(name: str, words: str) -> bytes:
    """A form whose hidden sheet says that it is another."""
    book = openpyxl.load_workbook(io.BytesIO(form()))
    sheet, _, cell = book.defined_names[name].attr_text.rpartition("!")
    book[sheet.strip("'")][cell.replace("$", "")].value = words
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@cache
def other(kind: str) -> bytes:
    """Forms that are ours, but not of this notice and version."""
    name, words = {
        "last_year": ("notice_id", "changzhou-2022"),
        "older": ("template_version", "2021.0"),
        "another_city": ("notice_id", "wuxi-2023"),
    }[kind]
    return marked(name, words)


@of_the_first
@pytest.mark.parametrize("id_", ["record", "validate", "letter"])
@pytest.mark.parametrize("kind", ["last_year", "older"])
def test_last_years_form_and_an_older_one_are_sent_to_repair(
    id_: str, kind: str, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "xlpy repair" in told(desk, ON_DECLARATIONS[id_], other(kind), capsys)


@pytest.mark.parametrize("id_", ON_DECLARATIONS)
def test_another_citys_form_is_to_be_filled_in_anew(id_: str, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = told(desk, ON_DECLARATIONS[id_], other("another_city"), capsys)

    assert "wuxi-2023" in said
    assert "本次下发的模板" in said


def test_repair_into_a_notice_nobody_knows_writes_nothing(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = (*ON_DECLARATIONS["repair"], "--notice", "nowhere-1999")

    assert "nowhere-1999" in told(desk, words, form(), capsys)
