"""Two readers look at one cell: what honest programs write, both must see alike."""

import tracemalloc
import zipfile

import pytest

from support.package import HEAD, book, outline, parts, relationships, sheet, zipped
from workbook.errors import UnreadableError
from workbook.ooxml.book import open_book
from workbook.read.second import Second

ROW = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
MODULE = '<sheet name="表" sheetId="1" r:id="rId1"/><sheet name="Module1" sheetId="2" state="veryHidden" r:id=""/>'
DURATIONS = (
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="21"/></cellXfs></styleSheet>'
)
"""Number format 21 is h:mm:ss."""


def confirmed(data: bytes) -> object:
    """What stands in A1, when both readers see the same."""
    ours = open_book(data, "a.xlsx")
    cell = ours.cell("表", "A1")
    Second(data, ours).confirm("表", "A1", cell)
    return cell.value


def test_a_book_with_a_sheet_of_old_macros_is_confirmed() -> None:
    assert confirmed(book(ROW, workbook=outline(MODULE))) == "甲公司"


@pytest.mark.parametrize("claim", ["1:5", "A:C"])
def test_a_sheet_that_claims_whole_rows_or_columns_is_confirmed(claim: str) -> None:
    assert confirmed(book(sheet=sheet(ROW, before=f'<dimension ref="{claim}"/>'))) == "甲公司"


def test_both_at_once_are_confirmed() -> None:
    claims = sheet(ROW, before='<dimension ref="1:5"/>')

    assert confirmed(book(sheet=claims, workbook=outline(MODULE))) == "甲公司"


def test_both_are_confirmed_with_back_strokes_in_the_names_of_the_parts() -> None:
    claims = sheet(ROW, before='<dimension ref="1:5"/>')
    found = parts(sheet=claims, workbook=outline(MODULE))

    assert confirmed(zipped({name.replace("/", "\\"): part for name, part in found.items()})) == "甲公司"


def test_a_book_whose_outline_has_another_name_is_confirmed() -> None:
    """So a server writes what was edited in the browser."""
    found = parts(ROW)
    for name, other in (("workbook.xml", "workbook2.xml"), ("_rels/workbook.xml.rels", "_rels/workbook2.xml.rels")):
        found[f"xl/{other}"] = found.pop(f"xl/{name}")
    found["_rels/.rels"] = relationships(("rId1", "officeDocument", "xl/workbook2.xml"))

    assert confirmed(zipped(found)) == "甲公司"


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_damaged_part_that_nobody_needs_is_no_harm_at_the_second_look(method: int) -> None:
    """Old macros make the other reader look twice; a theme that cannot be unpacked is left out then."""
    picture = bytes(range(256)) * 8
    whole = zipped({**parts(ROW, workbook=outline(MODULE)), "xl/theme/theme1.xml": picture}, method)
    packed = whole.find(b"theme1.xml") + len(b"theme1.xml")
    torn = whole[:packed] + b"\xff" * 20 + whole[packed + 20 :]

    assert confirmed(torn) == "甲公司"


def test_the_second_look_takes_no_memory_for_what_was_only_sent_along() -> None:
    """64 MB of a picture that compresses to nothing."""
    pictures = {f"xl/media/image{number}.bmp": bytes(8 << 20) for number in range(8)}
    data = zipped({**parts(ROW, workbook=outline(MODULE)), **pictures})
    tracemalloc.start()

    assert confirmed(data) == "甲公司"

    assert tracemalloc.get_traced_memory()[1] < 8 << 20
    tracemalloc.stop()


def test_a_declaration_told_twice_is_confirmed_at_the_second_look_too() -> None:
    found = parts(ROW, workbook=outline(MODULE))
    relations = "xl/_rels/workbook.xml.rels"

    assert confirmed(zipped({**found, relations: HEAD + found[relations]})) == "甲公司"


def test_broken_xml_that_nobody_needs_refuses_the_file_at_the_second_look() -> None:
    """The name of one sheet is passed over by the guard."""
    broken = '<definedName name="a" localSheetId="0">&nothing;</definedName>'

    with pytest.raises(UnreadableError) as refused:
        confirmed(book(ROW, workbook=outline(MODULE, names=broken)))

    assert refused.value.refusal == "FILE-DISAGREE"


def test_a_number_that_both_read_otherwise_is_refused_after_a_second_look_too() -> None:
    """Two values in one cell, and a range that makes the other reader look twice."""
    twice = '<row r="1"><c r="A1"><v>5000</v><v>1</v></c></row>'

    with pytest.raises(UnreadableError) as refused:
        confirmed(book(sheet=sheet(twice, before='<dimension ref="1:5"/>')))

    assert refused.value.refusal == "FILE-DISAGREE"


@pytest.mark.parametrize("written", ["0.14597222", "0.6540054", "0.99999"])
def test_a_time_of_day_that_was_rounded_is_confirmed(written: str) -> None:
    """The other reader shows a time to the millisecond."""
    data = book(f'<row r="1"><c r="A1" s="1"><v>{written}</v></c></row>', styles=DURATIONS)

    assert confirmed(data) == float(written)


def test_a_number_with_white_space_around_it_is_confirmed() -> None:
    """So a programme writes that fills its columns with blanks; the other reader shows a text."""
    assert confirmed(book('<row r="1"><c r="A1"><v>    0.0003000000</v></c></row>')) == 0.0003


@pytest.mark.parametrize("seen", ["0.0003", " 0.0004", " x", " "])
def test_a_number_and_another_text_are_not_the_same(seen: str) -> None:
    data = book(f'<row r="1"><c r="A1" t="str"><v>{seen}</v></c></row>')
    ours = open_book(book('<row r="1"><c r="A1"><v>0.0003</v></c></row>'), "a.xlsx")

    with pytest.raises(UnreadableError) as refused:
        Second(data, ours).confirm("表", "A1", ours.cell("表", "A1"))

    assert refused.value.refusal == "FILE-DISAGREE"
