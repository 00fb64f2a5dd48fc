"""The summary as printed against the declarations it stands for: rows, cells, numbers (the notice's cross demands)."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from workbook.edit import Content
from workbook.finding import Finding
from workbook.merge.models import Declaration, named
from workbook.merge.printed import shown_content, summary_row
from workbook.notice.pack import Column, Pack
from workbook.register import name_key
from workbook.rules.crossfile import CrossRule, SummaryEqual, SummaryNumbers, SummaryOrder, SummaryQuota, SummaryRows

Row = Mapping[str, Content]
Place = Callable[[int, str], str]
Pair = tuple[int, Row, Declaration]
Words = tuple[int, str, str, str]
"""Row, column, label, message."""


def recheck(rows: Sequence[Row], declarations: Iterable[Declaration], pack: Pack, place: Place) -> tuple[Finding, ...]:
    """What the printed rows say otherwise than the declarations; ``place`` tells the cell of a row and a column."""
    if not _key_columns(pack):
        return ()
    entries = {_key(summary_row(entry, pack), pack): entry for entry in declarations}
    numbered = [(number, row) for number, row in enumerate(rows) if any(_key(row, pack))]
    pairs = [(number, row, entries[_key(row, pack)]) for number, row in numbered if _key(row, pack) in entries]
    found: list[Finding] = []
    for rule in pack.rules:
        if isinstance(rule, SummaryRows):
            found += (_said(rule, place, words) for words in _rows(numbered, entries, pack))
        elif isinstance(rule, SummaryEqual):
            found += (_said(rule, place, words) for words in _cells(pairs, pack))
        elif isinstance(rule, SummaryNumbers):
            found += (_said(rule, place, words) for words in _numbers(numbered, pack))
        elif isinstance(rule, SummaryQuota):
            found += (_said(rule, place, words) for words in _beyond(numbered, rule, pack))
        elif isinstance(rule, SummaryOrder):
            found += (_said(rule, place, words) for words in _order(numbered, rule, pack))
    return tuple(found)


def recheck_details(
    found: Mapping[str, tuple[int, Row]], wanted: Mapping[str, Row], titles: Mapping[str, str], pack: Pack, place: Place
) -> tuple[Finding, ...]:
    """What the companion sheet says otherwise than the declarations, field by field: rows by id, titles by column."""
    words: list[Words] = []
    for id_, row in wanted.items():
        number, there = found.get(id_, (-1, {}))
        if number < 0:
            words.append((-1, "", "", f"明细中缺 {id_} 一行"))
            continue
        for column, title in titles.items():
            one, other = there.get(column), row.get(column)
            if one == other and type(one) is type(other):
                continue
            said, expected = shown_content(one), shown_content(other)
            if said != expected:
                words.append((number, column, title, f"明细为“{said}”，申报书为“{expected}”（{id_}）"))
    rules = [rule for rule in pack.rules if isinstance(rule, SummaryEqual)]
    return tuple(_said(rule, place, one) for rule in rules for one in words)


def _said(rule: CrossRule, place: Place, said: Words) -> Finding:
    number, column, label, message = said
    cells = (place(number, column),) if number >= 0 else ()
    return rule.broken(rule.fields, message).at(cells, label)


def _rows(
    numbered: Sequence[tuple[int, Row]], entries: Mapping[tuple[str, ...], Declaration], pack: Pack
) -> Iterator[Words]:
    """Rows without a declaration, rows told twice, declarations without a row."""
    column, *others = _key_columns(pack)
    firms = {key[0] for key in entries}
    seen: set[tuple[str, ...]] = set()
    for number, row in numbered:
        key = _key(row, pack)
        name = shown_content(row.get(column.id))
        if key not in entries and others and key[0] in firms:
            other = others[0]
            said = shown_content(row.get(other.id))
            yield number, other.id, other.title, f"“{name}”没有{other.title}为“{said}”的申报书"
        elif key not in entries:
            yield number, column.id, column.title, f"“{name}”没有对应的申报书"
        elif key in seen:
            yield number, column.id, column.title, f"“{name}”重复列出"
        seen.add(key)
    for key, entry in entries.items():
        if key not in seen:
            yield -1, column.id, column.title, f"缺少“{named(entry, pack, 'firm')}”一行（{entry.id}，{entry.file}）"


def _cells(pairs: Sequence[Pair], pack: Pack) -> Iterator[Words]:
    """Printed cells that say otherwise than the declaration."""
    for number, row, entry in pairs:
        for column, expected in zip(pack.summary, summary_row(entry, pack).values(), strict=True):
            if column.take in ("number", "blank") or _agrees(column, row.get(column.id), expected):
                continue
            words = f"汇总表为“{shown_content(row.get(column.id))}”，申报书为“{shown_content(expected)}”（{entry.id}）"
            yield number, column.id, column.title, words


def _numbers(numbered: Sequence[tuple[int, Row]], pack: Pack) -> Iterator[Words]:
    """Numbers that do not run through, districts the notice does not know."""
    for expected, (number, row) in enumerate(numbered, start=1):
        for column in pack.summary:
            said = shown_content(row.get(column.id))
            if column.take == "number" and said != str(expected):
                yield number, column.id, column.title, f"序号应为{expected}，填的是“{said}”"
            elif column.take == "district" and said not in pack.districts:
                yield number, column.id, column.title, f"“{said}”不在通知所列的{pack.papers.district}之内"


def _beyond(numbered: Sequence[tuple[int, Row]], rule: SummaryQuota, pack: Pack) -> Iterator[Words]:
    """Rows of a district beyond its quota."""
    seen: dict[str, int] = {}
    for column in (column for column in pack.summary if column.take == "district"):
        for number, row in numbered:
            district = shown_content(row.get(column.id))
            seen[district] = seen.get(district, 0) + 1
            quota = rule.quotas.get(district, rule.count)
            if seen[district] == quota + 1:
                total = sum(shown_content(other.get(column.id)) == district for _, other in numbered)
                yield number, column.id, column.title, f"“{district}”限报{quota}个，报了{total}个"


def _order(numbered: Sequence[tuple[int, Row]], rule: SummaryOrder, pack: Pack) -> Iterator[Words]:
    """Places of an order that are no number from 1, or are given twice."""
    title = next((column.title for column in pack.summary if column.id == rule.column), "")
    free = {str(place) for place in range(1, len(numbered) + 1)}
    for number, row in numbered:
        said = shown_content(row.get(rule.column))
        if said not in free:
            yield number, rule.column, title, f"{title}应为1到{len(numbered)}各一个，这里是“{said}”"
        free.discard(said)


def _agrees(column: Column, printed: Content, expected: Content) -> bool:
    """Whether the cell says the same; of a name a part is enough, a short word may be written out."""
    said, wanted = shown_content(printed), shown_content(expected)
    if column.take == "short" and wanted:
        return said.startswith(wanted)
    return said == wanted or (column.take == "name" and bool(said) and said in wanted)


def _key_columns(pack: Pack) -> tuple[Column, ...]:
    wanted = (pack.identity["firm"], pack.identity["factory"])
    return tuple(column for column in pack.summary if column.field in wanted)


def _key(row: Row, pack: Pack) -> tuple[str, ...]:
    return tuple(name_key(shown_content(row.get(column.id))) for column in _key_columns(pack))
