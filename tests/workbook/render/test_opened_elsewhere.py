"""The rendered declaration in another program: the same results, and every word on paper."""

import io
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from support.live_office import desktop, opened
from support.office import convert
from support.spoken import form, of_the_first, record
from workbook.finding import is_explanation
from workbook.layout import CHECK_EXPLANATION, CHECK_OPEN, CHECK_SHEET, Layout
from workbook.render.declaration import declaration
from workbook.render.states import States

pytestmark = of_the_first

LENGTHS = {"company_profile": 500, "company_strategy": 500, "factory_brief": 1000, "overall_situation": 3000}
ADDRESS = "江苏省常州市武进区湖塘镇样例路128号样例科技产业园东区三号楼整栋及其配套厂房仓库（不含地下车库）"


def numbered(length: int) -> str:
    """A text of exactly this length whose pieces are all different, so that a missing one shows."""
    pieces = "".join(f"第{number:04d}句写明建设情况，" for number in range(length // 13 + 1))
    return pieces[:length]


def full_values() -> dict[str, Any]:
    values = {field: numbered(length) for field, length in LENGTHS.items()}
    values |= {id_: numbered(spec.maximum or 3000) for id_, spec in form().fields.items() if id_.startswith("aspect_")}
    return values | {
        "company_address": ADDRESS,
        "factory_address": ADDRESS,
        "company_name": "常州" + "样例" * 25 + "公司",
    }


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="module", params=["rendered", "typed"])
def printed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The words of the PDF of a form at full length: rendered from a record, and typed into the empty form."""
    folder: Path = tmp_path_factory.mktemp("printed")
    if request.param == "rendered":
        (folder / "form.xlsx").write_bytes(declaration(form().pack, record(**full_values())))
    else:
        (folder / "form.xlsx").write_bytes(declaration(form().pack))
        type_into(folder / "form.xlsx", full_values())
    (pdf,) = convert(folder / "form.xlsx", "pdf", folder)
    return words_of(pdf)


def type_into(path: Path, values: dict[str, Any]) -> None:
    layout = Layout(form())
    with desktop() as desk:
        document = opened(desk, path)
        for id_, text in values.items():
            spot = layout.spots[id_]
            document.Sheets.getByName(spot.sheet).getCellRangeByName(spot.cells[0]).setString(text)
        document.store()
        document.close(True)  # noqa: FBT003 - UNO knows no keywords


def whole_text(pdf: Path) -> str:
    return subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, text=True, check=True).stdout


def words_of(pdf: Path) -> str:
    """The words of all pages without header and footer lines."""
    kept = [
        line
        for line in whole_text(pdf).splitlines()
        if not re.match(r"\f?(第 \d+ 页|常州市智能工厂申报书 \S|栏目 项目)", line)
    ]
    return squeezed("".join(kept))


@pytest.mark.parametrize("field", [*LENGTHS, "aspect_planning", "aspect_service"])
def test_a_text_at_full_length_is_printed_whole(printed: str, field: str) -> None:
    text = full_values()[field]
    pieces = re.findall(r"第\d{4}句", text)

    assert len(text) == (form().fields[field].maximum or LENGTHS.get(field))
    assert printed.count(squeezed(text[-20:])) >= 1 or text[-8:] in printed
    assert [piece for piece in pieces if piece not in printed] == []


def test_no_printed_piece_is_lost_anywhere(printed: str) -> None:
    expected = sum(len(re.findall(r"第\d{4}句", text)) for text in full_values().values())

    assert len(re.findall(r"第\d{4}句", printed)) >= expected * 0.98


def test_long_addresses_and_names_are_printed_whole(printed: str) -> None:
    assert printed.count(ADDRESS) >= 2
    assert "常州" + "样例" * 25 + "公司" in printed


MARKS = re.compile("[✖▲✔○√□]")
"""Signs of another font, which a PDF sets apart from the words beside them."""


def test_every_word_of_every_sheet_is_printed(tmp_path: Path) -> None:
    data = declaration(form().pack, record())
    (tmp_path / "form.xlsx").write_bytes(data)
    (pdf,) = convert(tmp_path / "form.xlsx", "pdf", tmp_path)
    words = squeezed(MARKS.sub("", whole_text(pdf)))

    missing = [
        (sheet.title, cell.coordinate, cell.value)
        for sheet in load_workbook(io.BytesIO(data), data_only=True)
        if sheet.sheet_state == "visible"
        for row in sheet[sheet.print_area.rpartition("!")[2].replace("$", "") or sheet.dimensions]
        for cell in row
        for part in MARKS.split(squeezed(cell.value) if isinstance(cell.value, str) else "")
        if part not in words
    ]
    assert missing == []


def test_no_number_is_shown_as_hashes(printed: str) -> None:
    assert "###" not in printed


def as_excel_writes(value: object) -> object:
    """LibreOffice writes 9E+016 where Excel writes 9E+16."""
    return re.sub(r"(?<=E\+)0(?=\d\d$)", "", value) if isinstance(value, str) else value


def test_cached_values_are_what_libreoffice_works_out(tmp_path: Path) -> None:
    data = declaration(
        form().pack,
        record(revenue_2022_wan="3,500万元", company_name="", credit_code=91320412123456789, built_from="2023-12"),
    )
    (tmp_path / "form.xlsx").write_bytes(data)
    (again,) = convert(tmp_path / "form.xlsx", "xlsx", tmp_path / "again")

    written, ours = load_workbook(io.BytesIO(data)), load_workbook(io.BytesIO(data), data_only=True)
    theirs = load_workbook(again, data_only=True)
    different = [
        (sheet.title, cell.coordinate, ours[sheet.title][cell.coordinate].value, worked_out)
        for sheet in written
        for row in sheet
        for cell in row
        if cell.data_type == "f"
        and (worked_out := as_excel_writes(theirs[sheet.title][cell.coordinate].value or ""))
        != (ours[sheet.title][cell.coordinate].value or "")
    ]
    assert different == []


WORDS = [
    "核实无误。",
    " 。",
    "已核实，无误。",
    "经核实，\n无误！",
    "　情况属实; ",
    "因检修停产三个月",
    "无误，因检修停产",
    "",
]


def test_the_sheet_takes_the_same_words_for_an_explanation(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(declaration(form().pack, record(revenue_2022_wan=1999)))
    row = next(state.row for state in States(record()).automatic if state.rule.id == "revenue-floor")

    with desktop() as desk:
        document = opened(desk, path)
        sheet = document.Sheets.getByName(CHECK_SHEET)
        waits = {}
        for words in WORDS:
            sheet.getCellRangeByName(f"{CHECK_EXPLANATION}{row}").setString(words)
            waits[words] = bool(sheet.getCellRangeByName(f"{CHECK_OPEN}{row}").getString())
        document.close(True)  # noqa: FBT003 - UNO knows no keywords

    assert waits == {words: not is_explanation(words) for words in WORDS}
