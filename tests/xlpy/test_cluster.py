"""A run on a Dask cluster gives the same books as one on this machine."""

import os
from collections.abc import Iterator
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

import pytest

from support.crimes import do
from support.desks import firm, put, shown
from workbook.errors import ClusterError
from xlpy.actions import collect, pull
from xlpy.batch import CHUNK, Cluster, each
from xlpy.cli import obey
from xlpy.desk import NOTHING_DONE
from xlpy.district import DETAILS
from xlpy.folder import FolderDesk
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
    desk = FolderDesk(book, Settings("张三", book.parent / "home"), executor=executor)
    desk.carry_out(action.run(desk, **arguments).plan)


def round_(room: Path, executor: Executor | None) -> tuple[Path, Path]:
    """A district collects and the city pulls; both books."""
    files = {f"{number}.xlsx": firm(number) for number in range(1, FIRMS)} | {"坏.xlsx": b"PK\x03\x04 bad"}
    files |= {"晚.xlsx": firm(FIRMS, founded_on="2023-12-01")}
    summary, master = room / "区" / "汇总表.xlsx", room / "市" / "总表.xlsx"
    put(summary.with_suffix(".档案"), nonce=b"n" * NONCE)
    act(summary, collect, executor, inboxes=[put(room / "收", **files)], district="武进区")
    act(master, pull, executor, inboxes=[summary.parent])
    return summary, master


def test_the_cluster_fills_the_same_rows(cluster: Cluster, tmp_path: Path) -> None:
    """Both desks have the same secret, so that their receipts are alike too."""
    here, there = round_(tmp_path / "here", None), round_(tmp_path / "there", cluster)

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
    words = ["collect", str(inbox), "--district", "武进区", "--out", str(tmp_path / "区")]

    assert obey([*words, "--cluster", address]) in (0, 1)
    assert len(shown(tmp_path / "区" / "汇总表.xlsx", DETAILS)) == 1


def test_a_cluster_that_is_not_there_is_one_sentence() -> None:
    with pytest.raises(ClusterError, match=r"集群“tcp://127\.0\.0\.1:9”：连接不上"):
        Cluster("tcp://127.0.0.1:9")


def test_a_moved_deadline_that_the_cluster_does_not_know_stops_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its workers would judge by the day before: nothing is judged wrongly in silence."""
    monkeypatch.setenv("XLPY_HOME", str(put(tmp_path / "home", **{"amendments.toml": b""})))
    inbox = put(tmp_path / "收", **{"1.xlsx": firm(1)})

    status = obey(
        ["collect", str(inbox), "--district", "武进区", "--out", str(tmp_path / "区"), "--cluster", "tcp://127.0.0.1:9"]
    )

    assert status == NOTHING_DONE
    assert "延期通知" in capsys.readouterr().err
