"""A document beside a form, as Word, WPS and LibreOffice write it: its texts, its headings, its fonts."""

import io
import zipfile
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from xml.sax.saxutils import escape

import docx
import pytest
from docx.shared import Pt
from hypothesis import given
from hypothesis import strategies as some

from support import office
from support.forms import base_values, record
from support.opened import DOT
from support.package import HEAD, book, relationships, zipped
from support.word import (
    APPLICATIONS,
    FORM,
    PACK,
    RESULTS,
    ROLE,
    SITUATION,
    TEXTS,
    document,
    font,
    line,
    run,
    written,
)
from workbook.errors import OtherNoticeError, UnreadableError
from workbook.ooxml.limits import MB
from workbook.read import Body, body
from workbook.render.body import body as rendered
from workbook.render.letter import letter
from workbook.values import solid

CODE = str(base_values()["credit_code"])


def read(data: bytes) -> Body:
    found = body(data, "申报书正文.docx", FORM)
    assert found is not None
    return found


def of(*lines: str, styles: str = "") -> Body:
    """What is read of a document that begins with the title of chapter 二."""
    return read(document(line(SITUATION), *lines, styles=styles))


def test_what_is_written_below_each_heading_is_read() -> None:
    found = read(written())

    assert found.texts == TEXTS
    assert found.code == CODE
    assert (found.missing, found.repeated, found.odd, found.aside) == ((), (), (), ())


def test_the_empty_document_as_shipped_says_nothing() -> None:
    found = read(rendered(PACK))

    assert (found.texts, found.code) == ({}, "")


def test_the_whole_declaration_as_word_says_the_same_chapters() -> None:
    assert read(letter(PACK, record())).texts == TEXTS


def test_another_document_is_none() -> None:
    assert body(document(line("企业营业执照复印件"), line("统一社会信用代码：", CODE)), "执照.docx", FORM) is None


