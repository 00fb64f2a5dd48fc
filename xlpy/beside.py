"""What lies beside a form: which files belong to which form, and the documents whose texts belong to its record."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import tee
from pathlib import Path, PurePosixPath

from workbook import read
from workbook.errors import UnreadableError, WorkbookError
from workbook.finding import CODES
from workbook.form import Form
from workbook.merge import Attachment
from workbook.notice import shelf
from workbook.read import Body, Candidate
from workbook.record import Record
from xlpy.desk import Desk
from xlpy.mail import BESIDE, Enclosure, is_passed_over

DOCUMENTS = (".docx", ".doc")
BODY = "body"
KILLED = "FILE-KILLED"
Said = Body | WorkbookError | None
"""What was read of a document, or why it could not be; None where it is another one than a 正文."""
_NOBODYS = "没有对得上的申报书。请核对首页的统一社会信用代码，并与申报书一起给出。"
_NO_BODY = "没有读到申报书各部分的标题，不是申报书的正文。请改用本次下发的正文文档。"


def attachments(forms: Sequence[Enclosure], beside: Sequence[Enclosure]) -> dict[str, list[Enclosure]]:
    """Files beside a form by the path of the form they belong to; the key is blank for those nobody can tell.

    A file belongs to the one form of its envelope, or to the form whose name its own name starts with.
    """
    places = _places(forms)
    found: dict[str, list[Enclosure]] = {}
    for file in beside:
        found.setdefault(_owner(file, places), []).append(file)
    return found


def _places(forms: Sequence[Enclosure]) -> dict[str, list[Enclosure]]:
    places: dict[str, list[Enclosure]] = {}
    for form in forms:
        places.setdefault(form.place, []).append(form)
    return places


def _owner(file: Enclosure, places: Mapping[str, Sequence[Enclosure]]) -> str:
    """The path of the form a file belongs to: in its own folder, else in the nearest above, but not in the inbox."""
    place = PurePosixPath(file.place)
    above = [str(parent) for parent in place.parents if len(parent.parts) > 1]
    near = next((places[at] for at in (file.place, *above) if at in places), ())
    if len(near) == 1:
        return near[0].path
    named = [form.path for form in near if file.name.startswith(form.name.rpartition(".")[0])]
    return named[0] if len(named) == 1 else ""


@dataclass(frozen=True, slots=True)
class Joined:
    """A record with the texts of its document; its documents, and those of them that were taken or are spoken of."""

    record: Record
    documents: tuple[Enclosure, ...] = ()
    bodies: tuple[Enclosure, ...] = ()


class Bodies:
    """The documents among the files beside some forms; each is read once, and only when a form asks for it."""

    def __init__(self, forms: Sequence[Enclosure] = (), beside: Sequence[Enclosure] = ()) -> None:
        self.owners: Mapping[str, Sequence[Enclosure]] = attachments(forms, beside)
        self._crowds = {place: len(held) for place, held in _places(forms).items()}
        self._read: dict[tuple[str, str, str], Said] = {}
        self._loose: dict[str, dict[str, list[Enclosure]]] = {}
        self._told: set[str] = set()

    def know(self, notice: str, said: Iterable[tuple[Enclosure, Said]]) -> None:
        """Take what documents say for a notice as others read it: they are not read here."""
        self._read.update((_key(notice, file), body) for file, body in said)

    def read_by(self, desk: Desk, notice: str, forms: Iterable[Enclosure] = ()) -> None:
        """Let the workers of the desk read what lies with no form or with one of these; the user watches."""
        files = [
            file for path in ("", *(form.path for form in forms)) for file in _documents(self.owners.get(path, ()))
        ]
        new = [file for file in files if _key(notice, file) not in self._read]
        self.know(notice, desk.watch(read_bodies(desk, notice, new), "读取正文", len(new)) if new else ())

    def joined(self, file: Enclosure, record: Record) -> Joined:
        """The record of a form with the texts of its document, where it has one."""
        near = _documents(self.owners.get(file.path, ()))
        code = record.text(record.form.pack.identity["code"])
        loose = self.loose(record.form).get(code, []) if code else []
        found = [
            (entry, Candidate(entry.name, said, entry in near, self._crowds.get(file.place, 1) == 1, entry.sent))
            for entry in (*near, *loose)
            if (said := self._said(entry, record.form)) is not None
        ]
        paired = read.paired(record, [candidate for _, candidate in found])
        bodies = [entry for entry, candidate in found if any(candidate is told for told in paired.told)]
        self._told.update(entry.path for entry in bodies)
        return Joined(paired.record, (*near, *loose), tuple(bodies))

    def loose(self, form: Form) -> Mapping[str, Sequence[Enclosure]]:
        """Documents of which only their credit code tells whose they are, by that code."""
        if form.pack.id not in self._loose:
            found = self._loose[form.pack.id] = {}
            for entry in _documents(self.owners.get("", ())):
                said = self._said(entry, form)
                if isinstance(said, Body) and said.code:
                    found.setdefault(said.code, []).append(entry)
        return self._loose[form.pack.id]

    def unused(self) -> Iterator[tuple[Enclosure, WorkbookError]]:
        """Documents that no form took, and why, once all forms were read."""
        for file in (file for files in self.owners.values() for file in _documents(files)):
            said = [body for (_, path, _), body in self._read.items() if path == file.path]
            error = next((body for body in said if isinstance(body, WorkbookError)), None)
            if error or file.path not in self._told:
                yield file, error or UnreadableError(file.name, "FILE-OTHER", _NOBODYS if any(said) else _NO_BODY)

    def _said(self, file: Enclosure, form: Form) -> Said:
        key = _key(form.pack.id, file)
        if key not in self._read:
            self._read[key] = _said(form, file)
        return self._read[key]


def _key(notice: str, file: Enclosure) -> tuple[str, str, str]:
    """What a document is known by: two of one name that lay apart come to lie together when they are read again."""
    return notice, file.path, file.sha256


def read_bodies(desk: Desk, notice: str, files: Iterable[Enclosure]) -> Iterator[tuple[Enclosure, Said]]:
    """Many documents with what they say, by the workers of the desk, in their order: one can only kill its worker."""
    here, there = tee(files)
    return zip(
        here, desk.each(partial(said_for, notice), there, lambda file: lost(file.name), are_large=True), strict=True
    )


def said_for(notice: str, file: Enclosure) -> Said:
    """What a document says for this notice, in whatever process."""
    return _said(_form(notice), file)


@lru_cache(maxsize=1)
def _form(notice: str) -> Form:
    return Form(shelf.pack(notice))


def _said(form: Form, file: Enclosure) -> Said:
    content = file.content
    try:
        return read.body(content, file.name, form)
    except WorkbookError as error:
        return error


def lost(name: str) -> UnreadableError:
    """Why nothing is known of a document that killed its reader."""
    return UnreadableError(name, KILLED, f"{CODES[KILLED][0]}。请把内容复制到本次下发的正文文档后再报送。")


def _documents(files: Sequence[Enclosure]) -> list[Enclosure]:
    return [file for file in files if file.suffix in DOCUMENTS]


def tied(files: Iterable[Enclosure], bodies: Sequence[Enclosure] = ()) -> tuple[Attachment, ...]:
    """Files as they are listed with their declaration."""
    roles = {id(file): BODY for file in bodies}
    unique = {id(file): file for file in files}
    return tuple(
        Attachment(name=file.name, sha256=file.sha256, role=roles.get(key, "")) for key, file in unique.items()
    )


def around(desk: Desk, forms: Sequence[Path], documents: Sequence[Path] = (), without: str = "") -> Bodies:
    """The documents a person named; where none was named, the files that lie in the folders of the forms."""
    if documents:
        place = forms[0].parent if len(forms) == 1 else None
        named = [Enclosure(str((place or Path()) / path.name), desk.outside(path)) for path in documents]
        return Bodies([_empty(path) for path in forms], named)
    folders = dict.fromkeys(path.parent for path in forms)
    beside = [path for folder in folders for path in _files(folder, BESIDE) if path.name != without]
    if not beside:
        return Bodies()
    papers = dict.fromkeys((*forms, *(path for folder in folders for path in _files(folder, (".xlsx",)))))
    return Bodies([_empty(path) for path in papers], [_filled(desk, path) for path in beside])


def _files(folder: Path, endings: tuple[str, ...]) -> list[Path]:
    """Files of a folder with one of these endings that a person put there."""
    found = [path for path in folder.iterdir() if path.suffix.lower() in endings] if folder.is_dir() else []
    return sorted(path for path in found if path.is_file() and not is_passed_over(Path(path.name)))


def _empty(path: Path) -> Enclosure:
    """A file of which only its place counts."""
    return Enclosure(str(path), b"")


def _filled(desk: Desk, path: Path) -> Enclosure:
    """Only documents are read, of other files the name is enough."""
    is_document = path.suffix.lower() in DOCUMENTS
    return Enclosure(str(path), desk.outside(path) if is_document else b"")
