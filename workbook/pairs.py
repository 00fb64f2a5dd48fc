"""Rows of a table as they stand against rows as they should be: matched by key, wherever people sorted them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from workbook.papers import Row, Table, TableColumn, is_same


@dataclass(frozen=True, slots=True)
class Pair:
    """One row: ``number`` is where it stands among the rows found; one side is None where there is no such row."""

    number: int
    found: Row | None
    wanted: Row | None

    def differing(self, table: Table) -> Iterator[TableColumn]:
        """The columns in which the two sides differ."""
        found, wanted = self.found or {}, self.wanted or {}
        return (column for column in table.columns if not is_same(found.get(column.id), wanted.get(column.id)))


def pairs(table: Table, found: Sequence[Row], wanted: Iterable[Row]) -> list[Pair]:
    """Every row that stands or should: those that stand first, in their order; of equal keys the first go together."""
    waiting: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in wanted:
        waiting[table.key_of(row)].append(row)
    matched: list[Pair] = []
    for number, row in enumerate(found):
        key = table.key_of(row)
        if any(not is_same(content, None) for content in row.values()):
            matched.append(Pair(number, row, waiting[key].pop(0) if waiting.get(key) else None))
    return [*matched, *(Pair(-1, None, row) for rows in waiting.values() for row in rows)]
