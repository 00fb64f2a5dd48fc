"""How a desk writes a mark over the formula of a status cell: the formula stays inside, so that it comes back whole."""

import re

_SIGN = '"校验"="校验"'
_MARKED = re.compile(rf'=IF\({_SIGN},"([^"]*)",(.*)\)', re.DOTALL)


def marked(formula: str, mark: str) -> str:
    """The formula that shows this mark and keeps the old one, which may be blank.

    >>> marked('=IF(C5="","✖","✔")', "▲")
    '=IF("校验"="校验","▲",IF(C5="","✖","✔"))'
    """
    return f'=IF({_SIGN},"{mark}",{formula.removeprefix("=") or _NOTHING})'


def unmarked(formula: str) -> str:
    """The formula that stood there before; one without a mark is itself.

    >>> unmarked('=IF("校验"="校验","▲",IF(C5="","✖","✔"))'), unmarked('=IF("校验"="校验","▲","")'), unmarked("=C5")
    ('=IF(C5="","✖","✔")', '', '=C5')
    """
    found = _MARKED.fullmatch(formula)
    if found is None:
        return formula
    return "" if found[2] == _NOTHING else f"={found[2]}"


_NOTHING = '""'
