"""What stands in a file, cell by cell: packages made by hand, and by three programs."""

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from support.package import MAIN, PLAIN_STYLES, book, outline, parts, relationships, sheet, strings, zipped
from workbook.ooxml.address import Block, a1, block, place, target
from workbook.ooxml.book import Book, day, open_book, serial
from workbook.ooxml.cell import Cell
from workbook.ooxml.styles import is_date
from workbook.read.second import agree

STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def only(cell: str, **others: str) -> Cell:
    """The one cell A1 of a book."""
    return open_book(book(f'<row r="1">{cell}</row>', **others), "表.xlsx").cell("表", "A1")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ('<c r="A1"><v>1</v></c>', Cell(1.0)),
        ('<c r="A1" t="n"><v>1.5E3</v></c>', Cell(1500.0)),
        ('<c r="A1" t="s"><v>0</v></c>', Cell("甲公司")),
        ('<c r="A1" t="str"><f>B1</f><v>甲</v></c>', Cell("甲", is_formula=True)),
        ('<c r="A1" t="inlineStr"><is><t>甲</t></is></c>', Cell("甲")),
        ('<c r="A1" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is></c>', Cell("甲乙")),
        ('<c r="A1" t="inlineStr"><is><t>甲</t><rPh sb="0" eb="1"><t>jia</t></rPh></is></c>', Cell("甲")),
        ('<c r="A1" t="inlineStr"><v>1.0</v><is><t>甲</t></is></c>', Cell("甲")),
        ('<c r="A1" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is><v>1.0</v></c>', Cell("甲乙")),
        ('<c r="A1"><v> 1.50 </v></c>', Cell(1.5)),
        ('<c r="A1" t="b"><v>1</v></c>', Cell(value=True)),
        ('<c r="A1" t="b"><v>0</v></c>', Cell(value=False)),
        ('<c r="A1" t="e"><v>#DIV/0!</v></c>', Cell("#DIV/0!", is_error=True)),
        ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', Cell("#DIV/0!", is_formula=True, is_error=True)),
        ('<c r="A1" t="d"><v>2023-11-30</v></c>', Cell(dt.datetime(2023, 11, 30))),
        ('<c r="A1" t="d"><v>2023-11-30T08:00:00Z</v></c>', Cell(dt.datetime(2023, 11, 30, 8))),
        ('<c r="A1" s="1"><v>45260</v></c>', Cell(dt.datetime(2023, 11, 30))),
        ('<c r="A1" s="2"><v>45260.5</v></c>', Cell(dt.datetime(2023, 11, 30, 12))),
        ('<c r="A1" s="1"><v>0.25</v></c>', Cell(0.25)),
        ('<c r="A1" s="99"><v>5</v></c>', Cell(5.0)),
        ('<c r="A1"><f>B1</f></c>', Cell(is_formula=True)),
        ('<c r="A1"><f t="shared" si="0"/><v>3</v></c>', Cell(3.0, is_formula=True)),
        ('<c r="A1" s="1"/>', Cell()),
        ('<c r="A1" t="s"/>', Cell()),
        ('<c r="A1" t="str"><v>a &amp; &lt;b&gt; &#20225; &#x4E1A;</v></c>', Cell("a & <b> 企 业")),
        ('<c r="A1" t="str"><v><![CDATA[a < b]]></v></c>', Cell("a < b")),
        ('<c r="A1" t="str"><v>a<!-- not this -->b</v></c>', Cell("ab")),
        ('<c r="A1" t="str"><v>_x4F01__x005F_x000D_</v></c>', Cell("企_x000D_")),
        ('<c r="A1" t="str"><v>_xD83D__xDE00_</v></c>', Cell("😀")),
        ('<c r="A1" t="str"><v>a_xD83D_b_xFFFE__x0001_</v></c>', Cell("a\ufffdb\ufffd\ufffd")),
        ("<c r='A1' t='n' ><v>7</v></c>", Cell(7.0)),
        ('<c t="n" r="A1"><v>7</v></c>', Cell(7.0)),
        ("<c><v>7</v></c>", Cell(7.0)),
        ('<c r="A1" cm="1" vm="2"><v>7</v></c>', Cell(7.0)),
        ('<c r="a1"><v>7</v></c>', Cell(7.0)),
    ],
)
def test_a_cell_is_read_as_it_is_meant(written: str, meant: Cell) -> None:
    assert only(written) == meant


