"""Whether the promises are tried in full (``make trust``) or in their everyday form (``make test``)."""

import os
from collections.abc import Sequence
from typing import TypeVar

Thing = TypeVar("Thing")

IS_FULL = os.environ.get("XLPY_TRUST") == "full"


def some(things: Sequence[Thing], every: int) -> Sequence[Thing]:
    """All of them in full, else every so many."""
    return things if IS_FULL else things[::every]


def told(promise: str, figure: str) -> None:
    """Print a promise with its figure; ``make trust`` shows what is printed."""
    print(f"{promise}: {figure}")  # noqa: T201 - the figures of make trust