@given(some.text(some.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")))
def test_any_text_comes_back_as_it_was_written(text: str) -> None:
    found = read(document(line(ROLE), line(f"甲{escape(text)}乙")))

    assert solid(found.texts["demonstration_role"]) == solid(f"甲{text}乙")


def test_a_text_may_have_pages_of_paragraphs() -> None:
    pages = "\n".join(f"第{number}段。" + "经验" * 500 for number in range(50))

    assert read(written({**TEXTS, "demonstration_role": pages})).texts["demonstration_role"] == pages


# ---- what Word puts into a document beside words ----


def test_deleted_words_do_not_count_and_inserted_ones_do() -> None:
    found = of(
        line(
            "建成",
            '<w:del w:id="1"><w:r><w:delText>三条</w:delText></w:r></w:del>',
            f'<w:ins w:id="2">{run("五条")}</w:ins>',
            "产线",
        )
    )

    assert found.texts["overall_situation"] == "建成五条产线"
    assert found.aside == ("修订痕迹（按全部接受后的文字读取）",)


def test_words_that_were_moved_away_count_once() -> None:
    moved = f'<w:moveFrom w:id="1">{run("先写的")}</w:moveFrom>'

    found = of(line(moved, "甲"), line(f'<w:moveTo w:id="2">{run("先写的")}</w:moveTo>'))

    assert found.texts["overall_situation"] == "甲\n先写的"


def test_a_paragraph_whose_mark_was_deleted_runs_on() -> None:
    found = of(line("前半", about='<w:rPr><w:del w:id="1"/></w:rPr>'), line("后半"))

    assert found.texts["overall_situation"] == "前半后半"


def test_a_deleted_heading_is_none() -> None:
    deleted = f'<w:del w:id="1"><w:r><w:delText>{RESULTS}</w:delText></w:r></w:del>'

    found = of(line("总体"), line(deleted), line("仍是总体"))

    assert found.texts == {"overall_situation": "总体\n仍是总体"}


def test_the_result_of_a_field_and_the_words_of_a_link_count_but_their_code_does_not() -> None:
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF 图1 </w:instrText></w:r>'

    found = of(
        line("见", field, "图1", "<w:hyperlink>" + run("链接") + "</w:hyperlink>"),
        line('<w:fldSimple w:instr="SEQ 图">' + run("2") + "</w:fldSimple>"),
    )

    assert found.texts["overall_situation"] == "见图1链接\n2"


def test_a_formula_counts() -> None:
    found = of(line("效率", "<m:oMath><m:r><m:t>OEE=85%</m:t></m:r></m:oMath>"))

    assert found.texts["overall_situation"] == "效率OEE=85%"


def test_footnotes_are_told_and_do_not_count() -> None:
    found = of(line("正文", '<w:r><w:footnoteReference w:id="1"/></w:r>'))

    assert (found.texts["overall_situation"], found.aside) == ("正文", ("脚注或尾注1处",))


def test_words_in_a_box_are_told_and_do_not_count_whatever_the_reader() -> None:
    box = f"<w:txbxContent>{line('图中说明')}</w:txbxContent>"
    drawing = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>'
        f"{box}</wps:txbx></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )

    found = of(line("前", drawing, "后"))

    assert (found.texts["overall_situation"], found.aside) == ("前后", ("文本框内的4字",))


def test_words_inside_a_drawing_are_told_and_do_not_count() -> None:
    """A picture pasted from PowerPoint keeps its words as letters of its own."""
    drawn = "<w:r><w:drawing><a:txBody><a:p><a:r><a:t>生产流程</a:t></a:r></a:p></a:txBody></w:drawing></w:r>"

    found = of(line("前", drawn, "后"))

    assert (found.texts["overall_situation"], found.aside) == ("前后", ("文本框内的4字",))


def test_hidden_words_are_told_and_do_not_count() -> None:
    found = of(line("看得见", run("看不见", "<w:vanish/>"), run("又看得见", '<w:vanish w:val="0"/>')))

    assert (found.texts["overall_situation"], found.aside) == ("看得见又看得见", ("隐藏的3字",))


def test_tables_breaks_and_tabs_keep_words_apart() -> None:
    table = f"<w:tbl><w:tr><w:tc>{line('指标')}</w:tc><w:tc>{line('建设前')}</w:tc></w:tr></w:tbl>"

    found = of(line("一", "<w:r><w:br/></w:r>", "二", "<w:r><w:tab/></w:r>", "三"), table)

    assert found.texts["overall_situation"] == "一\n二\t三\n指标\n建设前"


def test_embedded_documents_are_told() -> None:
    assert of(line("正文"), '<w:altChunk r:id="rId9" xmlns:r="r"/>').aside == ("嵌入的文档1处",)


def test_headings_and_texts_in_one_broken_paragraph_are_told_apart() -> None:
    """Shift+Enter, and what is pasted from the web."""
    found = read(
        document(
            line(f"{ROLE}</w:t><w:br/><w:t>作用一。</w:t><w:br/><w:t>作用二。</w:t><w:br/><w:t>{RESULTS}"),
            line("成效。"),
        )
    )

    assert found.texts == {"demonstration_role": "作用一。\n作用二。", "project_results": "成效。"}


def test_a_heading_may_be_broken_inside() -> None:
    found = read(document(line("五、项目</w:t><w:br/><w:t>示范作用"), line("作用。")))

    assert found.texts == {"demonstration_role": "作用。"}


def test_the_document_may_lie_in_another_part() -> None:
    """Word on the web calls it document2.xml."""
    with zipfile.ZipFile(io.BytesIO(document(line(ROLE), line("作用。"), styles=STYLES))) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    moved = {name.replace("document.xml", "document2.xml"): text for name, text in parts.items()}
    moved["_rels/.rels"] = relationships(("rId1", "officeDocument", "word/document2.xml"))

    assert read(zipped(moved)).texts == {"demonstration_role": "作用。"}


def test_pictures_leave_the_words_around_them(tmp_path: Path) -> None:
    file = docx.Document(io.BytesIO(written()))
    place = next(entry for entry in file.paragraphs if entry.text == TEXTS["overall_situation"])
    place.insert_paragraph_before("").add_run().add_picture(io.BytesIO(DOT))
    file.save(str(tmp_path / "图.docx"))

    assert read((tmp_path / "图.docx").read_bytes()).texts == TEXTS


def test_words_in_a_content_control_count() -> None:
    found = of(f"<w:sdt><w:sdtContent>{line('控件里的字')}</w:sdtContent></w:sdt>")

    assert found.texts["overall_situation"] == "控件里的字"


def test_a_table_of_contents_before_the_chapters_opens_none() -> None:
    contents = [line(f"{title}\t{page}") for page, title in enumerate((SITUATION, APPLICATIONS, ROLE), start=1)]

    found = read(document(line("统一社会信用代码：", CODE), *contents, line(SITUATION), line("总体")))

    assert (found.texts, found.code) == ({"overall_situation": "总体"}, CODE)


# ---- headings as people leave them ----


@pytest.mark.parametrize(
    "title",
    [
        "二 、智能工厂总体情况",
        "二、智能工厂 总体情况：",
        "2. 智能工厂总体情况",
        "２．智能工厂总体情况",
        "第二章　智能工厂总体情况",
        "（一）智能工厂总体情况",
        "智能工厂总体情况",
    ],
)
def test_a_chapter_is_known_however_it_is_numbered(title: str) -> None:
    found = read(document(line(title), line("总体"), line(ROLE), line("作用")))

    assert found.texts == {"overall_situation": "总体", "demonstration_role": "作用"}


@pytest.mark.parametrize(
    "title", ["计划调度", "（一）计划调度", "1.计划调度环节", "3.1 计划调度", "计 划 调 度：", "①计划调度"]
)
def test_an_aspect_is_known_however_it_is_numbered(title: str) -> None:
    assert read(document(line(APPLICATIONS), line(title), line("排产"))).texts == {"aspect_planning": "排产"}


def test_an_aspect_may_go_on_behind_its_title() -> None:
    found = read(document(line(APPLICATIONS), line("（一）计划调度：一体化排产。"), line("成效明显。")))

    assert found.texts == {"aspect_planning": "一体化排产。\n成效明显。"}


def test_chapters_may_stand_in_another_order() -> None:
    found = read(document(line("六、相关附件"), line("执照"), line(ROLE), line("作用"), line(SITUATION), line("总体")))

    assert found.texts == {"demonstration_role": "作用", "overall_situation": "总体"}


def test_a_line_that_only_resembles_a_heading_is_text_where_the_heading_stands_as_printed() -> None:
    found = read(
        document(
            line(APPLICATIONS),
            line("设备管理"),
            line("在线监测。"),
            line("工厂建设"),
            line("（2）设备管理"),
            line("与上相同。"),
        )
    )

    assert found.texts == {"aspect_equipment": "在线监测。", "aspect_construction": "（2）设备管理\n与上相同。"}
    assert found.repeated == ()


def test_a_heading_used_twice_is_told() -> None:
    found = read(
        document(
            line(APPLICATIONS), line("设备管理"), line("甲"), line("质量管控"), line("乙"), line("设备管理"), line("丙")
        )
    )

    assert found.repeated == ("设备管理",)


def test_a_missing_title_is_told() -> None:
    assert of(line("总体")).missing == (APPLICATIONS, RESULTS, ROLE)


def test_aspects_are_known_where_the_title_of_their_chapter_is_missing() -> None:
    found = of(line("总体"), line("计划调度"), line("排产"), line(ROLE), line("作用"))

    assert found.texts == {"overall_situation": "总体", "aspect_planning": "排产", "demonstration_role": "作用"}


def test_printed_guidance_is_not_what_the_firm_wrote() -> None:
    found = of(
        line("（包括但不限于工厂建设背景、基础条件、拟解决的问题、总体规划和建设情况等。）我厂始建于2015年。"),
        line(RESULTS),
        line("1.创新方面，如突破的关键技术、装备、软件等；"),
        line("突破三项。"),
    )

    assert found.texts == {"overall_situation": "我厂始建于2015年。", "project_results": "突破三项。"}


def test_the_reference_format_stays_where_something_follows_it() -> None:
    lines = ("（一）总体描述", "排产", "（二）解决的痛点问题", "（三）采用的技术方案")

    found = read(document(line(APPLICATIONS), line("计划调度"), *map(line, lines), line("生产作业"), line(lines[0])))

    assert found.texts == {"aspect_planning": "（一）总体描述\n排产"}


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ("统一社会信用代码：91320412MA1ABCDE08", "91320412MA1ABCDE08"),
        ("统一社会信用代码 9132 0412 ma1abcde08", "91320412MA1ABCDE08"),
        ("统一社会信用代码：", ""),
        ("统一社会信用代码：____", ""),
        ("统一社会信用代码：91320412", "91320412"),
        ("企业名称：甲", ""),
    ],
)
def test_the_code_before_the_first_chapter_is_read_right_or_wrong(head: str, code: str) -> None:
    assert read(document(line(head), line(SITUATION), line("统一社会信用代码：X"))).code == code


