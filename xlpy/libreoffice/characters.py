"""Parts of a text: single characters of a cell or a shape and their font."""

from xlwings import base_classes

from xlpy.libreoffice.bridge import Uno
from xlpy.libreoffice.fonts import Font, Owner
from xlpy.libreoffice.honest import honest


@honest
class Characters(base_classes.Characters):
    """A stretch of the text of a cell or shape."""

    def __init__(self, holder: Uno, owner: Owner, start: int = 0, stop: int | None = None) -> None:
        self.holder = holder
        self.owner = owner
        self.start = start
        self.stop = stop

    @property
    def api(self) -> Uno:
        """The stretch as UNO knows it."""
        return self._stretch()

    @property
    def text(self) -> str:
        """The characters."""
        return str(self.holder.getString()[self.start : self.stop])

    @property
    def font(self) -> Font:
        """Their font."""
        return Font(self._stretch(), self.owner)

    def __getitem__(self, item: int | slice) -> "Characters":
        if isinstance(item, slice):
            if (item.start or 0) < 0 or (item.stop or 0) < 0:
                raise ValueError("Characters object does not support slicing with negative indexes")
            start = self.start + (item.start or 0)
            return Characters(
                self.holder, self.owner, start, self.stop if item.stop is None else self.start + item.stop
            )
        at = self.start + item if item >= 0 else self.start + len(self.text) + item
        return Characters(self.holder, self.owner, at, at + 1)

    def _stretch(self) -> Uno:
        text = self.holder.getText()
        cursor = text.createTextCursor()
        cursor.gotoStart(False)
        cursor.goRight(self.start, False)
        cursor.goRight(len(self.text), True)
        return cursor
