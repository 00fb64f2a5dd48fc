"""申报书.docx beside annex 2: the same words in the same order, filled in, nothing lost at full length."""

import io
import re
import subprocess
from difflib import SequenceMatcher
from pathlib import Path

import docx

from support import office
from support.forms import NOTICE, base_values, record
from support.word import FORM, written
from workbook.chapters import chapters
from workbook.check_code import check_code
from workbook.form import Form
from workbook.notice import shelf
from workbook.read import Candidate, body, paired
from workbook.render.annex import WIDTH, rows
from workbook.render.given import record_from_values
from workbook.render.letter import letter
from workbook.values import AREAS, Kind, shown, solid

PACK = shelf.pack(NOTICE)
CHAPTERS = [spec.id for chapter in chapters(FORM) for spec in chapter.texts]
ANNEX_2 = re.compile(r"^附件2$(.*?)^附件3$", re.MULTILINE | re.DOTALL)


def words(data: bytes) -> str:
    """Every word of the document in its order, a merged box once, white space aside."""
    body = docx.Document(io.BytesIO(data)).element.body
    return solid("".join(text.text or "" for text in body.iter(f"{{{body.nsmap['w']}}}t")))


def annex() -> str:
    found = ANNEX_2.search(shelf.notice_text(NOTICE))
    assert found is not None
    return _as_printed(solid(found[1]))


def _as_printed(text: str) -> str:
    """The text of the notice gives the two columns of one row one after the other; on paper they are read across."""
    first, second, third = "□工业IOT平台", "□工业应用开发平台", "□工业大数据平台"
    assert f"{first}{second}{third}" in text
    return text.replace(f"{first}{second}{third}", f"{first}{third}{second}")


def added(printed: str, ours: str) -> tuple[list[str], list[str]]:
    """What of the printed words is missing in ours, and what ours say beside them."""
    missing, more = [], []
    for deed, first, last, begin, end in SequenceMatcher(None, printed, ours, autojunk=False).get_opcodes():
        if deed != "equal":
            missing += [printed[first:last]] if last > first else []
            more += [ours[begin:end]] if end > begin else []
    return missing, more


def test_the_empty_letter_says_the_words_of_annex_2_in_their_order() -> None:
    missing, more = added(annex(), words(letter(PACK)))

    aspects = "".join(spec.label for spec in PACK.fields if spec.id.startswith("aspect_"))[: 9 * 4]
    assert missing == []
    assert sorted("".join(more)) == sorted(aspects + "（□未附）" * 4)


def test_a_filled_letter_loses_no_printed_word_but_the_empty_boxes() -> None:
    missing, _ = added(annex().replace("□", ""), words(letter(PACK, record(seal_date="2023-12-15"))).replace("□", ""))

    assert set("".join(missing)) <= set("年月日")


def test_every_row_of_the_tables_is_as_wide_as_the_table() -> None:
    made = record()

    tables = [entries for section, entries in made.form.contents if section.level == 2]
    widths = {sum(piece.span for piece in row) for entries in tables for row in rows(made, entries)}

    assert widths == {WIDTH}


def test_three_years_stand_side_by_side() -> None:
    made = record(revenue_2020_wan=8000, revenue_2021_wan=9000, revenue_2022_wan=10000)
    section = next(entries for section, entries in made.form.contents if section.id == "enterprise")

    texts = [[piece.lines[0] for piece in row] for row in rows(made, section)]

    assert ["近三年主要经济指标", "2020年", "2021年", "2022年"] in texts
    assert ["主营业务收入（万元）", "8000", "9000", "10000"] in texts


def test_choices_stand_in_a_line_with_their_boxes() -> None:
    assert "□中央企业□地方国企√民营□三资" in words(letter(PACK, record(ownership_kind="民营")))


def test_boxes_that_run_down_are_one() -> None:
    made = docx.Document(io.BytesIO(letter(PACK, record())))

    first = {cell._tc for row in made.tables[1].rows for cell in row.cells[:1] if cell.text == "工厂满足的环节和场景"}

    assert len(first) == 1


def test_an_aspect_of_the_second_dimension_is_printed_when_used() -> None:
    last = Form(PACK).fields["aspect_service"].label

    assert words(letter(PACK, record())).count(last) == 2
    assert words(letter(PACK)).count(last) == 1


def test_the_files_handed_in_are_named() -> None:
    said = words(letter(PACK, record(), ["营业执照.pdf", "证书.jpg"]))

    assert said.endswith("随报文件2个：营业执照.pdf证书.jpg")


