"""What every object of the stand-in Excel is: it has the members its makers document and raises on any other."""

from collections.abc import Iterator
from typing import Any

from support.windows import REFUSED, ComError, Dispatch

asked: set[str] = set()
"""The members that were asked for, as the documentation names them: Workbook.SaveCopyAs."""


class Member(Dispatch):
    """One object of Excel's model; ``_documented`` where the documentation has another name for its class."""

    _documented = ""

    def __getattribute__(self, name: str) -> Any:
        found = super().__getattribute__(name)
        if name[:1].isupper() and name not in ("GetIDsOfNames", "Invoke"):
            super().__getattribute__("_application")._answers()
            asked.add(f"{type(self)._documented or type(self).__name__}.{name}")
        return found

    def __setattr__(self, name: str, value: Any) -> None:
        known = getattr(type(self), name, None)
        if not name.startswith("_") and not (isinstance(known, property) and known.fset):
            raise AttributeError(f"{type(self).__name__}.{name} cannot be set")
        if known is not None:
            getattr(self, name)
        object.__setattr__(self, name, value)


def kept(name: str, default: Any = None) -> property:
    """A property that remembers what it was set to."""
    key = f"_kept_{name}"
    return property(
        lambda self: self.__dict__.get(key, default), lambda self, value: self.__dict__.update({key: value})
    )


class Listed(Member):
    """A collection of things that have a name."""

    def __init__(self, application: Any, parent: Any, things: list[Any]) -> None:
        self._application, self._parent, self._things = application, parent, things

    Parent = property(lambda self: self._parent)
    Count = property(lambda self: len(self._things))

    def __iter__(self) -> Iterator[Any]:
        return iter(self._things)

    def __call__(self, which: str | int) -> Any:
        return self.Item(which)

    def Item(self, which: str | int) -> Any:
        for place, thing in enumerate(self._things, 1):
            if which == place or (isinstance(which, str) and thing.Name == which):
                return thing
        raise ComError(REFUSED, "Subscript out of range")
