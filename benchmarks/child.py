"""One command in a process of its own: how long it takes, start included, and how much room its largest process."""

import contextlib
import ctypes
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import resource

HERE = Path(__file__).parent
_ADOPT_ORPHANS = 36
"""PR_SET_CHILD_SUBREAPER of Linux."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took: seconds on the clock, seconds of all its processes, megabytes; and what it printed."""

    wall: float
    cpu: float
    peak: float
    said: str
    status: int


def measured(words: Sequence[str], more: Mapping[str, str] | None = None) -> Cost:
    """Run it to its end, and the processes it leaves behind to theirs: workers are no children of its own.

    Its modules are compiled once, as at a desk where they are installed, whatever the machine that measures is told.
    """
    ctypes.CDLL(None).prctl(_ADOPT_ORPHANS, 1)
    environment = {**os.environ, "PYTHONPATH": f"{HERE}:{HERE.parent}:{HERE.parent / 'tests'}", **(more or {})}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    with subprocess.Popen([sys.executable, *words], stdout=subprocess.PIPE, env=environment, text=True) as process:  # noqa: S603 - our own
        said = process.stdout.read() if process.stdout else ""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - start
    all_used = [used, *_orphans()]
    cpu, peak = sum(one.ru_utime + one.ru_stime for one in all_used), max(one.ru_maxrss for one in all_used)
    return Cost(wall, cpu, peak / 1024, said, process.returncode)


def _orphans() -> Iterator["resource.struct_rusage"]:
    """What the processes that were left behind took, and those they had waited for."""
    with contextlib.suppress(ChildProcessError):
        while True:
            yield os.wait4(-1, 0)[2]


def own_peak() -> float:
    """The most room this process ever took, in megabytes."""
    import resource  # noqa: PLC0415 - Windows has none

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
