"""The document around a list: the bureau's order, every number counted, the official layout as LibreOffice draws it."""

import datetime as dt
import io
import re
from pathlib import Path

import docx
import pytest

from support.listed import DAY, issue, pages, row
from support.spoken import NOTICE, of_the_first
from workbook.announcement import day_words
from workbook.errors import CalendarError
from workbook.lists import ADDED, REMOVED, Move
from workbook.notice import shelf
from workbook.render.announcement import document
from workbook.render.official import Official
from workbook.workdays import calendar_table

PACK = shelf.pack(NOTICE)
ROWS = [row(1, "新北区"), row(2, "武进区"), row(3, "新北区")]
PHONES = {"市工信局监督电话": "0519-85680000"}


def paragraphs(data: bytes) -> list[str]:
    return [line.text for line in docx.Document(io.BytesIO(data)).paragraphs if line.text]


def test_five_working_days_from_1_june_2022_end_on_8_june() -> None:
    assert issue(PACK, "proposed", ROWS).last == dt.date(2022, 6, 8)


@of_the_first
def test_the_words_stand_in_the_bureaus_order_with_counted_numbers() -> None:
    first, period, objections, *phones = issue(PACK, "proposed", ROWS, phones=PHONES).paragraphs

    assert first.startswith("根据《市工信局关于开展2023年市级智能工厂申报工作的通知》")
    assert first.index("经企业自愿申报") < first.index("拟认定3家企业") < first.index("（武进区1家、新北区2家）")
    assert period == "公示期为5个工作日，自2022年6月1日起至2022年6月8日止。"
    assert "异议" in objections
    assert phones == ["市工信局装备工业处：85681233", "市工信局监督电话：0519-85680000"]


@of_the_first
def test_what_nobody_said_yet_is_left_open_and_named() -> None:
    assert issue(PACK, "proposed", ROWS).open_places == ("市工信局监督电话",)
    assert issue(PACK, "final", ROWS).open_places == ("文号",)
    assert issue(PACK, "final", ROWS, number="常工信装备〔2024〕1号").open_places == ()


def test_a_year_without_calendar_data_is_refused_until_a_table_is_given() -> None:
    day = dt.date(2031, 9, 30)
    table = calendar_table("日期,安排\n2031-10-01,休\n2031-10-02,休\n2031-10-04,班\n".encode(), "2031.csv")

    with pytest.raises(CalendarError, match="2031年"):
        issue(PACK, "proposed", ROWS, day=day)
    assert issue(PACK, "proposed", ROWS, day=day, calendar=table).last == dt.date(2031, 10, 7)


@of_the_first
def test_the_letter_ends_with_annex_signature_and_day() -> None:
    said = paragraphs(document(issue(PACK, "proposed", ROWS, phones=PHONES)))

    end = said.index("附件：2023年常州市市级智能工厂拟认定名单")
    assert said[end + 1 :] == [PACK.bureau, day_words(DAY), "附件", "2023年常州市市级智能工厂拟认定名单"]
    assert said[0] == "关于2023年常州市市级智能工厂\n拟认定名单的公示"


@of_the_first
def test_the_signature_stands_on_no_page_without_words_of_the_letter(tmp_path: Path) -> None:
    issued = issue(
        PACK, "final", [row(number, PACK.districts[number % 7]) for number in range(60)], number="〔2024〕1号"
    )

    letter = [page for page in pages(document(issued), tmp_path) if "号工厂" not in page]

    assert len(letter) == 2
    assert "市工信局装备工业处" in letter[1]


@of_the_first
def test_annexes_by_district_are_numbered_in_the_order_of_the_notice() -> None:
    said = paragraphs(document(issue(PACK, "final", ROWS, split="所在辖市（区）", number="常工信〔2024〕1号")))

    assert [line for line in said if line.startswith(("附件", "　　　"))] == [
        "附件：1.2023年常州市市级智能工厂认定名单（武进区）",
        "　　　2.2023年常州市市级智能工厂认定名单（新北区）",
        "附件1",
        "附件2",
    ]
    assert said[0] == "常工信〔2024〕1号"


def test_a_list_issued_again_says_what_moved() -> None:
    moves = (Move(ADDED, ("武进区", "乙公司", "乙工厂")), Move(REMOVED, ("新北区", "丙公司", "丙工厂")))

    said = issue(PACK, "proposed", ROWS, issue=2, moves=moves).paragraphs[-1]

    assert said == (
        "本次为第2次公示。与上次相比：新增1家（武进区、乙公司、乙工厂），移出1家（新北区、丙公司、丙工厂）。"
    )


def test_the_same_issue_is_the_same_document() -> None:
    assert document(issue(PACK, "pool", ROWS)) == document(issue(PACK, "pool", ROWS))


def test_a_full_page_has_22_lines_of_28_characters(tmp_path: Path) -> None:
    paper = Official("样例", DAY)
    paper.line("国" * 28 * 60)

    first, second, *_ = pages(paper.data(), tmp_path)

    lines = [line.strip() for line in first.splitlines() if "国" in line]
    assert (len(lines), {len(line) for line in lines}) == (22, {28})
    assert len([line for line in second.splitlines() if "国" in line]) == 22


@of_the_first
def test_the_pages_carry_their_number_and_the_header_of_the_table(tmp_path: Path) -> None:
    rows = [row(number, PACK.districts[number % 7]) for number in range(60)]

    found = pages(document(issue(PACK, "proposed", rows)), tmp_path)

    tables = [page for page in found if "号工厂" in page]
    assert len(tables) >= 2
    assert all(re.search(r"序号.*企业名称\s+工厂名称", page) for page in tables)
    assert [bool(re.search(rf"— ?{number} ?—", page)) for number, page in enumerate(found, start=1)] == [True] * len(
        found
    )
    assert sum(page.count("号工厂") for page in tables) == 60
