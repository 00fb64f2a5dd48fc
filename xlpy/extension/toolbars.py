"""Which toolbars a window shows: those of its paper; none of ours in a book that is not."""

from typing import Any

from workbook.layout import PAPER_KIND_NAME
from xlpy.extension.words import TITLES, toolbar


def paper(document: Any) -> str:
    """The kind of paper a document is; blank when it is none of ours."""
    names = getattr(document, "NamedRanges", None)
    if names is None or not names.hasByName(PAPER_KIND_NAME):
        return ""
    cells = names.getByName(PAPER_KIND_NAME).ReferredCells
    return str(cells.getCellByPosition(0, 0).String) if cells is not None else ""


def arrange(frame: Any, kind: str) -> None:
    """Show the toolbars of this kind of paper in a window, hide ours for others."""
    layout = frame.LayoutManager
    shown = (kind, "any") if kind else ()
    for other in TITLES:
        name = toolbar(other)
        if other in shown:
            layout.showElement(name)
        elif layout.isElementVisible(name):
            layout.hideElement(name)
