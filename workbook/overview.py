"""From declarations to the picture of a round: everything counted over a few columns."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import median
from typing import Any

from workbook import table
from workbook.edit import Content
from workbook.finding import CODES, Force
from workbook.merge import Declaration, StoredFinding, counting
from workbook.notice.pack import Catalogue, Pack
from workbook.picture import Grid, Outcome, Picture
from workbook.table import Pivot
from workbook.values import Kind, rate

Row = dict[str, Content]

COUNT = "家数"
_DISTRICT, _STATE = "district", "state"
_SHOWN_FINDINGS, _NAME = 20, 25
_LONGEST_SPAN = 100
_WITHIN, _LATE = "期限内", "逾期"


def overview(pack: Pack, declarations: Sequence[Declaration], states: Mapping[str, str], day: dt.date) -> Picture:
    """The picture of these declarations on a day."""
    rows = [{_DISTRICT: entry.district, _STATE: states.get(entry.id, "")} for entry in declarations]
    sums = _sums(pack, declarations)
    deadline = next(((entry.title, entry.day) for entry in pack.deadlines.values()), None)
    return Picture(
        title=pack.papers.master.removesuffix("总表") + "概览",
        day=day,
        totals=(("申报", f"{len(declarations)}家"), *_districts(pack, declarations), *_totals(sums)),
        groups=_groups(pack, declarations),
        items=_items(pack, declarations),
        choices=tuple(_choices(pack, declarations)),
        sums=sums,
        outcomes=tuple(_outcomes(pack, declarations)),
        receipts=_receipts(declarations, deadline[1] if deadline else None),
        deadline=deadline,
        findings=_findings(pack, declarations),
        states=_by_district("状态", table.pivot(rows, _DISTRICT, _STATE, down_order=pack.districts)),
    )


def _districts(pack: Pack, declarations: Sequence[Declaration]) -> tuple[tuple[str, str], ...]:
    found = {entry.district for entry in declarations}
    return ((f"已有申报的{pack.papers.district}", f"{len(found & set(pack.districts))}/{len(pack.districts)}"),)


def _totals(sums: Grid) -> tuple[tuple[str, str], ...]:
    return tuple(
        (title, f"{sum(line[place] for line in sums.numbers):,.0f}") for place, title in enumerate(sums.across)
    )


def _by_district(title: str, found: Pivot) -> Grid:
    return Grid(title, found.down, found.across, found.counts)


def _groups(pack: Pack, declarations: Sequence[Declaration]) -> Grid:
    """In how many declarations of each district a group of the first catalogue is covered."""
    catalogue = next(iter(pack.catalogues), None)
    if catalogue is None:
        return Grid("", (), (), ())
    boxes = {group.id: [f"{catalogue.id}_{item.id}" for item in group.items] for group in catalogue.groups}
    rows = (
        {
            _DISTRICT: entry.district,
            **{id_: any(entry.values.get(box) is True for box in held) or None for id_, held in boxes.items()},
        }
        for entry in declarations
    )
    titles = {group.id: group.title for group in catalogue.groups}
    found = table.filled(rows, titles, _DISTRICT, pack.districts)
    return Grid(f"各{pack.papers.district}覆盖的{catalogue.group_word}", found.down, found.across, found.counts)


def _items(pack: Pack, declarations: Sequence[Declaration]) -> Grid:
    """How many declarations tick each item, the most frequent first."""
    titles = {box: title for catalogue in pack.catalogues for box, title in _boxes(catalogue)}
    found = Counter(box for entry in declarations for box in titles if entry.values.get(box) is True)
    ordered = sorted(titles, key=lambda box: -found[box])
    return Grid(
        "各项选用家数", tuple(titles[box] for box in ordered), (COUNT,), tuple((found[box],) for box in ordered)
    )


def _boxes(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for group in catalogue.groups:
        yield from ((f"{catalogue.id}_{item.id}", item.title) for item in group.items)


def _choices(pack: Pack, declarations: Sequence[Declaration]) -> Iterator[Grid]:
    """Each printed column that is a choice, by district; a declaration with several options counts at each."""
    for column in pack.summary:
        spec = pack.by_id.get(column.field)
        if spec is None or spec.kind not in (Kind.CHOICE, Kind.CHOICES):
            continue
        short = {option.title: option.short or option.title for option in spec.options}
        rows = [
            {_DISTRICT: entry.district, "option": short.get(option, option)}
            for entry in declarations
            for option in _several(entry.values.get(spec.id))
        ]
        order = tuple(short.values())
        found = table.pivot(rows, _DISTRICT, "option", down_order=pack.districts, across_order=order)
        yield _by_district(column.title, found)


def _several(value: Any) -> list[str]:
    found = value if isinstance(value, list | tuple) else [value]
    return [option for option in found if isinstance(option, str) and option] or [table.BLANK]


def _sums(pack: Pack, declarations: Sequence[Declaration]) -> Grid:
    """The printed sums of money by district."""
    specs = {column.field: column for column in pack.summary if _is_money(pack, column.field)}
    rows = ({_DISTRICT: entry.district, **{id_: entry.values.get(id_) for id_ in specs}} for entry in declarations)
    found = table.sums(rows, _DISTRICT, list(specs), pack.districts)
    over = next((column.over for column in specs.values() if column.over), "合计")
    return Grid(
        over,
        tuple(str(line[_DISTRICT]) for line in found),
        tuple(column.title for column in specs.values()),
        tuple(tuple(float(str(line[id_])) for id_ in specs) for line in found),
    )


def _is_money(pack: Pack, id_: str) -> bool:
    return id_ in pack.by_id and pack.by_id[id_].kind is Kind.MONEY_WAN


def _outcomes(pack: Pack, declarations: Sequence[Declaration]) -> Iterator[Outcome]:
    """Fields the notice pairs as before and after: how many gave both, and by how much they changed in the middle."""
    for before, after in _pairs(pack):
        given = [(entry.values.get(before), entry.values.get(after)) for entry in declarations]
        given = [both for both in given if all(both)]
        changes = [float((new - old) / old) for old, new in map(_rates, given) if old and new is not None]
        spec = pack.by_id[before]
        yield Outcome(spec.heading or spec.label, len(given), len(changes), median(changes) if changes else None)


def _pairs(pack: Pack) -> Iterator[tuple[str, str]]:
    """Figures of free form that stand under one heading and are asked for in pairs."""
    for rule in pack.rules:
        if rule.kind == "paired":
            both = rule.model_dump()
            specs = [pack.by_id[both[key]] for key in ("field", "other")]
            if {spec.kind for spec in specs} == {Kind.TEXT} and specs[0].heading == specs[1].heading:
                yield specs[0].id, specs[1].id


def _rates(both: tuple[Any, Any]) -> tuple[Any, Any]:
    return rate(both[0]), rate(both[1])


def _receipts(declarations: Sequence[Declaration], deadline: dt.date | None) -> Grid:
    """How many declarations came each day, those after the deadline apart.

    Where years lie between them, as when a mail was sent by a wrong clock, the days on which any came.
    """
    found = Counter(entry.received for entry in declarations if entry.received is not None)
    if not found:
        return Grid("收到日期", (), (_WITHIN, _LATE), ())
    first, last = min(found), max(*found, deadline or min(found))
    is_short = (last - first).days < _LONGEST_SPAN
    days = (
        [first + dt.timedelta(days=number) for number in range((last - first).days + 1)] if is_short else sorted(found)
    )
    lines = tuple((0, found[day]) if deadline and day > deadline else (found[day], 0) for day in days)
    names = tuple(f"{day.month}-{day.day}" if is_short else day.isoformat() for day in days)
    return Grid("收到日期", names, (_WITHIN, _LATE), lines)


def _findings(pack: Pack, declarations: Iterable[Declaration]) -> Grid:
    """The findings met most often, by code and title of the demand, in how many declarations and with what force.

    What an officer overruled counts as little as it does in the 总表.
    """
    forces = {force.value: force.title for force in (Force.MUST, Force.SHOULD)}
    titles = {code: meaning for code, (meaning, _) in CODES.items()} | {rule.id: rule.title for rule in pack.rules}
    rows: list[Row] = []
    for entry in declarations:
        met = {(_named(finding, titles), finding.force) for finding in counting(entry)}
        rows += ({"name": name, "force": forces[force]} for name, force in met if force in forces)
    found = table.pivot(rows, "name", "force", across_order=tuple(forces.values())) if rows else Pivot((), (), ())
    order = sorted(range(len(found.down)), key=lambda at: (-sum(found.counts[at]), found.down[at]))[:_SHOWN_FINDINGS]
    names = tuple(_short(found.down[at]) for at in order)
    return Grid("问题最多的要求", names, found.across, tuple(found.counts[at] for at in order))


def _named(finding: StoredFinding, titles: Mapping[str, str]) -> str:
    """Its code and what the demand is; several demands of a notice may share a code."""
    return f"{finding.source or finding.rule} {titles.get(finding.rule, '')}".strip()


def _short(name: str) -> str:
    """A name as long as there is room beside a bar; what is left out is said."""
    return name if len(name) <= _NAME else f"{name[: _NAME - 1]}…"
