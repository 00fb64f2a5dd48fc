"""The one door of every button: the paper in front, its desk, the action, its plan shown and done, one sentence."""

import os
from collections.abc import Callable, Mapping
from contextlib import nullcontext, suppress
from pathlib import Path

import xlwings as xw

from workbook import read
from workbook.errors import (
    AlreadyWorkingError,
    CancelledError,
    NoBookError,
    OtherPaperError,
    UnreadableError,
    ValueMissingError,
    WorkbookError,
)
from workbook.notice import shelf
from xlpy import faults, showing
from xlpy.asked import ASKED, Asked, desk_path
from xlpy.commands import BUTTONS, Command, command
from xlpy.desk import Result
from xlpy.live import LiveDesk, Office, Talk, original, wrap
from xlpy.live.desk import saved_path
from xlpy.live.program import Application
from xlpy.live.progress import watched
from xlpy.preview import told_lines
from xlpy.settings import settings
from xlpy.workers import readers

LOOK_AT_IT = "打开原件来看（只读）"
_ALONE = ("notice",)
"""Commands for these papers need no open book."""


def press(command_id: str, application: Application, talk: Talk | None = None) -> str:
    """Do what the button says with the book in front; one sentence of what came of it, which the status bar shows."""
    office = wrap(application, talk)
    try:
        os.environ[shelf.AMENDMENTS_VARIABLE] = str(settings().amendments)
        said = _once(_button(command_id), office)
    except WorkbookError as error:
        said = str(error)
    except xw.XlwingsError as error:
        faults.told(error, settings(), command_id)
        said = _GAVE_UP
    except Exception as error:  # noqa: BLE001 - the outermost line of this surface
        _, said = faults.told(error, settings(), command_id)
    with suppress(xw.XlwingsError):  # the program may have ended meanwhile
        office.app.status_bar = said
    return said


def is_fitting(command_id: str, application: Application) -> bool:
    """Whether the button is for the paper in front."""
    wanted, found = command(command_id).paper, kind(wrap(application))
    return wanted in _ALONE or wanted == found or (wanted == "any" and bool(found))


def kind(office: Office) -> str:
    """Which of our papers is in front; blank when none is."""
    book = office.front
    path = Path(book.fullname) if book is not None else Path()
    return _kind(path, path.stat().st_mtime_ns) if path.is_file() else ""


def state_line(application: Application) -> str:
    """What is said of the paper in front: its open findings while it is filled in; blank of other books.

    From the first call on the form is watched: what is typed into it is judged and told in the status bar.
    """
    return _quietly(lambda office, book: watch.label if (watch := showing.watched(office, book)) else "", application)


def changed(application: Application, sheet: str, address: str) -> str:
    """The same after a program told us of a change, of the changed cells first; the status bar says it too."""

    def told(office: Office, book: xw.Book) -> str:
        watch = showing.watched(office, book)
        said = (watch.told(book.sheets[sheet][address]) or watch.line) if watch else ""
        office.app.status_bar = said or False
        return said

    return _quietly(told, application)


def _quietly(ask: Callable[[Office, xw.Book], str], application: Application) -> str:
    """What is asked of the book in front; nothing is said of a book that is none of ours or cannot be read."""
    office = wrap(application)
    book = office.front
    try:
        return ask(office, book) if book is not None else ""
    except (WorkbookError, OSError):
        return ""


_GAVE_UP = "表格程序没有回应，没有做完；已保存的内容完好。请重新打开这本表，再按一次。"
_KINDS: dict[tuple[Path, int], str] = {}
_working: list[str] = []
"""The label of the button that works: one at a time in a process."""


def _kind(path: Path, changed: int) -> str:
    """The kind of a file as it was saved at a moment; asked again and again for every button."""
    if (path, changed) not in _KINDS:
        try:
            _KINDS[path, changed] = read.paper_of(path.read_bytes(), path.name).kind
        except (OtherPaperError, UnreadableError):
            _KINDS[path, changed] = ""
    return _KINDS[path, changed]


def _button(command_id: str) -> Command:
    """The command of a button; one of the command line alone is none."""
    found = command(command_id)
    if found.only == "line":
        raise ValueMissingError("按钮", command_id, tuple(BUTTONS))
    return found


def _once(command_: Command, office: Office) -> str:
    """One button at a time: while one works the window still hears clicks."""
    if _working:
        raise AlreadyWorkingError(_working[0])
    _working.append(command_.label)
    try:
        return _pressed(command_, office)
    finally:
        _working.clear()


def _pressed(command_: Command, office: Office) -> str:
    if (book := office.front) is not None:
        office.program.finish_entry(book)
    if command_.only == "button":
        return _BUTTONS[command_.id](office, _in_front(office))
    path = saved_path(_in_front(office)) if command_.paper not in _ALONE else Path()
    asked = Asked(office, path, command_.label)
    arguments = ASKED.get(command_.id, _nothing)(asked)
    workers = readers() if command_.is_for_strangers else nullcontext()
    with workers as executor:
        with watched(office, command_.label) as watch:
            desk = LiveDesk(office, desk_path(command_.id, asked), settings(), watch, executor=executor)
            result = command_.action()(desk, **arguments)
        if not result.plan.is_empty:
            _carry_out(command_, desk, result)
    return _SHOWN.get(command_.id, _told)(command_, desk, result)


def _carry_out(command_: Command, desk: LiveDesk, result: Result) -> None:
    """Do what is planned, once the person has read it and agrees."""
    if not desk.office.talk.confirm(f"{command_.label}：以下还没有写入", told_lines(result)):
        raise CancelledError(command_.label)
    desk.title = command_.label
    desk.carry_out(result.plan)
    showing.read_again(desk.office.front)


def _in_front(office: Office) -> xw.Book:
    book = office.front
    if book is None:
        raise NoBookError
    return book


def _nothing(_: Asked) -> Mapping[str, object]:
    return {}


def _told(command_: Command, desk: LiveDesk, result: Result) -> str:
    """All lines to be read, the last one in the status bar."""
    if result.lines[1:] and result.plan.is_empty:
        desk.office.talk.tell(command_.label, result.lines)
    return f"{command_.label}：{result.lines[-1] if result.lines else '已完成。'}"


def _traced(command_: Command, desk: LiveDesk, result: Result) -> str:
    """All of it to be read, then the file it is from to be looked at; where the cell is from in the status bar."""
    if result.data["typed"]:
        _told(command_, desk, result)
    elif desk.office.talk.choose(command_.label, "\n".join(result.lines), (LOOK_AT_IT, "不打开")) == LOOK_AT_IT:
        original.show(desk, result.data)
    return f"{command_.label}：{result.lines[1]}"


_SHOWN: Mapping[str, Callable[[Command, LiveDesk, Result], str]] = {"validate": showing.marked, "trace": _traced}
_BUTTONS: Mapping[str, Callable[[Office, xw.Book], str]] = {"clear": showing.cleared, "next": showing.next_one}
