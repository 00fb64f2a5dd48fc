"""What a piece of markup means, kept for a while: the forms of a season are mostly made of the same pieces."""

from collections.abc import Callable
from functools import lru_cache
from typing import Concatenate, ParamSpec, TypeVar

Found = TypeVar("Found")
More = ParamSpec("More")
Markup = TypeVar("Markup", bytes, str)
Meaning = Callable[Concatenate[Markup, More], Found]


def remembered(entries: int, longest: int) -> Callable[[Meaning[Markup, More, Found]], Meaning[Markup, More, Found]]:
    """A pure function of markup that remembers its last results; a piece that is longer is worked out each time."""

    def remembering(work: Meaning[Markup, More, Found]) -> Meaning[Markup, More, Found]:
        kept = lru_cache(maxsize=entries)(work)

        def meaning(markup: Markup, /, *args: More.args, **kwargs: More.kwargs) -> Found:
            if len(markup) > longest:
                return work(markup, *args, **kwargs)
            return kept(markup, *args, **kwargs)  # type: ignore[arg-type] # all of them can be told apart

        return meaning

    return remembering
