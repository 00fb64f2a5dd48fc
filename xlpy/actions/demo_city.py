"""The city's part of the sample round: pull, review, decide, three lists, an objection."""

import datetime as dt
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from xlpy.actions import decide, forward, overview, publish, review
from xlpy.actions import pool as pooling
from xlpy.actions import pull as pulling
from xlpy.season.desks import printed_rows, type_decisions
from xlpy.season.experts import EXPERTS, type_scores
from xlpy.season.round import Round

RECOMMENDED = "推荐"
PASSED, NOT_PASSED = "通过", "未通过"
PROPOSED, CANCELLED, RECOGNISED, POOLED = "拟认定", "公示取消", "认定", "入库"
OBJECTION = "公示期内收到异议，经核实成立（样例）"
PROPOSAL = "proposed"


def pull(played: Round) -> None:
    """Each district writes the mail with its package; the city pulls the packages of all."""
    for name in played.pack.districts:
        if _packages(played.places.district(name)):
            played.play(played.places.summary(name), forward, to=played.season.recipes.mailbox)
    packages = [path for name in played.pack.districts for path in _packages(played.places.district(name))]
    found = _pulled(played, packages)
    played.told["pull"] = found
    for clash in found["clashes"]:
        played.seen.clashes.update(clash["ids"])


def _packages(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.zip"))


def _pulled(played: Round, packages: list[Path]) -> Any:
    arguments = {"registers": played.places.registers, "received": played.season.recipes.day}
    return played.play(played.places.master, pulling, inboxes=packages, notice=played.pack.id, **arguments)


def propose(played: Round) -> None:
    """The review passes or fails; what passed is proposed. The clerk types it into the 总表."""
    chosen = played.ids(listed=PROPOSAL)
    _score(played, [id_ for id_, on in chosen.items() if on])
    _type(played, {id_: {"review": PASSED if on else NOT_PASSED} for id_, on in chosen.items() if _stands(played, id_)})
    _type(played, {id_: {"decision": PROPOSED} for id_, on in chosen.items() if on})
    _publish(played, PROPOSAL)


def _score(played: Round, passing: Collection[str]) -> None:
    """Experts score what the districts recommended; the ranking is laid before the officer."""
    master, folder = played.places.master, played.places.review
    sent = played.play(master, review, way=review.OUT, out=folder, experts=EXPERTS)
    for file in sent["files"]:
        type_scores(Path(file), played.pack, passing)
    played.play(master, review, way=review.IN, files=[folder])


def recognise(played: Round) -> None:
    """An objection takes a firm off, the list is issued again; the others are recognised."""
    final = played.ids(listed="final")
    for id_ in [id_ for id_, on in played.ids(listed="proposed").items() if on and not final[id_]]:
        played.play(played.places.master, decide, row=id_, state=CANCELLED, why=OBJECTION)
    _publish(played, PROPOSAL, day=played.season.recipes.objection)
    _type(played, {id_: {"decision": RECOGNISED} for id_, on in final.items() if on})
    _publish(played, "final")


def pool(played: Round) -> None:
    """Some go into the pool."""
    chosen = [id_ for id_, on in played.ids(listed="pool").items() if on]
    first, rest = chosen[:1], chosen[1:]
    for id_ in first:
        played.play(played.places.master, decide, row=id_, state=POOLED, why=played.season.recipes.pooling)
    _type(played, {id_: {"decision": POOLED} for id_ in rest})
    _publish(played, "pool")
    played.play(played.places.master, pooling)


def draw(played: Round) -> None:
    """The picture of the round beside the 总表."""
    master = played.places.master
    played.play(master, overview, day=max(played.season.recipes.published.values()))
    played.play(master, forward, files=[played.places.lists, master.with_name(overview.BOOK)])


def _stands(played: Round, id_: str) -> bool:
    """Whether the district recommended it, so that the city reviews it."""
    return played.seen.opinions.get(id_) == RECOMMENDED


def _type(played: Round, typed: Mapping[str, Mapping[str, str]]) -> None:
    """A clerk types into the 总表; the next pull of the same packages writes it into the records."""
    type_decisions(played.places.master, played.pack, typed)
    packages = [path for name in played.pack.districts for path in _packages(played.places.district(name))]
    _pulled(played, packages)


def _publish(played: Round, listing: str, day: dt.date | None = None) -> None:
    """Issue a list; what is compared with the season is its first issue."""
    recipes = played.season.recipes
    contacts = recipes.contacts if listing == PROPOSAL else ()
    said = {"number": recipes.numbers.get(listing, ""), "contacts": contacts, "calendar": played.places.calendar}
    when = day or recipes.published[listing]
    found = played.play(played.places.master, publish, listing=listing, out=played.places.lists, day=when, **said)
    if day is not None:
        return
    played.told[listing] = found["rows"]
    shown = [row for file in found["files"] if str(file).endswith(".xlsx") for row in printed_rows(Path(file))]
    pairs = {(entry.firm, entry.factory) for entry in played.season.deliveries if entry.firm}
    played.seen.lists[listing] = {pair for pair in pairs for row in shown if set(pair) <= row}
