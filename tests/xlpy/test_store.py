"""What is kept is kept: chain, originals, lock, atomic save."""

import codecs
import contextlib
import errno
import io
import json
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from support.faults import no_file_longer_than
from workbook.edit import BookEdit, Change, Event, NewFile, Original, Plan
from workbook.errors import BusyError, ChangedMeanwhileError, NotHereError, RecordsDamagedError, UnreadableError
from xlpy import journal as journal_module
from xlpy.disk import ORPHAN
from xlpy.settings import Settings
from xlpy.store import Store, sha256


def patch(data: bytes, changes: tuple[Any, ...]) -> bytes:
    return data + b"".join(str(change.new).encode() for change in changes)


def check(data: bytes, name: str) -> Callable[[], None]:
    def opened() -> None:
        if b"unreadable" in data:
            raise UnreadableError(name, "FILE-DAMAGED", "打不开。")

    return opened


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "总表.xlsx", Settings("张三", tmp_path / "home", wait_seconds=0.1), patch, check)


def edit(new: str, expected: str = "", base: bytes | None = None) -> BookEdit:
    return BookEdit("总表.xlsx", (Change("总表", "A1", None, new),), base, expected)


texts = st.text(st.characters(codec="utf-8"), max_size=20)


@hypothesis_settings(max_examples=30, deadline=None)
@given(batches=st.lists(st.lists(st.tuples(texts, st.dictionaries(texts, texts, max_size=3)), max_size=4), max_size=4))
def test_the_journal_gives_back_what_was_written_and_its_chain_holds(
    batches: list[list[tuple[str, dict[str, str]]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("desk")
    store = Store(folder / "总表.xlsx", Settings("张三", folder), patch, check)

    for batch in batches:
        store.append(tuple(Event("accepted", declaration, data) for declaration, data in batch))

    assert [(line.declaration, dict(line.data)) for line in store.lines()] == [
        pair for batch in batches for pair in batch
    ]
    assert all(line.by == "张三" for line in store.lines())


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_changed_line_is_named(store: Store, number: int) -> None:
    store.append(tuple(Event("accepted", f"D{index}") for index in range(3)))
    lines = store.journal.read_text("utf-8").splitlines()
    lines[number] = json.dumps({**json.loads(lines[number]), "declaration": "X"})
    store.journal.write_text("\n".join(lines) + "\n", "utf-8")

    with pytest.raises(RecordsDamagedError, match=f"第{number + 1}行"):
        store.lines()


def older(*declarations: str) -> str:
    """A journal as older programs wrote it: a line tells the hash of its content with its keys in order."""
    lines, head = [], journal_module.GENESIS
    for one in declarations:
        told = {"kind": "accepted", "declaration": one, "data": {"b": "乙", "a": 1}, "at": "2023-12-18", "by": "张三"}
        told |= {"prev": head}
        head = sha256(json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())
        lines.append(json.dumps({**told, "hash": head}))
    return "\n".join(lines) + "\n"


def test_lines_of_older_programs_are_read_and_gone_on_with(store: Store) -> None:
    store.records.mkdir()
    store.journal.write_text(older("D0"), "utf-8")

    store.append((Event("accepted", "D1"),))

    assert [line.declaration for line in Store(store.book, store.settings, patch, check).lines()] == ["D0", "D1"]


def test_a_journal_with_the_line_ends_of_windows_is_read(store: Store) -> None:
    """So it comes back from a program that copies it as a text."""
    store.append((Event("accepted", "D0"), Event("accepted", "D1")))
    store.journal.write_bytes(store.journal.read_bytes().replace(b"\n", b"\r\n"))

    assert [line.declaration for line in store.lines()] == ["D0", "D1"]


@pytest.mark.parametrize("count", [1, 2])
def test_a_journal_with_the_mark_of_the_windows_editor_is_read_and_gone_on_with(store: Store, count: int) -> None:
    """It puts three bytes before a text that somebody looked at and saved: nothing in it was changed."""
    store.append(tuple(Event("accepted", f"D{number}") for number in range(count)))
    store.journal.write_bytes(codecs.BOM_UTF8 + store.journal.read_bytes())

    opened = Store(store.book, store.settings, patch, check)
    opened.append((Event("accepted", "D9"),))

    wanted = [*(f"D{number}" for number in range(count)), "D9"]
    assert [line.declaration for line in opened.lines()] == wanted
    assert [line.declaration for line in Store(store.book, store.settings, patch, check).lines()] == wanted


def test_a_line_of_a_newer_program_is_told_as_such(store: Store) -> None:
    """A backup would lose what the newer program wrote; nothing is damaged."""
    store.append((Event("accepted", "D0"),))
    text = store.journal.read_text("utf-8")
    store.journal.write_text(text.replace(', "hash"', ', "scheme": 3, "hash"'), "utf-8")

    with pytest.raises(NotHereError, match=r"第1行是较新的程序写的.*请把这台电脑的程序更新到同一版本"):
        store.lines()


def test_words_added_behind_the_hash_of_a_line_are_found(store: Store) -> None:
    """The last of two keys counts, so what stands behind the hash would replace what it is of."""
    store.append((Event("accepted", "D0"),))
    text = store.journal.read_text("utf-8")
    store.journal.write_text(text.replace('"}\n', '", "declaration": "D9"}\n'), "utf-8")

    with pytest.raises(RecordsDamagedError, match="第1行与前文不相连"):
        store.lines()


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_line_changed_since_it_was_read_is_named_when_the_journal_is_opened_again(store: Store, number: int) -> None:
    store.append(tuple(Event("accepted", f"D{index}") for index in range(3)))
    store.lines()
    lines = store.journal.read_text("utf-8").splitlines()
    lines[number] = lines[number].replace(f'"D{number}"', '"X9"')
    store.journal.write_text("\n".join(lines) + "\n", "utf-8")

    with pytest.raises(RecordsDamagedError, match=f"第{number + 1}行"):
        Store(store.book, store.settings, patch, check).lines()


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_a_journal_cut_since_it_was_read_is_read_anew(store: Store, cut: int) -> None:
    store.append(tuple(Event("accepted", f"D{index}") for index in range(3)))
    store.lines()
    lines = store.journal.read_text("utf-8").splitlines(keepends=True)
    store.journal.write_text("".join(lines[:-cut]), "utf-8")

    assert [line.declaration for line in store.lines()] == ["D0", "D1", "D2"][:-cut]


def test_a_line_another_added_that_does_not_go_on_is_named(store: Store) -> None:
    store.append((Event("accepted", "D0"), Event("accepted", "D1")))
    first, second = store.journal.read_text("utf-8").splitlines(keepends=True)
    store.journal.write_text(f"{first}{second}{first}", "utf-8")

    with pytest.raises(RecordsDamagedError, match="第3行与前文不相连"):
        store.lines()


def test_only_what_another_added_is_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two hundred lines read once, then one that a second clerk adds."""
    store.append(tuple(Event("accepted", f"D{index}") for index in range(200)))
    store.lines()
    Store(store.book, store.settings, patch, check).append((Event("accepted", "D200"),))
    checked: list[bytes] = []
    true = journal_module.from_json
    monkeypatch.setattr(journal_module, "from_json", lambda text: checked.append(text) or true(text))

    lines = store.lines()

    assert ([line.declaration for line in lines][-1], len(lines), len(checked)) == ("D200", 201, 1)


class Growing(io.FileIO):
    """A file to which another program adds the rest of a line as soon as its beginning was read."""

    rest = b""

    def __next__(self) -> bytes:
        text = super().__next__()
        if not text.endswith(b"\n"):
            with open(self.name, "ab") as stream:  # noqa: PTH123 - the way of the disk, not of the test
                stream.write(self.rest)
        return text


def grown(path: Path, mode: str, _buffer: int) -> Growing:
    """A path opened so."""
    return Growing(path, mode)


def test_a_line_that_another_is_writing_just_now_is_left_out(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A look needs no lock: the line is whole for the next one."""
    store.append((Event("accepted", "D0"), Event("accepted", "D1")))
    text = store.journal.read_bytes()
    store.journal.write_bytes(text[:-30])
    monkeypatch.setattr(Growing, "rest", text[-30:])
    opened = Store(store.book, store.settings, patch, check)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", grown)
        seen = opened.lines()

    assert [line.declaration for line in seen] == ["D0"]
    assert [line.declaration for line in opened.lines()] == ["D0", "D1"]


def test_a_line_torn_by_a_crash_is_left_out_and_cut_off(store: Store) -> None:
    store.append((Event("accepted", "D1"),))
    with store.journal.open("ab") as stream:
        stream.write(b'{"kind": "acc')

    assert [line.declaration for line in store.lines()] == ["D1"]

    store.append((Event("accepted", "D2"),))

    assert [line.declaration for line in store.lines()] == ["D1", "D2"]


@pytest.mark.parametrize("is_old", [False, True], ids=["sealed", "older"])
def test_a_last_line_that_an_editor_saved_without_its_end_is_not_lost(store: Store, *, is_old: bool) -> None:
    store.append((Event("accepted", "D1"), Event("accepted", "D2")))
    if is_old:
        store.journal.write_text(older("D1", "D2"), "utf-8")
    store.journal.write_bytes(store.journal.read_bytes().removesuffix(b"\n"))

    opened = Store(store.book, store.settings, patch, check)

    assert [line.declaration for line in opened.lines()] == ["D1", "D2"]

    opened.append((Event("accepted", "D3"),))

    assert [line.declaration for line in opened.lines()] == ["D1", "D2", "D3"]
    assert Store(store.book, store.settings, patch, check).lines() == opened.lines()
    assert store.journal.read_bytes().count(b"\n") == 3


def test_an_original_is_given_back_and_a_changed_one_is_named(store: Store) -> None:
    original = Original(sha256(b"form"), "申报书.xlsx", b"form")

    store.carry_out(Plan(originals=(original,)))

    assert store.original(original.sha256) == b"form"

    (store.originals / original.sha256).write_bytes(b"forged")

    with pytest.raises(RecordsDamagedError, match="被改动"):
        store.original(original.sha256)


def test_a_book_changed_by_another_is_not_touched(store: Store) -> None:
    store.book.write_bytes(b"old")
    plan = Plan(books=(edit("new", sha256(b"old")),), events=(Event("pulled"),))
    store.book.write_bytes(b"theirs")

    with pytest.raises(ChangedMeanwhileError):
        store.carry_out(plan)

    assert store.book.read_bytes() == b"theirs"
    assert store.lines() == ()


def test_a_journal_that_grew_meanwhile_stops_the_plan(store: Store) -> None:
    head = journal_module.GENESIS
    store.append((Event("accepted", "D1"),))

    with pytest.raises(ChangedMeanwhileError):
        store.carry_out(Plan(events=(Event("accepted", "D2"),)), head)


def test_a_held_lock_names_its_holder(store: Store) -> None:
    store.records.mkdir()
    (store.records / "holder").write_text("李四（办公室）", "utf-8")

    with FileLock(store.records / "lock"), pytest.raises(BusyError, match="李四"):
        store.carry_out(Plan(events=(Event("pulled"),)))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (".~lock.总表.xlsx#", "李四,li,office,24.11.2026 10:00,file:///home;".encode()),
        ("~$总表.xlsx", b"\x04\xc0\xee\xcb\xc4" + b" " * 50),
    ],
)
def test_a_book_somebody_has_open_is_not_touched(store: Store, name: str, content: bytes) -> None:
    store.book.write_bytes(b"old")
    (store.book.parent / name).write_bytes(content)

    with pytest.raises(BusyError, match="李四"):
        store.carry_out(Plan(books=(edit("new", sha256(b"old")),)))

    assert store.book.read_bytes() == b"old"


def test_a_candidate_that_cannot_be_opened_never_replaces_the_book(store: Store) -> None:
    store.book.write_bytes(b"old")

    with pytest.raises(UnreadableError):
        store.carry_out(Plan(books=(edit("unreadable", sha256(b"old")),)))

    assert store.book.read_bytes() == b"old"
    assert [*store.book.parent.glob(".*")] == []


def test_a_disk_that_takes_no_more_is_told_with_the_file_it_met(store: Store) -> None:
    """What fails while it is written does not know its name."""
    content = b"a book" * 100

    with pytest.raises(OSError, match="总表") as book, no_file_longer_than(60):
        store.carry_out(Plan(books=(edit("", base=content),)))
    with pytest.raises(OSError, match="journal") as journal, no_file_longer_than(60):
        store.append((Event("accepted", "A1", {"why": "长" * 99}),))

    assert [Path(str(fault.value.filename)) for fault in (book, journal)] == [store.book, store.journal]
    assert store.lines() == ()


def test_leftovers_of_a_crash_are_cleaned_at_the_next_start(store: Store) -> None:
    (store.book.parent / f".总表.xlsx{ORPHAN}").write_bytes(b"half")

    store.carry_out(Plan(events=(Event("pulled"),)))

    assert [*store.book.parent.glob(f".*{ORPHAN}")] == []


def test_a_persons_file_is_kept_aside_and_our_own_is_replaced(store: Store) -> None:
    folder = store.book.parent
    for name in ("名单.docx", "报送包.zip"):
        (folder / name).write_bytes(b"old")

    store.carry_out(Plan(files=(NewFile("名单.docx", b"new"), NewFile("报送包.zip", b"new", is_ours=True))))

    assert sorted(path.name for path in folder.glob("*.*") if path.is_file()) == [
        "名单.docx",
        f"名单.旧-{sha256(b'old')[:8]}.docx",
        "报送包.zip",
    ]


def test_a_file_that_is_written_twice_is_kept_aside_between(store: Store) -> None:
    """Two replies to one form that came twice: to two senders, under one name."""
    first, second = NewFile("回执.eml", b"to one"), NewFile("回执.eml", b"to another")

    store.carry_out(Plan(files=(first, second, second)))

    found = {path.name: path.read_bytes() for path in store.book.parent.glob("*.eml")}
    assert found == {"回执.eml": b"to another", f"回执.旧-{sha256(b'to one')[:8]}.eml": b"to one"}


@dataclass(frozen=True)
class Slow:
    """What is fetched after something else has happened."""

    before: Callable[[], object]

    def __call__(self) -> bytes:
        self.before()
        return b"slow"

    def __len__(self) -> int:
        return 4


def test_a_book_that_a_person_saves_while_files_are_made_ready_stays(store: Store) -> None:
    store.book.write_bytes(b"old")
    saving = NewFile("报送包.zip", Slow(lambda: store.book.write_bytes(b"theirs")), is_ours=True)

    with pytest.raises(ChangedMeanwhileError):
        store.carry_out(Plan(books=(edit("new", sha256(b"old")),), files=(saving,)))

    assert store.book.read_bytes() == b"theirs"
    assert [*store.book.parent.glob("*.zip")] == []
    assert not store.is_unfinished


@pytest.mark.parametrize(("held", "is_unfinished"), [("总表.xlsx", False), ("报送包.zip", True)])
def test_a_run_is_broken_off_only_once_a_file_took_its_place(
    store: Store, monkeypatch: pytest.MonkeyPatch, held: str, *, is_unfinished: bool
) -> None:
    """On Windows a scanner or a preview holds a file for a moment: nobody may take its place."""
    store.book.write_bytes(b"old")
    real = Path.replace

    def replace(path: Path, target: Path) -> Path:
        if target.name == held:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(path, target)

    monkeypatch.setattr(Path, "replace", replace)
    package = NewFile("报送包.zip", b"zip", is_ours=True)
    with pytest.raises(BusyError, match=held):
        store.carry_out(Plan(books=(edit("new", sha256(b"old")),), files=(package,), events=(Event("pulled"),)))

    assert store.is_unfinished is is_unfinished
    assert store.book.read_bytes() == (b"oldnew" if is_unfinished else b"old")
    assert store.lines() == ()


def test_ctrl_c_while_the_book_takes_its_place_leaves_a_run_that_is_broken_off(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk does not stop for it: the book is there when Python hears of the key."""
    store.book.write_bytes(b"old")
    real = Path.replace

    def replace(path: Path, target: Path) -> Path:
        found = real(path, target)
        if target == store.book:
            raise KeyboardInterrupt
        return found

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(KeyboardInterrupt):
        store.carry_out(Plan(books=(edit("new", sha256(b"old")),), events=(Event("pulled"),)))

    assert store.book.read_bytes() == b"oldnew"
    assert store.lines() == ()
    assert store.is_unfinished


def test_a_file_that_a_person_saves_after_the_next_one_was_made_ready_is_kept_aside(store: Store) -> None:
    page = store.book.with_name("意见.docx")
    page.write_bytes(b"ours")

    def saved() -> None:
        while not page.with_name(f".{page.name}{ORPHAN}").is_file():
            time.sleep(0.01)
        page.write_bytes(b"theirs")

    store.carry_out(Plan((Original("0" * 64, "申报书.xlsx", Slow(saved)),), files=(NewFile("意见.docx", b"new"),)))

    found = {path.name: path.read_bytes() for path in page.parent.glob("*.docx")}
    assert found == {
        "意见.docx": b"new",
        f"意见.旧-{sha256(b'ours')[:8]}.docx": b"ours",
        f"意见.旧-{sha256(b'theirs')[:8]}.docx": b"theirs",
    }


def test_nothing_more_is_made_ready_once_something_went_wrong(store: Store) -> None:
    """A person who breaks off does not wait for thousands of files."""
    begun, asked = threading.Event(), list[int]()
    first = NewFile("1.eml", Slow(begun.wait))
    others = tuple(NewFile(f"{number}.eml", Slow(lambda: asked.append(1))) for number in range(2, 9))

    def broken_off() -> bytes:
        threading.Timer(0.2, begun.set).start()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.carry_out(Plan((Original("0" * 64, "申报书.xlsx", Slow(broken_off)),), files=(first, *others)))

    assert asked == []
    assert [*store.book.parent.glob("*.eml")] == []
    assert [*store.book.parent.rglob(f".*{ORPHAN}")] == []


def test_what_another_program_is_writing_just_now_is_left_to_it(store: Store) -> None:
    """Two books of one folder: each cleans only what was left behind long ago."""
    (store.book.parent / "意见").mkdir()
    theirs, *left = (store.book.parent / f"{name}{ORPHAN}" for name in (".汇总表.xlsx", ".名单.docx", "意见/.1.xlsx"))
    theirs.write_bytes(b"half")
    for path in left:
        path.write_bytes(b"half")
        os.utime(path, (0, 0))

    store.carry_out(Plan(files=(NewFile("意见/2.eml", b"to one"),), events=(Event("pulled"),)))

    assert [path.exists() for path in (theirs, *left)] == [True, False, False]


class Crash(BaseException):
    """The machine stops here."""


@pytest.mark.parametrize("step", range(12))
def test_a_crash_at_any_step_leaves_old_or_new_and_the_same_plan_completes(
    store: Store, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.book.write_bytes(b"old")
    original = Original(sha256(b"form"), "申报书.xlsx", b"form")
    plan = Plan(
        (original,), (edit("new", sha256(b"old")),), (NewFile("a.zip", b"z", is_ours=True),), (Event("pulled"),)
    )
    count = iter(range(1000))
    true_fsync = journal_module.os.fsync

    def fsync(handle: int) -> None:
        if next(count) == step:
            raise Crash
        true_fsync(handle)

    with monkeypatch.context() as patched:
        patched.setattr(journal_module.os, "fsync", fsync)
        with contextlib.suppress(Crash):
            store.carry_out(plan)
    assert store.book.read_bytes() in (b"old", b"oldnew")

    now = sha256(store.book.read_bytes())
    again = plan if now == sha256(b"old") else Plan(plan.originals, (), plan.files, plan.events)
    if not store.lines():
        store.carry_out(again)

    assert store.book.read_bytes() == b"oldnew"
    assert store.original(original.sha256) == b"form"
    assert [line.kind for line in store.lines()] == ["pulled"]
    assert (store.book.parent / "a.zip").read_bytes() == b"z"


@pytest.mark.parametrize(("name", "is_unfinished"), [("unfinished", False), ("journal.jsonl", True)])
def test_stopped_after_the_journal_was_written_a_run_is_over(
    store: Store, monkeypatch: pytest.MonkeyPatch, name: str, *, is_unfinished: bool
) -> None:
    """Ctrl-C while the mark is taken away leaves it; before the journal is written it tells of a run broken off."""
    method = "unlink" if name == "unfinished" else "open"
    with monkeypatch.context() as broken:
        broken.setattr(Path, method, _stopped(getattr(Path, method), name))
        with pytest.raises(KeyboardInterrupt):
            store.carry_out(Plan(events=(Event("decision", "D1"),)))

    again = Store(store.book, store.settings, patch, check)
    assert again.unfinished.is_file()
    assert again.is_unfinished is is_unfinished
    assert len(again.lines()) == (0 if is_unfinished else 1)


def _stopped(real: Any, name: str) -> Any:
    """What pathlib does, until a person stops it at one file."""

    def done(path: Path, *words: Any, **more: Any) -> Any:
        if path.name == name:
            raise KeyboardInterrupt
        return real(path, *words, **more)

    return done
