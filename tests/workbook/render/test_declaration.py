"""The rendered declaration as a file: official words, open inputs, true caches, nothing that could run."""

import io
import re
import xml.etree.ElementTree as ET
import zipfile
from typing import Any

import pytest
from openpyxl import load_workbook

from support.spoken import form, of_the_first, record
from workbook.finding import Force
from workbook.judge import judge
from workbook.layout import (
    CHECK_EXPLANATION,
    CHECK_FIRST_ROW,
    CHECK_OPEN,
    CHECK_SHEET,
    CHECK_STATE,
    CHECK_VERDICT_ROW,
    STANDARD_SHEET,
    SYSTEM_SHEET,
    Layout,
)
from workbook.notice.shelf import notice_text
from workbook.read import declaration as read_declaration
from workbook.render.declaration import declaration
from workbook.render.states import States

ALLOWED = frozenset(
    """
    ABS AND CHAR CODE COUNTIF DATE DATEVALUE DAY EOMONTH EXACT FIND IF IFERROR INDEX INT ISBLANK ISERROR ISLOGICAL
    ISNUMBER ISTEXT LEFT LEN LOOKUP MATCH MAX MID MIN MOD MONTH NA NOT OR REPLACE REPT RIGHT ROUND ROW ROWS SUBSTITUTE
    SUM SUMPRODUCT TEXT TRIM TRUNC UNICODE UPPER VALUE YEAR COLUMN
    """.split()  # noqa: SIM905 - read as a paragraph
)
"""Functions that Excel 2016, WPS and LibreOffice share."""

PACK = form().pack


@pytest.fixture(scope="module")
def empty() -> bytes:
    return declaration(PACK)


@pytest.fixture(scope="module")
def filled() -> bytes:
    return declaration(PACK, record())


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


def formulas(data: bytes) -> list[str]:
    found = []
    for name, text in parts(data).items():
        if name.startswith("xl/worksheets/sheet"):
            for element in ET.fromstring(text).iter():  # noqa: S314 - a file we have just made
                if element.tag.rsplit("}")[-1] in ("f", "formula", "formula1", "formula2"):
                    found += [element.text or ""]
    return found


def test_two_builds_are_the_same_bytes(empty: bytes) -> None:
    assert declaration(PACK) == empty


def test_the_file_is_small_enough_to_mail(filled: bytes) -> None:
    assert len(filled) < 300_000


def test_nothing_in_it_can_run(empty: bytes) -> None:
    assert not [name for name in parts(empty) if "vba" in name.lower() or "external" in name.lower()]


def test_only_shared_functions_appear(empty: bytes) -> None:
    used = set()
    for formula in formulas(empty):
        used |= set(re.findall(r"([A-Z][A-Z0-9.]+)\(", re.sub(r'"[^"]*"', '""', formula)))

    assert used - ALLOWED == set()


def test_no_formula_needs_ctrl_shift_enter(empty: bytes) -> None:
    assert not [name for name, text in parts(empty).items() if 't="array"' in text]


def test_no_formula_comes_near_the_8192_signs_of_excel(empty: bytes) -> None:
    """The next notice may ask for more."""
    assert max(map(len, formulas(empty))) <= 4000


def test_every_field_has_its_defined_name(empty: bytes) -> None:
    book = load_workbook(io.BytesIO(empty))

    for name, reference in Layout(form()).names():
        assert book.defined_names[name].attr_text == reference


def test_inputs_are_open_and_everything_else_is_locked(empty: bytes) -> None:
    book, layout = load_workbook(io.BytesIO(empty)), Layout(form())
    derived = {id_ for id_, spec in form().fields.items() if spec.derives}
    inputs = {f"{s.sheet}!{c}" for id_, s in layout.spots.items() if id_ not in derived for c in s.cells}

    for sheet in layout.sheets:
        assert book[sheet].protection.sheet
        assert not book[sheet].protection.password
        opened = {f"{sheet}!{c.coordinate}" for row in book[sheet] for c in row if not c.protection.locked}
        assert {cell for cell in inputs if cell.startswith(f"{sheet}!")} <= opened
        assert not {cell for cell in opened if cell.partition("!")[2].startswith("D")}


def test_explanations_are_open_for_what_may_be_explained_only(empty: bytes) -> None:
    sheet = load_workbook(io.BytesIO(empty))[CHECK_SHEET]

    for row in range(CHECK_FIRST_ROW, sheet.max_row + 1):
        assert sheet[f"{CHECK_EXPLANATION}{row}"].protection.locked is (sheet[f"C{row}"].value != "提醒")


