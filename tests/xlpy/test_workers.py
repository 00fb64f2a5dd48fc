"""One file can kill its worker and nothing else."""

import io
import os
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from support.crimes import Poisoned, do, leave_unless, said_or_die, same
from support.desks import code, firm, put
from support.rounds import sent
from support.spoken import DISTRICT, PULLED, field, of_the_first
from support.word import TEXTS, written
from workbook import read
from workbook.edit import NewFile, Plan
from workbook.errors import OtherNoticeError, UnreadableError
from xlpy import beside
from xlpy.actions import collect, pull
from xlpy.batch import CHUNK, begun, cores, each
from xlpy.desk import Result
from xlpy.folder import FolderDesk
from xlpy.intake import Reader, killed
from xlpy.mail import Enclosure
from xlpy.settings import Settings
from xlpy.store import sha256
from xlpy.terminal import hired
from xlpy.workers import Workers, _Worker

NO_LIMIT = pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no limit of memory")
DEADLY = ["abort", "kill", "leave", "hang", pytest.param("eat", marks=NO_LIMIT)]
CHANGED = {**TEXTS, "demonstration_role": "改写过的示范作用。"}
GOOD = [f"w{number}" for number in range(2 * CHUNK + 3)]


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(seconds=4) as pool:
        yield pool


@of_the_first
@pytest.mark.parametrize("crime", DEADLY)
@pytest.mark.parametrize("at", [0, CHUNK])
def test_a_killed_worker_costs_one_file_and_the_rest_goes_on(workers: Workers, crime: str, at: int) -> None:
    words = [*GOOD[:at], crime, *GOOD[at:]]

    found = [*each(do, words, workers, lambda word: f"lost {word}")]

    assert found == [f"lost {word}" if word == crime else word.upper() for word in words]


@of_the_first
def test_several_killers_in_one_chunk_cost_only_themselves(workers: Workers) -> None:
    words = ["a", "abort", "b", "kill", "leave", "c"]

    assert [*each(do, words, workers, lambda _: "-")] == ["A", "-", "B", "-", "-", "C"]


def test_a_mistake_of_ours_is_not_taken_for_a_bad_file(workers: Workers) -> None:
    with pytest.raises(KeyError):
        list(each(do, ["a", "bug"], workers, lambda _: "-"))


def test_what_a_worker_died_of_is_done_here(workers: Workers) -> None:
    assert begun(partial(leave_unless, os.getpid()), workers)() == "done"


def test_what_is_wrong_with_a_large_book_is_told_in_the_same_words(workers: Workers, tmp_path: Path) -> None:
    """It is looked at by a worker, and stays as it was."""
    broken = NewFile("名单.xlsx", b"PK\x03\x04" + bytes(1 << 20))
    here, there = (
        FolderDesk(tmp_path / name / "总表.xlsx", Settings("张三", tmp_path / "home"), executor=executor)
        for name, executor in (("here", None), ("there", workers))
    )

    with pytest.raises(UnreadableError) as wanted:
        here.carry_out(Plan(files=(broken,)))
    with pytest.raises(UnreadableError) as found:
        there.carry_out(Plan(files=(broken,)))

    assert (str(found.value), found.value.refusal) == (str(wanted.value), wanted.value.refusal)
    assert not (tmp_path / "there" / "名单.xlsx").exists()


def test_any_executor_will_do_and_keeps_the_order() -> None:
    with ThreadPoolExecutor(3) as executor:
        assert [*each(do, GOOD, executor)] == [word.upper() for word in GOOD]


def test_without_work_no_process_is_started() -> None:
    with Workers() as pool:
        assert [*each(do, [], pool)] == []
        assert pool.hired == []


def test_ended_in_the_middle_of_work_each_worker_is_cleared_away_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice at once would close a pipe that is another's by then."""
    ended, end = [], _Worker.end
    monkeypatch.setattr(_Worker, "end", lambda worker: ended.append(worker) or end(worker))

    with Workers() as pool:
        asked = [pool.submit(do, "hang") for _ in range(2 * cores())]
        while len(pool.hired) < cores():
            time.sleep(0.001)

    assert sorted(map(id, ended)) == sorted(map(id, pool.hired))
    assert [type(one.exception()) for one in asked if not one.cancelled()] == [BrokenExecutor] * cores()


