"""Books: added, saved, opened, closed, printed."""

from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
import xlwings as xw

from support.members import cannot, differs, works


@differs("Book.name", how="a book that was never saved is called `Untitled 1`, not `Book1`")
def test_a_new_book_has_a_title(app: xw.App) -> None:
    book = app.books.add()

    assert book.name.startswith("Untitled ")
    assert book.fullname == book.name
    assert repr(book) == f"<Book [{book.name}]>"
    book.close()


@works("Book.save", "Book.fullname", "Book.close", "Books.open", "Book.sheets")
@pytest.mark.parametrize("ending", ["xlsx", "xlsm", "xls", "ods", "fods", "xltx", "csv"])
def test_a_book_is_saved_and_opened_again(app: xw.App, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"kept.{ending}"
    book = app.books.add()
    book.sheets[0]["A1"].value = [["a", 1.5], ["b", 2.5]]

    book.save(path)
    told = (book.name, book.fullname)
    book.close()
    again = app.books.open(path)

    assert told == (f"kept.{ending}", str(path))
    assert again.sheets[0]["A1:B2"].value == [["a", 1.5], ["b", 2.5]]
    again.close()


def test_a_book_that_is_being_closed_is_none_of_the_books(lo: ModuleType) -> None:
    office = SimpleNamespace(desktop=SimpleNamespace(getComponents=lambda: Components(["7", None, "3"])))

    assert [book.api.RuntimeUID for book in lo.books.Books(office)] == ["3", "7"]


class Components:
    """What an office says is open; a book that is being closed has no number any more."""

    def __init__(self, numbers: list[str | None]) -> None:
        self.left = [SimpleNamespace(RuntimeUID=number, supportsService=lambda _: True) for number in numbers]

    def createEnumeration(self) -> "Components":  # noqa: N802 - as UNO calls it
        return self

    def hasMoreElements(self) -> bool:  # noqa: N802 - as UNO calls it
        return bool(self.left)

    def nextElement(self) -> SimpleNamespace:  # noqa: N802 - as UNO calls it
        return self.left.pop(0)


def test_a_book_without_a_path_is_saved_where_we_are(
    app: xw.App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    book = app.books.add()
    name = book.name

    book.save()

    assert (tmp_path / f"{name}.xlsx").exists()
    book.close()


def test_saving_again_needs_no_path(app: xw.App, tmp_path: Path) -> None:
    path = tmp_path / "twice.xlsx"
    book = app.books.add()
    book.save(path)
    book.sheets[0]["A1"].value = "later"
    book.save()
    book.close()

    with app.books.open(path) as again:
        assert again.sheets[0]["A1"].value == "later"


def test_saving_overwrites_without_asking(app: xw.App, tmp_path: Path) -> None:
    path = tmp_path / "there.xlsx"
    path.write_bytes(b"old")
    book = app.books.add()

    book.save(path)

    assert path.read_bytes()[:2] == b"PK"
    book.close()


def test_a_password_locks_the_file(app: xw.App, lo: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "secret.xlsx"
    book = app.books.add()
    book.sheets[0]["A1"].value = "secret"
    book.save(path, password="key")
    book.close()

    with app.books.open(path, password="key") as again:
        assert again.sheets[0]["A1"].value == "secret"
    with pytest.raises(lo.BookUnreadableError):
        app.books.open(path, password="other")


@cannot("Book.save", why="LibreOffice writes no xlsb and no xlam")
@pytest.mark.parametrize("ending", ["xlsb", "xlam", "docx"])
def test_what_libreoffice_cannot_write_is_refused(app: xw.App, book: xw.Book, tmp_path: Path, ending: str) -> None:
    with pytest.raises(NotImplementedError, match="no filter"):
        book.save(tmp_path / f"x.{ending}")


def test_a_folder_that_is_missing_is_told(lo: ModuleType, book: xw.Book, tmp_path: Path) -> None:
    with pytest.raises(lo.OfficeError, match="was not saved"):
        book.save(tmp_path / "nowhere" / "x.xlsx")


def test_a_locked_file_is_called_locked(app: xw.App, lo: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "held.xlsx"
    book = app.books.add()
    book.save(path)
    book.close()
    (tmp_path / ".~lock.held.xlsx#").write_text(",Li Lei,elsewhere,01.01.2026 00:00,file:///x;", encoding="utf-8")

    with pytest.raises(lo.BookLockedError, match="locked by Li Lei"):
        app.books.open(path)


def test_a_locked_file_opens_for_reading(app: xw.App, tmp_path: Path) -> None:
    path = tmp_path / "read.xlsx"
    book = app.books.add()
    book.save(path)
    book.close()
    (tmp_path / ".~lock.read.xlsx#").write_text(",Li Lei,elsewhere,01.01.2026 00:00,file:///x;", encoding="utf-8")

    with app.books.open(path, read_only=True) as again:
        assert again.api.isReadonly()


def test_a_damaged_file_is_called_unreadable(app: xw.App, lo: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"PK\x03\x04 but no more")

    with pytest.raises(lo.BookUnreadableError, match="cannot open"):
        app.books.open(path)


def test_a_missing_file_is_not_found(app: xw.App, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        app.books.open(tmp_path / "none.xlsx")


def test_a_text_file_opens_with_its_delimiter(app: xw.App, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("a;1\nb;2\n", encoding="utf-8")

    with app.books.open(path, delimiter=";") as book:
        assert book.sheets[0]["A1:B2"].value == [["a", 1.0], ["b", 2.0]]


def test_an_open_file_is_not_opened_twice(app: xw.App, tmp_path: Path) -> None:
    path = tmp_path / "once.xlsx"
    book = app.books.add()
    book.save(path)

    assert app.books.open(path) == book
    assert xw.Book(path) == book
    assert len([each for each in app.books if each.name == "once.xlsx"]) == 1
    book.close()


def test_two_books_of_one_name_are_refused(app: xw.App, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    first = app.books.add()
    first.save(tmp_path / "same.xlsx")
    second = app.books.add()
    second.save(tmp_path / "other" / "same.xlsx")
    second.close()

    with pytest.raises(ValueError, match="two workbooks named"):
        app.books.open(tmp_path / "other" / "same.xlsx")
    first.close()


@works("Books.active", "Book.activate", "Book.app")
def test_the_active_book_is_the_one_activated(app: xw.App) -> None:
    one, two = app.books.add(), app.books.add()

    one.activate()
    first = app.books.active
    two.activate()

    assert (first, app.books.active) == (one, two)
    assert one.app == app
    one.close()
    two.close()


def test_books_are_found_by_number_and_name(app: xw.App) -> None:
    book = app.books.add()

    assert app.books[book.name] == book
    assert app.books[-1] == book
    assert app.books(len(app.books)) == book
    with pytest.raises(KeyError):
        app.books["no such book"]
    book.close()


def test_closing_drops_what_was_not_saved(app: xw.App, tmp_path: Path) -> None:
    path = tmp_path / "dropped.xlsx"
    book = app.books.add()
    book.save(path)
    book.sheets[0]["A1"].value = "lost"

    book.close()

    with app.books.open(path) as again:
        assert again.sheets[0]["A1"].value is None


def test_a_closed_book_says_so(app: xw.App, lo: ModuleType) -> None:
    book = app.books.add()
    assert book.name
    book.close()

    with pytest.raises(lo.BookClosedError, match="closed"):
        book.sheets[0]["A1"].value = 1
    with pytest.raises(lo.BookClosedError, match="closed"):
        book.name  # noqa: B018 - to ask is the deed


@works("Book.to_pdf", "Sheet.to_pdf", "Range.to_pdf")
def test_books_sheets_and_ranges_become_pdf(sheet: xw.Sheet, tmp_path: Path) -> None:
    sheet["A1"].value = "printed"

    sheet.book.to_pdf(tmp_path / "book.pdf")
    sheet.to_pdf(tmp_path / "sheet.pdf")
    sheet["A1:B2"].to_pdf(tmp_path / "range.pdf")

    assert [path.read_bytes()[:4] for path in sorted(tmp_path.glob("*.pdf"))] == [b"%PDF"] * 3


@works("Book.sheet_names")
def test_the_names_of_sheets_are_listed_in_order(app: xw.App) -> None:
    book = app.books.add()
    book.sheets.add("Last", after=book.sheets[0])

    assert book.sheet_names == ["Sheet1", "Last"]
    book.close()


@differs("Book.api", how="the UNO document, not a COM object")
def test_the_api_of_a_book_is_the_document(book: xw.Book) -> None:
    assert book.api.supportsService("com.sun.star.sheet.SpreadsheetDocument")


@cannot("Books.open", why="`write_res_password` and `converter` are refused")
@pytest.mark.parametrize("wish", [{"write_res_password": "x"}, {"converter": 1}])
def test_a_wish_that_cannot_be_met_is_refused(app: xw.App, tmp_path: Path, wish: dict[str, object]) -> None:
    path = tmp_path / "plain.csv"
    path.write_text("a", encoding="utf-8")

    with pytest.raises(NotImplementedError):
        app.books.open(path, **wish)
