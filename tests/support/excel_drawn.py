"""The part of the stand-in Excel beyond cells: names, tables, charts, pivot tables, looks, files.

It counts and draws nothing: what a pivot table shows is given to it (``Application._pivoted``).
"""

from pathlib import Path
from typing import Any

from support.excel_model import Listed, Member, kept
from support.windows import REFUSED, ComError

BY_COLUMNS = 2
NO_COLOR = -4142
SUM = -4157
ROWS, DATA = 1, 4
EMPTY_PICTURE, EMPTY_PDF = b"\x89PNG\r\n\x1a\n", b"%PDF-1.7\n"


class Part(Member):
    """An object that belongs to another."""

    def __init__(self, owner: Any) -> None:
        self._application, self._owner = owner._application, owner

    Parent = property(lambda self: self._owner)


class Looks:
    """What a range has beside its contents."""

    NumberFormat = kept("NumberFormat", "General")
    Interior = property(lambda self: Interior(self))
    HasArray = property(lambda self: False)

    def Borders(self, side: int) -> "Border":
        return Border(self)

    def GetAddress(self, RowAbsolute: bool, ColumnAbsolute: bool, ReferenceStyle: int, External: bool) -> str:
        """The name pywin32 gives to Address, a property with arguments."""
        assert (RowAbsolute, ColumnAbsolute, ReferenceStyle, External) == (True, True, -4150, True)
        rows, columns = self._shape
        last = f"R{self._row + rows - 1}C{self._column + columns - 1}"
        return f"[{self._sheet._book.Name}]{self._sheet.Name}!R{self._row}C{self._column}:{last}"

    def Cells(self, row: int, column: int) -> Any:
        return self(row, column)


class Interior(Part):
    Color = kept("Color", 0xFFFFFF)
    ColorIndex = kept("ColorIndex", NO_COLOR)


class Border(Part):
    LineStyle = kept("LineStyle", NO_COLOR)


class Name(Part):
    def __init__(self, book: Any, name: str, refers_to: str) -> None:
        super().__init__(book)
        self.__dict__.update(_kept_Name=name, _kept_RefersTo=refers_to)

    Name = kept("Name")
    RefersTo = kept("RefersTo")

    @property
    def RefersToRange(self) -> Any:
        sheet, _, address = self.RefersTo.removeprefix("=").partition("!")
        return self._owner.Worksheets(sheet).Range(address)


class Names(Listed):
    def Add(self, *said: str) -> "Name":
        """Name and RefersTo, the first two arguments."""
        self._things.append(Name(self._parent, *said))
        return self._things[-1]


class Bound:
    """What a workbook has beside its sheets."""

    @property
    def Names(self) -> Names:
        return Names(self._application, self, self.__dict__.setdefault("_names", []))

    def PivotCaches(self) -> "PivotCaches":
        return PivotCaches(self)

    def SaveAs(self, Filename: str, FileFormat: int, Password: str | None = None) -> None:
        assert (FileFormat, Password) == (51, None), "only xlsx was ever asked for"
        self._sheets.save(Filename)
        self._path, self._is_saved = Path(Filename), True

    def ExportAsFixedFormat(self, Type: int, Filename: str, **said: Any) -> None:
        assert Type == 0
        assert set(said) == {"Quality", "IncludeDocProperties", "IgnorePrintAreas", "OpenAfterPublish"}
        Path(Filename).write_bytes(EMPTY_PDF)


class Drawn:
    """What a worksheet has beside its cells."""

    def ChartObjects(self) -> "ChartObjects":
        return ChartObjects(self._application, self, self._held("charts"))

    @property
    def ListObjects(self) -> "ListObjects":
        return ListObjects(self._application, self, self._held("tables"))

    def PivotTables(self) -> "PivotTables":
        return PivotTables(self._application, self, self._held("pivots"))

    def _held(self, kind: str) -> list[Any]:
        return self._book.__dict__.setdefault("_drawn", {}).setdefault((self._sheet.title, kind), [])


class ListObjects(Listed):
    def Add(self, **said: Any) -> "ListObject":
        """The documentation has six arguments; a table over cells needs no link and no destination."""
        assert set(said) == _OF_TABLES
        assert (said["SourceType"], said["XlListObjectHasHeaders"]) == (1, 1)
        self._things.append(ListObject(said["Source"]))
        return self._things[-1]


_OF_TABLES = {"SourceType", "Source", "LinkSource", "XlListObjectHasHeaders", "Destination", "TableStyleName"}


class ListObject(Member):
    def __init__(self, cells: Any) -> None:
        self._application, self._cells = cells._application, cells

    Name = kept("Name", "Table1")
    Range = property(lambda self: self._cells)

    @property
    def HeaderRowRange(self) -> Any:
        return self._cells.Worksheet.Range(self._cells(1, 1), self._cells(1, self._cells._shape[1]))


class ChartObjects(Listed):
    def Add(self, Left: float, Top: float, Width: float, Height: float) -> "ChartObject":
        self._things.append(ChartObject(self._parent))
        return self._things[-1]


class ChartObject(Part):
    def __init__(self, sheet: Any) -> None:
        super().__init__(sheet)
        self._chart = Chart(self)

    Chart = property(lambda self: self._chart)
    Name = kept("Name", "Chart 1")


