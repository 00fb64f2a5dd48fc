"""Names, notes and links."""

from pathlib import Path

import pytest
import xlwings as xw

from support.members import cannot, differs, members_of, works


@works("Names.add", "Name.name", "Name.refers_to", "Name.refers_to_range", "Book.names", "Names.count")
def test_a_name_stands_for_cells(sheet: xw.Sheet) -> None:
    name = sheet.book.names.add(f"area_{sheet.name}", f"={sheet.name}!$A$1:$B$2")

    assert name.name == f"area_{sheet.name}"
    assert name.refers_to == f"={sheet.name}!$A$1:$B$2"
    assert name.refers_to_range == sheet["A1:B2"]
    assert sheet[f"area_{sheet.name}"] == sheet["A1:B2"]


@works("Range.name")
def test_a_range_takes_a_name(sheet: xw.Sheet) -> None:
    sheet["B2:C3"].name = f"block_{sheet.name}"

    assert sheet["B2:C3"].name.name == f"block_{sheet.name}"
    assert sheet["B2"].name is None


def test_a_name_may_be_chinese(sheet: xw.Sheet) -> None:
    sheet["A1"].name = f"企业名称{sheet.name}"

    assert sheet.book.names[f"企业名称{sheet.name}"].refers_to_range == sheet["A1"]


@works("Sheet.names")
def test_a_sheet_has_names_of_its_own(sheet: xw.Sheet) -> None:
    sheet.names.add("own", f"={sheet.name}!$A$1")

    assert [name.name for name in sheet.names] == [f"{sheet.name}!own"]
    assert f"{sheet.name}!own" in sheet.book.names
    assert sheet["own"] == sheet["A1"]


def test_a_name_may_stand_for_a_formula(sheet: xw.Sheet) -> None:
    sheet["A1"].value = 4
    sheet.book.names.add(f"twice_{sheet.name}", f"=SUM({sheet.name}!$A$1,{sheet.name}!$A$1)")
    sheet["B1"].formula = f"=twice_{sheet.name}"

    assert sheet["B1"].value == 8.0
    with pytest.raises(xw.XlwingsError, match="no cells"):
        _ = sheet.book.names[f"twice_{sheet.name}"].refers_to_range


@works("Name.delete", "Names.contains")
def test_a_name_is_changed_and_deleted(sheet: xw.Sheet) -> None:
    sheet["A1"].name = f"first_{sheet.name}"
    name = sheet.book.names[f"first_{sheet.name}"]

    name.refers_to = f"={sheet.name}!$C$3"
    moved = name.refers_to_range.address
    name.name = f"second_{sheet.name}"

    assert moved == "$C$3"
    assert f"first_{sheet.name}" not in sheet.book.names
    assert f"second_{sheet.name}" in sheet.book.names
    name.delete()
    assert f"second_{sheet.name}" not in sheet.book.names


@pytest.mark.parametrize("bad", ["A1", "with space", "1st"])
def test_a_bad_name_is_told(sheet: xw.Sheet, bad: str) -> None:
    with pytest.raises(xw.XlwingsError, match="cannot be a name"):
        sheet["A1"].name = bad


def test_a_missing_name_is_a_key_error(book: xw.Book) -> None:
    with pytest.raises(KeyError):
        book.names["no_such_name"]


def test_names_survive_a_file(app: xw.App, tmp_path: Path) -> None:
    book = app.books.add()
    book.sheets[0]["B2"].name = "kept"
    book.save(tmp_path / "named.xlsx")
    book.close()

    with app.books.open(tmp_path / "named.xlsx") as again:
        assert again.names["kept"].refers_to == "=Sheet1!$B$2"


@works("Range.add_note", "Range.note", "Note.text", "Note.delete", "Note.location", "Sheet.notes", "Notes.count")
def test_a_note_is_written_changed_and_removed(sheet: xw.Sheet) -> None:
    note = sheet["B2"].add_note("first")

    assert (note.text, note.location, len(sheet.notes)) == ("first", sheet["B2"], 1)
    note.text = "第二"
    assert sheet["B2"].note.text == "第二"
    note.delete()
    assert (sheet["B2"].note, len(sheet.notes)) == (None, 0)


def test_a_note_stays_when_a_value_is_written(sheet: xw.Sheet) -> None:
    sheet["A2"].add_note("keep me")

    sheet["A1"].value = [[1], [2], [3]]
    sheet["A2"].formula = "=1"

    assert sheet["A2"].note.text == "keep me"


def test_a_second_note_is_refused(sheet: xw.Sheet) -> None:
    sheet["A1"].add_note("one")

    with pytest.raises(ValueError, match="already has a note"):
        sheet["A1"].add_note("two")


@works("Book.notes")
def test_all_notes_of_a_book_are_listed(app: xw.App) -> None:
    book = app.books.add()
    book.sheets[0]["A1"].add_note("one")
    book.sheets.add()["B2"].add_note("two")

    assert sorted(note.text for note in book.notes) == ["one", "two"]
    book.close()


@differs("Note.author", how="LibreOffice has one author, itself, and forgets it in xlsx files")
def test_a_note_has_an_author(sheet: xw.Sheet) -> None:
    assert isinstance(sheet["A1"].add_note("x").author, str)


@cannot(
    "Range.add_comment",
    "Range.comment",
    "Sheet.comments",
    "Book.comments",
    *members_of("Comment", "Comments"),
    why="LibreOffice has notes but no threaded comments",
)
def test_threaded_comments_are_refused(sheet: xw.Sheet) -> None:
    assert (sheet["A1"].comment, len(sheet.comments), len(sheet.book.comments)) == (None, 0, 0)
    with pytest.raises(NotImplementedError, match="use add_note"):
        sheet["A1"].add_comment("x")


@works("Range.add_hyperlink", "Range.hyperlink")
@pytest.mark.parametrize(
    ("address", "shown", "leads"),
    [
        ("https://example.org/a", None, "https://example.org/a"),
        ("https://example.org/a", "Example", "https://example.org/a"),
        ("www.example.org", None, "http://www.example.org"),
    ],
)
def test_a_cell_links(sheet: xw.Sheet, address: str, shown: str | None, leads: str) -> None:
    sheet["A1"].add_hyperlink(address, shown)

    assert sheet["A1"].hyperlink.rstrip("/") == leads
    assert sheet["A1"].value == (shown or address)


def test_a_link_by_formula_is_read(sheet: xw.Sheet) -> None:
    sheet["A1"].formula = '=HYPERLINK("https://example.org","go")'

    assert sheet["A1"].hyperlink == "https://example.org"


@differs("Range.add_hyperlink", how="the screen tip is LibreOffice's own")
def test_the_screen_tip_is_not_kept(sheet: xw.Sheet) -> None:
    sheet["A1"].add_hyperlink("https://example.org", "Example", "tip")

    assert sheet["A1"].hyperlink.startswith("https://example.org")


def test_a_cell_without_a_link_says_so(sheet: xw.Sheet) -> None:
    sheet["A1"].value = "plain"

    with pytest.raises(Exception, match="hyperlink"):
        _ = sheet["A1"].hyperlink
