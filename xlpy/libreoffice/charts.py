"""Charts on a sheet: kind, source, title, legend, place; axes and series belong to LibreOffice's own dialogs."""

import uuid
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xlpy.libreoffice import bridge
from xlpy.libreoffice.bridge import Uno
from xlpy.libreoffice.cells import place_of
from xlpy.libreoffice.errors import cannot
from xlpy.libreoffice.honest import honest
from xlpy.libreoffice.onsheet import OnSheet
from xlpy.libreoffice.shapes import Placed, drawn
from xlpy.libreoffice.sizes import hundredths

if TYPE_CHECKING:
    from xlpy.libreoffice.range import Range

_NO_MARK, _AUTO_MARK = -3, -2
_DIAGRAMS: dict[str, tuple[str, dict[str, Any]]] = {
    "column_clustered": ("BarDiagram", {"Vertical": False}),
    "column_stacked": ("BarDiagram", {"Vertical": False, "Stacked": True}),
    "column_stacked_100": ("BarDiagram", {"Vertical": False, "Percent": True}),
    "bar_clustered": ("BarDiagram", {"Vertical": True}),
    "bar_stacked": ("BarDiagram", {"Vertical": True, "Stacked": True}),
    "bar_stacked_100": ("BarDiagram", {"Vertical": True, "Percent": True}),
    "line": ("LineDiagram", {"SymbolType": _NO_MARK}),
    "line_markers": ("LineDiagram", {"SymbolType": _AUTO_MARK}),
    "line_stacked": ("LineDiagram", {"SymbolType": _NO_MARK, "Stacked": True}),
    "area": ("AreaDiagram", {}),
    "area_stacked": ("AreaDiagram", {"Stacked": True}),
    "area_stacked_100": ("AreaDiagram", {"Percent": True}),
    "pie": ("PieDiagram", {}),
    "doughnut": ("DonutDiagram", {}),
    "xy_scatter": ("XYDiagram", {"Lines": False}),
    "radar": ("NetDiagram", {}),
}
_POSITIONS = {"top": "TOP", "bottom": "BOTTOM", "left": "LEFT", "right": "RIGHT"}
_SOURCES = {"rows": "ROWS", "columns": "COLUMNS"}


def _refused(what: str) -> NotImplementedError:
    return cannot(what, "axes and series of charts are not mapped; use chart.api, LibreOffice's own chart document")


@honest
class ChartLegend(base_classes.ChartLegend):
    """The legend of a chart."""

    def __init__(self, chart: "Chart") -> None:
        self.chart = chart

    @property
    def api(self) -> Uno:
        """The legend as UNO knows it."""
        return self.chart.document.getLegend()

    @property
    def visible(self) -> bool:
        """Whether it is shown."""
        return bool(self.chart.document.HasLegend)

    @visible.setter
    def visible(self, value: bool) -> None:
        self.chart.document.HasLegend = value

    @property
    def position(self) -> str | None:
        """On which side it stands."""
        found = self.api.Alignment.value
        return next((name for name, said in _POSITIONS.items() if said == found), None)

    @position.setter
    def position(self, value: str) -> None:
        if value not in _POSITIONS:
            raise cannot(f"ChartLegend.position = {value!r}", "a legend stands on one of four sides")
        self.api.Alignment = bridge.enum("chart.ChartLegendPosition", _POSITIONS[value])


