"""A public list: which rows in which order, in which annexes, with the columns the notice allows and no other."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from workbook.edit import Content
from workbook.errors import ValueMissingError
from workbook.notice.lists import SCORE
from workbook.notice.pack import Listing, Pack
from workbook.papers import TableColumn, printed_column

Row = Mapping[str, Content]
Shown = Mapping[str, Sequence[str]]
"""What a list said of each declaration: the words of its columns, by id."""

ADDED, REMOVED, CHANGED = "新增", "移出", "变更"
_SCORE_WIDTH = 12.0


@dataclass(frozen=True, slots=True)
class Annex:
    """One table of the list under its own title; its rows are numbered from 1."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """One line of the difference to the last issue: what happened, and the words that stood or stand there."""

    what: str
    words: tuple[str, ...]


def listing_of(pack: Pack, listing_id: str) -> Listing:
    """The list of this id.

    Raises:
        ValueMissingError: the pack knows no such list.
    """
    found = next((entry for entry in pack.lists if entry.id == listing_id), None)
    if found is None:
        raise ValueMissingError("名单", listing_id, tuple(entry.id for entry in pack.lists))
    return found


def columns(pack: Pack, listing: Listing) -> tuple[TableColumn, ...]:
    """The allowed columns as they are printed, the merged heading above each before its own."""
    known = {column.id: printed_column(pack, column) for column in pack.summary}
    if pack.review is not None:
        known[SCORE] = TableColumn(SCORE, pack.review.score_title, _SCORE_WIDTH)
    found = (known[id_] for id_ in listing.columns)
    return tuple(TableColumn(column.id, column.over + column.title, column.width, column.kind) for column in found)


def ordered(pack: Pack, listing: Listing, rows: Iterable[Row]) -> list[Row]:
    """Rows by the notice's order of districts, or by score; equal ones keep the order they are given in."""
    places = {district: place for place, district in enumerate(pack.districts)}
    by_district = sorted(rows, key=lambda row: places.get(str(row.get(_district(pack))), len(places)))
    if listing.order != SCORE:
        return by_district
    return sorted(by_district, key=lambda row: -_score(row))


def annexes(pack: Pack, listing: Listing, rows: Iterable[Row], split: str = "") -> tuple[Annex, ...]:
    """The tables of the list: one, or one for each value of a column, in the order of the pack or as they are met.

    Raises:
        ValueMissingError: the list is not to be cut by this column.
    """
    found = ordered(pack, listing, rows)
    if not split:
        return (Annex(listing.title, _numbered(pack, listing, found)),)
    column = _split(pack, listing, split)
    parts: dict[str, list[Row]] = {value: [] for value in _values(pack, column)}
    for row in found:
        parts.setdefault(str(row.get(column) or ""), []).append(row)
    return tuple(
        Annex(f"{listing.title}（{value}）" if value else listing.title, _numbered(pack, listing, part))
        for value, part in parts.items()
        if part
    )


def shown(pack: Pack, listing: Listing, rows: Mapping[str, Row]) -> dict[str, list[str]]:
    """What the list says of each declaration, without its number: kept with every issue, compared with the next."""
    told = [column.id for column in columns(pack, listing) if column.id not in _numbers(pack)]
    return {id_: [words(row.get(column)) for column in told] for id_, row in rows.items()}


def difference(old: Shown, new: Shown) -> tuple[Move, ...]:
    """Who came to the list, who left it, of whom it says something else."""
    added = [Move(ADDED, tuple(said)) for id_, said in new.items() if id_ not in old]
    removed = [Move(REMOVED, tuple(said)) for id_, said in old.items() if id_ not in new]
    changed = [Move(CHANGED, tuple(said)) for id_, said in new.items() if id_ in old and [*old[id_]] != [*said]]
    return (*added, *removed, *changed)


def words(content: Content) -> str:
    """A content as a document prints it; a score keeps its decimals."""
    return f"{content:f}" if isinstance(content, Decimal) else "" if content is None else str(content)


def districts(pack: Pack, rows: Iterable[Row]) -> dict[str, int]:
    """How many rows each district has, in the notice's order; those without any are left out."""
    found = [str(row.get(_district(pack)) or "") for row in rows]
    order = (*pack.districts, *(name for name in found if name not in pack.districts))
    return {name: found.count(name) for name in dict.fromkeys(order) if name in found}


def _numbered(pack: Pack, listing: Listing, rows: Sequence[Row]) -> tuple[Row, ...]:
    """Of each row the allowed columns only."""
    numbers = _numbers(pack)
    return tuple(
        {id_: number if id_ in numbers else row.get(id_) for id_ in listing.columns}
        for number, row in enumerate(rows, start=1)
    )


def _split(pack: Pack, listing: Listing, split: str) -> str:
    allowed = listing.letter.splits if listing.letter else ()
    titles = {column.title: column.id for column in columns(pack, listing)}
    found = titles.get(split, split)
    if found not in allowed:
        raise ValueMissingError("分附件的栏目", split, tuple(title for title, id_ in titles.items() if id_ in allowed))
    return found


def _values(pack: Pack, column: str) -> tuple[str, ...]:
    """The values of a column in the order of the pack."""
    spec = next(entry for entry in pack.summary if entry.id == column)
    if spec.take == "district":
        return pack.districts
    options = pack.by_id[spec.field].options if spec.field else ()
    return tuple(option.short or option.title if spec.take == "short" else option.title for option in options)


def _district(pack: Pack) -> str:
    return next((column.id for column in pack.summary if column.take == "district"), "")


def _numbers(pack: Pack) -> tuple[str, ...]:
    return tuple(column.id for column in pack.summary if column.take == "number")


def _score(row: Row) -> Decimal:
    """The score of a row; a row nobody scored stands last."""
    value = row.get(SCORE)
    return Decimal(str(value)) if isinstance(value, int | float | Decimal) else Decimal("-Infinity")