def test_only_a_demand_that_asks_for_words_can_wait_for_them(empty: bytes) -> None:
    sheet = load_workbook(io.BytesIO(empty))[CHECK_SHEET]
    asking = {row for row in range(CHECK_FIRST_ROW, sheet.max_row + 1) if sheet[f"{CHECK_OPEN}{row}"].value}

    assert {sheet[f"C{row}"].value for row in asking} == {Force.SHOULD.title}
    assert all("▲" in sheet[f"{CHECK_STATE}{row}"].value for row in asking)


@of_the_first
def test_codes_and_phones_are_text_cells(empty: bytes) -> None:
    book, layout = load_workbook(io.BytesIO(empty)), Layout(form())

    for field in ("credit_code", "contact_phone"):
        spot = layout.spots[field]
        assert book[spot.sheet][spot.cells[0]].number_format == "@"


@of_the_first
@pytest.mark.parametrize(
    ("field", "number_format"),
    [("revenue_2022_wan", "#,##0.00"), ("founded_on", 'yyyy"年"m"月"d"日"'), ("built_from", 'yyyy"年"m"月"')],
)
def test_numbers_and_dates_are_shown_as_the_notice_writes_them(empty: bytes, field: str, number_format: str) -> None:
    book, spot = load_workbook(io.BytesIO(empty)), Layout(form()).spots[field]

    assert book[spot.sheet][spot.cells[0]].number_format == number_format


@of_the_first
def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    book = load_workbook(io.BytesIO(declaration(PACK, record(company_name="=1+1"))))
    spot = Layout(form()).spots["company_name"]

    assert book[spot.sheet][spot.cells[0]].data_type == "s"


def test_annex_one_stands_word_for_word(empty: bytes) -> None:
    sheet = load_workbook(io.BytesIO(empty))[STANDARD_SHEET]

    assert [cell.value for cell in sheet["A"]] == [PACK.standards_title, *PACK.standards]


def test_the_words_of_the_form_stand_in_printed_order(empty: bytes) -> None:
    book = load_workbook(io.BytesIO(empty))

    for section, entries in form().contents:
        words = [cell.value for row in book[section.sheet].iter_rows(max_col=3) for cell in row if cell.value]
        places = [words.index(section.title)]
        places += [words.index(entry.text) for entry in entries if hasattr(entry, "text")]
        assert places == sorted(places)


def test_the_form_says_what_it_is(empty: bytes) -> None:
    sheet = load_workbook(io.BytesIO(empty))[SYSTEM_SHEET]

    assert sheet.sheet_state == "hidden"
    assert [sheet[f"B{row}"].value for row in (1, 2, 3)] == ["declaration", PACK.id, PACK.version]


def test_every_page_is_a4_portrait_one_page_wide(empty: bytes) -> None:
    book = load_workbook(io.BytesIO(empty))

    for sheet in book:
        if sheet.sheet_state == "visible":
            assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
            assert sheet.sheet_properties.pageSetUpPr.fitToPage
            assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)


@of_the_first
@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({}, "可以报送"),
        ({"company_name": ""}, "还有 1 项强制问题"),
        ({"revenue_2022_wan": 1999}, "1 项须说明"),
    ],
)
def test_the_verdict_stands_on_top(changes: dict[str, Any], verdict: str) -> None:
    book = load_workbook(io.BytesIO(declaration(PACK, record(**changes))), data_only=True)

    assert book[CHECK_SHEET][f"A{CHECK_VERDICT_ROW}"].value == verdict


@of_the_first
@pytest.mark.parametrize(
    ("words", "is_open"), [("", True), ("核实无误。", True), ("已核实，无误。", True), ("因检修停产三个月", False)]
)
def test_a_bare_confirmation_is_no_explanation(words: str, *, is_open: bool) -> None:
    explained = record(revenue_2022_wan=1999)
    object.__setattr__(explained, "explanations", {"revenue-floor": words})

    state = next(state for state in States(explained).automatic if state.rule.id == "revenue-floor")

    assert state.is_open is is_open


def test_what_is_written_is_what_is_read(filled: bytes) -> None:
    read, given = read_declaration(filled, "申报书.xlsx"), record()

    for id_ in form().fields:
        assert read.value(id_) == given.value(id_) or (not read.value(id_) and not given.value(id_))
    assert judge(read).verdict == judge(given).verdict


@of_the_first
def test_no_printed_word_of_annex_two_is_missing(empty: bytes) -> None:
    notice = notice_text(PACK.id)
    annex = notice[notice.rindex("附件2") + len("附件2") : notice.rindex("附件3")]
    book = load_workbook(io.BytesIO(empty))
    rows = ["".join(str(cell.value or "") for cell in row) for sheet in book for row in sheet.iter_rows(max_col=3)]
    printed = re.sub(r"\s+", "", "\n".join(rows))

    fragments = [re.sub(r"\s+", "", part) for part in re.split(r"[□\n\t]", annex)]
    assert [part for part in fragments if part not in printed] == []
