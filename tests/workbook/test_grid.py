"""A sheet is cut at its cells alike, whether one like it was cut before or none was."""

from collections.abc import Iterator
from itertools import count

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from workbook.ooxml import grid
from workbook.ooxml.exemplar import exemplar
from workbook.ooxml.grid import Cut, _kept, cut
from workbook.ooxml.limits import LIMITS, RefusedError
from workbook.ooxml.strings import Strings

ROWS = range(1, 9)
BODY = "".join(
    f'<row r="{row}" ht="{20 + row % 2}"><c r="A{row}" s="1"/><c r="B{row}" t="s"><v>{row}</v></c>'
    f'<c r="D{row}"><f>B{row}+1</f><v>{row}</v></c></row>'
    for row in ROWS
).encode()
SHEET = b"<s><cols><col/></cols><sheetData>" + BODY + b"</sheetData><merges/></s>"
PIECES = (
    *(b'<row r="4" ht="20">', b'<row r="4">', b'<row r="4"/>', b"<row>", b"</row>", b"</c>", b"<c>", b'<c r="B4"/>'),
    *(b'<c r="B40"/>', b'"/>', b"<v>7</v>", b"4", b'r="D8"', b" ", b"<", b'"', b"", b'</c></row><row r="9"/>'),
)
Edit = tuple[int, int, bytes]
EDITS = st.tuples(st.integers(0, len(SHEET)), st.integers(0, 24), st.sampled_from(PIECES))
_parts = map("{}.xml".format, count())


