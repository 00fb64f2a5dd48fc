"""The lock file beside an open book: who holds it, and whether the office that wrote it still lives."""

import getpass
import socket
import warnings
from dataclasses import dataclass
from pathlib import Path

from xlpy.libreoffice import bridge

PROFILE = "libreoffice-profile-"
"""How the folder of each office of ours begins; it goes when the office ends."""
_PROGRAM = "soffice.bin"
_ELSEWHERE = "-env:UserInstallation="


class StaleLockWarning(UserWarning):
    """A lock that an office of ours left behind was removed."""


@dataclass(frozen=True)
class Lock:
    """What LibreOffice writes beside a book it holds: name, user, machine, time, profile."""

    path: Path
    owner: str
    user: str
    host: str
    profile: Path

    @property
    def is_here(self) -> bool:
        """Whether it was written on this machine."""
        return self.host.casefold() == socket.gethostname().casefold()

    @property
    def is_left_by_us(self) -> bool:
        """Whether an office of ours wrote it that has ended: its profile is gone."""
        is_ours = self.is_here and self.user == getpass.getuser() and self.profile.name.startswith(PROFILE)
        return is_ours and self.profile.parent.is_dir() and not self.profile.exists()

    @property
    def is_stale(self) -> bool:
        """Whether nobody can hold the book: no office with this profile runs on this machine, which wrote the lock."""
        processes = Path("/proc")
        if not self.is_here or not (processes / "self").exists():
            return self.is_left_by_us
        return not any(self._is_held_by(process) for process in processes.glob("[0-9]*"))

    def _is_held_by(self, process: Path) -> bool:
        """Whether a process is an office with this profile; one that names none has the usual one of its user."""
        try:
            if (process / "comm").read_text().strip() != _PROGRAM:
                return False
            words = (process / "cmdline").read_bytes().decode(errors="replace").split("\0")
        except OSError:
            return False
        said = [word.removeprefix(_ELSEWHERE) for word in words if word.startswith(_ELSEWHERE)]
        is_usual = self.profile.parent.name.startswith("libreoffice")
        return self.profile in {Path(bridge.path_of(url)) for url in said} if said else is_usual


def lock_on(book: Path) -> Lock | None:
    """The lock of a file; one that an office of ours left behind is removed, with a warning."""
    lock = read(book.with_name(f".~lock.{book.name}#"))
    if lock is None or not lock.is_left_by_us:
        return lock
    lock.path.unlink(missing_ok=True)
    warnings.warn(f"{book} was still locked by a LibreOffice of ours that has ended.", StaleLockWarning, stacklevel=2)
    return None


def read(path: Path) -> Lock | None:
    """What a lock file says; None when there is none."""
    try:
        said = path.read_text(encoding="utf-8", errors="replace").rstrip(";\n")
    except OSError:
        return None
    name, user, host, _, profile = (*(part.strip() for part in said.split(",", 4)), *[""] * 5)[:5]
    return Lock(path, name or user or "someone", user, host, Path(bridge.path_of(profile)))
