"""What hostile files cost, and what happens to real ones: ``python benchmarks/trust.py [FOLDER OF REAL FILES]``.

Each hostile file is judged in a process of its own: processor time and largest memory as the system counts them. Real
files (public collections, never kept here) go through workers as mailed ones do: deaths, silent empties and refusals
are counted, and every cell is compared with what a second reader sees.
"""

import hashlib
import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from real import (
    BOOK,
    CHANGED,
    DOCUMENT,
    KILLED,
    MAIL,
    OLDER,
    UNTYPED,
    Seen,
    changed,
    is_read_by_another,
    killed,
    killed_mutant,
    kind_of,
    mutant,
    seen,
)

from support.hostile_mail import envelopes, laid, opened
from support.verdicts import everything, judged
from xlpy.batch import each
from xlpy.workers import Workers

SECONDS, MEGABYTES = 2.0, 300
OTHERS_MEMORY = 4 << 30
MUTANTS, SMALL = 20_000, 60_000


class Cost(NamedTuple):
    """What judging one file cost: seconds of the processor, memory at its largest."""

    seconds: float
    megabytes: float
    status: int


def say(words: str) -> None:
    """One line of the report."""
    sys.stdout.write(f"{words}\n")


def cost(work: Callable[[], object]) -> Cost:
    """Do it in a process of its own."""
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    _, status, usage = os.wait4(child, 0)
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, status)


def hostile() -> None:
    """Time and memory of every hostile file, and of every hostile envelope in the process that opens it."""
    files = ((kind, one.make()) for kind, one in everything().items())
    _say_costs("files", {kind: cost(partial(judged, kind, data)) for kind, data in files})
    with tempfile.TemporaryDirectory() as folder:
        paths = (laid(Path(folder), kind) for kind in envelopes())
        _say_costs("envelopes", {path.name: cost(partial(opened, path)) for path in paths})


def _say_costs(what: str, costs: Mapping[str, Cost]) -> None:
    slow, large = max(costs, key=lambda kind: costs[kind].seconds), max(costs, key=lambda kind: costs[kind].megabytes)
    died = [kind for kind, entry in costs.items() if entry.status]
    within = sum(entry.seconds <= SECONDS and entry.megabytes <= MEGABYTES for entry in costs.values())
    say(f"hostile {what}: {len(costs)}, deaths {len(died)}, within {SECONDS:.0f} s and {MEGABYTES} MB: {within}")
    say(f"  slowest {slow} {costs[slow].seconds:.2f} s, largest {large} {costs[large].megabytes:.0f} MB")


def real(folder: Path) -> None:
    """What happens to the real files of a folder, each content once."""
    files = {hashlib.sha256(path.read_bytes()).digest(): str(path) for path in _files(folder)}
    with Workers() as workers:
        found = [*each(seen, sorted(files.values()), workers, killed)]
        books = [entry.file for entry in found if entry.kind == BOOK and not entry.code]
        found += each(changed, books, workers, partial(killed, kind=CHANGED))
    refused = [entry.file for entry in found if entry.code and entry.kind != CHANGED]
    with Workers(memory=OTHERS_MEMORY) as workers:
        read = [*each(is_read_by_another, refused, workers, _nothing_told)]
    doubtful = {file for file, is_read in zip(refused, read, strict=True) if is_read}
    for kind in (BOOK, CHANGED, DOCUMENT, MAIL, OLDER):
        for line in _told(kind, [entry for entry in found if entry.kind == kind], doubtful):
            say(line)
    mutants(sorted(files.values()))


def mutants(files: Sequence[str]) -> None:
    """What happens to small real files after a few changes by chance."""
    small = [file for file in files if kind_of(Path(file)) != OLDER and 0 < Path(file).stat().st_size < SMALL]
    seed = int(os.environ.get("XLPY_SEED", "1"))
    rnd = random.Random(seed)  # noqa: S311 - chance, no secret
    with Workers() as workers:
        found = [*each(mutant, [(rnd.choice(small), seed + at) for at in range(MUTANTS)], workers, killed_mutant)]
    codes = Counter(entry.code or "read" for entry in found)
    say(f"mutants: {len(found)} from seed {seed}, deaths {codes[KILLED]}, untyped errors {codes[UNTYPED]}")
    say(f"  {dict(codes)}")
    for entry in found:
        if entry.code in (KILLED, UNTYPED):
            say(f"  {entry.code} {entry.file} {entry.reason}")


def _files(folder: Path) -> Iterator[Path]:
    """Those we read or refuse, the first by name last: of two of the same bytes it is the one that stays."""
    return (path for path in sorted(folder.rglob("*"), reverse=True) if kind_of(path) and path.is_file())


def _nothing_told(_: str) -> bool:
    """A file that another reader died of."""
    return False


def _told(kind: str, found: list[Seen], doubtful: set[str]) -> Iterator[str]:
    """The figures of one kind of file, then every file that a person should look at; another reader reads those with *.

    Older papers are all refused.
    """
    codes = Counter(entry.code or "read" for entry in found)
    refused = [entry for entry in found if entry.file in doubtful]
    empty = [entry for entry in found if entry.is_silently_empty]
    worst = f"deaths {codes[KILLED]}, untyped errors {codes[UNTYPED]}, silent empties {len(empty)}"
    yield f"{kind}: {len(found)} files, {worst}"
    yield f"  {dict(codes)}; found {sum(entry.found.ours for entry in found)}"
    yield f"  refused though another reader reads them: {len(refused)} ({len(refused) / max(len(found), 1):.2%})"
    yield f"  {_cost(found)}"
    yield from (f"  empty {entry.file}" for entry in empty)
    yield from (
        f"  missed {entry.found.missed} {entry.file}" for entry in found if entry.found.missed and entry.found.ours
    )
    yield from (f"  differs {entry.found.differing[:3]} {entry.file}" for entry in found if entry.found.differing)
    listed = (entry for entry in found if entry.code and (kind != OLDER or entry.code in (KILLED, UNTYPED)))
    yield from (f"  {entry.code}{'*' if entry in refused else ''} {entry.file} {entry.reason}" for entry in listed)


def _cost(found: list[Seen]) -> str:
    """Seconds of the processor a file, and the largest worker, its program and libraries included."""
    seconds = sorted(entry.seconds for entry in found) or [0.0]
    half, most = seconds[len(seconds) // 2], seconds[len(seconds) * 99 // 100]
    slowest = max(found, key=lambda entry: entry.seconds, default=None)
    largest = max((entry.megabytes for entry in found), default=0.0)
    told = f"{1000 * half:.1f} ms, 99 % within {1000 * most:.0f} ms, all within {seconds[-1]:.2f} s"
    return f"{told} ({slowest.file if slowest else ''}), largest worker {largest:.0f} MB"


def main() -> None:
    """The whole report."""
    if len(sys.argv) > 1:
        real(Path(sys.argv[1]))
    else:
        hostile()


if __name__ == "__main__":
    main()
