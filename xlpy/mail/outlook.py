"""Mails that Outlook saved, opened within bounds, whatever their file claims of itself."""

import io
import struct
from collections.abc import Iterator

from olefile import STGTY_STREAM, OleFileIO
from olefile.olefile import OleDirectoryEntry
from oxmsg import Message
from oxmsg.domain import constants

DIRECTORY = 1 << 20
"""So many bytes may list what lies in the file, 8,192 entries: to list them takes the square of their number."""
STEPS = 1 << 24
"""So many names may be passed by to find every stream: each time a storage is looked through from its first name."""
TOLD = 2 << 20
"""So many bytes of properties may be told, those of a mail with 500 attachments several times over."""
_PROPERTIES = "__properties_version1.0"
_UNITS = (9, 12)
_SMALL = (6, 1 << 12)
"""How the format cuts a file: in sectors of 512 or 4,096 bytes, and streams below 4,096 bytes in sectors of 64."""
_HEADER = struct.Struct("<30xHH10xL8xL4xL4x")
_IN_HEADER = 109
"""So many sectors of the table of all sectors are listed in the header itself."""


def open_outlook(content: bytes) -> Message:
    """A mail as Outlook saves it.

    Raises:
        ValueError: it claims more than it can hold, or would take many times its size to read.
    """
    _check_header(content)
    with _Bounded(io.BytesIO(content)) as mail:
        _check_streams(mail.root, len(content))
    return Message.load(io.BytesIO(content))


def headers(message: Message, length: int) -> bytes:
    """So much of the headers as the servers gave them; a mail that was never sent has none."""
    told = message.properties.str_prop_value(constants.PID_TRANSPORT_MESSAGE_HEADERS) or ""
    return told[:length].encode("utf-8", "replace")[:length]


def sender(message: Message) -> str:
    """Who sent it as Outlook itself noted it down."""
    ways = (constants.PID_SENDER_EMAIL_ADDRESS, constants.PID_SENDER_SMTP_ADDRESS)
    told = next(filter(None, map(message.properties.str_prop_value, ways)), None)
    return told or message.properties.str_prop_value(constants.PID_SENT_REPRESENTING_NAME) or ""


def _check_header(content: bytes) -> None:
    """Refuse a file whose header claims other units than the format has, or tables longer than the file needs."""
    unit, small_unit, table, cutoff, small_table = _HEADER.unpack_from(content)
    if unit not in _UNITS or (small_unit, cutoff) != _SMALL:
        raise ValueError
    sectors = len(content) >> unit
    if table > _IN_HEADER + 2 * (sectors >> (unit - 2)) or small_table > sectors:
        raise ValueError


class _Bounded(OleFileIO):  # type: ignore[misc] # olefile tells no types
    """A compound file that is not listed if the list is too long."""

    def loaddirectory(self, sect: int) -> None:
        length, sector = 0, sect
        while sector < len(self.fat):
            length += self.sector_size
            if length > DIRECTORY:
                raise ValueError
            sector = self.fat[sector]
        super().loaddirectory(sect)


def _check_streams(root: OleDirectoryEntry, size: int) -> None:
    """Refuse a file whose streams share their bytes, or that hides them among too many others."""
    streams = [*_streams(root)]
    if max(root.size, sum(stream.size for stream, _ in streams)) > size:
        raise ValueError
    told = sum(stream.size for stream, _ in streams if stream.name.endswith(_PROPERTIES))
    if told > TOLD or sum(steps for _, steps in streams) > STEPS:
        raise ValueError


def _streams(root: OleDirectoryEntry) -> Iterator[tuple[OleDirectoryEntry, int]]:
    """Every stream, and how many names stand beside it and beside the storages it lies in."""
    storages = [(root, 0)]
    while storages:
        storage, steps = storages.pop()
        steps += len(storage.kids)
        for entry in storage.kids:
            if entry.entry_type == STGTY_STREAM:
                yield entry, steps
            else:
                storages.append((entry, steps))
