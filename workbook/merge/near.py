"""Names of firms that are nearly the same: between declarations, and on the bureau's registers."""

import re
from collections import deque
from collections.abc import Mapping, Sequence
from functools import lru_cache

from workbook.codes import fault
from workbook.register import Register, code_key, name_key
from workbook.rules.base import Hit

_NEAR = 90
"""From this likeness on (of 100) two names are shown to a person."""
_LEGAL_FORM = re.compile(r"[()省市]|股份有限公司|有限责任公司|有限公司|集团|公司$")
"""Words of the language of all firms' names, no notice's own: so they stand here and in no pack."""


@lru_cache(maxsize=4)
def near_groups(names: tuple[str, ...], codes: tuple[str, ...]) -> tuple[tuple[int, ...], ...]:
    """Places of names that are near each other, by whatever chain; the slow part, asked again and again.

    Names under one code are no doubt. A name is compared only with those no group holds yet, so that a thousand names
    that differ by a number cost a thousand comparisons.
    """
    waiting = {number: core for number, core in enumerate(cores(names)) if core}
    groups = []
    while waiting:
        first = next(iter(waiting))
        groups.append(_group(first, waiting.pop(first), waiting, codes))
    return tuple(tuple(sorted(group)) for group in groups if len(group) > 1)


def _group(first: int, core: str, waiting: dict[int, str], codes: Sequence[str]) -> list[int]:
    """The first with all that are near it or near one of those; they wait no longer."""
    group, open_ = [first], deque([(first, core)])
    while open_:
        at, core = open_.popleft()
        found = [other for _, other in _near(core, waiting) if not codes[at] or codes[at] != codes[other]]
        group += found
        open_.extend((other, waiting.pop(other)) for other in found)
    return group


def near_rows(register: Register, code: str, name: str) -> tuple[Hit, ...]:
    """The rows under a name near this one, in the order of the sheet.

    Where both credit codes are right and differ they are two firms.
    """
    names = tuple(register.by_name)
    [core] = cores((name,))
    own = code_key(code)
    codes = {hit.row: key for key, hits in register.by_code.items() for hit in hits}
    found = (
        [hit for _, at in _near(core, dict(enumerate(cores(names)))) for hit in register.by_name[names[at]]]
        if core
        else []
    )
    doubtful = (hit for hit in found if _is_no_code(own) or _is_no_code(codes.get(hit.row, "")))
    return tuple(sorted(doubtful, key=lambda hit: hit.row))


def _near(core: str, others: Mapping[int, str]) -> list[tuple[float, int]]:
    """Likeness and place of those that are near."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - start-up: a form is judged without it where no register is

    found = process.extract(core, others, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=None)
    return [(score, at) for _, score, at in found]


@lru_cache(maxsize=8)
def cores(names: tuple[str, ...]) -> tuple[str, ...]:
    """The parts of firms' names that tell them apart: without brackets, 省, 市 and the legal form."""
    return tuple(_LEGAL_FORM.sub("", name_key(name)) for name in names)


def _is_no_code(code: str) -> bool:
    return bool(fault(code)) if code else True
