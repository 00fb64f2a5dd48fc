"""What becomes of one real file: a book, a mail, a document or an older paper, read by us and by somebody else."""

import email
import email.policy
import html
import io
import re
import resource
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import docx
import olefile
import openpyxl
import python_calamine
from mutants import mutated

from workbook import guard, patch
from workbook.edit import Change
from workbook.errors import BusyError, UnreadableError
from workbook.ooxml.address import LAST_ROW, a1
from workbook.ooxml.cell import BLANK, WHITE, Cell
from workbook.ooxml.container import Container
from workbook.ooxml.limits import RefusedError
from workbook.read.paragraphs import paragraphs
from workbook.read.second import Grid, Second, agree
from xlpy.mail.letters import TORN, read_eml, read_msg

BOOK, DOCUMENT, MAIL, OLDER, CHANGED = "book", "document", "mail", "older", "changed book"
KINDS: Mapping[str, str] = {
    **dict.fromkeys((".xlsx", ".xlsm", ".xltx", ".xltm"), BOOK),
    **dict.fromkeys((".docx", ".docm"), DOCUMENT),
    **dict.fromkeys((".eml", ".msg"), MAIL),
    **dict.fromkeys((".xls", ".xlt", ".et", ".xlsb", ".ods", ".fods", ".wps", ".doc"), OLDER),
}
UNTYPED, KILLED = "UNTYPED", "FILE-KILLED"
_TORN = (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, IndexError, EOFError)
_WRITTEN = "=改<&"
_TEXT = re.compile(rb"<(?:\w+:)?t(?: [^<>]*)?>([^<]*)")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|t)(?: [^<>]*)?>[^<]")


class Found(NamedTuple):
    """How much was found in a file, how much somebody else finds and we do not, where the two say different things."""

    ours: int = 0
    missed: int = 0
    differing: tuple[str, ...] = ()


class Seen(NamedTuple):
    """What became of a file: its refusal (blank where it was read) and the reason, what was found, what it cost."""

    file: str
    kind: str
    code: str = ""
    reason: str = ""
    found: Found = Found()
    seconds: float = 0.0
    megabytes: float = 0.0

    @property
    def is_silently_empty(self) -> bool:
        """Whether nothing was found and nothing said though there is something."""
        return not self.code and not self.found.ours and self.found.missed > 0


def kind_of(path: Path) -> str:
    """Which reader a file is for; blank for files that are none of ours."""
    return KINDS.get(path.suffix.lower(), "")


def seen(path: str) -> Seen:
    """Read one file, in a worker."""
    return _tried(path, kind_of(Path(path)), Path(path).read_bytes())


def changed(path: str) -> Seen:
    """Write into one book that was read, in a worker."""
    return _tried(path, CHANGED, Path(path).read_bytes())


def mutant(given: tuple[str, int]) -> Seen:
    """Read one file after it was changed by chance, in a worker."""
    path, seed = given
    try:
        data = mutated(Path(path).read_bytes(), seed)
    except _TORN:  # no package to begin with
        data = Path(path).read_bytes()
    return _tried(path, kind_of(Path(path)), data)._replace(file=f"{path} (seed {seed})")


def killed_mutant(given: tuple[str, int]) -> Seen:
    """A mutant that brought its worker down."""
    return Seen(f"{given[0]} (seed {given[1]})", kind_of(Path(given[0])), KILLED)


def _tried(path: str, kind: str, data: bytes) -> Seen:
    begin, code, reason, found = time.process_time(), "", "", Found()
    try:
        found = _READERS[kind](data, Path(path).name)
    except UnreadableError as refused:
        code, reason = refused.refusal, str(refused).partition("”")[2]
    except BusyError as refused:
        code, reason = refused.code, str(refused)
    except RefusedError as refused:
        code, reason = refused.code, refused.reason
    except Exception as error:  # noqa: BLE001 - this is what is looked for
        code, reason = UNTYPED, repr(error)
    seconds, largest = time.process_time() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Seen(path, kind, code, reason, found, seconds, largest)


def killed(path: str, kind: str = "") -> Seen:
    """A file that brought its worker down."""
    return Seen(path, kind or kind_of(Path(path)), KILLED)


def _book(data: bytes, name: str) -> Found:
    """Every cell of every sheet, as two readers see it."""
    guard.check(data, name)
    book = guard.admit(data, name)
    second = Second(data, book)
    ours, missed = 0, 0
    differing: list[str] = []
    for sheet in book.sheets:
        cells, grid = book.cells(sheet), second.look(sheet)
        ours += len(cells)
        missed += sum(where not in cells for where in _filled(grid))
        is_1904 = book.is_1904
        differing += [
            f"{sheet}!{where}" for where, cell in cells.items() if not agree(cell, grid.seen(*where), is_1904=is_1904)
        ]
    return Found(ours, missed or int(not ours and _has_values(data)), tuple(differing))


