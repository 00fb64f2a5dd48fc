"""The registers a desk judges by: the file a person names, else the one its records keep."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from workbook import read, standing
from workbook.edit import Event, Original
from workbook.errors import WorkbookError
from workbook.register import Registers
from xlpy.dossier import Dossier
from xlpy.store import sha256

REGISTERS = "registers"


class NotAskedError(WorkbookError):
    """The notice does not ask what a command rests on; nothing was written."""

    code: ClassVar[str] = "NOT-ASKED"

    def __init__(self, title: str, demand: str, command: str) -> None:
        super().__init__(f"《{title}》没有要求{demand}，{command}无从做起。")


@dataclass(frozen=True, slots=True)
class InForce:
    """Registers with the hash of their file; ``event`` and ``original`` are there when they are new to the desk."""

    registers: Registers | None = None
    sha256: str = ""
    event: Event | None = None
    original: Original | None = None

    @property
    def events(self) -> tuple[Event, ...]:
        """What the journal is to tell of them."""
        return (self.event,) if self.event else ()

    @property
    def originals(self) -> tuple[Original, ...]:
        """What is to be kept of them."""
        return (self.original,) if self.original else ()


def in_force(dossier: Dossier, path: Path | None) -> InForce:
    """The registers of a run: an option that is not given stays as it was."""
    last = next((line.data for line in reversed(standing.in_force(dossier.lines)) if line.kind == REGISTERS), {})
    if path is None:
        return kept(dossier, str(last["sha256"])) if last else InForce()
    data = dossier.desk.outside(path)
    given = InForce(read.registers(data, path.name), sha256(data))
    if given.sha256 == last.get("sha256"):
        return given
    event = dossier.event(REGISTERS, sha256=given.sha256, name=path.name)
    return InForce(given.registers, given.sha256, event, Original(given.sha256, path.name, data))


def kept(dossier: Dossier, digest: str) -> InForce:
    """Registers that were given before."""
    names = {line.data["sha256"]: str(line.data["name"]) for line in dossier.lines if line.kind == REGISTERS}
    return InForce(read.registers(dossier.desk.original(digest), names[digest]), digest)
