"""A large sheet looked at in stretches is refused, or taken, as it would be as a whole."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from support.package import parts, zipped
from workbook import guard
from workbook.errors import UnreadableError
from workbook.ooxml.container import Container
from workbook.ooxml.limits import LIMITS, Limits, RefusedError
from workbook.ooxml.sheet import read
from workbook.ooxml.stretches import pages

PART = "xl/worksheets/sheet1.xml"
ROWS = range(1, 41)
BODY = "".join(
    f'<row r="{row}"><c r="A{row}" s="1"/><c r="B{row}" t="inlineStr"><is><t>第{row}家</t></is></c></row>'
    for row in ROWS
)
SHEET = (
    f'<worksheet><dimension ref="A1:B40"/><sheetData>{BODY}</sheetData><mergeCells count="1">'
    '<mergeCell ref="D1:E1"/></mergeCells></worksheet>'
).encode()
PIECES = (
    *(
        '<row r="4">',
        '<row r="40"/>',
        "<row>",
        "</row>",
        "</c>",
        "<c>",
        '<c r="B4"/>',
        '<c r="C4"><v>7</v></c>',
        "</row>",
    ),
    *("<!--", "-->", "<![CDATA[", "]]>", "</sheetData>", "<sheetData>", '<mergeCell ref="F1:F2"/>', "<", '"', "", " "),
    *('<c r="XFD1048576"/>', '<row r="1048576">', '<c r="ZZ39"><v>1</v></c>', "&#0;", "&amp;", ' t="s"', "\ufffe"),
)
Edit = tuple[int, int, str]
EDITS = st.tuples(st.integers(0, len(SHEET)), st.integers(0, 30), st.sampled_from(PIECES))


def edited(edits: list[Edit]) -> bytes:
    sheet = SHEET
    for at, length, written in edits:
        sheet = sheet[:at] + written.encode() + sheet[at + length :]
    return sheet


def container(sheet: bytes, limits: Limits = LIMITS) -> Container:
    return Container(zipped({PART: sheet}), limits)


def as_whole(sheet: bytes, limits: Limits = LIMITS) -> object:
    try:
        found = read(container(sheet, limits).part(PART), PART, limits)
        return dict(found.each()).keys(), [*found.merges]
    except RefusedError as refused:
        return refused.code


def in_stretches(sheet: bytes, limits: Limits = LIMITS, stretch: int = 300) -> object:
    """Where a sheet is not plain it comes once more as a whole: the cells are the same."""
    try:
        found = [*pages(container(sheet, limits), PART, whole=0, stretch=stretch)]
        return {key: None for page in found for key, _ in page.each()}.keys(), [*found[-1].merges]
    except RefusedError as refused:
        return refused.code


def at(words: str) -> int:
    return SHEET.index(words.encode())


@settings(max_examples=300, deadline=None)
@given(st.lists(EDITS, max_size=3), st.integers(100, 900))
@example([(at('<row r="20"'), len('<row r="20"'), '<row r="4"')], 300)
@example([(at('<row r="20"'), 0, '<row r="5"/>')], 300)
@example([(at('<row r="20"'), 0, "<!-- </row> -->")], 300)
@example([(at('r="20"'), 0, "</row>")], 300)
@example([(at('<row r="20"'), 0, "</sheetData><sheetData>")], 300)
@example([(at("</worksheet>"), 0, "<sheetData></sheetData>")], 300)
@example([(at("</sheetData>") - len("</row>"), len("</row>"), "")], 300)
def test_it_is_taken_or_refused_as_the_whole(edits: list[Edit], stretch: int) -> None:
    sheet = edited(edits)

    assert in_stretches(sheet, stretch=stretch) == as_whole(sheet)


@pytest.mark.parametrize(
    "few", [{"cells": 79}, {"box": 39}, {"merges": 0}, {"depth": 1}, {"part": 100}, {"total": 100}]
)
def test_the_bounds_are_those_of_the_whole(few: dict[str, int]) -> None:
    """Forty rows of two cells: each stretch keeps within bounds that all of them pass."""
    limits = replace(LIMITS, **few)

    assert in_stretches(SHEET, limits) == as_whole(SHEET, limits) == "FILE-BOMB"


def test_a_sheet_comes_in_stretches_of_whole_rows() -> None:
    found = [*pages(container(SHEET), PART, whole=0, stretch=300)]

    rows = [{key[1:] for key, _ in page.each()} for page in found]
    assert len(found) > 8
    assert sum(map(len, rows)) == len(ROWS)
    assert max(map(len, rows)) < 8


def test_a_part_that_lies_about_its_content_is_refused_at_its_end() -> None:
    data = zipped({PART: SHEET})
    lying = data.replace(data[14:18], b"\0\0\0\0")

    with pytest.raises(RefusedError) as refused:
        deep(pages(Container(lying), PART, whole=0, stretch=300))

    assert refused.value.code == "FILE-DAMAGED"


def deep(found: Iterator[object]) -> None:
    for _ in found:
        pass


def test_the_last_cell_of_a_large_sheet_is_understood() -> None:
    """Five megabytes of rows, then one whose number nobody can read."""
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>{row:060d}</v></c></row>' for row in range(1, 55_000))
    book = parts(rows + '<row r="60000"><c r="A60000"><v>zwölf</v></c></row>')

    with pytest.raises(UnreadableError, match="读不出的数"):
        guard.check(zipped(book), "总表.xlsx")
    guard.check(zipped(parts(rows)), "总表.xlsx")
