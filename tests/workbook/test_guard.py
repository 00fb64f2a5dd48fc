import io
import struct
import subprocess
import sys
import tracemalloc
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.package import book, outline, parts, sheet, strings, zipped
from workbook.errors import UnreadableError
from workbook.finding import CODES
from workbook.guard import admit, check
from workbook.ooxml import container
from workbook.ooxml.container import Container
from workbook.ooxml.limits import Limits, RefusedError


def test_a_small_bomb_never_takes_much_memory() -> None:
    data = zipped({**parts(), "xl/worksheets/sheet1.xml": b"<a>" + b" " * 30_000_000})
    tracemalloc.start()

    with pytest.raises(UnreadableError):
        check(data, "bomb.xlsx")

    assert tracemalloc.get_traced_memory()[1] < 40_000_000
    tracemalloc.stop()


@pytest.mark.parametrize(("size", "code"), [(7, "FILE-DAMAGED"), (900, "FILE-DAMAGED"), (1200, "FILE-BOMB")])
@pytest.mark.parametrize("claimed", [0, 5])
def test_a_part_that_holds_more_than_it_claims_is_told_by_what_it_holds(size: int, code: str, claimed: int) -> None:
    data = zipped({"a.txt": b"a" * size})
    lying = data.replace(struct.pack("<L", size), struct.pack("<L", claimed))

    with pytest.raises(RefusedError) as refused:
        Container(lying, Limits(part=1000)).part("a.txt")

    assert refused.value.code == code


@given(st.binary(max_size=2000), st.integers(0, 9), st.integers(1, 40))
def test_a_part_is_what_zipfile_reads_whichever_engine_unfolds_it(content: bytes, level: int, times: int) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as package:
        package.writestr("a.txt", content * times)

    with pytest.MonkeyPatch.context() as patched:
        for longest in (0, 1 << 20):
            patched.setattr(container, "_SHORT", longest)
            assert Container(held.getvalue()).part("a.txt") == content * times


def test_a_part_with_a_hole_is_damaged() -> None:
    data = bytearray(zipped({"a.txt": bytes(range(256)) * 8}))
    data[120:140] = bytes(20)

    with pytest.raises(RefusedError) as refused:
        Container(bytes(data)).part("a.txt")

    assert refused.value.code == "FILE-DAMAGED"


@pytest.mark.parametrize("claimed", [8, 10_000])
def test_a_part_that_holds_less_than_it_claims_is_damaged(claimed: int) -> None:
    lying = zipped({"a.txt": b"a" * 7}).replace(struct.pack("<L", 7), struct.pack("<L", claimed))

    with pytest.raises(RefusedError) as refused:
        Container(lying).part("a.txt")

    assert refused.value.code == "FILE-DAMAGED"


def test_an_honest_book_is_admitted() -> None:
    found = admit(book(), "好.xlsx")

    assert found.sheets == ("表",)
    assert found.cell("表", "A1").value == "甲公司"


def test_styled_blank_cells_at_the_edge_are_no_harm() -> None:
    data = book('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row>')

    assert admit(data, "a.xlsx").cell("表", "A1").value == 1.0


def test_solver_leaves_a_cell_near_the_edge_and_is_told_what_to_do() -> None:
    data = book('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048575"><c r="XFD1048575"><v>1</v></c></row>')

    with pytest.raises(UnreadableError, match="请把内容复制到本次下发的模板"):
        check(data, "solver.xlsx")


@pytest.mark.parametrize("claim", ["1:5", "A:C", "A1:AMJ5"])
def test_a_sheet_may_claim_whole_rows_or_columns(claim: str) -> None:
    """LibreOffice before 6.2 tells the range of a sheet with styled rows so."""
    data = book(sheet=sheet('<row r="1"><c r="A1"><v>1</v></c></row>', before=f'<dimension ref="{claim}"/>'))

    assert admit(data, "a.xlsx").cell("表", "A1").value == 1.0


