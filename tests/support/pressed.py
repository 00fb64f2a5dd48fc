"""Every button pressed in a stand-in Excel, each with the paper in front that it is for; what was said and asked."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from support import excel, windows
from support.desks import PACK, firm, put
from workbook.render.master import empty_master
from workbook.render.summary import empty_summary
from xlpy.commands import BUTTONS, Command
from xlpy.server import Server

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
    contents |= {"summary": empty_summary(PACK, "武进区"), "master": empty_master(PACK)}
    put(folder, **{BOOKS[kind]: content for kind, content in contents.items()})
    return {kind: folder / name for kind, name in BOOKS.items()}


def paper_for(command: Command) -> str:
    """The kind of paper in front when a button is pressed; one that is for any has a form in front."""
    return command.paper if command.paper in BOOKS else "declaration"


def play(folder: Path) -> Played:
    """Press every button once; nobody confirms anything."""
    found = Played()
    windows.boxes.answer = windows.CANCEL
    excel.asked.clear()
    with windows.in_use(), at_home(folder / "home"):
        application = excel.Application()
        opened = {kind: application.Workbooks.Open(str(path)) for kind, path in books(folder).items()}
        for command in BUTTONS.values():
            opened[paper_for(command)].Activate()
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
