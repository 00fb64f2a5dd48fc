"""What a command is: its words, its icon, the paper it is for, its verb."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Literal

from xlpy.desk import Result

For = Literal["notice", "declaration", "summary", "master", "any"]


@dataclass(frozen=True, slots=True)
class Command:
    """One command: ``label`` on the button, ``tip`` what it does, what it leaves alone, where the result goes.

    ``is_for_strangers`` tells that it reads what others sent, which is done by workers; ``only`` that it is no button,
    or nothing but a button.
    """

    id: str
    label: str
    tip: str
    icon: str
    paper: For
    module: str = ""
    is_for_strangers: bool = False
    only: Literal["", "line", "button"] = ""

    def action(self) -> Callable[..., Result]:
        """The verb itself, imported when it is first needed."""
        found: Callable[..., Result] = import_module(f"xlpy.actions.{self.module or self.id}").run
        return found
