"""Our buttons in the window, as a person meets them: found by their label, clicked with the mouse, grey or not."""

from collections.abc import Iterator
from typing import Any

from support.window import Window

_TOOL_BAR, _PANE = 63, 84
_SENSITIVE = 1 << 24
"""com.sun.star.accessibility: AccessibleRole.TOOL_BAR, .DOCUMENT_SPREADSHEET; AccessibleStateType.SENSITIVE."""


def shown(screen: Window) -> dict[str, Any]:
    """The items of the toolbars in view that have a label, by it."""
    root = screen.document.CurrentController.Frame.ContainerWindow.AccessibleContext
    return {item.AccessibleName: item for bar in _bars(root) for item in _children(bar) if item.AccessibleName}


def press(screen: Window, label: str) -> None:
    """Click on a button."""
    item = shown(screen)[label]
    corner, size = item.LocationOnScreen, item.Size
    screen.click(corner.X + size.Width // 2, corner.Y + size.Height // 2)


def is_grey(item: Any) -> bool:
    """Whether a button does not answer."""
    return not is_set(item, 24)


def is_set(item: Any, state: int) -> bool:
    found = item.AccessibleStateSet
    return bool(found.contains(state))


def _bars(part: Any) -> Iterator[Any]:
    if part.AccessibleRole == _TOOL_BAR:
        yield part
    elif part.AccessibleRole != _PANE:
        for child in _children(part):
            yield from _bars(child)


def _children(part: Any) -> Iterator[Any]:
    for number in range(min(part.AccessibleChildCount, 60)):
        child = part.getAccessibleChild(number)
        if child is not None:
            yield child.AccessibleContext
