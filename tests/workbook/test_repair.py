"""A damaged form carried into the present one: an account of every field, nothing unsure, nothing lost in silence."""

import io
import zipfile
from collections.abc import Callable
from functools import cache
from typing import Any

import openpyxl
import pytest

from support.opened import DOT
from support.recovery import damaged, opened_form
from support.spoken import base_values, form
from workbook import read
from workbook.digest import canonical
from workbook.errors import OtherNoticeError, OtherPaperError, UnreadableError
from workbook.judge import judge
from workbook.layout import CHECK_EXPLANATION, CHECK_ID, CHECK_SHEET, Layout
from workbook.record import Record
from workbook.render.declaration import declaration as rendered
from workbook.render.given import record_from_values
from workbook.render.summary import empty_summary
from workbook.repair import Line, Outcome, Repaired, repair

LAYOUT = Layout(form())
Touch = Callable[[openpyxl.Workbook], None]


def filled(explanations: dict[str, str] | None = None, **changes: Any) -> bytes:
    return rendered(form().pack, record_from_values(form(), base_values(**changes), explanations))


@cache
def paper() -> bytes:
    return filled()


def touched(touch: Touch, data: bytes | None = None) -> bytes:
    opened = openpyxl.load_workbook(io.BytesIO(data or paper()))
    touch(opened)
    file = io.BytesIO()
    opened.save(file)
    return file.getvalue()


def line(account: Repaired, id_: str) -> Line:
    return next(one for one in account.lines if one.field == id_)


def again(account: Repaired) -> Record:
    """What is read in the form that holds the account."""
    return read.declaration(rendered(form().pack, account.record, judge(account.record)), "新.xlsx")


def verdicts(record: Record) -> list[tuple[str, str]]:
    """Findings but those about where things stood."""
    return [(one.rule, one.message) for one in judge(record).findings if not one.rule.startswith("CELL-")]


def test_the_account_has_every_field_in_printed_order() -> None:
    account = repair(paper(), "旧.xlsx")

    assert [one.field for one in account.lines] == [*form().fields]
    assert account.count(Outcome.LEFT) == 0


def test_a_line_says_what_stood_where_and_how_surely_it_was_found() -> None:
    def touch(opened: openpyxl.Workbook) -> None:
        del opened.defined_names["legal_name"]

    found = line(repair(touched(touch), "旧.xlsx"), "legal_name")

    assert (found.outcome, found.text) == (Outcome.CARRIED, "李四")
    assert found.entry.cells == (LAYOUT.address("legal_name"),)
    assert (found.entry.found_by, found.entry.sureness) == ("position", 0.8)


def test_what_is_not_sure_is_left_empty_and_named() -> None:
    """The name still leads there, the words beside it are another's."""
    spot = LAYOUT.spots["legal_name"]

    def touch(opened: openpyxl.Workbook) -> None:
        opened[spot.sheet][spot.cells[0].replace("C", "B")].value = "实际控制人"

    account = repair(touched(touch), "旧.xlsx")
    found = line(account, "legal_name")

    assert (found.outcome, found.text) == (Outcome.LEFT, "李四")
    assert "标签与模板不符" in found.note
    assert again(account).reading("legal_name").is_blank


@pytest.mark.parametrize(
    ("typed", "words"), [("3,500万元", "3500 万元"), ("0.35亿", "3500 万元"), ("35000000元", "3500 万元")]
)
def test_an_amount_with_a_unit_is_handed_on_as_it_stood_and_asked(typed: str, words: str) -> None:
    spot = LAYOUT.spots["revenue_2022_wan"]

    def touch(opened: openpyxl.Workbook) -> None:
        opened[spot.sheet][spot.cells[0]].value = typed

    account = repair(touched(touch), "旧.xlsx")
    found = line(account, "revenue_2022_wan")

    assert (found.outcome, found.text) == (Outcome.ASKED, typed)
    assert words in found.note
    assert again(account).entry("revenue_2022_wan").raw[0].text == typed


def test_a_plain_amount_in_yuan_stays_the_number_it_is_and_the_demands_ask() -> None:
    """35000000 is a number of 万元 until a person says otherwise; the year before it was 9000."""
    account = repair(filled(revenue_2022_wan=35000000), "旧.xlsx")

    assert line(account, "revenue_2022_wan").outcome is Outcome.CARRIED
    assert any(
        "revenue_2022_wan" in finding.fields and "核对单位" in finding.message
        for finding in judge(account.record).findings
    )


def test_2022_10_as_a_number_is_asked() -> None:
    spot = LAYOUT.spots["built_from"]

    def touch(opened: openpyxl.Workbook) -> None:
        opened[spot.sheet][spot.cells[0]].number_format = "General"
        opened[spot.sheet][spot.cells[0]].value = 2022.10

    found = line(repair(touched(touch), "旧.xlsx"), "built_from")

    assert found.outcome is Outcome.ASKED
    assert "2022年1月" in found.note
    assert "2022年10月" in found.note


def test_a_formula_and_a_code_without_its_last_digits_are_left() -> None:
    money, code = LAYOUT.spots["revenue_2022_wan"], LAYOUT.spots["credit_code"]

    def touch(opened: openpyxl.Workbook) -> None:
        opened[money.sheet][money.cells[0]].value = "=1+1"
        opened[code.sheet][code.cells[0]].value = 91320412123456789

    account = repair(touched(touch), "旧.xlsx")

    assert line(account, "revenue_2022_wan").outcome is Outcome.LEFT
    assert "公式" in line(account, "revenue_2022_wan").note
    assert line(account, "credit_code").outcome is Outcome.LEFT
    assert not again(account).entry("revenue_2022_wan").is_formula


