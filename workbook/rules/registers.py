"""Demands answered by the bureau's registers or by the day a paper was received."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from workbook.finding import Finding, Force
from workbook.rules.base import Answers, Hit, JudgedBy, Rule


class RegisterRule(Rule):
    """A demand that looks a firm up in a register; without the register a person judges.

    In the pack the key is ``register``; in Python that word belongs to every abstract class.
    """

    judged_by: ClassVar[JudgedBy] = "register"

    register_id: str = Field(alias="register")
    fields: tuple[str, ...] = ()

    def unjudged(self) -> Finding:
        """The finding of a desk that has no such register."""
        return self.weighed(Force.JUDGE, "没有提供相应名册，请人工核对")

    def doubted(self, hits: Iterable[Hit]) -> Finding | None:
        """The finding about rows of which nobody said whether they count."""
        rows = [hit for hit in hits if hit.is_doubtful]
        return self.weighed(Force.JUDGE, f"看不出名册的记录是否算在内，请人工核对：{_shown(rows)}") if rows else None

    def weighed(self, force: Force, message: str) -> Finding:
        """A finding of another force than the demand's own."""
        return replace(self.broken(self.fields, message), force=force)


class OnRegister(RegisterRule):
    """The firm stands on no row of the register, or only on rows older than ``years`` before ``since``.

    ``binds`` names the levels the period binds; a row of another level binds for ever. Empty: it binds all.
    """

    kind: Literal["on_register"]
    years: int = 0
    since: dt.date | None = None
    binds: tuple[str, ...] = ()

    @override
    def check(self, answers: Answers) -> Finding | None:
        hits = answers.hits(self.register_id)
        if hits is None:
            return self.unjudged()
        within = [hit for hit in hits if self._is_in_time(hit)]
        rows = _sure(within)
        return self.broken(self.fields, f"名册中有记录：{_shown(rows)}") if rows else self.doubted(within)

    def _is_in_time(self, hit: Hit) -> bool:
        if not self.years or self.since is None or hit.day is None:
            return True
        if self.binds and hit.level not in self.binds:
            return True
        return hit.day >= _years_before(self.since, self.years)


class ListedOn(RegisterRule):
    """The firm stands on the register."""

    kind: Literal["listed_on"]

    @override
    def check(self, answers: Answers) -> Finding | None:
        hits = answers.hits(self.register_id)
        if hits is None:
            return self.unjudged()
        if _sure(hits):
            return None
        return self.doubted(hits) or self.broken(self.fields, "名册中没有该企业")


class NotRecognised(RegisterRule):
    """The firm was not recognised before: no row of the register in force, found by code or only by name."""

    kind: Literal["not_recognised"]
    by: Literal["code", "name"]

    @override
    def check(self, answers: Answers) -> Finding | None:
        hits = answers.hits(self.register_id)
        if hits is None:
            return self.unjudged() if self.by == "code" else None
        by_code = any(hit.by == "code" for hit in _sure(hits))
        rows = [hit for hit in hits if hit.by == self.by and not (self.by == "name" and by_code)]
        found = "代码" if self.by == "code" else "名称"
        sure = _sure(rows)
        return self.broken(self.fields, f"按{found}查到已认定记录：{_shown(sure)}") if sure else self.doubted(rows)


class ReceivedBy(Rule):
    """The paper was received on ``day`` or before; the pack fills the day from its ``deadline``.

    ``note`` names the 延期通知 that moved the day, which ``was`` another: what rests on it says so, and on no reading.
    ``says_last_day``: whether that last day itself counts is a reading, and is said of what came on it.
    """

    judged_by: ClassVar[JudgedBy] = "date"

    kind: Literal["received_by"]
    deadline: str
    day: dt.date | None = None
    note: str = ""
    was: dt.date | None = None
    says_last_day: bool = False
    fields: tuple[str, ...] = ()

    @override
    def check(self, answers: Answers) -> Finding | None:
        received = answers.received(self.deadline)
        if self.day is None or received is None:
            return self._weighed(Force.JUDGE, "不知道收到日期，请人工核对是否按时")
        until = f"截止{self.day}（{self.note}）" if self.note else f"截止{self.day}"
        if received > self.day:
            return self._weighed(self.force, f"{until}，收到日期{received}，迟{(received - self.day).days}天")
        if self.was is not None and received > self.was:
            return self._weighed(Force.NOTE, f"{until}，原截止{self.was}，收到日期{received}，按延期算按时")
        if self.says_last_day and received == self.day:
            return self._weighed(Force.NOTE, f"{until}，正是截止当日收到，按含当日算按时")
        return None

    def _weighed(self, force: Force, message: str) -> Finding:
        readings = () if self.note else self.readings
        return replace(self.broken(self.fields, message), force=force, readings=readings)


def _sure(hits: Iterable[Hit]) -> list[Hit]:
    return [hit for hit in hits if not hit.is_doubtful]


def _shown(rows: list[Hit]) -> str:
    return "；".join(f"第{hit.row}行 {hit.shown}" for hit in rows)


def _years_before(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)
