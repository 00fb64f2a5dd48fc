"""Formulas in Excel's English words, in and out."""

from types import ModuleType

import pytest
import xlwings as xw

from support.members import cannot, differs, works

ALIKE = [
    "=SUM(A2,B3:C4)",
    '=IF(A2>0,"a,b;c","")',
    "=$A$1+A$2+$A3",
    "=SUM({1,2;3,4})",
    "=COUNTIF(B:B,5)",
    "=SUM(2:3)",
    "=A1:A2 A2:B2",
    "=$A$1 A1",
    "=STDEV.S(B1:B3)",
    "=CEILING(2.5,1)",
    "=FLOOR(2.5,1)",
    '=TEXTJOIN(",",TRUE,B1:B3)',
    "=VLOOKUP(1,B1:C3,2,FALSE)",
    '=IF("TRUE()"=B1,TRUE,FALSE)',
    "=EFFECT(0.1,4)",
    "=RRI(1,2,3)",
    "=-B1^2*50%",
    '=B1<>"x"',
    '=SUMPRODUCT(--(B1:B3="x"))',
    "=IFERROR(1/0,#N/A)",
    '=HYPERLINK("http://example.org/a!b","go")',
    "=INDEX(B1:C3,2,1)",
    '=COUNTIF(B1:B3,">="&1.5)',
    "=ERROR.TYPE(B1)",
    '="say ""hi"""',
]


@works("Range.formula")
@pytest.mark.parametrize("formula", ALIKE)
def test_a_formula_reads_as_it_was_written(sheet: xw.Sheet, formula: str) -> None:
    sheet["D5"].formula = formula

    assert sheet["D5"].formula == formula


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=SUM(A1,A2)", 3.0),
        ("=SUM((A1,A2))", 3.0),
        ("=SUM({1,2;3,4})", 10.0),
        ("=MAX(A1:A2)*2", 4.0),
        ("=IF(TRUE,1,2)", 1.0),
        ("=A1:A2 A2:B2", 2.0),
        ('=CONCATENATE("a",",",";")', "a,;"),
        ("=_xlfn.CONCAT(A1,A2)", "12"),
        ("=CEILING(2.1,1)", 3.0),
        ("=sum(A1:A2)", 3.0),
        ("=VLOOKUP(2,A1:A2,1,FALSE)", 2.0),
        ('=SUMIFS(A1:A2,A1:A2,">1")', 2.0),
        ("=DATE(2020,1,1)-DATE(2019,1,1)", 365.0),
        ('=LEN("汉字")', 2.0),
        ("=A1=1", True),
    ],
)
def test_a_formula_is_calculated(sheet: xw.Sheet, formula: str, value: object) -> None:
    sheet["A1"].options(transpose=True).value = [1, 2]

    sheet["C3"].formula = formula

    assert sheet["C3"].value == value


@pytest.mark.parametrize("name", ["Other", "My sheet", "It's", "表一", "2023", "a.b"])
def test_a_formula_names_other_sheets(sheet: xw.Sheet, name: str, lo: ModuleType) -> None:
    made = f"{name} {sheet.name}"
    sheet.book.sheets.add(made)["B2"].value = 7
    quoted = lo.names.places.quoted(made)

    sheet["A1"].formula = f"=SUM({quoted}!B2:B3)+{quoted}!$B$2"

    assert sheet["A1"].value == 14.0
    assert sheet["A1"].formula == f"=SUM({quoted}!B2:B3)+{quoted}!$B$2"


def test_a_plain_sheet_name_needs_no_quotes(sheet: xw.Sheet) -> None:
    sheet.book.sheets.add("Plain")["A1"].value = 3

    sheet["A1"].formula = "=Plain!A1*2"

    assert (sheet["A1"].value, sheet["A1"].formula) == (6.0, "=Plain!A1*2")


def test_a_block_of_formulas_is_rows(sheet: xw.Sheet) -> None:
    sheet["A1:B2"].formula = [["=1+1", "=A1*2"], ["text", "5"]]

    assert sheet["A1:B2"].formula == (("=1+1", "=A1*2"), ("text", "5"))
    assert sheet["A1:B2"].value == [[2.0, 4.0], ["text", 5.0]]


