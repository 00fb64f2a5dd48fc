"""Books people have opened are changed cell by cell: what is not named keeps its bytes, whoever saved the book."""

import datetime as dt
import io
import math
import re
import zipfile
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support import office, opened, package
from workbook import patch
from workbook.edit import Change, Content
from workbook.errors import BusyError, ChangedMeanwhileError, UnreadableError, ValueMissingError
from workbook.ooxml.address import a1
from workbook.ooxml.book import open_book
from workbook.ooxml.text import clean

Edits = Mapping[tuple[int, int], Content]

RICH = opened.rich_book()
SHEET_PART = "xl/worksheets/sheet1.xml"
PAYLOADS = (
    "=1+1",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    '=HYPERLINK("http://x","点")',
    "=cmd|' /C calc'!A0",
    "\t=1+1",
    "'=1",
    "=1\n=2",
)
TEXTS = st.text(max_size=8) | st.sampled_from(PAYLOADS)
CONTENTS = (
    TEXTS
    | st.none()
    | st.decimals(-1000, 1000, places=2)
    | st.integers(-(10**9), 10**9)
    | st.dates(dt.date(1990, 1, 1), dt.date(2099, 1, 1))
)
DAY_COLUMN, FORMULA_COLUMN = 3, 4
PLACES = st.tuples(st.integers(1, 12), st.integers(1, 6)).filter(lambda place: place[1] != FORMULA_COLUMN)
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2099, 1, 1))
EDITS = st.dictionaries(PLACES, CONTENTS, min_size=1, max_size=12).flatmap(
    lambda edits: st.fixed_dictionaries(
        {place: DAYS if place[1] == DAY_COLUMN else st.just(content) for place, content in edits.items()}
    )
)
KEPT = ("dataValidations", "conditionalFormatting", "drawing", "legacyDrawing", "sheetViews", "cols")


def changed(data: bytes, **cells: Content) -> bytes:
    """The book with these cells of 表 set."""
    return patch.apply(data, [Change("表", cell, None, new) for cell, new in cells.items()])


def cells_of(data: bytes) -> dict[str, str]:
    """The XML of every cell of 表."""
    part = opened.xml(data, SHEET_PART)
    return {found[1]: found[0] for found in re.finditer(r'<c r="([A-Z]+\d+)"[^>]*?(?:/>|>.*?</c>)', part, re.DOTALL)}


def as_read(content: Content) -> str | float | None:
    """What a reader that knows no dates gives back."""
    if isinstance(content, str):
        return clean(content) or None
    if isinstance(content, dt.date):
        return float((content - dt.date(1899, 12, 30)).days)
    return None if content is None else float(content)


def plain_reading(value: object) -> object:
    """A value of openpyxl or calamine without the face of its format."""
    if isinstance(value, dt.datetime | dt.date):
        day = value.date() if isinstance(value, dt.datetime) else value
        return float((day - dt.date(1899, 12, 30)).days)
    return float(value) if isinstance(value, int | float) else value


def test_a_cell_gets_its_new_text() -> None:
    assert opened.by_calamine(changed(RICH, A3="新公司"), "表")["A3"] == "新公司"


def test_only_the_touched_sheet_is_written_anew() -> None:
    before, after = opened.raw_parts(RICH), opened.raw_parts(changed(RICH, A3="新公司", A6="更新"))

    assert list(before) == list(after)
    assert [name for name in before if before[name] != after[name]] == [SHEET_PART]


@pytest.mark.parametrize("spelled", [lambda name: name.replace("/", "\\"), str.upper])
def test_a_book_whose_parts_are_spelled_otherwise_is_changed_all_the_same(spelled: Callable[[str], str]) -> None:
    """Programs of Windows write back strokes, others capitals; every reader takes them for the same parts."""
    written = {spelled(name): part for name, part in package.parts().items()}

    after = changed(package.zipped(written), A1="新公司")

    assert open_book(after, "表.xlsx").cell("表", "A1").value == "新公司"
    assert opened.by_calamine(after, "表")["A1"] == "新公司"
    assert list(opened.raw_parts(after)) == list(written)


def test_what_a_clerk_added_is_still_there() -> None:
    before, after = opened.xml(RICH, SHEET_PART), opened.xml(changed(RICH, A3="新公司", B20=Decimal(3)), SHEET_PART)

    for word in KEPT:
        assert re.findall(f"<{word}.*?>", before) == re.findall(f"<{word}.*?>", after)


def test_a_coloured_cell_keeps_its_colour() -> None:
    book = openpyxl.load_workbook(io.BytesIO(changed(RICH, A4="改了")))

    assert (book["表"]["A4"].value, book["表"]["A4"].fill.fgColor.rgb[-6:]) == ("改了", "FF0000")


