"""Rows counted, summed, pivoted."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from workbook.edit import Content

Row = Mapping[str, Content]

BLANK = "（空）"
TOTAL = "合计"


@dataclass(frozen=True)
class Pivot:
    """How often each pair of values occurs: ``counts[n][m]`` belongs to ``down[n]`` and ``across[m]``."""

    down: tuple[str, ...]
    across: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]

    def with_totals(self) -> "Pivot":
        """The same with a last row and a last column of sums."""
        rows = [(*row, sum(row)) for row in self.counts]
        sums = tuple(sum(column) for column in zip(*rows, strict=True)) if rows else (0,) * (len(self.across) + 1)
        return Pivot((*self.down, TOTAL), (*self.across, TOTAL), (*rows, sums))

    def lines(self, corner: str) -> tuple[tuple[str, ...], ...]:
        """A header and the lines under it, as words."""
        body = ((name, *map(str, line)) for name, line in zip(self.down, self.counts, strict=True))
        return ((corner, *self.across), *body)

    def rows(self) -> list[dict[str, int | str]]:
        """One mapping a line, its name under ``""``."""
        return [
            {"": name, **dict(zip(self.across, line, strict=True))}
            for name, line in zip(self.down, self.counts, strict=True)
        ]


def pivot(
    rows: Iterable[Row], down: str, across: str, *, down_order: Sequence[str] = (), across_order: Sequence[str] = ()
) -> Pivot:
    """Counts of one column against another; values of the orders first and even when none occurs, then as met."""
    found = Counter((_word(row.get(down)), _word(row.get(across))) for row in rows)
    names = _ordered(down_order, (one for one, _ in found)), _ordered(across_order, (other for _, other in found))
    return Pivot(*names, tuple(tuple(found[one, other] for other in names[1]) for one in names[0]))


def filled(rows: Iterable[Row], columns: Mapping[str, str], by: str, order: Sequence[str] = ()) -> Pivot:
    """In how many rows of each value of ``by`` each column is filled: which groups the districts cover.

    ``columns`` is column id -> title; the titles go down.
    """
    held = [(_word(row.get(by)), [id_ for id_ in columns if row.get(id_) not in (None, "")]) for row in rows]
    names = _ordered(order, (name for name, _ in held))
    found = Counter((id_, name) for name, ids in held for id_ in ids)
    return Pivot(tuple(columns.values()), names, tuple(tuple(found[id_, name] for name in names) for id_ in columns))


def sums(rows: Iterable[Row], by: str, columns: Sequence[str], order: Sequence[str] = ()) -> list[dict[str, Content]]:
    """Sums of number columns by the values of another; what is no number counts as nothing."""
    found: dict[str, list[Row]] = {name: [] for name in order}
    for row in rows:
        found.setdefault(_word(row.get(by)), []).append(row)
    return [
        {by: name, **{id_: math.fsum(_number(row.get(id_)) for row in held) for id_ in columns}}
        for name, held in found.items()
    ]


def _word(value: Content) -> str:
    return BLANK if value is None or value == "" else str(value)


def _number(value: Content) -> float:
    try:
        number = float(value)  # type: ignore[arg-type] # a day is no number either
    except (TypeError, ValueError):
        return 0
    return number if math.isfinite(number) else 0


def _ordered(order: Sequence[str], met: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*order, *met)))
