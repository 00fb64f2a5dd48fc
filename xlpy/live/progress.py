"""A watch over long work in an office: how far it is, and the person's wish to stop it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from workbook.errors import StoppedError
from xlpy.folder import Thing, Watch
from xlpy.live.program import Office

_STOP = "停止"


@contextmanager
def watched(office: Office, title: str) -> Iterator[Watch]:
    """A watch that tells each step; it raises StoppedError when the person stops the work."""
    with office.program.progress(office.app, title, _STOP) as shown:

        def watch(things: Iterable[Thing], words: str, total: int | None) -> Iterator[Thing]:
            for done, thing in enumerate(things, start=1):
                shown.show(f"{words} {done}/{total}" if total else f"{words} {done}")
                if shown.is_stopped:
                    raise StoppedError(title)
                yield thing

        yield watch
