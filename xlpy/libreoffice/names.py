"""Names of cells and formulas, in the whole book or on one sheet."""

from typing import TYPE_CHECKING, Any

from xlwings import XlwingsError, base_classes

from xlpy.libreoffice import bridge, places
from xlpy.libreoffice.bridge import Uno
from xlpy.libreoffice.cells import place_of
from xlpy.libreoffice.grammar import refers_to, to_api
from xlpy.libreoffice.honest import honest

if TYPE_CHECKING:
    from xlpy.libreoffice.books import Book
    from xlpy.libreoffice.range import Range
    from xlpy.libreoffice.sheets import Sheet


@honest
class Names(base_classes.Names):
    """The names of a book with those of its sheets, or of one sheet."""

    def __init__(self, book: "Book", sheet: "Sheet | None" = None) -> None:
        self.book = book
        self.sheet = sheet

    @property
    def api(self) -> Uno:
        """The names as UNO knows them."""
        return (self.sheet or self.book).xl.NamedRanges

    def _all(self) -> "list[Name]":
        owners: list[Sheet | None] = [self.sheet] if self.sheet else [None, *self.book.sheets]
        return [
            Name(self.book, found, owner) for owner in owners for found in _stored(self.book, owner).getElementNames()
        ]

    def __call__(self, name_or_index: int | str) -> "Name":
        """The n-th name, or the one called so; ``Sheet1!name`` is a sheet's own."""
        names = self._all()
        if not isinstance(name_or_index, str):
            return names[name_or_index - 1]
        wanted = name_or_index.lower()
        for name in names:
            if wanted in (name.name.lower(), name.plain.lower()):
                return name
        raise KeyError(name_or_index)

    def contains(self, name_or_index: int | str) -> bool:
        """Whether there is such a name."""
        if not isinstance(name_or_index, str):
            return 1 <= name_or_index <= len(self)
        try:
            self(name_or_index)
        except KeyError:
            return False
        return True

    def snapshot(self) -> "list[tuple[str, Name]]":
        """All names with what they are called."""
        return [(name.name, name) for name in self._all()]

    def __len__(self) -> int:
        return len(self._all())

    def add(self, name: str, refers_to: str) -> "Name":
        """A new name; ``Sheet1!name`` makes it a sheet's own."""
        sheet_name, plain = places.split(name)
        owner = self.book.sheets(sheet_name) if sheet_name else self.sheet
        stored = _stored(self.book, owner)
        content = to_api(refers_to if refers_to.startswith("=") else f"={refers_to}").removeprefix("=")
        if stored.hasByName(plain):
            stored.getByName(plain).setContent(content)
        else:
            home = bridge.struct("table.CellAddress", Sheet=owner.index - 1 if owner else 0)
            try:
                stored.addNewByName(plain, content, home, 0)
            except bridge.UnoError as error:
                raise XlwingsError(
                    f"{plain!r} cannot be a name: it looks like an address or holds a bad sign."
                ) from error
        return Name(self.book, plain, owner)


@honest
class Name(base_classes.Name):
    """One name."""

    def __init__(self, book: "Book", plain: str, sheet: "Sheet | None") -> None:
        self.book = book
        self.plain = plain
        self.sheet = sheet

    @property
    def xl(self) -> Uno:
        """The name as UNO knows it."""
        stored = _stored(self.book, self.sheet)
        if not stored.hasByName(self.plain):
            raise KeyError(self.plain)
        return stored.getByName(self.plain)

    @property
    def api(self) -> Uno:
        """The name as UNO knows it."""
        return self.xl

    @property
    def name(self) -> str:
        """What it is called; a sheet's own with the sheet before it."""
        return f"{places.quoted(self.sheet.name)}!{self.plain}" if self.sheet else self.plain

    @name.setter
    def name(self, value: str) -> None:
        plain = places.split(value)[1]
        self.xl.setName(plain)
        self.plain = plain

    @property
    def refers_to(self) -> str:
        """The formula it stands for, in Excel's words."""
        return refers_to(self.xl.getContent(), self.book.sheet_names)

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self.xl.setContent(to_api(value if value.startswith("=") else f"={value}").removeprefix("="))

    @property
    def refers_to_range(self) -> "Range":
        """The cells it stands for."""
        cells = self.xl.getReferredCells()
        if cells is None:
            raise XlwingsError(f"Name {self.name!r} stands for no cells: {self.refers_to}")
        address = cells.getRangeAddress()
        return self.book.sheets(address.Sheet + 1).at(place_of(address))

    def delete(self) -> None:
        """Remove the name."""
        _stored(self.book, self.sheet).removeByName(self.plain)


def _stored(book: "Book", sheet: "Sheet | None") -> Uno:
    return (sheet or book).xl.NamedRanges


def name_of(cells: Any) -> Name | None:
    """The first name that stands for exactly these cells."""
    sheet = cells.sheet
    wanted = f"={places.quoted(sheet.name)}!{places.written(cells.place)}"
    for _, name in Names(sheet.book).snapshot():
        if name.refers_to == wanted:
            return name
    return None
