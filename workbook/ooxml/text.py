"""Text as a sheet can hold it: no character that a reader would refuse, no more of it than a cell takes."""

import re

LONGEST = 32767
MISSING_CHARACTER = "\ufffd"

_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """The text without what breaks a workbook: refused characters are shown as U+FFFD, ends of line are LF."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _REFUSED.sub(MISSING_CHARACTER, text)[:LONGEST]
