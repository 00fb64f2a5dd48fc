"""Excel's types of charts and the diagrams of LibreOffice that draw them."""

from typing import TYPE_CHECKING, Any

from xlpy.libreoffice.bridge import Uno
from xlpy.libreoffice.errors import cannot
from xlpy.libreoffice.series import drawn, is_mixed

if TYPE_CHECKING:
    from xlpy.libreoffice.charts import Chart

_PLAIN, _MARKED = {"SymbolType": -3}, {"SymbolType": -2}
_STACKED, _PERCENT = {"Stacked": True}, {"Percent": True}
_COLUMNS, _BARS = {"Vertical": False}, {"Vertical": True}
_POINTS, _STRAIGHT, _SMOOTH = {"Lines": False}, {"Lines": True}, {"Lines": True, "SplineType": 1}
_DEEP = {"Dim3D": True}
_FRONT = _DEEP | {"Deep": False}
_BEHIND = _DEEP | {"Deep": True}
_DIAGRAMS: dict[str, tuple[str, dict[str, Any]]] = {
    "column_clustered": ("BarDiagram", _COLUMNS),
    "column_stacked": ("BarDiagram", _COLUMNS | _STACKED),
    "column_stacked_100": ("BarDiagram", _COLUMNS | _PERCENT),
    "bar_clustered": ("BarDiagram", _BARS),
    "bar_stacked": ("BarDiagram", _BARS | _STACKED),
    "bar_stacked_100": ("BarDiagram", _BARS | _PERCENT),
    "line": ("LineDiagram", _PLAIN),
    "line_stacked": ("LineDiagram", _PLAIN | _STACKED),
    "line_stacked_100": ("LineDiagram", _PLAIN | _PERCENT),
    "line_markers": ("LineDiagram", _MARKED),
    "line_markers_stacked": ("LineDiagram", _MARKED | _STACKED),
    "line_markers_stacked_100": ("LineDiagram", _MARKED | _PERCENT),
    "area": ("AreaDiagram", {}),
    "area_stacked": ("AreaDiagram", _STACKED),
    "area_stacked_100": ("AreaDiagram", _PERCENT),
    "pie": ("PieDiagram", {}),
    "doughnut": ("DonutDiagram", {}),
    "xy_scatter": ("XYDiagram", _POINTS | _MARKED),
    "xy_scatter_lines": ("XYDiagram", _STRAIGHT | _MARKED),
    "xy_scatter_lines_no_markers": ("XYDiagram", _STRAIGHT | _PLAIN),
    "xy_scatter_smooth": ("XYDiagram", _SMOOTH | _MARKED),
    "xy_scatter_smooth_no_markers": ("XYDiagram", _SMOOTH | _PLAIN),
    "radar": ("NetDiagram", _PLAIN),
    "radar_markers": ("NetDiagram", _MARKED),
    "radar_filled": ("FilledNetDiagram", {}),
    "3d_area": ("AreaDiagram", _BEHIND),
    "3d_area_stacked": ("AreaDiagram", _FRONT | _STACKED),
    "3d_area_stacked_100": ("AreaDiagram", _FRONT | _PERCENT),
    "3d_line": ("LineDiagram", _BEHIND),
    "3d_pie": ("PieDiagram", _DEEP),
}
_SOLIDS = {"3d": 0, "cylinder": 1, "cone": 2, "pyramid": 3}
"""com.sun.star.chart.ChartSolidType."""
for _solid, _number in _SOLIDS.items():
    _column = "column" if _solid == "3d" else "col"
    _facts = {"SolidType": _number}
    _DIAGRAMS |= {
        f"{_solid}_{_column}": ("BarDiagram", _BEHIND | _COLUMNS | _facts),
        f"{_solid}_{_column}_clustered": ("BarDiagram", _FRONT | _COLUMNS | _facts),
        f"{_solid}_{_column}_stacked": ("BarDiagram", _FRONT | _COLUMNS | _STACKED | _facts),
        f"{_solid}_{_column}_stacked_100": ("BarDiagram", _FRONT | _COLUMNS | _PERCENT | _facts),
        f"{_solid}_bar_clustered": ("BarDiagram", _FRONT | _BARS | _facts),
        f"{_solid}_bar_stacked": ("BarDiagram", _FRONT | _BARS | _STACKED | _facts),
        f"{_solid}_bar_stacked_100": ("BarDiagram", _FRONT | _BARS | _PERCENT | _facts),
    }


def kind_of(chart: "Chart") -> str:
    """The type of a chart; what Excel does not have is called as LibreOffice calls it."""
    if is_mixed(chart):
        return "combination"
    diagram = chart.document.getDiagram()
    kind = diagram.getDiagramType().rpartition(".")[2]
    alike = {name: facts for name, (said, facts) in _DIAGRAMS.items() if said == kind}
    return next((name for name, facts in alike.items() if _fits(chart, diagram, facts)), kind)


def turn_into(chart: "Chart", wanted: str) -> None:
    """Draw a chart as another type."""
    if wanted not in _DIAGRAMS:
        raise cannot(f"Chart type {wanted!r}", f"the engine draws {', '.join(_DIAGRAMS)}")
    kind, facts = _DIAGRAMS[wanted]
    chart.document.setDiagram(chart.document.createInstance(f"com.sun.star.chart.{kind}"))
    for name, value in facts.items():
        setattr(chart.document.getDiagram(), name, value)


def _fits(chart: "Chart", diagram: Uno, facts: dict[str, Any]) -> bool:
    asked = {"Stacked": False, "Percent": False, "SplineType": 0, "Dim3D": False} | facts
    if "Lines" in asked and asked.pop("Lines") != _has_lines(chart, diagram):
        return False
    # Without series a diagram has nothing to say of some properties.
    return all((getattr(diagram, name, value) or 0) == value for name, value in asked.items())


def _has_lines(chart: "Chart", diagram: Uno) -> bool:
    series = drawn(chart)
    return any(each.LineStyle.value != "NONE" for each in series) if series else bool(diagram.Lines)
