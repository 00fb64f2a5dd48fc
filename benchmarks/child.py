"""One command in a process of its own: how long it takes, start included, and how much room its largest process."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took: seconds on the clock, seconds of all its processes, megabytes; and what it printed."""

    wall: float
    cpu: float
    peak: float
    said: str
    status: int


def measured(words: Sequence[str], more: Mapping[str, str] | None = None) -> Cost:
    """Run it to its end."""
    environment = {**os.environ, "PYTHONPATH": f"{HERE}:{HERE.parent}:{HERE.parent / 'tests'}", **(more or {})}
    start = time.perf_counter()
    with subprocess.Popen([sys.executable, *words], stdout=subprocess.PIPE, env=environment, text=True) as process:  # noqa: S603 - our own
        said = process.stdout.read() if process.stdout else ""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - start
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, said, process.returncode)


def own_peak() -> float:
    """The most room this process ever took, in megabytes."""
    import resource  # noqa: PLC0415 - Windows has none

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
