"""A range: everything that can be asked of a block of cells, topic by topic."""

from xlpy.libreoffice import pictured
from xlpy.libreoffice.cells import Cells
from xlpy.libreoffice.conditional import ConditionalFormats
from xlpy.libreoffice.edits import Edits
from xlpy.libreoffice.filters import AutoFilter
from xlpy.libreoffice.formulas import Formulas
from xlpy.libreoffice.looks import Looks
from xlpy.libreoffice.notes import Attached
from xlpy.libreoffice.searches import Searches
from xlpy.libreoffice.sizes import Sizes
from xlpy.libreoffice.tables import Table, table_at
from xlpy.libreoffice.validation import DataValidation


class Range(Cells, Formulas, Looks, Sizes, Searches, Edits, Attached):
    """A block of cells."""

    @property
    def table(self) -> Table | None:
        """The table the upper left cell belongs to."""
        return table_at(self.sheet, self.place)

    def to_pdf(self, path: str, quality: str) -> None:
        """Print only these cells into a PDF."""
        self.sheet.book.export_pdf(path, quality, selection=self.xl)

    def copy_picture(self, appearance: str, format: str) -> None:  # noqa: A002 - xlwings calls it so
        """Put a picture of these cells on the clipboard: always dots, as on the screen."""
        pictured.copy(self)

    def to_png(self, path: str) -> None:
        """Write these cells as a picture."""
        pictured.cells_png(self, path)

    @property
    def data_validation(self) -> DataValidation:
        """Which values the cells take."""
        return DataValidation(self)

    @property
    def conditional_formats(self) -> ConditionalFormats:
        """Looks that depend on values."""
        return ConditionalFormats(self)

    @property
    def autofilter(self) -> AutoFilter:
        """The filter whose header is the first row."""
        return AutoFilter(self)
