"""汇总表, 总表 and the public lists as they are handed out: the words of the annex, drop-downs, printing."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from support import opened
from support.listed import pages
from support.spoken import DISTRICT, NOTICE, of_the_first
from workbook import papers, patch
from workbook.edit import Content
from workbook.errors import ValueMissingError
from workbook.notice import shelf
from workbook.notice.pack import Pack
from workbook.ooxml.book import open_book
from workbook.read import paper_of
from workbook.render.list import listing
from workbook.render.master import empty_master
from workbook.render.sheet import Paper
from workbook.render.summary import empty_summary

pytestmark = pytest.mark.filterwarnings("ignore:Print area cannot be set")
"""openpyxl knows no print area of whole columns."""
LISTS = ("proposed", "final", "pool")


@pytest.fixture(scope="module")
def pack() -> Pack:
    return shelf.pack(NOTICE)


@pytest.fixture(scope="module")
def summary(pack: Pack) -> bytes:
    return empty_summary(pack)


@pytest.fixture(scope="module")
def master(pack: Pack) -> bytes:
    return empty_master(pack)


def native(data: bytes) -> openpyxl.Workbook:
    """The book as openpyxl shows its settings."""
    return openpyxl.load_workbook(io.BytesIO(data))


def a_row(number: int, district: str = DISTRICT) -> dict[str, Content]:
    """A whole row of the master, code and phone included."""
    return {
        "number": 99,
        "district": district,
        "firm": f"甲{number}公司",
        "factory": f"{number}号智能工厂",
        "cluster": "高端装备",
        "type": "离散型",
        "built_from": dt.date(2022, 1, 1),
        "investment_total": Decimal("1234.5"),
        "contact": "张三",
        "phone": "13800000000",
        "code": "91320412MA1XXXXX0A",
        "id": f"CZ-{number}",
        "remark": "内部意见",
    }


@of_the_first
def test_the_summary_says_what_annex_three_says_line_by_line(summary: bytes) -> None:
    notice = shelf.notice_text(NOTICE)
    printed = [line.strip() for line in notice[notice.rindex("附件3\n") :].splitlines() if line.strip()]

    sheet = native(summary)["汇总表"]
    ours = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]

    assert ours == printed


def test_the_stamp_line_names_the_district(pack: Pack) -> None:
    data = empty_summary(pack, DISTRICT)

    assert native(data)["汇总表"]["A3"].value == f"{pack.papers.summary_stamp}{DISTRICT}"
    assert open_book(data, "t").first("district_name").text == DISTRICT


@of_the_first
def test_the_summary_prints_on_a4_landscape_with_its_header_on_every_page(summary: bytes) -> None:
    sheet = native(summary)["汇总表"]

    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$4:$5"
    assert "汇总表!$A:$M</definedName>" in opened.xml(summary, "xl/workbook.xml")
    assert "&P" in sheet.oddFooter.center.text


@pytest.mark.parametrize("paper", ["summary", "master"])
def test_every_page_of_a_sheet_without_a_title_of_its_own_says_what_it_is(
    request: pytest.FixtureRequest, pack: Pack, paper: str
) -> None:
    tables = papers.summary_tables(pack) if paper == "summary" else papers.master_tables(pack)
    book = native(request.getfixturevalue(paper))

    told = {title: book[title].oddHeader.right.text for title, table in tables.items() if not table.title_row}

    name = pack.papers.summary if paper == "summary" else pack.papers.master
    assert told == {title: f"{name}　{title}" for title in told}
    assert "问题清单" in told


def test_a_page_title_that_begins_with_a_year_keeps_its_size() -> None:
    paper = Paper("2024年总表", dt.date(2024, 1, 1))
    paper.sheet("表").page_title("2024年总表　甲&乙")

    head = native(paper.data())["表"].oddHeader.right

    assert (head.size, head.text.strip()) == (9, "2024年总表　甲&&乙")


@pytest.mark.parametrize(
    ("paper", "sheets"),
    [
        ("summary", ["汇总表", "明细", "初审", "附件", "问题清单", "来源", "系统"]),
        ("master", ["总表", "问题清单", "附件", "冲突", "来源", "变更记录", "系统"]),
    ],
)
def test_a_book_knows_what_it_is(request: pytest.FixtureRequest, paper: str, sheets: list[str]) -> None:
    data = request.getfixturevalue(paper)

    assert paper_of(data, "t.xlsx").kind == paper
    assert native(data).sheetnames == sheets
    assert [sheet.title for sheet in native(data) if sheet.sheet_state != "visible"] == ["系统"]


@pytest.mark.parametrize(("paper", "tables"), [("summary", papers.summary_tables), ("master", papers.master_tables)])
def test_every_table_has_its_header_filter_and_named_first_row(
    request: pytest.FixtureRequest, pack: Pack, paper: str, tables: Callable[[Pack], Mapping[str, papers.Table]]
) -> None:
    book = native(request.getfixturevalue(paper))

    named = {name.attr_text.partition("!")[0].strip("'") for key, name in book.defined_names.items() if "rows_" in key}
    assert named == set(tables(pack))
    for title, table in tables(pack).items():
        sheet = book[title]
        assert sheet.freeze_panes is not None
        assert sheet.auto_filter.ref or table.title_row
        if not table.title_row:
            header = [sheet.cell(table.header_row, column).value for column in range(1, len(table.columns) + 1)]
            assert header == [column.title for column in table.columns]


@pytest.mark.parametrize(
    ("paper", "sheet", "id_"),
    [("summary", "初审", "opinion"), ("summary", "附件", "mark"), ("master", "总表", "decision")],
)
def test_a_manual_column_offers_its_words(
    request: pytest.FixtureRequest, pack: Pack, paper: str, sheet: str, id_: str
) -> None:
    table = (papers.summary_tables if paper == "summary" else papers.master_tables)(pack)[sheet]
    book = native(request.getfixturevalue(paper))

    offered = {
        str(area): rule.formula1.strip('"').split(",")
        for rule in book[sheet].data_validations.dataValidation
        for area in rule.sqref.ranges
        if rule.type == "list"
    }

    letter = table.letter[id_]
    assert offered[f"{letter}2:{letter}1048576"] == list(table.by_id[id_].options)


@of_the_first
def test_codes_and_phones_are_text_cells(pack: Pack, master: bytes) -> None:
    table = papers.master_tables(pack)["总表"]
    sheet = native(master)["总表"]

    for id_ in ("code", "phone", "id"):
        assert sheet[f"{table.letter[id_]}2"].number_format == "@"


@pytest.mark.parametrize("render", [empty_summary, empty_master])
def test_two_builds_are_byte_equal(pack: Pack, render: Callable[[Pack], bytes]) -> None:
    assert render(pack) == render(pack)


def test_rows_patched_into_the_summary_read_back_as_they_were(pack: Pack, summary: bytes) -> None:
    table = papers.summary_tables(pack)["汇总表"]
    rows = [{id_: value for id_, value in a_row(n).items() if id_ in table.by_id} for n in range(1, 13)]

    data = patch.apply(summary, papers.changes(table, [], rows))

    sheet = open_book(data, "t.xlsx")
    read = [
        {id_: sheet.cell(table.sheet, f"{letter}{table.first_row + n}") for id_, letter in table.letter.items()}
        for n in range(12)
    ]
    assert papers.changes(table, papers.contents(table, read), rows) == ()


def test_seven_rows_after_five_printed_ones_look_alike(pack: Pack, summary: bytes) -> None:
    table = papers.summary_tables(pack)["汇总表"]

    data = patch.apply(summary, papers.changes(table, [], [a_row(n) for n in range(12)]))

    part = opened.xml(data, "xl/worksheets/sheet1.xml")
    looks = [re.findall(r' s="(\d+)"', row) for row in re.findall(r'<row r="(?:6|10|17)".*?</row>', part)]
    heights = re.findall(r'<row r="(?:6|7|17)"[^>]* ht="([\d.]+)"', part)
    assert looks[0] == looks[1] == looks[2]
    assert len(set(heights)) == 1


def test_each_verdict_shows_its_mark_on_paper_and_keeps_its_words(pack: Pack, summary: bytes, tmp_path: Path) -> None:
    """A colour alone is lost on a black and white print, and on whoever cannot tell red from green."""
    table = papers.summary_tables(pack)["初审"]
    rows = [
        {"id": "甲", "verdict": "可以报送"},
        {"id": "乙", "verdict": "须说明"},
        {"id": "丙", "verdict": "有强制问题◆"},
    ]

    data = patch.apply(summary, papers.changes(table, [], rows))

    cells = [f"{table.letter['verdict']}{table.first_row + n}" for n in range(len(rows))]
    assert [open_book(data, "t.xlsx").cell("初审", cell).text for cell in cells] == [row["verdict"] for row in rows]
    printed = "".join(pages(data, tmp_path, ".xlsx"))
    assert [words for words in ("✔ 可以报送", "▲ 须说明", "✖ 有强制问题◆") if words not in printed] == []


@pytest.mark.parametrize("list_id", LISTS)
def test_a_public_list_shows_only_what_the_notice_allows(pack: Pack, list_id: str) -> None:
    data = listing(pack, list_id, [a_row(n) for n in range(3)])

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        everything = "".join(archive.read(name).decode() for name in archive.namelist())
    allowed = next(entry for entry in pack.lists if entry.id == list_id)
    titles = {column.id: column.title for column in pack.summary}
    sheet = native(data).worksheets[0]
    assert [cell.value for cell in sheet[2]] == [titles[id_] for id_ in allowed.columns]
    for secret in ("13800000000", "91320412MA1XXXXX0A", "张三", "内部意见", "CZ-1"):
        assert secret not in everything


def test_a_public_list_has_nothing_behind_it(pack: Pack) -> None:
    data = listing(pack, "proposed", [a_row(1)])

    book = native(data)
    assert [sheet.sheet_state for sheet in book] == ["visible"]
    assert not book.properties.creator
    assert not any("comments" in name or "drawing" in name for name in opened.raw_parts(data))


@of_the_first
def test_districts_stand_in_the_order_of_the_notice(pack: Pack) -> None:
    rows = [a_row(n, district) for n, district in enumerate(sorted(pack.districts) * 2)]

    sheet = native(listing(pack, "proposed", rows)).worksheets[0]

    shown = [row[1].value for row in sheet.iter_rows(min_row=3)]
    assert shown == [district for district in pack.districts for _ in range(2)]
    assert [row[0].value for row in sheet.iter_rows(min_row=3)] == list(range(1, 15))


def test_a_list_prints_on_a4_with_its_header_on_every_page(pack: Pack) -> None:
    sheet = native(listing(pack, "pool", [a_row(n) for n in range(60)])).worksheets[0]

    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
    assert sheet.print_title_rows == "$2:$2"


@pytest.mark.parametrize("payload", ["=1+1", "@SUM(A1)", "+1", "-1", "a\x00\x0b"])
def test_a_firm_that_calls_itself_a_formula_stays_text(pack: Pack, payload: str) -> None:
    data = listing(pack, "proposed", [{**a_row(1), "firm": payload}])

    assert native(data).worksheets[0]["C3"].data_type == "s"


def test_an_unknown_list_is_refused_with_the_known_ones(pack: Pack) -> None:
    with pytest.raises(ValueMissingError, match="proposed"):
        listing(pack, "secret", [])
