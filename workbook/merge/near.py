"""Names of firms that are nearly the same: between declarations, and on the bureau's registers."""

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process

from workbook.codes import fault
from workbook.register import Register, code_key, name_key
from workbook.rules.base import Hit

_NEAR = 90
"""From this likeness on (of 100) two names are shown to a person."""
_LEGAL_FORM = re.compile(r"[()省市]|股份有限公司|有限责任公司|有限公司|集团|公司$")
"""Words of the language of all firms' names, no notice's own: so they stand here and in no pack."""


@lru_cache(maxsize=4)
def near_pairs(names: tuple[str, ...]) -> tuple[tuple[int, int, float], ...]:
    """Places of names that are near each other, with their likeness; the slow part, asked again and again."""
    cores = _cores(names)
    return tuple(
        (number, number + 1 + offset, score)
        for number, core in enumerate(cores)
        if core
        for score, offset in _near(core, cores[number + 1 :])
    )


def near_rows(register: Register, code: str, name: str) -> tuple[Hit, ...]:
    """The rows under a name near this one, in the order of the sheet.

    Where both credit codes are right and differ they are two firms.
    """
    names = tuple(register.by_name)
    [core] = _cores((name,))
    own = code_key(code)
    codes = {hit.row: key for key, hits in register.by_code.items() for hit in hits}
    found = [hit for _, at in _near(core, _cores(names)) for hit in register.by_name[names[at]]] if core else []
    doubtful = (hit for hit in found if _is_no_code(own) or _is_no_code(codes.get(hit.row, "")))
    return tuple(sorted(doubtful, key=lambda hit: hit.row))


def _near(core: str, others: Sequence[str]) -> list[tuple[float, int]]:
    """Likeness and place of those that are near."""
    found = process.extract(core, others, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=None)
    return [(score, at) for _, score, at in found]


@lru_cache(maxsize=8)
def _cores(names: tuple[str, ...]) -> tuple[str, ...]:
    """The parts of firms' names that tell them apart: without brackets, 省, 市 and the legal form."""
    return tuple(_LEGAL_FORM.sub("", name_key(name)) for name in names)


def _is_no_code(code: str) -> bool:
    return bool(fault(code)) if code else True
