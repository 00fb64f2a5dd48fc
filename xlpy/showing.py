"""What was found, shown in the book in front: marked, walked along, taken away again, and told while it is typed."""

from pathlib import Path

import xlwings as xw

from workbook.finding import Force
from xlpy.commands import Command
from xlpy.desk import Result
from xlpy.dossier import TITLES
from xlpy.live import Office
from xlpy.live.forms import layout_of
from xlpy.live.highlights import TITLE, Highlights


def marked(command: Command, office: Office, result: Result) -> str:
    """The findings of the book in front, marked in it; the first one is selected."""
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


def line_of(kind: str) -> str:
    """What is said of the book in front."""
    return TITLES.get(kind, "")
