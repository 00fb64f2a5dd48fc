"""The issues of a public list: which one this is, what is said of it, what the journal keeps of it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workbook import lists
from workbook.announcement import Facts
from workbook.codes import is_mobile
from workbook.errors import ValueMissingError
from workbook.lists import Shown
from workbook.notice.pack import Listing
from workbook.workdays import NO_TABLE, Calendar
from xlpy.desk import Line

PUBLISHED = "published"


@dataclass(frozen=True)
class Wish:
    """What a person says of an issue; what is left out stays as it was."""

    day: dt.date | None = None
    number: str = ""
    contacts: Sequence[str] = ()
    split: str | None = None
    calendar: Calendar = field(default_factory=lambda: NO_TABLE)


def issued(lines: Sequence[Line], listing: str) -> list[Mapping[str, Any]]:
    """What the journal keeps of every issue of a list, one entry an issue: the last word on it, oldest first."""
    found: dict[int, Mapping[str, Any]] = {}
    for line in lines:
        if line.kind == PUBLISHED and line.data["listing"] == listing:
            found[int(line.data.get("issue", len(found) + 1))] = line.data
    return [found[number] for number in sorted(found)]


def facts(listing: Listing, before: Sequence[Mapping[str, Any]], shown: Shown, wish: Wish, today: dt.date) -> Facts:
    """Which issue it is: the last one again while its rows say the same, else the next one with its difference.

    Raises:
        ValueMissingError: a phone is given for a line the list does not have, or a mobile number.
    """
    last = before[-1] if before else {}
    is_again = bool(before) and _shown(last) == {id_: [*said] for id_, said in shown.items()}
    earlier = before[:-1] if is_again else before
    day = wish.day or (dt.date.fromisoformat(last["day"]) if is_again and last.get("day") else today)
    return Facts(
        day=day,
        number=wish.number or (str(last.get("number", "")) if is_again else ""),
        phones={**last.get("phones", {}), **_phones(listing, wish.contacts)},
        split=str(last.get("split", "")) if wish.split is None else wish.split,
        calendar=wish.calendar,
        issue=len(earlier) + 1,
        moves=lists.difference(_shown(earlier[-1]), shown) if earlier else (),
    )


def kept(listing: Listing, told: Facts, shown: Shown, last: dt.date | None) -> dict[str, Any]:
    """What the journal keeps of an issue."""
    return {
        "listing": listing.id,
        "title": listing.title,
        "rows": len(shown),
        "ids": [*shown],
        "issue": told.issue,
        "shown": {id_: [*said] for id_, said in shown.items()},
        "day": told.day.isoformat(),
        "last": last.isoformat() if last else None,
        "number": told.number,
        "phones": dict(told.phones),
        "split": told.split,
    }


def _shown(data: Mapping[str, Any]) -> dict[str, list[str]]:
    """What an issue said of each declaration; of issues made before that was kept, only who stood there."""
    return {id_: data["shown"][id_] if "shown" in data else [id_] for id_ in data.get("ids", ())}


def _phones(listing: Listing, contacts: Sequence[str]) -> dict[str, str]:
    """Phones by the title of their line, as typed: 名称=电话."""
    known = tuple(contact.title for contact in listing.letter.contacts) if listing.letter else ()
    found: dict[str, str] = {}
    for typed in contacts:
        title, _, phone = typed.replace("\uff1d", "=").partition("=")
        if title.strip() not in known:
            raise ValueMissingError("联系电话（写法：名称=电话）", typed, tuple(f"{name}=电话" for name in known))
        if is_mobile(phone.strip()) or not any(sign.isdigit() for sign in phone):
            raise ValueMissingError("办公电话（公开的电话不能用个人手机）", phone.strip())
        found[title.strip()] = phone.strip()
    return found
