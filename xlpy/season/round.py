"""A round being played: the desk that plays it, the season, the folders, what was seen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from workbook.notice.pack import Pack
from xlpy.desk import Desk, Line, Result
from xlpy.season.compare import Seen
from xlpy.season.desks import Places
from xlpy.season.plan import Season


@dataclass
class Round:
    """The round as it is played: the desk that plays it, the season, the folders, what was seen."""

    desk: Desk
    pack: Pack
    season: Season
    places: Places
    seen: Seen = field(default_factory=Seen)
    told: dict[str, Any] = field(default_factory=dict)

    def play(self, book: Path, action: ModuleType, **arguments: Any) -> Any:
        """Let an action work at the desk of a book and carry out its plan; what it found."""
        desk = self.desk.beside(book)
        result: Result = action.run(desk, **arguments)
        desk.carry_out(result.plan)
        return result.data

    def journal(self, book: Path) -> tuple[Line, ...]:
        """The records of a book."""
        return self.desk.beside(book).journal()

    def ids(self, *, listed: str) -> Mapping[str, bool]:
        """Declarations as they stand at the end of the season -> whether they belong on a list."""
        current = {
            made.id: listed in entry.listed
            for entry in self.season.deliveries
            if entry.fate in ("taken", "clash") and (made := self.seen.declaration(entry)) is not None
        }
        return {id_: current[id_] for id_ in sorted(current)}