def _changed(data: bytes, name: str) -> Found:
    """Write into the first sheet as a desk does, over a constant and below everything; no other cell may change."""
    before = guard.admit(data, name)
    if not before.sheets:  # a chart alone
        return Found()
    title = before.sheets[0]
    cells = before.cells(title)
    below = min(max((row for row, _ in cells), default=0) + 2, LAST_ROW - 1)
    spots = [*[where for where, cell in cells.items() if not cell.is_formula][:1], (below, 2)]
    changes = [Change(title, a1(*where), None, _WRITTEN) for where in spots]
    made = patch.apply(data, changes, force=True)
    after = guard.admit(made, name)
    meant = [Second(made, after).look(title).seen(*where) for where in spots]
    differing = [f"{title}!{a1(*where)}" for where, is_seen in zip(spots, meant, strict=True) if is_seen != _WRITTEN]
    for sheet in before.sheets:
        left, right = before.cells(sheet), after.cells(sheet)
        others = (left.keys() | right.keys()) - (set(spots) if sheet == title else set())
        differing += [f"{sheet}!{a1(*where)}" for where in others if _said(left, where) != _said(right, where)]
    return Found(len(spots), 0, tuple(differing))


def _said(cells: Mapping[tuple[int, int], Cell], where: tuple[int, int]) -> Cell:
    """What a cell says; the results of formulas are dropped and counted anew."""
    cell = cells.get(where, BLANK)
    return Cell(is_formula=True) if cell.is_formula else cell


def _filled(grid: Grid) -> Iterator[tuple[int, int]]:
    """Where the other reader sees something."""
    for down, line in enumerate(grid.lines, start=grid.start[0] + 1):
        for right, shown in enumerate(line, start=grid.start[1] + 1):
            if not isinstance(shown, str) or shown.strip(WHITE):
                yield down, right


def _has_values(data: bytes) -> bool:
    """Whether a value stands in any part of the package that may be a sheet, whatever the package says of it."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = [name for name in package.namelist() if re.search(r"/(work)?sheets?\d*/?[^/]*\.xml$", name.lower())]
        return any(b"<sheetData" in (part := package.read(name)) and _VALUE.search(part) for name in sheets)


def _document(data: bytes, _: str) -> Found:
    """The signs of every paragraph; where something is told to stand aside, nothing is missed."""
    guard.sniff(data)
    said = paragraphs(Container(data))
    ours = sum(len(_bare(paragraph.text)) for paragraph in said.paragraphs)
    return Found(ours, 0 if said.aside else max(0, _signs(data) - ours))


def _signs(data: bytes) -> int:
    """How many signs stand in any text of the document, whatever is around it."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = [name for name in package.namelist() if name.lower() == "word/document.xml"]
        texts = [text for name in names for text in _TEXT.findall(package.read(name))]
    return len(_bare(html.unescape(b"".join(texts).decode())))


def _bare(text: str) -> str:
    return "".join(text.split())


def _mail(data: bytes, name: str) -> Found:
    """Its attachments, beside what the library of Python, or the directory of the compound file, tells of them."""
    is_outlook = name.lower().endswith(".msg")
    try:
        attached = (read_msg if is_outlook else read_eml)(data).attachments
    except TORN:
        raise RefusedError("FILE-DAMAGED", "损坏的邮件") from None
    others = _in_compound(data) if is_outlook else _in_message(data)
    return Found(len(attached), max(0, others - len(attached)))


def _in_compound(data: bytes) -> int:
    with olefile.OleFileIO(io.BytesIO(data)) as mail:
        return len({entry[0] for entry in mail.listdir(storages=True) if entry[0].startswith("__attach_version")})


def _in_message(data: bytes) -> int:
    """Parts that have a name, as Python's present parser reads it."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    return sum(bool(part.get_filename()) for part in message.walk() if not part.is_multipart())


def _older(data: bytes, name: str) -> Found:
    guard.check(data, name)
    return Found(1)


_READERS: Mapping[str, Callable[[bytes, str], Found]] = {
    BOOK: _book,
    DOCUMENT: _document,
    MAIL: _mail,
    OLDER: _older,
    CHANGED: _changed,
}


def is_read_by_another(path: str) -> bool:
    """Whether another program finds something in a file that we refuse; it may die of it, then nothing is told."""
    data = Path(path).read_bytes()
    return any(_reads(read, data) for read in _OTHERS.get(kind_of(Path(path)), ()))


def _reads(read: Callable[[bytes], bool], data: bytes) -> bool:
    try:
        return read(data)
    except Exception:  # noqa: BLE001 - whatever it is, that reader does not read it
        return False


def _calamine(data: bytes) -> bool:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    return any(book.get_sheet_by_name(name).to_python() for name in book.sheet_names)


def _openpyxl(data: bytes) -> bool:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return any(cell.value is not None for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)


def _python_docx(data: bytes) -> bool:
    return any(paragraph.text.strip() for paragraph in docx.Document(io.BytesIO(data)).paragraphs)


_OTHERS: Mapping[str, tuple[Callable[[bytes], bool], ...]] = {
    BOOK: (_calamine, _openpyxl),
    DOCUMENT: (_python_docx,),
}
