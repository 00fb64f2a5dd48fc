"""The series of a chart: name, kind, colours, markers, axes."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xlpy.libreoffice import bridge
from xlpy.libreoffice.bridge import Uno
from xlpy.libreoffice.colors import RGB, from_office, to_office
from xlpy.libreoffice.errors import cannot
from xlpy.libreoffice.honest import honest
from xlpy.libreoffice.places import column_number
from xlpy.libreoffice.sizes import hundredths, points

if TYPE_CHECKING:
    from xlpy.libreoffice.charts import Chart

_MARKED = {"LineChartType", "ScatterChartType", "NetChartType"}
"""Kinds whose series are lines with markers."""
_MIXED = {"area": "AreaChartType", "column_clustered": "ColumnChartType", "line": "LineChartType"}
"""Kinds that may share a chart, from the back to the front."""
_SYMBOLS = {
    "square": 0,
    "diamond": 1,
    "triangle": 3,
    "dot": 4,
    "circle": 8,
    "x": 10,
    "plus": 11,
    "star": 12,
    "dash": 13,
}
"""The numbers that LibreOffice's own filter gives to Excel's markers."""
_GROUPS = {"primary": 2, "secondary": 3}
"""com.sun.star.chart.ChartAxisAssign."""
_ORDER = (
    "chart_type", "axis_group", "name", "line_color", "fill_color",
    "marker_style", "marker_size", "marker_foreground_color", "marker_background_color",
)  # fmt: skip
_CELL = re.compile(r"\$?([A-Z]+)\$?(\d+)")
_UNSET = base_classes._UNSET  # noqa: SLF001 - what xlwings hands to an engine for an argument that was not given


def kinds(chart: "Chart") -> tuple[Uno, ...]:
    """The kinds of series in a chart, each holding its series."""
    systems = chart.document.getFirstDiagram().getCoordinateSystems()
    return tuple(kind for system in systems for kind in system.getChartTypes())


def named(kind: Uno) -> str:
    """The last word of a kind's name."""
    return str(kind.getChartType()).rpartition(".")[2]


def is_mixed(chart: "Chart") -> bool:
    """Whether a chart has series of several kinds."""
    return len(kinds(chart)) > 1


