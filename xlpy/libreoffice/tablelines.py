"""Rows and columns of tables."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xlpy.libreoffice.bridge import Uno
from xlpy.libreoffice.honest import honest

if TYPE_CHECKING:
    from xlpy.libreoffice.range import Range
    from xlpy.libreoffice.tables import Table


@honest
class TableRow(base_classes.TableRow):
    """One row of a table."""

    def __init__(self, table: "Table", index: int) -> None:
        self.table = table
        self._index = index

    @property
    def api(self) -> Uno:
        """Its cells as UNO knows them."""
        return self.range.xl

    @property
    def index(self) -> int:
        """Its number among the rows of the body, from 1."""
        return self._index

    @property
    def range(self) -> "Range":
        """Its cells."""
        place = self.table.place
        first = place.row + int(self.table.show_headers)
        return self.table.sheet.at(place._replace(row=first + self._index - 1, nrows=1))

    def delete(self) -> None:
        """Delete its cells; the rows below move up."""
        self.range.delete("up")


@honest
class TableColumn(base_classes.TableColumn):
    """One column of a table."""

    def __init__(self, table: "Table", index: int) -> None:
        self.table = table
        self._index = index

    @property
    def index(self) -> int:
        """Its number, from 1."""
        return self._index

    @property
    def name(self) -> str:
        """What its header says."""
        return str(self.range.corner.getString()) if self.table.show_headers else f"Column{self._index}"

    @property
    def range(self) -> "Range":
        """Its cells."""
        place = self.table.place
        return self.table.sheet.at(place._replace(column=place.column + self._index - 1, ncols=1))

    @property
    def data_body_range(self) -> "Range | None":
        """Its cells between header and totals."""
        body = self.table.data_body_range
        return None if body is None else body.at(body.place._replace(column=self.range.column, ncols=1))

    def delete(self) -> None:
        """Delete its cells; the columns to the right move left."""
        self.range.delete("left")


class _Lines:
    """Rows or columns by number or name."""

    def __init__(self, table: "Table") -> None:
        self.table = table

    @property
    def api(self) -> Uno:
        """The table as UNO knows it."""
        return self.table.xl

    def _found(self) -> list[Any]:
        raise NotImplementedError

    def __call__(self, key: int | str) -> Any:
        """The n-th one, or the one of this name."""
        found = self._found()
        for each in found:
            if key in (each.index, getattr(each, "name", None)):
                return each
        raise KeyError(key)

    def __len__(self) -> int:
        return len(self._found())

    def __iter__(self) -> Iterator[Any]:
        return iter(self._found())

    def __contains__(self, key: int | str) -> bool:
        return any(key in (each.index, getattr(each, "name", None)) for each in self._found())


@honest
class TableRows(_Lines, base_classes.TableRows):
    """The rows of a table's body."""

    @property
    def column_count(self) -> int:
        """How many values a row takes."""
        return self.table.place.ncols

    def _found(self) -> list[TableRow]:
        body = self.table.data_body_range
        return [TableRow(self.table, index + 1) for index in range(body.place.nrows if body else 0)]

    def add(self, values: list[Any] | None = None, index: int | None = None) -> TableRow:
        """A new row, at the end unless said otherwise; cells below move down."""
        at = index or len(self) + 1
        place = self.table.place
        row = TableRow(self.table, at)
        row.range.insert("down")
        self.table.xl.setDataArea(self.table.sheet.address_of(place._replace(nrows=place.nrows + 1)))
        if values is not None:
            row.range.raw_value = [["" if value is None else value for value in values]]
        return row


@honest
class TableColumns(_Lines, base_classes.TableColumns):
    """The columns of a table."""

    def _found(self) -> list[TableColumn]:
        return [TableColumn(self.table, index + 1) for index in range(self.table.place.ncols)]

    def add(self, name: str, index: int | None = None) -> TableColumn:
        """A new column, at the right end unless said otherwise; cells to the right move on."""
        at = index or len(self) + 1
        place = self.table.place
        column = TableColumn(self.table, at)
        column.range.insert("right")
        self.table.xl.setDataArea(self.table.sheet.address_of(place._replace(ncols=place.ncols + 1)))
        column.range(1, 1).raw_value = name
        return column