def test_pictures_and_other_sheets_are_named() -> None:
    def touch(opened: openpyxl.Workbook) -> None:
        opened.create_sheet("车间照片")["A1"].value = "见图"

    account = repair(with_picture(touched(touch)), "旧.xlsx")

    assert [words for words in account.behind if "图片1张" in words and "原表保留" in words]
    assert "工作表“车间照片”" in account.behind


def with_picture(data: bytes) -> bytes:
    file = io.BytesIO(data)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/media/image1.png", DOT)
    return file.getvalue()


def test_explanations_are_carried() -> None:
    said = {"year-on-year.revenue_2022_wan": "因新增产线，收入增长较快"}

    account = repair(filled(said), "旧.xlsx")

    assert again(account).explanations == said


def test_an_explanation_typed_in_the_old_form_stands_in_the_new_one() -> None:
    def touch(opened: openpyxl.Workbook) -> None:
        page = opened[CHECK_SHEET]
        row = next(cell.row for cell in page[CHECK_ID] if cell.value == "revenue-floor")
        page[f"{CHECK_EXPLANATION}{row}"].value = "含二期"

    account = repair(touched(touch), "旧.xlsx")

    assert again(account).explanations == {"revenue-floor": "含二期"}


def test_explanations_are_carried_from_a_check_sheet_of_another_title() -> None:
    def touch(opened: openpyxl.Workbook) -> None:
        opened[CHECK_SHEET].title = "检查"

    account = repair(touched(touch, filled({"revenue-floor": "含二期"})), "旧.xlsx")

    assert again(account).explanations == {"revenue-floor": "含二期"}
    assert "工作表“检查”" not in account.behind


def test_an_explanation_of_a_demand_that_is_gone_is_named() -> None:
    def touch(opened: openpyxl.Workbook) -> None:
        page = opened[CHECK_SHEET]
        row = next(cell.row for cell in page[CHECK_ID] if cell.value == "revenue-floor")
        page[f"{CHECK_ID}{row}"].value = "floor-of-last-year"

    account = repair(touched(touch, filled({"revenue-floor": "含二期"})), "旧.xlsx")

    assert account.record.explanations == {}
    assert "对已不再有的要求的说明“含二期”" in account.behind


def test_a_title_typed_into_the_cell_of_the_name_is_never_taken_apart_but_asked() -> None:
    account = repair(filled(legal_name="李四 董事长", legal_title=None), "旧.xlsx")

    asked = {field for finding in judge(account.record).findings for field in finding.fields}

    assert line(account, "legal_name").text == "李四 董事长"
    assert line(account, "legal_title").outcome is Outcome.EMPTY
    assert "legal_title" in asked


@pytest.mark.parametrize(
    "deed",
    ["all_names_deleted", "rows_inserted_names_left", "labels_spaced", "sheets_renamed", "column_inserted_names_left"],
)
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_the_new_form_reads_and_is_judged_like_the_form_before_the_damage(deed: str, seed: int) -> None:
    whole = opened_form(seed)

    before = read.declaration(whole.data(), "前.xlsx")
    account = repair(damaged(whole, (deed,), seed).data(), "后.xlsx")

    assert account.count(Outcome.LEFT) == 0
    assert canonical(again(account)) == canonical(before)
    assert verdicts(again(account)) == verdicts(before)


def test_repairing_twice_changes_nothing() -> None:
    account = repair(damaged(opened_form(0), ("all_names_deleted",), 0).data(), "旧.xlsx")
    once = rendered(form().pack, account.record, judge(account.record))

    second = repair(once, "新.xlsx")

    assert rendered(form().pack, second.record, judge(second.record)) == once
    assert second.count(Outcome.LEFT) == account.count(Outcome.LEFT)


def renamed(name: str, told: str) -> bytes:
    def touch(opened: openpyxl.Workbook) -> None:
        sheet, _, cell = opened.defined_names[name].attr_text.rpartition("!")
        opened[sheet.strip("'")][cell.replace("$", "")].value = told

    return touched(touch)


def test_last_years_form_is_carried_into_the_notice_of_the_same_city() -> None:
    account = repair(renamed("notice_id", "changzhou-2022"), "去年.xlsx")

    assert (account.found.notice, account.record.form.pack.id) == ("changzhou-2022", form().pack.id)
    assert line(account, "company_name").outcome is Outcome.CARRIED


def test_an_older_version_is_carried() -> None:
    account = repair(renamed("template_version", "2021.0"), "旧版.xlsx")

    assert account.found.version == "2021.0"
    assert account.count(Outcome.LEFT) == 0


def test_another_citys_form_is_not_carried() -> None:
    with pytest.raises(OtherNoticeError, match="wuxi-2023"):
        repair(renamed("notice_id", "wuxi-2023"), "外市.xlsx")


def test_another_paper_is_not_carried() -> None:
    with pytest.raises(OtherPaperError, match="申报书"):
        repair(empty_summary(form().pack, form().pack.districts[0]), "汇总表.xlsx")


def test_what_cannot_be_opened_is_not_carried() -> None:
    with pytest.raises(UnreadableError, match="空的"):
        repair(b"", "空.xlsx")
