"""The review: what experts score, what is wrong with a returned book, how scores become one, who stands where."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from workbook.edit import Content
from workbook.form import Form
from workbook.merge import Declaration, summary_row
from workbook.notice.bureau import Review
from workbook.notice.pack import Pack
from workbook.papers import Table, TableColumn
from workbook.values import Kind

SHEET, HEADER_ROW = "评分", 4
TOTAL = "total"
KIND, TITLE = "scoring", "专家评分表"
EXPERT_NAME, ROUND_NAME = "expert_number", "review_round"
_FEWEST_TRIMMED = 3

Scores = Mapping[str, Mapping[str, Decimal]]
"""What one expert gave: declaration -> criterion -> score; whole rows only."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """One declaration after the review: its place (shared where scores are equal), its score, who scored it."""

    id: str
    place: int | None
    is_shared: bool
    score: Decimal | None
    totals: Mapping[int, Decimal]


def scoring_table(pack: Pack, review: Review) -> Table:
    """The columns of a scoring book: what tells a factory, one column a criterion, the total."""
    told = (
        TableColumn("number", "序号", 6, "integer"),
        TableColumn("id", "申报编号", 16),
        *(TableColumn(id_, title, 20) for id_, title in _told(pack, review).items()),
    )
    scored = (
        TableColumn(one.id, f"{one.title}\n（0—{one.maximum}分，占{one.weight}%）", 13, manual=True)
        for one in review.criteria
    )
    return Table(
        SHEET, (*told, *scored, TableColumn(TOTAL, review.score_title, 10)), title_row=1, header_row=HEADER_ROW
    )


def scoring_rows(pack: Pack, review: Review, declarations: Iterable[Declaration]) -> list[dict[str, Content]]:
    """The rows as an expert sees them: without whose factory it is, unless the pack shows firms."""
    columns = _told(pack, review)
    return [
        {"number": number, "id": entry.id, **{id_: summary_row(entry, pack)[id_] for id_ in columns}}
        for number, entry in enumerate(declarations, start=1)
    ]


def _told(pack: Pack, review: Review) -> dict[str, str]:
    """Printed columns an expert sees: choices always, names where firms are shown."""
    form = Form(pack)
    names = {pack.identity["firm"], pack.identity["factory"]} if review.shows_firms else set()
    return {
        column.id: column.title
        for column in pack.summary
        if column.field and (column.field in names or form.fields[column.field].kind in (Kind.CHOICE, Kind.CHOICES))
    }


def total(review: Review, scores: Mapping[str, Decimal]) -> Decimal:
    """One expert's total of 100: each score by its share."""
    return sum((scores[one.id] / one.maximum * one.weight for one in review.criteria), Decimal(0))


def averaged(review: Review, totals: Sequence[Decimal]) -> Decimal | None:
    """The totals of several experts as one score, by the method of the pack; None when nobody scored."""
    if not totals:
        return None
    counted = sorted(totals)
    if review.method == "trimmed" and len(counted) >= _FEWEST_TRIMMED:
        counted = counted[1:-1]
    return (sum(counted, Decimal(0)) / len(counted)).quantize(Decimal(1).scaleb(-review.decimals), ROUND_HALF_UP)


def ranked(review: Review, ids: Iterable[str], experts: Mapping[int, Scores]) -> list[Ranked]:
    """Everybody by score; equal scores share a place and the next place is left out; unscored ones stand last."""
    given = {
        id_: {number: total(review, scores[id_]) for number, scores in experts.items() if id_ in scores} for id_ in ids
    }
    means = {id_: averaged(review, [*totals.values()]) for id_, totals in given.items()}
    known = [score for score in means.values() if score is not None]
    lines = [
        Ranked(
            id_,
            None if score is None else 1 + sum(other > score for other in known),
            known.count(score) > 1 if score is not None else False,
            score,
            given[id_],
        )
        for id_, score in means.items()
    ]
    return sorted(lines, key=lambda line: (line.score is None, -(line.score or 0)))