@pytest.fixture(autouse=True, params=[True, False], ids=["long", "short"], scope="module")
def _length(request: pytest.FixtureRequest) -> Iterator[None]:
    """Long parts are split beside a known one, short ones at once."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(grid, "_LONG", 0 if request.param else len(SHEET) * 2)
        patched.setattr(grid, "_BLOCK", 4)
        yield


def edited(edits: list[Edit]) -> bytes:
    sheet = SHEET
    for at, length, written in edits:
        sheet = sheet[:at] + written + sheet[at + length :]
    return sheet


def outcome(sheet: bytes, part: str) -> object:
    try:
        found = cut(sheet, part, LIMITS)
    except RefusedError as refused:
        return refused.reason
    return found and ([*found.pieces], found.shape, found.around, [found.filled(column) for column in "ABDX"])


@settings(max_examples=400, deadline=None)
@given(st.lists(EDITS, max_size=3))
@example([(SHEET.index(b'<row r="5"'), len(b'<row r="5"'), b'<row r="4"')])
@example([(SHEET.index(b"B5"), 2, b"B6")])
@example([(SHEET.index(b"B5"), 2, b"B4")])
@example([(SHEET.index(b"</sheetData>") - len(b"</row>"), len(b"</row>"), b"")])
def test_an_edited_sheet_is_cut_as_if_the_other_was_never_seen(edits: list[Edit]) -> None:
    sheet, known = edited(edits), next(_parts)
    cut(SHEET, known, LIMITS)

    assert outcome(sheet, known) == outcome(sheet, next(_parts))


def test_only_the_cells_that_are_written_otherwise_are_looked_at() -> None:
    part = next(_parts)
    first = cut(SHEET, part, LIMITS)

    second = cut(SHEET.replace(b"<v>5</v>", b"<v>55</v>"), part, LIMITS)

    assert first is not None
    assert second is not None
    assert second.like is first
    assert [first.shape.addresses[at] for at in second.unlike] == [b"B5", b"D5"]


def test_a_cell_counts_as_other_where_the_text_that_it_shows_is_another() -> None:
    part, setting = next(_parts), (None, False)
    first, second = cut(SHEET, part, LIMITS), cut(SHEET.replace(b"<v>5</v>", b"<v>55</v>", 1), part, LIMITS)
    assert first is not None
    assert second is not None
    known = exemplar(first, texts(*"0123456789"), setting)
    assert known is not None

    def others(sheet: Cut, words: str) -> list[bytes]:
        return [first.shape.addresses[at] for at in sorted(known.differing(sheet, texts(*words), setting) or ())]

    assert known.differing(first, texts(*"0123456789"), setting) == {}
    assert others(first, "01234x6789") == [b"B5"]
    assert others(second, "0x2345678") == [b"B1", b"B5"]
    assert known.differing(first, texts(*"0123456789"), (b"", False)) is None
    assert known.differing(first, texts(*map(str, range(1 << 16))), setting) is None


def texts(*words: str) -> Strings:
    return Strings(f"<sst>{''.join(f'<si><t>{word}</t></si>' for word in words)}</sst>".encode())


def test_no_sheet_is_kept_that_points_at_a_text_there_is_not() -> None:
    sheet = cut(SHEET, next(_parts), LIMITS)

    assert sheet is not None
    assert exemplar(sheet, texts(*"012345678"), (None, False)) is not None
    assert exemplar(sheet, texts(*"01234567"), (None, False)) is None


def test_two_sheets_that_begin_alike_are_both_kept() -> None:
    part, longer = next(_parts), SHEET.replace(b'<c r="D5">', b'<c r="C5"/><c r="D5">')
    first, second = cut(SHEET, part, LIMITS), cut(longer, part, LIMITS)

    again = cut(SHEET, part, LIMITS), cut(longer, part, LIMITS)

    assert [found and found.like for found in again] == [first, second]


def test_a_sheet_that_ends_where_some_cells_of_the_last_one_do_is_cut_too() -> None:
    part, shorter = next(_parts), BODY[: BODY.index(b'<c r="B3"')] + b"</row>"
    cut(SHEET, part, LIMITS)

    found = cut(SHEET.replace(BODY, shorter), part, LIMITS)

    assert found is not None
    assert found.shape.addresses == (b"A1", b"B1", b"D1", b"A2", b"B2", b"D2", b"A3")


@given(st.lists(st.sampled_from([b'r="A1"/>', b'r="B1"/>', b"", b"c", b"<c", b"<"]), max_size=12), st.integers(0, 12))
def test_a_part_is_split_beside_another_as_it_is_alone(cells: list[bytes], count: int) -> None:
    part, known = b"".join(b"<c " + cell for cell in cells), [b'r="A1"/>'] * count
    assume(part)

    assert grid._Known(known).split(part, 0) == part.split(b"<c ")[1:]


def test_a_sheet_with_a_cell_more_is_looked_at_as_a_whole() -> None:
    part = next(_parts)
    cut(SHEET, part, LIMITS)

    second = cut(SHEET.replace(b'<c r="D5">', b'<c r="C5"/><c r="D5">'), part, LIMITS)

    assert second is not None
    assert second.like is None
    assert b"C5" in second.shape.addresses


def test_what_is_written_around_the_cells_is_told_apart() -> None:
    found = cut(SHEET, next(_parts), LIMITS)

    assert found is not None
    assert found.around == b"<s><cols><col/></cols><sheetData></sheetData><merges/></s>"


def test_a_sheet_without_cells_is_cut_too() -> None:
    found = cut(SHEET.replace(BODY, b""), next(_parts), LIMITS)

    assert found is not None
    assert (found.pieces, found.shape.addresses) == ([], ())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<sheetData>", b'<c r="A1"/><sheetData>'),
        (b"</sheetData>", b'</sheetData><c r="A1"/>'),
        (b"</sheetData>", b""),
    ],
)
def test_cells_outside_the_data_are_left_to_the_full_reading(old: bytes, new: bytes) -> None:
    assert cut(SHEET.replace(old, new), next(_parts), LIMITS) is None


def test_a_sheet_that_would_fill_the_memory_is_not_kept() -> None:
    part, long = next(_parts), SHEET.replace(b"<v>5</v>", b"<v>" + b"5" * (1 << 20) + b"</v>")
    first = cut(long, part, LIMITS)

    second = cut(long, part, LIMITS)

    assert first is not None
    assert second is not None
    assert second.like is None
    assert exemplar(first, Strings(None), (None, False)) is None


def test_nothing_long_that_stands_before_the_cells_is_kept() -> None:
    before = _kept.cache_info().misses
    body = b"<row/>" * 1000 + BODY

    cut(b"<s><sheetData>" + body + b"</sheetData></s>", next(_parts), LIMITS)

    assert _kept.cache_info().misses == before
