"""One function over many files on any ``concurrent.futures.Executor``; without one, here and now.

A file that kills its worker, or takes too much time or memory, costs only itself: its chunk is done again one by one,
and for the file that is to blame ``lost`` tells the result.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from itertools import islice
from typing import TypeVar

Given = TypeVar("Given")
Found = TypeVar("Found")

CHUNK = 25
_LOST = (BrokenExecutor, TimeoutError, MemoryError)


def each(
    work: Callable[[Given], Found],
    things: Iterable[Given],
    executor: Executor | None = None,
    lost: Callable[[Given], Found] | None = None,
) -> Iterator[Found]:
    """The result for each thing, in the order given; a few chunks are under way at a time."""
    if executor is None:
        yield from map(work, things)
        return
    waiting: deque[tuple[Sequence[Given], Future[list[Found]]]] = deque()
    for chunk in _chunks(things):
        waiting.append((chunk, executor.submit(_done, work, chunk)))
        if len(waiting) > 2 * cores():
            yield from _results(work, *waiting.popleft(), executor, lost)
    while waiting:
        yield from _results(work, *waiting.popleft(), executor, lost)


def _chunks(things: Iterable[Given]) -> Iterator[tuple[Given, ...]]:
    rest = iter(things)
    while chunk := tuple(islice(rest, CHUNK)):
        yield chunk


def _done(work: Callable[[Given], Found], chunk: Sequence[Given]) -> list[Found]:
    """What a worker does with one chunk."""
    return [work(thing) for thing in chunk]


def _results(
    work: Callable[[Given], Found],
    chunk: Sequence[Given],
    future: "Future[list[Found]]",
    executor: Executor,
    lost: Callable[[Given], Found] | None,
) -> Iterator[Found]:
    """The results of a chunk; one that was lost is done again thing by thing."""
    try:
        yield from future.result()
    except _LOST:
        if lost is None:
            raise
        for thing in chunk:
            try:
                yield from executor.submit(_done, work, (thing,)).result()
            except _LOST:
                yield lost(thing)


def cores() -> int:
    """How many processes work at a time."""
    return os.cpu_count() or 1
