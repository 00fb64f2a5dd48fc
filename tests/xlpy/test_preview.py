"""A preview tells what would be taken, replaced and refused, and writes nothing."""

import json
from pathlib import Path
from typing import Any

import pytest

from support.desks import firm, form, put, state
from support.spoken import DISTRICT, of_the_first
from xlpy.cli import obey
from xlpy.preview import HEAD


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XLPY_HOME", str(tmp_path / "home"))
    put(tmp_path / "收", **{"1.xlsx": firm(1), "2.xlsx": firm(2), "坏.xlsx": b"no book", "~$1.xlsx": b"x"})
    return tmp_path


def told(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    obey([*words, "--json"])
    return json.loads(capsys.readouterr().out)


COLLECT = ("collect", "收", "--district", DISTRICT, "--out", "区", "--received", "2023-12-18")


def test_a_preview_of_collect_writes_nothing_and_says_what_the_run_then_does(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = state(desk)

    preview = told(capsys, *COLLECT, "--preview")

    assert state(desk) == before
    done = told(capsys, *COLLECT)
    assert [entry["id"] for entry in preview["taken"]] == [entry["id"] for entry in done["taken"]]
    assert preview["refused"] == done["refused"]
    assert (preview["skipped"], len(preview["taken"]), len(preview["refused"])) == (1, 2, 1)
    assert preview["plan"]["books"] == [
        {"file": "汇总表.xlsx", "is_new": True, "changes": preview["plan"]["books"][0]["changes"]}
    ]
    assert (preview["plan"]["originals"], preview["plan"]["events"]) == (2, 3)


def test_a_preview_gives_no_receipt(capsys: pytest.CaptureFixture[str]) -> None:
    preview = told(capsys, *COLLECT, "--preview")
    done = told(capsys, *COLLECT)

    assert [entry.get("receipt") for entry in preview["taken"]] == [None, None]
    assert all(entry["receipt"] for entry in done["taken"])


@of_the_first
def test_a_preview_shows_what_a_new_version_replaces_and_how_it_differs(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told(capsys, *COLLECT)
    put(desk / "再收", **{"1改.xlsx": firm(1, legal_title="总经理")})
    before = state(desk)

    obey(["collect", "再收", "--district", DISTRICT, "--out", "区", "--received", "2023-12-19", "--preview"])

    lines = capsys.readouterr().out.splitlines()
    assert state(desk) == before
    assert lines[0] == HEAD
    assert "　替代 收/1.xlsx，1项不同" in lines
    assert "　法人代表 职务：董事长 → 总经理" in lines
    assert lines[-1].endswith("去掉 --preview 再执行一次即写入。")


def test_a_preview_of_pull_writes_nothing(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys, *COLLECT)
    before = state(desk)

    preview = told(capsys, "pull", f"区/报送包_{DISTRICT}.zip", "--master", "市/总表.xlsx", "--preview")

    assert state(desk) == before
    assert [(entry["district"], entry["added"]) for entry in preview["taken"]] == [(DISTRICT, 2)]


def test_a_preview_leaves_what_an_interrupted_save_left(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(desk / "区", **{".汇总表.xlsx.xlpy-part": b"half", "别的.xlsx": form()})
    before = state(desk)

    told(capsys, *COLLECT, "--preview")

    assert state(desk) == before
