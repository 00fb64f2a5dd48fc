"""The append-only journal: a line an event, each with the hash of the one before; what was checked stays checked.

A line ends with its own hash, that of its bytes before it. Older lines tell the hash of what is read of them.
"""

import contextlib
import datetime as dt
import hashlib
import io
import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic_core import from_json

from workbook.edit import Event
from workbook.errors import RecordsDamagedError
from xlpy.desk import Line
from xlpy.disk import meeting, sync

RECORDS, JOURNAL = ".档案", "journal.jsonl"
"""What the folder of a book's records ends with, and its journal is called."""
GENESIS = "0" * 64
_SEAL = ', "hash": "'


def now() -> str:
    """The moment, as the journal tells it."""
    return dt.datetime.now().astimezone().isoformat(timespec="seconds")


class Journal:
    """One journal file. The first look checks all of it; later ones read on from the last line that was checked.

    Where that line no longer stands in its place everything is checked anew. A line before it that is changed while we
    work is found by the next one who opens the journal.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._forget()

    def _forget(self) -> None:
        self._lines: list[Line] = []
        self._length = 0
        self._last = b""

    @property
    def head(self) -> str:
        """The hash of the last line."""
        lines = self.lines()
        return lines[-1].hash if lines else GENESIS

    def lines(self) -> tuple[Line, ...]:
        """Every line, oldest first; a broken chain stops the work, a torn last line is left out."""
        added = self._added()
        whole = added[: added.rfind(b"\n") + 1]
        found = self._checked(io.BytesIO(whole))
        if found:
            self._lines += found
            self._length += len(whole)
            self._last = whole[whole.rfind(b"\n", 0, -1) + 1 :]
        return tuple(self._lines)

    def append(self, events: Sequence[Event], by: str) -> str:
        """Add lines in one write, each with the hash of the one before, all of them or none; the hash of the last."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        previous = self.head
        added = bytearray()
        for event in events:
            text, previous = _next(event, previous, event.at or now(), by)
            added += text
        self._cut_torn_line()
        self._write(added)
        sync(self.path.parent)
        return previous

    def _added(self) -> bytes:
        """What stands after the last line that was checked; everything where that line is gone from its place."""
        if not self.path.is_file():
            self._forget()
            return b""
        with self.path.open("rb") as stream:
            stream.seek(self._length - len(self._last))
            content = stream.read()
        if content.startswith(self._last):
            return content.removeprefix(self._last)
        self._forget()
        return self.path.read_bytes()

    def _checked(self, texts: Iterable[bytes]) -> list[Line]:
        """The lines of these texts, which go on where the checked ones end."""
        found: list[Line] = []
        previous = self._lines[-1].hash if self._lines else GENESIS
        for number, text in enumerate(texts, start=len(self._lines) + 1):
            line = _line(text, self.path.parent.name, number)
            if line.prev != previous or not (_is_sealed(text, line.hash) or line.hash == _older_hash(line)):
                raise RecordsDamagedError(self.path.parent.name, f"{self.path.name} 第{number}行与前文不相连")
            previous = line.hash
            found.append(line)
        return found

    def _cut_torn_line(self) -> None:
        """Cut off a last line that a crash left without its end."""
        if self.path.is_file() and self.path.stat().st_size != self._length:
            os.truncate(self.path, self._length)

    def _write(self, content: bytearray) -> None:
        try:
            with meeting(self.path), self.path.open("ab") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
        except OSError:
            with contextlib.suppress(OSError):
                os.truncate(self.path, self._length)
            raise


def _line(text: bytes, name: str, number: int) -> Line:
    try:
        return Line(**from_json(text))
    except (ValueError, TypeError) as error:
        raise RecordsDamagedError(name, f"journal.jsonl 第{number}行读不出") from error


def _next(event: Event, previous: str, at: str, by: str) -> tuple[bytes, str]:
    """The next line, and its hash; what could not be read again is not written."""
    told = {"kind": event.kind, "declaration": event.declaration, "data": dict(event.data)}
    text = json.dumps({**told, "at": at, "by": by, "prev": previous}, ensure_ascii=False, default=_plain)
    from_json(text)
    sealed = text[:-1].encode()
    digest = hashlib.sha256(sealed).hexdigest()
    return sealed + f'{_SEAL}{digest}"}}\n'.encode(), digest


def _plain(thing: object) -> Any:
    """What JSON has no word for: a model as its own JSON, else its words."""
    return thing.model_dump(mode="json") if isinstance(thing, BaseModel) else str(thing)


def _is_sealed(text: bytes, digest: str) -> bool:
    """Whether a line ends with this hash, and it is that of all that stands before."""
    told, _, end = text.rpartition(_SEAL.encode())
    return end.rstrip() == f'{digest}"}}'.encode() and hashlib.sha256(told).hexdigest() == digest


def _older_hash(line: Line) -> str:
    """The hash of what a line tells, all but itself: so the lines of older programs are sealed."""
    told = {name: getattr(line, name) for name in ("kind", "declaration", "data", "at", "by", "prev")}
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
