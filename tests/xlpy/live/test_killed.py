"""The office is killed in the middle of an action: what was saved is there, and the next office works on."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw

from support.desks import firm, put, shown
from support.live_office import require_uno
from support.rounds import DISTRICT, kinds, pull, sent
from support.talk import Person
from workbook.notice import shelf
from workbook.render.summary import empty_summary
from xlpy import buttons
from xlpy.store import Store

PACK = shelf.pack("changzhou-2023")


@pytest.fixture
def summary(tmp_path: Path) -> Path:
    put(tmp_path / "收", **{"1.xlsx": firm(1)})
    return put(tmp_path / "武进", **{"汇总表.xlsx": empty_summary(PACK, DISTRICT)}) / "汇总表.xlsx"


def started() -> xw.App:
    require_uno()
    import xlpy.libreoffice  # noqa: PLC0415 - needs UNO, which is not everywhere

    xlpy.libreoffice.activate()
    return xw.App(visible=False)


class Killer(Person):
    """Ends the office while the plan is shown."""

    app: xw.App

    def confirm(self, title: str, lines: Sequence[str]) -> bool:
        self.app.kill()
        return super().confirm(title, lines)


def test_killed_while_the_plan_is_shown_the_next_office_does_it_whole(summary: Path, home: Path) -> None:
    before = summary.read_bytes()
    answers = {"要收取": str(summary.parents[1] / "收"), "日期": ""}
    person = Killer(answers)
    person.app = started()
    person.app.books.open(str(summary))

    said = buttons.press("collect", person.app, person)

    assert said.startswith("表格程序没有回应")
    assert summary.read_bytes() == before
    assert not (summary.parent / "汇总表.档案" / "journal.jsonl").exists()
    again = started()
    lock = summary.parent / f".~lock.{summary.name}#"
    lock.unlink(missing_ok=True)  # as LibreOffice offers when it finds one of its own
    again.books.open(str(summary))
    buttons.press("collect", again, Person(answers))
    again.quit()
    assert [row["firm"] for row in shown(summary, "初审")] == ["常州样例1号机械有限公司"]
    assert kinds(summary).count("accepted") == 1


def test_killed_while_the_file_is_replaced_file_and_journal_agree(
    summary: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = {"要收取": str(summary.parents[1] / "收"), "日期": ""}
    app = started()
    app.books.open(str(summary))
    carry_out = Store.carry_out

    def killed_then(self: Store, *arguments: Any) -> None:
        carry_out(self, *arguments)
        app.kill()

    monkeypatch.setattr(Store, "carry_out", killed_then)

    buttons.press("collect", app, Person(answers))

    assert [row["firm"] for row in shown(summary, "初审")] == ["常州样例1号机械有限公司"]
    assert kinds(summary).count("accepted") == 1


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A district that recommends two firms, a city that pulled them, a package of one more."""
    folder = tmp_path_factory.mktemp("季")
    pull(folder / "市局", sent(folder / "武进", 1, 2))
    put(folder / "来件", **{"报送包.zip": sent(folder / "武进", 3).read_bytes()})
    return folder


ACTIONS = {
    "opinion": ("武进/汇总表.xlsx", "初审", "B2", {"初审意见是": "不推荐"}),
    "return": ("武进/汇总表.xlsx", "初审", "B2", {}),
    "pull": ("市局/总表.xlsx", "总表", "A1", {"要收取": "来件", "日期": ""}),
    "decide": ("市局/总表.xlsx", "总表", "C3", {"改为“": "因故", "改为": "拟认定"}),
}


@pytest.mark.parametrize("id_", ACTIONS)
def test_killed_in_any_action_nothing_saved_is_lost_and_the_next_office_does_it(
    desks: Path, tmp_path: Path, home: Path, id_: str
) -> None:
    book, sheet, cell, answers = ACTIONS[id_]
    shutil.copytree(desks, tmp_path, dirs_exist_ok=True)
    path = tmp_path / book
    person = Killer({words: str(tmp_path / said) if said == "来件" else said for words, said in answers.items()})
    before, told = path.read_bytes(), kinds(path)

    for is_killed in (True, False):
        app = started()
        path.with_name(f".~lock.{path.name}#").unlink(missing_ok=True)  # as LibreOffice offers for one of its own
        opened = app.books.open(str(path))
        opened.sheets[sheet].activate()
        opened.sheets[sheet][cell].select()
        if is_killed:
            person.app = app
            assert buttons.press(id_, app, person).startswith("表格程序没有回应")
            assert (path.read_bytes(), kinds(path)) == (before, told)
        else:
            said = buttons.press(id_, app, Person(person.answers))
            app.quit()

    assert kinds(path) != told or "退回" in said, said
