"""申报书正文.docx as it is shipped: chapters, places and typesetting."""

import io
import zipfile

import docx
from docx.shared import Mm, Pt

from support.spoken import NOTICE, of_the_first, record
from workbook.chapters import chapters
from workbook.form import Form
from workbook.notice import shelf
from workbook.read import body as read
from workbook.render.body import body

PACK = shelf.pack(NOTICE)


def opened() -> "docx.document.Document":
    return docx.Document(io.BytesIO(body(PACK)))


def test_the_same_notice_gives_the_same_bytes() -> None:
    assert body(PACK) == body(PACK)


@of_the_first
def test_chapters_two_to_six_stand_in_their_order() -> None:
    found = [line.text for line in opened().paragraphs if line.style.name == "Heading 1"]

    assert [title[:2] for title in found] == ["二、", "三、", "四、", "五、", "六、"]


@of_the_first
def test_each_aspect_has_a_heading_and_the_reference_format() -> None:
    applications = next(chapter for chapter in chapters(Form(PACK)) if chapter.is_divided)

    lines = opened().paragraphs

    assert [line.text for line in lines if line.style.name == "Heading 2"] == [
        text.label for text in applications.texts
    ]
    assert len(applications.texts) == 13
    assert [line.text for line in lines if line.style.name == "Heading 3"] == [*applications.outline] * 13


def test_the_body_is_16_points_imitation_song_at_single_spacing() -> None:
    style = opened().styles["Normal"]

    assert (style.font.name, style.font.size, style.paragraph_format.line_spacing) == ("仿宋", Pt(16), 1.0)
    assert "仿宋" in style.element.xml.partition("w:eastAsia=")[2][:10]


def test_headings_are_black_and_regular_script_of_the_same_size() -> None:
    styles = opened().styles

    found = {name: (styles[name].font.name, styles[name].font.size) for name in ("Heading 1", "Heading 2", "Heading 3")}

    assert found == {"Heading 1": ("黑体", Pt(16)), "Heading 2": ("楷体", Pt(16)), "Heading 3": ("楷体", Pt(16))}


def test_the_page_is_a4_upright_with_a_page_number() -> None:
    page = opened().sections[0]

    assert (round(page.page_width / Mm(1)), round(page.page_height / Mm(1))) == (210, 297)
    assert "PAGE" in page.footer.paragraphs[0]._p.xml


@of_the_first
def test_filled_in_it_says_the_texts_of_the_record() -> None:
    found = read(body(PACK, record()), "正文.docx", Form(PACK))

    assert found is not None
    assert found.code == record().text("credit_code")
    assert found.texts["aspect_planning"] == record().text("aspect_planning")
    assert found.texts["demonstration_role"] == record().text("demonstration_role")


def test_no_font_of_a_theme_and_no_picture_comes_along() -> None:
    with zipfile.ZipFile(io.BytesIO(body(PACK))) as archive:
        assert [name for name in archive.namelist() if "thumbnail" in name] == []
        assert "thumbnail" not in archive.read("_rels/.rels").decode()
