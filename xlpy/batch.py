"""One function over many files on any ``concurrent.futures.Executor``; without one, here and now.

A file that kills its worker, or takes too much time or memory, costs only itself: its chunk is done again one by one,
and for the file that is to blame ``lost`` tells the result.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from functools import partial
from itertools import islice
from typing import Any, ParamSpec, TypeVar

from workbook.errors import ClusterError

Given = TypeVar("Given")
Found = TypeVar("Found")
Words = ParamSpec("Words")

CHUNK = 25
SECONDS = 60.0
_LOST = (BrokenExecutor, TimeoutError, MemoryError)
_ANSWER = "10s"


def each(
    work: Callable[[Given], Found],
    things: Iterable[Given],
    executor: Executor | None = None,
    lost: Callable[[Given], Found] | None = None,
    chunk_size: int = CHUNK,
) -> Iterator[Found]:
    """The result for each thing, in the order given; a few chunks are under way at a time."""
    if executor is None:
        yield from map(work, things)
        return
    waiting: deque[tuple[Sequence[Given], Future[list[Found]]]] = deque()
    for chunk in _chunks(things, chunk_size):
        waiting.append((chunk, executor.submit(_done, work, chunk)))
        if len(waiting) > 2 * width(executor):
            yield from _results(work, *waiting.popleft(), executor, lost)
    while waiting:
        yield from _results(work, *waiting.popleft(), executor, lost)


def begun(work: Callable[[], Found], executor: Executor | None) -> Callable[[], Found]:
    """Begin work in a process at hand, and wait for it when asked; what is lost there, or has none, is done here."""
    if executor is None or isinstance(executor, Cluster):
        return work
    future = executor.submit(work)

    def found() -> Found:
        try:
            return future.result()
        except (*_LOST, OSError):
            return work()

    return found


def _chunks(things: Iterable[Given], size: int) -> Iterator[tuple[Given, ...]]:
    rest = iter(things)
    while chunk := tuple(islice(rest, size)):
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


def width(executor: Executor) -> int:
    """How many chunks the executor works on at a time."""
    return executor.width if isinstance(executor, Cluster) else cores()


def cores() -> int:
    """How many processes work at a time."""
    return os.cpu_count() or 1


class Cluster(Executor):
    """The workers of a running Dask scheduler, on however many machines; a chunk that kills them is lost, not they.

    ``seconds`` is how long a chunk may take; memory is bounded by the cluster's own nannies.
    """

    def __init__(self, address: str, *, seconds: float = SECONDS) -> None:
        try:
            import distributed  # noqa: PLC0415 - an extra, and only a run on a cluster pays for it
        except ImportError:
            raise ClusterError(address, "这台电脑没有安装 distributed（pip install 'xlpy[cluster]'）") from None
        self._killed: type[Exception] = distributed.KilledWorker
        self._seconds = seconds
        try:
            self._client: Any = distributed.Client(address, timeout=_ANSWER, set_as_default=False)
        except (OSError, TimeoutError, ValueError):
            raise ClusterError(address, "连接不上") from None
        self.width = sum(self._client.nthreads().values())
        if not self.width:
            self._client.close()
            raise ClusterError(address, "集群里没有工作进程")
        self._threads = ThreadPoolExecutor(2 * self.width + 1)

    def submit(self, fn: Callable[Words, Found], /, *args: Words.args, **kwargs: Words.kwargs) -> "Future[Found]":
        """Let the cluster do it, within its time."""
        return self._threads.submit(self._asked, partial(fn, *args, **kwargs))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - as Executor has it
        """Leave the cluster as it was; what it still does for us is dropped."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._client.close()
        self._threads.shutdown(wait=wait, cancel_futures=cancel_futures)

    def _asked(self, job: Callable[[], Found]) -> Found:
        asked = self._client.submit(job, pure=False)
        try:
            found: Found = asked.result(timeout=self._seconds)
        except self._killed as error:
            raise BrokenExecutor from error
        finally:
            asked.cancel(force=True)
        return found
