"""Where this desk keeps things, and who sits at it."""

import getpass
import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """Who works here and where the log is written; ``wait_seconds`` is how long a lock is waited for."""

    officer: str
    home: Path
    wait_seconds: float = 5.0

    @property
    def log(self) -> Path:
        """The file a mistake of ours is written to."""
        return self.home / "xlpy.log"


def settings() -> Settings:
    """The settings of this person: XLPY_OFFICER and XLPY_HOME go before the name and folder of the user."""
    home = os.environ.get("XLPY_HOME")
    return Settings(
        officer=os.environ.get("XLPY_OFFICER") or _user(),
        home=Path(home) if home else Path.home() / ".xlpy",
    )


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "本机用户"
