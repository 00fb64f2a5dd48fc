"""One received file -> what was read and judged, with its document, or why it was refused."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from workbook import merge, read
from workbook.errors import OtherNoticeError, WorkbookError
from workbook.finding import Report
from workbook.judge import judge
from workbook.merge import Declaration
from workbook.record import Record
from workbook.register import Registers
from xlpy.beside import BODY, Bodies, tied
from xlpy.mail import Enclosure, Refusal
from xlpy.store import sha256


@dataclass(frozen=True, slots=True)
class Taken:
    """A form that was read: the file, its hash, the record, what was found, the day it was received.

    ``documents`` are those that belong to it, ``bodies`` those of them whose texts were taken or are spoken of.
    """

    file: Enclosure
    sha256: str
    record: Record
    report: Report
    received: dt.date | None
    documents: tuple[Enclosure, ...] = ()
    bodies: tuple[Enclosure, ...] = ()

    def declared(self, district: str, beside: Sequence[Enclosure]) -> Declaration:
        """The form as the declaration of this district, with the files beside it."""
        return merge.declare(
            self.record,
            self.report,
            district=district,
            file=self.file.path,
            sha256=self.sha256,
            received=self.received,
            attachments=tied((*beside, *self.documents), self.bodies),
        )


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads and judges one file for one notice.

    ``deadline`` is the one the day of the file counts for (``received`` goes before the day it was sent), ``days`` are
    the days of other deadlines, ``bodies`` the documents that may belong to the file.
    """

    notice: str
    deadline: str
    registers: Registers | None = None
    received: dt.date | None = None
    days: Mapping[str, dt.date] = field(default_factory=dict)
    bodies: Bodies = field(default_factory=Bodies)

    def __call__(self, file: Enclosure) -> Taken | Refusal:
        """What was read, or why the file was refused."""
        try:
            record = read.declaration(file.content, file.name)
            if record.form.pack.id != self.notice:
                raise OtherNoticeError(file.name, self.notice, record.form.pack.id)
        except WorkbookError as error:
            return refusal(file, error)
        day = self.received or file.sent
        days = {**self.days, **({self.deadline: day} if day else {})}
        joined = self.bodies.joined(file, record)
        report = judge(joined.record, registers=self.registers, received=days)
        return Taken(file, sha256(file.content), joined.record, report, day, joined.documents, joined.bodies)


def read_again(reader: Reader, entry: Declaration, content: Callable[[str], bytes]) -> Taken | Refusal:
    """A kept form, with the documents that were read with it, judged once more; ``content`` gives bytes by hash."""
    form = Enclosure(entry.file, content(entry.sha256), entry.received)
    bodies = [
        Enclosure(f"{form.place}/{file.name}", content(file.sha256), entry.received)
        for file in entry.attachments
        if file.role == BODY
    ]
    return replace(reader, received=None, bodies=Bodies([form], bodies))(form)


def refusal(file: Enclosure, error: WorkbookError) -> Refusal:
    """An error about one file as its receipt."""
    return Refusal(file.path, str(getattr(error, "refusal", error.code)), str(error), sha256(file.content))
