"""However a name is written and envelopes are nested, each file is found once or refused with a sentence."""

import datetime as dt
import errno
import hashlib
import io
import os
import struct
import tempfile
import zipfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from support.compound import compound, msg
from support.desks import put
from support.mails import WAYS, Tree, mailed, named, packed, packed_as, sealed, written
from support.package import book
from xlpy.mail import Inbox, open_envelopes
from xlpy.mail.envelopes import LARGEST
from xlpy.mail.letters import read_eml
from xlpy.spool import Lying, Spool

HANZI = [bytes([row, cell]).decode("gb2312") for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFA)]
NAMES = st.text(st.sampled_from([*HANZI, *"abcXYZ019 -_（）·"]), min_size=1, max_size=40).map(
    lambda stem: f"甲{stem.strip()}.xlsx"
)


def opened(name: str, content: bytes) -> Inbox:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        return open_envelopes([path])


def is_utf8(raw: bytes) -> bool:
    try:
        return bool(raw.decode())
    except UnicodeDecodeError:
        return False


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
@settings(max_examples=100)
@given(name=NAMES)
@example(name="模.xlsx")
def test_any_chinese_name_in_a_zip_is_read_as_it_was_typed(encoding: str, name: str) -> None:
    # A few long GBK names are UTF-8 as well: nobody can tell.
    assume(encoding == "utf-8" or name == "模.xlsx" or not is_utf8(name.encode("gbk")))

    inbox = opened("a.zip", packed_as(encoding, name, b"form"))

    assert [file.name for file in inbox.papers] == [name]


@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=40)
@given(name=NAMES)
def test_any_chinese_name_in_a_mail_is_read_as_it_was_typed(way: str, name: str) -> None:
    charset = way.split()[1]
    assume(charset != "gb2312" or "·" not in name)
    assume(charset == "utf-8" or way.startswith("folded") or not is_utf8(name.encode(charset)))

    inbox = opened("a.eml", named(written(way, name), b"form"))

    assert [(file.name, file.content, str(file.sent)) for file in inbox.papers] == [(name, b"form", "2023-12-18")]


@pytest.mark.parametrize("is_unicode", [True, False])
@settings(max_examples=60)
@given(name=NAMES, size=st.sampled_from([0, 1, 63, 64, 511, 4095, 4096, 70_000]))
def test_any_chinese_name_in_an_outlook_mail_is_read_as_it_was_typed(name: str, size: int, *, is_unicode: bool) -> None:
    assume(is_unicode or not is_utf8(name.encode("gbk")))

    inbox = opened("a.msg", msg({name: b"f" * size}, is_unicode=is_unicode))

    assert [(file.name, len(file.content)) for file in inbox.papers] == [(name, size)]


def test_an_outlook_mail_was_sent_on_the_day_it_was_in_china(tmp_path: Path) -> None:
    late = dt.datetime(2023, 12, 20, 16, 30, tzinfo=dt.UTC)
    (tmp_path / "a.msg").write_bytes(msg({"甲.xlsx": b"form"}, sent=late))

    assert [file.sent for file in open_envelopes([tmp_path]).papers] == [dt.date(2023, 12, 21)]


