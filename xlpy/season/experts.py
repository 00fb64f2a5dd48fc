"""What experts type into their scoring books in the sample round: good scores for what the season lets pass."""

from collections.abc import Collection
from pathlib import Path

from workbook.edit import Change
from workbook.notice.pack import Pack
from workbook.ooxml.book import open_book
from workbook.patch import apply
from workbook.review import scoring_table

EXPERTS = 3
_GOOD, _POOR, _SPREAD = 0.9, 0.55, 13


def type_scores(book: Path, pack: Pack, passing: Collection[str]) -> None:
    """One expert fills a whole book; scores differ a little from row to row."""
    review = pack.review
    if review is None:
        return
    data = book.read_bytes()
    table, opened = scoring_table(pack, review), open_book(data, book.name)
    changes: list[Change] = []
    for address in opened.filled(table.sheet, table.letter["id"]):
        row = int(address.lstrip(table.letter["id"]))
        id_ = opened.cell(table.sheet, address).text
        if row < table.first_row or not id_:
            continue
        share = _GOOD if id_ in passing else _POOR
        scores = {
            one.id: int(one.maximum * share) - (sum(map(ord, id_ + book.name)) + at) % _SPREAD
            for at, one in enumerate(review.criteria)
        }
        changes += (Change(table.sheet, f"{table.letter[one]}{row}", None, score) for one, score in scores.items())
    book.write_bytes(apply(data, tuple(changes)))
