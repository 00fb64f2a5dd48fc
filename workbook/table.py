"""Rows <-> DataFrame: sorting, counting, pivoting. pandas is loaded when the first table is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from workbook.edit import Content

if TYPE_CHECKING:
    import pandas as pd

Row = Mapping[str, Content]

BLANK = "（空）"
TOTAL = "合计"


@dataclass(frozen=True)
class Pivot:
    """How often each pair of values occurs: ``counts[n][m]`` belongs to ``down[n]`` and ``across[m]``."""

    down: tuple[str, ...]
    across: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]

    def with_totals(self) -> Pivot:
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


def frame(rows: Iterable[Row], columns: Sequence[str] | None = None) -> pd.DataFrame:
    """Rows as a DataFrame; contents stay what they are."""
    made: pd.DataFrame = _pandas().DataFrame(list(rows), columns=columns, dtype=object)
    return made


def rows_of(table: pd.DataFrame) -> list[dict[str, Content]]:
    """A DataFrame as rows, what is missing as None."""
    missing = _pandas().isna
    return [
        {str(key): None if missing(value) else value for key, value in row.items()}
        for row in table.to_dict(orient="records")
    ]


def counts(rows: Iterable[Row], by: str, order: Sequence[str] = ()) -> dict[str, int]:
    """How many rows hold each value of a column: those of ``order`` first and even when none does, then by number."""
    found = _words(frame(rows, [by])[by]).value_counts()
    rest = [value for value in found.index if value not in order]
    return {value: int(found.get(value, 0)) for value in (*order, *rest)}


def pivot(
    rows: Iterable[Row], down: str, across: str, *, down_order: Sequence[str] = (), across_order: Sequence[str] = ()
) -> Pivot:
    """Counts of one column against another; values of the orders first and even when none occurs, then as met."""
    table = frame(rows, [down, across]).apply(_words)
    names = _ordered(table[down], down_order), _ordered(table[across], across_order)
    found = _pandas().crosstab(table[down], table[across])
    full = found.reindex(index=names[0], columns=names[1], fill_value=0)
    return Pivot(*names, tuple(tuple(int(number) for number in line) for line in full.to_numpy()))


def filled(rows: Iterable[Row], columns: Mapping[str, str], by: str, order: Sequence[str] = ()) -> Pivot:
    """In how many rows of each value of ``by`` each column is filled: which groups the districts cover.

    ``columns`` is column id -> title; the titles go down.
    """
    table = frame(rows, [by, *columns])
    names = _ordered(_words(table[by]), order)
    is_filled = table[list(columns)].map(lambda content: content not in (None, ""))
    found = is_filled.groupby(_words(table[by])).sum().reindex(names, fill_value=0)
    lines = tuple(tuple(map(int, found[id_].tolist())) for id_ in columns)
    return Pivot(tuple(columns.values()), names, lines)


def sums(rows: Iterable[Row], by: str, columns: Sequence[str], order: Sequence[str] = ()) -> list[dict[str, Content]]:
    """Sums of number columns by the values of another; what is no number counts as nothing."""
    table = frame(rows, [by, *columns])
    numbers = table[list(columns)].apply(_pandas().to_numeric, errors="coerce").fillna(0)
    names = _ordered(_words(table[by]), order)
    found = numbers.groupby(_words(table[by])).sum().reindex(names, fill_value=0)
    totals = {id_: found[id_].tolist() for id_ in columns}
    return [{by: name, **{id_: float(totals[id_][at]) for id_ in columns}} for at, name in enumerate(names)]


def _words(series: pd.Series[Any]) -> pd.Series[Any]:
    return series.map(lambda value: BLANK if value is None or value == "" else str(value))


def _ordered(series: pd.Series[Any], order: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*order, *series)))


@cache
def _pandas() -> Any:
    """Imported when first asked for: it costs 0.3 s, and a desk that only checks a form needs none of it."""
    return import_module("pandas")
