"""A run on a Dask cluster gives the same books as one on this machine."""

import os
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest

from support.crimes import die_once, do
from support.desks import firm, put, shown
from support.rounds import desk, tables
from support.spoken import DISTRICT, NOTICE, of_the_first
from workbook.errors import ClusterError
from workbook.notice import shelf
from xlpy.actions import collect, pull
from xlpy.batch import CHUNK, Cluster, each
from xlpy.cli import obey
from xlpy.district import DETAILS
from xlpy.folder import FolderDesk
from xlpy.level import either_dossier
from xlpy.settings import Settings
from xlpy.store import NONCE

if not os.environ.get("CI"):
    pytest.importorskip("distributed", reason="the extra cluster is not installed here: pip install -e '.[cluster]'")

FIRMS = 3


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A real scheduler on loopback with two worker processes."""
    from distributed import LocalCluster  # noqa: PLC0415 - an extra: without it these tests are skipped

    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as running:
        yield running.scheduler_address


@pytest.fixture(scope="module")
def cluster(address: str) -> Iterator[Cluster]:
    with Cluster(address) as executor:
        yield executor


def act(book: Path, action: Any, executor: Executor | None, **arguments: Any) -> None:
    here = FolderDesk(book, Settings("张三", book.parent / "home"), executor=executor)
    here.carry_out(action.run(here, **arguments).plan)


def round_(room: Path, executor: Executor | None) -> tuple[Path, Path]:
    """A district collects and the city pulls; both books."""
    files = {f"{number}.xlsx": firm(number) for number in range(1, FIRMS)} | {"坏.xlsx": b"PK\x03\x04 bad"}
    files |= {"晚.xlsx": firm(FIRMS, founded_on="2023-12-01")}
    summary, master = room / "区" / "汇总表.xlsx", room / "市" / "总表.xlsx"
    put(summary.with_suffix(".档案"), nonce=b"n" * NONCE)
    act(summary, collect, executor, inboxes=[put(room / "收", **files)], district=DISTRICT)
    act(master, pull, executor, inboxes=[summary.parent])
    return summary, master


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The books of a round on this machine."""
    return round_(tmp_path_factory.mktemp("here"), None)


def test_the_cluster_fills_the_same_rows(cluster: Cluster, here: tuple[Path, Path], tmp_path: Path) -> None:
    """Both desks have the same secret, so that their receipts are alike too."""
    there = round_(tmp_path / "there", cluster)

    for sheet, is_master, at in ((DETAILS, False, 0), ("问题清单", False, 0), ("总表", True, 1)):
        near, far = (shown(room[at], sheet, is_master=is_master) for room in (here, there))
        assert near == far
        assert near
    assert len(shown(there[1], "总表", is_master=True)) == FIRMS


def test_chunks_keep_their_order_on_two_processes(cluster: Cluster) -> None:
    words = [f"w{number}" for number in range(3 * CHUNK + 1)]

    assert cluster.width == 2
    assert [*each(do, words, cluster)] == [word.upper() for word in words]


def test_a_mistake_of_ours_comes_back_from_the_cluster(cluster: Cluster) -> None:
    with pytest.raises(KeyError):
        list(each(do, ["a", "bug"], cluster, lambda _: "-"))


def test_the_command_line_names_a_cluster(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XLPY_HOME", str(tmp_path / "home"))
    inbox = put(tmp_path / "收", **{"1.xlsx": firm(1)})
    words = ["collect", str(inbox), "--district", DISTRICT, "--out", str(tmp_path / "区")]

    assert obey([*words, "--cluster", address]) in (0, 1)
    assert len(shown(tmp_path / "区" / "汇总表.xlsx", DETAILS)) == 1


def test_a_cluster_that_is_not_there_is_one_sentence() -> None:
    with pytest.raises(ClusterError, match=r"集群“tcp://127\.0\.0\.1:9”：连接不上"):
        Cluster("tcp://127.0.0.1:9")


@of_the_first
def test_a_cluster_judges_by_the_extensions_of_the_desk_that_asks(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its workers run since before the desk knew of any 延期通知: two days late, and in time by the new day."""
    monkeypatch.setenv("XLPY_HOME", str(tmp_path / "home"))
    monkeypatch.setenv(shelf.AMENDMENTS_VARIABLE, "")
    inbox = put(tmp_path / "收", **{"1.xlsx": firm(1)})
    asked = ["collect", str(inbox), "--district", DISTRICT, "--received", "2023-12-22", "--cluster", address]
    obey([*asked, "--out", str(tmp_path / "先")])

    obey(["amend", "--notice", NOTICE, "--deadline", "to_district", "--day", "2023-12-27", "--number", "9号"])
    obey([*asked, "--out", str(tmp_path / "后")])

    assert [told_of_the_day(tmp_path / folder / "汇总表.xlsx") for folder in ("先", "后")] == ["should", "note"]


def told_of_the_day(book: Path) -> str:
    """The force of what is said of the day of receipt."""
    [entry] = either_dossier(desk(book)).standing.declarations.values()
    [force] = [finding.force for finding in entry.findings if finding.source == "TIME-01"]
    return force


class Dying(Cluster):
    """A cluster of which one worker dies in the middle of the first chunk it is given."""

    def __init__(self, address: str, mark: Path) -> None:
        super().__init__(address)
        self.mark = mark

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> "Future[Any]":
        return super().submit(die_once, self.mark, fn, *args, **kwargs)


def test_a_worker_that_dies_amid_a_chunk_changes_no_book_and_tells_each_file_once(
    address: str, here: tuple[Path, Path], tmp_path: Path
) -> None:
    with Dying(address, tmp_path / "died") as executor:
        there = round_(tmp_path / "there", executor)

    assert (tmp_path / "died").is_file()
    for at in (0, 1):
        assert timeless(there[at]) == timeless(here[at])
    assert told_once(there[0]) == told_once(here[0])


def timeless(book: Path) -> dict[str, list[dict[str, Any]]]:
    """Every cell of a book but the moments."""
    return {
        sheet: [{column: words for column, words in row.items() if column != "time"} for row in rows]
        for sheet, rows in tables(book).items()
    }


def told_once(summary: Path) -> list[tuple[str, str]]:
    """What the journal says of each file, line by line."""
    return [(line.kind, str(line.data.get("file", line.declaration))) for line in desk(summary).journal()]
