"""One mail -> its day and its attachments: .eml as the servers keep it, .msg as Outlook does."""

import binascii
import datetime as dt
import email
import email.policy
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import MessageError
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from itertools import pairwise

from xlpy.mail.enclosure import DAMAGED
from xlpy.mail.names import attached_name, decoded

TORN = (*DAMAGED, MessageError, AttributeError, TypeError, AssertionError)
"""What taking a mail apart comes to that is damaged, or no mail at all."""
PARTS = 5000
"""So many parts may a mail have in all, those of the mails in it included."""
DEPTH = 100
"""So deep may parts lie in parts: a thread forwarded thirty times."""
DASHED = 100_000
"""So many lines may begin as a boundary does."""
BOUNDARY = 256
"""So many bytes of each are looked at; a boundary has 70 at most."""
HEAD = 256 << 10
"""So many bytes may stand above the text of a mail or a part of it: as many as servers let through."""
HEADS = 4 << 20
"""So many in all."""
HEADER = 4 << 10
"""So many of one header are read: a name of 255 signs takes 3,000 when each is written as three times three."""
PARAMETERS = 200
"""So many parameters of one header are read."""
SIGNS = 1000
"""So many signs are read of an address, or of a name that Outlook wrote."""
UUENCODED = 500_000
"""So many lines are read of what is coded line by line, 22 MB: nobody does it any more."""
_HEAD = re.compile(rb"(?:(?:From |[!-9;-~]*+:|[\t ])[^\r\n]*+(?:\r\n|[\r\n]|\Z))*+")
_NEWLINE = re.compile(rb"\r\n|[\r\n]|")
_READ = re.compile(
    rb"^(date|from|reply-to|content-type|content-disposition|content-transfer-encoding):(.*+(?:\n[\t ].*+)*+)",
    re.IGNORECASE | re.MULTILINE,
)
_UUENCODED = ("x-uuencode", "uuencode", "uue", "x-uue")
_CHINA = dt.timezone(dt.timedelta(hours=8))
_WRITABLE = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_EIGHT_BIT = "iso-8859-15"
_SHEETS = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.ms-excel": ".xls",
}


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail: the day it was sent by the clock of China; attachments by name, None for one that cannot be read."""

    sent: dt.date | None
    attachments: tuple[tuple[str, bytes | None], ...]
    sender: str = ""


def read_eml(content: bytes) -> Letter:
    """A mail as RFC 5322 writes it; mails forwarded inside it give their attachments too."""
    if b"\n" not in content:  # an old Mac ends its lines so
        content = content.replace(b"\r", b"\n")
    head, _ = _head(content, 0, len(content))
    return Letter(_day(head["Date"]), tuple(_attached(content)), _address(head["Reply-To"] or head["From"]))


def _attached(content: bytes) -> Iterator[tuple[str, bytes]]:
    for head, start, end in _Mail(content).leaves(0, len(content)):
        if name := attached_name(head) or _unnamed(head):
            yield name, _payload(head, memoryview(content)[start:end])


def _unnamed(part: Message) -> str:
    """A name for a sheet that was attached without one."""
    ending = _SHEETS.get(part.get_content_type())
    return f"未命名{ending}" if ending else ""


class _Mail:
    """A mail that is taken apart where its boundaries lie; what it holds is not cut into lines, however many."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._dashed = _dashed(content)
        self._parts = 0
        self._heads = 0

    def leaves(
        self, start: int, end: int, depth: int = 0, kind: str = "text/plain"
    ) -> Iterator[tuple[Message, int, int]]:
        """The parts between these places that hold no other parts: what is told of each, and where it lies."""
        head, body = _head(self._content, start, end)
        head.set_default_type(kind)
        self._parts += 1
        self._heads += body - start
        if self._parts > PARTS or self._heads > HEADS or depth > DEPTH:
            raise ValueError
        inner = self._inner(head, body, end)
        if not inner:
            yield head, body, end
        within = "message/rfc822" if head.get_content_type() == "multipart/digest" else "text/plain"
        for first, last in inner:
            yield from self.leaves(first, last, depth + 1, within)

    def _inner(self, head: Message, start: int, end: int) -> list[tuple[int, int]]:
        """Where the parts of a part lie; a forwarded mail is one part."""
        if head.get_content_maintype() == "message":
            return [(start, end)]
        boundary = head.get_boundary() if head.get_content_maintype() == "multipart" else None
        return self._between(b"--" + boundary.encode("utf-8", "surrogateescape"), start, end) if boundary else []

    def _between(self, mark: bytes, start: int, end: int) -> list[tuple[int, int]]:
        """What lies between the lines of this mark, up to the line that closes them."""
        marks, closing = self._lines(mark, start, end), self._lines(mark + b"--", start, end)
        last = closing[0] if closing else (end, end)
        cuts = [*(line for line in marks if line < last), last]
        return [
            (first, max(first, self._above(next_) if next_ < end else end))
            for (_, first), (next_, _) in pairwise(cuts)
            if first < next_
        ]

    def _lines(self, text: bytes, start: int, end: int) -> list[tuple[int, int]]:
        lines = self._dashed.get(text, [])
        return lines[bisect_left(lines, (start, 0)) : bisect_left(lines, (end, 0))]

    def _above(self, line: int) -> int:
        """Where the line above ends: its newline belongs to the boundary."""
        return line - (2 if self._content[line - 2 : line] == b"\r\n" else 1)


