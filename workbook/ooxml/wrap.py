"""How high a row must be so that its wrapped texts are read whole; no program says, so it is counted."""

from collections.abc import Iterable
from math import ceil

LINE = 15.6
PADDING = 6.0
HIGHEST = 405.0


def row_height(texts: Iterable[tuple[str, float]], least: float) -> float:
    """The height in points for texts in columns of given widths, never under ``least``."""
    return lines_height(max((line_count(text, width) for text, width in texts), default=1), least)


def lines_height(lines: int, least: float) -> float:
    """The height in points for this many lines, never under ``least``."""
    return min(HIGHEST, max(least, lines * LINE + PADDING if lines > 1 else least))


def line_count(text: str, width: float) -> int:
    """How many lines a text takes in a column of this width (in digits, as the file counts)."""
    fits = room(width)
    return sum(max(1, ceil(span(line) / fits)) for line in text.split("\n"))


def room(width: float) -> float:
    """How many digits fit on one line of a column, with room to spare for fonts that run wide."""
    return max(1.0, (width - 0.4) / 1.04)


def span(text: str) -> int:
    """How many digits wide a text is: a Chinese character counts as two, as in its GB code; rare ones as four."""
    return len(text) if text.isascii() else len(text.encode("gb18030", "replace"))
