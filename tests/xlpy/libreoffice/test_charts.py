"""Charts: kinds, source, axes, series, pictures of them."""

from pathlib import Path
from types import ModuleType

import pytest
import xlwings as xw
from pypdf import PdfReader

from support.members import cannot, differs, works


@pytest.fixture
def chart(sheet: xw.Sheet) -> xw.Chart:
    """
    |   | n | m  | k |
    | a | 1 | 30 | 3 |
    | b | 2 | 40 | 4 |
    | c | 3 | 55 | 5 |
    """
    sheet["A1"].value = [["", "n", "m", "k"], ["a", 1, 30, 3], ["b", 2, 40, 4], ["c", 3, 55, 5]]
    return sheet.charts.add(10, 80, 300, 200, chart_type="column_clustered", source=sheet["A1:D4"])


@works("Charts.add", "Chart.chart_type", "Chart.name", "Chart.parent", "Sheet.charts", "Charts.count", "Charts.parent")
@pytest.mark.parametrize(
    "kind",
    [
        "column_clustered", "column_stacked", "column_stacked_100", "bar_clustered", "bar_stacked", "bar_stacked_100",
        "line", "line_stacked", "line_stacked_100", "line_markers", "line_markers_stacked", "line_markers_stacked_100",
        "area", "area_stacked", "area_stacked_100", "pie", "doughnut", "radar", "radar_markers", "radar_filled",
        "xy_scatter", "xy_scatter_lines", "xy_scatter_lines_no_markers", "xy_scatter_smooth",
        "xy_scatter_smooth_no_markers", "3d_area", "3d_area_stacked", "3d_line", "3d_pie", "3d_column",
        "3d_column_clustered", "3d_bar_stacked", "cylinder_col_clustered", "cone_bar_stacked_100",
        "pyramid_col_stacked",
    ],
)  # fmt: skip
def test_a_chart_is_of_its_kind(sheet: xw.Sheet, kind: str) -> None:
    sheet["A1"].value = [["", "n"], ["a", 1], ["b", 2]]

    chart = sheet.charts.add(10, 20, 300, 200, chart_type=kind, source=sheet["A1:B3"], name="Shares")

    assert (chart.name, chart.chart_type, chart.parent) == ("Shares", kind, sheet)


def test_a_chart_in_space_comes_back_from_a_file(app: xw.App, tmp_path: Path) -> None:
    book = app.books.add()
    book.sheets[0]["A1"].value = [["", "n", "m"], ["a", 1, 2], ["b", 2, 4]]
    book.sheets[0].charts.add(source=book.sheets[0]["A1:C3"], chart_type="cylinder_bar_stacked", plot_by="columns")

    book.save(tmp_path / "space.xlsx")
    book.close()

    with app.books.open(tmp_path / "space.xlsx") as again:
        assert [chart.chart_type for chart in again.sheets[0].charts] == ["cylinder_bar_stacked"]


@works(
    "Chart.title",
    "Chart.legend",
    "ChartLegend.visible",
    "ChartLegend.position",
    "Chart.set_source_data",
    "Chart.plot_by",
)
@works("Chart.left", "Chart.top", "Chart.width", "Chart.height", "Chart.delete")
def test_a_chart_has_title_legend_and_source(sheet: xw.Sheet) -> None:
    sheet["A1"].value = [["", "n", "m"], ["a", 1, 3], ["b", 2, 4]]
    chart = sheet.charts.add(10, 20, 300, 200)

    chart.set_source_data(sheet["A1:C3"], plot_by="rows")
    chart.title = "题目"
    chart.legend.visible = True
    chart.legend.position = "bottom"

    assert (chart.title, chart.legend.visible, chart.legend.position, chart.plot_by) == ("题目", True, "bottom", "rows")
    assert (chart.left, chart.top, chart.width, chart.height) == (10, 20, 300, 200)
    chart.title = None
    assert chart.title is None
    chart.delete()
    assert len(sheet.charts) == 0


@pytest.mark.parametrize(
    "kind",
    ["column_stacked", "line", "line_markers_stacked", "bar_stacked_100", "xy_scatter_lines", "pie", "radar_markers"],
)
def test_a_chart_gets_its_source_after_its_type(sheet: xw.Sheet, kind: str) -> None:
    sheet["A1"].value = [["", "n", "m"], ["a", 1, 3], ["b", 2, 4], ["c", 5, 6]]
    chart = sheet.charts.add()

    chart.chart_type = kind
    before = chart.chart_type
    chart.set_source_data(sheet["A1:C4"])

    assert (before, chart.chart_type, [series.name for series in chart.series]) == (kind, kind, ["n", "m"])