def test_rich_text_is_joined_and_phonetic_hints_are_left_out() -> None:
    rich = (
        '<si><r><rPr><b/></rPr><t>常州</t></r><r><t xml:space="preserve"> 市</t></r><rPh sb="0"><t>chang</t></rPh></si>'
    )

    assert only('<c r="A1" t="s"><v>0</v></c>', strings=strings(rich)).value == "常州 市"


def test_an_empty_string_keeps_its_place() -> None:
    items = "<si><t/></si><si/><si><t>乙</t></si>"

    assert only('<c r="A1" t="s"><v>2</v></c>', strings=strings(items)).value == "乙"


def test_texts_may_be_used_much_more_often_than_there_are_texts() -> None:
    """A 总表 of 5,000 rows that LibreOffice or Excel saved: ``count`` tells how many cells show them."""
    often = strings("<si><t>武进区</t></si>", claims=' count="495099" uniqueCount="1"')

    assert only('<c r="A1" t="s"><v>0</v></c>', strings=often).value == "武进区"


def test_the_1904_date_system_is_honoured() -> None:
    old_mac = outline(properties='<workbookPr date1904="1"/>')

    assert only('<c r="A1" s="1"><v>43798</v></c>', workbook=old_mac).value == dt.datetime(2023, 11, 30)


def test_a_day_that_is_none_is_a_text_as_any_other() -> None:
    assert only('<c r="A1" t="d"><v>a\r\nb\x01</v></c>').value == "a\nb\ufffd"


def test_a_prefixed_package_reads_the_same() -> None:
    prefixed = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1">'
        '<x:c r="A1" t="s"><x:v>0</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    text = f'<y:sst xmlns:y="{MAIN}"><y:si><y:t>甲公司</y:t></y:si></y:sst>'

    assert open_book(book(sheet=prefixed, strings=text), "a.xlsx").cell("表", "A1").value == "甲公司"


def test_a_strict_package_reads_the_same() -> None:
    strict = {
        name: part.replace(MAIN, STRICT).replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, part in parts().items()
    }

    assert open_book(zipped(strict), "strict.xlsx").cell("表", "A1").value == "甲公司"


def test_utf_16_is_read() -> None:
    part = sheet('<row r="1"><c r="A1" t="str"><v>甲</v></c></row>').replace("UTF-8", "UTF-16")

    found = open_book(zipped({**parts(), "xl/worksheets/sheet1.xml": part.encode("utf-16")}), "a.xlsx")

    assert found.cell("表", "A1").value == "甲"


def test_parts_are_found_through_relationships_not_by_their_usual_names() -> None:
    found = parts(relations=relationships(("rId1", "worksheet", "/xl/feuilles/une.xml")))
    found["xl/feuilles/une.xml"] = sheet('<row r="1"><c r="A1"><v>5</v></c></row>')
    del found["xl/worksheets/sheet1.xml"], found["xl/sharedStrings.xml"], found["xl/styles.xml"]

    assert open_book(zipped(found), "a.xlsx").cell("表", "A1").value == 5.0


MODULE = '<sheet name="表" sheetId="1" r:id="rId1"/><sheet name="Module1" sheetId="2" state="veryHidden" r:id=""/>'


def test_a_sheet_of_old_macros_holds_no_cells() -> None:
    """Excel lists the macro sheets of a book of 1995 without a part; it shows none of them."""
    found = open_book(book(workbook=outline(MODULE)), "旧名册.xlsx")

    assert (found.sheets, found.hidden) == (("表",), frozenset())
    assert found.cell("表", "A1").value == "甲公司"


