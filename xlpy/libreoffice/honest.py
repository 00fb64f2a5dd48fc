"""A dead office, a closed book, a refusal are told in a plain sentence, whichever call met them.

Errors of UNO never leave the engine: they are structs, and a ``with`` block they pass through breaks on them.
"""

import functools
from collections.abc import Callable
from typing import Any, TypeVar

from xlpy.libreoffice import bridge, patience
from xlpy.libreoffice.errors import BookClosedError, OfficeDiedError, OfficeError, OfficeHungError

Kind = TypeVar("Kind")
_DEAD = "illegal object given"
"""What pyuno says of objects whose office has gone."""
_SPOKEN = ("__call__", "__getitem__", "__iter__", "__len__")


def honest(kind: type[Kind]) -> type[Kind]:
    """Have every method and property of a class tell errors of UNO plainly."""
    for name, member in list(vars(kind).items()):
        if name.startswith("_") and name not in _SPOKEN:
            continue
        if isinstance(member, property):
            setattr(kind, name, property(_told(member.fget), _told(member.fset), doc=member.__doc__))
        elif callable(member) and not isinstance(member, type):
            setattr(kind, name, _told(member))
    return kind


def _told(function: Callable[..., Any] | None) -> Callable[..., Any] | None:
    if function is None:
        return None

    @functools.wraps(function)
    def told(thing: Any, *arguments: Any, **named: Any) -> Any:
        is_outermost = patience.begun(thing)
        try:
            return function(thing, *arguments, **named)
        except bridge.UnoError as error:
            raise _plain(error, thing, function.__qualname__) from error
        finally:
            if is_outermost:
                patience.ended()

    return told


def _plain(error: Exception, thing: Any, what: str) -> OfficeError:
    """What an error of UNO means."""
    is_disposed = isinstance(error, bridge.Disposed)
    if is_disposed and "bridge" not in str(error).lower():
        return BookClosedError()
    if is_disposed or _DEAD in str(error):
        watch = patience.watch_of(thing)
        return OfficeHungError(watch.seconds) if watch is not None and watch.has_ended_it else OfficeDiedError()
    return OfficeError(f"LibreOffice refused {what}: {error}")
