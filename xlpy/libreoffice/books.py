"""Books: opened, added, saved, closed; a book's window, names and undo list."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xlpy.libreoffice import bridge, files, locks
from xlpy.libreoffice.bridge import Uno
from xlpy.libreoffice.errors import BookLockedError, OfficeError, cannot
from xlpy.libreoffice.formats import Formats
from xlpy.libreoffice.honest import honest
from xlpy.libreoffice.names import Names
from xlpy.libreoffice.sheets import Sheets

if TYPE_CHECKING:
    from xlpy.libreoffice.app import App

_NAME_SECONDS = 0.2
_SPREADSHEET = "com.sun.star.sheet.SpreadsheetDocument"


@honest
class Books(base_classes.Books):
    """The spreadsheets that are open in an office, oldest first."""

    def __init__(self, app: "App") -> None:
        self.app = app

    @property
    def api(self) -> Uno:
        """The open components as UNO knows them."""
        return self.app.desktop.getComponents()

    @property
    def active(self) -> "Book":
        """The book in front."""
        current = self.app.desktop.getCurrentComponent()
        if current is not None and _is_spreadsheet(current):
            return Book(self.app, current)
        last = list(self)[-1:]
        if not last:
            raise OfficeError("No book is open.")
        return last[0]

    def __iter__(self) -> "Iterator[Book]":
        found = {}
        walk = self.api.createEnumeration()
        while walk.hasMoreElements():
            component = walk.nextElement()
            if _is_spreadsheet(component) and (number := component.RuntimeUID):  # none while it is being closed
                found[int(number)] = component
        return (Book(self.app, found[number]) for number in sorted(found))

    def __len__(self) -> int:
        return len(list(iter(self)))

    def __call__(self, name_or_index: int | str) -> "Book":
        """The n-th book, or the one of this name."""
        books = list(self)
        if not isinstance(name_or_index, str):
            if not 1 <= name_or_index <= len(books):
                raise KeyError(name_or_index)
            return books[name_or_index - 1]
        for book in books:
            if book.name.lower() == name_or_index.lower():
                return book
        raise KeyError(name_or_index)

    def add(self) -> "Book":
        """A new book with one sheet."""
        return self._shown(self.app.desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, ()))

    def open(
        self,
        fullname: str,
        update_links: bool | None = None,
        read_only: bool | None = None,
        format: Any = None,  # noqa: A002 - xlwings calls it so
        password: str | None = None,
        write_res_password: str | None = None,
        ignore_read_only_recommended: bool | None = None,
        origin: Any = None,
        delimiter: str | None = None,
        editable: bool | None = None,
        notify: bool | None = None,
        converter: Any = None,
        add_to_mru: bool | None = None,
        local: bool | None = None,
        corrupt_load: Any = None,
    ) -> "Book":
        """Open a file; a wish that LibreOffice cannot honour is refused, not dropped."""
        for wish, value in {"write_res_password": write_res_password, "converter": converter}.items():
            if value is not None:
                raise cannot(f"Books.open({wish}=…)", "LibreOffice does not have it")
        path = Path(fullname)
        arguments = files.open_arguments(
            path,
            read_only=bool(read_only),
            password=password,
            delimiter=delimiter or {"1": "\t", "2": ",", "3": " ", "4": ";"}.get(str(format)),
            update_links=bool(update_links),
        )
        return self._shown(files.opened(self.app.desktop, path, arguments, read_only=bool(read_only)))

    def hidden(self) -> "Book":
        """A new book without a window."""
        hidden = bridge.properties(Hidden=True)
        return Book(self.app, self.app.desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, hidden))

    def _shown(self, document: Uno) -> "Book":
        book = Book(self.app, document)
        book.activate()
        return book


@honest
class Book(base_classes.Book):
    """One spreadsheet."""

    def __init__(self, app: "App", document: Uno) -> None:
        self._app = app
        self.xl = document
        self.formats = Formats(document)
        self._called = ("", 0.0)

    @property
    def app(self) -> "App":
        """The office the book is open in."""
        return self._app

    @property
    def api(self) -> Uno:
        """The document as UNO knows it."""
        return self.xl

    @property
    def controller(self) -> Uno:
        """What stands between the document and its window."""
        return self.xl.getCurrentController()

    @property
    def name(self) -> str:
        """The file's name, or the title of a book that was never saved.

        xlwings compares books by name a dozen times for each block it writes: it is asked once in a while.
        """
        name, until = self._called
        if time.monotonic() > until:
            name = Path(self.fullname).name
            self._called = name, time.monotonic() + _NAME_SECONDS
        return name

    @property
    def fullname(self) -> str:
        """The file's path, or the title of a book that was never saved."""
        url = self.xl.getURL()
        return bridge.path_of(url) if url else str(self.xl.getTitle())

    @property
    def sheets(self) -> Sheets:
        """The sheets."""
        return Sheets(self)

    @property
    def names(self) -> Names:
        """The names that hold in the whole book."""
        return Names(self)

    def sheet_names(self) -> frozenset[str]:
        """The names of all sheets."""
        return frozenset(self.xl.getSheets().getElementNames())

    def activate(self) -> None:
        """Bring the book to the front."""
        frame = self.controller.getFrame()
        window = frame.getContainerWindow()
        if self.app.visible:
            frame.activate()
            window.toFront()
        else:
            window.getToolkit().processEventsToIdle()  # a book just opened comes to the front when all else is done
            frame.activate()

    def close(self) -> None:
        """Close without saving."""
        self._called = ("", 0.0)
        self.xl.setModified(False)
        self.xl.close(True)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        """Save, or save as: the ending decides the kind of file."""
        target = Path(path or self.fullname)
        if not target.suffix:
            target = target.with_name(f"{target.name}.xlsx")
        target = (Path.cwd() / target).resolve()
        self._called = ("", 0.0)
        if not target.parent.is_dir():
            raise OfficeError(f"{target} was not saved: there is no folder {target.parent}.")
        if path is None and self.xl.hasLocation() and not password:
            self._stored(target, self.xl.store)
        else:
            arguments = files.save_arguments(target, password)
            self._stored(target, lambda: self.xl.storeAsURL(bridge.url_of(target), arguments))

    def _stored(self, target: Path, deed: Callable[[], Any]) -> None:
        try:
            deed()
        except bridge.Disposed:
            raise
        except bridge.UnoError as error:
            if lock := locks.lock_on(target):
                raise BookLockedError(target, lock.owner, is_stale=lock.is_stale) from error
            raise OfficeError(f"{target} was not saved: the folder or file cannot be written.") from error

    def to_pdf(self, path: str, quality: str) -> None:
        """Print the visible sheets into a PDF."""
        self.export_pdf(path, quality)

    def export_pdf(self, path: str, quality: str, selection: Uno = None) -> None:
        """Print the book, or only a part of it, into a PDF."""
        wishes = {"ReduceImageResolution": quality != "standard", "Quality": 90 if quality == "standard" else 60}
        if selection is not None:
            wishes["Selection"] = selection
        data = bridge.typed("[]com.sun.star.beans.PropertyValue", bridge.properties(**wishes))
        arguments = bridge.properties(FilterName="calc_pdf_Export", FilterData=data)
        self._stored(Path(path), lambda: self.xl.storeToURL(bridge.url_of(path), arguments))

    def json(self) -> dict[str, Any]:
        """Only books of the remote engine have it."""
        raise cannot("Book.json", "it exists for books that came as JSON only")


def _is_spreadsheet(component: Uno) -> bool:
    return hasattr(component, "supportsService") and bool(component.supportsService(_SPREADSHEET))
