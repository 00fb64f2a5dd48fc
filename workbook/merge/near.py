"""Names of firms that are nearly the same: between declarations, and on the bureau's registers."""

import re
from collections.abc import Sequence
from functools import lru_cache

from workbook.codes import fault
from workbook.merge.likely import Likely
from workbook.register import Register, code_key, name_key
from workbook.rules.base import Hit

_LEGAL_FORM = re.compile(r"[()省市]|股份有限公司|有限责任公司|有限公司|集团|公司$")
"""Words of the language of all firms' names, no notice's own: so they stand here and in no pack."""


@lru_cache(maxsize=4)
def near_groups(names: tuple[str, ...], codes: tuple[str, ...]) -> tuple[tuple[int, ...], ...]:
    """Places of names that are near each other, by whatever chain; the slow part, asked again and again.

    Names under one code are no doubt. A name is compared only with those that no group holds yet and that have a rare
    pair of signs in common with it, so that ten times the names take about ten times as long.
    """
    all_cores = cores(names)
    waiting = Likely(all_cores)
    groups = [_group(first, all_cores, waiting, codes) for first in range(len(names)) if first in waiting]
    return tuple(tuple(sorted(group)) for group in groups if len(group) > 1)


def _group(first: int, all_cores: Sequence[str], waiting: Likely, codes: Sequence[str]) -> list[int]:
    """The first with all that are near it or near one of those; they wait no longer."""
    waiting.drop(first)
    group = [first]
    for at in group:
        found = [other for other in waiting.near(all_cores[at]) if not codes[at] or codes[at] != codes[other]]
        for other in found:
            waiting.drop(other)
        group += found
    return group


def near_rows(register: Register, code: str, name: str) -> tuple[Hit, ...]:
    """The rows under a name near this one, in the order of the sheet.

    Where both credit codes are right and differ they are two firms.
    """
    names = tuple(register.by_name)
    [core] = cores((name,))
    found = [hit for at in _known(names).near(core) for hit in register.by_name[names[at]]]
    if not found:
        return ()
    own = code_key(code)
    codes = {hit.row: key for key, hits in register.by_code.items() for hit in hits}
    doubtful = (hit for hit in found if _is_no_code(own) or _is_no_code(codes.get(hit.row, "")))
    return tuple(sorted(doubtful, key=lambda hit: hit.row))


@lru_cache(maxsize=8)
def _known(names: tuple[str, ...]) -> Likely:
    return Likely(cores(names))


@lru_cache(maxsize=8)
def cores(names: tuple[str, ...]) -> tuple[str, ...]:
    """The parts of firms' names that tell them apart: without brackets, 省, 市 and the legal form."""
    return tuple(_LEGAL_FORM.sub("", name_key(name)) for name in names)


def _is_no_code(code: str) -> bool:
    return bool(fault(code)) if code else True
