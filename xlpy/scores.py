"""What the journal keeps of reviews: what was sent to the experts, what came back."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from xlpy.desk import Line

SENT, BACK = "review_out", "review_in"


def last(lines: Sequence[Line], kind: str) -> Mapping[str, Any]:
    """The last thing of this kind; nothing when there was none."""
    return next((line.data for line in reversed(lines) if line.kind == kind), {})


def rounds(lines: Sequence[Line]) -> int:
    """How many rounds of review were sent."""
    return sum(line.kind == SENT for line in lines)


def scores(lines: Sequence[Line]) -> dict[str, Decimal]:
    """The score of each declaration in the last round that came back."""
    return {id_: Decimal(score) for id_, score in last(lines, BACK).get("scores", {}).items()}
