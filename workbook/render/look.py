"""How the papers look: named styles, the colours of a state, and how much room a text takes."""

from collections.abc import Mapping
from math import ceil
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

BODY_FONT, TITLE_FONT, SUBTITLE_FONT = "仿宋", "黑体", "楷体"
SIZE_3, SIZE_TABLE, SIZE_SMALL = 16, 11, 9
TALLEST_ROW = 405.0
LINE_PITCH = 1.5
"""Line height over font size; fonts that stand in for 仿宋 are taller than it."""

FAIL = {"bg_color": "#F8CBAD", "font_color": "#7F2B00"}
WARN = {"bg_color": "#FFF2CC", "font_color": "#5C4400"}
PASS = {"bg_color": "#DDEBF7", "font_color": "#0B3C6F"}
STATES: Mapping[str, Mapping[str, str]] = {"✖": FAIL, "▲": WARN, "✔": PASS}

_INK, _RULE, _PAPER = "#1F2933", "#9AA5B1", "#FFFBE8"

STYLES: Mapping[str, Mapping[str, Any]] = {
    "base": {"font_name": BODY_FONT, "font_size": SIZE_TABLE, "font_color": _INK, "valign": "vcenter"},
    "cell": {"border": 1, "border_color": _RULE},
    "cell_a": {"left": 1, "top": 1, "bottom": 1, "border_color": _RULE},
    "first_a": {"left": 1, "top": 1, "border_color": _RULE},
    "middle_a": {"left": 1, "border_color": _RULE},
    "last_a": {"left": 1, "bottom": 1, "border_color": _RULE},
    "open_left": {"right": 1, "top": 1, "bottom": 1, "border_color": _RULE},
    "top_line": {"top": 1, "border_color": _RULE},
    "bottom_line": {"bottom": 1, "border_color": _RULE},
    "plain": {},
    "sides": {"left": 1, "right": 1, "border_color": _RULE},
    "feet": {"left": 1, "right": 1, "bottom": 1, "border_color": _RULE},
    "band": {"top": 1, "bottom": 1, "border_color": _RULE},
    "paragraph": {"font_size": SIZE_3},
    "small_print": {"font_size": 12, "font_name": SUBTITLE_FONT, "font_color": "#3E4C59"},
    "underlined": {"bottom": 1, "border_color": _INK},
    "subheading": {"font_name": SUBTITLE_FONT, "bold": True, "font_size": 12},
    "verdict": {"font_name": TITLE_FONT, "font_size": 18, "align": "center"},
    "big": {"font_size": 14, "bold": True},
    "reading": {"font_size": 12, "valign": "top"},
    "caption": {"bg_color": "#E4E7EB", "bold": True},
    "wrap": {"text_wrap": True},
    "centre": {"align": "center"},
    "right": {"align": "right"},
    "indent": {"indent": 1},
    "top_left": {"valign": "top", "align": "left"},
    "bottom": {"valign": "bottom"},
    "bold": {"bold": True},
    "label": {"bg_color": "#F5F7FA"},
    "heading": {"bg_color": "#F5F7FA", "bold": True},
    "header": {"bg_color": "#E4E7EB", "bold": True, "align": "center"},
    "dimension": {"font_name": SUBTITLE_FONT, "bg_color": "#EEF2F6", "bold": True},
    "paper_title": {"font_name": TITLE_FONT, "font_size": 26, "align": "center"},
    "sheet_title": {"font_name": TITLE_FONT, "font_size": 18, "align": "center"},
    "section": {"font_name": TITLE_FONT, "font_size": SIZE_3},
    "subsection": {"font_name": SUBTITLE_FONT, "font_size": SIZE_3, "bold": True},
    "chapter": {"font_size": SIZE_3},
    "quiet": {"font_size": SIZE_SMALL, "font_color": "#616E7C"},
    "link": {"font_color": "#0B3C6F", "underline": 1},
    "mark": {"align": "center", "font_size": 14, "bold": True},
    "input": {"locked": False, "bg_color": _PAPER},
    "text": {"num_format": "@"},
    "money": {"num_format": "#,##0.00", "align": "right"},
    "number": {"num_format": "General", "align": "right"},
    "date": {"num_format": 'yyyy"年"m"月"d"日"', "align": "left"},
    "year_month": {"num_format": 'yyyy"年"m"月"', "align": "left"},
    "day": {"num_format": "yyyy-mm-dd"},
    "whole": {"num_format": "0"},
    "general": {"num_format": "General"},
    "tick": {"num_format": "@", "align": "center", "font_size": 14},
    "fail": FAIL,
    "warn": WARN,
    "pass": PASS,
}


class Look:
    """Formats of one book by the names of their styles; the later name wins."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, ...], Format] = {}

    def __call__(self, *names: str) -> Format:
        """The format of these styles laid over the base."""
        if names not in self._made:
            merged = {key: value for name in ("base", *names) for key, value in STYLES[name].items()}
            self._made[names] = self._book.add_format(merged)
        return self._made[names]

    @property
    def done(self) -> Format:
        """The look of an input that is filled and in order: plain paper."""
        if ("done",) not in self._made:
            self._made["done",] = self._book.add_format({"bg_color": "#FFFFFF"})
        return self._made["done",]

    def state(self, mark: str) -> Format:
        """The colours of a state, for a conditional format."""
        key = ("state", mark)
        if key not in self._made:
            self._made[key] = self._book.add_format(dict(STATES[mark]))
        return self._made[key]

    def marked(self, mark: str) -> Format:
        """The colours of a state with its mark before the words, for a conditional format; the words stay as typed."""
        key = ("marked", mark)
        if key not in self._made:
            self._made[key] = self._book.add_format({**STATES[mark], "num_format": f'"{mark} "@'})
        return self._made[key]


def points(width: float) -> float:
    """How wide a column of this many characters is."""
    return (int(width * 7) + 5) * 0.75


def lines(text: str, room: float, size: float) -> int:
    """How many lines the text takes in this room; a wide character is as wide as its size."""
    fits = max(room - 6 - size / 2, size)
    return sum(max(1, ceil(_breadth(paragraph, size) / fits)) for paragraph in text.split("\n"))


def height(text: str, room: float, size: float = SIZE_TABLE, *, least: float = 22.0) -> float:
    """How tall a row must be to show the whole text."""
    return max(least, lines(text, room, size) * size * LINE_PITCH + 6)


def _breadth(text: str, size: float) -> float:
    return sum(size if ord(character) > 0x2E80 or character in "“”‘’…—√□" else size * 0.58 for character in text)  # noqa: PLR2004 - first CJK radical
