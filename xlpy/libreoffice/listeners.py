"""Being told when the user changes cells, while the change is made."""

from collections.abc import Callable
from typing import Any

import xlwings as xw

from xlpy.libreoffice import bridge
from xlpy.libreoffice.bridge import Uno
from xlpy.libreoffice.cells import place_of


def on_change(book: xw.Book, told: Callable[[xw.Range], None]) -> Callable[[], None]:
    """Call ``told`` with each block the user edits, pastes or deletes; the answer ends it.

    What code writes over UNO is not told, nor is Undo.
    """
    listener = _Listener(book, told)
    document = book.impl.xl
    document.addChangesListener(listener)
    return lambda: document.removeChangesListener(listener)


class _Listener(bridge.Base, bridge.ChangesListener):  # type: ignore[misc]  # UNO carries no types
    """What the office calls."""

    def __init__(self, book: xw.Book, told: Callable[[xw.Range], None]) -> None:
        self.book = book
        self.told = told

    def changesOccurred(self, event: Uno) -> None:  # noqa: N802 - UNO calls it so
        """Cells have changed."""
        for change in event.Changes:
            for address in _addresses(change.ReplacedElement):
                sheet = self.book.impl.sheets(address.Sheet + 1)
                self.told(xw.Range(impl=sheet.at(place_of(address))))

    def disposing(self, event: Any) -> None:
        """The book is closed: there is nothing left to tell."""


def _addresses(changed: Uno) -> tuple[Uno, ...]:
    """The blocks of what changed, which may be one block or several."""
    if hasattr(changed, "getRangeAddresses"):
        return tuple(changed.getRangeAddresses())
    return (changed.getRangeAddress(),) if hasattr(changed, "getRangeAddress") else ()


def on_undo(book: xw.Book, told: Callable[[], None]) -> Callable[[], None]:
    """Call ``told`` when a step was undone or done again, whoever asked for it; the answer ends it."""
    listener = _Steps(told)
    manager = book.impl.xl.getUndoManager()
    manager.addUndoManagerListener(listener)
    return lambda: manager.removeUndoManagerListener(listener)


class _Steps(bridge.Base, bridge.UndoListener):  # type: ignore[misc]  # UNO carries no types
    """What the undo list calls."""

    def __init__(self, told: Callable[[], None]) -> None:
        self.told = told

    def actionUndone(self, event: Uno) -> None:  # noqa: N802 - UNO calls it so
        """A step was undone."""
        self.told()

    def actionRedone(self, event: Uno) -> None:  # noqa: N802 - UNO calls it so
        """A step was done again."""
        self.told()

    def _unheard(self, event: Uno) -> None:
        """What does not change a cell."""

    undoActionAdded = enteredContext = enteredHiddenContext = leftContext = leftHiddenContext = _unheard  # noqa: N815 - UNO calls them so
    cancelledContext = allActionsCleared = redoActionsCleared = resetAll = disposing = _unheard  # noqa: N815 - as above