def test_workers_read_the_same_as_this_process() -> None:
    reader = Reader("changzhou-2023", "district")
    files = [Enclosure("a.xlsx", firm(1)), Enclosure("b.xlsx", b"no book"), Enclosure("c.xlsx", firm(2))]

    with hired() as executor:
        far = [*each(reader, files, executor, killed)]

    near = [reader(file) for file in files]
    assert [getattr(one, "said", one) for one in far] == [getattr(one, "said", one) for one in near]


def test_a_file_that_kills_its_reader_gets_a_receipt_and_the_others_are_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """calamine stands behind a guard; here a form is read by one that hangs on it, as a new bug would."""
    inbox = put(tmp_path / "收", **{"1.xlsx": firm(1), "2.xlsx": firm(2), "毒.xlsx": b"poison"})
    monkeypatch.setattr(collect, "Reader", Poisoned)
    with Workers(seconds=5) as executor:
        desk = FolderDesk(tmp_path / "区" / "汇总表.xlsx", Settings("张三", tmp_path), executor=executor)

        result = collect.run(desk, inboxes=[inbox], district=DISTRICT)

    assert len(result.data["taken"]) == 2
    assert [(entry["file"], entry["code"]) for entry in result.data["refused"]] == [("收/毒.xlsx", "FILE-KILLED")]
    assert "已单独停下" in result.data["refused"][0]["reason"]


def test_a_document_that_kills_its_reader_is_told_and_its_form_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"1.xlsx": firm(1), "2.xlsx": firm(2), "1.docx": b"poison", "2.docx": written(TEXTS, code=code(2))}
    monkeypatch.setattr(beside, "said_for", said_or_die)
    with Workers(seconds=5) as executor:
        desk = FolderDesk(tmp_path / "区" / "汇总表.xlsx", Settings("张三", tmp_path), executor=executor)

        result = collect.run(desk, inboxes=[put(tmp_path / "收", **files)], district=DISTRICT)

    accepted = [event.data["declaration"] for event in result.plan.events if event.kind == "accepted"]
    said = {one.file: [entry for entry in one.findings if entry.rule == "FILE-KILLED"] for one in accepted}
    assert [(path, len(found)) for path, found in said.items()] == [("收/1.xlsx", 1), ("收/2.xlsx", 0)]
    assert said["收/1.xlsx"][0].message.startswith("“1.docx”未读取：读取时超出时间或内存限制")
    assert [[file.name for file in one.attachments] for one in accepted] == [["1.docx"], ["2.docx"]]