def test_a_mail_dated_by_a_foreign_clock_was_sent_on_the_day_it_was_in_china(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(mailed({"甲.xlsx": b"form"}, "Wed, 20 Dec 2023 16:30:00 +0000"))

    assert [file.sent for file in open_envelopes([tmp_path]).papers] == [dt.date(2023, 12, 21)]


def trees(numbers: Iterator[int]) -> st.SearchStrategy[Tree]:
    def name(ending: str) -> str:
        return f"第{next(numbers)}份.{ending}"

    leaf = st.sampled_from(["xlsx", "pdf"]).map(lambda ending: (name(ending), b"form"))
    envelope = st.sampled_from(["zip", "eml", "msg"])
    held = st.recursive(
        leaf,
        lambda inner: st.tuples(envelope, st.lists(inner, min_size=1, max_size=3)).map(
            lambda made: (name(made[0]), dict(made[1]))
        ),
        max_leaves=8,
    )
    return st.lists(held, min_size=1, max_size=4).map(dict)


def expected(path: str, tree: Tree, depth: int) -> Iterator[tuple[str, str]]:
    """What each file of the tree must come to: forms and attachments two envelopes deep, deeper ones refused whole."""
    for name, held in tree.items():
        at = f"{path}/{name}"
        if isinstance(held, bytes):
            yield ("paper" if name.endswith("xlsx") else "beside"), at
        elif depth >= 2:
            yield "refused", at
        else:
            yield from expected(at, held, depth + 1)


@pytest.mark.parametrize("date", ["Fri, 31 Dec 9999 23:59:00 -1200", "Mon, 99 Foo 2023", ""])
def test_a_mail_whose_clock_tells_no_day_gives_its_files_all_the_same(date: str) -> None:
    letter = read_eml(mailed({"甲.xlsx": b"x"}, date))

    assert letter.sent is None
    assert letter.attachments == (("甲.xlsx", b"x"),)


@settings(max_examples=150)
@given(tree=trees(count()))
def test_envelopes_are_opened_two_deep_and_deeper_ones_get_a_sentence(tree: Tree) -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "收"
        folder.mkdir()
        for name, held in tree.items():
            (folder / name).write_bytes(sealed(name, held))

        inbox = open_envelopes([folder])

    found = {("paper", file.path) for file in inbox.papers}
    found |= {("beside", file.path) for file in inbox.beside}
    found |= {("refused", refusal.file) for refusal in inbox.refused}
    assert found == set(expected("收", tree, 0))
    assert all("套得太深" in refusal.reason for refusal in inbox.refused)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("甲.7z", b"7z", "是压缩包，请解压后报送，或改用 .zip。"),
        ("winmail.dat", b"\x78\x9f\x3e\x22", "请寄件人改用 .zip 压缩后重新发送。"),
        ("说明.txt", b"hello", "申报书请存为 .xlsx"),
        ("甲.eml", b"Date: Mon, 18 Dec 2023 08:00:00 +0800\n\nhello", "这封邮件没有附件。"),
        ("甲.msg", b"no mail at all", "是损坏的邮件"),
        ("甲.msg", msg({"转发": None}), "是邮件里夹带的邮件或链接"),
        ("甲.zip", packed({}), "是空的压缩包"),
        ("甲.zip", packed({"a.xlsx": b"x" * 9}).replace(b"PK\x03\x04", b"PK\x03\x03"), "取不出来"),
    ],
)
def test_what_cannot_be_taken_gets_a_sentence(name: str, content: bytes, sentence: str) -> None:
    inbox = opened(name, content)

    [refusal] = inbox.refused
    assert sentence in refusal.reason
    assert inbox.papers == inbox.beside == []


@pytest.mark.parametrize("name", ["申报书", "申报书.wps", "申报书.xlsx ", "申报书.XLSX"])
def test_a_book_whose_ending_got_lost_is_a_paper(name: str) -> None:
    assert [file.content for file in opened(name, book()).papers] == [book()]


def test_a_book_named_zip_is_a_paper_and_not_a_box_of_xml() -> None:
    assert [file.name for file in opened("申报书.zip", book()).papers] == ["申报书.zip"]


def test_a_sheet_without_a_name_is_taken() -> None:
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    inbox = opened("a.eml", b"Content-Type: " + kind + b"\n\nform")

    assert [file.name for file in inbox.papers] == ["未命名.xlsx"]


def test_a_damaged_entry_of_a_zip_costs_only_itself() -> None:
    data = bytearray(packed({"a.xlsx": b"first", "b.xlsx": b"second"}))
    data[data.index(b"first")] ^= 1

    inbox = opened("a.zip", bytes(data))

    assert [file.name for file in inbox.papers] == ["b.xlsx"]
    assert [(refusal.file, refusal.code) for refusal in inbox.refused] == [("a.zip/a.xlsx", "FILE-DAMAGED")]