@pytest.mark.parametrize("is_source_first", [True, False])
def test_a_block_wider_than_high_is_drawn_row_by_row(sheet: xw.Sheet, *, is_source_first: bool) -> None:
    sheet["A1"].value = [["", "Jan", "Feb", "Mar"], ["north", 1, 2, 3], ["south", 4, 5, 6]]
    chart = sheet.charts.add(source=sheet["A1:D3"] if is_source_first else None)

    chart.set_source_data(sheet["A1:D3"])

    assert (chart.plot_by, [series.name for series in chart.series]) == ("rows", ["north", "south"])


def test_a_legend_that_is_placed_is_shown(chart: xw.Chart) -> None:
    chart.legend.visible = False
    hidden = chart.legend.position

    chart.legend.position = "left"

    assert (hidden, chart.legend.visible, chart.legend.position) == (None, True, "left")


@cannot("ChartLegend.position", why="`corner` is refused: a legend stands on one of four sides")
def test_a_legend_stands_in_no_corner(chart: xw.Chart) -> None:
    with pytest.raises(NotImplementedError, match="four sides"):
        chart.legend.position = "corner"


@works("Chart.to_png")
def test_a_chart_becomes_a_picture(chart: xw.Chart, tmp_path: Path) -> None:
    chart.to_png(tmp_path / "chart.png")

    assert (tmp_path / "chart.png").read_bytes()[1:4] == b"PNG"


def test_a_picture_that_cannot_be_written_is_told(lo: ModuleType, chart: xw.Chart, tmp_path: Path) -> None:
    with pytest.raises(lo.OfficeError, match="cannot be written"):
        chart.to_png(tmp_path)


@works("Chart.to_pdf")
def test_a_chart_becomes_one_page_of_its_size(chart: xw.Chart, tmp_path: Path) -> None:
    """300 x 200 points, and a millimetre around them."""
    chart.title = "Shares"

    chart.to_pdf(tmp_path / "chart.pdf")

    (page,) = PdfReader(tmp_path / "chart.pdf").pages
    assert "Shares" in page.extract_text()
    assert (float(page.mediabox.width), float(page.mediabox.height)) == (
        pytest.approx(300, abs=5),
        pytest.approx(200, abs=5),
    )
    assert [path.name for path in tmp_path.iterdir()] == ["chart.pdf"]
    assert chart.parent.book == xw.books.active


@cannot("Chart.style", why="LibreOffice has no numbered styles of charts")
@differs("Chart.chart_type", how="exploded and divided pies, bubbles, stock charts and surfaces are refused")
def test_styles_and_rare_kinds_of_charts_are_refused(sheet: xw.Sheet) -> None:
    chart = sheet.charts.add()

    with pytest.raises(NotImplementedError, match="no numbered styles"):
        chart.style = 5
    with pytest.raises(NotImplementedError, match="the engine draws"):
        chart.chart_type = "surface"


@works("Chart.value_axis", "ChartAxis.minimum_scale", "ChartAxis.maximum_scale", "ChartAxis.major_unit")
def test_a_scale_is_found_set_and_left_to_itself(chart: xw.Chart) -> None:
    axis = chart.value_axis
    found = (axis.minimum_scale, axis.maximum_scale, axis.major_unit)

    axis.minimum_scale, axis.maximum_scale, axis.major_unit = 10, 70, 20
    given = (axis.minimum_scale, axis.maximum_scale, axis.major_unit)
    axis.minimum_scale = axis.maximum_scale = axis.major_unit = None

    assert found == (0.0, 60.0, 10.0)
    assert given == (10.0, 70.0, 20.0)
    assert (axis.minimum_scale, axis.maximum_scale, axis.major_unit) == found


@works("Chart.category_axis", "ChartAxis.title", "ChartAxis.visible")
@pytest.mark.parametrize("kind", ["category_axis", "value_axis"])
def test_an_axis_has_a_title_and_is_hidden(chart: xw.Chart, kind: str) -> None:
    axis = getattr(chart, kind)
    before = (axis.visible, axis.title)

    axis.visible = False
    hidden = axis.visible
    axis.title = "万元"

    assert (before, hidden) == ((True, None), False)
    assert (axis.visible, axis.title) == (True, "万元")
    axis.title = None
    assert axis.title is None


