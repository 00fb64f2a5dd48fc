"""The inboxes of the sample season as files: forms, attachments, zips and mails, packed as firms pack them."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime

from workbook.notice.pack import Pack
from workbook.render.registers import registers
from xlpy.season.damage import damaged, zipped
from xlpy.season.forms import content
from xlpy.season.plan import Delivery, Recipes, Season

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
    """The bureau's registers, filled for this season."""
    rows = {id_: list(given) for id_, given in season.recipes.registers.items()}
    return registers(pack, rows)


def _bytes(pack: Pack, recipes: Recipes, delivery: Delivery) -> bytes:
    way = recipes.recipes[delivery.recipe].file
    if way == "registers_book":
        return registers(pack)
    if way == "last_year":
        return content(pack.model_copy(update={"id": "changzhou-2022", "version": "2022"}), recipes, delivery)
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
