"""All our buttons in all windows: told which command fits, what their tip is and what the label says."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from xlpy.commands import BUTTONS
from xlpy.extension.words import STATE

_ROOM = 36
"""So many Chinese characters stand beside the buttons of 总表 on a small screen."""


class Tell(Protocol):
    """Tells a listener whether its command fits, and what is shown."""

    def __call__(self, listener: Any, url: Any, shown: Any, *, is_fitting: bool = True) -> None:
        """Paint."""
        ...


@dataclass(frozen=True, slots=True)
class Shown:
    """One button or menu entry: the window it stands in, the URL it stands for, who paints it."""

    frame: Any
    url: Any
    listener: Any


@dataclass
class Board:
    """What is shown; ``tell`` paints, ``tip`` makes a tip of words."""

    tell: Tell
    tip: Callable[[str], Any]
    fits: Callable[[str], bool]
    says: Callable[[], str]
    shown: list[Shown] = field(default_factory=list)
    said: tuple[Any, str] = None, ""

    def add(self, one: Shown) -> None:
        """A button appears: it has its tip, and is grey or not."""
        self.shown.append(one)
        if entry := BUTTONS.get(one.url.Path):
            self.tell(one.listener, one.url, self.tip(entry.tip))
        self._paint(one, {})

    def remove(self, listener: Any, path: str) -> None:
        """A button is gone."""
        self.shown = [one for one in self.shown if one.listener != listener or one.url.Path != path]

    def refresh(self, frame: Any) -> None:
        """Paint the buttons of a window anew."""
        known: dict[str, bool] = {}
        for one in tuple(self.shown):
            if one.frame == frame:
                self._paint(one, known)

    def say(self, frame: Any, words: str) -> None:
        """Let the label of a window say something, also when its toolbar is made anew."""
        self.said = frame, words
        for one in tuple(self.shown):
            if one.frame == frame and one.url.Path == STATE:
                self._label(one, words)

    def _label(self, one: Shown, words: str) -> None:
        """As much as a toolbar has room for; all of it is the tip."""
        cut = words if len(words) <= _ROOM else f"{words[:_ROOM]}…"
        self.tell(one.listener, one.url, cut or " ")
        self.tell(one.listener, one.url, self.tip(words))

    def _paint(self, one: Shown, known: dict[str, bool]) -> None:
        id_ = one.url.Path
        if id_ == STATE:
            frame, words = self.said
            self._label(one, words if frame is not None and one.frame == frame else self.says())
            return
        if id_ not in known:
            known[id_] = self.fits(id_)
        self.tell(one.listener, one.url, None, is_fitting=known[id_])
