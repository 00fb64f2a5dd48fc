"""What the files beside a declaration are: proposed from the name, told to the person who judges."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.declared import declaration, pack
from support.spoken import of_the_first
from workbook.finding import Force
from workbook.merge import Attachment, Declaration, attached, mark_word, proposed


def marked(*marks: str, **changes: object) -> Declaration:
    """The base form with files so marked, named 1.pdf and so on."""
    files = [Attachment(name=f"{n}.pdf", sha256=f"{n:064x}", mark=mark) for n, mark in enumerate(marks, start=1)]
    return declaration(**changes).model_copy(update={"attachments": tuple(files)})


def told(entry: Declaration) -> list[tuple[Force, str]]:
    return [(finding.force, finding.source) for finding in attached(entry, pack())]


@of_the_first
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("营业执照.pdf", "营业执照"),
        ("执照副本.jpg", "营业执照"),
        ("两化融合贯标.pdf", "证书"),
        ("发明专利证书.pdf", "证书、知识产权"),
        ("申报书（盖章）.pdf", "盖章扫描"),
        ("扫描0001.pdf", ""),
        ("=营业执照.pdf", "营业执照"),
    ],
)
def test_a_name_proposes_every_kind_it_speaks_of(name: str, words: str) -> None:
    assert proposed(pack(), Attachment(name=name, sha256="")) == words


@of_the_first
def test_two_files_of_one_kind_are_told_together() -> None:
    entry = marked("licence", "licence")

    [found] = [finding for finding in attached(entry, pack()) if finding.source == "ATT-01"]

    assert found.message == "已附：1.pdf（营业执照）、2.pdf（营业执照）"


@of_the_first
def test_a_box_that_is_not_ticked_asks_for_no_mark() -> None:
    entry = marked("", attachment_licence=False, attachment_certificate=False, attachment_property=False)

    assert told(entry) == []


@of_the_first
def test_a_marked_file_is_told_though_its_box_is_not_ticked() -> None:
    entry = marked("licence", attachment_licence=False)

    assert (Force.JUDGE, "ATT-01") in told(entry)


def test_a_scan_that_is_not_marked_is_asked_for_by_nobody() -> None:
    assert "SEAL-01" not in [source for _, source in told(marked(""))]


def test_a_mark_of_another_notice_is_shown_as_it_is() -> None:
    assert mark_word(pack(), Attachment(name="1.pdf", sha256="", mark="patent_map")) == "patent_map"


@given(st.lists(st.sampled_from(["", *(kind.id for kind in pack().attachments)]), max_size=6))
def test_no_mark_ever_makes_an_error_or_a_question(marks: list[str]) -> None:
    forces = {force for force, _ in told(marked(*marks))}

    assert forces <= {Force.JUDGE, Force.NOTE}


@given(st.lists(st.sampled_from([kind.id for kind in pack().attachments]), max_size=6))
def test_every_marked_file_is_named_once(marks: list[str]) -> None:
    words = "".join(finding.message for finding in attached(marked(*marks), pack()) if finding.force is Force.JUDGE)

    assert all(words.count(f"{n}.pdf（") == 1 for n in range(1, len(marks) + 1))
