"""Books a button does not expect: read only, two of one name, hidden rows; and the city's papers by button."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import xlwings as xw

import xlpy.libreoffice as lo
from support.desks import firm, put, shown
from support.rounds import collect, pull, sent
from support.talk import Person
from xlpy import buttons
from xlpy.live.highlights import TITLE

Open = Callable[[bytes | Path], xw.Book]


@pytest.fixture
def summary(tmp_path: Path) -> Path:
    """A desk that has taken three forms."""
    collect(tmp_path / "武进", put(tmp_path / "收", **{f"{number}.xlsx": firm(number) for number in (1, 2, 3)}))
    return tmp_path / "武进" / "汇总表.xlsx"


def test_a_book_opened_to_be_read_is_left_alone(app: xw.App, home: Path, summary: Path) -> None:
    before = summary.read_bytes()
    app.activate()
    book = app.books.open(str(summary), read_only=True)
    book.sheets["初审"].activate()
    book.sheets["初审"]["B2"].select()

    said = buttons.press("opinion", app, Person({"初审意见是": "推荐"}))

    book.close()
    assert "只读" in said
    assert summary.read_bytes() == before


def test_of_two_books_of_one_name_the_one_in_front_is_marked(app: xw.App, opened: Open, tmp_path: Path) -> None:
    put(tmp_path / "甲", **{"申报书.xlsx": firm(1)})
    put(tmp_path / "乙", **{"申报书.xlsx": firm(2, credit_code="913204120000000000")})
    right = opened(tmp_path / "甲" / "申报书.xlsx").impl.xl
    wrong = app.impl.desktop.loadComponentFromURL((tmp_path / "乙" / "申报书.xlsx").as_uri(), "_blank", 0, ())

    said = buttons.press("validate", app)

    assert said.startswith("校验：错误1项")
    assert (wrong.Sheets.hasByName(TITLE), right.Sheets.hasByName(TITLE)) == (True, False)
    wrong.close(True)  # noqa: FBT003 - UNO takes no names


def test_of_the_selected_rows_a_hidden_one_is_not_meant(app: xw.App, opened: Open, summary: Path) -> None:
    sheet = opened(summary).sheets["初审"]
    with lo.unprotected(sheet):
        sheet["A3"].api.Rows.IsVisible = False
    sheet.activate()
    sheet["B2:B4"].select()

    buttons.press("opinion", app, Person({"初审意见是": "推荐"}))

    assert [row["opinion"] for row in shown(summary, "初审")] == ["推荐", None, "推荐"]


@pytest.fixture(scope="module")
def pulled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A city that has pulled one district."""
    folder = tmp_path_factory.mktemp("市")
    package = sent(folder / "武进", 1, 2)
    pull(folder / "市局", package)
    return folder / "市局"


@pytest.fixture
def master(pulled: Path, tmp_path: Path) -> Path:
    """A desk of its own of that city."""
    shutil.copytree(pulled, tmp_path / "市局")
    return tmp_path / "市局" / "总表.xlsx"


@pytest.mark.parametrize(
    ("id_", "answers", "made"),
    [
        ("overview", {}, "概览.xlsx"),
        ("pool", {"与下一级": "不比对下一级"}, ""),
        ("review", {"专家评审": "发出评分表", "几位专家": "2"}, "评分"),
        ("verify", {}, ""),
        ("remind", {}, ""),
    ],
)
def test_the_city_s_papers_come_by_button(
    opened: Open, master: Path, id_: str, answers: dict[str, str], made: str
) -> None:
    book = opened(master)

    said = buttons.press(id_, book.app, Person({**answers, "评分表放在": str(master.parent / "评分")}))

    assert "程序自身出错" not in said
    assert any(made in path.name for path in master.parent.rglob("*"))
    assert book.app.books.active.sheets["总表"]["A1"].value
