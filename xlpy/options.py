"""What a package is judged by: the registers, the day it came, the 延期通知; kept from one pull to the next."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from xlpy.amended import AMENDED
from xlpy.registers import InForce

BY_MAIL = "by_mail"
"""The key by which the journal tells that the day is that of the mail the package came in."""
_GIVEN = "由 --received 指定"
_OF_MAIL = "按邮件的发出日期；另有收到日期的，命令行用 --received 写明"
_UNKNOWN = "没有收到日期，是否按时由人核对；不是随邮件来的，命令行用 --received 写明"


@dataclass(frozen=True, slots=True)
class Options:
    """What a person said of this run: registers, and the day the packages came; and the 延期通知 of this desk."""

    force: InForce
    is_given: bool
    received: str
    moved: str

    def chosen(self, before: Mapping[str, str] | None, sent: dt.date | None) -> dict[str, str]:
        """What a package is judged by; one that came before keeps its day, and its registers unless others are given.

        ``sent`` is the day of the mail it came in. The keys are those of the journal.
        """
        is_kept = before is not None and not self.is_given
        registers = before["registers"] if before is not None and is_kept else self.force.sha256
        moved = {AMENDED: self.moved} if self.moved else {}
        return {"registers": registers, **self._day(before or {}, sent), **moved}

    def _day(self, before: Mapping[str, str], sent: dt.date | None) -> dict[str, str]:
        """The day a person named, else that of the mail; a known one stays, but that of a mail."""
        known = {key: before[key] for key in ("received", BY_MAIL) if before.get(key)}
        if self.received and (not known or BY_MAIL in known):
            return {"received": self.received}
        if known:
            return known
        return {"received": str(sent), BY_MAIL: "yes"} if sent else {"received": ""}


def day_words(chosen: Mapping[str, str]) -> str:
    """The day a package came, and who says so."""
    if not chosen["received"]:
        return _UNKNOWN
    return f"收到日期{chosen['received']}（{_OF_MAIL if BY_MAIL in chosen else _GIVEN}）"
