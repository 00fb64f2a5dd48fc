"""Which cell styles show a number as a date."""

import re
from functools import cached_property

from workbook.ooxml.known import remembered
from workbook.ooxml.limits import unsafe
from workbook.ooxml.markup import Attributes, decoded, walk
from workbook.ooxml.strings import check_claim

_BUILT_IN = frozenset([*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58])
_QUIET = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_ELAPSED = re.compile(r"\[[hms]+\]", re.IGNORECASE)
_DAY = re.compile(r"[ydmhs]", re.IGNORECASE)
_PARTS = {"numFmts": "numFmt", "cellXfs": "xf"}
_FORMATS = 65_536


class Styles:
    """Styles by index; read when the first number with a style is met."""

    def __init__(self, part: bytes | None, name: str = "styles.xml") -> None:
        self.part = part
        self._name = name
        if part is not None:
            _decoded(part, name)

    @cached_property
    def dates(self) -> frozenset[str]:
        """The indexes (as a cell writes them) whose number format is a date."""
        return frozenset() if self.part is None else _dates(self.part, self._name)


@remembered(entries=8, longest=262_144)
def _decoded(part: bytes, name: str) -> str:
    return decoded(part, name)


@remembered(entries=8, longest=262_144)
def _dates(part: bytes, name: str) -> frozenset[str]:
    """The styles of a part whose number format is a date."""
    codes: dict[int, str] = {}
    formats: list[int] = []
    inside = ""

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal inside
        if tag in ("numFmts", "cellXfs", "cellStyleXfs", "dxfs"):
            inside = tag
            check_claim(attributes.get("count", "0"), len(part), name)
        elif inside == "numFmts" and tag == "numFmt":
            codes[_number(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif inside == "cellXfs" and tag == "xf":
            formats.append(_number(attributes.get("numFmtId")))

    walk(_decoded(part, name), name, start)
    if len(formats) > _FORMATS:
        raise unsafe("单元格样式过多")
    return frozenset(str(index) for index, id_ in enumerate(formats) if is_date(id_, codes.get(id_)))


def is_date(id_: int, code: str | None) -> bool:
    """Whether a number format shows a day (an elapsed time is no day)."""
    if code is None:
        return id_ in _BUILT_IN
    if _ELAPSED.search(code):
        return False
    return bool(_DAY.search(_QUIET.sub("", code.split(";")[0])))


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0  # noqa: PLR2004 - ten digits are no id