# ---- fonts and sizes ----

STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:eastAsia="宋体"/><w:sz w:val="21"/></w:rPr></w:rPrDefault>'
    "</w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:rPr><w:rFonts w:eastAsia="仿宋_GB2312"/>'
    '<w:sz w:val="32"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/><w:rPr><w:sz w:val="28"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="c"><w:rPr><w:rFonts w:eastAsia="隶书"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="d"><w:basedOn w:val="e"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="e"><w:basedOn w:val="d"/></w:style>'
)
TITLE = line(run(SITUATION, font("黑体")))


def odd(*lines: str, styles: str = STYLES) -> tuple[str, ...]:
    return read(document(TITLE, *lines, styles=styles)).odd


def test_a_body_in_its_style_is_as_asked() -> None:
    assert odd(line("总体情况")) == ()


def test_a_body_whose_style_is_smaller_is_told() -> None:
    assert odd(line("总体情况一", about='<w:pStyle w:val="b"/>'), line("二")) == (
        "正文1处不是仿宋16磅，如“总体情况一”",
    )


def test_direct_formatting_goes_before_the_style() -> None:
    assert odd(line(run("总体情况", font("仿宋")), about='<w:pStyle w:val="b"/>')) == ()
    assert odd(line(run("总体情况", font("楷体")))) == ("正文1处不是仿宋16磅，如“总体情况”",)