def test_names_hidden_sheets_and_merges_are_told() -> None:
    """
    | 名称       | 指向            |
    | paper_kind | 系统!$A$1       |
    | gone_name  | #REF!           |
    | local_name | 只在一张表内有效 |
    """
    names = (
        '<definedName name="paper_kind">系统!$A$1</definedName><definedName name="gone_name">#REF!</definedName>'
        '<definedName name="local_name" localSheetId="0">表!$A$1</definedName>'
    )
    sheets = '<sheet name="表" sheetId="1" r:id="rId1"/><sheet name="系统" sheetId="2" state="veryHidden" r:id="rId4"/>'
    relations = relationships(
        ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId4", "worksheet", "worksheets/s2.xml")
    )
    content = parts(workbook=outline(sheets, names=names), relations=relations)
    content["xl/worksheets/sheet1.xml"] = sheet("", after='<mergeCells count="1"><mergeCell ref="A1:C4"/></mergeCells>')
    content["xl/worksheets/s2.xml"] = sheet('<row r="1"><c r="A1" t="str"><v>declaration</v></c></row>')
    del content["xl/sharedStrings.xml"], content["xl/styles.xml"]

    found = open_book(zipped(content), "a.xlsx")

    assert found.hidden == {"系统"}
    assert dict(found.names) == {"paper_kind": "系统!$A$1", "gone_name": "#REF!"}
    assert found.first("paper_kind").value == "declaration"
    assert found.named("gone_name") is None
    assert found.merged("表") == (Block("", 1, 1, 4, 3),)


@pytest.mark.parametrize(
    ("formula", "meant"),
    [
        ("表!$A$1", Block("表", 1, 1, 1, 1)),
        ("'附件 1'!$C$7:$C$12", Block("附件 1", 7, 3, 12, 3)),
        ("'a''b'!B2", Block("a'b", 2, 2, 2, 2)),
        ("$表.$A$1", None),
        ("#REF!", None),
        ("表!#REF!", None),
        ("#REF!$A$1", None),
        ("表!$A$1,表!$B$2", None),
        ("OFFSET(表!$A$1,1,1)", None),
        ("表!$XFE$1", None),
        ("[1]表!$A$1", None),
    ],
)
def test_a_name_leads_to_cells_or_nowhere(formula: str, meant: Block | None) -> None:
    assert target(formula) == meant


@given(st.integers(1, 1_048_576), st.integers(1, 16_384))
def test_an_address_leads_back_to_its_place(row: int, column: int) -> None:
    assert place(a1(row, column)) == (row, column)
    assert block(f"{a1(row, column)}:A1") == Block("", 1, 1, row, column)


@pytest.mark.parametrize(
    ("code", "shows_a_day"),
    [
        ("General", False),
        ("@", False),
        ("0.00", False),
        ('#,##0.00"万元"', False),
        ('0"days"', False),
        ("[Red]0", False),
        ("0.00E+00", False),
        ("[h]:mm", False),
        ("\\d0", False),
        ("yyyy-mm-dd", True),
        ('yyyy"年"m"月"', True),
        ("[$-804]yyyy/m/d;@", True),
        ("d.m.yy", True),
    ],
)
def test_a_number_format_shows_a_day_or_not(code: str, shows_a_day: bool) -> None:
    assert is_date(200, code) is shows_a_day


@given(st.datetimes(dt.datetime(1904, 1, 2), dt.datetime(9999, 12, 31)), st.booleans())
def test_a_moment_and_its_serial_number_agree(moment: dt.datetime, is_1904: bool) -> None:
    moment = moment.replace(microsecond=0)

    assert day(serial(moment, is_1904=is_1904), is_1904=is_1904) == moment


def test_the_day_that_never_was_shifts_nothing() -> None:
    assert day(1, is_1904=False) == dt.datetime(1900, 1, 1)
    assert day(59, is_1904=False) == dt.datetime(1900, 2, 28)
    assert day(61, is_1904=False) == dt.datetime(1900, 3, 1)


# What three programs write, both readers read alike.

