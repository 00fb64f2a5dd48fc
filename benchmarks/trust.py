"""What hostile files cost, and what happens to real ones: ``python benchmarks/trust.py [FOLDER OF REAL FILES]``.

Each hostile file is judged in a process of its own: processor time and largest memory as the system counts them. Real
files (public collections, never kept here) go through workers: deaths, silent empties and refusals are counted.
"""

import io
import os
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import python_calamine

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from support.verdicts import everything, judged
from workbook import guard
from workbook.errors import UnreadableError
from xlpy.batch import each
from xlpy.workers import Workers

ENDINGS = (".xlsx", ".xlsm")
SECONDS, MEGABYTES = 2.0, 300


class Cost(NamedTuple):
    """What judging one file cost: seconds of the processor, memory at its largest."""

    seconds: float
    megabytes: float
    status: int


class Seen(NamedTuple):
    """What became of one real file: its refusal; whether we, the file itself and another reader have cells."""

    file: str
    code: str
    is_filled_for_us: bool = False
    is_filled: bool = False
    is_read_by_another: bool = False


def say(words: str) -> None:
    """One line of the report."""
    sys.stdout.write(f"{words}\n")


def cost(kind: str) -> Cost:
    """Judge one hostile file in a process of its own."""
    data = everything()[kind].make()
    child = os.fork()
    if child == 0:
        judged(kind, data)
        os._exit(0)
    _, status, usage = os.wait4(child, 0)
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, status)


def hostile() -> None:
    """Time and memory of every hostile file."""
    costs = {kind: cost(kind) for kind in everything()}
    slow, large = max(costs, key=lambda kind: costs[kind].seconds), max(costs, key=lambda kind: costs[kind].megabytes)
    died = [kind for kind, entry in costs.items() if entry.status]
    within = sum(entry.seconds <= SECONDS and entry.megabytes <= MEGABYTES for entry in costs.values())
    say(f"hostile files: {len(costs)}, deaths {len(died)}, within {SECONDS:.0f} s and {MEGABYTES} MB: {within}")
    say(f"  slowest {slow} {costs[slow].seconds:.2f} s, largest {large} {costs[large].megabytes:.0f} MB")


def seen(path: str) -> Seen:
    """Judge one real file, in a worker."""
    data = Path(path).read_bytes()
    try:
        book = guard.admit(data, path)
        filled = any(book.cells(sheet) for sheet in book.sheets)
    except UnreadableError as refused:
        return Seen(path, refused.refusal, is_read_by_another=_other_reads(data))
    return Seen(path, "", filled, _has_values(data))


def _has_values(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = [name for name in package.namelist() if "/worksheets/" in name.lower() and name.endswith(".xml")]
        return any(b"<v>" in (text := package.read(name)) or b"<is>" in text for name in sheets)


def _other_reads(data: bytes) -> bool:
    """Whether calamine reads cells of a file that we refuse; it may die of it, then nothing is told."""
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return any(book.get_sheet_by_name(name).to_python() for name in book.sheet_names)
    except (python_calamine.CalamineError, ValueError, OSError):
        return False


def killed(path: str) -> Seen:
    """A file that brought its worker down."""
    return Seen(path, "FILE-KILLED")


def real(folder: Path) -> None:
    """What happens to the real files of a folder."""
    files = [str(path) for path in sorted(folder.rglob("*")) if path.suffix.lower() in ENDINGS and path.is_file()]
    with Workers() as workers:
        found = [*each(seen, files, workers, killed)]
    for line in _told(found):
        say(line)


def _told(found: list[Seen]) -> Iterator[str]:
    codes = Counter(entry.code or "read" for entry in found)
    empty = [entry.file for entry in found if entry.is_filled and not entry.is_filled_for_us]
    doubtful = [entry for entry in found if entry.code and entry.is_read_by_another]
    share = len(doubtful) / max(len(found), 1)
    yield f"real files: {len(found)}, worker deaths {codes['FILE-KILLED']}, silent empties {len(empty)}"
    yield f"  refused though another reader reads them: {len(doubtful)} ({share:.2%}); {dict(codes)}"
    yield from (f"  empty {file}" for file in empty)
    yield from (f"  {entry.code} {entry.file}" for entry in doubtful)


def main() -> None:
    """The whole report."""
    if len(sys.argv) > 1:
        real(Path(sys.argv[1]))
    else:
        hostile()


if __name__ == "__main__":
    main()
