"""Every button pressed in a stand-in Excel, each with the paper in front that it is for; what was said and asked."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from support import excel, windows
from support.desks import PACK, act, firm, put
from support.spoken import DAY, DISTRICT
from workbook.render.master import empty_master
from workbook.render.summary import empty_summary
from xlpy.commands import BUTTONS, Command
from xlpy.server import Server

SELECTED = {"declaration": "C6", "summary": "C6", "master": "C3"}
"""An input, and a row of a declaration in the sheet that is in front."""
FOR_FORMS = ("validate", "next", "clear")
BOOKS = {"declaration": "申报书.xlsx", "summary": "汇总表.xlsx", "master": "总表.xlsx"}


@dataclass
class Played:
    """What came of each press, and what Excel was asked for on the way."""

    said: dict[str, str] = field(default_factory=dict)
    status: dict[str, object] = field(default_factory=dict)
    asked: frozenset[str] = frozenset()
    log: str = ""


def books(folder: Path) -> Mapping[str, Path]:
    """A paper of each kind, as a file."""
    contents = {"declaration": firm(1, credit_code="913204120000000000")}
    contents |= {"summary": empty_summary(PACK, DISTRICT), "master": empty_master(PACK)}
    put(folder, **{BOOKS[kind]: content for kind, content in contents.items()})
    return {kind: folder / name for kind, name in BOOKS.items()}


def paper_for(command: Command) -> str:
    """The kind of paper in front when a button is pressed; a form for what is for any but needs no records."""
    if command.paper in BOOKS:
        return command.paper
    return "declaration" if command.id in FOR_FORMS or command.paper == "notice" else "summary"


def collected(folder: Path) -> Mapping[str, Path]:
    """A form with an error, a 汇总表 that took two forms and recommends them, a 总表 that took its package."""
    put(folder / "收件箱", **{"甲.xlsx": firm(1), "乙.xlsx": firm(2)})
    put(folder, **{BOOKS["declaration"]: firm(1, credit_code="913204120000000000")})
    summary, master = folder / BOOKS["summary"], folder / "市" / BOOKS["master"]
    day = DAY
    act(summary, "collect", inboxes=[folder / "收件箱"], district=DISTRICT, received=day)
    act(summary, "opinion", all_rows=True, opinion="推荐", by="张三", day=day)
    act(master, "pull", inboxes=[folder / f"报送包_{DISTRICT}.zip"], received=day)
    return {"declaration": folder / BOOKS["declaration"], "summary": summary, "master": master}


def play(folder: Path, *, is_answering: bool = False) -> Played:
    """Press every button once; nobody confirms anything, or somebody answers everything and confirms it."""
    found = Played()
    windows.boxes.answer = windows.OK if is_answering else windows.CANCEL
    excel.asked.clear()
    with windows.in_use(), at_home(folder / "home"):
        application = excel.Application()
        paths = collected(folder) if is_answering else books(folder)
        if is_answering:
            inbox = [str(folder / "收件箱")]
            application._usual = {1: 1.0, -excel.FOLDER: inbox, -excel.FILES: inbox}
        for path in paths.values():
            application.Workbooks.Open(str(path))
        for command in BUTTONS.values():
            book = application.Workbooks(paths[paper_for(command)].name)
            book.Activate()
            book._selection = SELECTED[paper_for(command)]
            found.said[command.id] = Server().press(command.id, application)
            found.status[command.id] = application.StatusBar
    log = folder / "home" / "xlpy.log"
    found.log = log.read_text("utf-8") if log.is_file() else ""
    found.asked = frozenset(excel.asked)
    return found


@contextmanager
def at_home(home: Path) -> Iterator[None]:
    """The settings of a person who has none of their own."""
    before = {name: os.environ.get(name) for name in ("XLPY_HOME", "XLPY_AMENDMENTS")}
    os.environ["XLPY_HOME"] = str(home)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
