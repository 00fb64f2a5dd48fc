"""Whether what a pack says of lists, of the review and of attachments holds together."""

import re
from collections.abc import Iterable, Iterator, Sequence

from workbook.notice.bureau import PLACES, Letter, Review
from workbook.notice.pack import Listing, Pack

Faults = Iterator[tuple[str, str]]

SCORE = "score"
"""The column of a list that comes from the review, not from the summary."""
_WHOLE = 100
_PLACE = re.compile(r"\{(.*?)\}")


def bureau_faults(pack: Pack, columns: Sequence[str]) -> Faults:
    """Columns that are not there, places that stand for nothing, quotes nobody quotes, weights that are no whole."""
    known = (*columns, SCORE) if pack.review else columns
    for number, listing in enumerate(pack.lists):
        here = f"lists[{number}]"
        yield from unknown(f"{here}.columns", listing.columns, known, "汇总表的列")
        if listing.order == SCORE and pack.review is None:
            yield f"{here}.order", "按得分排列，须有评审（review）"
        if listing.letter is not None:
            yield from _in_letter(f"{here}.letter", listing, listing.letter)
    if pack.review is not None:
        yield from _in_review(pack.review)
    yield from _in_attachments(pack)


def _in_letter(here: str, listing: Listing, letter: Letter) -> Faults:
    yield from unknown(f"{here}.splits", letter.splits, listing.columns, "这个名单的列")
    for number, text in enumerate(letter.paragraphs):
        yield from unknown(f"{here}.paragraphs[{number}]", _PLACE.findall(text), PLACES, "可填的内容")
    yield from unknown(f"{here}.again", _PLACE.findall(letter.again), ("issue", "difference"), "可填的内容")
    words = "".join((letter.addressee, *letter.paragraphs, *(contact.phone for contact in letter.contacts)))
    for number, quote in enumerate(letter.quotes):
        if quote not in words:
            yield f"{here}.quotes[{number}]", f"“{quote}”没有用在正文、主送或电话里"
    is_timed = any("{first}" in text or "{last}" in text or "{days}" in text for text in letter.paragraphs)
    if is_timed and letter.period is None:
        yield f"{here}.period", "正文写了公示期，须有 period"


def _in_review(review: Review) -> Faults:
    total = sum(criterion.weight for criterion in review.criteria)
    if total != _WHOLE:
        yield "review.criteria", f"各项权重相加应为{_WHOLE}，现在是{total}"
    ids = [criterion.id for criterion in review.criteria]
    yield from (("review.criteria", f"编号“{id_}”重复") for id_ in dict.fromkeys(ids) if ids.count(id_) > 1)


def _in_attachments(pack: Pack) -> Faults:
    """Kinds told twice, words told twice, demands that are not there or do not say the word."""
    quotes = {rule.id: "".join(rule.quotes) for rule in pack.rules}
    for key in ("id", "word"):
        said = [getattr(kind, key) for kind in pack.attachments]
        yield from (("attachments", f"“{one}”重复") for one in dict.fromkeys(said) if said.count(one) > 1)
    for number, kind in enumerate(pack.attachments):
        here = f"attachments[{number}]"
        yield from unknown(f"{here}.rule", [kind.rule], quotes, "要求")
        if kind.basis == "notice" and kind.rule in quotes and kind.word not in quotes[kind.rule]:
            yield (
                f"{here}.word",
                f'“{kind.word}”不在要求“{kind.rule}”所引的原文中；是本局自己的说法请写 basis = "bureau"',
            )


def unknown(place: str, given: Iterable[str], known: Iterable[str], what: str) -> Faults:
    """Names that are not among those that may be used."""
    allowed = frozenset(known)
    return ((place, f"没有名为“{id_}”的{what}") for id_ in given if id_ not in allowed)