@pytest.mark.parametrize("claim", ["0:5", "1:1048577", "A:XFE", "A:5", "1:", ":", "1"])
def test_a_sheet_may_not_claim_what_no_sheet_has(claim: str) -> None:
    data = book(sheet=sheet("", before=f'<dimension ref="{claim}"/>'))

    with pytest.raises(UnreadableError) as refused:
        admit(data, "a.xlsx")

    assert refused.value.refusal == "FILE-UNSAFE"


@pytest.mark.parametrize("tag", [b"dimension ref", b"mergeCells count"])
def test_a_claim_that_is_no_text_is_refused(tag: bytes) -> None:
    part = sheet("", after="<CLAIM/>").encode().replace(b"CLAIM", tag + b'="\xff"')

    with pytest.raises(UnreadableError):
        admit(zipped({**parts(), "xl/worksheets/sheet1.xml": part}), "a.xlsx")


def test_few_strings_may_stand_in_very_many_cells() -> None:
    """``count`` tells the cells that show a string, ``uniqueCount`` the strings: only for these is room set aside."""
    many = strings("<si><t>是</t></si>", claims=' count="400000" uniqueCount="1"')

    assert admit(book(strings=many), "a.xlsx").cell("表", "A1").value == "是"


@pytest.mark.parametrize("claims", [' count="1" uniqueCount="400000"', " uniqueCount='400000'", ' uniqueCount="一"'])
def test_a_count_that_cannot_be_is_refused(claims: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        admit(book(strings=strings("<si><t>是</t></si>", claims=claims)), "a.xlsx")

    assert refused.value.refusal == "FILE-UNSAFE"


def test_an_empty_drawing_may_be_packed_very_small() -> None:
    """The preview of an embedded object is a picture of several MB that is mostly white."""
    white = zipped({**parts(), "xl/media/image1.emf": b"\xff" * 4_000_000})

    assert admit(white, "a.xlsx").media == ("xl/media/image1.emf",)


def test_limits_can_be_tightened_for_a_kind_of_paper() -> None:
    data = book("".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 12)))

    with pytest.raises(UnreadableError, match="单元格超过10个"):
        check(data, "a.xlsx", Limits(cells=10))


def verdict(data: bytes) -> str:
    """The code of the refusal, or an empty text."""
    try:
        check(data, "a.xlsx")
    except UnreadableError as refused:
        return refused.refusal
    return ""


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_mutant_is_read_or_refused_and_nothing_else(data: st.DataObject) -> None:
    names = '<definedName name="a_b">表!$A$1</definedName>'
    mutant = bytearray(zipped({**parts(workbook=outline(names=names)), "x.xml": sheet("")}, zipfile.ZIP_STORED))
    for _ in range(data.draw(st.integers(1, 6))):
        mutant[data.draw(st.integers(0, len(mutant) - 1))] = data.draw(st.integers(0, 255))

    assert verdict(bytes(mutant)) in {"", *CODES}


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="<>/&;\"'= rcsvtA1x!-[]?\n", max_size=60), st.sampled_from(["sheet", "strings", "workbook"]))
def test_any_markup_is_read_or_refused_and_nothing_else(junk: str, where: str) -> None:
    makers = {"sheet": sheet, "strings": strings, "workbook": outline}

    assert verdict(book(**{where: makers[where](junk)})) in {"", *CODES}


def test_calamine_survives_whatever_the_guard_lets_through() -> None:
    """The guard stands in front of a reader that can abort the whole process: proved in another process."""
    script = (
        "import io, sys\n"
        "from python_calamine import CalamineWorkbook\n"
        "book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))\n"
        "[book.get_sheet_by_name(name).to_python() for name in book.sheet_names]\n"
    )
    edges = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048575"><c r="B1048575" s="9"/></row>'
    blank_corner = '<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    for rows in (edges, blank_corner, "", '<row r="5" s="99"/>', '<row><c><v>1</v></c><c t="b"><v>1</v></c></row>'):
        data = book(rows)
        check(data, "edge.xlsx")

        ran = subprocess.run([sys.executable, "-c", script], input=data, capture_output=True, check=False)

        assert ran.returncode == 0, (rows, ran.stderr[-300:])