def test_zips_in_a_zip_share_one_bound() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("a.pdf", b"\0" * (80 * 1024 * 1024))
    heavy = stream.getvalue()

    inbox = opened("a.zip", packed({f"{number}.zip": heavy for number in range(5)}))

    assert [refusal.code for refusal in inbox.refused] == ["FILE-BOMB"] * 3
    assert len(inbox.beside) == 2


@pytest.mark.parametrize(
    ("code_page", "sent"),
    [
        *dict.fromkeys((936, 54936, 65001, 1252), dt.date(2023, 12, 1)).items(),
        *dict.fromkeys((0, 20936, 50227)).items(),
    ],
)
def test_an_outlook_mail_in_whatever_code_page_gives_its_files(code_page: int, sent: dt.date | None) -> None:
    """20936 and 50227 are old Chinese ones that Python has no table of: of such a mail nobody can tell the day."""
    mail = msg({"甲.xlsx": b"form"}, code_page=code_page, sent=dt.datetime(2023, 12, 1, tzinfo=dt.UTC))

    (paper,) = opened("a.msg", mail).papers

    assert (paper.name, paper.content, paper.sent) == ("甲.xlsx", b"form", sent)


def test_an_outlook_mail_whose_streams_share_their_bytes_is_refused() -> None:
    content = msg({f"{number}.xlsx": b"x" * 9000 for number in range(5)})
    sizes = content.replace(struct.pack("<Q", 9000), struct.pack("<Q", 20_000))

    assert [refusal.code for refusal in opened("a.msg", sizes).refused] == ["FILE-DAMAGED"]


@settings(max_examples=200)
@given(st.data())
def test_a_mutant_envelope_is_opened_or_refused_and_nothing_else(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["a.msg", "a.eml", "a.zip"]))
    whole = bytearray(sealed(name, {"甲.xlsx": b"form" * 2000, "乙.pdf": b"p"}))
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))

    inbox = opened(name, bytes(whole))

    assert inbox.papers or inbox.beside or inbox.refused or inbox.skipped


def test_a_mail_nested_a_thousand_deep_is_refused() -> None:
    head = "".join(f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(3000))

    assert opened("a.eml", head.encode()).refused


def test_an_empty_compound_file_is_no_mail() -> None:
    assert [refusal.code for refusal in opened("a.msg", compound({})).refused] == ["FILE-DAMAGED"]


def test_a_file_that_cannot_be_read_is_refused_and_the_others_are_taken(tmp_path: Path) -> None:
    (tmp_path / "甲.xlsx").write_bytes(book())
    (tmp_path / "乙.xlsx").symlink_to("/proc/self/mem")  # whose first byte nobody can read, not even root

    inbox = open_envelopes([tmp_path])

    assert [file.name for file in inbox.papers] == ["甲.xlsx"]
    assert [(refused.code, "权限" in refused.reason) for refused in inbox.refused] == [("DISK", True)]


def test_a_folder_that_cannot_be_opened_is_told_and_what_lies_beside_it_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "甲.xlsx").write_bytes(book())
    closed = {tmp_path / name for name in ("关着", ".Trash", "System Volume Information")}
    look = os.scandir

    def scandir(path: str) -> Iterator[os.DirEntry[str]]:
        if Path(path) in closed:  # as a folder of somebody else is, but to root
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return look(path)

    for folder in closed:
        folder.mkdir()
    monkeypatch.setattr(os, "scandir", scandir)

    inbox = open_envelopes([tmp_path])

    assert [file.name for file in inbox.papers] == ["甲.xlsx"]
    assert [(told.file, told.code, told.reason) for told in inbox.refused] == [
        (f"{tmp_path.name}/关着", "DISK", "“关着”是打不开的文件夹，里面的文件都没有收。请检查读取权限，再收一次。")
    ]


