"""The bureau's own words, which no notice holds: what stands around a public list, how a review scores."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from workbook.notice.model import Model

Count = Annotated[int, Field(ge=1)]
Part = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]

PLACES = ("notice", "count", "districts", "days", "first", "last", "contacts")
"""What ``{...}`` may stand for in a paragraph; all of it is counted or given, never typed."""


class Contact(Model):
    """One line to turn to; a phone that no paper tells is given when the list is issued."""

    title: str
    phone: str = ""


class Period(Model):
    """So many working days; whether the day of issue is the first of them."""

    days: Count
    counts_first: bool


class Letter(Model):
    """The document around a list, in the order it is printed; ``quotes`` are the notice's words among the bureau's.

    ``has_number`` leaves room for a 文号; ``splits`` are the columns by which the list may be cut into annexes.
    """

    basis: Literal["bureau"]
    title: str
    addressee: str = ""
    has_number: bool = False
    paragraphs: Annotated[tuple[str, ...], Field(min_length=1)]
    again: str
    quotes: tuple[str, ...] = ()
    period: Period | None = None
    contacts: tuple[Contact, ...] = ()
    splits: tuple[str, ...] = ()


class Criterion(Model):
    """One thing an expert scores, from nothing to ``maximum``; ``weight`` is its share in percent."""

    id: Part
    title: str
    maximum: Count
    weight: Count


class Review(Model):
    """How experts score: criteria, whether they see whose factory it is, how their scores become one."""

    basis: Literal["bureau"]
    title: str
    score_title: str
    shows_firms: bool
    method: Literal["mean", "trimmed"]
    decimals: Annotated[int, Field(ge=0, le=4)]
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1)]

    @property
    def whole(self) -> Decimal:
        """The highest total: the sum of the weights."""
        return Decimal(sum(criterion.weight for criterion in self.criteria))
