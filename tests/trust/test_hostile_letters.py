"""Mails as nobody should send them: one costs no more than itself, and an honest one is still read whole."""

import base64
import email
import struct
import tracemalloc
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor
from email.message import Message
from email.mime.application import MIMEApplication
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.compound import compound, msg
from support.mails import DATE, mailed, named, written
from xlpy.mail import Inbox, open_envelopes
from xlpy.mail.letters import read_eml, read_msg
from xlpy.workers import Workers

MB = 1 << 20
MEMORY = 500 * MB
"""Room for the program, and 300 MB."""
TOP = f"Date: {DATE}\nFrom: a@b.cn\n".encode()
MANY = TOP + b"Content-Type: multipart/mixed; boundary=z\n\n"
HEAD = struct.pack("<8xLLLL8x", 0, 0, 0, 0)


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    """Whoever opens a mail that hangs, or eats the memory, is killed."""
    with Workers(("xlpy.mail",), seconds=20, memory=MEMORY) as workers:
        yield workers


def verdict(workers: Workers, path: Path) -> str:
    """The code with which the first file of a mail is refused, or ``taken``."""
    try:
        inbox: Inbox = workers.submit(open_envelopes, [path]).result()
    except (TimeoutError, BrokenExecutor):
        return "FILE-KILLED"
    return inbox.refused[0].code if inbox.refused else "taken"


def attached(parameters: bytes) -> bytes:
    """A mail that is one attachment with these parameters."""
    return TOP + b"Content-Disposition: attachment; " + parameters + b"\n\nabc\n"


def coded(way: bytes, lines: bytes) -> bytes:
    """A mail that is one form, written in these lines."""
    return attached(b"filename=a.xlsx\nContent-Transfer-Encoding: " + way).removesuffix(b"abc\n") + lines


def from_(sender: bytes) -> bytes:
    return TOP.replace(b"a@b.cn", sender) + b"\nx"


def nested(depth: int) -> bytes:
    """A mail of parts in parts, none of which ends."""
    parts = (b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (number, number) for number in range(depth))
    return TOP + b"".join(parts)


def parts(count: int, *lines: bytes) -> bytes:
    """A mail of so many parts."""
    return MANY + b"".join(b"--z\n" + b"".join(lines) + b"\n" for _ in range(count))


LETTERS: dict[str, tuple[Callable[[], bytes], str]] = {
    "parameters_in_a_quote": (lambda: attached(b'filename="' + b";" * 250_000), "FILE-KIND"),
    "parameters": (lambda: attached(b";" * MB), "FILE-DAMAGED"),
    "words": (lambda: attached(b'filename="' + b"=?utf-8?q?a?= " * 200_000 + b'"'), "FILE-DAMAGED"),
    "words_that_never_end": (lambda: attached(b'filename="' + b"=?a?q?" * 170_000 + b'"'), "FILE-DAMAGED"),
    "parameters_of_the_kind": (
        lambda: MANY.replace(b"; boundary", b'; a="' + b";" * 250_000 + b"; boundary") + b"--z\n\nx",
        "FILE-EMPTY",
    ),
    "parameters_of_the_kind_of_a_part": (
        lambda: MANY + b'--z\nContent-Type: a/b; name="' + b";" * 250_000 + b"\n\nx",
        "FILE-KIND",
    ),
    "punycode_long": (lambda: attached(b"filename*=punycode''a-" + b"b" * 2_000_000), "FILE-DAMAGED"),
    "punycode_bad": (lambda: attached(b"filename*=punycode''a%ff.xlsx"), "taken"),
    "idna": (lambda: attached(b"filename*=idna''a%ff.xlsx"), "taken"),
    "undefined": (lambda: attached(b"filename*=undefined''a.xlsx"), "taken"),
    "no_charset": (lambda: attached(b"filename*=a\x00b''a.xlsx"), "taken"),
    "undefined_word": (lambda: attached(b'filename="=?undefined?q?a?=.xlsx"'), "taken"),
    "torn_word": (lambda: attached(b'filename="=?utf-8?b?a?=.xlsx"'), "taken"),
    "parts": (lambda: parts(300_000), "FILE-DAMAGED"),
    "named_parts": (lambda: parts(6000, b"Content-Disposition: attachment; filename=a.pdf\n"), "FILE-DAMAGED"),
    "nested": (lambda: nested(150) + b"\n--\n" * 500_000, "FILE-DAMAGED"),
    "nested_90_deep": (lambda: nested(90) + b"a\n" * 2_000_000, "FILE-EMPTY"),
    "newlines": (lambda: TOP + b"\n" * (40 * MB), "FILE-EMPTY"),
    "one_header_of_many_lines": (lambda: TOP + b"X: a\n" + b" b\n" * 2_000_000 + b"\nx", "FILE-DAMAGED"),
    "headers": (lambda: TOP + b"a: b\n" * 500_000 + b"\nx", "FILE-DAMAGED"),
    "headers_of_parts": (lambda: parts(100, b"From:\n" * 10_000), "FILE-DAMAGED"),
    "uuencoded": (lambda: coded(b"x-uuencode", b"begin 644 a\n" + b"#86)C\n" * 1_000_000), "FILE-DAMAGED"),
    "base64_in_short_lines": (lambda: coded(b"base64", b"YWJj\n" * 6_000_000), "taken"),
    "quoted_in_short_lines": (lambda: coded(b"quoted-printable", b"a\n" * 8_000_000), "taken"),
    "sender_in_brackets": (lambda: from_(b"<@a," * MB), "FILE-DAMAGED"),
    "sender_of_domains": (lambda: from_(b"[a" * MB), "FILE-DAMAGED"),
    "senders": (lambda: from_(b"a@" * MB), "FILE-DAMAGED"),
}


