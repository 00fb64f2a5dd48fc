"""A fault or a kill at any file operation: old or new, never neither; run again it completes; rebuilt it is equal."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from support.desks import act, firm, put
from support.faults import failing, killed_at, operations
from support.rounds import DAY, desk, pull, rows, sent, tables
from support.spoken import DISTRICT, OTHER
from support.trust import IS_FULL, told
from workbook.errors import WorkbookError
from xlpy.disk import ORPHAN

KILLS = 200 if IS_FULL else 4
FAULTS = 0 if IS_FULL else 8
"""How many faults are tried; 0 means each one."""


@dataclass(frozen=True)
class Deed:
    """A command at a desk that is ready for it: ``book``, and the work."""

    folder: Path
    book: Path
    work: Callable[[], object]


def collecting(folder: Path) -> Deed:
    """A district collects a second time: a new firm, a resubmission, a refusal."""
    book = folder / "汇总表.xlsx"

    def work() -> object:
        inbox = folder.parent / "收件箱"
        return act(book, "collect", inboxes=[inbox], district=DISTRICT, received=DAY)

    return Deed(folder, book, work)


def pulling(folder: Path) -> Deed:
    """A city pulls a second package."""
    book = folder / "总表.xlsx"

    def work() -> object:
        return pull(folder, folder.parent / "新北.zip")

    return Deed(folder, book, work)


def publishing(folder: Path) -> Deed:
    """A city publishes a list."""
    book = folder / "总表.xlsx"

    def work() -> object:
        return act(book, "publish", listing="proposed", out=folder / "名单")

    return Deed(folder, book, work)


DEEDS = {"collecting": collecting, "pulling": pulling, "publishing": publishing}


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A district and a city after their first round, an inbox and a package that wait."""
    root = tmp_path_factory.mktemp("ready")
    package = sent(root / "collecting", 1, 2)
    sent(root / "新北", 3, district=OTHER)
    (root / "新北" / f"报送包_{OTHER}.zip").rename(root / "新北.zip")
    files = {"1改.xlsx": firm(1, revenue_2022_wan=9000), "4.xlsx": firm(4), "坏.xlsx": b"no book"}
    put(root / "收件箱", **files)
    for name in ("pulling", "publishing"):
        pull(root / name, package)
    for state in ("通过", "拟认定"):
        act(
            root / "publishing" / "总表.xlsx",
            "decide",
            row=rows(root / "publishing" / "总表.xlsx")[0]["id"],
            state=state,
        )
    return root


def fresh(ready: Path, name: str, tmp_path: Path, number: int) -> Deed:
    """The deed in a folder of its own."""
    root = tmp_path / str(number)
    shutil.copytree(ready / name, root / name)
    for beside in ("收件箱", "新北.zip"):
        (root / beside).symlink_to(ready / beside)
    return DEEDS[name](root / name)


def shown(book: Path) -> dict[str, list[dict[str, Any]]]:
    """Our tables but for moments."""
    return {
        sheet: [{key: value for key, value in row.items() if key != "time"} for row in found]
        for sheet, found in tables(book).items()
    }


@pytest.fixture(params=list(DEEDS))
def name(request: pytest.FixtureRequest) -> str:
    """One deed after the other."""
    return str(request.param)


def points(total: int, wanted: int) -> Iterator[int]:
    """So many points spread over all operations."""
    yield from sorted({1 + number * total // wanted for number in range(wanted)})


def check(deed: Deed, before: bytes, after: dict[str, Any], old: dict[str, Any]) -> None:
    """Old or new; run again it is new; nothing is left lying about; rebuilt it is equal."""
    assert deed.book.read_bytes() == before or shown(deed.book) in (after, old)
    desk(deed.book).journal()
    deed.work()
    assert shown(deed.book) == after
    assert [*deed.folder.rglob(f".*{ORPHAN}")] == []
    assert act(deed.book, "verify").data["cells"] == []
    deed.book.unlink()
    act(deed.book, "rebuild")
    assert shown(deed.book) == after


def test_a_fault_at_any_file_operation_leaves_old_or_new(ready: Path, name: str, tmp_path: Path) -> None:
    whole = fresh(ready, name, tmp_path, 0)
    before, old = whole.book.read_bytes(), shown(whole.book)
    total = len(operations(whole.folder, whole.work))
    after = shown(whole.book)
    tried = [*points(total, FAULTS or total)]

    failed = 0
    for at in tried:
        deed = fresh(ready, name, tmp_path, at)
        try:
            with failing(deed.folder, at):
                deed.work()
        except (WorkbookError, OSError):
            failed += 1
        check(deed, before, after, old)
        shutil.rmtree(deed.folder.parent)

    assert failed > len(tried) / 2
    told("I/O faults", f"{name}: {len(tried)} of {total} operations failed once, {failed} told, old or new each time")


def test_a_journal_that_was_torn_between_its_new_lines_is_completed(ready: Path, tmp_path: Path) -> None:
    whole = fresh(ready, "collecting", tmp_path, 0)
    before, old = whole.book.read_bytes(), shown(whole.book)
    at = 1 + operations(whole.folder, whole.work).index("write journal.jsonl")
    deed = fresh(ready, "collecting", tmp_path, at)
    lines = len(desk(deed.book).journal())

    assert killed_at(deed.folder, at, deed.work)

    assert lines < len(desk(deed.book).journal()) < len(desk(whole.book).journal())
    check(deed, before, shown(whole.book), old)


def test_killed_at_any_point_leaves_old_or_new(ready: Path, name: str, tmp_path: Path) -> None:
    whole = fresh(ready, name, tmp_path, 0)
    before, old = whole.book.read_bytes(), shown(whole.book)
    total = len(operations(whole.folder, whole.work))
    after = shown(whole.book)
    tried = [1 + number * total // KILLS for number in range(KILLS)]

    killed = 0
    for number, at in enumerate(tried, start=1):
        deed = fresh(ready, name, tmp_path, number)
        killed += killed_at(deed.folder, at, deed.work)
        check(deed, before, after, old)
        shutil.rmtree(deed.folder.parent)

    assert killed == len(tried)
    told("kill -9", f"{name}: killed at {killed} points of {total} operations, old or new each time")
