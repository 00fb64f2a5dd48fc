"""演示: the whole round on the sample season, through the same actions as the command line, compared at the end."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from workbook.merge import Declaration
from workbook.notice import shelf
from workbook.notice.pack import Pack
from workbook.table import Pivot, pivot
from xlpy.actions import collect, opinion, render, return_, validate
from xlpy.actions import demo_city as city
from xlpy.desk import FINE, LOOK, Desk, Result
from xlpy.dossier import only_notice
from xlpy.season.compare import PLANTED, counts, differences
from xlpy.season.desks import (
    BY_HAND,
    BY_MAIL,
    GUIDE,
    Places,
    lay,
    make_room,
    typed_over,
)
from xlpy.season.guide import guide
from xlpy.season.inbox import delivered, packed, registers_book
from xlpy.season.plan import SEASON, Delivery, SummaryFault, season
from xlpy.season.round import Round

Step = tuple[str, Callable[[], None]]

OPINIONS = ("推荐", "不推荐", "退回")
RETURNED = "退回"
OFFICER = "样例经办人"
ROUNDS = (1, 2)


def run(desk: Desk, *, out: Path, notice: str = "") -> Result:
    """Play the sample season into a folder; differences from the season as written are listed, each in one line."""
    started = time.monotonic()
    make_room(out)
    shelf.as_shipped()
    pack = shelf.pack(notice or usual_notice())
    played = Round(desk, pack, season(shelf.find(pack.id)), Places(out, pack.districts))
    steps = [*_steps(played)]
    for _, step in desk.watch(steps, "样例一轮", len(steps)):
        step()
    return _told(played, differences(played.season, played.seen, _clash_rules(pack)), time.monotonic() - started)


def usual_notice() -> str:
    """The notice that brings a sample season; one that somebody has just begun has none."""
    return only_notice([id_ for id_ in shelf.real_ids() if (shelf.find(id_) / SEASON).is_file()])


def _clash_rules(pack: Pack) -> set[str]:
    """The demands that are broken between declarations: their findings are the clashes."""
    return {rule.id for rule in pack.rules if rule.kind == "one_per_firm"}


def _steps(played: Round) -> Iterator[Step]:
    """The round in order."""
    districts = played.pack.districts
    yield "空表和名册", partial(_papers, played)
    yield from ((f"{name} 收件箱", partial(_inboxes, played, name)) for name in districts)
    for number in ROUNDS:
        yield from ((f"{name} 第{number}轮", partial(_district_round, played, name, number)) for name in districts)
    yield from ((f"汇总表 {fault.fault}", partial(_alter, played, fault)) for fault in played.season.recipes.summaries)
    yield "汇集各区", partial(city.pull, played)
    yield "公示名单", partial(city.propose, played)
    yield "公布名单", partial(city.recognise, played)
    yield "入库名单", partial(city.pool, played)
    yield "概览", partial(city.draw, played)
    yield "说明", partial(_explain, played)


def _papers(played: Round) -> None:
    played.play(played.places.papers / "申报书.xlsx", render, notice=played.pack.id)
    registers, calendar = played.places.registers, played.places.calendar
    held = {registers.name: registers_book(played.pack, played.season), calendar.name: played.season.calendar}
    lay(played.places.papers, held)


def _inboxes(played: Round, district: str) -> None:
    """Firms fill and send their forms."""
    for number in ROUNDS:
        entries = played.season.of(district, number)
        files = packed(delivered(played.pack, played.season.recipes, entry) for entry in entries)
        for name, content in files.items():
            lay(played.places.inbox(district, number) / _way(name), {name: content})


def _way(file: str) -> str:
    """Whether a file came by mail (its mail tells the day) or was handed in."""
    return BY_MAIL if file.partition("/")[0].endswith(".eml") else BY_HAND


def _district_round(played: Round, district: str, number: int) -> None:
    """A district collects what came, says its opinions, sends back what must be mended."""
    book, inbox, recipes = played.places.summary(district), played.places.inbox(district, number), played.season.recipes
    days = {BY_HAND: recipes.received if number == ROUNDS[0] else recipes.received_again, BY_MAIL: None}
    before = len(played.journal(book))
    for way, day in days.items():
        if (inbox / way).is_dir():
            arguments = {"district": district, "registers": played.places.registers, "received": day}
            found = played.play(book, collect, inboxes=[inbox / way], notice=played.pack.id, **arguments)
            _note(played, district, number, found)
    for line in played.journal(book)[before:]:
        if line.kind == "accepted":
            made = Declaration.model_validate(line.data["declaration"])
            played.seen.taken[district, number, _inside(made.file)] = made
    _say_opinions(played, district, number)


def _note(played: Round, district: str, number: int, found: Mapping[str, Any]) -> None:
    """What one collect said of each file."""
    seen = played.seen
    for entry in found["refused"]:
        seen.refused[district, number, _inside(entry["file"])] = entry["code"]
    seen.repeated.update((district, _inside(file)) for file in found["known"])
    for entry in found["superseded"]:
        same = entry["reason"] == collect.SAME
        (seen.repeated if same else seen.superseded).add((district, _inside(entry["file"])))


def _inside(path: str) -> str:
    """The path of a file inside its inbox."""
    return path.partition("/")[2]


def _say_opinions(played: Round, district: str, number: int) -> None:
    book, day = played.places.summary(district), played.season.recipes.received_again
    for words in OPINIONS:
        ids = _with_opinion(played, played.season.of(district, number), words)
        if ids:
            played.play(book, opinion, rows=ids, opinion=words, by=OFFICER, day=day)
        if ids and words == RETURNED:
            played.play(book, return_, rows=ids)
    for line in played.journal(book):
        if line.kind == "opinion":
            played.seen.opinions[line.declaration] = line.data["opinion"]["opinion"] or ""


def _with_opinion(played: Round, entries: Sequence[Delivery], words: str) -> list[str]:
    found = (played.seen.declaration(entry) for entry in entries if entry.opinion == words)
    return [made.id for made in found if made is not None]


def _alter(played: Round, fault: SummaryFault) -> None:
    """Somebody types over a 汇总表, or mails it late; it is checked."""
    book = played.places.altered(fault)
    lay(book.parent, {book.name: typed_over(played.places.summary(fault.district).read_bytes(), played.pack, fault)})
    [found] = played.play(book, validate, files=[book], received=fault.received)
    hard = {finding["rule"] for finding in found["findings"] if finding["force"] in PLANTED}
    played.seen.summaries[fault.fault] = hard - _clash_rules(played.pack)


def _explain(played: Round) -> None:
    lay(played.places.out, {GUIDE: guide(played.season, played.places.districts).encode()})


def _told(played: Round, found: Sequence[str], seconds: float) -> Result:
    order = (*_RECEIVED, *OPINIONS)
    table = pivot(_deeds(played), "district", "deed", down_order=played.pack.districts, across_order=order)
    data = {
        "folder": str(played.places.out),
        "seconds": round(seconds, 1),
        "deliveries": len(played.season.deliveries),
        "declarations": sum(entry.is_declaration for entry in played.season.deliveries),
        "counts": counts(played.season),
        "districts": table.rows(),
        "clashes": len(played.told["pull"]["clashes"]),
        "lists": {name: played.told[name] for name in played.seen.lists},
        "differences": list(found),
    }
    ending = f"与样例季不一致的有{len(found)}处。" if found else "每一份文件的结果都与样例季写的一致。"
    lines = (*found, f"用时{seconds:.0f}秒。{ending}从这里看起：{played.places.out / GUIDE}")
    return Result(data, lines=lines, status=LOOK if found else FINE, table=_shown(table, played.pack.papers.district))


_RECEIVED = ("文件", "收下", "取代", "拒收")


def _deeds(played: Round) -> Iterator[Mapping[str, str]]:
    """One row for each thing that happened in a district."""
    seen = played.seen
    sent, taken, superseded, refused = _RECEIVED
    pairs = [(entry.district, sent) for entry in played.season.deliveries]
    pairs += [(name, taken) for name, *_ in seen.taken]
    pairs += [(name, superseded) for name, _ in seen.superseded | seen.repeated]
    pairs += [(name, refused) for name, *_ in seen.refused]
    known = {(name, made.id) for (name, *_), made in seen.taken.items()}
    pairs += [(name, seen.opinions.get(id_, "")) for name, id_ in known]
    yield from ({"district": name, "deed": deed} for name, deed in pairs if deed)


def _shown(table: Pivot, district: str) -> tuple[tuple[str, ...], ...]:
    """The table with a last row of sums; a sum over different deeds would say nothing."""
    return tuple(line[:-1] for line in table.with_totals().lines(district))
