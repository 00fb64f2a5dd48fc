"""Tables: LibreOffice's database ranges, which it reads from and writes into xlsx files as tables."""

import itertools
from typing import TYPE_CHECKING, Any

from xlwings import XlwingsError, base_classes

from xlpy.libreoffice import bridge
from xlpy.libreoffice.bridge import Uno
from xlpy.libreoffice.cells import place_of
from xlpy.libreoffice.errors import cannot
from xlpy.libreoffice.filters import AutoFilter
from xlpy.libreoffice.honest import honest
from xlpy.libreoffice.onsheet import OnSheet
from xlpy.libreoffice.places import Place
from xlpy.libreoffice.tablelines import TableColumns, TableRows

if TYPE_CHECKING:
    from xlpy.libreoffice.range import Range
    from xlpy.libreoffice.sheets import Sheet

_NO_STYLE = "LibreOffice 7 has no table styles"


@honest
class Table(base_classes.Table):
    """One table."""

    def __init__(self, sheet: "Sheet", xl: Uno) -> None:
        self.sheet = sheet
        self.xl = xl

    @property
    def api(self) -> Uno:
        """The database range as UNO knows it."""
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

    display_name = name

    @property
    def place(self) -> Place:
        """Where it lies."""
        return place_of(self.xl.getDataArea())

    @property
    def range(self) -> "Range":
        """All its cells."""
        return self.sheet.at(self.place)

    @property
    def header_row_range(self) -> "Range | None":
        """The cells of the header."""
        return self.sheet.at(self.place._replace(nrows=1)) if self.show_headers else None

    @property
    def data_body_range(self) -> "Range | None":
        """The cells between header and totals."""
        place = self.place
        above = int(self.show_headers)
        nrows = place.nrows - above - int(self.show_totals)
        return self.sheet.at(place._replace(row=place.row + above, nrows=nrows)) if nrows > 0 else None

    @property
    def totals_row_range(self) -> "Range | None":
        """The cells of the totals."""
        place = self.place
        return self.sheet.at(place._replace(row=place.last_row, nrows=1)) if self.show_totals else None

    @property
    def insert_row_range(self) -> None:
        """A table of LibreOffice has no row for typing at its end."""
        return

    @property
    def show_headers(self) -> bool:
        """Whether the first row is a header."""
        return bool(self.xl.ContainsHeader)

    @show_headers.setter
    def show_headers(self, value: bool) -> None:
        self.xl.ContainsHeader = bool(value)

    @property
    def show_totals(self) -> bool:
        """Whether the last row holds totals."""
        return bool(self.xl.TotalsRow)

    @show_totals.setter
    def show_totals(self, value: bool) -> None:
        self.xl.TotalsRow = bool(value)

    @property
    def show_autofilter(self) -> bool:
        """Whether the header has filter buttons."""
        return bool(self.xl.AutoFilter)

    @show_autofilter.setter
    def show_autofilter(self, value: bool) -> None:
        self.xl.AutoFilter = bool(value)

    @property
    def autofilter(self) -> AutoFilter:
        """Its filter."""
        return AutoFilter(self.range)

    @property
    def table_style(self) -> None:
        """Styles of tables: there are none."""
        return

    @table_style.setter
    def table_style(self, value: Any) -> None:
        raise cannot("Table.table_style", _NO_STYLE)

    @property
    def rows(self) -> TableRows:
        """The rows between header and totals."""
        return TableRows(self)

    @property
    def columns(self) -> TableColumns:
        """The columns."""
        return TableColumns(self)

    def resize(self, range: Any) -> None:  # noqa: A002 - the contract of xlwings
        """Let it cover other cells."""
        self.xl.setDataArea(self.sheet.address_of(range.impl.place))

    def sort(self, keys: list[int], ascending: list[bool]) -> None:
        """Sort the rows between header and totals."""
        body = self.data_body_range
        if body is not None:
            body.sort(keys, ascending, has_headers=False)

    @property
    def show_table_style_column_stripes(self) -> bool:
        """Styles of tables: there are none."""
        raise cannot("Table.show_table_style_column_stripes", _NO_STYLE)

    @show_table_style_column_stripes.setter
    def show_table_style_column_stripes(self, value: bool) -> None:
        raise cannot("Table.show_table_style_column_stripes", _NO_STYLE)

    @property
    def show_table_style_first_column(self) -> bool:
        """Styles of tables: there are none."""
        raise cannot("Table.show_table_style_first_column", _NO_STYLE)

    @show_table_style_first_column.setter
    def show_table_style_first_column(self, value: bool) -> None:
        raise cannot("Table.show_table_style_first_column", _NO_STYLE)

    @property
    def show_table_style_last_column(self) -> bool:
        """Styles of tables: there are none."""
        raise cannot("Table.show_table_style_last_column", _NO_STYLE)

    @show_table_style_last_column.setter
    def show_table_style_last_column(self, value: bool) -> None:
        raise cannot("Table.show_table_style_last_column", _NO_STYLE)

    @property
    def show_table_style_row_stripes(self) -> bool:
        """Styles of tables: there are none."""
        raise cannot("Table.show_table_style_row_stripes", _NO_STYLE)

    @show_table_style_row_stripes.setter
    def show_table_style_row_stripes(self, value: bool) -> None:
        raise cannot("Table.show_table_style_row_stripes", _NO_STYLE)


@honest
class Tables(OnSheet, base_classes.Tables):
    """The tables on a sheet, from the top."""

    def _found(self) -> list[Table]:
        number = self.sheet.index - 1
        ranges = self.sheet.book.xl.DatabaseRanges
        all_tables = [ranges.getByIndex(index) for index in range(ranges.getCount())]
        here = [Table(self.sheet, each) for each in all_tables if each.getDataArea().Sheet == number]
        return sorted(here, key=lambda table: table.place)

    def add(
        self,
        source_type: Any = None,
        source: Any = None,
        link_source: Any = None,
        has_headers: bool | None = None,
        destination: Any = None,
        table_style_name: str | None = None,
        name: str | None = None,
    ) -> Table:
        """A table over cells; the style's name is not kept."""
        for wish in (source_type, link_source, destination):
            if wish is not None:
                raise cannot("Tables.add from an outside source", "tables are made of cells")
        ranges = self.sheet.book.xl.DatabaseRanges
        made = name or next(said for n in itertools.count(1) if not ranges.hasByName(said := f"Table{n}"))
        if ranges.hasByName(made):
            raise XlwingsError(f"A table named {made!r} already exists.")
        cells = source.impl
        if any(table.place.within(cells.place) for table in self._found()):
            raise XlwingsError("A table cannot overlap another table.")
        try:
            ranges.addNewByName(made, self.sheet.address_of(cells.place))
        except bridge.UnoError as error:
            raise XlwingsError(f"{made!r} cannot be the name of a table.") from error
        table = Table(self.sheet, ranges.getByName(made))
        table.show_headers = has_headers is not False
        table.show_autofilter = has_headers is not False
        return table


def table_at(sheet: "Sheet", place: Place) -> Table | None:
    """The table that covers the upper left cell of a block."""
    corner = place._replace(nrows=1, ncols=1)
    return next((table for table in Tables(sheet) if table.place.within(corner)), None)