def test_a_document_that_killed_its_reader_is_not_read_by_the_city_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the form says stays what the district was told, whoever is the stronger machine."""
    inbox = put(tmp_path / "收", **{"1.xlsx": firm(1), "1.docx": written(CHANGED, code=code(1))})
    with Ailing(1, ill_of="1.docx") as executor:
        packed = tmp_path / "区"
        desk = FolderDesk(packed / "汇总表.xlsx", Settings("张三", tmp_path), executor=executor)
        desk.carry_out(collect.run(desk, inboxes=[inbox], district=DISTRICT).plan)

    [taken] = pulled(tmp_path, packed).plan.events[:1]
    [district] = [line for line in desk.journal() if line.kind == "accepted"]

    said = district.data["declaration"]
    assert [finding.rule for finding in said.findings if finding.rule == "FILE-KILLED"] == ["FILE-KILLED"]
    assert taken.data["declaration"].model_dump() == {**said.model_dump(), "receipt": said.receipt}


def test_a_document_that_kills_its_reader_at_the_city_only_is_no_change_of_the_form(tmp_path: Path) -> None:
    files = {"1.xlsx": firm(1), "1.docx": written(TEXTS, code=code(1)), "2.xlsx": firm(2)}
    desk = FolderDesk(tmp_path / "区" / "汇总表.xlsx", Settings("张三", tmp_path))
    desk.carry_out(collect.run(desk, inboxes=[put(tmp_path / "收", **files)], district=DISTRICT).plan)

    with Ailing(1, ill_of="1.docx") as executor:
        ill = pulled(tmp_path, tmp_path / "区", executor)
    well = pulled(tmp_path, tmp_path / "区")

    assert [(entry["file"], entry["code"]) for entry in ill.data["refused"]] == [("收/1.xlsx", "FILE-KILLED")]
    assert (ill.data["rows"], well.data["rows"], well.data["refused"]) == (1, 2, [])


def pulled(folder: Path, district: Path, executor: Executor | None = None) -> Result:
    desk = FolderDesk(folder / "市" / "总表.xlsx", Settings("张三", folder), executor=executor)
    result = pull.run(desk, inboxes=[*district.glob("*.zip")], received=PULLED)
    desk.carry_out(result.plan)
    return result


def test_an_error_comes_out_of_a_worker_as_it_was(workers: Workers) -> None:
    told = OtherNoticeError("甲.docx", "changzhou-2023", "example-2030"), UnreadableError("甲", "FILE-BOMB", "过大")

    for error, there in zip(told, each(same, told, workers), strict=True):
        assert (type(there), str(there), vars(there)) == (type(error), str(error), vars(error))


class Ailing(ThreadPoolExecutor):
    """A machine whose workers die of one file for want of memory, until it is well again."""

    is_ill = True

    def __init__(self, width: int, ill_of: str = "2.xlsx") -> None:
        super().__init__(width)
        self._ill_of = ill_of

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        is_its = any(getattr(thing, "name", "") == self._ill_of for thing in args[1])
        return super().submit(die if self.is_ill and is_its else fn, *args, **kwargs)


def die(*_: Any) -> None:
    raise BrokenExecutor


def test_an_original_that_was_saved_again_is_read_by_a_worker_too(tmp_path: Path) -> None:
    """It is not the file whose hash the manifest tells: anybody may have put it there."""
    package, digest = sent(tmp_path / "武进", 2), sha256(firm(2))[:12]
    again = form_saved_again(firm(2))
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(tmp_path / "另存.zip", "w") as new:
        for name in old.namelist():
            new.writestr(name, again if digest in name else old.read(name))

    with Ailing(1) as executor:
        desk = FolderDesk(tmp_path / "市" / "总表.xlsx", Settings("张三", tmp_path), executor=executor)
        ill = pull.run(desk, inboxes=[tmp_path / "另存.zip"], received=PULLED)
        executor.is_ill = False
        well = pull.run(desk, inboxes=[tmp_path / "另存.zip"], received=PULLED)

    [refused] = ill.data["refused"]
    assert (refused["code"], "2.xlsx”未读取：读取时超出时间或内存限制" in refused["reason"]) == ("PACKAGE", True)
    assert (well.data["rows"], well.data["refused"]) == (1, [])


def form_saved_again(content: bytes) -> bytes:
    """The same form as another program writes it."""
    stream = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(content)).save(stream)
    return stream.getvalue()


def test_a_form_of_a_package_that_cost_a_worker_is_read_again_when_the_package_is_pulled_again(tmp_path: Path) -> None:
    """Nothing is wrong with it: the city need not ask the district for another package."""
    package, book = sent(tmp_path / "武进", 1, 2), tmp_path / "市" / "总表.xlsx"

    def pulled() -> Result:
        desk = FolderDesk(book, Settings("张三", tmp_path), executor=executor)
        result = pull.run(desk, inboxes=[package], received=PULLED)
        desk.carry_out(result.plan)
        return result

    with Ailing(1) as executor:
        ill, still_ill = pulled(), pulled()
        executor.is_ill = False
        well, again = pulled(), pulled()

    assert [[entry["code"] for entry in result.data["refused"]] for result in (ill, still_ill)] == [["FILE-KILLED"]] * 2
    assert (ill.data["rows"], still_ill.plan.is_empty) == (1, True)
    assert (well.data["rows"], well.data["refused"], again.plan.is_empty) == (2, [], True)


def test_the_form_of_the_test_above_is_one_that_is_read() -> None:
    assert read.declaration(firm(1), "1.xlsx").text(field("company_name")) == "常州样例1号机械有限公司"
