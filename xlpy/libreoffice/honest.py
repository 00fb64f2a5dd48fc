"""A dead office, a closed book, a refusal are told in a plain sentence, whichever call met them.

Errors of UNO never leave the engine: they are structs, and a ``with`` block they pass through breaks on them.
"""

import functools
from collections.abc import Callable
from typing import Any, TypeVar

from xlpy.libreoffice import bridge
from xlpy.libreoffice.errors import BookClosedError, OfficeDiedError, OfficeError

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
    def told(*arguments: Any, **named: Any) -> Any:
        try:
            return function(*arguments, **named)
        except bridge.Disposed as error:
            raise (OfficeDiedError if "bridge" in str(error).lower() else BookClosedError) from error
        except bridge.UnoError as error:
            if _DEAD in str(error):
                raise OfficeDiedError from error
            raise OfficeError(f"LibreOffice refused {function.__qualname__}: {error}") from error

    return told
