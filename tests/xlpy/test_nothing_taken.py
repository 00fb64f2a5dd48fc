"""A first run that takes nothing leaves nothing behind: no book without rows, no records, only its report."""

from pathlib import Path
from typing import Any

import pytest

from support.desks import act, firm, put, state
from support.rounds import DAY
from support.spoken import DISTRICT
from xlpy.desk import LOOK, Result

RUNS: dict[str, dict[str, Any]] = {
    "collect": {"district": DISTRICT, "received": DAY},
    "pull": {"received": DAY},
}


def run(tmp_path: Path, id_: str, **files: bytes) -> Result:
    return act(tmp_path / "桌" / "表.xlsx", id_, inboxes=[put(tmp_path / "收", **files)], **RUNS[id_])


@pytest.mark.parametrize("id_", RUNS)
def test_a_first_run_that_refuses_every_file_writes_no_book(id_: str, tmp_path: Path) -> None:
    result = run(tmp_path, id_, **{"坏.xlsx": b"no book", "坏.zip": b"PK\x03\x04"})

    assert [name for name in state(tmp_path / "桌") if not name.startswith("home/")] == []
    assert {Path(entry["file"]).name for entry in result.data["refused"]} == {"坏.xlsx", "坏.zip"}
    assert (result.data["book"], result.status) == ("", LOOK)
    assert result.lines[-1].startswith("一")


@pytest.mark.parametrize("id_", RUNS)
def test_it_tells_the_same_when_it_is_done_again(id_: str, tmp_path: Path) -> None:
    first = run(tmp_path, id_, **{"坏.xlsx": b"no book"})

    assert run(tmp_path, id_).data == first.data


def test_who_sent_a_refused_file_is_answered_all_the_same(tmp_path: Path) -> None:
    inbox = put(tmp_path / "收", **{"坏.xlsx": b"no book"})

    act(tmp_path / "桌" / "表.xlsx", "collect", inboxes=[inbox], replies=tmp_path / "回执", **RUNS["collect"])

    assert len([*(tmp_path / "回执").glob("*.eml")]) == 1
    assert not (tmp_path / "桌" / "表.xlsx").exists()


def test_a_refusal_beside_a_book_that_is_there_is_written_down(tmp_path: Path) -> None:
    run(tmp_path, "collect", **{"1.xlsx": firm(1)})

    result = run(tmp_path, "collect", **{"坏.xlsx": b"no book"})

    assert [event.kind for event in result.plan.events] == ["refused"]
