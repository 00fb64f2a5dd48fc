"""Notes on cells, and links in them."""

from typing import TYPE_CHECKING

from xlwings import XlwingsError, base_classes

from xlpy.libreoffice.area import Area
from xlpy.libreoffice.bridge import Uno
from xlpy.libreoffice.errors import cannot
from xlpy.libreoffice.honest import honest
from xlpy.libreoffice.names import Name, name_of
from xlpy.libreoffice.places import Place

if TYPE_CHECKING:
    from xlpy.libreoffice.range import Range
    from xlpy.libreoffice.sheets import Sheet


@honest
class Note(base_classes.Note):
    """The note on a cell."""

    def __init__(self, cell: Area) -> None:
        self.cell = cell

    @property
    def api(self) -> Uno:
        """The note as UNO knows it."""
        return self.cell.corner.getAnnotation()

    @property
    def text(self) -> str:
        """What it says."""
        return str(self.api.getString())

    @text.setter
    def text(self, value: str) -> None:
        self.api.setString(value)

    @property
    def author(self) -> str:
        """Who wrote it; LibreOffice forgets it in xlsx files."""
        return str(self.api.getAuthor())

    @property
    def location(self) -> "Range":
        """Its cell."""
        return self.cell.at(self.cell.place)

    def delete(self) -> None:
        """Remove it."""
        annotations = self.cell.sheet.annotations
        for index in range(annotations.getCount()):
            position = annotations.getByIndex(index).getPosition()
            if (position.Row + 1, position.Column + 1) == (self.cell.row, self.cell.column):
                annotations.removeByIndex(index)
                return


def notes_of(sheet: "Sheet") -> list[Note]:
    """All notes of a sheet."""
    annotations = sheet.annotations
    places = [annotations.getByIndex(index).getPosition() for index in range(annotations.getCount())]
    return [Note(sheet.at(Place(place.Row + 1, place.Column + 1))) for place in places]


@honest
class Attached(Area):
    """Notes, links and the name of a range."""

    @property
    def note(self) -> Note | None:
        """The note on the upper left cell, if there is one."""
        note = Note(self.at(Place(self.row, self.column)))
        return note if note.api.getPosition().Row >= 0 and note.text else None

    def add_note(self, text: str) -> Note:
        """Write a note on the cell."""
        self.guard()
        self.sheet.annotations.insertNew(self.corner.getCellAddress(), text)
        return Note(self.at(self.place))

    @property
    def comment(self) -> None:
        """Threaded comments: there are none."""
        return

    def add_comment(self, text: str) -> None:
        """Threaded comments are Excel's own."""
        raise cannot("Range.add_comment", "LibreOffice has notes but no threaded comments; use add_note")

    @property
    def name(self) -> Name | None:
        """The name of exactly these cells."""
        return None if self.is_empty else name_of(self)

    @name.setter
    def name(self, value: str) -> None:
        if not self.is_empty:
            self.sheet.book.names.add(value, f"={self.sheet.quoted}!{self.address}")

    @property
    def hyperlink(self) -> str:
        """Where the first link in the cell leads."""
        fields = self.corner.getTextFields().createEnumeration()
        while fields.hasMoreElements():
            field = fields.nextElement()
            if hasattr(field, "URL"):
                return str(field.URL)
        raise XlwingsError("The cell doesn't seem to contain a hyperlink!")

    def add_hyperlink(self, address: str, text_to_display: str | None = None, screen_tip: str | None = None) -> None:
        """Make each cell a link."""
        for number in range(1, len(self) + 1):
            cell = self(number).corner
            cell.setString("")
            field = self.sheet.book.xl.createInstance("com.sun.star.text.TextField.URL")
            field.URL = address
            field.Representation = text_to_display or address
            cell.insertTextContent(cell.createTextCursor(), field, False)