class Chart(Part):
    def __init__(self, owner: Any) -> None:
        super().__init__(owner)
        self._series: list[Series] = []
        self._title = Titled(self)
        self._axes: dict[tuple[int, int], Axis] = {}

    ChartType = kept("ChartType", 51)
    ChartStyle = kept("ChartStyle", 201)
    HasTitle = kept("HasTitle", default=False)

    @property
    def ChartTitle(self) -> "Titled":
        if not self.HasTitle:
            raise ComError(REFUSED, "ChartTitle of a chart without a title")
        return self._title

    def SetSourceData(self, Source: Any, PlotBy: int | None = None) -> None:
        assert PlotBy == BY_COLUMNS, "only columns were ever asked for"
        columns = range(1, Source._shape[1] + 1)
        self._series[:] = [Series(self, Source(1, column).Value) for column in columns]

    def SeriesCollection(self) -> "SeriesCollection":
        return SeriesCollection(self._application, self, self._series)

    def Axes(self, Type: int, AxisGroup: int) -> "Axis":
        return self._axes[Type, AxisGroup]

    def GetIDsOfNames(self, _: int, name: str) -> int:
        return 1 if name == "HasAxis" else super().GetIDsOfNames(_, name)

    def Invoke(self, _: int, __: int, kind: int, ___: int, axis: int, group: int, *value: bool) -> bool | None:
        """HasAxis, a property with arguments, read or set as pywin32 does it."""
        if kind == _READS:
            return (axis, group) in self._axes
        assert value == (True,)
        self._axes.setdefault((axis, group), Axis(self))
        return None

    def Export(self, Filename: str) -> bool:
        Path(Filename).write_bytes(EMPTY_PICTURE)
        return True


_READS = 2
"""DISPATCH_PROPERTYGET."""


class Titled(Part):
    _documented = "ChartTitle"

    Text = kept("Text", "")


class AxisTitle(Titled):
    _documented = "AxisTitle"


class Axis(Part):
    HasTitle = kept("HasTitle", default=False)
    MinimumScale = kept("MinimumScale", 0.0)

    @property
    def AxisTitle(self) -> "AxisTitle":
        if not self.HasTitle:
            raise ComError(REFUSED, "AxisTitle of an axis without a title")
        return AxisTitle(self)


class SeriesCollection(Listed):
    pass


class Series(Part):
    def __init__(self, chart: Chart, name: str) -> None:
        super().__init__(chart)
        self.__dict__["_kept_Name"] = name
        self._format = ChartFormat(self)

    Name = kept("Name")
    XValues = kept("XValues")
    Format = property(lambda self: self._format)


class ChartFormat(Part):
    Fill = property(lambda self: self.__dict__.setdefault("_fill", FillFormat(self)))


class FillFormat(Part):
    Visible = kept("Visible", default=True)
    ForeColor = property(lambda self: self.__dict__.setdefault("_fore", ColorFormat(self)))

    def Solid(self) -> None:
        pass


class ColorFormat(Part):
    RGB = kept("RGB", 0)


class PivotCaches(Part):
    def Create(self, SourceType: int, SourceData: str) -> "PivotCache":
        assert SourceType == 1
        return PivotCache(self._owner, SourceData)


class PivotCache(Part):
    def __init__(self, book: Any, source: str) -> None:
        super().__init__(book)
        self._source = source

    def CreatePivotTable(self, TableDestination: Any) -> "PivotTable":
        return PivotTable(self._owner, self._source, TableDestination)


class PivotTable(Part):
    def __init__(self, book: Any, source: str, corner: Any) -> None:
        super().__init__(corner.Worksheet)
        _, _, name = source.partition("]")
        sheet, _, address = name.partition("!R1C1:R")
        columns = int(address.partition("C")[2])
        heads = book.Worksheets(sheet).Range("A1")
        self._fields = [PivotField(self, heads(1, column).Value) for column in range(1, columns + 1)]
        self._corner, self._shown = corner, []

    Name = kept("Name", "PivotTable1")
    DataFields = property(lambda self: PivotFields(self._application, self, self._shown))

    @property
    def DataPivotField(self) -> Any:
        raise ComError(REFUSED, "there are not two fields of values")

    @property
    def RowFields(self) -> "PivotFields":
        return PivotFields(self._application, self, [field for field in self._fields if field.Orientation == ROWS])

    def PivotFields(self, Index: str) -> "PivotField":
        return PivotFields(self._application, self, self._fields).Item(Index)

    def AddDataField(self, Field: "PivotField", Function: int) -> "PivotField":
        assert Function == SUM
        self._shown.append(PivotField(self, f"Sum of {Field.Name}", DATA))
        return self._shown[-1]

    @property
    def DataBodyRange(self) -> Any:
        given = self._application._pivoted
        body = self._owner.Range(self._corner(2, 2), self._corner(1 + len(given), 1 + len(given[0])))
        body._write(given)
        return body


class PivotTables(Listed):
    pass


class PivotFields(Listed):
    pass


class PivotField(Part):
    def __init__(self, pivot: PivotTable, name: str, orientation: int = 0) -> None:
        super().__init__(pivot)
        self.__dict__.update(_kept_Name=name, _kept_Orientation=orientation)

    Name = kept("Name")
    Orientation = kept("Orientation", 0)