def test_a_new_row_looks_like_the_first_row_of_data() -> None:
    book = openpyxl.load_workbook(io.BytesIO(changed(RICH, A30="新", C30=dt.date(2023, 12, 1))))

    assert book["表"]["A30"].number_format == "@"
    assert book["表"]["C30"].value == dt.datetime(2023, 12, 1)


def test_a_new_row_of_a_book_without_named_rows_looks_like_the_row_above() -> None:
    data = package.book('<row r="1"><c r="A1" s="1"><v>45000</v></c></row>')

    assert opened.by_calamine(changed(data, A4=dt.date(2023, 12, 1)), "表")["A4"] == dt.date(2023, 12, 1)


def test_the_filter_and_the_dimension_reach_the_new_row() -> None:
    part = opened.xml(changed(RICH, A30="新"), SHEET_PART)

    book = opened.xml(changed(RICH, A30="新"), "xl/workbook.xml")
    assert '<dimension ref="A1:D30"/>' in part
    assert "表!$A$1:$D$30</definedName>" in book
    assert '<autoFilter ref="A1:D30"/>' in part


def test_stale_results_are_dropped_and_counted_anew() -> None:
    data = changed(RICH, B2=Decimal(100))

    assert cells_of(data)["D2"] == '<c r="D2"><f>B2*2</f></c>'
    assert 'fullCalcOnLoad="1"' in opened.xml(data, "xl/workbook.xml")


def test_a_long_text_makes_its_row_higher_and_never_lower() -> None:
    grown = changed(RICH, A3="很长的企业名称" * 20)
    height = float(re.search(r'<row r="3"[^>]* ht="([\d.]+)"', opened.xml(grown, SHEET_PART))[1])

    again = changed(grown, A3="短")

    assert height > 100
    assert f'ht="{height:g}"' in opened.xml(again, SHEET_PART)


def test_the_book_must_still_hold_what_the_plan_saw() -> None:
    with pytest.raises(ChangedMeanwhileError, match="表!A3"):
        patch.apply(RICH, [Change("表", "A3", "别的公司", "新公司")])


def test_force_writes_over_what_somebody_changed() -> None:
    data = patch.apply(RICH, [Change("表", "A3", "别的公司", "新公司")], force=True)

    assert opened.by_calamine(data, "表")["A3"] == "新公司"


@pytest.mark.parametrize(
    ("cell", "old"), [("A2", "公司1"), ("B3", Decimal("3.0")), ("C2", dt.date(2023, 3, 16)), ("B2", 1.5), ("A9", "")]
)
def test_what_was_read_is_what_stands_there(cell: str, old: Content) -> None:
    data = patch.apply(RICH, [Change("表", cell, old, "新")])

    assert opened.by_calamine(data, "表")[cell] == "新"


@pytest.mark.parametrize(("sheet", "cell"), [("没有", "A1"), ("表", "A0"), ("表", "甲1"), ("表", "XFE1"), ("表", "1")])
def test_a_place_that_is_none_is_refused(sheet: str, cell: str) -> None:
    with pytest.raises(ValueMissingError):
        patch.apply(RICH, [Change(sheet, cell, None, "x")])


def test_no_change_gives_the_same_bytes() -> None:
    assert patch.apply(RICH, []) is RICH


def test_the_same_change_gives_the_same_bytes() -> None:
    assert changed(RICH, A3="甲", B30=Decimal(2)) == changed(RICH, A3="甲", B30=Decimal(2))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_looks_like_a_formula_stays_text(payload: str) -> None:
    cell = openpyxl.load_workbook(io.BytesIO(changed(RICH, A3=payload)))["表"]["A3"]

    assert (cell.data_type, cell.value) == ("s", payload)
    assert "<f" not in cells_of(changed(RICH, A3=payload))["A3"]


