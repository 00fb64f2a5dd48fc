"""What is other in one notice than in another, entry by entry, and for whom."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from pydantic import BaseModel

from workbook.notice.pack import Catalogue, Pack
from workbook.rules.base import Rule

Who = Literal["企业", "区局", "市局"]
FIRM: Final = "企业"
DISTRICT: Final = "区局"
CITY: Final = "市局"

_SINGLE: Mapping[str, tuple[Who, ...]] = {
    "title": (FIRM, DISTRICT, CITY),
    "issued": (FIRM, DISTRICT, CITY),
    "bureau": (FIRM, DISTRICT, CITY),
    "mailbox_note": (FIRM,),
    "districts": (DISTRICT, CITY),
    "papers": (FIRM, DISTRICT, CITY),
    "typesetting": (FIRM,),
    "identity": (DISTRICT, CITY),
    "standards_title": (FIRM,),
    "standards_intro": (FIRM,),
    "standards_order": (FIRM,),
    "review": (CITY,),
}
"""Entries of which there is one, with those whom they concern."""
_LISTS: tuple[tuple[str, str, tuple[Who, ...]], ...] = (
    ("sections", "章节", (FIRM,)),
    ("texts", "表内文字", (FIRM,)),
    ("fields", "栏目", (FIRM,)),
    ("attachments", "附件", (DISTRICT,)),
    ("summary", "汇总表的列", (DISTRICT, CITY)),
    ("registers", "名册", (DISTRICT, CITY)),
    ("lists", "名单", (CITY,)),
)
_UNSAID = ("id", "kind_column", "source", "active", "applies_to")


@dataclass(frozen=True, slots=True)
class Difference:
    """One entry that came, went or is other: whom it concerns, what it is, which of its keys say what."""

    who: tuple[Who, ...]
    what: str
    id: str
    title: str
    change: Literal["added", "removed", "changed"]
    keys: tuple[tuple[str, str, str], ...] = ()

    @property
    def sentence(self) -> str:
        """Whom · what · how, in one Chinese line."""
        named = f"{self.what}“{self.id}”" + (f"（{self.title}）" if self.title else "")
        if self.change != "changed":
            return f"{'、'.join(self.who)}：{'新增' if self.change == 'added' else '取消'}{named}"
        told = "；".join(f"{key} {was or '（空）'} → {now or '（空）'}" for key, was, now in self.keys)
        return f"{'、'.join(self.who)}：{named}：{told}"


@dataclass(frozen=True, slots=True)
class _Entry:
    who: tuple[Who, ...]
    title: str
    values: Mapping[str, str]


def differences(old: Pack, new: Pack) -> tuple[Difference, ...]:
    """What the new notice says otherwise, in the order of the new one, then what it says no more."""
    before, after = dict(_entries(old)), dict(_entries(new))
    found = [made for key, entry in after.items() if (made := _compared(key, before.get(key), entry))]
    gone = [(key, entry) for key, entry in before.items() if key not in after]
    return (*found, *(Difference(entry.who, key[0], key[1], entry.title, "removed") for key, entry in gone))


def _compared(key: tuple[str, str], was: _Entry | None, now: _Entry) -> Difference | None:
    if was is None:
        return Difference(now.who, *key, now.title, "added")
    keys = {**was.values, **now.values}
    told = [(one, was.values.get(one, ""), now.values.get(one, "")) for one in keys]
    differing = tuple(one for one in told if one[1] != one[2])
    return Difference(now.who, *key, now.title, "changed", differing) if differing else None


def _entries(pack: Pack) -> Iterator[tuple[tuple[str, str], _Entry]]:
    for name, single in _SINGLE.items():
        yield ("通知", name), _Entry(single, "", {"": _shown(getattr(pack, name))})
    for number, (id_, deadline) in enumerate(pack.deadlines.items()):
        who: tuple[Who, ...] = (FIRM, DISTRICT) if number == 0 else (DISTRICT, CITY)
        yield ("期限", id_), _Entry(who, deadline.title, {"day": _shown(deadline.day)})
    for id_, switch in pack.readings.items():
        yield ("读法", id_), _Entry((DISTRICT, CITY), switch.question, {"value": switch.value})
    for name, word, concerned in _LISTS:
        for entry in getattr(pack, name):
            title = next((getattr(entry, key) for key in ("title", "label", "word", "text") if hasattr(entry, key)), "")
            yield (word, entry.id), _Entry(concerned, title, _values(entry))
    for catalogue in pack.catalogues:
        yield from _of_catalogue(catalogue)
    for rule in pack.rules:
        yield ("要求", rule.id), _Entry(_concerned(rule), rule.title, _values(rule))


def _of_catalogue(catalogue: Catalogue) -> Iterator[tuple[tuple[str, str], _Entry]]:
    for group in catalogue.groups:
        id_ = f"{catalogue.id}.{group.id}"
        values = {"title": group.title, "dimension": group.dimension, "standard": group.standard}
        yield (catalogue.group_word, id_), _Entry((FIRM,), group.title, values)
        for item in group.items:
            yield (catalogue.item_word, f"{id_}.{item.id}"), _Entry((FIRM,), item.title, {"title": item.title})


def _concerned(rule: Rule) -> tuple[Who, ...]:
    """Who meets the demand: the firm where its form is judged, else the desk that looks."""
    if rule.paper == "master":
        return (CITY,)
    return (FIRM,) if rule.paper == "declaration" and rule.judged_by == "rule" else (DISTRICT,)


def _values(entry: BaseModel) -> Mapping[str, str]:
    return {key: _shown(value) for key, value in entry.model_dump(mode="json").items() if key not in _UNSAID}


def _shown(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, BaseModel):
        return _shown(value.model_dump(mode="json"))
    if isinstance(value, Mapping):
        return "，".join(f"{key}：{_shown(one)}" for key, one in value.items() if one not in (None, "", [], {}))
    if isinstance(value, list | tuple):
        return "、".join(_shown(one) for one in value)
    if isinstance(value, bool):
        return "是" if value else "否"
    return value.isoformat() if isinstance(value, dt.date) else "" if value is None else str(value)