@honest
class ChartSeries(base_classes.ChartSeries):
    """One series."""

    def __init__(self, chart: "Chart", xl: Uno) -> None:
        self.chart = chart
        self.xl = xl

    @property
    def api(self) -> Uno:
        """The series as UNO knows it."""
        return self.xl

    @property
    def _kind(self) -> Uno:
        return next(kind for kind in kinds(self.chart) if self.xl in kind.getDataSeries())

    @property
    def name(self) -> str:
        """What the legend calls it."""
        label = _values(self.xl).getLabel()
        said = " ".join(label.getTextualData()) if label is not None else ""
        return said or f"Series{self.chart.series.place(self)}"

    @name.setter
    def name(self, value: str) -> None:
        quoted = value.replace('"', '""')
        label = self.chart.cells(f'"{quoted}"', "label")
        _values(self.xl).setLabel(label)

    def give_x(self, cells: Uno) -> None:
        """Draw its points over these x values."""
        kept = [each for each in self.xl.getDataSequences() if each.getValues().Role != "values-x"]
        across = bridge.service(self.chart.sheet.book.app.context, "chart2.data.LabeledDataSequence")
        across.setValues(cells)
        self.xl.setData((across, *kept))

    @property
    def chart_type(self) -> str:
        """Its kind."""
        if not is_mixed(self.chart):
            return self.chart.chart_type
        found = named(self._kind)
        plain = next(name for name, said in _MIXED.items() if said == found)
        return "line_markers" if plain == "line" and self.xl.Symbol.Style.value != "NONE" else plain

    @chart_type.setter
    def chart_type(self, value: str) -> None:
        plain = "line" if value == "line_markers" else value
        system = self.chart.document.getFirstDiagram().getCoordinateSystems()[0]
        if plain not in _MIXED or not {named(kind) for kind in kinds(self.chart)} <= set(_MIXED.values()):
            raise cannot(f"ChartSeries.chart_type = {value!r}", "columns, lines and areas may share a chart")
        if system.SwapXAndYAxis:
            raise cannot(f"ChartSeries.chart_type = {value!r}", "bars share a chart with nothing else")
        self._move(system, _MIXED[plain])
        if plain == "line":
            self.marker_style = "automatic" if value == "line_markers" else "none"

    def _move(self, system: Uno, wanted: str) -> None:
        """Into the kind of this name, made when it is not there; a kind without series goes."""
        own, context = self._kind, self.chart.sheet.book.app.context
        if named(own) == wanted:
            return
        target = next((kind for kind in kinds(self.chart) if named(kind) == wanted), None)
        target = target or bridge.service(context, f"chart2.{wanted}")
        own.removeDataSeries(self.xl)
        target.setDataSeries(tuple(sorted((*target.getDataSeries(), self.xl), key=_origin)))
        present = {named(kind): kind for kind in (*kinds(self.chart), target) if kind.getDataSeries()}
        system.setChartTypes(tuple(present[name] for name in _MIXED.values() if name in present))

    @property
    def axis_group(self) -> str:
        """Whether it obeys the primary or the secondary axes."""
        return "secondary" if self.xl.AttachedAxisIndex else "primary"

    @axis_group.setter
    def axis_group(self, value: str) -> None:
        diagram = self.chart.document.getDiagram()
        index = [self.xl == each for each in drawn(self.chart)].index(True)
        diagram.getDataRowProperties(index).Axis = _GROUPS[value]
        diagram.HasSecondaryYAxis = any(each.AttachedAxisIndex for each in drawn(self.chart))

    @property
    def _is_line(self) -> bool:
        return named(self._kind) in _MARKED

    @property
    def line_color(self) -> RGB | None:
        """The colour of its line, or of the border of its columns and areas; None when they have none."""
        if self._is_line:
            return from_office(self.xl.Color)
        return None if self.xl.BorderStyle.value == "NONE" else from_office(self.xl.BorderColor)

    @line_color.setter
    def line_color(self, value: Any) -> None:
        if self._is_line:
            self.xl.Color = to_office(value)
        else:
            self.xl.BorderStyle = bridge.enum("drawing.LineStyle", "SOLID")
            self.xl.BorderColor = to_office(value)

    @property
    def fill_color(self) -> RGB | None:
        """The colour of its columns or areas; None for a line."""
        return None if self._is_line else from_office(self.xl.Color)

    @fill_color.setter
    def fill_color(self, value: Any) -> None:
        if self._is_line:
            raise cannot("ChartSeries.fill_color", "a line has nothing to fill")
        self.xl.VaryColorsByPoint = False
        self.xl.Color = to_office(value)

    def _symbol(self) -> Uno:
        if not self._is_line:
            raise cannot("Markers of a series", f"a series of type {self.chart_type} has none")
        return self.xl.Symbol

    def _mark(self, **changed: Any) -> None:
        symbol = self._symbol()
        for name, value in changed.items():
            setattr(symbol, name, value)
        self.xl.Symbol = symbol

    @property
    def marker_style(self) -> str:
        """The shape of its markers."""
        symbol = self._symbol()
        if symbol.Style.value in ("AUTO", "NONE"):
            return "none" if symbol.Style.value == "NONE" else "automatic"
        return next((name for name, said in _SYMBOLS.items() if said == symbol.StandardSymbol), "automatic")

    @marker_style.setter
    def marker_style(self, value: str) -> None:
        style = {"automatic": "AUTO", "none": "NONE"}.get(value, "STANDARD")
        self._mark(Style=bridge.enum("chart2.SymbolStyle", style), StandardSymbol=_SYMBOLS.get(value, 0))

    @property
    def marker_size(self) -> int:
        """The height of its markers in points."""
        return round(points(self._symbol().Size.Height))

    @marker_size.setter
    def marker_size(self, value: int) -> None:
        side = hundredths(value)
        self._mark(Size=bridge.struct("awt.Size", Width=side, Height=side))

    @property
    def marker_foreground_color(self) -> RGB | None:
        """The colour of the border of its markers: that of its line."""
        self._symbol()
        return self.line_color

    @marker_foreground_color.setter
    def marker_foreground_color(self, value: Any) -> None:
        raise _one_color("ChartSeries.marker_foreground_color")

    @property
    def marker_background_color(self) -> RGB | None:
        """The colour inside its markers: that of its line."""
        self._symbol()
        return self.line_color

    @marker_background_color.setter
    def marker_background_color(self, value: Any) -> None:
        raise _one_color("ChartSeries.marker_background_color")

    def set(self, **wishes: Any) -> None:
        """Several of these at once, the kind first."""
        for name in _ORDER:
            if wishes.get(name, _UNSET) is not _UNSET:
                setattr(self, name, wishes[name])


@honest
class ChartSeriesCollection(base_classes.ChartSeriesCollection):
    """The series of a chart, in the order of their cells where they are of several kinds."""

    def __init__(self, chart: "Chart") -> None:
        self.chart = chart

    @property
    def api(self) -> Uno:
        """The kinds of series as UNO knows them, each with its own."""
        return kinds(self.chart)

    def _found(self) -> list[ChartSeries]:
        found = drawn(self.chart)
        if is_mixed(self.chart):
            found.sort(key=_origin)
        return [ChartSeries(self.chart, each) for each in found]

    def place(self, series: ChartSeries) -> int:
        """The number of a series, from 1."""
        return [series.xl == each.xl for each in self._found()].index(True) + 1

    def __call__(self, key: int) -> ChartSeries:
        """The n-th series."""
        found = self._found()
        if not isinstance(key, int) or not 1 <= key <= len(found):
            raise KeyError(key)
        return found[key - 1]

    def __len__(self) -> int:
        return len(drawn(self.chart))

    def __iter__(self) -> Iterator[ChartSeries]:
        return iter(self._found())


def drawn(chart: "Chart") -> list[Uno]:
    """The series of a chart in the order LibreOffice counts them."""
    return [series for kind in kinds(chart) for series in kind.getDataSeries()]


def _one_color(what: str) -> NotImplementedError:
    return cannot(what, "LibreOffice draws and saves markers in the colour of their line; set line_color")


def _values(series: Uno) -> Uno:
    """The cells a series draws, with their label."""
    sequences = series.getDataSequences()
    return next((each for each in sequences if each.getValues().Role == "values-y"), sequences[0])


def _origin(series: Uno) -> tuple[int, int]:
    """The first cell a series draws."""
    found = _CELL.search(_values(series).getValues().getSourceRangeRepresentation().rpartition(".")[2])
    return (column_number(found[1]), int(found[2])) if found else (0, 0)
