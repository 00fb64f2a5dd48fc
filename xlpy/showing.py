"""What was found, shown in the book in front: marked, walked along, taken away again, and told while it is typed."""

from collections.abc import Callable
from pathlib import Path

import xlwings as xw

from workbook.finding import Force
from xlpy.commands import Command
from xlpy.desk import Result
from xlpy.live import LiveDesk, Office
from xlpy.live.forms import layout_of
from xlpy.live.highlights import TITLE, Highlights
from xlpy.live.watching import Watching, watching


def marked(command: Command, desk: LiveDesk, result: Result) -> str:
    """The findings of the book in front, marked in it; the first one is selected."""
    office = desk.office
    book = office.app.books.active
    found = result.data[0]["findings"]
    highlights(office, book).paint(found, command.label)
    counts = "，".join(
        f"{force.title}{count}项" for force in Force if (count := sum(one["force"] == force.value for one in found))
    )
    if not found:
        return f"{command.label}：没有发现问题。"
    return f"{command.label}：{counts}。逐条列在“{TITLE}”，点位置即跳到那一格；“下一处”逐个查看。"


def cleared(office: Office, book: xw.Book) -> str:
    """No mark is left."""
    count = highlights(office, book).clear()
    return f"已清除{count}处标记，表与校验前一样。" if count else "没有要清除的标记。"


def next_one(office: Office, book: xw.Book) -> str:
    """The next finding after the selected cell is selected; its sentence is told."""
    found = highlights(office, book).places()
    if not found:
        return "没有标出的问题。请先按“校验”。"
    here = office.program.selected(book)
    at = f"{here[0].sheet.name}!{here[0].address.replace('$', '')}" if here else ""
    places = [place for place, _ in found]
    number = (places.index(at) + 1) % len(found) if at in places else 0
    place, words = found[number]
    sheet, _, cell = place.rpartition("!")
    book.sheets[sheet].activate()
    book.sheets[sheet][cell].select()
    return f"{number + 1}/{len(found)} {words}"


def highlights(office: Office, book: xw.Book) -> Highlights:
    """The marks of a book; a form has status cells for them."""
    path = Path(book.fullname)
    return Highlights(office.program, book, layout_of(path.read_bytes(), path.name) if path.is_file() else None)


def watched(office: Office, book: xw.Book) -> Watching | None:
    """The watch over an open form, which goes on until the form is closed; None of any other book."""
    known = _WATCHED.get(book.fullname)
    if known is not None and known.is_of(book):
        return known
    found = watching(office, book)
    if found is None:
        return None
    _WATCHED[book.fullname] = found

    def told(line: str) -> None:
        if line:
            office.app.status_bar = line
            for listener in _LISTENERS:
                listener(found.label)

    office.program.on_change(book, lambda cells: told(found.told(cells)))
    office.program.on_undo(book, lambda: told(found.read_all()))
    return found


def hear(listener: Callable[[str], None]) -> None:
    """Have the line of the form that is typed into told to this one too."""
    _LISTENERS.append(listener)


def read_again(book: xw.Book | None) -> None:
    """What code wrote is not told as a change: a watched form is read anew."""
    known = _WATCHED.get(book.fullname) if book is not None else None
    if book is not None and known is not None and known.is_of(book):
        known.read_all()


_LISTENERS: list[Callable[[str], None]] = []
_WATCHED: dict[str, Watching] = {}
"""The watches of this process by the file of their book."""