@pytest.mark.parametrize(
    ("formula", "last"),
    [
        ("=A1*2", "=B3*2"),
        ("=$A$1*2", "=$A$1*2"),
        ("=A$1+$A1", "=B$1+$A3"),
        ('="A1"&A1', '="A1"&B3'),
        ("=SUM(A:A)", "=SUM(B:B)"),
    ],
)
def test_one_formula_for_many_cells_moves_along(sheet: xw.Sheet, formula: str, last: str) -> None:
    sheet["D1:E3"].formula = formula

    assert sheet["D1"].formula == formula
    assert sheet["E3"].formula == last


def test_a_formula_among_values_is_entered(sheet: xw.Sheet) -> None:
    sheet["A1"].value = [[1, "=A1+1"], [2, "=A2+1"], ["x", "y"]]

    assert sheet["A1:B3"].value == [[1.0, 2.0], [2.0, 3.0], ["x", "y"]]
    assert sheet["B2"].formula == "=A2+1"


def test_constants_read_as_text(sheet: xw.Sheet) -> None:
    sheet["A1"].value = ["text", 1.5, "001", None]

    assert sheet["A1:D1"].formula == (("text", "1.5", "001", ""),)


@differs(
    "Range.formula",
    how="date constants read as numbers, true as 1; links, structured references and `@` are refused",
)
@pytest.mark.parametrize("formula", ["=[other.xlsx]Sheet1!A1", "=Table1[Amount]", "=@A1"])
def test_what_cannot_be_translated_is_refused(sheet: xw.Sheet, formula: str) -> None:
    with pytest.raises(NotImplementedError, match="not translated"):
        sheet["A1"].formula = formula


def test_brackets_inside_texts_are_no_links(sheet: xw.Sheet) -> None:
    sheet["A1"].formula = '="[a]@"'

    assert sheet["A1"].value == "[a]@"


@works("Range.formula_array", "Range.has_array")
def test_an_array_formula_covers_its_cells(sheet: xw.Sheet) -> None:
    sheet["A1"].value = [[1], [2]]

    sheet["B1:B2"].formula_array = "=A1:A2*10"

    assert sheet["B1:B2"].value == [10.0, 20.0]
    assert sheet["B1:B2"].formula_array == "=A1:A2*10"
    assert (sheet["B1"].has_array, sheet["A1"].has_array) == (True, False)
    assert sheet["B1"].formula == "=A1:A2*10"


def test_a_cell_without_array_has_none(sheet: xw.Sheet) -> None:
    assert sheet["A1"].formula_array is None


@differs("Range.formula2", how="the same as `formula`: LibreOffice 7 has no spilling arrays")
def test_formula2_does_not_spill(sheet: xw.Sheet) -> None:
    sheet["A1"].formula2 = "=SUM({1,2})"

    assert (sheet["A1"].formula2, sheet["A1"].value) == ("=SUM({1,2})", 3.0)


@cannot(
    "Range.formula2", why="functions LibreOffice lacks, such as `STOCKHISTORY` (before 24.8 also `XLOOKUP`), are #NAME?"
)
def test_a_function_libreoffice_lacks_is_a_name_error(sheet: xw.Sheet) -> None:
    sheet["A1"].formula = "=STOCKHISTORY(1,2)"

    assert sheet["A1"].options(err_to_str=True).value == "#NAME?"


def test_formulas_survive_a_file(sheet: xw.Sheet, tmp_path: object) -> None:
    app = sheet.book.app
    book = app.books.add()
    book.sheets[0]["A1"].value = [[1, "=SUM(A1,2)", '=IF(A1=1,"yes","no")', "=CEILING(2.5,1)"]]
    book.save(f"{tmp_path}/f.xlsx")
    book.close()

    with app.books.open(f"{tmp_path}/f.xlsx") as again:
        assert again.sheets[0]["B1:D1"].formula == (("=SUM(A1,2)", '=IF(A1=1,"yes","no")', "=CEILING(2.5,1)"),)
        assert again.sheets[0]["B1:D1"].value == [3.0, "yes", 3.0]


@differs("Range.formula", how="what Excel refuses to take as a formula, such as `=1+`, is entered and shows an error")
@pytest.mark.parametrize("formula", ["=1+", "=)"])
def test_what_is_no_formula_shows_an_error(sheet: xw.Sheet, formula: str) -> None:
    sheet["A1"].formula = formula

    assert (sheet["A1"].formula, sheet["A1"].options(err_to_str=True).value) == (formula, "#VALUE!")
