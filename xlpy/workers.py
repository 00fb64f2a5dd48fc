"""Workers: processes that read what strangers sent, so that a file can kill its worker and nothing else."""

import gc
import multiprocessing
import os
import pickle
import signal
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from typing import Any, ParamSpec, TypeVar

from xlpy.batch import cores

Found = TypeVar("Found")
Words = ParamSpec("Words")
Job = Callable[[], Any]

SECONDS = 30.0
MEMORY = 1 << 30
"""Room a worker may reserve in all, its program and libraries included."""
RARELY = 200_000
"""After so many new objects a worker looks for circles of them: what is read of a form is in none."""
_DEAD = (EOFError, OSError, pickle.UnpicklingError)


class Workers(Executor):
    """Processes that start when the first work comes, each bounded in time and memory; one that dies is replaced.

    A thread of ours waits for each process: it has a pipe of its own, so that no death can harm another's.
    ``preload`` names modules that every worker needs: they are read once, so that a new worker starts at once.
    """

    def __init__(self, preload: Sequence[str] = (), *, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        os.environ["PYTHONSAFEPATH"] = "1"  # else a new Python takes modules from the folder it is called in: the mails
        ways = multiprocessing.get_all_start_methods()
        self._context = multiprocessing.get_context("forkserver" if "forkserver" in ways else "spawn")
        self._context.set_forkserver_preload([*preload])
        self._seconds = seconds
        self._memory = memory
        self._threads = ThreadPoolExecutor(cores())
        self._idle: list[_Worker] = []
        self.hired: list[_Worker] = []
        self._is_over = False

    def prepare(self) -> None:
        """Read the modules that every worker needs now, in another process, while we do what comes before the work."""
        if self._context.get_start_method() == "forkserver":
            from multiprocessing import forkserver  # noqa: PLC0415 - Windows has none

            forkserver.ensure_running()

    def submit(self, fn: Callable[Words, Found], /, *args: Words.args, **kwargs: Words.kwargs) -> "Future[Found]":
        """Let a worker do it, within its bounds."""
        return self._threads.submit(self._asked, partial(fn, *args, **kwargs))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - as Executor has it
        """End the workers, whatever they do; we wait for our threads, each of which clears away its own worker."""
        self._is_over = True
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in [*self.hired]:
            worker.kill()
        self._threads.shutdown()
        for worker in self._idle:
            worker.end()

    def _asked(self, job: Callable[[], Found]) -> Found:
        try:
            worker = self._idle.pop()
        except IndexError:
            worker = _Worker(self._context, self._memory)
            self.hired.append(worker)
        if self._is_over:  # it came too late to be killed with the others
            worker.kill()
        try:
            is_done, found = worker.ask(job, self._seconds)
        except BaseException:
            worker.end()
            raise
        self._idle.append(worker)
        if not is_done:
            raise found
        return found  # type: ignore[no-any-return] # it came through a pipe


def readers(*, are_sure: bool = False) -> Workers:
    """Workers that read what strangers sent; ``are_sure`` to be needed, they are prepared at once."""
    workers = Workers(("xlpy.intake",))
    if are_sure:
        workers.prepare()
    return workers


class _Worker:
    """One process and the pipe to it."""

    def __init__(self, context: BaseContext, memory: int) -> None:
        self._pipe, theirs = multiprocessing.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, memory), daemon=True)  # type: ignore[attr-defined] # every context has it
        self._process.start()
        theirs.close()

    def ask(self, job: Job, seconds: float) -> tuple[bool, Any]:
        """Whether the job was done, and what came of it or what it raised.

        Raises:
            TimeoutError: it takes too long.
            BrokenExecutor: the process died of it.
        """
        try:
            self._pipe.send(job)
            told: tuple[bool, Any] | None = self._pipe.recv() if self._pipe.poll(seconds) else None
        except _DEAD as error:
            raise BrokenExecutor from error
        if told is None:
            raise TimeoutError
        return told

    def kill(self) -> None:
        """End the process, whatever it does; whoever waits for its answer hears of it."""
        self._process.kill()

    def end(self) -> None:
        """End the process and clear away what is left of it: for one thread only, the one that asked last."""
        self.kill()
        self._process.join()
        self._pipe.close()


def _serve(pipe: Connection, memory: int) -> None:
    """What a worker does all its life: one job after the other."""
    _settle(memory)
    while True:
        try:
            job: Job = pipe.recv()
        except EOFError:
            return
        try:
            told = True, job()
        except Exception as error:  # noqa: BLE001 - told to the parent, who raises it
            told = False, error
        pipe.send(told)


def _settle(memory: int) -> None:
    """A worker hears no Ctrl-C (its parent does), says nothing on the screen, and asks for no more room than it may."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.set_threshold(RARELY)
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 2)
    os.close(silence)
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - Windows has none

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        allowed = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
        resource.setrlimit(resource.RLIMIT_AS, (allowed, hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
