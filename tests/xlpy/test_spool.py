"""Contents set aside: they come back as they were, from several threads, and where the disk takes no more.

Those that stay where they lie come back as they were, or it is told that they changed.
"""

import os
import pickle
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.faults import no_file_longer_than
from workbook.edit import fetched
from workbook.errors import ChangedMeanwhileError
from xlpy import spool
from xlpy.mail import Enclosure
from xlpy.spool import Lying, Spool


@given(st.lists(st.binary(max_size=60)))
def test_every_content_comes_back_however_many_lie_before_it(contents: list[bytes]) -> None:
    kept = [*map(Spool().keep, contents)]

    assert [*map(fetched, reversed(kept))] == contents[::-1]
    assert [len(held) for held in kept] == [len(content) for content in contents]


def test_what_finds_no_room_in_memory_lies_on_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "ROOM", 1000)
    room = Spool()
    contents = [bytes([number]) * 300 for number in range(200)]
    kept = [*map(room.keep, contents)]

    with ThreadPoolExecutor(4) as threads:
        found = [*threads.map(fetched, kept * 5)]

    assert found == contents * 5


def test_where_the_disk_is_full_contents_stay_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(spool, "ROOM", 10)
    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    room = Spool()

    kept = [*map(room.keep, (b"small", b"too large for it"))]

    assert [*map(fetched, kept)] == [b"small", b"too large for it"]


@pytest.mark.parametrize("size", [300, 5000, 70_000])
def test_a_disk_that_fills_up_meanwhile_still_gives_back_what_it_took(
    monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    """Some contents lie on it when it is full: neither those nor the later ones are lost."""
    monkeypatch.setattr(spool, "ROOM", size)
    room = Spool()
    contents = [bytes([number]) * size for number in range(40)]

    with no_file_longer_than(10 * size + size // 2):
        kept = [*map(room.keep, contents)]
        found = [*map(fetched, kept)]

    assert found == contents
    assert [number for number, held in enumerate(kept) if isinstance(held, bytes)] == [*range(10, 40)]


def test_a_file_that_was_set_aside_goes_to_another_process_whole() -> None:
    file = Enclosure("收件/甲.xlsx", Spool().keep(b"form"))
    digest = file.sha256

    found = pickle.loads(pickle.dumps(file))  # noqa: S301 - what was pickled above

    assert (found.path, found.held, found.sha256) == ("收件/甲.xlsx", b"form", digest)


def test_what_stays_where_it_lies_comes_back(tmp_path: Path) -> None:
    file = tmp_path / "申报书.xlsx"
    file.write_bytes(b"as it came")

    held = Lying(file, "收件箱/甲公司/申报书.xlsx", sha256(b"as it came").hexdigest(), len(b"as it came"))

    assert (fetched(held), len(held)) == (b"as it came", 10)


@pytest.mark.parametrize("change", [lambda file: file.write_bytes(b"as it was!"), Path.unlink], ids=["saved", "gone"])
def test_what_does_not_stay_as_it_was_is_never_taken_for_it(tmp_path: Path, change: Callable[[Path], None]) -> None:
    file = tmp_path / "申报书.xlsx"
    file.write_bytes(b"as it came")
    held = Lying(file, "收件箱/甲公司/申报书.xlsx", sha256(b"as it came").hexdigest(), len(b"as it came"))

    change(file)

    with pytest.raises(ChangedMeanwhileError, match="收件箱/甲公司/申报书"):
        fetched(held)


def test_a_file_whose_name_is_in_no_words_is_told_of_in_words() -> None:
    """An archive of an older Windows that was opened on Linux: the bytes of its names are no UTF-8."""
    gone = Lying(Path(os.fsdecode("申报书.xlsx".encode("gbk"))), "收件箱/甲公司/申报书.xlsx", "", 0)

    with pytest.raises(ChangedMeanwhileError) as told:
        fetched(gone)

    assert "收件箱/甲公司/申报书.xlsx" in str(told.value).encode().decode()
