"""The commands people type, process start included: collect, pull, the same again, one form, one hostile file."""

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import made
from child import Cost, measured
from support.hostile import hostiles
from support.spoken import PACK
from workbook import guard
from workbook.errors import UnreadableError

DISTRICT = "武进区"
HOSTILE_SIZE = 32 * 1024
TURNS = 5


@dataclass(frozen=True, slots=True)
class Deed:
    """One command that was run: its words, what it cost."""

    words: str
    cost: Cost


def deeds(forms: Path, count: int, room: Path) -> Iterator[Deed]:
    """The round of so many forms at a desk of its own; the template is known there, as after the first day."""
    home = {"XLPY_HOME": str(room / "home")}
    one = next(forms.glob("*.xlsx"))
    _xlpy(home, "collect", str(one), "--district", DISTRICT, "--out", str(room / "first"))
    district, master = room / "district", room / "master" / "总表.xlsx"
    collect = ("collect", str(forms), "--district", DISTRICT, "--out", str(district))
    yield Deed(f"collect，{count}份", _xlpy(home, *collect, rows=count))
    yield Deed("再次 collect，没有变化", _xlpy(home, *collect, rows=count))
    pull = ("pull", str(district), "--master", str(master))
    yield Deed(f"pull，{count}份的报送包", _xlpy(home, *pull, rows=count))
    yield Deed("再次 pull，没有变化", _xlpy(home, *pull, rows=count))
    yield Deed("validate 一份", _best([_xlpy(home, "validate", str(one)) for _ in range(TURNS)]))


def city(forms: Path, each: int, room: Path) -> Iterator[Deed]:
    """The packages of all districts, so many forms in each, pulled into one book; and once more."""
    home, mails, files = {"XLPY_HOME": str(room / "home")}, room / "mails", sorted(forms.glob("*.xlsx"))
    mails.mkdir(parents=True)
    for at, district in enumerate(PACK.districts):
        inbox, desk = room / district / "inbox", room / district / "desk"
        inbox.mkdir(parents=True)
        for file in files[at * each : (at + 1) * each]:
            (inbox / file.name).hardlink_to(file)
        _xlpy(home, "collect", str(inbox), "--district", district, "--out", str(desk), rows=each)
        for volume in desk.glob("*.zip"):
            volume.rename(mails / volume.name)
    pull = ("pull", str(mails), "--master", str(room / "master" / "总表.xlsx"))
    count = len(PACK.districts)
    yield Deed(f"pull，{count}区各{each}份的报送包", _xlpy(home, *pull, rows=count * each))
    yield Deed("再次 pull，没有变化", _xlpy(home, *pull, rows=count * each))


def _xlpy(home: dict[str, str], *words: str, rows: int | None = None) -> Cost:
    """What a command costs; it counts only when it did all of its work, ``rows`` in the book afterwards."""
    cost = measured(("-m", "xlpy", *words, "--json"), home)
    told = json.loads(cost.said)
    if cost.status not in (0, 1) or "error" in told or (rows is not None and told["rows"] != rows):
        raise SystemExit(cost.said)
    return cost


def _best(costs: list[Cost]) -> Cost:
    return min(costs, key=lambda cost: cost.wall)


def pandas_loop(forms: Path, count: int) -> Cost:
    """A loop of pandas over the same folder, process start included: it reads, and does nothing else."""
    return measured((str(Path(__file__).with_name("reading.py")), "pandas_calamine", str(forms), str(count)))


def hostile() -> tuple[str, float, float]:
    """The hostile file of at most 32 KB that keeps the guard longest: its kind, its kilobytes, milliseconds."""
    small = [(entry.kind, data) for entry in hostiles() if len(data := entry.make()) <= HOSTILE_SIZE]
    taken = [(min(_guarded(data) for _ in range(TURNS)), len(data) / 1024, kind) for kind, data in small]
    worst, size, kind = max(taken)
    return kind, size, worst * 1000


def _guarded(data: bytes) -> float:
    start = time.process_time()
    with suppress(UnreadableError):
        guard.check(data, "来件.xlsx")
    return time.process_time() - start


def load() -> str:
    """How busy the machine is."""
    return "、".join(f"{one:.1f}" for one in os.getloadavg())


if __name__ == "__main__":
    made.lay(Path(sys.argv[1]), int(sys.argv[2]))