@pytest.mark.parametrize("kind", LETTERS)
def test_a_hostile_letter_comes_to_what_is_written_beside_it(workers: Workers, tmp_path: Path, kind: str) -> None:
    make, expected = LETTERS[kind]
    (tmp_path / "a.eml").write_bytes(make())

    assert verdict(workers, tmp_path / "a.eml") == expected


def circle() -> bytes:
    """A file of 16,000 sectors whose list of tables leads to itself, 3,000 times."""
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH10x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<LLLLLLLL", 109 + 127 * 3000, 2, 0, 4096, 0xFFFFFFFE, 0, 0, 3000)
    return head + struct.pack("<109L128L", *[1] * 109, *[1] * 127, 0) + bytes(512 * 16_000)


def crowd(count: int) -> bytes:
    return compound({"__properties_version1.0": HEAD, **{f"s{number}": b"x" for number in range(count)}})


def circling() -> bytes:
    """A mail whose small streams lie in two gigabytes, which are one sector again and again."""
    content = bytearray(msg({f"{number}.xlsx": b"x" * 1000 for number in range(20)}))
    root = content.index("Root Entry".encode("utf-16-le"))
    (sector,) = struct.unpack_from("<L", content, root + 116)
    (table,) = struct.unpack_from("<L", content, 76)
    struct.pack_into("<L", content, (table + 1) * 512 + sector * 4, sector)
    struct.pack_into("<L", content, root + 120, 0x7FFFFFFF)
    return bytes(content)


def headed() -> bytes:
    """A mail whose headers are a million short lines."""
    told = ("a:\n" * 1_100_000).encode("utf-16-le")
    entry = struct.pack("<HHLLL", 0x1F, 0x7D, 6, len(told), 0)
    return compound({"__properties_version1.0": HEAD + entry, "__substg1.0_007D001F": told})


OUTLOOK: dict[str, tuple[Callable[[], bytes], str]] = {
    "tables_in_a_circle": (circle, "FILE-DAMAGED"),
    "streams": (lambda: crowd(20_000), "FILE-DAMAGED"),
    "streams_in_one_storage": (lambda: crowd(7000), "FILE-DAMAGED"),
    "properties": (lambda: compound({"__properties_version1.0": HEAD + bytes(6 * MB)}), "FILE-DAMAGED"),
    "small_streams_in_a_circle": (circling, "FILE-DAMAGED"),
}


@pytest.mark.parametrize("kind", OUTLOOK)
def test_a_hostile_letter_of_outlook_comes_to_what_is_written_beside_it(
    workers: Workers, tmp_path: Path, kind: str
) -> None:
    make, expected = OUTLOOK[kind]
    (tmp_path / "a.msg").write_bytes(make())

    assert verdict(workers, tmp_path / "a.msg") == expected


def test_the_headers_that_outlook_kept_are_not_read_to_their_end() -> None:
    content = headed()
    read_msg(msg({}))  # what it takes the first time only

    tracemalloc.start()
    read_msg(content)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most < 50 * MB


def base64_part(name: str, content: bytes) -> bytes:
    head = f"--z\nContent-Disposition: attachment; filename={name}\nContent-Transfer-Encoding: base64\n\n"
    return head.encode() + base64.encodebytes(content) + b"\n"


