"""What collections of things on a sheet share: by number, by name, in order."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xlpy.libreoffice.bridge import Uno
from xlpy.libreoffice.honest import honest

if TYPE_CHECKING:
    from xlpy.libreoffice.sheets import Sheet


@honest
class OnSheet(base_classes.Collection):
    """The things of one kind on a sheet; a kind says how it finds them in ``_found``."""

    def __init__(self, sheet: "Sheet") -> None:
        self.sheet = sheet

    def _found(self) -> list[Any]:
        raise NotImplementedError

    @property
    def api(self) -> Uno:
        """The sheet's drawing page or the like."""
        return self.sheet.xl

    @property
    def parent(self) -> "Sheet":
        """The sheet."""
        return self.sheet

    def __call__(self, key: int | str) -> Any:
        """The n-th one, or the one of this name."""
        found = self._found()
        if not isinstance(key, str):
            if not 1 <= key <= len(found):
                raise KeyError(key)
            return found[key - 1]
        for each in found:
            if each.name.lower() == key.lower():
                return each
        raise KeyError(key)

    def __len__(self) -> int:
        return len(self._found())

    def __iter__(self) -> Iterator[Any]:
        return iter(self._found())

    def __contains__(self, key: int | str) -> bool:
        try:
            self(key)
        except KeyError:
            return False
        return True