@works("ChartAxis.number_format", "ChartAxis.reverse_order", "ChartAxis.set")
def test_an_axis_is_set_in_one_go(chart: xw.Chart) -> None:
    chart.value_axis.set(title="Share", number_format="0.0%", reverse_order=True, maximum_scale=80)

    axis = chart.value_axis
    assert (axis.title, axis.number_format, axis.reverse_order, axis.maximum_scale) == ("Share", "0.0%", True, 80.0)


@works("ChartAxis.crosses")
@pytest.mark.parametrize("where", ["minimum", "maximum", "automatic"])
def test_the_other_axis_crosses_where_it_is_told(chart: xw.Chart, where: str) -> None:
    chart.category_axis.crosses = "minimum"

    chart.value_axis.crosses = where

    assert (chart.value_axis.crosses, chart.category_axis.crosses) == (where, "minimum")


@differs("ChartAxis.api", how="the UNO axis, not a COM object")
def test_the_api_of_an_axis_is_an_axis_of_uno(chart: xw.Chart) -> None:
    assert chart.value_axis.api.supportsService("com.sun.star.chart.ChartAxis")
    chart.value_axis.visible = False
    assert chart.value_axis.api is None


def test_categories_have_no_scale(lo: ModuleType, chart: xw.Chart) -> None:
    with pytest.raises(lo.OfficeError, match="categories has no scale"):
        _ = chart.category_axis.minimum_scale


def test_a_hidden_axis_has_no_scale(lo: ModuleType, chart: xw.Chart) -> None:
    chart.value_axis.visible = False

    with pytest.raises(lo.OfficeError, match="no visible primary value axis"):
        chart.value_axis.maximum_scale = 1


def test_a_pie_has_no_axes(lo: ModuleType, chart: xw.Chart) -> None:
    chart.chart_type = "pie"

    with pytest.raises(lo.OfficeError, match="has no axes"):
        _ = chart.value_axis.visible


@works("Chart.series", "ChartSeries.name")
def test_series_are_named_by_their_header_or_by_hand(chart: xw.Chart) -> None:
    named = [series.name for series in chart.series]

    chart.series[0].name = 'Re"venue'

    assert (named, len(chart.series), chart.series[0].name) == (["n", "m", "k"], 3, 'Re"venue')
    assert chart.series[-1].name == "k"
    with pytest.raises(IndexError):
        _ = chart.series[3]


@differs(
    "ChartSeries.name", how="a name given by hand stands in an xlsx file as a formula that is a text, not as a text"
)
def test_a_name_given_by_hand_comes_back_from_a_file(app: xw.App, tmp_path: Path) -> None:
    book = app.books.add()
    book.sheets[0]["A1"].value = [["", "n"], ["a", 1]]
    book.sheets[0].charts.add(source=book.sheets[0]["A1:B2"]).series[0].name = "Revenue"
    book.save(tmp_path / "chart.xlsx")
    book.close()

    book = app.books.open(tmp_path / "chart.xlsx")

    assert [series.name for series in book.sheets[0].charts[0].series] == ["Revenue"]
    book.close()


def test_series_without_header_are_numbered(sheet: xw.Sheet) -> None:
    sheet["A1"].value = [[1, 4], [2, 5], [3, 6]]

    chart = sheet.charts.add(source=sheet["A1:B3"], plot_by="columns")

    assert [series.name for series in chart.series] == ["Series1", "Series2"]


@works("ChartSeries.chart_type", "ChartSeries.axis_group", "ChartSeries.set")
@works("Chart.secondary_value_axis", "Chart.secondary_category_axis")
def test_columns_and_a_line_share_a_chart(chart: xw.Chart) -> None:
    chart.series[0].set(chart_type="line_markers", axis_group="secondary", name="Margin")
    chart.secondary_value_axis.set(title="Share", minimum_scale=0, maximum_scale=4, number_format="0%")

    told = [(series.name, series.chart_type, series.axis_group) for series in chart.series]
    axis = chart.secondary_value_axis
    assert told == [
        ("Margin", "line_markers", "secondary"),
        ("m", "column_clustered", "primary"),
        ("k", "column_clustered", "primary"),
    ]
    assert chart.chart_type == "combination"
    assert (axis.title, axis.maximum_scale, axis.number_format) == ("Share", 4.0, "0%")
    assert (chart.value_axis.title, chart.secondary_category_axis.visible) == (None, False)