@honest
class Chart(Placed, base_classes.Chart):
    """One chart."""

    @property
    def api(self) -> tuple[Uno, Uno]:
        """The shape and the chart document as UNO knows them."""
        return self.xl, self.document

    @property
    def table(self) -> Uno:
        """The chart as the sheet knows it, with its source."""
        return self.sheet.xl.getCharts().getByName(self.xl.PersistName)

    @property
    def document(self) -> Uno:
        """The chart's own document."""
        return self.table.getEmbeddedObject()

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self.xl.Name or self.xl.PersistName)

    @name.setter
    def name(self, value: str) -> None:
        self.xl.Name = value

    @property
    def chart_type(self) -> str:
        """The kind of chart."""
        diagram = self.document.getDiagram()
        kind = diagram.getDiagramType().rpartition(".")[2]
        return next((name for name, (said, facts) in _DIAGRAMS.items() if said == kind and _fits(diagram, facts)), kind)

    @chart_type.setter
    def chart_type(self, chart_type: str) -> None:
        if chart_type not in _DIAGRAMS:
            raise cannot(f"Chart type {chart_type!r}", f"the engine draws {', '.join(_DIAGRAMS)}")
        kind, facts = _DIAGRAMS[chart_type]
        diagram = self.document.createInstance(f"com.sun.star.chart.{kind}")
        self.document.setDiagram(diagram)
        for name, value in facts.items():
            setattr(self.document.getDiagram(), name, value)

    @property
    def title(self) -> str | None:
        """The title; None when there is none."""
        return str(self.document.getTitle().String) if self.document.HasMainTitle else None

    @title.setter
    def title(self, value: str | None) -> None:
        self.document.HasMainTitle = value is not None
        if value is not None:
            self.document.getTitle().String = value

    @property
    def legend(self) -> ChartLegend:
        """The legend."""
        return ChartLegend(self)

    @property
    def plot_by(self) -> str:
        """Whether each row or each column is a series."""
        found = self.document.getDiagram().DataRowSource.value
        return next(name for name, said in _SOURCES.items() if said == found)

    @plot_by.setter
    def plot_by(self, value: str) -> None:
        self.document.getDiagram().DataRowSource = bridge.enum("chart.ChartDataRowSource", _SOURCES[value])

    def set_source_data(self, rng: "Range", plot_by: str | None = None) -> None:
        """Draw these cells."""
        self.table.setRanges((rng.xl.getRangeAddress(),))
        if plot_by is not None:
            self.plot_by = plot_by

    @property
    def source(self) -> list["Range"]:
        """The cells that are drawn."""
        return [self.sheet.at(place_of(address)) for address in self.table.getRanges()]

    def set_x_axis_values(self, rng: "Range") -> None:
        """Not mapped."""
        raise _refused("Chart.set_x_axis_values")

    @property
    def style(self) -> None:
        """Styles of charts are Excel's own."""
        return

    @style.setter
    def style(self, value: int) -> None:
        raise cannot("Chart.style", "LibreOffice has no numbered styles of charts")

    @property
    def category_axis(self) -> Any:
        """Not mapped."""
        raise _refused("Chart.category_axis")

    @property
    def value_axis(self) -> Any:
        """Not mapped."""
        raise _refused("Chart.value_axis")

    @property
    def secondary_category_axis(self) -> Any:
        """Not mapped."""
        raise _refused("Chart.secondary_category_axis")

    @property
    def secondary_value_axis(self) -> Any:
        """Not mapped."""
        raise _refused("Chart.secondary_value_axis")

    @property
    def series(self) -> Any:
        """Not mapped."""
        raise _refused("Chart.series")

    def delete(self) -> None:
        """Remove it."""
        self.sheet.xl.getCharts().removeByName(self.xl.PersistName)

    def to_png(self, path: str) -> None:
        """Write it as a picture."""
        export = bridge.service(self.sheet.book.app.context, "drawing.GraphicExportFilter")
        export.setSourceDocument(self.xl)
        export.filter(bridge.properties(URL=bridge.url_of(path), MediaType="image/png"))

    def to_pdf(self, path: str, quality: str) -> None:
        """Not mapped."""
        raise cannot("Chart.to_pdf", "print its sheet, or write it with to_png")


def _fits(diagram: Uno, facts: dict[str, Any]) -> bool:
    asked = {"Stacked": False, "Percent": False} | {name: value for name, value in facts.items() if name != "Lines"}
    return all(getattr(diagram, name, value) == value for name, value in asked.items())


@honest
class Charts(OnSheet, base_classes.Charts):
    """The charts on a sheet."""

    def _found(self) -> list[Any]:
        known = self.sheet.xl.getCharts()
        shapes = drawn(self.sheet, "OLE2Shape")
        return [Chart(self.sheet, shape) for shape in shapes if known.hasByName(shape.PersistName)]

    def add(
        self,
        left: float,
        top: float,
        width: float,
        height: float,
        chart_type: str | None = None,
        source: "Range | None" = None,
        plot_by: str | None = None,
        name: str | None = None,
        anchor: Any = None,
        style: int | None = 227,
    ) -> Chart:
        """A chart; the number of its style is not kept."""
        x, y = (anchor.left, anchor.top) if anchor else (left, top)
        sides = {"X": x, "Y": y, "Width": width, "Height": height}
        place = bridge.struct("awt.Rectangle", **{side: hundredths(value) for side, value in sides.items()})
        charts = self.sheet.xl.getCharts()
        made = f"Object {uuid.uuid4().hex}"  # unique in the whole book, not on the sheet alone
        taken = {chart.name for chart in self._found()}
        called = name or next(said for n in range(1, 100000) if (said := f"Chart {n}") not in taken)
        drawn_cells = () if source is None else (source.xl.getRangeAddress(),)
        charts.addNewByName(made, place, drawn_cells, True, True)
        chart = next(each for each in self._found() if each.xl.PersistName == made)
        chart.name = called
        chart.chart_type = chart_type or "column_clustered"
        if plot_by is not None:
            chart.plot_by = plot_by
        return chart  # type: ignore[no-any-return]  # found among charts
