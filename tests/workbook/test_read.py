"""A form as people send it back: filled, moved about, saved again by other programs."""

import datetime as dt
import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from support import office
from support.package import book
from support.spoken import NOTICE, base_values, form, of_the_first
from workbook import guard, read
from workbook.errors import OtherNoticeError, OtherPaperError, UnreadableError
from workbook.layout import CHECK_EXPLANATION, CHECK_ID, CHECK_SHEET, Layout
from workbook.notice import shelf
from workbook.ooxml.cell import Cell
from workbook.papers import summary_tables
from workbook.record import Record
from workbook.render.declaration import declaration as rendered
from workbook.render.given import record_from_values
from workbook.render.registers import registers as empty_registers
from workbook.render.summary import empty_summary
from workbook.values import Kind, Problem

LAYOUT = Layout(form())


@cache
def paper() -> bytes:
    """The base form, filled."""
    return filled()


def filled(**changes: Any) -> bytes:
    return rendered(form().pack, record_from_values(form(), base_values(**changes)))


def retouched(data: bytes, touch: Callable[[openpyxl.Workbook], None]) -> bytes:
    """The book after a person did something to it; openpyxl saves it, so no cached result survives."""
    opened = openpyxl.load_workbook(io.BytesIO(data))
    touch(opened)
    file = io.BytesIO()
    opened.save(file)
    return file.getvalue()


def typed(field: str, *contents: object, data: bytes | None = None) -> Record:
    """The base form after these contents were typed into the cells of a field."""
    spot = LAYOUT.spots[field]

    def touch(opened: openpyxl.Workbook) -> None:
        for address, content in zip(spot.cells, contents, strict=False):
            opened[spot.sheet][address].value = content

    return read.declaration(retouched(data or paper(), touch), "甲.xlsx")


def values(record: Record) -> dict[str, object]:
    return {id_: entry.value for id_, entry in record.entries.items()}