@pytest.mark.parametrize("bad", ["\x00", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_a_character_that_breaks_books_is_shown_as_a_mark(bad: str) -> None:
    assert opened.by_calamine(changed(RICH, A3=f"甲{bad}乙"), "表")["A3"] == "甲\ufffd乙"


@pytest.mark.parametrize("number", [math.nan, math.inf, dt.date(1890, 1, 1)])
def test_what_is_no_number_of_a_sheet_is_written_as_text(number: Content) -> None:
    assert "inlineStr" in cells_of(changed(RICH, A3=number))["A3"]


def test_a_text_that_only_looks_escaped_is_read_back_as_it_was() -> None:
    data = changed(RICH, A3="_x0041_ 与 _x000D_")

    assert open_book(data, "t.xlsx").cell("表", "A3").text == "_x0041_ 与 _x000D_"
    assert opened.by_calamine(data, "表")["A3"] == "_x0041_ 与 _x000D_"


def test_dates_count_from_1904_where_the_book_does() -> None:
    data = package.book(
        '<row r="1"><c r="A1" s="1"><v>1</v></c></row>',
        workbook=package.outline(properties='<workbookPr date1904="1"/>'),
    )

    assert "<v>43799</v>" in cells_of(changed(data, A1=dt.date(2023, 12, 1)))["A1"]


def test_shared_strings_are_known_when_the_old_content_is_checked() -> None:
    data = package.book(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>',
        strings=package.strings(
            "<si><t>甲&amp;乙</t></si><si><r><t>丙</t></r><r><t>丁</t></r><rPh><t>注音</t></rPh></si>"
        ),
    )

    after = patch.apply(data, [Change("表", "A1", "甲&乙", "一"), Change("表", "B1", "丙丁", "二")])

    assert opened.by_calamine(after, "表") == {"A1": "一", "B1": "二"}


def test_a_prefixed_sheet_stays_prefixed() -> None:
    part = (
        f'<?xml version="1.0"?><x:worksheet xmlns:x="{package.MAIN}"><x:dimension ref="A1"/><x:sheetData>'
        '<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )

    data = changed(package.book(sheet=part), A1="甲", B3=Decimal(5))

    assert '<x:c r="A1" t="inlineStr"><x:is><x:t xml:space="preserve">甲</x:t></x:is></x:c>' in opened.xml(
        data, SHEET_PART
    )
    assert opened.by_calamine(data, "表") == {"A1": "甲", "B3": 5}


def test_rows_and_cells_without_addresses_are_counted() -> None:
    data = package.book("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>")

    assert opened.by_calamine(changed(data, B1=Decimal(9), A2=None, B2="乙", A3="丙"), "表") == {
        "A1": 1,
        "B1": 9,
        "B2": "乙",
        "A3": "丙",
    }


@pytest.mark.parametrize("rows", ["", "<!-- 说明 <row> -->", '<?pi <row r="1">?>'])
def test_comments_and_instructions_in_the_sheet_mislead_nobody(rows: str) -> None:
    data = package.book(f'{rows}<row r="1"><c r="A1" t="str"><v><![CDATA[<c r="B1">]]></v></c></row>')

    assert opened.by_calamine(changed(data, B1="乙"), "表") == {"A1": '<c r="B1">', "B1": "乙"}


def test_an_empty_sheet_takes_rows() -> None:
    data = package.book(sheet=package.sheet("").replace("<sheetData></sheetData>", "<sheetData/>"))

    assert opened.by_calamine(changed(data, A2="甲"), "表") == {"A2": "甲"}


def test_a_utf16_sheet_is_read_and_written() -> None:
    part = package.sheet('<row r="1"><c r="A1"><v>1</v></c></row>').replace("UTF-8", "UTF-16").encode("utf-16")
    data = package.zipped({**package.parts(), "xl/worksheets/sheet1.xml": part})

    assert opened.by_calamine(changed(data, B1="乙"), "表") == {"A1": 1, "B1": "乙"}


def tabled(*tables: tuple[str, str]) -> bytes:
    """A book of two rows under a heading; each table has a range and more attributes."""
    made = [
        f'{package.HEAD}<table xmlns="{package.MAIN}" id="{number}" name="表{number}" displayName="表{number}" '
        f'ref="{area}"{more}><autoFilter ref="{area}"/></table>'
        for number, (area, more) in enumerate(tables, start=1)
    ]
    links = [(f"rId{number}", "table", f"../tables/table{number}.xml") for number in range(1, len(made) + 1)]
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in (1, 2, 3))
    names = '<definedName name="rows_main">表!$A$2:$C$2</definedName>'
    book = package.parts(rows, workbook=package.outline(names=names))
    book["xl/worksheets/_rels/sheet1.xml.rels"] = package.relationships(*links)
    return package.zipped(book | {f"xl/tables/table{number}.xml": table for number, table in enumerate(made, start=1)})


@pytest.mark.parametrize(
    ("tables", "after"),
    [
        ([("A1:C3", "")], ["A1:C5"]),
        ([("A1:C9", "")], ["A1:C9"]),
        ([("A1:C3", ' totalsRowCount="1"')], ["A1:C3"]),
        ([("A2:C3", "")], ["A2:C3"]),
        ([("A1:C3", ""), ("E1:F3", "")], ["A1:C5", "E1:F3"]),
        ([("A1:C3", ""), ("C5:D7", "")], ["A1:C3", "C5:D7"]),
    ],
    ids=["reached", "already", "totals", "other-heading", "beside", "in-the-way"],
)
def test_a_table_that_a_clerk_made_of_the_rows_reaches_the_new_row(
    tables: list[tuple[str, str]], after: list[str]
) -> None:
    """Its filter and sums by its name would pass over them otherwise; a row of totals or another table ends it."""
    data = changed(tabled(*tables), A5="甲")

    parts = [opened.xml(data, f"xl/tables/table{number}.xml") for number in range(1, len(tables) + 1)]
    assert [re.findall(r'ref="([^"]*)"', part) for part in parts] == [[area, area] for area in after]


def test_the_chain_of_formulas_goes_when_a_formula_gives_way() -> None:
    with_chain = package.parts('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><v>1</v></c></row>')
    with_chain["xl/calcChain.xml"] = f'{package.HEAD}<calcChain xmlns="{package.MAIN}"><c r="A1" i="1"/></calcChain>'
    with_chain["[Content_Types].xml"] = with_chain["[Content_Types].xml"].replace(
        "</Types>", '<Override PartName="/xl/calcChain.xml" ContentType="application/x"/></Types>'
    )
    with_chain["xl/_rels/workbook.xml.rels"] = package.relationships(
        ("rId1", "worksheet", "worksheets/sheet1.xml"),
        ("rId9", "calcChain", "calcChain.xml"),
        ("rId3", "styles", "styles.xml"),
    )
    data = package.zipped(with_chain)

    gone, kept = changed(data, A1="甲"), changed(data, B1="甲")

    assert "xl/calcChain.xml" not in opened.raw_parts(gone)
    assert "calcChain" not in opened.xml(gone, "[Content_Types].xml") + opened.xml(gone, "xl/_rels/workbook.xml.rels")
    assert "rId3" in opened.xml(gone, "xl/_rels/workbook.xml.rels")
    assert "xl/calcChain.xml" in opened.raw_parts(kept)


@pytest.mark.parametrize("formula", ['<f t="shared" ref="A1:A3" si="0">B1*2</f>', '<f t="array" ref="A1:A3">B1:B3</f>'])
def test_a_formula_that_serves_several_cells_does_not_give_way(formula: str) -> None:
    data = package.book(f'<row r="1"><c r="A1">{formula}<v>2</v></c><c r="B1"><v>1</v></c></row>')

    with pytest.raises(BusyError, match=r"A1.*粘贴为数值，存盘再试。$"):
        changed(data, A1="甲")


def test_a_book_whose_parts_tell_their_declaration_twice_is_changed() -> None:
    """The guard lets it through, as other programs do."""
    data = package.zipped({name: package.HEAD + part for name, part in package.parts().items()})

    assert '<t xml:space="preserve">甲</t>' in cells_of(changed(data, B1="甲"))["B1"]


def test_a_relationship_whose_type_is_told_in_one_word_is_followed() -> None:
    found = {name: part.replace(f"{package.DOC}/", "") for name, part in package.parts().items()}

    assert "甲" in cells_of(changed(package.zipped(found), B1="甲"))["B1"]


def test_a_part_that_cannot_be_unpacked_is_told_in_words() -> None:
    """The list of kinds is asked for when the chain of formulas goes, and the guard does not look into it."""
    chain = package.relationships(("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "calcChain", "chain.xml"))
    found = package.parts('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>', relations=chain)
    data = package.zipped({**found, "xl/chain.xml": "<a/>"}, zipfile.ZIP_STORED)

    with pytest.raises(UnreadableError, match=r"\[Content_Types\].xml 读不出来"):
        changed(data.replace(b"content-types", b"CONTENT-TYPES"), A1="甲")


@pytest.mark.parametrize(
    ("part", "broken"),
    [
        ("xl/workbook.xml", package.outline(names='<definedName name="a" localSheetId="0">&nothing;</definedName>')),
        ("xl/sharedStrings.xml", package.strings("<si><t>甲</t></si><si><b></si>")),
        ("xl/worksheets/sheet1.xml", "<other/>"),
        ("[Content_Types].xml", "<!-- -->"),
    ],
)
def test_a_part_that_is_no_xml_is_told_in_words(part: str, broken: str) -> None:
    """The guard reads of a plain part what is asked for; what is changed goes through all of it."""
    chain = package.relationships(
        *(("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "sharedStrings", "sharedStrings.xml")),
        ("rId3", "calcChain", "calcChain.xml"),
    )
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><f>1+1</f><v>2</v></c></row>'
    data = package.zipped({**package.parts(rows, relations=chain), "xl/calcChain.xml": "<a/>", part: broken})

    with pytest.raises(UnreadableError, match="请"):
        patch.apply(data, [Change("表", "A1", "甲公司", "乙"), Change("表", "B1", None, "丙")])


def test_a_book_without_settings_of_calculation_gets_them_at_their_place() -> None:
    names = '<definedName name="x_y">表!$A$1</definedName>'
    data = changed(package.book(workbook=package.outline(names=names)), A1="甲")

    assert "</definedNames><calcPr " in opened.xml(data, "xl/workbook.xml")


@settings(max_examples=150, deadline=None)
@given(EDITS)
def test_untouched_cells_and_parts_keep_their_bytes_whatever_is_changed(edits: Edits) -> None:
    changes = [Change("表", a1(*place), None, new) for place, new in edits.items()]

    after = patch.apply(RICH, changes)

    old, new = cells_of(RICH), cells_of(after)
    touched = {change.cell for change in changes}
    grown = {cell for cell in new if cell not in old and new[cell].endswith("/>")}
    formulas = {cell for cell in old if "<f>" in old[cell]}
    assert {cell: old[cell] for cell in old if cell not in touched | formulas} == {
        cell: new[cell] for cell in new if cell not in touched | formulas | grown
    }
    book_part = ["xl/workbook.xml"] if max(row for row, _ in edits) > 6 else []
    parts, before = opened.raw_parts(after), opened.raw_parts(RICH)
    assert {name for name in before if before[name] != parts[name]} <= {SHEET_PART, *book_part}


@settings(max_examples=150, deadline=None)
@given(EDITS)
def test_every_reader_sees_what_was_written(edits: Edits) -> None:
    after = patch.apply(RICH, [Change("表", a1(*place), None, new) for place, new in edits.items()])

    book = open_book(after, "t.xlsx")
    ours = {a1(*place): book.cell("表", a1(*place)) for place in edits}
    calamine = opened.by_calamine(after, "表")
    theirs = opened.by_openpyxl(after, "表")
    for place, content in edits.items():
        cell, wanted = a1(*place), as_read(content)
        assert plain_reading(ours[cell].value) == wanted
        assert plain_reading(calamine.get(cell)) == wanted
        if not isinstance(content, str):
            assert plain_reading(theirs.get(cell)) == wanted


def test_libreoffice_sees_the_same_and_its_own_books_are_changed_too(tmp_path: Path) -> None:
    cells = {f"A{10 + number}": text for number, text in enumerate((*PAYLOADS, "_x0041_", " 两边 ", "甲\n乙"))}
    first = tmp_path / "first.xlsx"
    first.write_bytes(changed(RICH, B2=Decimal("2.5"), C3=dt.date(2023, 12, 1), **cells))

    (saved,) = office.convert(first, "xlsx", tmp_path / "saved")
    after = changed(saved.read_bytes(), A3="再改", A40="=2+2", C40=dt.date(2024, 1, 2))

    found = opened.by_calamine(after, "表")
    assert {cell: found[cell] for cell in cells} == cells
    assert (found["B2"], found["C3"]) == (2.5, dt.date(2023, 12, 1))
    assert (found["A3"], found["A40"], found["C40"]) == ("再改", "=2+2", dt.date(2024, 1, 2))
    assert opened.by_calamine(after, "旁")["A1"] == "不动"
    (again,) = office.convert(_written(tmp_path / "second.xlsx", after), "xlsx", tmp_path / "again")
    assert opened.by_calamine(again.read_bytes(), "表")["D2"] == 5


def test_books_saved_by_openpyxl_are_changed_too() -> None:
    file = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(RICH)).save(file)

    after = changed(file.getvalue(), A3="再改", A40="新")

    assert opened.by_calamine(after, "表")["A40"] == "新"
    assert openpyxl.load_workbook(io.BytesIO(after))["表"]["A40"].number_format == "@"


def test_a_part_of_a_package_written_as_a_stream_is_copied() -> None:
    assert opened.by_calamine(changed(_streamed(package.parts()), A1="甲"), "表") == {"A1": "甲"}


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


class _NoSeek(io.BytesIO):
    def seekable(self) -> bool:
        return False

    def tell(self) -> int:
        raise OSError

    def seek(self, *_: object) -> int:
        raise OSError


def _streamed(parts: Mapping[str, str]) -> bytes:
    """A zip whose entries carry their sizes behind their bytes."""
    file = _NoSeek()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()
