"""The compression of VBA streams ([MS-OVBA] 2.4.1): chunks of 4,096 bytes, literals and copies of what came before."""

import struct

CHUNK = 4096
_SIGNATURE, _LITERALS = 0b011, 8
_SHORTEST = 3


def squeezed(data: bytes) -> bytes:
    """The compressed container of these bytes."""
    chunks = (data[start : start + CHUNK] for start in range(0, len(data), CHUNK))
    return b"\x01" + b"".join(map(_chunk, chunks))


def _chunk(data: bytes) -> bytes:
    """One chunk with its header; stored as it is where copies would not shorten it."""
    tokens = _tokens(data)
    is_shorter = len(tokens) <= CHUNK
    body = tokens if is_shorter else data.ljust(CHUNK, b"\0")
    return struct.pack("<H", len(body) - 1 | _SIGNATURE << 12 | is_shorter << 15) + body


def _tokens(data: bytes) -> bytes:
    """The tokens, eight after each byte of flags that says which of them are copies."""
    told = bytearray()
    at = 0
    while at < len(data):
        flags, group = 0, bytearray()
        for bit in range(_LITERALS):
            if at >= len(data):
                break
            length, offset = _longest(data, at)
            if length:
                flags |= 1 << bit
                shift = 16 - _bits(at)
                group += struct.pack("<H", offset - 1 << shift | length - _SHORTEST)
            else:
                length = 1
                group.append(data[at])
            at += length
        told.append(flags)
        told += group
    return bytes(told)


def _longest(data: bytes, at: int) -> tuple[int, int]:
    """The longest text at this place that also begins before it: its length and how far back; 0 where there is none."""
    limit = min(len(data) - at, (0xFFFF >> _bits(at)) + _SHORTEST)
    best, found = 0, 0
    for length in range(_SHORTEST, limit + 1):
        start = data.rfind(data[at : at + length], 0, at + length - 1)
        if start < 0:
            break
        best, found = length, at - start
    return best, found


def _bits(at: int) -> int:
    """How many bits of a copy tell the distance, at this place of a chunk."""
    return max((at - 1).bit_length(), 4) if at else 4
