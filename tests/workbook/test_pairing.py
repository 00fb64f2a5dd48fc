"""Which document belongs to a form, what its texts do to the record, and what is asked instead of guessed."""

import datetime as dt
from typing import Any

import pytest

from support.forms import base_values, record
from support.word import FORM, TEXTS
from workbook.check_code import check_code
from workbook.digest import digest
from workbook.errors import UnreadableError
from workbook.finding import Finding, Force, Verdict
from workbook.judge import judge
from workbook.plainly import record_json
from workbook.read import Body, Candidate, Paired, paired
from workbook.record import Record

CODE = str(base_values()["credit_code"])
BLANK = dict.fromkeys(TEXTS, "")


def blank(**changes: Any) -> Record:
    """A form whose chapters were left to the document."""
    return record(**{**BLANK, **changes})


def said(code: str = CODE, texts: dict[str, str] = TEXTS, **more: Any) -> Body:
    return Body("正文.docx", code, texts, **more)


def candidate(found: Body | UnreadableError, name: str = "正文.docx", **more: Any) -> Candidate:
    return Candidate(name, found, **more)


def findings(paper: Record, code: str) -> list[Finding]:
    return [finding for finding in judge(paper).findings if finding.code == code]


def forces(result: Paired) -> list[tuple[str, Force]]:
    return [(finding.code, finding.force) for finding in result.record.findings]


def test_blank_chapters_take_the_texts_of_the_document() -> None:
    result = paired(blank(), [candidate(said())])

    assert {id_: result.record.text(id_) for id_ in TEXTS} == TEXTS
    assert {result.record.entry(id_).found_by for id_ in TEXTS} == {"document"}
    assert judge(result.record).verdict is Verdict.PASS


def test_the_meaning_is_that_of_a_form_with_the_same_texts_in_its_cells() -> None:
    assert digest(paired(blank(), [candidate(said())]).record) == digest(record())


def test_a_changed_document_alone_changes_the_digest() -> None:
    changed = said(texts={**TEXTS, "demonstration_role": "另一种写法。"})

    assert digest(paired(blank(), [candidate(changed)]).record) != digest(record())


def test_without_a_document_the_blank_chapters_are_missing() -> None:
    assert judge(blank()).verdict is Verdict.FAIL


def test_what_stands_in_a_cell_goes_before_the_document_and_the_difference_is_asked() -> None:
    result = paired(record(demonstration_role="表内的写法。"), [candidate(said())])

    assert result.record.text("demonstration_role") == "表内的写法。"
    (finding,) = findings(result.record, "BODY-DIFFERS")
    assert (finding.force, finding.fields) == (Force.SHOULD, ("demonstration_role",))
    assert "正文.docx" in finding.message


def test_white_space_and_printed_headings_are_no_difference() -> None:
    text = f"（一）总体描述\n {TEXTS['aspect_planning'][:3]} {TEXTS['aspect_planning'][3:]}"

    result = paired(record(), [candidate(said(texts={"aspect_planning": text}))])

    assert result.record.findings == ()


def test_length_is_counted_in_the_document_and_the_message_names_it() -> None:
    result = paired(blank(), [candidate(said(texts={**TEXTS, "aspect_operation": "长" * 3001}))])

    (finding,) = findings(result.record, "TXT-04")
    assert finding.cells == ("正文.docx!生产作业",)
    assert "3001" in finding.message


def test_a_ticked_group_without_a_text_in_either_is_asked_and_the_document_is_named() -> None:
    texts = {id_: text for id_, text in TEXTS.items() if id_ != "aspect_service"}

    result = paired(blank(), [candidate(said(texts=texts))])

    (finding,) = findings(result.record, "TXT-05")
    assert "表内和“正文.docx”都没有" in finding.sentence


def test_how_it_is_set_is_a_note_with_the_sentence_of_the_notice() -> None:
    result = paired(blank(), [candidate(said(odd=("正文3处不是仿宋16磅，如“甲”",), missing=("四、项目实施成效",)))])

    notes = [finding for finding in findings(result.record, "TXT-06") if "正文.docx" in finding.message]
    assert [finding.force for finding in notes] == [Force.NOTE]
    assert "缺少标题“四、项目实施成效”；正文3处不是仿宋16磅" in notes[0].message
    assert notes[0].quotes


def test_a_title_with_text_at_two_places_is_asked() -> None:
    assert ("BODY-HEADINGS", Force.SHOULD) in forces(paired(blank(), [candidate(said(repeated=("设备管理",)))]))


def test_what_was_left_out_of_the_document_is_noted() -> None:
    assert ("BODY-ASIDE", Force.NOTE) in forces(paired(blank(), [candidate(said(aside=("文本框内的4字",)))]))


