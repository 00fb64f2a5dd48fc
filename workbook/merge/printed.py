"""A declaration as the printed summary shows it, and the order in which rows stand."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from workbook.digest import RAW
from workbook.edit import Content
from workbook.form import Form
from workbook.merge.models import Declaration, named
from workbook.notice.pack import Column, Pack
from workbook.ooxml.cell import WHITE
from workbook.values import AMOUNTS, TICK, Kind, plain

TEXT_CHANGED = "正文有改动"
_AFTER_NAME = re.compile(r"[\s,，、/;；:：(（|-]")


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that two versions of a declaration tell differently."""

    field: str
    label: str
    old: str
    new: str


def in_order(declarations: Iterable[Declaration], pack: Pack) -> tuple[Declaration, ...]:
    """Declarations by the notice's order of districts, then by name: the same set always stands in the same order."""
    place = {district: number for number, district in enumerate(pack.districts)}

    def key(entry: Declaration) -> tuple[int, str, str, str]:
        last = len(place)
        return place.get(entry.district, last), named(entry, pack, "firm"), named(entry, pack, "factory"), entry.id

    return tuple(sorted(declarations, key=key))


def summary_row(declaration: Declaration, pack: Pack) -> dict[str, Content]:
    """The printed columns of one declaration by column id; the running number and people's columns stay blank."""
    return {column.id: _printed(declaration, column, pack) for column in pack.summary}


def content(kind: Kind, value: Any) -> Content:
    """A canonical value as a cell shows it; what could not be read is shown as it was typed."""
    if isinstance(value, Mapping):
        return str(value.get(RAW, "")) or None
    if isinstance(value, list | tuple):
        return "、".join(map(str, value)) or None
    if isinstance(value, bool):
        return TICK if value else None
    if not value:
        return None
    if kind in AMOUNTS:
        return Decimal(value)
    if kind in (Kind.DATE, Kind.YEAR_MONTH):
        return dt.date.fromisoformat(value if kind is Kind.DATE else f"{value}-01")
    return str(value)


def person_name(text: str) -> str:
    """The name of 姓名及职务, as far as a sign parts it from the title.

    >>> person_name("样某 生产部部长"), person_name("样某（部长）"), person_name("样某/部长")
    ('样某', '样某', '样某')
    """
    return _AFTER_NAME.split(text.strip(WHITE), maxsplit=1)[0]


def differences(old: Declaration, new: Declaration, pack: Pack) -> tuple[Difference, ...]:
    """The fields that say otherwise in the new version, in the order of the form; of a long text only that it does."""
    form = Form(pack)
    short = [id_ for id_ in form.fields if old.values.get(id_) != new.values.get(id_)]
    long = [id_ for id_ in form.fields if old.texts.get(id_, "") != new.texts.get(id_, "")]
    told = {id_: Difference(id_, form.label(id_), _told(form, old, id_), _told(form, new, id_)) for id_ in short}
    told |= {id_: Difference(id_, form.label(id_), "", TEXT_CHANGED) for id_ in long}
    return (*(told[id_] for id_ in form.fields if id_ in told), *_explained_anew(old, new))


def edited(received: Declaration, found: Declaration, pack: Pack) -> tuple[Difference, ...]:
    """What an original says otherwise than when it was received; nothing when it was only saved again.

    The digest decides: findings, which depend on registers and days, do not enter it.
    """
    if received.digest == found.digest:
        return ()
    form = Form(pack)
    told = [one for one in differences(received, found, pack) if one.field in form.fields]
    named = {one.field for one in told}
    fields = [one for one in told if not named & {*form.fields[one.field].derives}]
    rules = sorted({*received.explanations, *found.explanations})
    said = [
        Difference(rule, f"企业说明（{rule}）", was, now)
        for rule in rules
        if (was := received.explanations.get(rule, "")) != (now := found.explanations.get(rule, ""))
    ]
    return (*fields, *said) or (Difference("", "内容", received.digest[:16], found.digest[:16]),)


def told_differences(found: Iterable[Difference]) -> str:
    """Differences in words: which field, what it was, what it is."""
    return "；".join(
        f"{one.label}{one.new}" if one.new == TEXT_CHANGED else f"{one.label}由“{one.old}”变为“{one.new}”"
        for one in found
    )


def _explained_anew(old: Declaration, new: Declaration) -> Iterator[Difference]:
    """Findings the firm explains otherwise than before."""
    before = {finding.rule: finding.explanation for finding in old.findings}
    for finding in new.findings:
        was = before.get(finding.rule, "")
        if finding.explanation != was:
            yield Difference(finding.rule, f"企业说明（{finding.source or finding.rule}）", was, finding.explanation)


def _told(form: Form, declaration: Declaration, id_: str) -> str:
    return shown_content(content(form.fields[id_].kind, declaration.values.get(id_)))


def shown_content(found: Content) -> str:
    """A content as it is compared and told: numbers plain, days in ISO form."""
    if found is None:
        return ""
    if isinstance(found, dt.date):
        return found.isoformat()
    if isinstance(found, int | float | Decimal):
        return f"{Decimal(str(found)).normalize():f}"
    return plain(str(found))


def _printed(declaration: Declaration, column: Column, pack: Pack) -> Content:
    if column.take == "district":
        return declaration.district
    if not column.field:
        return None
    spec = pack.by_id[column.field]
    shown = content(spec.kind, declaration.values.get(column.field))
    if column.take == "short":
        return next((option.short or option.title for option in spec.options if option.title == shown), shown)
    return person_name(shown) if column.take == "name" and isinstance(shown, str) else shown
