"""The one door of every button: the paper in front, its desk, the action, its plan shown and done, one sentence."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import xlwings as xw

from workbook import read
from workbook.errors import NoBookError, OtherPaperError, UnreadableError, WorkbookError
from workbook.finding import Force
from workbook.form import Form
from workbook.layout import Layout
from workbook.notice import shelf
from workbook.read import Identity
from xlpy import faults
from xlpy.commands import Command, command
from xlpy.desk import Result
from xlpy.live import LiveDesk, Office, Talk, wrap
from xlpy.live.desk import saved_path
from xlpy.live.highlights import Highlights
from xlpy.live.program import Application
from xlpy.settings import settings

ANY = "any"


def press(command_id: str, application: Application, talk: Talk | None = None) -> str:
    """Do what the button says with the book in front; one sentence of what came of it, which the status bar shows."""
    office = wrap(application, talk)
    try:
        os.environ[shelf.AMENDMENTS_VARIABLE] = str(settings().amendments)
        said = _pressed(command(command_id), office)
    except WorkbookError as error:
        said = str(error)
    except Exception as error:  # noqa: BLE001 - the outermost line of this surface
        _, said = faults.told(error, settings(), command_id)
    _show(office, said)
    return said


def is_fitting(command_id: str, application: Application) -> bool:
    """Whether the button is for the paper in front."""
    wanted = command(command_id).paper
    return wanted in (ANY, "notice") or wanted == kind(wrap(application))


def kind(office: Office) -> str:
    """Which of our papers is in front; blank when none is."""
    book = office.front
    path = Path(book.fullname) if book is not None else Path()
    if not path.is_file():
        return ""
    return _kind(path, path.stat().st_mtime_ns)


def state_line(application: Application) -> str:
    """What the status bar says of the paper in front; blank when it is none of ours."""
    return _STATES.get(kind(wrap(application)), "")


_STATES: dict[str, str] = {"declaration": "申报书", "summary": "汇总表", "master": "总表", "registers": "名册"}
_KINDS: dict[tuple[Path, int], str] = {}


def _kind(path: Path, changed: int) -> str:
    """The kind of a file as it was saved at a moment; asked again and again for every button."""
    if (path, changed) not in _KINDS:
        try:
            _KINDS[path, changed] = read.paper_of(path.read_bytes(), path.name).kind
        except (OtherPaperError, UnreadableError):
            _KINDS[path, changed] = ""
    return _KINDS[path, changed]


def _pressed(command_: Command, office: Office) -> str:
    path = saved_path(_in_front(office))
    desk = LiveDesk(office, path, settings())
    result = command_.action()(desk, **_ARGUMENTS.get(command_.id, _nothing)(path))
    if not result.plan.is_empty:
        if not office.talk.confirm(command_.label, result.lines):
            return f"{command_.label}：已取消，什么都没有改。"
        desk.carry_out(result.plan)
    return _SHOWN.get(command_.id, _told)(office, result)


def _layout(found: Identity) -> Layout:
    return Layout(Form(shelf.pack(found.notice)))


def _in_front(office: Office) -> xw.Book:
    book = office.front
    if book is None:
        raise NoBookError
    return book


def _nothing(_: Path) -> Mapping[str, Any]:
    return {}


def _told(office: Office, result: Result) -> str:
    if result.lines[1:]:
        office.talk.tell("结果", result.lines)
    return result.lines[-1] if result.lines else "已完成。"


def _marked(office: Office, result: Result) -> str:
    """The findings of the book in front, marked in it."""
    found = result.data[0]
    book = _in_front(office)
    layout = (
        _layout(read.paper_of(saved_path(book).read_bytes(), book.name)) if found["paper"] == "declaration" else None
    )
    Highlights(office.program, book, layout).paint(found["findings"], "校验")
    counts = "，".join(
        f"{force.mark} {force.title}{count}项"
        for force in Force
        if (count := sum(finding["force"] == force.value for finding in found["findings"]))
    )
    return f"校验：{counts or '没有问题'}。逐条列在“问题清单”，点位置即跳到那一格。"


_ARGUMENTS: Mapping[str, Callable[[Path], Mapping[str, Any]]] = {"validate": lambda path: {"files": [path]}}
_SHOWN: Mapping[str, Callable[[Office, Result], str]] = {"validate": _marked}


def _show(office: Office, said: str) -> None:
    office.app.status_bar = said
