"""One received file -> what was read and judged, or why it was refused; and which files lie beside which form."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from workbook import merge, read
from workbook.errors import OtherNoticeError, WorkbookError
from workbook.finding import Report
from workbook.judge import judge
from workbook.merge import Attachment, Declaration
from workbook.record import Record
from workbook.register import Registers
from xlpy.mail import Enclosure, Refusal
from xlpy.store import sha256


@dataclass(frozen=True, slots=True)
class Taken:
    """A form that was read: the file, its hash, the record, what was found, the day it was received."""

    file: Enclosure
    sha256: str
    record: Record
    report: Report
    received: dt.date | None

    def declared(self, district: str, beside: Sequence[Enclosure]) -> Declaration:
        """The form as the declaration of this district, with the files beside it."""
        return merge.declare(
            self.record,
            self.report,
            district=district,
            file=self.file.path,
            sha256=self.sha256,
            received=self.received,
            attachments=tied(beside),
        )


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads and judges one file for one notice.

    ``deadline`` is the one the day of the file counts for (``received`` goes before the day it was sent), ``days`` are
    the days of other deadlines.
    """

    notice: str
    deadline: str
    registers: Registers | None = None
    received: dt.date | None = None
    days: Mapping[str, dt.date] = field(default_factory=dict)

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
        report = judge(record, registers=self.registers, received=days)
        return Taken(file, sha256(file.content), record, report, day)


def refusal(file: Enclosure, error: WorkbookError) -> Refusal:
    """An error about one file as its receipt."""
    return Refusal(file.path, str(getattr(error, "refusal", error.code)), str(error), sha256(file.content))


def attachments(forms: Sequence[Enclosure], beside: Sequence[Enclosure]) -> dict[str, list[Enclosure]]:
    """Files beside a form by the path of the form they belong to; the key is blank for those nobody can tell.

    A file belongs to the one form of its envelope, or to the form whose name its own name starts with.
    """
    places: dict[str, list[Enclosure]] = {}
    for form in forms:
        places.setdefault(form.place, []).append(form)
    found: dict[str, list[Enclosure]] = {}
    for file in beside:
        found.setdefault(_owner(file, places), []).append(file)
    return found


def _owner(file: Enclosure, places: Mapping[str, Sequence[Enclosure]]) -> str:
    """The path of the form a file belongs to: in its own folder, else in the nearest above, but not in the inbox."""
    place = PurePosixPath(file.place)
    above = [str(parent) for parent in place.parents if len(parent.parts) > 1]
    near = next((places[at] for at in (file.place, *above) if at in places), ())
    if len(near) == 1:
        return near[0].path
    named = [form.path for form in near if file.name.startswith(form.name.rpartition(".")[0])]
    return named[0] if len(named) == 1 else ""


def tied(files: Sequence[Enclosure]) -> tuple[Attachment, ...]:
    """Files as they are listed with their declaration."""
    return tuple(Attachment(name=file.name, sha256=sha256(file.content)) for file in files)
