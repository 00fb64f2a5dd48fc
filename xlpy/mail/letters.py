"""One mail -> its day and its attachments: .eml as the servers keep it, .msg as Outlook does."""

import datetime as dt
import email
import email.policy
import io
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import MessageError
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from xlpy.mail.enclosure import DAMAGED
from xlpy.mail.names import attached_name, decoded

TORN = (
    *DAMAGED, MessageError, struct.error, LookupError, AttributeError, TypeError, AssertionError, RecursionError,
    ArithmeticError, MemoryError,
)  # fmt: skip
"""What taking a mail apart comes to that is damaged, or no mail at all."""
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
    message = email.message_from_bytes(content, policy=email.policy.compat32)
    return Letter(_day(message["Date"]), tuple(_parts(message)), _address(message["Reply-To"] or message["From"]))


def _parts(message: Message) -> Iterator[tuple[str, bytes | None]]:
    for part in message.walk():
        if part.is_multipart():
            continue
        name = attached_name(part) or _unnamed(part)
        payload = part.get_payload(decode=True)
        if name:
            yield name, payload if isinstance(payload, bytes) else None


def _unnamed(part: Message) -> str:
    """A name for a sheet that was attached without one."""
    ending = _SHEETS.get(part.get_content_type())
    return f"未命名{ending}" if ending else ""


def read_msg(content: bytes) -> Letter:
    """A mail as Outlook saves it."""
    from oxmsg import Message as OutlookMessage  # noqa: PLC0415 - start-up: only a .msg pays for it
    from oxmsg.domain.model import UnrecognizedCodePageError, UnsupportedEncodingError  # noqa: PLC0415 - as above

    _check_size(content)
    message = OutlookMessage.load(io.BytesIO(content))
    files = tuple((_eight_bit(file.file_name or ""), file.file_bytes) for file in message.attachments)
    try:
        headers = {name.lower(): value for name, value in message.message_headers.items()}
        sent = _day(headers.get("date")) or (message.sent_date.astimezone(_CHINA).date() if message.sent_date else None)
        return Letter(sent, files, _address(message.sender))
    except (UnrecognizedCodePageError, UnsupportedEncodingError):  # of its text only, the files are told apart
        return Letter(None, files)


def _check_size(content: bytes) -> None:
    """Refuse a file whose streams share their bytes, so that reading them all would take many times its size."""
    from olefile import OleFileIO  # noqa: PLC0415 - as above

    with OleFileIO(io.BytesIO(content)) as mail:
        if sum(mail.get_size(path) for path in mail.listdir()) > len(content):
            raise ValueError


def _eight_bit(name: str) -> str:
    """A name that an older Outlook wrote in the code page of its machine, which the file does not tell."""
    try:
        return name if name.isascii() else decoded(name.encode(_EIGHT_BIT)) or name
    except UnicodeEncodeError:
        return name


def _address(header: object) -> str:
    """The bare address of a From header; blank unless it is one that can be written to."""
    address = parseaddr(str(header or ""))[1]
    return address if _WRITABLE.fullmatch(address) else ""


def _day(header: object) -> dt.date | None:
    """The day of a Date header by the clock of China; one that tells no zone is taken as it stands."""
    try:
        moment = parsedate_to_datetime(str(header))
        return (moment.astimezone(_CHINA) if moment.tzinfo else moment).date()
    except (TypeError, ValueError, OverflowError):
        return None