def test_a_style_of_signs_goes_before_that_of_the_paragraph() -> None:
    assert odd(line(run("总体情况", '<w:rStyle w:val="c"/>'))) == ("正文1处不是仿宋16磅，如“总体情况”",)


def test_the_font_for_chinese_says_nothing_of_latin_words() -> None:
    assert odd(line("系统", run("ERP", font("Times New Roman")))) == ()


def test_styles_that_stand_on_each_other_in_a_circle_end() -> None:
    assert odd(line("总体情况", about='<w:pStyle w:val="d"/>')) == ("正文1处不是仿宋16磅，如“总体情况”",)


def test_a_title_in_the_font_of_the_body_is_told() -> None:
    assert odd(line(APPLICATIONS), line("计划调度"), line("排产")) == (
        f"一级标题1处不是黑体16磅，如“{APPLICATIONS[:10]}”",
        "二级标题1处不是楷体16磅，如“计划调度”",
    )


def test_a_table_may_be_set_smaller() -> None:
    assert odd(f"<w:tbl><w:tr><w:tc>{line(run('指标', font('宋体', 21)))}</w:tc></w:tr></w:tbl>") == ()


def test_where_nothing_is_said_nothing_is_complained_of() -> None:
    assert odd(line("总体"), styles="") == ()


def test_text_pasted_in_another_font_is_told() -> None:
    file = docx.Document(io.BytesIO(written()))
    place = next(entry for entry in file.paragraphs if entry.text == TEXTS["demonstration_role"])
    place.runs[0].font.size = Pt(10.5)
    out = io.BytesIO()
    file.save(out)

    assert read(out.getvalue()).odd == ("正文1处不是仿宋16磅，如“经验可在同行业推广。”",)


# ---- re-saved by other programs ----


def test_libreoffice_saves_it_anew_and_nothing_is_lost(tmp_path: Path) -> None:
    long = {**TEXTS, "project_results": "\n".join(f"成效{number}：" + "提升" * 90 for number in range(8))}
    (tmp_path / "正文.docx").write_bytes(written(long))

    (saved,) = office.convert(tmp_path / "正文.docx", "docx", tmp_path / "out")
    found = read(saved.read_bytes())

    assert (found.texts, found.code, found.odd) == (long, CODE, ())


