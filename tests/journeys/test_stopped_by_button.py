"""A district officer stops long work with the button of the window that shows how far it is."""

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from support.desks import PACK, firm, put
from support.toolbar import Toolbar, folder, with_buttons, words
from workbook.render.summary import empty_summary
from xlpy.commands import command

COLLECT = command("collect").label
FORM, FILES = firm(1), 200


@dataclass(frozen=True)
class Trip:
    """The book before, the folder afterwards, what was said."""

    before: bytes
    book: Path
    said: str


def numbered(form: bytes, number: int) -> bytes:
    """The same form as another file: making many forms would take longer than the journey."""
    held = io.BytesIO(form)
    with zipfile.ZipFile(held, "a") as package:
        package.comment = str(number).encode()
    return held.getvalue()


@pytest.fixture(scope="module")
def trip(tmp_path_factory: pytest.TempPathFactory) -> Trip:
    desk = tmp_path_factory.mktemp("long")
    inbox = put(desk / "收件箱", **{f"{number}.xlsx": numbered(FORM, number) for number in range(FILES)})
    book = put(desk / "武进", **{"汇总表.xlsx": empty_summary(PACK, "武进区")}) / "汇总表.xlsx"
    before = book.read_bytes()
    with with_buttons(book) as screen:
        bar = Toolbar(screen)
        bar.ask(COLLECT, folder(inbox), words(""))
        screen.until(lambda: screen.front == COLLECT, "it is shown how far the work is")
        screen.press_in_standstill("Return")
        return Trip(before, book, bar.hear("已停止"))


def test_stopped_nothing_is_written(trip: Trip) -> None:
    assert "什么都没有写入" in trip.said
    assert trip.book.read_bytes() == trip.before
    assert not trip.book.with_name("汇总表.档案").exists()
