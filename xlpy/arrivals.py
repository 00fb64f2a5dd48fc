"""What came to a district: which files are new, the forms they are, what was refused, what nobody can place."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from workbook import merge
from workbook.edit import Event, Original
from workbook.standing import Standing
from xlpy.beside import DOCUMENTS, Bodies
from xlpy.desk import Desk
from xlpy.dossier import Dossier
from xlpy.intake import Reader, Taken, read_each
from xlpy.mail import Enclosure, Inbox, Refusal, refuse
from xlpy.template import template


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What came, and what was read of it: ``new`` files, the forms they are, all that was refused, files of nobody."""

    inbox: Inbox
    bodies: Bodies
    reader: Reader
    new: Sequence[Enclosure]
    forms: Sequence[Taken]
    refused: Sequence[Refusal]
    loose: Sequence[str]

    @property
    def known(self) -> list[str]:
        """Files that were taken before."""
        new = {*map(id, self.new)}
        return [file.path for file in self.inbox.papers if id(file) not in new]

    def told(self, dossier: Dossier, standing: Standing) -> list[Event]:
        """What the journal is to tell of what was refused for the first time."""
        fresh = (entry for entry in self.refused if entry.sha256 not in standing.fates)
        return [dossier.event("refused", **asdict(entry)) for entry in fresh]

    @property
    def originals(self) -> tuple[Original, ...]:
        """Every form that was read, and what lies beside it."""
        owners = self.bodies.owners
        files = [one for form in self.forms for one in (form.file, *owners.get(form.file.path, ()), *form.documents)]
        kept = (Original(file.sha256, file.name, file.held) for file in files)
        return tuple({original.sha256: original for original in kept}.values())


def arrivals(dossier: Dossier, standing: Standing, inbox: Inbox, reader: Reader, *, is_other: bool) -> Arrivals:
    """Read what is new; the template is asked for where something is read, or judged by what is ``other`` now."""
    bodies = Bodies(inbox.papers, inbox.beside)
    new = _new(inbox.papers, bodies, dossier, standing)
    if new or is_other:
        reader = replace(reader, template=template(dossier.desk, dossier.pack))
    forms, refused = _read(dossier.desk, inbox, new, reader, bodies)
    return Arrivals(inbox, bodies, reader, new, forms, refused, _loose(forms, bodies, standing))


def _read(
    desk: Desk, inbox: Inbox, new: Sequence[Enclosure], reader: Reader, bodies: Bodies
) -> tuple[list[Taken], list[Refusal]]:
    """The forms that are new, each with its document, and every file that was refused."""
    if new:
        bodies.read_by(desk, reader.notice, new)
    has_documents = any(file.suffix in DOCUMENTS for file in inbox.beside)
    read_ = read_each(desk, reader, new, "收取申报书", len(new), has_documents=has_documents)
    found = [reader.joined(entry, bodies) if isinstance(entry, Taken) else entry for entry in read_]
    packages = [refuse(file, "FILE-OTHER", "是报送包，不是申报书。报送包由市局汇集。") for file in inbox.packages]
    refused = [*inbox.refused, *packages, *(entry for entry in found if isinstance(entry, Refusal))]
    return [entry for entry in found if isinstance(entry, Taken)], refused


def _new(files: Sequence[Enclosure], bodies: Bodies, dossier: Dossier, standing: Standing) -> list[Enclosure]:
    """Files that were not taken before, or have new attachments beside them; of two equal ones the first."""
    found: dict[str, Enclosure] = {}
    for file in files:
        found.setdefault(file.sha256, file)
    kept = _kept(standing)
    named = _named_anew(bodies, kept, dossier, standing)
    return [
        file
        for digest, file in found.items()
        if standing.fates.get(digest) not in ("accepted", "superseded")
        or digest in named
        or any(more.sha256 not in kept for more in bodies.owners.get(file.path, ()))
    ]


def _kept(standing: Standing) -> set[str]:
    """The attachments that were taken."""
    return {file.sha256 for entry in standing.versions for file in entry.attachments}


def _named_anew(bodies: Bodies, kept: set[str], dossier: Dossier, standing: Standing) -> set[str]:
    """Known forms whose credit code stands on a document that came since."""
    if all(file.sha256 in kept for file in bodies.owners.get("", ())):
        return set()
    bodies.read_by(dossier.desk, dossier.pack.id)
    codes = {
        code for code, files in bodies.loose(dossier.form).items() if any(file.sha256 not in kept for file in files)
    }
    return {entry.sha256 for entry in standing.versions if merge.named(entry, dossier.pack, "code") in codes}


def _loose(forms: Sequence[Taken], bodies: Bodies, standing: Standing) -> list[str]:
    """Files nobody can tell the form of."""
    kept = _kept(standing) | {file.sha256 for form in forms for file in form.documents}
    files = bodies.owners.get("", ())
    return [file.path for file in files if file.suffix not in DOCUMENTS or file.sha256 not in kept]
