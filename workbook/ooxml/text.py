"""Text as a sheet can hold it: no character that a reader would refuse, no more of it than a cell takes."""

import re

LONGEST = 32767
MISSING_CHARACTER = "\ufffd"

_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile("[&<>\r_]|" + _REFUSED.pattern)
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def clean(text: str) -> str:
    """The text as a cell can hold it: legible, and no longer than a cell."""
    return legible(text)[:LONGEST]


def legible(text: str) -> str:
    """The text without what breaks a paper: refused characters are shown as U+FFFD, ends of line are LF."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _REFUSED.sub(MISSING_CHARACTER, text)


def sheet_text(text: str) -> str:
    """The text as XML: cleaned, and what only looks like an escape of the file (``_x0041_``) is guarded."""
    if _SPECIAL.search(text) is None:
        return text[:LONGEST]
    guarded = _LOOKS_ESCAPED.sub("_x005F_", clean(text))
    return guarded.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescaped(text: str) -> str:
    """The text that ``_xHHHH_`` escapes of the file stand for."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
