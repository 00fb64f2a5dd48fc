"""Charts on a sheet: kind, source, title, legend, place."""

import uuid
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xlpy.libreoffice import bridge
from xlpy.libreoffice.axes import ChartAxis
from xlpy.libreoffice.bridge import Uno
from xlpy.libreoffice.cells import place_of
from xlpy.libreoffice.charttypes import kind_of, turn_into
from xlpy.libreoffice.errors import cannot
from xlpy.libreoffice.honest import honest
from xlpy.libreoffice.onsheet import OnSheet
from xlpy.libreoffice.pictured import chart_pdf, chart_picture
from xlpy.libreoffice.series import ChartSeriesCollection
from xlpy.libreoffice.shapes import Placed, drawn
from xlpy.libreoffice.sizes import hundredths

if TYPE_CHECKING:
    from xlpy.libreoffice.range import Range

_POSITIONS = {"top": "TOP", "bottom": "BOTTOM", "left": "LEFT", "right": "RIGHT"}
_SOURCES = {"rows": "ROWS", "columns": "COLUMNS"}


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
        """On which side it stands; None when it is hidden."""
        found = self.api.Alignment.value if self.visible else None
        return next((name for name, said in _POSITIONS.items() if said == found), None)

    @position.setter
    def position(self, value: str) -> None:
        if value not in _POSITIONS:
            raise cannot(f"ChartLegend.position = {value!r}", "a legend stands on one of four sides")
        self.visible = True
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
        return kind_of(self)

    @chart_type.setter
    def chart_type(self, chart_type: str) -> None:
        turn_into(self, chart_type)

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
        table, kind = self.table, self.chart_type
        is_new = self.document.getDataProvider() is None
        if is_new:  # a chart that was added without a source draws none
            provider = self.sheet.book.xl.createInstance("com.sun.star.chart2.data.DataProvider")
            self.document.attachDataProvider(provider)
        table.setRanges((rng.xl.getRangeAddress(),))
        table.HasColumnHeaders, table.HasRowHeaders = headers(rng, kind)
        if is_new:
            self.chart_type = kind
        self.plot_by = plot_by or along(rng)

    @property
    def source(self) -> list["Range"]:
        """The cells that are drawn."""
        return [self.sheet.at(place_of(address)) for address in self.table.getRanges()]

    def cells(self, said: str, role: str) -> Uno:
        """Cells, or a text in quotes, as something a chart draws."""
        made = self.document.getDataProvider().createDataSequenceByRangeRepresentation(said)
        made.Role = role
        return made

    def set_x_axis_values(self, rng: "Range") -> None:
        """Take the labels of the categories, or the x values of points, from these cells."""
        said, context = rng.xl.AbsoluteName, self.sheet.book.app.context
        if self.chart_type.startswith("xy_"):
            for series in self.series:
                series.give_x(self.cells(said, "values-x"))
            return
        axis = self.document.getFirstDiagram().getCoordinateSystems()[0].getAxisByDimension(0, 0)
        scale = axis.getScaleData()
        scale.Categories = bridge.service(context, "chart2.data.LabeledDataSequence")
        scale.Categories.setValues(self.cells(said, "categories"))
        axis.setScaleData(scale)

    @property
    def style(self) -> None:
        """Styles of charts are Excel's own."""
        return

    @style.setter
    def style(self, value: int) -> None:
        raise cannot("Chart.style", "LibreOffice has no numbered styles of charts")

    @property
    def category_axis(self) -> ChartAxis:
        """The axis of the categories."""
        return ChartAxis(self, "category")

    @property
    def value_axis(self) -> ChartAxis:
        """The axis of the values."""
        return ChartAxis(self, "value")

    @property
    def secondary_category_axis(self) -> ChartAxis:
        """The axis of the categories of the series on the secondary axes."""
        return ChartAxis(self, "category", "secondary")

    @property
    def secondary_value_axis(self) -> ChartAxis:
        """The axis of the values of the series on the secondary axes."""
        return ChartAxis(self, "value", "secondary")

    @property
    def series(self) -> ChartSeriesCollection:
        """The series."""
        return ChartSeriesCollection(self)

    def delete(self) -> None:
        """Remove it."""
        self.sheet.xl.getCharts().removeByName(self.xl.PersistName)

    def to_png(self, path: str) -> None:
        """Write it as a picture."""
        chart_picture(self, path)

    def to_pdf(self, path: str, quality: str) -> None:
        """Print it alone."""
        chart_pdf(self, path, quality)


def along(source: "Range") -> str:
    """What Excel takes for series when nobody says: the columns, the rows of a block that is wider than high."""
    return "rows" if source.place.ncols > source.place.nrows else "columns"


def headers(source: "Range", chart_type: str | None) -> tuple[bool, bool]:
    """Whether the first row and the first column are labels: texts, dates, nothing in the corner, x values."""
    rows = [list(row) for row in source.block()]
    corner, first_row, first_column = rows[0][0], rows[0][1:] or rows[0], [row[0] for row in rows[1:]]
    in_row = len(rows) > 1 and (corner in ("", None) or any(map(_is_label, first_row)))
    is_scatter = (chart_type or "").startswith("xy_")
    in_column = len(rows[0]) > 1 and (is_scatter or corner in ("", None) or any(map(_is_label, first_column)))
    return in_row, in_column


def _is_label(value: Any) -> bool:
    return value not in ("", None) and not isinstance(value, (int, float))


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
        if source is None:
            charts.addNewByName(made, place, (), True, True)
        else:
            charts.addNewByName(made, place, (source.xl.getRangeAddress(),), *headers(source, chart_type))
        chart = next(each for each in self._found() if each.xl.PersistName == made)
        chart.name = called
        chart.chart_type = chart_type or "column_clustered"
        if source is not None:
            chart.plot_by = plot_by or along(source)
        return chart  # type: ignore[no-any-return]  # found among charts
