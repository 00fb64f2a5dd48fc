"""The tables that people make of rows (套用表格格式): how far they reach, so that sums by their name leave out none."""

import re
from collections.abc import Mapping

from workbook.ooxml.address import Block, block

_AREA = re.compile(rb"""<(?:[\w.-]+:)?table\b[^>]*?\sref\s*=\s*["']([A-Z]+\d+:[A-Z]+\d+)["']""")
_REACH = re.compile(rb"""(<(?:[\w.-]+:)?(?:table|autoFilter)\b[^>]*?\sref\s*=\s*["'][A-Z]+\d+:[A-Z]+)\d+""")
_TOTALS = re.compile(rb"""\stotalsRowCount\s*=\s*["']0*[1-9]""")


def widened(tables: Mapping[str, bytes], rows: Block, last: int) -> dict[str, bytes]:
    """The parts of a sheet's tables that begin right over these rows and are to reach the ``last`` one.

    One that ends with a row of totals, or would come over another, stays as it is.
    """
    areas = {name: area for name, xml in tables.items() if (area := _area(xml))}
    found: dict[str, bytes] = {}
    for name, area in areas.items():
        wide = area._replace(bottom=last)
        is_free = sum(_meet(wide, other) for other in areas.values()) == 1
        if last > area.bottom and is_free and _is_over(area, rows) and not _TOTALS.search(tables[name]):
            found[name] = _REACH.sub(rb"\g<1>%d" % last, tables[name])
    return found


def _area(xml: bytes) -> Block | None:
    found = _AREA.search(xml)
    return block(found[1].decode()) if found else None


def _is_over(area: Block, rows: Block) -> bool:
    """Whether the heading of a table is that of the rows."""
    return area.top == rows.top - 1 and area.left <= rows.right and rows.left <= area.right


def _meet(one: Block, other: Block) -> bool:
    return one.top <= other.bottom and other.top <= one.bottom and one.left <= other.right and other.left <= one.right
