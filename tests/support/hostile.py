"""Files as nobody should send them, all made here; what each must come to stands in tests/trust/hostile.csv."""

import io
import struct
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from support.package import DOC, HEAD, MAIN, book, outline, parts, relationships, sheet, strings, zipped

MB = 1024 * 1024
RELATIONS = "xl/_rels/workbook.xml.rels"


@dataclass(frozen=True)
class Hostile:
    """One hostile file: its kind and how it is made."""

    kind: str
    make: Callable[[], bytes]


def hostiles() -> tuple[Hostile, ...]:
    """Every kind there is."""
    return (*_foreign(), *_containers(), *_bombs(), *_structures(), *_cells())


def _ole(*streams: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + b"".join(name.encode("utf-16-le") for name in streams)


def _foreign() -> tuple[Hostile, ...]:
    def kind(name: str, data: bytes) -> Hostile:
        return Hostile(name, lambda: data)

    return (
        kind("empty", b""),
        kind("only_zero_bytes", b"\0" * 4096),
        kind("xls", _ole("Workbook")),
        kind("encrypted", _ole("EncryptionInfo", "EncryptedPackage")),
        kind("pdf", b"%PDF-1.7\n%\xe2\xe3"),
        kind("csv", "企业名称,营业收入\n甲公司,1\n".encode("gb18030")),
        kind("html", b"\xef\xbb\xbf<html><table><tr><td>1</td></tr></table></html>"),
        kind("spreadsheet_xml_2003", b'<?xml version="1.0"?><Workbook/>'),
        kind("rtf", b"{\\rtf1 }"),
        kind("png", b"\x89PNG\r\n\x1a\n" + b"\0" * 20),
        kind("jpg", b"\xff\xd8\xff\xe0" + b"\0" * 20),
        kind("rar", b"Rar!\x1a\x07\x01\0" + b"\0" * 20),
        kind("seven_zip", b"7z\xbc\xaf\x27\x1c" + b"\0" * 20),
        kind("gzip", b"\x1f\x8b\x08\0" + b"\0" * 20),
        kind("empty_zip", zipped({})),
        kind("zip_of_photos", zipped({"a.jpg": b"\xff\xd8\xff", "b.jpg": b"\xff\xd8\xff"})),
        kind("docx", _document("word/document.xml")),
        kind("pptx", _document("ppt/presentation.xml")),
        kind("xlsb", _document("xl/workbook.bin")),
        kind("ods", zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"})),
    )


def _document(main: str) -> bytes:
    rels = relationships(("rId1", "officeDocument", main))
    return zipped({"[Content_Types].xml": f"{HEAD}<Types/>", "_rels/.rels": rels, main: "<a/>"})


def _containers() -> tuple[Hostile, ...]:
    return (
        Hostile("cut_in_half", lambda: book()[: len(book()) // 2]),
        Hostile("last_byte_lost", lambda: book()[:-30]),
        Hostile("flipped_byte", _flipped),
        Hostile("only_a_signature", lambda: b"PK\x03\x04"),
        Hostile("wrong_checksum", lambda: _patched(14 + 2, struct.pack("<L", 1))),
        Hostile("lying_size", lambda: _patched(24, struct.pack("<L", 7))),
        Hostile("offset_into_nothing", lambda: _patched(42, struct.pack("<L", 5))),
        Hostile("encrypted_part", lambda: _patched(8, struct.pack("<H", 1))),
        Hostile("unknown_compression", lambda: _patched(10, struct.pack("<H", 99))),
        Hostile("bzip2_compression", lambda: zipped(parts(), zipfile.ZIP_BZIP2)),
        Hostile("same_part_twice", lambda: _twice("xl/worksheets/sheet1.xml")),
        Hostile("same_part_in_other_case", lambda: _twice("XL/Worksheets/SHEET1.xml")),
        Hostile("same_part_with_backslashes", lambda: _twice("xl\\worksheets\\sheet1.xml")),
        Hostile("overlapping_parts", _overlapping),
        Hostile("two_names_for_one_part", _renamed),
        Hostile("name_that_climbs", lambda: zipped({**parts(), "../../evil.xml": "<a/>"})),
        Hostile("absolute_name", lambda: zipped({**parts(), "/etc/passwd": "x"})),
        Hostile("no_content_types", lambda: _without("[Content_Types].xml")),
        Hostile("no_relationships", lambda: _without("_rels/.rels")),
        Hostile("no_workbook", lambda: _without("xl/workbook.xml")),
        Hostile("no_workbook_relationships", lambda: _without("xl/_rels/workbook.xml.rels")),
        Hostile("no_sheet_part", lambda: _without("xl/worksheets/sheet1.xml")),
    )


def _bombs() -> tuple[Hostile, ...]:
    def bomb(kind: str, make: Callable[[], bytes]) -> Hostile:
        return Hostile(kind, make)

    many_rows = "".join(f'<row r="{row}"><c r="A{row}"/></row>' for row in range(1, 11))
    return (
        bomb("larger_than_a_mail", lambda: b"PK\x03\x04" + b"\0" * (20 * MB)),
        bomb("inflates_2000_times", lambda: zipped({**parts(), "xl/media/image1.xml": b" " * (8 * MB)})),
        bomb("sheet_of_blanks", lambda: book(f'<row r="1"><c r="A1"><v>{" " * (30 * MB)}1</v></c></row>')),
        bomb("part_beyond_32_mb", lambda: _patched(24, struct.pack("<L", 40 * MB))),
        bomb("many_large_parts", lambda: zipped({**parts(), **{f"x/{n}.xml": _noise(n) for n in range(20)}})),
        bomb("many_parts", lambda: zipped({**parts(), **{f"x/{n}.xml": "" for n in range(2001)}})),
        bomb(
            "many_sheets",
            lambda: book(
                workbook=outline("".join(f'<sheet name="s{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, 67)))
            ),
        ),
        bomb(
            "many_names",
            lambda: book(
                workbook=outline(names="".join(f'<definedName name="n_{n}">表!$A$1</definedName>' for n in range(5001)))
            ),
        ),
        bomb("many_cells", lambda: book(_cells_of(501, 1000))),
        bomb(
            "wide_box",
            lambda: book('<row r="1"><c r="A1"><v>1</v></c></row><row r="1000000"><c r="ZZ1000000"><v>1</v></c></row>'),
        ),
        bomb(
            "many_merges",
            lambda: book(
                sheet=sheet(
                    many_rows,
                    after="<mergeCells>"
                    + "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 100_002))
                    + "</mergeCells>",
                )
            ),
        ),
        bomb("claims_many_merges", lambda: book(sheet=sheet(many_rows, after='<mergeCells count="4294967295"/>'))),
        bomb("deep_sheet", lambda: book(sheet=sheet("", after="<extLst>" * 500 + "</extLst>" * 500))),
        bomb("deep_strings", lambda: book(strings=strings("<si>" + "<r>" * 500 + "</r>" * 500 + "</si>"))),
        bomb("deep_workbook", lambda: book(workbook=outline(names="<a>" * 500 + "</a>" * 500))),
    )


def _noise(number: int) -> bytes:
    return b"".join(struct.pack("<LL", n, number) * 8 for n in range(60_000))


def _cells_of(rows: int, columns: int) -> str:
    letters = [_letters(column) for column in range(columns)]
    return "".join(
        f'<row r="{row}">{"".join(f"""<c r="{at}{row}"/>""" for at in letters)}</row>' for row in range(1, rows + 1)
    )


def _letters(column: int) -> str:
    high, low = divmod(column, 26)
    return (chr(64 + high) if high else "") + chr(65 + low) if high <= 26 else f"A{chr(65 + high - 27)}{chr(65 + low)}"


def _structures() -> tuple[Hostile, ...]:
    laughs = '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;">]>'
    leak = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    two = '<sheet name="表" sheetId="1" r:id="rId1"/><sheet name="表" sheetId="2" r:id="rId4"/>'
    usual = ("rId1", "worksheet", "worksheets/sheet1.xml")
    evil = f'Type="{DOC}/worksheet" Target="worksheets/evil.xml"'
    return (
        Hostile("doctype_in_sheet", lambda: book(sheet=_with_head(sheet(""), laughs))),
        Hostile(
            "doctype_in_a_sheet_in_utf16_without_mark",
            lambda: zipped({**parts(), "xl/worksheets/sheet1.xml": _with_head(sheet(""), laughs).encode("utf-16-le")}),
        ),
        Hostile("doctype_in_strings", lambda: book(strings=_with_head(strings("<si><t>&x;</t></si>"), leak))),
        Hostile("doctype_in_workbook", lambda: book(workbook=_with_head(outline(), laughs))),
        Hostile("doctype_in_styles", lambda: book(styles=_with_head(parts()["xl/styles.xml"], laughs))),
        Hostile("doctype_in_relationships", lambda: book(relations=_with_head(relationships(usual), laughs))),
        Hostile(
            "gbk_sheet",
            lambda: zipped(
                {**parts(), "xl/worksheets/sheet1.xml": sheet("<!--表-->").replace("UTF-8", "GBK").encode("gbk")}
            ),
        ),
        Hostile("latin_strings", lambda: book(strings=strings("<si><t>a</t></si>").replace("UTF-8", "ISO-8859-1"))),
        Hostile("utf7_sheet", lambda: book(sheet=sheet("").replace("UTF-8", "UTF-7"))),
        Hostile(
            "bytes_that_are_no_text",
            lambda: zipped({**parts(), "xl/sharedStrings.xml": b"<sst>\xff\xfa</sst>"}),
        ),
        Hostile("broken_sheet_xml", lambda: book(sheet=sheet("<row r='1'><c r='A1'></row>"))),
        Hostile("broken_strings_xml", lambda: book(strings=strings("<si><t>a</si>"))),
        Hostile("broken_workbook_xml", lambda: book(workbook=outline()[:-5])),
        Hostile(
            "broken_styles_xml",
            lambda: book('<row r="1"><c r="A1" s="1"><v>1</v></c></row>', styles="<styleSheet><cellXfs></styleSheet>"),
        ),
        Hostile("no_sheets", lambda: book(workbook=outline(""))),
        Hostile("two_sheets_of_one_name", lambda: book(workbook=outline(two))),
        Hostile(
            "sheets_that_differ_in_case",
            lambda: book(workbook=outline(two.replace("表", "A", 1).replace("表", "a"))),
        ),
        Hostile(
            "two_sheets_of_one_part",
            lambda: book(
                workbook=outline('<sheet name="a" sheetId="1" r:id="rId1"/><sheet name="b" sheetId="2" r:id="rId1"/>')
            ),
        ),
        Hostile(
            "sheet_without_relationship",
            lambda: book(workbook=outline('<sheet name="a" sheetId="1" r:id="rId9"/>')),
        ),
        Hostile(
            "relationship_id_twice",
            lambda: book(relations=relationships(usual, ("rId1", "styles", "styles.xml"))),
        ),
        Hostile(
            "name_defined_twice",
            lambda: book(
                workbook=outline(
                    names='<definedName name="a_b">表!$A$1</definedName><definedName name="a_b">表!$A$2</definedName>'
                )
            ),
        ),
        Hostile(
            "strings_beside_the_usual_place",
            lambda: zipped(
                {
                    **parts(relations=relationships(usual, ("rId2", "sharedStrings", "other.xml"))),
                    "xl/other.xml": strings(""),
                }
            ),
        ),
        Hostile("outline_beside_the_usual_one", _with_two_outlines),
        Hostile(
            "relationship_id_twice_once_outside",
            lambda: book(
                relations=_and(parts()[RELATIONS], f'<Relationship Id="rId1" {evil} TargetMode="External"/>'),
            ),
        ),
        Hostile(
            "relationship_of_another_prefix",
            lambda: book(relations=_and(parts()[RELATIONS], f'<x:Relationship xmlns:x="u" Id="rId1" {evil}/>')),
        ),
        Hostile(
            "sheet_of_another_prefix",
            lambda: book(
                workbook=outline(
                    '<x:sheet xmlns:x="u" name="表" sheetId="2" r:id="rId2"/><sheet name="表" sheetId="1" r:id="rId1"/>'
                )
            ),
        ),
        Hostile(
            "part_whose_name_is_written_as_xml_would",
            lambda: zipped({**parts(), "xl/worksheets/sheet&#49;.xml": sheet("")}),
        ),
        Hostile("strings_without_relationship", lambda: book(relations=relationships(usual))),
        Hostile(
            "strings_claim_four_billion",
            lambda: book(strings=strings("<si><t>a</t></si>", claims=' count="1" uniqueCount="4294967295"')),
        ),
        Hostile(
            "strings_claim_four_billion_between_other_quotes",
            lambda: book(strings=strings("<si><t>a</t></si>", claims=" uniqueCount\t=\n'4294967295'")),
        ),
        Hostile(
            "strings_claim_less_than_none",
            lambda: book(strings=strings("<si><t>a</t></si>", claims=' uniqueCount="-1"')),
        ),
        Hostile(
            "strings_claim_four_billion_inside_another_element",
            lambda: book(
                strings=f'{HEAD}<a xmlns:x="{MAIN}"><x:sst uniqueCount="4294967295"><si><t>a</t></si></x:sst></a>'
            ),
        ),
        Hostile(
            "sheet_with_two_sets_of_rows",
            lambda: book(
                sheet=sheet(
                    '<row r="1"><c r="A1"><v>1</v></c></row>',
                    before='<sheetData ><row><c\nr="A1"><v>1</v></c><c\nr="XFD1048576"><v>1</v></c></row></sheetData >',
                )
            ),
        ),
        Hostile(
            "rows_of_another_prefix",
            lambda: book(
                sheet=f'{HEAD}<x:worksheet xmlns:x="{MAIN}" xmlns:y="{MAIN}"><x:sheetData>'
                '<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>'
                '<y:row r="1048576"><y:c r="XFD1048576"><y:v>1</y:v></y:c></y:row></x:sheetData></x:worksheet>'
            ),
        ),
        Hostile(
            "styles_claim_four_billion",
            lambda: book(
                '<row r="1"><c r="A1" s="1"><v>1</v></c></row>',
                styles=f'<styleSheet xmlns="{MAIN}"><cellXfs count="4294967295"/></styleSheet>',
            ),
        ),
        Hostile(
            "dimension_beyond_any_sheet",
            lambda: book(sheet=sheet("", before='<dimension ref="A1:XFD4294967295"/>')),
        ),
        Hostile("dimension_that_is_none", lambda: book(sheet=sheet("", before='<dimension ref="hello"/>'))),
        Hostile(
            "merge_that_is_none",
            lambda: book(sheet=sheet("", after='<mergeCells><mergeCell ref="A0:B"/></mergeCells>')),
        ),
    )


def _cells() -> tuple[Hostile, ...]:

    def row(kind: str, rows: str) -> Hostile:
        return Hostile(kind, lambda: book(rows))

    value, first = "<v>1</v></c></row>", '<row r="1"><c r="A1"><v>1</v></c>'
    corner = "<row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576' {}</c></row>"
    return (
        row("cell_in_the_last_corner", f'<row r="1048576"><c r="XFD1048576">{value}'),
        row("cell_in_the_last_column", f'<row r="1"><c r="XFD1">{value}'),
        row("cell_in_the_last_row", f'<row r="1048576"><c r="A1048576">{value}'),
        row("cell_behind_a_line_break_in_the_last_corner", f'{first}<c\nr="XFD1048576">{value}'),
        row("cell_behind_a_tab_in_the_last_corner", f'{first}<c\tr="XFD1048576">{value}'),
        row(
            "cell_of_another_prefix_in_the_last_corner",
            f'{first}<x:c xmlns:x="{MAIN}" r="XFD1048576"><x:v>1</x:v></x:c></row>',
        ),
        row(
            "value_of_another_prefix_in_the_last_corner",
            f'{first}</row><row r="1048576"><c r="XFD1048576"><x:v xmlns:x="{MAIN}">1</x:v></c></row>',
        ),
        row("cell_of_no_text_in_the_last_corner", corner.format('t="str"><f>1</f><v></v>')),
        row("cell_of_no_words_in_the_last_corner", corner.format('t="inlineStr"><is><t></t></is>')),
        row("cell_without_address_in_row_four_billion", f'{first}</row><row r="4294967295"/><row><c>{value}'),
        row("row_four_billion", f'<row r="4294967295"><c r="A4294967295">{value}'),
        row("row_beyond_the_sheet", f'<row r="1048577"><c r="A1048577">{value}'),
        row("row_zero", f'<row r="0"><c r="A0">{value}'),
        row("row_less_than_none", f'<row r="-1"><c r="A1">{value}'),
        row("column_beyond_the_sheet", f'<row r="1"><c r="XFE1">{value}'),
        row("address_that_is_none", f'<row r="1"><c r="hello">{value}'),
        row("address_of_four_letters", f'<row r="1"><c r="AAAA1">{value}'),
        row("cell_in_another_row", f'<row r="1"><c r="A2">{value}'),
        row("cell_twice", f'<row r="1"><c r="A1"><v>2</v></c><c r="A1">{value}'),
        row("row_twice", f'<row r="1"><c r="A1"><v>2</v></c></row><row r="1"><c r="B1">{value}'),
        row("rows_out_of_order", f'<row r="2"><c r="A2"><v>2</v></c></row><row r="1"><c r="B1">{value}'),
        row("string_that_does_not_exist", '<row r="1"><c r="A1" t="s"><v>99</v></c></row>'),
        row("string_less_than_none", '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>'),
        row("string_that_is_no_number", '<row r="1"><c r="A1" t="s"><v>abc</v></c></row>'),
        row("number_that_is_none", '<row r="1"><c r="A1"><v>12abc</v></c></row>'),
        row("number_without_end", '<row r="1"><c r="A1"><v>1e999</v></c></row>'),
        row("not_a_number", '<row r="1"><c r="A1"><v>NaN</v></c></row>'),
        row("type_unknown", '<row r="1"><c r="A1" t="zzz"><v>1</v></c></row>'),
        row("entity_unknown", '<row r="1"><c r="A1" t="str"><v>&secret;</v></c></row>'),
        row("zero_byte_by_reference", '<row r="1"><c r="A1" t="str"><v>&#0;</v></c></row>'),
    )


def _and(part: str, more: str) -> str:
    return part.replace("</Relationships>", f"{more}</Relationships>")


def _with_two_outlines() -> bytes:
    """The outline that counts has another name; the second reader goes by the usual one."""
    other = outline('<sheet name="表" sheetId="1" r:id="rId9"/>')
    root = relationships(("rId1", "officeDocument", "xl/workbook2.xml"))
    relations = relationships(("rId9", "worksheet", "worksheets/sheet1.xml"))
    found = {**parts(workbook=other, relations=relations), "_rels/.rels": root}
    return zipped({**found, "xl/workbook2.xml": outline(), "xl/_rels/workbook2.xml.rels": parts()[RELATIONS]})


def _with_head(part: str, doctype: str) -> str:
    return part.replace(HEAD, HEAD + doctype)


def _without(name: str) -> bytes:
    return zipped({other: part for other, part in parts().items() if other != name})


def _twice(name: str) -> bytes:
    file = io.BytesIO(book())
    with warnings.catch_warnings(), zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        archive.writestr(name, sheet('<row r="1"><c r="A1"><v>666</v></c></row>'))
    return file.getvalue()


def _patched(offset: int, value: bytes) -> bytes:
    """A book whose directory lies about its last part."""
    data = bytearray(book())
    entry = data.rindex(b"PK\x01\x02")
    data[entry + offset : entry + offset + len(value)] = value
    return bytes(data)


def _flipped() -> bytes:
    data = bytearray(zipped(parts(), zipfile.ZIP_STORED))
    data[data.index("甲公司".encode())] ^= 1
    return bytes(data)


def _overlapping() -> bytes:
    """Two entries of the directory that share the bytes of one part."""
    data = book()
    entry = data.rindex(b"PK\x01\x02")
    end = data.rindex(b"PK\x05\x06")
    other = bytearray(data[entry:end])
    name = other.index(b"sheet1.xml")
    other[name : name + 10] = b"sheet2.xml"
    tail = bytearray(data[end:])
    count, size = struct.unpack_from("<H", tail, 10)[0] + 1, struct.unpack_from("<L", tail, 12)[0] + len(other)
    struct.pack_into("<HHL", tail, 8, count, count, size)
    return data[:end] + bytes(other) + bytes(tail)


def _renamed() -> bytes:
    """A part that calls itself otherwise than the directory does."""
    data = bytearray(book())
    at = data.index(b"xl/worksheets/sheet1.xml")
    data[at : at + 24] = b"xl/worksheets/sheet9.xml"
    return bytes(data)