@pytest.mark.parametrize(
    "words", ["见正文文档", "（详见附件《申报书正文》）", "具体内容见 Word", "另见附页", "请见申报书正文.docx。"]
)
def test_a_cell_that_only_says_where_the_text_stands_is_blank_beside_the_document(words: str) -> None:
    result = paired(record(demonstration_role=words), [candidate(said())])

    assert result.record.text("demonstration_role") == TEXTS["demonstration_role"]
    assert result.record.findings == ()
    assert record_json(result.record)["check_code"] == check_code(record(demonstration_role=words))


def test_a_cell_that_says_where_the_text_stands_is_asked_where_no_document_says_it() -> None:
    alone = paired(record(demonstration_role="见正文文档"), [])
    other = said(texts={"project_results": TEXTS["project_results"]})
    beside = paired(record(demonstration_role="见正文文档"), [candidate(other)])

    assert forces(alone) == forces(beside) == [("BODY-AWAITED", Force.SHOULD)]


def test_a_text_that_begins_with_a_sight_is_a_text() -> None:
    text = "见证了从手工到智能的全过程，典型经验可以复制到整个行业，示范作用明显。"

    assert paired(record(demonstration_role=text), []).record.findings == ()


# ---- whose document it is ----


def test_a_document_with_the_code_of_the_form_is_taken_wherever_it_lies() -> None:
    result = paired(blank(), [candidate(said(), is_near=False, is_alone=False)])

    assert (result.record.document, result.record.findings) == ("正文.docx", ())


def test_a_document_without_a_code_beside_the_only_form_is_taken_with_a_note() -> None:
    result = paired(blank(), [candidate(said(code=""))])

    assert result.record.document == "正文.docx"
    assert forces(result) == [("BODY-CODE", Force.NOTE)]


def test_a_document_without_a_code_beside_several_forms_is_not_taken() -> None:
    result = paired(blank(), [candidate(said(code=""), is_alone=False)])

    assert result.record.document == ""
    assert forces(result) == [("BODY-CODE", Force.NOTE)]


def test_a_document_with_another_code_is_asked_and_not_taken() -> None:
    result = paired(blank(), [candidate(said(code="91320412MA1000001X"))])

    assert result.record.document == ""
    assert forces(result) == [("BODY-CODE", Force.SHOULD)]
    assert result.record.findings[0].fields == ("credit_code",)


def test_a_document_elsewhere_without_a_code_says_nothing() -> None:
    assert paired(blank(), [candidate(said(code=""), is_near=False)]) == Paired(blank())


def test_a_form_without_a_code_takes_no_document_that_has_none_elsewhere() -> None:
    result = paired(blank(credit_code=""), [candidate(said(code=""), is_near=False)])

    assert result.record.document == ""


def test_two_that_fit_are_asked_and_none_is_taken() -> None:
    other = said(texts={**TEXTS, "demonstration_role": "改过。"})

    result = paired(blank(), [candidate(said(), "甲.docx"), candidate(other, "乙.docx")])

    assert (result.record.document, len(result.told)) == ("", 2)
    (finding,) = findings(result.record, "BODY-SEVERAL")
    assert finding.force is Force.SHOULD
    assert "“甲.docx”、“乙.docx”" in finding.message


def test_two_that_say_the_same_are_one() -> None:
    result = paired(blank(), [candidate(said(), "甲.docx"), candidate(said(), "乙.docx")])

    assert [entry.name for entry in result.told] == ["甲.docx"]
    assert result.record.findings == ()


def test_of_two_sent_on_different_days_the_later_counts() -> None:
    older, newer = said(texts={"demonstration_role": "初稿。"}), said(texts={"demonstration_role": "改稿。"})

    result = paired(
        blank(),
        [candidate(newer, day=dt.date(2023, 12, 19)), candidate(older, day=dt.date(2023, 12, 18))],
    )

    assert result.record.text("demonstration_role") == "改稿。"


def test_a_document_that_cannot_be_read_is_noted_by_its_code() -> None:
    result = paired(record(), [candidate(UnreadableError("正文.docx", "FILE-ENCRYPTED", "文件设有打开密码。"))])

    assert forces(result) == [("FILE-ENCRYPTED", Force.NOTE)]
    assert judge(result.record).verdict is Verdict.PASS


def test_an_old_document_is_noted_only_where_a_text_is_wanted() -> None:
    old = candidate(UnreadableError("证书.doc", "FILE-KIND", "不是 .docx 文档。"), "证书.doc")

    assert forces(paired(record(), [old])) == []
    assert forces(paired(blank(), [old])) == [("FILE-KIND", Force.NOTE)]


def test_a_document_without_a_text_plays_no_part() -> None:
    assert paired(record(), [candidate(said(texts={}, code=""))]) == Paired(record())


# ---- the check code ----


def test_the_check_code_of_the_form_is_that_of_its_cells_and_with_its_document_another() -> None:
    told = record_json(paired(blank(), [candidate(said())]).record)

    assert told["check_code"] == check_code(blank())
    assert told["document"]["check_code"] == check_code(record()) != check_code(blank())
    assert told["document"]["name"] == "正文.docx"
    assert set(told["document"]["fields"]) == set(TEXTS)
    assert FORM.fields.keys() == told["fields"].keys()
