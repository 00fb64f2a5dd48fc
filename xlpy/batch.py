"""One function over many files on any ``concurrent.futures.Executor``; without one, here and now."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from typing import TypeVar

Given = TypeVar("Given")
Found = TypeVar("Found")

CHUNK = 25


def each(work: Callable[[Given], Found], things: Iterable[Given], executor: Executor | None = None) -> Iterator[Found]:
    """The result for each thing, in the order given."""
    return map(work, things) if executor is None else executor.map(work, things, chunksize=CHUNK)
