"""申报书.docx beside annex 2: the same words in the same order, filled in, nothing lost at full length."""

import io
import re
from difflib import SequenceMatcher
from pathlib import Path

import docx

from support import office
from support.forms import NOTICE, base_values, record
from workbook.form import Form
from workbook.notice import shelf
from workbook.render.annex import WIDTH, rows
from workbook.render.given import record_from_values
from workbook.render.letter import letter
from workbook.values import Kind, solid

PACK = shelf.pack(NOTICE)
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


def test_at_full_length_the_printed_pages_hold_every_character(tmp_path: Path) -> None:
    long = {
        spec.id: "".join(f"{number:04d}" for number in range((spec.maximum or 3000) // 4))
        for spec in PACK.fields
        if spec.kind is Kind.LONG_TEXT
    }
    filled = record_from_values(Form(PACK), base_values(**long))
    (tmp_path / "letter.docx").write_bytes(letter(PACK, filled))

    (pages,) = office.convert(tmp_path / "letter.docx", "txt:Text", tmp_path / "out")
    said = solid(pages.read_text("utf-8-sig"))

    assert [id_ for id_, text in long.items() if text not in said] == []


def test_the_pages_are_a4_and_carry_the_firm(tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_bytes(letter(PACK, record()))

    (pages,) = office.convert(tmp_path / "letter.docx", "pdf", tmp_path / "out")

    box = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", pages.read_bytes())
    assert box is not None
    assert [round(float(side)) for side in box.groups()] == [595, 842]
