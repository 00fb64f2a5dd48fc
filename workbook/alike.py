"""What many things say alike stands in memory once: the keys of mappings, and contents that come again and again."""

from collections.abc import Hashable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Generic, TypeVar

Thing = TypeVar("Thing", bound=Hashable)
Content = TypeVar("Content")
_MANY, _SHAPES = 8192, 256
"""So many things that may come again are remembered, and so many shapes."""

Places = Mapping[str, int]


class Keyed(Mapping[str, Content], Generic[Content]):
    """A mapping that shares its keys with all of its shape, so that it takes little more room than its contents."""

    __slots__ = ("_contents", "_places")

    def __init__(self, places: Places, contents: tuple[Content, ...]) -> None:
        self._places = places
        self._contents = contents

    def __getitem__(self, key: str) -> Content:
        return self._contents[self._places[key]]

    def get(self, key: str, default: Any = None) -> Any:
        """Its content, or the other one: asked for every cell of a book."""
        at = self._places.get(key)
        return default if at is None else self._contents[at]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._contents)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Keyed) and self._places is other._places:
            return self._contents == other._contents
        return isinstance(other, Mapping) and dict(self) == dict(other)

    __hash__ = None  # type: ignore[assignment] # as of every mapping: contents may be lists

    def __repr__(self) -> str:
        return repr(dict(self))

    def __reduce__(self) -> tuple[Any, ...]:
        """Where it comes to another process it shares the keys there."""
        return _arrived, (self._places, self._contents)


def keyed(mapping: Mapping[str, Content]) -> Keyed[Content]:
    """The same mapping, with the keys that others of its shape have."""
    if isinstance(mapping, Keyed):
        return mapping
    return Keyed(_places(tuple(mapping)), tuple(mapping.values()))


def alike(mapping: Mapping[str, Any]) -> Keyed[Any]:
    """The same mapping where its contents too come again and again, and none of them can change."""
    found = keyed(mapping)
    return _arrived(found._places, once(found._contents))  # noqa: SLF001 - our own


@lru_cache(maxsize=_MANY)
def once(thing: Thing) -> Thing:
    """The first thing that is equal to this one; both may be kept, and only one takes room."""
    return thing


@lru_cache(maxsize=_SHAPES)
def _places(keys: tuple[str, ...]) -> Places:
    return {key: at for at, key in enumerate(keys)}


def _arrived(places: Places, contents: tuple[Content, ...]) -> Keyed[Content]:
    return Keyed(_places(tuple(places)), contents)