def test_the_same_record_gives_the_same_bytes() -> None:
    assert letter(PACK, record()) == letter(PACK, record())


def printed(pages: Path) -> str:
    """The words of a PDF above the page numbers, page by page, white space aside."""
    command = ["pdftotext", "-raw", "-nopgbrk", "-x", "0", "-y", "0", "-W", "595", "-H", "770", str(pages), "-"]
    return solid(subprocess.run(command, capture_output=True, check=True).stdout.decode())


def to_pdf(data: bytes, folder: Path) -> Path:
    (folder / "letter.docx").write_bytes(data)
    (pages,) = office.convert(folder / "letter.docx", "pdf", folder / "out")
    return pages


def full() -> dict[str, str]:
    """Texts as long as the notice allows, each sign of them at its own place: 甲0000乙0001…."""
    stems = "甲乙丙丁戊己庚辛壬癸"
    long = [spec for spec in PACK.fields if spec.kind is Kind.LONG_TEXT]
    return {
        spec.id: "".join(f"{stems[(number + place) % 10]}{number:04d}" for number in range((spec.maximum or 3000) // 5))
        for place, spec in enumerate(long)
    }


def test_at_full_length_the_printed_pages_hold_every_character(tmp_path: Path) -> None:
    long = full()
    filled = record_from_values(Form(PACK), base_values(**long))

    said = printed(to_pdf(letter(PACK, filled), tmp_path))

    assert {len(text) for text in long.values()} == {500, 1000, 3000}
    assert [id_ for id_, text in long.items() if text not in said] == []


def test_texts_of_the_document_are_printed_at_full_length(tmp_path: Path) -> None:
    long = {id_: text for id_, text in full().items() if id_ in CHAPTERS}
    found = body(written(long), "正文.docx", FORM)
    assert found is not None

    made = paired(record(**dict.fromkeys(CHAPTERS, "")), [Candidate("正文.docx", found)]).record
    said = printed(to_pdf(letter(PACK, made), tmp_path))

    assert len(long) == 16
    assert [id_ for id_, text in long.items() if text not in said] == []
    assert said.count(solid(f"核对码（连同正文文档）{check_code(made)}")) == 3


def test_every_short_answer_is_printed(tmp_path: Path) -> None:
    made = record(seal_date="2023-12-15", provincial_workshop="样例一车间", provincial_workshop_since="2021-05")
    short = [spec for spec in PACK.fields if spec.kind not in (Kind.LONG_TEXT, Kind.DATE, *AREAS)]

    said = printed(to_pdf(letter(PACK, made), tmp_path))

    missing = [
        spec.id
        for spec in short
        if shown(spec.kind, made.value(spec.id)) and solid(shown(spec.kind, made.value(spec.id))) not in said
    ]
    assert missing == []
    assert "2023年12月15日（章）" in said


# ---- 核对码 ----


def test_the_check_code_of_the_form_stands_on_the_cover_and_at_both_stamps() -> None:
    made = record()

    assert words(letter(PACK, made)).count(f"核对码{check_code(made)}") == 3


def test_the_cover_shows_its_code_before_the_next_page() -> None:
    made = record()

    cover, _, _ = words(letter(PACK, made)).partition("填报说明")

    assert f"核对码{check_code(made)}" in cover


def test_with_a_document_the_form_keeps_its_code_and_both_together_have_another() -> None:
    found = body(written(), "正文.docx", FORM)
    assert found is not None
    alone = record(**dict.fromkeys(CHAPTERS, ""))

    said = words(letter(PACK, paired(alone, [Candidate("正文.docx", found)]).record))

    assert f"核对码{check_code(alone)}" in said
    assert f"核对码（连同正文文档）{check_code(record())}" in said


def test_the_empty_letter_shows_no_code() -> None:
    assert "核对码" not in words(letter(PACK))


def test_it_is_set_as_the_notice_asks() -> None:
    found = body(letter(PACK, record(**full())), "申报书.docx", FORM)

    assert found is not None
    assert (found.odd, found.missing) == ((), ())


def test_a_box_for_a_stamp_stays_on_one_page() -> None:
    table = docx.Document(io.BytesIO(letter(PACK, record()))).tables[-1]

    stamped = [row._tr.xml for row in table.rows if "（章）" in row._tr.xml]

    assert len(stamped) == 2
    assert all("w:cantSplit" in xml for xml in stamped)


def test_the_pages_are_a4(tmp_path: Path) -> None:
    pages = to_pdf(letter(PACK, record()), tmp_path)

    box = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", pages.read_bytes())
    assert box is not None
    assert [round(float(side)) for side in box.groups()] == [595, 842]
