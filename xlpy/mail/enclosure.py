"""What envelopes hold: a file as it arrived, a file that was not taken, and all of them together."""

import datetime as dt
import hashlib
import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from workbook.edit import Held, fetched
from workbook.finding import CODES

MANIFEST = "manifest.json"
BESIDE = (".pdf", ".jpg", ".jpeg", ".png", ".docx", ".doc", ".ofd", ".tif", ".tiff", ".bmp")
DAMAGED = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError,
    ValueError, LookupError, ArithmeticError, RuntimeError, MemoryError,
)  # fmt: skip
"""What reading a zip that is broken, or no zip at all, comes to."""


@dataclass(frozen=True)
class Enclosure:
    """One file as it arrived: where it lay (``inbox/a.zip/甲公司/申报书.xlsx``) and when it was sent.

    ``hashed`` is its hash where that was worked out when its bytes were at hand.
    """

    path: str
    held: Held
    sent: dt.date | None = None
    hashed: str = ""

    @property
    def content(self) -> bytes:
        """Its bytes."""
        return fetched(self.held)

    @cached_property
    def sha256(self) -> str:
        """The hash of its bytes, worked out once."""
        return self.hashed or hashlib.sha256(self.content).hexdigest()

    def __getstate__(self) -> dict[str, Any]:
        """Its bytes go with it to another process."""
        return {**self.__dict__, "held": self.content}

    @property
    def name(self) -> str:
        """The file's own name."""
        return PurePosixPath(self.path).name

    @cached_property
    def place(self) -> str:
        """The folder, zip or mail it lay in: what lies there together belongs together."""
        return str(PurePosixPath(self.path).parent)

    @cached_property
    def suffix(self) -> str:
        """The ending of its name, in small letters."""
        return PurePosixPath(self.path).suffix.strip().lower()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not taken: code, one Chinese sentence with what to do, and its hash."""

    file: str
    code: str
    reason: str
    sha256: str = ""


@dataclass
class Inbox:
    """What the envelopes held: papers, files beside them, packages, what was refused, how many were passed over.

    ``senders`` tells who sent each mail, by its path.
    """

    papers: list[Enclosure] = field(default_factory=list)
    beside: list[Enclosure] = field(default_factory=list)
    packages: list[Enclosure] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    skipped: int = 0
    senders: dict[str, str] = field(default_factory=dict)

    def sender(self, path: str) -> str:
        """Who sent the file at this path; blank where it came in no mail, or in one that does not tell."""
        above = [str(place) for place in (PurePosixPath(path), *PurePosixPath(path).parents)]
        return next((self.senders[place] for place in above if place in self.senders), "")

    def refuse(self, file: Enclosure, code: str, reason: str = "") -> None:
        """Write down that a file is not taken; without a reason the code tells it."""
        meaning, remedy = CODES[code]
        self.refused.append(refuse(file, code, reason or f"未读取：{meaning}。{remedy}。"))


def manifest_in(names: Iterable[str]) -> str:
    """The manifest of a package by the names in a zip: at its root, or in the one folder it was packed in again."""
    files = [name for name in names if not name.endswith("/") and not name.startswith("__MACOSX/")]
    if MANIFEST in files:
        return MANIFEST
    folders = {name.partition("/")[0] for name in files}
    again = f"{folders.pop()}/{MANIFEST}" if len(folders) == 1 else ""
    return again if again in files else ""


def refuse(file: Enclosure, code: str, reason: str) -> Refusal:
    """The receipt of a file that is not taken."""
    return Refusal(file.path, code, f"“{file.name}”{reason}", file.sha256)
