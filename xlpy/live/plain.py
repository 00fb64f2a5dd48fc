"""Words that no spreadsheet program takes for a formula."""

_LIKE_A_FORMULA = ("=", "+", "-", "@")
_BLANK = "\u3000"


def plain(text: str) -> str:
    """The same words, behind a blank where they would become a formula.

    >>> plain("=1+1"), plain("甲公司")
    ('\u3000=1+1', '甲公司')
    """
    return f"{_BLANK}{text}" if text.startswith(_LIKE_A_FORMULA) else text
