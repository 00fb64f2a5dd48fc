"""Real files with a few numbers, tags or bytes changed: whatever becomes of such a file, it must be said in words."""

import io
import random
import re
import zipfile
from collections.abc import Callable, Sequence

_Way = Callable[[bytes, random.Random], bytes]

_XML = (".xml", ".rels")
_NUMBER = re.compile(rb'(?<=["">])[A-Z]*[0-9]+(?=["<])')
_TAG = re.compile(rb"<[^<>]+>")
_ODD = (b"", b"0", b"-1", b"4294967295", b"1048577", b"16385", b"9" * 20, b"NaN", b"1e999", b"XFD1048576", b"A0")
_ODD_TEXTS = (b"\xff", b"&#0;", b"&#x10FFFF;", b"_xD800_")
_LONGEST = 300_000
"""Of longer parts single bytes are changed only: to find their tags takes too long."""


def mutated(data: bytes, seed: int) -> bytes:
    """The file with a few changes: inside one or two parts of a package, anywhere in other files."""
    rnd = random.Random(seed)  # noqa: S311 - chance, no secret
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return _several(data, rnd, (_byte, _gap, _echo), most=6)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {info.filename: package.read(info) for info in package.infolist()}
    names = sorted(name for name in parts if name.lower().endswith(_XML))
    for name in rnd.choices(names, k=rnd.randint(1, 2)):
        ways = (_number, _number, _dropped, _doubled, _byte) if len(parts[name]) <= _LONGEST else (_byte,)
        parts[name] = _several(parts[name], rnd, ways, most=3)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return file.getvalue() if rnd.random() < 0.85 else _byte(file.getvalue(), rnd)


def _several(data: bytes, rnd: random.Random, ways: Sequence[_Way], most: int) -> bytes:
    for _ in range(rnd.randint(1, most)):
        data = rnd.choice(ways)(data, rnd) if data else data
    return data


def _byte(data: bytes, rnd: random.Random) -> bytes:
    at = rnd.randrange(len(data))
    return data[:at] + bytes([rnd.randrange(256)]) + data[at + 1 :]


def _gap(data: bytes, rnd: random.Random) -> bytes:
    at = rnd.randrange(len(data))
    return data[:at] + data[at + rnd.randint(1, 40) :]


def _echo(data: bytes, rnd: random.Random) -> bytes:
    at, from_ = rnd.randrange(len(data)), rnd.randrange(len(data))
    return data[:at] + data[from_ : from_ + rnd.randint(1, 200)] + data[at:]


def _number(data: bytes, rnd: random.Random) -> bytes:
    return _instead(data, _NUMBER, rnd, rnd.choice(_ODD + _ODD_TEXTS))


def _dropped(data: bytes, rnd: random.Random) -> bytes:
    return _instead(data, _TAG, rnd, b"")


def _doubled(data: bytes, rnd: random.Random) -> bytes:
    tags = _TAG.findall(data)
    return _instead(data, _TAG, rnd, rnd.choice(tags) + rnd.choice(tags)) if tags else data


def _instead(data: bytes, what: re.Pattern[bytes], rnd: random.Random, new: bytes) -> bytes:
    found = [*what.finditer(data)]
    if not found:
        return data
    one = rnd.choice(found)
    return data[: one.start()] + new + data[one.end() :]
