"""The inboxes of the sample season as files: forms, attachments, zips and mails, packed as firms pack them."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime

from workbook.edit import Change
from workbook.notice.pack import Pack, RegisterSpec
from workbook.ooxml.address import a1
from workbook.patch import apply
from workbook.render.registers import registers
from xlpy.season.damage import damaged, zipped
from xlpy.season.forms import content, document
from xlpy.season.plan import Delivery, Recipes, Season

MISSING = "undiagnosed"
FIRST_ROW = 3
_CHINA = dt.timezone(dt.timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class Sent:
    """One file on its way: where it lies, what is in it, when its mail was sent."""

    path: tuple[str, ...]
    content: bytes
    day: dt.date | None


def delivered(pack: Pack, recipes: Recipes, delivery: Delivery) -> Sent:
    """One file of the season."""
    return Sent(tuple(delivery.file.split("/")), _bytes(pack, recipes, delivery), delivery.sent)


def packed(files: Iterable[Sent]) -> Mapping[str, bytes]:
    """What lies in the inbox: path -> bytes, envelopes closed."""
    found: dict[str, bytes] = {}
    for name, inside in _by_first(files).items():
        if not inside[0].path[1:]:
            found[name] = inside[0].content
            continue
        rest = packed(Sent(file.path[1:], file.content, file.day) for file in inside)
        found |= _enclosed(name, rest, inside[0].day)
    return found


def registers_book(pack: Pack, season: Season) -> bytes:
    """The bureau's registers, filled for this season as a clerk types them."""
    changes = [
        Change(spec.title, a1(row, column), None, _typed(words, is_day=spec.columns[column - 1] == spec.day), "样例")
        for spec in pack.registers
        for row, given in enumerate(_register_rows(season, spec), start=FIRST_ROW)
        for column, words in enumerate(given, start=1)
    ]
    return apply(registers(pack), tuple(changes))


def _register_rows(season: Season, spec: RegisterSpec) -> tuple[tuple[str, ...], ...]:
    """The rows as written, and on one register every firm but those that must be missing there."""
    recipes = season.recipes
    rows = recipes.registers.get(spec.id, ())
    if spec.id != recipes.everyone_on:
        return rows
    firms = {entry.code: entry.firm for entry in season.deliveries if entry.firm and entry.recipe != MISSING}
    return (*rows, *((code, firm, *recipes.everyone_words) for code, firm in firms.items()))


def _typed(words: str, *, is_day: bool) -> str | dt.date:
    return dt.date.fromisoformat(words) if is_day else words


def _bytes(pack: Pack, recipes: Recipes, delivery: Delivery) -> bytes:
    way = recipes.recipes[delivery.recipe].file
    if way == "registers_book":
        return registers(pack)
    if way == "document":
        return document(pack, recipes, delivery)
    if way == "last_year":
        return content(pack.model_copy(update={"id": f"{pack.id}-before", "version": "0"}), recipes, delivery)
    return damaged(way, content(pack, recipes, delivery)) if way else content(pack, recipes, delivery)


def _by_first(files: Iterable[Sent]) -> dict[str, list[Sent]]:
    groups: dict[str, list[Sent]] = {}
    for file in files:
        groups.setdefault(file.path[0], []).append(file)
    return groups


def _enclosed(name: str, inside: Mapping[str, bytes], day: dt.date | None) -> dict[str, bytes]:
    """A zip, a mail, or a plain folder around these files."""
    if name.endswith(".zip"):
        return {name: zipped(inside)}
    if name.endswith(".eml"):
        return {name: _mail(name, inside, day)}
    return {f"{name}/{path}": data for path, data in inside.items()}


def _mail(name: str, inside: Mapping[str, bytes], day: dt.date | None) -> bytes:
    message = EmailMessage()
    message["Subject"] = name.removesuffix(".eml")
    message["From"] = "sender@example.invalid"
    message["To"] = "district@example.invalid"
    if day:
        message["Date"] = format_datetime(dt.datetime.combine(day, dt.time(9), _CHINA))
    message.set_content("报送材料见附件。")
    for file, data in inside.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=file)
    message.set_boundary("----sample-season")
    return message.as_bytes()
