"""The append-only journal: a line an event, each with the hash of the one before; what was checked stays checked.

A line ends with its own hash, that of its bytes before it. Older lines tell the hash of what is read of them.
"""

import codecs
import contextlib
import datetime as dt
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from pathlib import Path, PurePath
from typing import IO

from pydantic import ValidationError
from pydantic_core import from_json, to_json

from workbook.edit import Event
from workbook.errors import NotHereError, RecordsDamagedError
from workbook.merge import Declaration
from xlpy.desk import Line
from xlpy.disk import meeting, sync

RECORDS, JOURNAL = ".档案", "journal.jsonl"
"""What the folder of a book's records ends with, and its journal is called."""
GENESIS = "0" * 64
_SOME = 1 << 20
"""So many bytes are read and written at a time."""
_KEYS = {entry.name for entry in fields(Line)}
_MARK = codecs.BOM_UTF8
"""What an editor of Windows puts before a text that somebody looked at and saved."""
_SEAL, _END = b', "hash": "', b"\n"


def records_of(book: str) -> str:
    """What the folder beside a book of this name is called."""
    return f"{PurePath(book).stem}{RECORDS}"


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
        for text in self._added():
            self._lines.append(self._checked(text))
            self._length += len(text)
            self._last = text
        return tuple(self._lines)

    def append(self, events: Sequence[Event], by: str) -> str:
        """Add lines, each with the hash of the one before, all of them or none; the hash of the last."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        head = self.head
        self._cut_torn_line()
        with contextlib.ExitStack() as undo:
            undo.callback(self._cut_back)
            with meeting(self.path), self.path.open("ab") as stream:
                head = _write(stream, events, head, by, _END if self._lacks_end else b"")
                stream.flush()
                os.fsync(stream.fileno())
            undo.pop_all()
        sync(self.path.parent)
        return head

    def _added(self) -> Iterator[bytes]:
        """The lines after the last one that was checked; all of them where that one is gone from its place."""
        if not self.path.is_file():
            self._forget()
            return
        with self.path.open("rb", _SOME) as stream:
            stream.seek(self._length - len(self._last))
            if stream.read(len(self._last)) != self._last or self._lacks_end:
                self._forget()
                stream.seek(0)
            yield from _whole(stream)

    @property
    def _lacks_end(self) -> bool:
        """Whether the last line is whole but for its end, which an editor took away."""
        return bool(self._last) and not self._last.endswith(_END)

    def _checked(self, text: bytes) -> Line:
        """The line of this text, which goes on where the checked ones end."""
        name, number = self.path.parent.name, len(self._lines) + 1
        if number == 1:
            text = text.removeprefix(_MARK)
        line = _line(text, name, number)
        previous = self._lines[-1].hash if self._lines else GENESIS
        if line.prev != previous or not (_is_sealed(text) or line.hash == _older_hash(line)):
            raise RecordsDamagedError(name, f"{self.path.name} 第{number}行与前文不相连")
        return _held(line)

    def _cut_torn_line(self) -> None:
        """Cut off a last line that a crash left without its end."""
        if self.path.is_file() and self.path.stat().st_size != self._length:
            os.truncate(self.path, self._length)

    def _cut_back(self) -> None:
        """Take away what was written of lines that did not all find room."""
        with contextlib.suppress(OSError):
            os.truncate(self.path, self._length)


def _whole(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines before one that is torn: what comes behind it may be its rest, just written."""
    for text in lines:
        if not text.endswith(_END):
            if _is_complete(text.removeprefix(_MARK)):
                yield text
            return
        yield text


def _is_complete(text: bytes) -> bool:
    """Whether a line lacks no more than its end: of a torn one at least the last brace is missing."""
    try:
        from_json(text)
    except ValueError:
        return False
    return True


def _line(text: bytes, name: str, number: int) -> Line:
    try:
        told = from_json(text)
        if isinstance(told, dict) and told.keys() > _KEYS:
            raise newer(name, f"第{number}行")
        return Line(**told)
    except (ValueError, TypeError) as error:
        raise RecordsDamagedError(name, f"journal.jsonl 第{number}行读不出") from error


def newer(name: str, what: str) -> NotHereError:
    """What is told where records say more than this program knows; a backup would lose that."""
    mend = "请把这台电脑的程序更新到同一版本。档案没有损坏，不要用备份代替"
    return NotHereError(f"档案“{name}”的{what}是较新的程序写的，这里的程序读不懂", mend)


def _held(line: Line) -> Line:
    """The same line with the declaration it tells as a model, which takes a fifth of the room; else as it stands."""
    try:
        told = {"declaration": Declaration.model_validate(line.data["declaration"])}
    except (KeyError, ValidationError):
        return line
    return replace(line, data={**line.data, **told})


def _write(stream: IO[bytes], events: Sequence[Event], head: str, by: str, before: bytes) -> str:
    """Write the lines that follow this hash, many at a time, and what lacks before them; the hash of the last."""
    added = bytearray(before)
    for event in events:
        text, head = _next(event, head, event.at or now(), by)
        added += text
        if len(added) > _SOME:
            stream.write(added)
            added.clear()
    stream.write(added)
    return head


def _next(event: Event, previous: str, at: str, by: str) -> tuple[bytes, str]:
    """The next line, and its hash; what could not be read again is not written."""
    told = {"kind": event.kind, "declaration": event.declaration, "data": dict(event.data)}
    text = to_json({**told, "at": at, "by": by, "prev": previous}, fallback=str)
    from_json(text)
    sealed = text[:-1]
    digest = hashlib.sha256(sealed).hexdigest()
    return b'%b%b%b"}%b' % (sealed, _SEAL, digest.encode(), _END), digest


def _is_sealed(text: bytes) -> bool:
    """Whether a line ends with the hash of all that stands before."""
    told, _, end = text.rpartition(_SEAL)
    return end.rstrip() == f'{hashlib.sha256(told).hexdigest()}"}}'.encode()


def _older_hash(line: Line) -> str:
    """The hash of what a line tells, all but itself: so the lines of older programs are sealed."""
    told = {name: getattr(line, name) for name in ("kind", "declaration", "data", "at", "by", "prev")}
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