CONTENT = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.floats(-1e12, 1e12, allow_nan=False).map(lambda number: float(f"{number:.10g}")),
    st.datetimes(dt.datetime(1905, 1, 1), dt.datetime(2199, 12, 31)).map(lambda day: day.replace(microsecond=0)),
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=40),
    st.sampled_from(
        ["=1+1", "√", "□", "２０２３年", "a\nb", " 前后空格 ", "_x000D_", "a&b<c>\"'", "\t", "𠮷野家", "x" * 3000]
    ),
)
GRID = st.dictionaries(st.tuples(st.integers(0, 30), st.integers(0, 12)), CONTENT, max_size=25)
Grid = dict[tuple[int, int], object]


def by_xlsxwriter(grid: Grid, *, constant_memory: bool = False, is_1904: bool = False) -> bytes:
    file = io.BytesIO()
    options = {"constant_memory": constant_memory, "in_memory": True, "date_1904": is_1904}
    book = xlsxwriter.Workbook(file, options)
    page = book.add_worksheet("表")
    day = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    for (row, column), value in sorted(grid.items()):
        if isinstance(value, str):
            page.write_string(row, column, value)
        elif isinstance(value, dt.datetime):
            page.write_datetime(row, column, value, day)
        elif value is not None:
            page.write(row, column, value)
    book.close()
    return file.getvalue()


def by_openpyxl(grid: Grid) -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    page.title = "表"
    for (row, column), value in grid.items():
        cell = page.cell(row + 1, column + 1)
        if isinstance(value, str):
            cell.data_type, cell._value = "s", value.replace("_x", "_x005F_x")
        elif value is not None:
            cell.value = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def meant(value: object) -> object:
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def both_read(data: bytes, grid: Grid) -> None:
    ours = open_book(data, "表.xlsx")
    theirs = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("表").to_python(skip_empty_area=False)

    for (row, column), value in grid.items():
        cell = ours.cell("表", a1(row + 1, column + 1))
        seen = theirs[row][column] if row < len(theirs) and column < len(theirs[row]) else ""
        assert same(cell.value, meant(value)), (cell, value)
        assert agree(cell, seen, is_1904=ours.is_1904), (cell, seen)


def same(found: object, value: object) -> bool:
    if isinstance(found, dt.datetime) and isinstance(value, dt.datetime):
        return abs(found - value) < dt.timedelta(milliseconds=2)
    if isinstance(found, float) and isinstance(value, float):
        return found == pytest.approx(value, rel=1e-14)
    return found == value and type(found) is type(value)


@settings(max_examples=60, deadline=None)
@given(GRID, st.booleans(), st.booleans())
def test_what_xlsxwriter_writes_both_readers_read(grid: Grid, in_lines: bool, is_1904: bool) -> None:
    both_read(by_xlsxwriter(grid, constant_memory=in_lines, is_1904=is_1904), grid)


@settings(max_examples=60, deadline=None)
@given(GRID)
def test_what_openpyxl_writes_both_readers_read(grid: Grid) -> None:
    both_read(by_openpyxl(grid), grid)


@settings(max_examples=60, deadline=None)
@given(GRID)
def test_the_quick_reading_and_the_full_one_agree(grid: Grid) -> None:
    """White space inside the tags sends the same cells through the full parser."""
    data = by_xlsxwriter(grid)
    slow = loosened(data)

    quick_book, full_book = open_book(data, "a.xlsx"), open_book(slow, "a.xlsx")

    assert quick_book.cells("表") == full_book.cells("表")


def loosened(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    for name in {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"} & set(found):
        found[name] = found[name].replace(b"<sheetData>", b"<sheetData >").replace(b"<si>", b"<si >")
    return zipped(found)


def test_styles_are_only_read_when_a_number_needs_them() -> None:
    data = book('<row r="1"><c r="A1" s="1" t="s"><v>0</v></c></row>', styles=PLAIN_STYLES)

    found: Book = open_book(data, "a.xlsx")

    assert found.cell("表", "A1").value == "甲公司"
    assert "dates" not in vars(found._styles)
