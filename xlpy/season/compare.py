"""What happened against what was expected: every difference as one Chinese line; nothing is explained away."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from workbook.merge import Declaration
from xlpy.season.plan import Delivery, Season

PLANTED = ("must", "should")


@dataclass
class Seen:
    """What was seen in the round: by (district, round, file), by declaration, by list."""

    taken: dict[tuple[str, int, str], Declaration] = field(default_factory=dict)
    superseded: set[tuple[str, str]] = field(default_factory=set)
    repeated: set[tuple[str, str]] = field(default_factory=set)
    refused: dict[tuple[str, int, str], str] = field(default_factory=dict)
    opinions: dict[str, str] = field(default_factory=dict)
    clashes: set[str] = field(default_factory=set)
    summaries: dict[str, set[str]] = field(default_factory=dict)
    lists: dict[str, set[tuple[str, str]]] = field(default_factory=dict)

    def declaration(self, entry: Delivery) -> Declaration | None:
        """The declaration that was made of a file."""
        return self.taken.get((entry.district, entry.round, entry.file))


def differences(season: Season, seen: Seen, cross: Iterable[str] = ()) -> tuple[str, ...]:
    """Every difference between the season as written and the round as played; ``cross`` are rules between files."""
    between = frozenset(cross)
    found = [
        f"第{entry.no}行 {entry.district}第{entry.round}轮 {entry.file}：{words}"
        for entry in season.deliveries
        for words in _differing(entry, seen, between)
    ]
    expected = {(entry.district, entry.round, entry.file) for entry in season.deliveries}
    odd = [place for place in (*seen.taken, *seen.refused) if place not in expected]
    found += [f"{district}第{number}轮 {file}：样例季里没有这一份" for district, number, file in odd]
    return (*found, *_summaries(season, seen), *_lists(season, seen))


def _differing(entry: Delivery, seen: Seen, between: frozenset[str]) -> list[str]:
    if entry.fate == "refused":
        return _refusal(entry, seen)
    if entry.fate == "attachment":
        return _attachment(entry, seen)
    if entry.fate == "repeated":
        return _repetition(entry, seen)
    made = seen.declaration(entry)
    if made is None:
        told = seen.refused.get((entry.district, entry.round, entry.file), "没有结果")
        return [f"应收下，实际 {told}"]
    return [
        *_unless(made.verdict == entry.verdict, f"结论应为 {entry.verdict}，实际 {made.verdict}"),
        *_findings(entry, made, between),
        *_later(entry, made, seen),
    ]


def _findings(entry: Delivery, made: Declaration, between: frozenset[str]) -> list[str]:
    """Planted must and should faults are found, and no other; planted notes are found among the notes."""
    wanted = set(entry.rule) - between
    firm = {finding.rule for finding in made.findings if finding.force in PLANTED}
    soft = {finding.rule for finding in made.findings} - firm
    missed, extra = wanted - firm - soft, firm - wanted
    return [
        *(f"应查出 {rule}，未查出" for rule in sorted(missed)),
        *(f"不应查出 {rule}" for rule in sorted(extra)),
        *(
            f"{finding.rule} 的分量应为 {entry.force}，实际 {finding.force}"
            for finding in made.findings
            if finding.rule in wanted and finding.force != entry.force
        ),
    ]


def _later(entry: Delivery, made: Declaration, seen: Seen) -> list[str]:
    """What became of it after it was taken."""
    was_replaced = (entry.district, entry.file) in seen.superseded
    opinion = seen.opinions.get(made.id, "")
    has_clashed = made.id in seen.clashes
    return [
        *_unless(was_replaced is (entry.fate == "superseded"), f"是否被取代：应为 {entry.fate}"),
        *_unless(has_clashed is (entry.fate == "clash"), f"是否冲突：应为 {entry.fate}"),
        *_unless(was_replaced or opinion == entry.opinion, f"初审意见应为“{entry.opinion}”，实际“{opinion}”"),
    ]


def _refusal(entry: Delivery, seen: Seen) -> list[str]:
    code = seen.refused.get((entry.district, entry.round, entry.file), "收下")
    return _unless(code in entry.rule, f"应拒收 {'、'.join(entry.rule)}，实际 {code}")


def _repetition(entry: Delivery, seen: Seen) -> list[str]:
    """What was sent once more changes nothing: the same bytes are passed over, the same content is told."""
    place = (entry.district, entry.round, entry.file)
    return _unless(place not in seen.taken and place not in seen.refused, "重复报送，不应再收下或拒收")


def _attachment(entry: Delivery, seen: Seen) -> list[str]:
    """An attachment is tied to the form that lies beside it."""
    place, _, name = entry.file.rpartition("/")
    beside = (
        made
        for (district, number, file), made in seen.taken.items()
        if (district, number, file.rpartition("/")[0]) == (entry.district, entry.round, place)
    )
    kept = any(name == attachment.name for made in beside for attachment in made.attachments)
    return _unless(kept, "附件应随申报书保存，未找到")


def _summaries(season: Season, seen: Seen) -> list[str]:
    """A fault planted in a 汇总表 is found there, and no other."""
    return [
        f"{fault.district}汇总表（{fault.fault}）：应查出 {'、'.join(fault.rule)}，实际 {'、'.join(sorted(found))}"
        for fault in season.recipes.summaries
        if (found := seen.summaries.get(fault.fault, set())) != set(fault.rule)
    ]


def _lists(season: Season, seen: Seen) -> list[str]:
    found = []
    for name, rows in seen.lists.items():
        wanted = {(entry.firm, entry.factory) for entry in season.deliveries if name in entry.listed}
        found += [f"名单 {name} 缺 {firm}（{factory}）" for firm, factory in sorted(wanted - rows)]
        found += [f"名单 {name} 多 {firm}（{factory}）" for firm, factory in sorted(rows - wanted)]
    return found


def _unless(is_right: bool, words: str) -> list[str]:  # noqa: FBT001 - a fact, not a flag
    return [] if is_right else [words]


def counts(season: Season) -> Mapping[str, int]:
    """How many deliveries of each fate the season holds."""
    fates = [entry.fate for entry in season.deliveries]
    return {fate: fates.count(fate) for fate in dict.fromkeys(fates)}