def raw_part(data: bytes, part: str, old: str, new: str) -> bytes:
    """The book with some words of one part replaced."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name).decode() if name == part else source.read(name)
            target.writestr(name, content.replace(old, new) if isinstance(content, str) else content)
    return file.getvalue()


def test_what_was_filled_is_read_back_field_by_field() -> None:
    given = record_from_values(form(), base_values())

    found = read.declaration(paper(), "甲.xlsx")

    assert {id_: value or None for id_, value in values(found).items()} == {
        id_: given.value(id_) or None for id_ in form().fields
    }
    assert {entry.found_by for entry in found.entries.values()} == {"name", "derived"}
    assert {entry.sureness for entry in found.entries.values()} == {1.0}


@of_the_first
def test_an_entry_tells_its_cells_and_keeps_them_raw() -> None:
    entry = read.declaration(paper(), "甲.xlsx").entry("revenue_2022_wan")

    assert entry.value == Decimal(10000)
    assert entry.cells == (LAYOUT.address("revenue_2022_wan"),)
    assert entry.raw[0].value == 10000.0
    assert not entry.is_formula


def test_an_empty_form_is_blank_everywhere() -> None:
    found = read.declaration(rendered(form().pack), "空.xlsx")

    assert {id_ for id_, entry in found.entries.items() if not entry.reading.is_blank} == set()
    assert {entry.found_by for entry in found.entries.values()} == {"name", "derived"}


def test_the_paper_names_itself() -> None:
    found = read.paper_of(paper(), "甲.xlsx")

    assert found == read.Identity("declaration", NOTICE, form().pack.version)


def test_a_form_saved_again_by_openpyxl_reads_the_same() -> None:
    again = retouched(paper(), lambda _: None)

    assert values(read.declaration(again, "甲.xlsx")) == values(read.declaration(paper(), "甲.xlsx"))


def test_a_form_saved_again_by_libreoffice_reads_the_same(tmp_path: Path) -> None:
    explained = explain(paper(), "因疫情停产三个月")
    source = tmp_path / "甲.xlsx"
    source.write_bytes(explained)
    (again,) = [path for path in office.convert(source, "xlsx", tmp_path / "again") if path.suffix == ".xlsx"]

    before, after = read.declaration(explained, "甲.xlsx"), read.declaration(again.read_bytes(), "甲.xlsx")

    assert values(after) == values(before)
    assert [entry.found_by for entry in after.entries.values()] == [entry.found_by for entry in before.entries.values()]
    assert after.explanations == before.explanations


def explain(data: bytes, text: str) -> bytes:
    def touch(opened: openpyxl.Workbook) -> None:
        opened[CHECK_SHEET][f"{CHECK_EXPLANATION}{first_rule_row(opened)}"].value = text

    return retouched(data, touch)


def first_rule_row(opened: openpyxl.Workbook) -> int:
    rules = {rule.id for rule in form().pack.rules}
    return next(cell.row for cell in opened[CHECK_SHEET][CHECK_ID] if cell.value in rules)


def test_an_explanation_belongs_to_its_demand() -> None:
    found = read.declaration(explain(paper(), " 因疫情停产三个月 "), "甲.xlsx")

    assert list(found.explanations.values()) == ["因疫情停产三个月"]
    assert set(found.explanations) <= {rule.id for rule in form().pack.rules}


@of_the_first
def test_a_cover_cell_is_worked_out_anew_whatever_its_cache_says() -> None:
    spot = LAYOUT.spots["cover_applicant"]
    lying = retouched(paper(), lambda _: None)

    entry = read.declaration(lying, "甲.xlsx").entry("cover_applicant")

    assert entry.raw[0].is_formula
    assert entry.value == "常州样例机械有限公司"
    assert (entry.found_by, entry.cells) == ("derived", (f"{spot.sheet}!{spot.cells[0]}",))


@of_the_first
def test_a_contact_on_the_cover_joins_person_and_phone() -> None:
    assert read.declaration(paper(), "甲.xlsx").value("cover_contact") == "张三 经理 13800000001"


@of_the_first
def test_a_cover_cell_typed_over_stands_as_typed() -> None:
    entry = typed("cover_applicant", "另一家公司").entry("cover_applicant")

    assert (entry.value, entry.found_by) == ("另一家公司", "name")


@of_the_first
def test_a_formula_in_an_input_cell_is_told() -> None:
    entry = typed("revenue_2022_wan", "=1+1").entry("revenue_2022_wan")

    assert entry.is_formula
    assert entry.value is None


@of_the_first
def test_an_error_value_in_an_input_cell_is_told() -> None:
    entry = typed("revenue_2022_wan", "#DIV/0!").entry("revenue_2022_wan")

    assert entry.is_error
    assert entry.reading.problem is Problem.UNREADABLE


@of_the_first
def test_money_as_text_has_no_value_but_a_proposal() -> None:
    reading = typed("revenue_2022_wan", "２０００万").reading("revenue_2022_wan")

    assert (reading.value, reading.problem) == (None, Problem.READABLE)
    assert "2000 万元" in reading.note


@of_the_first
def test_a_code_stored_as_a_number_has_lost_digits() -> None:
    assert typed("credit_code", 91320412123456789).reading("credit_code").problem is Problem.DIGITS_LOST


@of_the_first
def test_a_date_is_a_date() -> None:
    assert typed("founded_on", dt.datetime(2016, 5, 1)).value("founded_on") == dt.date(2016, 5, 1)


@of_the_first
@pytest.mark.parametrize(
    ("shapes", "value", "problem"),
    [
        (("□", "√", "□"), 1, None),
        (("□", "✓", "□"), 1, Problem.ODD_TICK),
        (("√", "√", "□"), None, Problem.MANY),
        (("□", "×", "□"), None, Problem.DOUBTFUL_TICK),
        (("□", "□", "□"), None, None),
        ((None, None, 1), 2, Problem.ODD_TICK),
    ],
)
def test_a_choice_takes_exactly_one_tick(
    shapes: tuple[object, ...], value: int | None, problem: Problem | None
) -> None:
    titles = [title for _, title in form().areas["factory_type"].boxes]

    reading = typed("factory_type", *shapes).reading("factory_type")

    assert reading.value == (None if value is None else titles[value])
    assert reading.problem is problem
    assert reading.is_blank == (shapes == ("□", "□", "□"))


@of_the_first
def test_several_modes_are_all_taken() -> None:
    titles = [title for _, title in form().areas["innovation_mode"].boxes]
    boxes = ["√", "√", *["□"] * (len(titles) - 2)]

    assert typed("innovation_mode", *boxes).value("innovation_mode") == tuple(titles[:2])


@of_the_first
def test_a_lost_name_falls_back_to_the_place_beside_its_label() -> None:
    data = retouched(paper(), lambda opened: opened.defined_names.pop("company_name"))

    entry = read.declaration(data, "甲.xlsx").entry("company_name")

    assert (entry.value, entry.found_by, entry.sureness) == ("常州样例机械有限公司", "position", 0.8)
    assert "company_name" in entry.note


@of_the_first
@pytest.mark.parametrize(
    "field", ["credit_code", "factory_type", "scenarios_digital_rnd", "aspect_planning", "founded_on"]
)
@pytest.mark.parametrize("broken", ["#REF!", "'说明'!$A$1", "'没有'!$C$3", "OFFSET(A1,1,1)"])
def test_a_broken_name_of_any_kind_of_field_falls_back(field: str, broken: str) -> None:
    def touch(opened: openpyxl.Workbook) -> None:
        opened.defined_names[field].attr_text = broken

    entry = read.declaration(retouched(paper(), touch), "甲.xlsx").entry(field)

    assert entry.value == read.declaration(paper(), "甲.xlsx").value(field)
    assert entry.found_by == "position"


@of_the_first
def test_what_was_typed_beside_a_blank_input_since_the_file_was_saved_makes_it_doubtful() -> None:
    spot = LAYOUT.spots["legal_name"]
    data = retouched(paper(), lambda opened: setattr(opened[spot.sheet][spot.cells[0]], "value", None))
    saved, beside = guard.admit(data, "甲.xlsx"), spot.cells[0].replace("C", "E")

    alone = read.into(data, saved, NOTICE).entry("legal_name")
    typed = read.into(data, saved.with_typed({spot.sheet: {beside: Cell("张三")}}), NOTICE).entry("legal_name")

    assert (alone.sureness, typed.sureness) == (1.0, 0.5)
    assert f"{spot.sheet}!{beside}" in typed.note


@of_the_first
def test_a_field_whose_name_and_label_are_gone_is_missing() -> None:
    spot = LAYOUT.spots["legal_name"]

    def touch(opened: openpyxl.Workbook) -> None:
        del opened.defined_names["legal_name"]
        opened[spot.sheet][spot.cells[0].replace("C", "B")].value = "别的"

    entry = read.declaration(retouched(paper(), touch), "甲.xlsx").entry("legal_name")

    assert (entry.found_by, entry.value, entry.cells) == ("missing", None, ())


@of_the_first
def test_a_row_put_in_above_moves_names_and_all_is_still_found() -> None:
    """Excel shifts the names; the cells below are found by them at their new place."""
    sheet = LAYOUT.spots["legal_name"].sheet

    def touch(opened: openpyxl.Workbook) -> None:
        page = opened[sheet]
        for merged in list(page.merged_cells.ranges):
            page.unmerge_cells(str(merged))
        page.insert_rows(4)
        for name, spot in (LAYOUT.areas | LAYOUT.spots).items():
            if spot.sheet == sheet:
                cells = [
                    f"${cell[0]}${int(cell[1:]) + (int(cell[1:]) >= 4)}" for cell in (spot.cells[0], spot.cells[-1])
                ]
                opened.defined_names[name].attr_text = f"'{sheet}'!{cells[0]}:{cells[1]}"

    found = read.declaration(retouched(paper(), touch), "甲.xlsx")

    assert found.value("legal_name") == "李四"
    assert found.entry("legal_name").found_by == "name"
    assert "模板为" in found.entry("legal_name").note
    assert values(found) == values(read.declaration(paper(), "甲.xlsx"))


@of_the_first
def test_two_readers_that_disagree_refuse_the_file() -> None:
    """Two values in one cell: a reader that takes the first and one that takes the last both think they are right."""
    spot = LAYOUT.spots["investment_total_wan"]
    data = raw_part(paper(), sheet_part(spot.sheet), "<v>5000</v>", "<v>5000</v><v>1</v>")

    with pytest.raises(UnreadableError, match=spot.cells[0]) as refused:
        read.declaration(data, "甲.xlsx")

    assert refused.value.refusal == "FILE-DISAGREE"


def sheet_part(title: str) -> str:
    """The part of a sheet in a book of ours: they are numbered in the order of their tabs."""
    number = openpyxl.load_workbook(io.BytesIO(paper()), read_only=True).sheetnames.index(title) + 1
    return f"xl/worksheets/sheet{number}.xml"


@of_the_first
@pytest.mark.parametrize("where", ["文字", "数"])
def test_a_value_hidden_from_one_reader_is_never_taken(where: str) -> None:
    """A comment, a second text: whatever the trick, the value is the same for both or the file is refused."""
    spot = LAYOUT.spots["investment_total_wan"]
    trick = {"文字": "<is><t>9</t></is><v>5000</v>", "数": "<v><!-- 9 -->5000</v>"}[where]
    data = raw_part(paper(), sheet_part(spot.sheet), "<v>5000</v>", trick)

    try:
        value = read.declaration(data, "甲.xlsx").value("investment_total_wan")
    except UnreadableError as refused:
        value = refused.refusal

    assert value in (Decimal(5000), "FILE-DISAGREE")


def test_a_foreign_workbook_is_another_paper() -> None:
    with pytest.raises(OtherPaperError, match=r"其他工作簿.*申报书"):
        read.declaration(book(), "甲.xlsx")
    with pytest.raises(OtherPaperError):
        read.paper_of(book(), "甲.xlsx")


def test_a_summary_is_no_declaration() -> None:
    summary = empty_summary(form().pack, form().pack.districts[0])

    with pytest.raises(OtherPaperError, match=r"汇总表.*申报书"):
        read.declaration(summary, "汇总表.xlsx")


@pytest.mark.parametrize(("name", "told"), [("notice_id", "changzhou-1999"), ("template_version", "2021.0")])
def test_another_notice_or_version_is_told(name: str, told: str) -> None:
    def touch(opened: openpyxl.Workbook) -> None:
        sheet, _, cell = opened.defined_names[name].attr_text.rpartition("!")
        opened[sheet.strip("'")][cell.replace("$", "")].value = told

    with pytest.raises(OtherNoticeError, match=told):
        read.declaration(retouched(paper(), touch), "甲.xlsx")


def test_rows_of_a_table_are_read_by_their_titles() -> None:
    """
    | 申报编号 | 企业名称 | ... | 经办人 |
    | A1       | 甲公司   |     | 王五   |
    |          |          |     |        |
    | A2       | 乙公司   |     |        |
    """
    pack = form().pack
    table = summary_tables(pack)["初审"]
    letters = table.letter

    def touch(opened: openpyxl.Workbook) -> None:
        page = opened["初审"]
        for row, (id_, firm, officer) in {0: ("A1", "甲公司", "王五"), 2: ("A2", "乙公司", None)}.items():
            at = table.first_row + row
            page[f"{letters['id']}{at}"].value = id_
            page[f"{letters['firm']}{at}"].value = firm
            page[f"{letters['officer']}{at}"].value = officer

    rows = read.rows(retouched(empty_summary(pack, pack.districts[0]), touch), "汇总表.xlsx", table)

    assert [row["id"].text for row in rows] == ["A1", "", "A2"]
    assert [row["officer"].text for row in rows] == ["王五", "", ""]


def test_a_column_put_in_by_a_clerk_moves_no_value() -> None:
    pack = form().pack
    table = summary_tables(pack)["初审"]

    def touch(opened: openpyxl.Workbook) -> None:
        page = opened["初审"]
        page[f"{table.letter['officer']}{table.first_row}"].value = "王五"
        page.insert_cols(2)
        page.cell(table.header_row, 2).value = "我的备注"

    rows = read.rows(retouched(empty_summary(pack, pack.districts[0]), touch), "汇总表.xlsx", table)

    assert rows[0]["officer"].text == "王五"


def test_a_book_without_the_table_is_another_paper() -> None:
    with pytest.raises(OtherPaperError, match="初审"):
        read.rows(book(), "汇总表.xlsx", summary_tables(form().pack)["初审"])


@pytest.mark.parametrize("is_sheet", [True, False])
def test_a_table_that_was_renamed_is_to_be_named_again(is_sheet: bool) -> None:
    pack = form().pack
    table = summary_tables(pack)["初审"]

    def touch(opened: openpyxl.Workbook) -> None:
        opened["初审"][f"{table.letter['opinion']}{table.header_row}"].value = "意见"
        if is_sheet:
            opened["初审"].title = "初审意见"

    with pytest.raises(OtherPaperError, match=r"“初审”工作表.*改回原名.*rebuild"):
        read.rows(retouched(empty_summary(pack, pack.districts[0]), touch), "汇总表.xlsx", table)


def test_registers_are_read_and_empty_ones_say_nothing() -> None:
    pack = shelf.pack(NOTICE)
    spec = pack.registers[0]

    def touch(opened: openpyxl.Workbook) -> None:
        page = opened[spec.title]
        for column, title in enumerate(spec.columns, start=1):
            text = {spec.code: "91320412MA1ABCDE0X", spec.name: "甲公司"}.get(title, "")
            page.cell(3, column).value = text or None
            if title in (spec.state, spec.kind_column, spec.level):
                page.cell(3, column).value = (spec.in_force or spec.kinds or ("二级",))[0]

    found = read.registers(retouched(empty_registers(pack), touch), "名册.xlsx")

    assert set(found.registers) == {spec.id}
    hits = found.hits(spec.id, "", "甲公司")
    assert hits is not None
    assert all(found.hits(other.id, "", "甲公司") is None for other in pack.registers[1:])


@of_the_first
def test_every_kind_of_field_is_there_to_be_read() -> None:
    """A bare number stands in the made-up notice only, whose round reads it."""
    assert {spec.kind for spec in form().fields.values()} == set(Kind) - {Kind.NUMBER}


HOSTILE_FORMS = {
    # what is done to an honest form: (part, old words, new words, what must be said)
    "corner": (
        "封面",
        "<sheetData>",
        '<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        "FILE-UNSAFE",
    ),
    "far_away": (
        "封面",
        "</sheetData>",
        '<row r="1048575"><c r="XFC1048575"><v>1</v></c></row></sheetData>',
        "FILE-BOMB",
    ),
    "row_four_billion": (
        "封面",
        "</sheetData>",
        '<row r="4294967295"><c r="A4294967295"/></row></sheetData>',
        "FILE-UNSAFE",
    ),
    "dimension": ("封面", "<dimension ref=", '<dimension ref="A1:XFD4294967295" x=', "FILE-UNSAFE"),
    "claim": ("xl/sharedStrings.xml", "uniqueCount=", 'uniqueCount="4294967295" x=', "FILE-UNSAFE"),
    "styles_claim": ("xl/styles.xml", "<cellXfs count=", '<cellXfs count="4294967295" x=', "FILE-UNSAFE"),
    "doctype": ("封面", "<worksheet", '<!DOCTYPE x [<!ENTITY a "b">]><worksheet', "FILE-UNSAFE"),
    "wrong_string": ("企业基本信息", 't="s"><v>', 't="s"><v>9999', "FILE-DAMAGED"),
    "wrong_string_beside_the_inputs": ("封面", 't="s"><v>', 't="s"><v>9999', "FILE-DAMAGED"),
    "cut_tag": ("封面", "</row>", "</rov>", "FILE-DAMAGED"),
    "unseen_sheet": ("评价标准", "<sheetData>", '<sheetData><row r="0"><c r="A0"/></row>', "FILE-UNSAFE"),
}
TRY = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))
from workbook import guard, read
from workbook.errors import UnreadableError
try:
    read.declaration(sys.stdin.buffer.read(), "甲.xlsx")
except UnreadableError as refused:
    print(refused.refusal)
"""


@of_the_first
@pytest.mark.parametrize("kind", HOSTILE_FORMS)
def test_a_hostile_form_is_refused_and_kills_no_process(kind: str) -> None:
    where, old, new, code = HOSTILE_FORMS[kind]
    data = raw_part(paper(), where if "/" in where else sheet_part(where), old, new)

    ran = subprocess.run([sys.executable, "-c", TRY], input=data, capture_output=True, check=False)

    assert (ran.returncode, ran.stdout.decode().strip()) == (0, code), ran.stderr[-400:]


def test_a_far_away_cell_costs_no_memory() -> None:
    """One value a million rows down: only the rectangle around the values is laid out."""
    pack = form().pack
    spec = pack.registers[0]

    def touch(opened: openpyxl.Workbook) -> None:
        opened[spec.title].cell(3, 1).value = "91320412MA1ABCDE0X"
        opened[spec.title].cell(150_000, 2).value = "乙公司"

    found = read.registers(retouched(empty_registers(pack), touch), "名册.xlsx")

    assert spec.id in found.registers