def test_the_records_that_a_desk_keeps_in_its_folder_are_no_mail(tmp_path: Path) -> None:
    records = tmp_path / "区局" / "汇总表.档案"
    (records / "originals").mkdir(parents=True)
    (records / "journal.jsonl").write_text("{}\n")
    (records / "originals" / "0016d049").write_bytes(book())
    (tmp_path / "区局" / "申报书.xlsx").write_bytes(book())

    found = open_envelopes([tmp_path])

    assert [file.name for file in found.papers] == ["申报书.xlsx"]
    assert (found.refused, found.skipped) == ([], 0)


def test_the_originals_of_a_desk_can_be_taken_by_name(tmp_path: Path) -> None:
    """Somebody whose 汇总表 is lost collects what its records kept."""
    records = tmp_path / "汇总表.档案"
    (records / "originals").mkdir(parents=True)
    (records / "journal.jsonl").write_text("{}\n")
    (records / "originals" / "0016d049").write_bytes(book())

    assert [file.name for file in open_envelopes([records / "originals"]).papers] == ["0016d049"]


def test_where_nobody_waits_for_the_rest_it_is_not_looked_at(tmp_path: Path) -> None:
    put(tmp_path, **{f"{number}.xlsx": b"form" for number in range(9)})
    asked = iter([False, False, True])

    found = open_envelopes([tmp_path], lambda: next(asked))

    assert [file.name for file in found.papers] == ["0.xlsx", "1.xlsx"]


def test_where_files_are_known_those_of_the_folder_itself_stay_where_they_lie(tmp_path: Path) -> None:
    put(tmp_path, **{"1.xlsx": b"form", "2.pdf": b"licence", "3.zip": packed({"4.xlsx": b"another"})})

    found = open_envelopes([tmp_path], are_known=True)

    assert [(file.name, file.content, type(file.held)) for file in (*found.papers, *found.beside)] == [
        ("1.xlsx", b"form", Lying),
        ("4.xlsx", b"another", type(Spool().keep(b""))),
        ("2.pdf", b"licence", Lying),
    ]


def test_a_file_larger_than_any_envelope_is_refused_and_never_held_as_a_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox, read = put(tmp_path / "收件", **{"甲.xlsx": b"form", "宣传片.zip": b""}), Path.read_bytes
    os.truncate(inbox / "宣传片.zip", LARGEST + 1)
    held: list[int] = []
    monkeypatch.setattr(Path, "read_bytes", lambda path: held.append(path.stat().st_size) or read(path))

    found = open_envelopes([inbox])

    assert ([file.name for file in found.papers], held) == (["甲.xlsx"], [len(b"form")])
    [refused] = found.refused
    assert (refused.file, refused.code) == ("收件/宣传片.zip", "FILE-BOMB")
    assert "超过 200 MB" in refused.reason
    assert refused.sha256 == hashlib.sha256(bytes(LARGEST + 1)).hexdigest()


def test_a_zip_packed_in_a_way_nobody_can_bound_is_told_with_what_to_do() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("甲.xlsx", b"form", zipfile.ZIP_BZIP2)
        package.writestr("乙.xlsx", b"form")

    inbox = opened("a.zip", stream.getvalue())

    assert [file.name for file in inbox.papers] == ["乙.xlsx"]
    [refused] = inbox.refused
    assert (refused.file, refused.code) == ("a.zip/甲.xlsx", "FILE-KIND")
    assert refused.reason.endswith("请用系统自带的压缩，重新压缩后报送。")


def test_a_zip_that_ends_as_those_for_large_ones_do_is_opened() -> None:
    """So the clouds of Microsoft pack what is fetched from them, however small it is."""
    small = packed({"甲.xlsx": b"form"})
    _, _, _, _, count, length, start, _ = struct.unpack("<4sHHHHLLH", small[-22:])
    large = struct.pack("<4sQHHLLQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, length, start)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, len(small) - 22, 1)

    inbox = opened("a.zip", small[:-22] + large + locator + small[-22:-12] + b"\xff" * 10 + b"\0\0")

    assert [file.name for file in inbox.papers] == ["甲.xlsx"]