def _dashed(content: bytes) -> dict[bytes, list[tuple[int, int]]]:
    """Where the lines begin and end that could be boundaries."""
    if content.count(b"\n--") > DASHED:
        raise ValueError
    lines = defaultdict(list)
    at = content.find(b"\n--")
    while at >= 0:
        after = content.find(b"\n", at + 1) + 1 or len(content)
        lines[content[at + 1 : min(after, at + BOUNDARY)].rstrip()].append((at + 1, after))
        at = content.find(b"\n--", after - 1)
    return lines


def _head(content: bytes, start: int, end: int) -> tuple[Message, int]:
    """What is told above a text, so much of it as we read, and where the text begins."""
    found = _HEAD.match(content, start, min(end, start + HEAD))
    told = found[0] if found else b""
    if len(told) >= HEAD:
        raise ValueError
    body = _NEWLINE.match(content, start + len(told), end)
    return _told(told), body.end() if body else end


def _told(head: bytes) -> Message:
    """The headers that we read, the first of each, none longer than anybody writes them."""
    lines = head.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    told: dict[bytes, bytes] = {}
    for name, value in _READ.findall(lines):
        told.setdefault(name.lower(), b";".join(value[:HEADER].split(b";", PARAMETERS)[:PARAMETERS]))
    text = b"".join(name + b":" + value + b"\n" for name, value in told.items())
    return email.message_from_bytes(text, policy=email.policy.compat32)


def _payload(head: Message, body: memoryview) -> bytes:
    """The bytes of an attachment as they were before the mail was sent."""
    way = str(head.get("content-transfer-encoding", "")).lower()
    if way == "base64":
        return _base64(body)
    if way == "quoted-printable":
        return binascii.a2b_qp(body)
    return _uuencoded(head, bytes(body)) if way in _UUENCODED else bytes(body)


def _uuencoded(head: Message, body: bytes) -> bytes:
    if max(body.count(b"\n"), body.count(b"\r"), len(body) // 64) > UUENCODED:
        raise ValueError
    head.set_payload(body.decode("ascii", "surrogateescape"))
    payload = head.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _base64(body: memoryview) -> bytes:
    """Base64, its last signs lost or not; as it stands where it is none."""
    for lost in (b"", b"=="):
        try:
            return binascii.a2b_base64(bytes(body) + lost if lost else body)
        except binascii.Error:
            pass
    return bytes(body).translate(None, b"\r\n")


def read_msg(content: bytes) -> Letter:
    """A mail as Outlook saves it."""
    from oxmsg.domain.model import UnrecognizedCodePageError, UnsupportedEncodingError  # noqa: PLC0415 - start-up: only a .msg pays for it

    from xlpy.mail.outlook import headers, open_outlook, sender  # noqa: PLC0415 - as above

    message = open_outlook(content)
    files = tuple((_eight_bit((file.file_name or "")[:SIGNS]), file.file_bytes) for file in message.attachments)
    try:
        told = headers(message, HEAD - 1)
        head, _ = _head(told, 0, len(told))
        sent = _day(head["Date"]) or (message.sent_date.astimezone(_CHINA).date() if message.sent_date else None)
        return Letter(sent, files, _address(head["From"] or sender(message)))
    except (UnrecognizedCodePageError, UnsupportedEncodingError):  # of its text only, the files are told apart
        return Letter(None, files)


def _eight_bit(name: str) -> str:
    """A name that an older Outlook wrote in the code page of its machine, which the file does not tell."""
    try:
        return name if name.isascii() else decoded(name.encode(_EIGHT_BIT)) or name
    except UnicodeEncodeError:
        return name


def _address(header: object) -> str:
    """The bare address of a From header; blank unless it is one that can be written to."""
    address = parseaddr(str(header or "")[:SIGNS])[1]
    return address if _WRITABLE.fullmatch(address) else ""


def _day(header: object) -> dt.date | None:
    """The day of a Date header by the clock of China; one that tells no zone is taken as it stands."""
    try:
        moment = parsedate_to_datetime(str(header))
        return (moment.astimezone(_CHINA) if moment.tzinfo else moment).date()
    except (TypeError, ValueError, OverflowError):
        return None
