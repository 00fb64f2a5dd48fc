"""Pivot tables over LibreOffice's data pilots: tables on a sheet, their areas and totals."""

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xlpy.libreoffice import bridge
from xlpy.libreoffice.bridge import Uno
from xlpy.libreoffice.cells import place_of
from xlpy.libreoffice.errors import cannot
from xlpy.libreoffice.honest import honest
from xlpy.libreoffice.onsheet import OnSheet
from xlpy.libreoffice.pivotfields import PivotFields, PivotValueFields

if TYPE_CHECKING:
    from xlpy.libreoffice.range import Range
    from xlpy.libreoffice.sheets import Sheet

_TABLE, _RESULT = 1, 2
"""com.sun.star.sheet.DataPilotOutputRangeType."""
_LAYOUTS = {"tabular": 0, "outline": 1}
"""com.sun.star.sheet.DataPilotFieldLayoutMode."""


@honest
class PivotTable(base_classes.PivotTable):
    """One pivot table."""

    def __init__(self, sheet: "Sheet", xl: Uno) -> None:
        self.sheet = sheet
        self.xl = xl

    @property
    def api(self) -> Uno:
        """The data pilot as UNO knows it."""
        return self.xl

    @property
    def parent(self) -> "Sheet":
        """Its sheet."""
        return self.sheet

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self.xl.getName())

    @name.setter
    def name(self, value: str) -> None:
        self.xl.setName(value)

    @property
    def source(self) -> "Range":
        """The cells it sums up, with their headers."""
        address = self.xl.getSourceRange()
        return self.sheet.book.sheets(address.Sheet + 1).at(place_of(address))

    @property
    def field_names(self) -> list[str]:
        """The headers of the source."""
        return [str(name) for name in self.source.block()[0]]

    @property
    def rows(self) -> PivotFields:
        """The fields down the side."""
        return PivotFields(self, "rows")

    @property
    def columns(self) -> PivotFields:
        """The fields along the top."""
        return PivotFields(self, "columns")

    @property
    def filters(self) -> PivotFields:
        """The fields above, which choose what is summed up."""
        return PivotFields(self, "filters")

    @property
    def values(self) -> PivotValueFields:
        """What is summed up."""
        return PivotValueFields(self)

    def _row_fields(self) -> list[Uno]:
        return [field.xl for field in self.rows]

    @property
    def layout(self) -> str | None:
        """How the fields down the side stand; None when they differ."""
        modes = {field.LayoutInfo.LayoutMode if field.HasLayoutInfo else 0 for field in self._row_fields()} or {0}
        return next((name for name, mode in _LAYOUTS.items() if modes == {mode}), None)

    @layout.setter
    def layout(self, value: str) -> None:
        if value not in _LAYOUTS:
            raise cannot(f"PivotTable.layout = {value!r}", "LibreOffice 7 knows tabular and outline only")
        for field in self._row_fields():
            field.LayoutInfo = bridge.struct("sheet.DataPilotFieldLayoutInfo", LayoutMode=_LAYOUTS[value])

    @property
    def show_row_grand_totals(self) -> bool:
        """Whether each row ends with its total; LibreOffice calls that the total column."""
        return bool(self.xl.ColumnGrand)

    @show_row_grand_totals.setter
    def show_row_grand_totals(self, value: bool) -> None:
        self.xl.ColumnGrand = value

    @property
    def show_column_grand_totals(self) -> bool:
        """Whether each column ends with its total; LibreOffice calls that the total row."""
        return bool(self.xl.RowGrand)

    @show_column_grand_totals.setter
    def show_column_grand_totals(self, value: bool) -> None:
        self.xl.RowGrand = value

    @property
    def range(self) -> "Range":
        """The cells of the report without its filters."""
        return self.sheet.at(place_of(self.xl.getOutputRangeByType(_TABLE)))

    @property
    def data_body_range(self) -> "Range | None":
        """The cells of the values; None when there are no values."""
        return self.sheet.at(place_of(self.xl.getOutputRangeByType(_RESULT))) if len(self.values) else None

    def shown(self) -> list[str]:
        """The texts of the report and its filters in reading order."""
        cells = self.sheet.at(place_of(self.xl.getOutputRange())).block()
        return [value for row in cells for value in row if isinstance(value, str)]

    def refresh(self) -> None:
        """Sum up again."""
        self.xl.refresh()

    def delete(self) -> None:
        """Remove it from the sheet."""
        self.sheet.xl.getDataPilotTables().removeByName(self.name)


@honest
class PivotTables(OnSheet, base_classes.PivotTables):
    """The pivot tables on a sheet."""

    @property
    def api(self) -> Uno:
        """The data pilots as UNO knows them."""
        return self.sheet.xl.getDataPilotTables()

    def _found(self) -> list[Any]:
        return [PivotTable(self.sheet, self.api.getByName(name)) for name in self.api.getElementNames()]

    def add(self, source: Any, destination: "Range", name: str | None = None) -> PivotTable:
        """A table without fields that sums up a range or a table."""
        taken = {each for sheet in self.sheet.book.sheets for each in sheet.xl.getDataPilotTables().getElementNames()}
        if name in taken:
            raise cannot(f"A second pivot table called {name!r}", "LibreOffice has one of each name in a book")
        cells = source.range if isinstance(source, base_classes.Table) else source
        described = self.api.createDataPilotDescriptor()
        described.setSourceRange(cells.xl.getRangeAddress())
        described.ShowFilterButton, described.GrandTotalName = False, "Grand Total"
        made = name or next(said for n in range(1, 100000) if (said := f"PivotTable{n}") not in taken)
        self.api.insertNewByName(made, destination.corner.getCellAddress(), described)
        return PivotTable(self.sheet, self.api.getByName(made))
