"""The district's round by button: file and journal hold afterwards what the command line would have left."""

import datetime as dt
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import xlwings as xw

import xlpy.libreoffice as lo
from support.desks import firm, put, shown
from support.rounds import collect, desk, kinds, recommend
from support.spoken import DISTRICT
from support.talk import Person
from workbook.notice import shelf
from workbook.render.summary import empty_summary
from xlpy import buttons
from xlpy.level import either_dossier

Open = Callable[[bytes | Path], xw.Book]
PACK = shelf.pack("changzhou-2023")


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    """A blank 汇总表 on a desk of its own, an inbox beside it."""
    put(tmp_path / "收", **{"1.xlsx": firm(1), "2.xlsx": firm(2)})
    put(tmp_path / "武进", **{"汇总表.xlsx": empty_summary(PACK, DISTRICT)})
    return tmp_path / "武进" / "汇总表.xlsx"


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk that has taken two forms."""
    folder = tmp_path_factory.mktemp("收过")
    collect(folder / "武进", put(folder / "收", **{"1.xlsx": firm(1), "2.xlsx": firm(2)}))
    return folder


@pytest.fixture
def summary(collected: Path, tmp_path: Path) -> Path:
    """A desk of its own that has taken two forms."""
    shutil.copytree(collected, tmp_path, dirs_exist_ok=True)
    return tmp_path / "武进" / "汇总表.xlsx"


def test_collect_fills_the_open_summary(app: xw.App, opened: Open, blank: Path) -> None:
    opened(blank)
    person = Person({"要收取的文件夹": str(blank.parents[1] / "收"), "收到这些材料的日期": "2023.12.18"})

    said = buttons.press("collect", app, person)

    book = app.books.active
    assert said == f"收取申报书：共2份，已推荐0份。汇总表：{blank}"
    assert book.sheets["初审"]["B2:B3"].value == ["常州样例1号机械有限公司", "常州样例2号机械有限公司"]
    assert not lo.is_modified(book)
    assert kinds(blank).count("accepted") == 2
    assert {entry.received for entry in either_dossier(desk(blank)).standing.declarations.values()} == {
        dt.date(2023, 12, 18)
    }
    assert any(line.startswith("将改1本表") for line in person.read)


def test_a_plan_that_is_not_agreed_to_changes_nothing(app: xw.App, opened: Open, blank: Path) -> None:
    opened(blank)
    before = blank.read_bytes()

    said = buttons.press("collect", app, Person({"要收取": str(blank.parents[1] / "收"), "日期": ""}, agrees=False))

    assert said == "收取申报书：已取消，本次什么都没有改。"
    assert blank.read_bytes() == before
    assert [path.name for path in blank.parent.iterdir() if "档案" in path.name] == []


def test_opinions_of_the_selected_rows_are_recorded_with_what_was_typed(
    app: xw.App, opened: Open, summary: Path
) -> None:
    opened(summary)
    sheet = app.books.active.sheets["初审"]
    with lo.unprotected(sheet):
        sheet["F3"].value = "不推荐"
    sheet.activate()
    sheet["B2"].select()

    said = buttons.press("opinion", app, Person({"初审意见是": "推荐"}))

    assert "登记1条" in said
    assert [row["opinion"] for row in shown(summary, "初审")] == ["推荐", "不推荐"]
    assert app.books.active.sheets["初审"]["F2:F3"].value == ["推荐", "不推荐"]


def test_a_return_slip_is_written_for_the_row_in_front(app: xw.App, opened: Open, summary: Path) -> None:
    opened(summary)
    app.books.active.sheets["初审"].activate()
    app.books.active.sheets["初审"]["A3"].select()

    buttons.press("return", app, Person())

    slips = sorted(path.suffix for path in (summary.parent / "退回通知").iterdir())
    assert slips == [".eml", ".xlsx"]


def test_what_goes_up_is_the_package_with_a_draft(app: xw.App, opened: Open, summary: Path) -> None:
    opened(summary)
    recommend_by_hand(app)

    said = buttons.press("forward", app, Person({"收件邮箱": ""}))

    assert "收件人空着" in said
    assert (summary.parent / f"报送包_{DISTRICT}.eml").is_file()
    assert [row["opinion"] for row in shown(summary, "初审")] == ["推荐", "推荐"]


def recommend_by_hand(app: xw.App) -> None:
    sheet = app.books.active.sheets["初审"]
    with lo.unprotected(sheet):
        sheet["F2:F3"].value = [["推荐"], ["推荐"]]


def test_undo_takes_the_last_collection_back(app: xw.App, opened: Open, summary: Path) -> None:
    opened(summary)

    buttons.press("undo", app, Person())

    assert shown(summary, "初审") == []
    assert app.books.active.sheets["初审"]["B2"].value is None


def test_a_cell_tells_its_source(app: xw.App, opened: Open, summary: Path) -> None:
    opened(summary)
    app.books.active.sheets["明细"].activate()
    app.books.active.sheets["明细"]["C2"].select()
    person = Person()

    buttons.press("trace", app, person)

    assert any("来自 " in words and "1.xlsx" in words for words in person.asked)


def test_the_original_is_opened_at_the_cell_and_stays_as_it_came(
    app: xw.App, opened: Open, summary: Path, home: Path
) -> None:
    book, before = opened(summary), {path: path.read_bytes() for path in summary.parent.rglob("*") if path.is_file()}
    [at] = [cell for cell in ("E2", "F2", "G2") if book.sheets["明细"][cell].value == "常州样例1号机械有限公司"]
    book.sheets["明细"].activate()
    book.sheets["明细"][at].select()

    said = buttons.press("trace", app, Person({"来自": buttons.LOOK_AT_IT}))

    front = app.books.active
    place = f"{front.sheets.active.name}!{app.selection.get_address(row_absolute=False, column_absolute=False)}"
    assert (front.name, app.selection.value) == ("1.xlsx", "常州样例1号机械有限公司")
    assert place in said
    assert home in Path(front.fullname).parents
    assert lo.is_read_only(front)
    assert not Path(front.fullname).stat().st_mode & 0o222
    assert {path: path.read_bytes() for path in before} == before


def test_originals_looked_at_before_are_cleared_away(app: xw.App, opened: Open, summary: Path, home: Path) -> None:
    for row in (2, 3):
        book = opened(summary)
        book.sheets["明细"].activate()
        book.sheets["明细"][f"C{row}"].select()
        buttons.press("trace", app, Person({"来自": buttons.LOOK_AT_IT}))
        app.books.active.close()

    assert [path.name for path in home.rglob("*.xlsx")] == ["2.xlsx"]


def test_another_desk_that_changed_the_book_is_not_overwritten(app: xw.App, opened: Open, summary: Path) -> None:
    opened(summary)
    inbox = str(summary.parents[1] / "收")
    sheet = app.books.active.sheets["初审"]
    with lo.unprotected(sheet):
        sheet["F3"].value = "不推荐"
    (summary.parent / f".~lock.{summary.name}#").unlink()
    put(summary.parents[1] / "收", **{"3.xlsx": firm(3)})

    class Slow(Person):
        def confirm(self, title: str, lines: Sequence[str]) -> bool:
            recommend(summary.parent)
            return super().confirm(title, lines)

    said = buttons.press("collect", app, Slow({"要收取": inbox, "日期": ""}))

    assert "他人改动" in said
    assert app.books.active.sheets["初审"]["F3"].value == "不推荐"
    assert [row["opinion"] for row in shown(summary, "初审")] == ["推荐", "推荐"]
