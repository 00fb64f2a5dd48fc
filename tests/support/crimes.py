"""Work that goes wrong in every way work can, for the workers of a pool."""

import os
import signal
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from xlpy.beside import Said, said_for
from xlpy.intake import Reader, Taken
from xlpy.mail import Enclosure, Refusal


def do(word: str) -> str:
    """Answer the word, or do what it says to this process."""
    if word == "abort":
        os.abort()
    elif word == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    elif word == "leave":
        os._exit(0)
    elif word == "hang":
        time.sleep(3600)
    elif word == "eat":
        bytearray(8 << 30)
    elif word == "bug":
        raise KeyError(word)
    return word.upper()


def same(thing: object) -> object:
    """The thing itself, having been to another process."""
    return thing


def leave_unless(process: int) -> str:
    """End this process unless it is that one."""
    if os.getpid() != process:
        do("kill")
    return "done"


def die_once(mark: Path, done: Callable[..., list[Any]], work: Any, chunk: Sequence[Any]) -> list[Any]:
    """Do a chunk; the first process that is asked to dies when half of it is done, and leaves the mark."""
    if not mark.exists():
        done(work, chunk[: len(chunk) // 2])
        mark.touch()
        do("kill")
    return done(work, chunk)


class Poisoned(Reader):
    """A reader that one file brings down."""

    def __call__(self, file: Enclosure) -> Taken | Refusal:
        if file.content == b"poison":
            do("abort")
        return super().__call__(file)


def said_or_die(notice: str, file: Enclosure) -> Said:
    """What a document says; one of them brings its reader down."""
    if file.content == b"poison":
        do("abort")
    return said_for(notice, file)
