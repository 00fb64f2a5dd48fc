"""Native charts over a table of numbers: greys and patterns that a black and white printer tells apart."""

from typing import Any

from workbook.picture import Grid
from workbook.render.look import BODY_FONT
from workbook.render.sheet import Paper

_FONT = {"name": BODY_FONT, "size": 9}
_SMALL = {"name": BODY_FONT, "size": 8}
_INK = "#1F2933"
_FILLS: tuple[dict[str, Any], ...] = (
    {"fill": {"color": "#2B4C6F"}},
    {"fill": {"color": "#C9D6E3"}},
    {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": "#2B4C6F", "bg_color": "#FFFFFF"}},
    {"fill": {"color": "#7F97AE"}},
    {"pattern": {"pattern": "percent_20", "fg_color": _INK, "bg_color": "#FFFFFF"}},
    {"pattern": {"pattern": "dark_horizontal", "fg_color": "#7F97AE", "bg_color": "#FFFFFF"}},
    {"fill": {"color": "#FFFFFF"}},
    {"pattern": {"pattern": "large_grid", "fg_color": "#2B4C6F", "bg_color": "#FFFFFF"}},
    {"pattern": {"pattern": "wide_downward_diagonal", "fg_color": "#7F97AE", "bg_color": "#FFFFFF"}},
    {"pattern": {"pattern": "percent_60", "fg_color": _INK, "bg_color": "#FFFFFF"}},
    {"pattern": {"pattern": "narrow_vertical", "fg_color": "#2B4C6F", "bg_color": "#FFFFFF"}},
    {"fill": {"color": "#E4E7EB"}},
)
_RULE = {"color": "#D5DAE0", "width": 0.5}
_BORDER = {"color": _INK, "width": 0.5}


def bars(paper: Paper, sheet: str, grid: Grid, header: int, most: int | None = None) -> Any:
    """Lying bars, the longest on top, each with its number."""
    chart = _chart(paper, "bar", sheet, grid, rows=_rows(grid, header, most), is_stacked=len(grid.across) > 1)
    chart.set_y_axis({"reverse": True, "num_font": _SMALL, "interval_unit": 1})
    chart.set_x_axis({"min": 0, "visible": False, "major_gridlines": {"visible": False}})
    return chart


def columns(paper: Paper, sheet: str, grid: Grid, header: int, *, is_stacked: bool) -> Any:
    """Standing columns, a district or a day each; what makes a whole together is stacked."""
    rows = _rows(grid, header, None)
    chart = _chart(paper, "column", sheet, grid, rows=rows, is_stacked=is_stacked and len(grid.across) > 1)
    chart.set_x_axis({"num_font": _SMALL})
    lines = {"visible": True, "line": _RULE}
    chart.set_y_axis({"min": 0, "num_font": _SMALL, "num_format": "#,##0", "major_gridlines": lines})
    return chart


def _rows(grid: Grid, header: int, most: int | None) -> tuple[int, int]:
    """First and last row that a chart shows, counted from 0."""
    return header, header + min(len(grid.down), most or len(grid.down)) - 1


def _chart(paper: Paper, kind: str, sheet: str, grid: Grid, *, rows: tuple[int, int], is_stacked: bool) -> Any:
    options = {"type": kind, **({"subtype": "stacked"} if is_stacked else {})}
    chart = paper.chart(options)
    first, last = rows
    for place, title in enumerate(grid.across):
        if not any(line[place] for line in grid.numbers):
            continue
        chart.add_series(
            {
                "name": title,
                "categories": [sheet, first, 0, last, 0],
                "values": [sheet, first, place + 1, last, place + 1],
                "border": _BORDER,
                "gap": 40,
                **_FILLS[place % len(_FILLS)],
                **({"data_labels": {"value": True, "font": _SMALL}} if len(grid.across) == 1 else {}),
            }
        )
    chart.set_title({"name": grid.title, "name_font": {**_FONT, "bold": True, "size": 11}, "overlay": False})
    chart.set_legend({"none": True} if len(grid.across) == 1 else {"position": "bottom", "font": _SMALL})
    chart.set_chartarea({"border": {"color": "#9AA5B1"}})
    return chart
