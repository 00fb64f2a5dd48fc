"""The machine stops in the middle of a command: the same command, run again, completes what is missing."""

import contextlib
import os
from pathlib import Path
from typing import Any

import pytest

from support.desks import act, firm, put, shown, state
from support.spoken import DAY, DISTRICT
from xlpy.folder import FolderDesk
from xlpy.settings import Settings

POINTS = range(0, 24, 2)


class Crash(BaseException):
    """The machine stops here."""


def stopped_at(point: int, monkeypatch: pytest.MonkeyPatch, book: Path, id_: str, **arguments: Any) -> None:
    """Run a command that stops at the n-th time something is forced to the disk."""
    count = iter(range(1000))
    fsync = os.fsync

    def stop(handle: int) -> None:
        if next(count) == point:
            raise Crash
        fsync(handle)

    with monkeypatch.context() as patched, contextlib.suppress(Crash):
        patched.setattr(os, "fsync", stop)
        act(book, id_, **arguments)


def rows(book: Path, sheet: str, *, is_master: bool) -> list[tuple[Any, ...]]:
    """What the book shows but for the 受理码, which a new secret changes."""
    found = shown(book, sheet, is_master=is_master)
    return [tuple(value for id_, value in row.items() if id_ not in ("receipt", "time")) for row in found]


def kinds(book: Path) -> list[str]:
    return [line.kind for line in FolderDesk(book, Settings("张三", book.parent)).journal()]


@pytest.mark.parametrize("point", POINTS)
def test_a_collect_that_stopped_is_completed_by_the_next(
    tmp_path: Path, point: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = put(tmp_path / "收件箱", **{"甲.xlsx": firm(1), "乙.xlsx": firm(2), "丙.rar": b"Rar!"})
    arguments: dict[str, Any] = {"inboxes": [inbox], "district": DISTRICT, "received": DAY}
    whole, broken = tmp_path / "整" / "汇总表.xlsx", tmp_path / "断" / "汇总表.xlsx"
    act(whole, "collect", **arguments)

    stopped_at(point, monkeypatch, broken, "collect", **arguments)
    act(broken, "collect", **arguments)

    assert rows(broken, "明细", is_master=False) == rows(whole, "明细", is_master=False)
    assert kinds(broken) == kinds(whole)
    before = state(broken.parent)
    act(broken, "collect", **arguments)
    assert state(broken.parent) == before


@pytest.mark.parametrize("point", POINTS)
def test_an_opinion_that_stopped_is_completed_by_the_next(
    tmp_path: Path, point: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = tmp_path / "汇总表.xlsx"
    inbox = put(tmp_path / "收件箱", **{"甲.xlsx": firm(1)})
    act(book, "collect", inboxes=[inbox], district=DISTRICT, received=DAY)
    arguments: dict[str, Any] = {"all_rows": True, "opinion": "推荐", "by": "张三", "day": DAY}

    stopped_at(point, monkeypatch, book, "opinion", **arguments)
    act(book, "opinion", **arguments)

    assert [row["opinion"] for row in shown(book, "初审")] == ["推荐"]
    assert kinds(book).count("opinion") == 1
    assert len(shown(book, "汇总表")) == 1


@pytest.mark.parametrize("point", POINTS)
def test_a_pull_that_stopped_is_completed_by_the_next(
    tmp_path: Path, point: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    district = tmp_path / "区" / "汇总表.xlsx"
    inbox = put(tmp_path / "收件箱", **{"甲.xlsx": firm(1), "乙.xlsx": firm(2)})
    act(district, "collect", inboxes=[inbox], district=DISTRICT, received=DAY)
    arguments: dict[str, Any] = {"inboxes": [district.parent / f"报送包_{DISTRICT}.zip"], "received": DAY}
    whole, broken = tmp_path / "整" / "总表.xlsx", tmp_path / "断" / "总表.xlsx"
    act(whole, "pull", **arguments)

    stopped_at(point, monkeypatch, broken, "pull", **arguments)
    act(broken, "pull", **arguments)

    assert rows(broken, "总表", is_master=True) == rows(whole, "总表", is_master=True)
    assert rows(broken, "变更记录", is_master=True) == rows(whole, "变更记录", is_master=True)
    assert kinds(broken) == kinds(whole)