def test_a_series_goes_back_to_where_it_was(lo: ModuleType, chart: xw.Chart) -> None:
    chart.series[1].set(chart_type="area", axis_group="secondary")

    chart.series[1].set(chart_type="column_clustered", axis_group="primary")

    assert [series.name for series in chart.series] == ["n", "m", "k"]
    assert chart.chart_type == "column_clustered"
    with pytest.raises(lo.OfficeError, match="no secondary axes"):
        _ = chart.secondary_value_axis.visible


@cannot("ChartSeries.chart_type", why="only columns, lines and areas share a chart")
@pytest.mark.parametrize(("whole", "part"), [("bar_clustered", "line"), ("pie", "line"), ("line", "xy_scatter")])
def test_other_kinds_share_no_chart(chart: xw.Chart, whole: str, part: str) -> None:
    chart.chart_type = whole

    with pytest.raises(NotImplementedError, match="share a chart"):
        chart.series[0].chart_type = part


@works("ChartSeries.fill_color", "ChartSeries.line_color")
def test_columns_are_filled_and_framed(chart: xw.Chart) -> None:
    series = chart.series[0]
    frame = series.line_color

    series.fill_color, series.line_color = (255, 192, 0), "#0000ff"

    assert (frame, series.fill_color, series.line_color) == (None, (255, 192, 0), (0, 0, 255))


@works("ChartSeries.marker_style", "ChartSeries.marker_size")
@pytest.mark.parametrize(
    "style", ["automatic", "none", "square", "diamond", "triangle", "x", "star", "dot", "dash", "circle", "plus"]
)
def test_a_line_has_markers(chart: xw.Chart, style: str) -> None:
    chart.chart_type = "line"
    series = chart.series[1]

    series.set(line_color=(255, 0, 0), marker_style=style, marker_size=9)

    assert (series.line_color, series.fill_color) == ((255, 0, 0), None)
    assert (series.marker_style, series.marker_size) == (style, 9)


@cannot(
    "ChartSeries.marker_foreground_color",
    "ChartSeries.marker_background_color",
    why="read only: LibreOffice draws and saves markers in the colour of their line",
)
@pytest.mark.parametrize("member", ["marker_foreground_color", "marker_background_color"])
def test_markers_have_the_colour_of_their_line(chart: xw.Chart, member: str) -> None:
    chart.chart_type = "line_markers"
    chart.series[0].line_color = (255, 0, 0)

    assert getattr(chart.series[0], member) == (255, 0, 0)
    with pytest.raises(NotImplementedError, match="colour of their line"):
        setattr(chart.series[0], member, (0, 0, 255))


def test_columns_have_no_markers_and_lines_no_filling(chart: xw.Chart) -> None:
    with pytest.raises(NotImplementedError, match="has none"):
        chart.series[0].marker_size = 5

    chart.chart_type = "line"

    with pytest.raises(NotImplementedError, match="nothing to fill"):
        chart.series[0].fill_color = (1, 2, 3)


@differs("ChartSeries.api", how="the UNO series, not a COM object")
def test_the_api_of_a_series_is_a_series_of_uno(chart: xw.Chart) -> None:
    assert chart.series[0].api.supportsService("com.sun.star.chart2.DataSeries")


@works("Chart.set_x_axis_values")
def test_categories_come_from_other_cells(sheet: xw.Sheet) -> None:
    sheet["A1"].value = [["Year", "Sold"], [2020, 5], [2021, 6], [2022, 9]]
    chart = sheet.charts.add(source=sheet["B1:B4"], chart_type="line", plot_by="columns")

    chart.set_x_axis_values(sheet["A2:A4"])

    system = chart.api[1].getFirstDiagram().getCoordinateSystems()[0]
    shown = system.getAxisByDimension(0, 0).getScaleData().Categories.getValues().getTextualData()
    assert ([series.name for series in chart.series], shown) == (["Sold"], ("2020", "2021", "2022"))


def test_points_lie_over_other_cells(sheet: xw.Sheet) -> None:
    sheet["A1"].value = [["x", "y", "z"], [1, 5, 100], [2, 6, 200], [3, 9, 300]]
    chart = sheet.charts.add(source=sheet["A1:B4"], chart_type="xy_scatter")
    before = chart.category_axis.maximum_scale

    chart.set_x_axis_values(sheet["C2:C4"])

    assert before < 10
    assert chart.category_axis.maximum_scale >= 300
    assert chart.series[0].name == "y"
