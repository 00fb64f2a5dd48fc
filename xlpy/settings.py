"""Where this desk keeps things, and who sits at it."""

import getpass
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workbook.errors import SettingsError

FILE, AMENDMENTS = "settings.toml", "amendments.toml"


@dataclass(frozen=True, slots=True)
class Settings:
    """Who works here, where the log is written, where firms send their forms (``mailbox``, told on the form).

    ``mailboxes`` are those of other desks, by the name of the district or bureau; ``wait_seconds`` is how long a lock
    is waited for.
    """

    officer: str
    home: Path
    mailbox: str = ""
    wait_seconds: float = 5.0
    mailboxes: Mapping[str, str] = field(default_factory=dict)

    @property
    def log(self) -> Path:
        """The file a mistake of ours is written to."""
        return self.home / "xlpy.log"

    @property
    def amendments(self) -> Path:
        """The file of the 延期通知 this desk knows of."""
        return self.home / AMENDMENTS


def settings() -> Settings:
    """The settings of this person: from XLPY_OFFICER, XLPY_MAILBOX, XLPY_HOME, else from ``settings.toml`` at home.

    Raises:
        SettingsError: the file cannot be read, or says something else than text.
    """
    return _settings(_kept(_home() / FILE))


def without_file() -> Settings:
    """The same without ``settings.toml``: where a mistake is logged when that file itself is wrong."""
    return _settings({})


def _settings(kept: Mapping[str, Any]) -> Settings:
    return Settings(
        officer=os.environ.get("XLPY_OFFICER") or kept.get("officer") or _user(),
        home=_home(),
        mailbox=os.environ.get("XLPY_MAILBOX") or kept.get("mailbox", ""),
        mailboxes=kept.get("mailboxes", {}),
    )


def _home() -> Path:
    return Path(os.environ.get("XLPY_HOME") or Path.home() / ".xlpy")


def _kept(file: Path) -> dict[str, Any]:
    if not file.is_file():
        return {}
    try:
        kept = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(file, "不是 UTF-8 编码的 TOML 文本") from error
    odd = [key for key, value in kept.items() if not _is_known(key, value)]
    if odd:
        words = "可用的有 officer、mailbox 和 [mailboxes]（地区或市局名称 = 邮箱），内容写在引号里"
        raise SettingsError(file, f"“{odd[0]}”不是可用的设置，{words}")
    return kept


def _is_known(key: str, value: Any) -> bool:
    if key == "mailboxes":
        return isinstance(value, dict) and all(isinstance(address, str) for address in value.values())
    return key in ("officer", "mailbox") and isinstance(value, str)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "本机用户"
