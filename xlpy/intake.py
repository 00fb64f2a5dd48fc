"""One received file -> what was read and judged, with its document, or why it was refused."""

import datetime as dt
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice, tee
from pathlib import PurePosixPath

from workbook import merge, read
from workbook.errors import OtherNoticeError, UnreadableError, WorkbookError
from workbook.finding import CODES
from workbook.judge import judge
from workbook.merge import Attachment, Declaration
from workbook.notice import shelf
from workbook.read import Skeleton
from workbook.record import Record
from workbook.register import Registers
from xlpy.beside import BODY, KILLED, Bodies, Said, lost, read_bodies, said_for, tied
from xlpy.desk import Desk
from xlpy.mail import Enclosure, Refusal, refuse


@dataclass(frozen=True, slots=True)
class Taken:
    """A form that was read: the file, its hash, what it says and what was found, the day it was received.

    ``said`` is a declaration of nobody yet. ``documents`` are those that belong to it, ``bodies`` those of them whose
    texts were taken or are spoken of; ``record`` is there until they are joined, where some may belong to it.
    """

    file: Enclosure
    sha256: str
    said: Declaration
    received: dt.date | None
    documents: tuple[Enclosure, ...] = ()
    bodies: tuple[Enclosure, ...] = ()
    record: Record | None = None

    def declared(self, district: str, beside: Sequence[Enclosure]) -> Declaration:
        """The form as the declaration of this district, with the files beside it."""
        own = {
            "id": merge.first_id(self.said.notice, district, self.said.digest),
            "district": district,
            "file": self.file.path,
            "sha256": self.sha256,
            "received": self.received,
            "attachments": tied((*beside, *self.documents), self.bodies),
        }
        return self.said.model_copy(update=own)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads and judges one file for one notice, in whatever process; its documents are joined afterwards.

    ``deadline`` is the one the day of the file counts for (``received`` goes before the day it was sent), ``days`` are
    the days of other deadlines, ``template`` what the form is compared with, ``amendments`` the 延期通知 of the desk
    that asks: the process may run on another machine.
    """

    notice: str
    deadline: str
    registers: Registers | None = None
    received: dt.date | None = None
    days: Mapping[str, dt.date] = field(default_factory=dict)
    template: Skeleton | None = None
    amendments: bytes = field(default_factory=shelf.amendments)

    def __call__(self, file: Enclosure) -> Taken | Refusal:
        """What was read, or why the file was refused."""
        content = file.content
        try:
            record = read.declaration(content, file.name, self.template)
            if record.form.pack.id != self.notice:
                found = record.form.pack.id
                raise OtherNoticeError(file.name, self.notice, found, is_repairable=read.is_kin(found, self.notice))
        except WorkbookError as error:
            return refusal(file, error)
        day = self.received or file.sent
        return Taken(file, file.sha256, self._said(record, day), day, record=record)

    def joined(self, taken: Taken, bodies: Bodies) -> Taken:
        """The same form with its documents; judged once more where they tell something."""
        if taken.record is None:
            return taken
        joined = bodies.joined(taken.file, taken.record)
        if not (joined.documents or joined.bodies):
            return replace(taken, record=None)
        said = self._said(joined.record, taken.received)
        return replace(taken, said=said, record=None, documents=joined.documents, bodies=joined.bodies)

    def _said(self, record: Record, day: dt.date | None) -> Declaration:
        days = {**self.days, **({self.deadline: day} if day else {})}
        pack = shelf.laid_over(self.notice, self.amendments)
        report = judge(record, registers=self.registers, received=days, pack=pack)
        return merge.declare(record, report, district="", file="", sha256="")


@dataclass(frozen=True, slots=True)
class _Away:
    """A reader at work in another process: it sends back what was read, not the file, which is here.

    Its template is large, so that it is packed once, and unpacked once in each process.
    """

    reader: bytes
    has_documents: bool

    def __call__(self, file: Enclosure) -> Taken | Refusal:
        found = _unpacked(self.reader)(file)
        if isinstance(found, Refusal):
            return found
        return replace(found, file=replace(file, held=b""), record=found.record if self.has_documents else None)


@lru_cache(maxsize=1)
def _unpacked(reader: bytes) -> Reader:
    found: Reader = pickle.loads(reader)  # noqa: S301 - our own, packed by the process that asks
    return found


def read_each(
    desk: Desk, reader: Reader, files: Iterable[Enclosure], words: str, total: int, *, has_documents: bool
) -> Iterator[Taken | Refusal]:
    """Many files as the reader reads one, by the workers of the desk, in their order; the user watches."""
    away = _Away(pickle.dumps(reader), has_documents)
    here, there = tee(files)
    found = desk.watch(desk.each(away, there, killed), words, total)
    for file, entry in zip(here, found, strict=True):
        yield replace(entry, file=file) if isinstance(entry, Taken) else entry


def killed(file: Enclosure) -> Refusal:
    """The receipt of a file that took too much time or memory, or brought its worker down."""
    meaning, remedy = CODES[KILLED]
    return refuse(file, KILLED, f"未读取：{meaning}。{remedy}。")


def read_again(reader: Reader, entry: Declaration, content: Callable[[str], bytes]) -> Taken | Refusal:
    """A kept form, with the documents that were read with it, judged once more; ``content`` gives bytes by hash."""
    reader = replace(reader, received=None)
    form = Enclosure(entry.file, content(entry.sha256), entry.received)
    read_ = [(file, said_for(reader.notice, file)) for file in _documents(entry, content)]
    return _joined(reader, entry, reader(form), read_)


def read_all_again(
    desk: Desk, reader: Reader, entries: Sequence[Declaration], content: Callable[[str], bytes], words: str = "重新判断"
) -> Iterator[Taken | Refusal]:
    """Many kept forms as ``read_again`` reads one, by the workers of the desk, in their order; the user watches."""
    reader = replace(reader, received=None)
    forms = (Enclosure(entry.file, content(entry.sha256), entry.received) for entry in entries)
    has_documents = any(file.role == BODY for entry in entries for file in entry.attachments)
    read_ = read_each(desk, reader, forms, words, len(entries), has_documents=has_documents)
    said = read_bodies(desk, reader.notice, (file for entry in entries for file in _documents(entry, content)))
    for entry, found in zip(entries, read_, strict=True):
        yield _joined(reader, entry, found, [*islice(said, len(_bodies(entry, are_lost=False)))])


def _documents(entry: Declaration, content: Callable[[str], bytes]) -> Iterator[Enclosure]:
    """The documents that were read with a kept form, beside it as they lay."""
    for file in _bodies(entry, are_lost=False):
        yield _lying(entry, file, content(file.sha256))


def _bodies(entry: Declaration, *, are_lost: bool) -> list[Attachment]:
    """The documents of a kept form: those that were read with it, or those that killed their reader then."""
    told = [finding.message for finding in entry.findings if finding.rule == KILLED]
    bodies = [file for file in entry.attachments if file.role == BODY]
    return [file for file in bodies if any(words.startswith(f"“{file.name}”") for words in told) is are_lost]


def _lying(entry: Declaration, file: Attachment, content: bytes) -> Enclosure:
    return Enclosure(str(PurePosixPath(entry.file).parent / file.name), content, entry.received, file.sha256)


def _joined(
    reader: Reader, entry: Declaration, found: Taken | Refusal, said: Sequence[tuple[Enclosure, Said]]
) -> Taken | Refusal:
    """What was found of a kept form with what its documents say now; of those nobody could read then nothing is read.

    Where one that was read kills its reader, nothing is known of the form: it was not changed.
    """
    if isinstance(found, Refusal):
        return found
    for _, body in said:
        if isinstance(body, UnreadableError) and body.refusal == KILLED:
            return refusal(found.file, body)
    every = (*said, *((_lying(entry, file, b""), lost(file.name)) for file in _bodies(entry, are_lost=True)))
    bodies = Bodies([found.file], [file for file, _ in every])
    bodies.know(reader.notice, every)
    return reader.joined(found, bodies)


def refusal(file: Enclosure, error: WorkbookError) -> Refusal:
    """An error about one file as its receipt."""
    return Refusal(file.path, str(getattr(error, "refusal", error.code)), str(error), file.sha256)
