"""Patience: which calls run now, and the end of an office that leaves one without an answer."""

import threading
import time
from collections.abc import Callable
from typing import Any, NamedTuple

_LOOKS = 4
"""How often within its patience a watch looks at least."""
_PAUSE_SECONDS = 0.5
"""How long it looks away at most."""
_STEPS = 8
"""A border of a cell of a sheet of a book of an app: no thing is farther from its office."""


class _Call(NamedTuple):
    thing: Any
    since: float


_running: dict[int, _Call] = {}
"""The outermost call of each thread."""


def begun(thing: Any) -> bool:
    """Note a call to a thing of the engine; False when it is part of a call that runs already."""
    thread = threading.get_ident()
    if thread in _running:
        return False
    _running[thread] = _Call(thing, time.monotonic())
    return True


def ended() -> None:
    """Forget the call of this thread."""
    _running.pop(threading.get_ident(), None)


class Watch(threading.Thread):
    """Ends an office that does not answer a call in time."""

    def __init__(self, seconds: float, end: Callable[[], None]) -> None:
        super().__init__(daemon=True, name="patience with LibreOffice")
        self.seconds = seconds
        self.has_ended_it = False
        self._end = end
        self._is_over = threading.Event()

    def run(self) -> None:
        """Look at the calls that run until one is overdue or the office ends by itself."""
        while not self._is_over.wait(min(self.seconds / _LOOKS, _PAUSE_SECONDS)):
            if any(self._is_overdue(call) for call in tuple(_running.values())):
                self.has_ended_it = True
                self._end()
                return

    def stop(self) -> None:
        """The office ends by itself."""
        self._is_over.set()

    def _is_overdue(self, call: _Call) -> bool:
        return time.monotonic() - call.since > self.seconds and watch_of(call.thing) is self


def watch_of(thing: Any) -> Watch | None:
    """The watch over the office a thing of the engine belongs to, found along what the thing holds."""
    level = [thing]
    for _ in range(_STEPS):
        held = [value for each in level for value in getattr(each, "__dict__", {}).values()]
        if found := next((value for value in held if isinstance(value, Watch)), None):
            return found
        level = [value for value in held if type(value).__module__.startswith(f"{__package__}.")]
    return None