def test_a_mail_of_thirty_megabytes_is_read_whole(workers: Workers, tmp_path: Path) -> None:
    contents = {f"{number}.xlsx": bytes([number]) * (11 * MB) for number in range(2)}
    (tmp_path / "a.eml").write_bytes(MANY + b"".join(base64_part(*file) for file in contents.items()) + b"--z--\n")

    inbox = workers.submit(open_envelopes, [tmp_path / "a.eml"]).result()

    assert {file.name: file.content for file in inbox.papers} == contents


@pytest.mark.parametrize(("make", "ending", "count"), [(mailed, "eml", 30), (msg, "msg", 50)])
def test_a_mail_with_many_attachments_is_read_whole(
    tmp_path: Path, make: Callable[[dict[str, bytes]], bytes], ending: str, count: int
) -> None:
    contents = {f"第{number}份.pdf": b"%d" % number * 5000 for number in range(count)}
    (tmp_path / f"a.{ending}").write_bytes(make(contents))

    inbox = open_envelopes([tmp_path])

    assert {file.name: file.content for file in inbox.beside} == contents


def test_every_mail_of_a_thread_forwarded_twelve_times_gives_its_attachment() -> None:
    mail = thread(12)

    letter = read_eml(mail.as_bytes())

    assert letter.attachments == tuple((f"{number}.xlsx", b"form %d" % number) for number in reversed(range(12)))


def thread(length: int) -> Message:
    mail: Message = MIMEText("见附件\n--\n甲", "plain", "utf-8")
    for number in range(length):
        forwarding = MIMEMultipart()
        alternatives = MIMEMultipart("alternative", _subparts=[MIMEText("见附件"), MIMEText("<p>见附件", "html")])
        forwarding.attach(alternatives)
        part = MIMEApplication(b"form %d" % number)
        part.add_header("Content-Disposition", "attachment", filename=f"{number}.xlsx")
        forwarding.attach(part)
        forwarding.attach(MIMEMessage(mail))
        mail = forwarding
    return mail


@pytest.mark.parametrize("way", ["rfc2231", "continued", "folded"])
@pytest.mark.parametrize(
    ("charset", "name"),
    [
        ("gbk", "申报书（甲）.xlsx"),
        ("gb18030", "申报书㐀.xlsx"),
        ("utf-8", "申报书甲.xlsx"),
        ("big5", "申報書.xlsx"),
        ("shift_jis", "申告書カナ.xlsx"),
        ("iso-8859-1", "déclaration.xlsx"),
        ("koi8-u", "Україна.xlsx"),
    ],
)
def test_a_name_is_read_in_whatever_charset_it_is_written(way: str, charset: str, name: str) -> None:
    letter = read_eml(named(written(f"{way} {charset}", name), b"form"))

    assert letter.attachments == ((name, b"form"),)


def test_a_name_as_long_as_windows_lets_it_be_is_read() -> None:
    name = "申" * 250 + ".xlsx"

    assert read_eml(named(written("rfc2231 utf-8", name), b"form")).attachments == ((name, b"form"),)


def joined(kind: str, boundary: str | None, parts: list[Message], end: str) -> Message:
    mail = MIMEMultipart(kind, boundary, parts)
    mail.preamble, mail.epilogue = end, end
    return mail


LEAVES = st.one_of(
    st.text("甲\n -.:z").map(lambda text: MIMEText(text, "plain", "utf-8")),
    st.text("a\n -.:z").map(lambda text: MIMEText(text, "html")),
    st.binary(max_size=200).map(lambda content: MIMEApplication(content, name="a.xlsx")),
)
MAILS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        inner.map(MIMEMessage),
        st.builds(
            joined,
            st.sampled_from(["mixed", "alternative", "digest"]),
            st.sampled_from([None, "z", "zz", "b a=?:x"]),
            st.lists(inner, max_size=4),
            st.sampled_from(["", "bye\n--z\n"]),
        ),
    ),
    max_leaves=12,
)


@settings(max_examples=200)
@given(mail=MAILS, newline=st.sampled_from([b"\n", b"\r\n"]))
def test_a_mail_has_the_parts_that_python_finds_in_it(mail: Message, newline: bytes) -> None:
    raw = mail.as_bytes().replace(b"\n", newline)

    parts = [part for part in email.message_from_bytes(raw).walk() if part.get_filename()]

    assert read_eml(raw).attachments == tuple((part.get_filename(), part.get_payload(decode=True)) for part in parts)


def test_base64_whose_end_is_lost_gives_what_there_is_of_it() -> None:
    whole = coded(b"base64", base64.b64encode(b"first, second"))

    assert read_eml(whole[:-4]).attachments == (("a.xlsx", b"first, secon"),)
    assert read_eml(whole[:-5]).attachments == (("a.xlsx", b"first, seco"),)
