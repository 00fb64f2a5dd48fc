"""延期通知: days that a later notice gives a deadline, laid over the shipped pack, which is never edited."""

import datetime as dt
import json
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from pydantic import ValidationError

from workbook.errors import AmendmentError, SettingsError, ValueMissingError, WorkbookError
from workbook.notice.model import Model
from workbook.notice.pack import Deadline, Pack
from workbook.rules.registers import ReceivedBy


class Amendment(Model):
    """One 延期通知: whose deadline, its new last day, the number of the notice that says so; who wrote it down.

    With ``back`` the one of that number counts no more; both lines stay.
    """

    notice: str
    deadline: str
    day: dt.date
    number: str
    by: str = ""
    back: bool = False

    @property
    def key(self) -> tuple[str, str, str]:
        """Which 延期通知 it is."""
        return self.notice, self.deadline, self.number

    @property
    def note(self) -> str:
        """How papers and messages speak of it."""
        return f"延期通知{self.number}"

    @property
    def text(self) -> str:
        """The lines that are added to the file; a JSON text is a TOML text too."""
        words: dict[str, str | bool] = {
            "notice": self.notice,
            "deadline": self.deadline,
            "number": self.number,
            "by": self.by,
        }
        words |= {"back": True} if self.back else {}
        told = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in words.items()]
        return "\n".join(("[[amendments]]", *told, f"day = {self.day.isoformat()}", ""))


class _Amendments(Model):
    amendments: tuple[Amendment, ...] = ()


def read_amendments(content: bytes, file: Path) -> tuple[Amendment, ...]:
    """What the file says, oldest first.

    Raises:
        SettingsError: it is no TOML, or says something else than 延期通知.
    """
    try:
        return _Amendments.model_validate(tomllib.loads(content.decode())).amendments
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(file, "不是 UTF-8 编码的 TOML 文本") from error
    except ValidationError as error:
        place = ".".join(map(str, error.errors()[0]["loc"]))
        raise SettingsError(file, f"{place} 不是延期通知的写法（notice、deadline、day、number、by、back）") from error


def standing(amendments: Iterable[Amendment]) -> list[Amendment]:
    """Those that count, oldest first: without what was taken back since."""
    found: list[Amendment] = []
    for one in amendments:
        found = [other for other in found if other.key != one.key] if one.back else [*found, one]
    return found


def checked(pack: Pack, amendment: Amendment) -> None:
    """Refuse what the shipped pack cannot take.

    Raises:
        ValueMissingError: the notice has no such deadline.
        AmendmentError: the day is before the notice's own, or the number is none.
    """
    deadline = pack.deadlines.get(amendment.deadline)
    if deadline is None:
        raise ValueMissingError("期限", amendment.deadline, tuple(pack.deadlines))
    if not amendment.number.strip() or not amendment.number.isprintable():
        raise AmendmentError(deadline.title, "没有写延期通知的文号（--number）")
    if amendment.day < deadline.day:
        raise AmendmentError(deadline.title, f"{amendment.day}早于通知的期限{deadline.day}")


def amended(pack: Pack, amendments: Iterable[Amendment], file: Path) -> Pack:
    """The pack with the last amendment of each of its deadlines; the demands on them take its day and its number.

    Raises:
        SettingsError: the file amends what the notice has not.
    """
    told = {one.deadline: one for one in standing(amendments) if one.notice == pack.id}
    for one in told.values():
        try:
            checked(pack, one)
        except WorkbookError as error:
            raise SettingsError(file, str(error).rstrip("。")) from error
    if not told:
        return pack
    deadlines = {id_: _moved(known, told.get(id_)) for id_, known in pack.deadlines.items()}
    rules = tuple(_resting(rule, deadlines) if isinstance(rule, ReceivedBy) else rule for rule in pack.rules)
    return pack.model_copy(update={"deadlines": deadlines, "rules": rules})


def _moved(deadline: Deadline, by: Amendment | None) -> Deadline:
    return deadline.model_copy(update={"day": by.day, "note": by.note, "was": deadline.day}) if by else deadline


def _resting(rule: ReceivedBy, deadlines: Mapping[str, Deadline]) -> ReceivedBy:
    """The demand with what its deadline says now; its printed words stay, so that forms printed before are the same."""
    deadline = deadlines[rule.deadline]
    said = {"day": deadline.day, "note": deadline.note, "was": deadline.was}
    return rule.model_copy(update=said) if deadline.was else rule