def test_a_document_that_was_an_odt_meanwhile_says_the_same(tmp_path: Path) -> None:
    (tmp_path / "正文.docx").write_bytes(written())

    (open_,) = office.convert(tmp_path / "正文.docx", "odt", tmp_path / "odt")
    (saved,) = office.convert(open_, "docx", tmp_path / "out")

    assert read(saved.read_bytes()).texts == TEXTS


def test_wps_titles_by_numbered_styles_are_known() -> None:
    """WPS writes style ids as numbers and the number of a heading as a list, not as words."""
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="1"><w:rPr><w:rFonts w:eastAsia="仿宋"/>'
        '<w:sz w:val="32"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="2"><w:basedOn w:val="1"/>'
        '<w:rPr><w:rFonts w:eastAsia="黑体"/></w:rPr></w:style>'
    )
    numbered = '<w:pStyle w:val="2"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'

    found = read(document(line("智能工厂总体情况", about=numbered), line("总体"), styles=styles))

    assert (found.texts, found.odd) == ({"overall_situation": "总体"}, ())


# ---- what is refused ----


def _with_document(part: str | bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(document())) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**parts, "word/document.xml": part})


DEEP = HEAD + "<w>" * 2_000 + "</w>" * 2_000
DOCTYPE = f'{HEAD}<!DOCTYPE w [<!ENTITY e SYSTEM "file:///dev/null">]>'
LAUGHS = f'{HEAD}<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "FILE-EMPTY"),
        (b"%PDF-1.4", "FILE-KIND"),
        (OLE + "WordDocument".encode("utf-16-le"), "FILE-KIND"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "FILE-ENCRYPTED"),
        (zipped({"xl/workbook.xml": "<workbook/>"}), "FILE-KIND"),
        (book(), "FILE-KIND"),
        (written()[:3000], "FILE-DAMAGED"),
        (_with_document(HEAD + "<w:document><w:body>"), "FILE-DAMAGED"),
        (document(line(SITUATION), head=DOCTYPE), "FILE-UNSAFE"),
        (document(line(SITUATION), line("&b;"), head=LAUGHS), "FILE-UNSAFE"),
        (_with_document(DEEP), "FILE-BOMB"),
        (_with_document(HEAD + "<w>" + " " * 33 * MB + "</w>"), "FILE-BOMB"),
        (document("<w:p/>" * 50_001), "FILE-BOMB"),
        (b"PK\x03\x04" + bytes(21 * MB), "FILE-BOMB"),
        (_with_document(HEAD.replace("UTF-8", "GB2312") + "<w/>"), "FILE-UNSAFE"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_safely_is_refused_by_code_and_says_how_to_mend(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        body(data, "正文.docx", FORM)

    assert refused.value.refusal == code
    assert "请" in str(refused.value)
    assert "xlsx" not in str(refused.value)


def test_a_document_of_another_notice_is_refused() -> None:
    data = document(line(SITUATION), line("总体"), keywords="changzhou-2022 2022")

    with pytest.raises(OtherNoticeError, match="changzhou-2022"):
        body(data, "正文.docx", FORM)


@pytest.mark.parametrize("keywords", ["changzhou-2023 2023.1", "智能工厂", "smart factory", ""])
def test_keywords_of_a_firm_are_no_other_notice(keywords: str) -> None:
    assert read(document(line(SITUATION), line("总体"), keywords=keywords)).texts == {"overall_situation": "总体"}


def test_forty_thousand_headings_and_five_thousand_styles_take_no_time() -> None:
    """Each used to cost as much as all before it; ids at random keep the file from looking like a bomb."""
    names = [sha256(str(number).encode()).hexdigest() for number in range(5_000)]
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:basedOn w:val="{below}"/></w:style>'
        for name, below in pairwise(names)
    )
    titles = [line(SITUATION, about=f'<w:pStyle w:val="{name}"/>') for name in names] * 8

    found = read(document(*titles, line("总体"), styles=styles))

    assert found.texts == {"overall_situation": "总体"}
