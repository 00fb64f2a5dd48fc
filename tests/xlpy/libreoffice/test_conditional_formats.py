"""Conditional formats."""

from collections.abc import Iterator, Sequence
from types import ModuleType
from typing import Any

import pytest
import xlsxwriter
import xlwings as xw

from support.members import cannot, differs, works

RED = (255, 0, 0)


@works("Range.conditional_formats", "ConditionalFormats.add_cell_value", "ConditionalFormats.count")
@works(
    "ConditionalFormat.type", "ConditionalFormat.operator", "ConditionalFormat.formula1", "ConditionalFormat.formula2"
)
@works("ConditionalFormat.fill_color", "ConditionalFormat.font_color")
@works("ConditionalFormat.font_bold", "ConditionalFormat.font_italic")
@pytest.mark.parametrize(
    ("operator", "second"),
    [
        ("between", 9),
        ("not_between", 9),
        ("equal_to", None),
        ("not_equal_to", None),
        ("greater_than", None),
        ("less_than", None),
        ("greater_than_or_equal", None),
        ("less_than_or_equal", None),
    ],
)
def test_a_rule_compares_values(sheet: xw.Sheet, operator: str, second: int | None) -> None:
    sheet["A1:A3"].conditional_formats.add_cell_value(
        operator, 5, second, fill_color=RED, font_color="#0000ff", font_bold=True, font_italic=True
    )

    rule = sheet["A1:A3"].conditional_formats[0]
    assert (rule.type, rule.operator, rule.formula1) == ("cell_value", operator, "=5")
    assert rule.formula2 == (None if second is None else f"={second}")
    assert (rule.fill_color, rule.font_color, rule.font_bold, rule.font_italic) == (RED, (0, 0, 255), True, True)


@works("ConditionalFormats.add_custom", "ConditionalFormat.formula")
def test_a_rule_asks_a_formula(sheet: xw.Sheet) -> None:
    sheet["B2:B9"].conditional_formats.add_custom("=AND(B2>1,$A2=MAX(1,2))", fill_color=RED)

    rule = sheet["B2"].conditional_formats[0]
    assert (rule.type, rule.formula, rule.operator) == ("custom", "=AND(B2>1,$A2=MAX(1,2))", None)


def test_the_last_rule_added_is_the_first(sheet: xw.Sheet) -> None:
    sheet["A1"].conditional_formats.add_cell_value("equal_to", 1)
    sheet["A1"].conditional_formats.add_cell_value("equal_to", 2)

    assert [rule.formula1 for rule in sheet["A1"].conditional_formats] == ["=2", "=1"]


@works("ConditionalFormat.set", "ConditionalFormat.delete", "ConditionalFormats.clear")
def test_a_rule_is_changed_and_removed(sheet: xw.Sheet) -> None:
    rule = sheet["A1"].conditional_formats.add_cell_value("equal_to", 1, fill_color=RED)
    sheet["A1"].conditional_formats.add_cell_value("equal_to", 9)

    rule.set(operator="greater_than", formula1=3, fill_color="#00ff00")
    changed = sheet["A1"].conditional_formats[1]

    assert (changed.operator, changed.formula1, changed.fill_color) == ("greater_than", "=3", (0, 255, 0))
    changed.delete()
    assert [each.formula1 for each in sheet["A1"].conditional_formats] == ["=9"]
    sheet["A1"].conditional_formats.clear()
    assert len(sheet["A1"].conditional_formats) == 0


@differs("ConditionalFormat.stop_if_true", how="always true: LibreOffice stops at the first rule that holds")
def test_rules_stop_at_the_first_that_holds(sheet: xw.Sheet) -> None:
    rule = sheet["A1"].conditional_formats.add_custom("=TRUE", stop_if_true=False)

    assert rule.stop_if_true is True


@cannot("ConditionalFormats.add_icon_set", why="LibreOffice's API makes no icons; those of a file are read and kept")
def test_icons_are_refused(sheet: xw.Sheet) -> None:
    with pytest.raises(NotImplementedError, match="of a file are read"):
        sheet["A1:A3"].conditional_formats.add_icon_set("3_arrows")


@differs(
    "ConditionalFormats.add_color_scale",
    how="made by LibreOffice 26.8 and newer, refused by older ones, which read and keep those of a file",
)
@pytest.mark.parametrize("colors", [((255, 0, 0), (0, 255, 0)), ((255, 0, 0), (255, 255, 0), (0, 255, 0))])
def test_a_scale_is_made_or_refused(lo: ModuleType, sheet: xw.Sheet, colors: Sequence[tuple[int, int, int]]) -> None:
    formats = sheet["A1:A3"].conditional_formats
    if lo.visuals.scale_of(len(colors)) is None:
        with pytest.raises(NotImplementedError, match="and newer make scales"):
            formats.add_color_scale(colors)
        assert len(formats) == 0
        return

    made = formats.add_color_scale(colors)

    assert (made.type, made.colors, len(formats)) == ("color_scale", colors, 1)
    assert (made.threshold_types[0], made.threshold_types[-1]) == ("lowest_value", "highest_value")


@works("ConditionalFormats.add_data_bar", "ConditionalFormat.bar_color", "ConditionalFormat.gradient")
@pytest.mark.parametrize(
    ("bounds", "types", "thresholds"),
    [
        ({}, ("automatic", "automatic"), (None, None)),
        ({"minimum": 1, "maximum": 9}, ("number", "number"), (1.0, 9.0)),
        ({"minimum": 10, "maximum": 90.5, "threshold_type": "percent"}, ("percent", "percent"), (10.0, 90.5)),
        ({"maximum": 90, "threshold_type": "percentile"}, ("automatic", "percentile"), (None, 90.0)),
    ],
)
def test_bars_are_as_long_as_the_values_are_large(
    sheet: xw.Sheet, bounds: dict[str, Any], types: tuple[str, str], thresholds: tuple[float | None, float | None]
) -> None:
    formats = sheet["A1:A3"].conditional_formats

    formats.add_data_bar((17, 34, 51), gradient=False, show_value=False, **bounds)

    (bar,) = formats
    assert (bar.type, bar.bar_color, bar.gradient, bar.show_value) == ("data_bar", (17, 34, 51), False, False)
    assert (bar.threshold_types, bar.thresholds) == (types, thresholds)
    assert (bar.stop_if_true, bar.colors, bar.icon_set, bar.fill_color) == (None, None, None, None)


def test_a_bar_stands_beside_a_rule(sheet: xw.Sheet) -> None:
    formats = sheet["A1:A3"].conditional_formats
    formats.add_cell_value("equal_to", 1)

    formats.add_data_bar("#ff0000")

    assert [rule.type for rule in formats] == ["cell_value", "data_bar"]


@pytest.fixture(scope="module")
def visuals(app: xw.App, tmp_path_factory: pytest.TempPathFactory) -> Iterator[xw.Sheet]:
    """A file with scales in A and B, a bar in C, icons in D and E, five grey arrows in F."""
    path = tmp_path_factory.mktemp("visuals") / "visuals.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    wishes: list[dict[str, Any]] = [
        {"type": "3_color_scale", "min_color": "#FF0000", "mid_color": "#FFFF00", "max_color": "#00FF00"},
        {"type": "2_color_scale", "min_type": "num", "min_value": 1, "max_type": "formula", "max_value": "$H$1"},
        {"type": "data_bar", "bar_color": "#112233", "bar_only": True},
        {"type": "icon_set", "icon_style": "3_traffic_lights"},
        {"type": "icon_set", "icon_style": "5_ratings", "reverse_icons": True, "icons_only": True},
        {"type": "icon_set", "icon_style": "5_arrows_gray"},
    ]
    for column, wish in enumerate(wishes):
        sheet.conditional_format(0, column, 9, column, wish)
    book.close()
    opened = app.books.open(path)
    yield opened.sheets[0]
    opened.close()


@works("ConditionalFormat.colors", "ConditionalFormat.threshold_types")
@differs("ConditionalFormat.thresholds", how="the formula of a bound reads as None")
def test_a_scale_of_a_file_says_its_colours(visuals: xw.Sheet) -> None:
    three, two = visuals["A1"].conditional_formats[0], visuals["B1"].conditional_formats[0]

    assert (three.type, three.colors) == ("color_scale", ((255, 0, 0), (255, 255, 0), (0, 255, 0)))
    assert three.threshold_types == ("lowest_value", "percentile", "highest_value")
    assert three.thresholds == (None, 50.0, None)
    assert (two.threshold_types, two.thresholds) == (("number", "formula"), (1.0, None))


@works("ConditionalFormat.show_value")
def test_a_bar_of_a_file_says_its_colour(visuals: xw.Sheet) -> None:
    bar = visuals["C1"].conditional_formats[0]

    assert (bar.type, bar.bar_color, bar.show_value, bar.gradient) == ("data_bar", (17, 34, 51), False, True)


@works("ConditionalFormat.icon_set", "ConditionalFormat.reverse_order")
def test_icons_of_a_file_say_which(visuals: xw.Sheet) -> None:
    lights, stars, arrows = (visuals[cell].conditional_formats[0] for cell in ("D1", "E1", "F1"))

    assert (lights.icon_set, lights.reverse_order, lights.show_value) == ("3_traffic_lights_1", False, True)
    assert (lights.threshold_types, lights.thresholds) == (("percent", "percent"), (33.0, 67.0))
    assert (stars.icon_set, stars.reverse_order, stars.show_value) == ("5_rating", True, False)
    assert stars.thresholds == (20.0, 40.0, 60.0, 80.0)
    assert arrows.icon_set == "5_arrows_gray"


@differs(
    "ConditionalFormat.threshold_types",
    how="the lowest value of a bar reads as `automatic`; `3_stars`, `3_triangles`, `5_boxes` read as None",
)
def test_the_lowest_value_of_a_bar_reads_as_automatic(visuals: xw.Sheet) -> None:
    assert visuals["C1"].conditional_formats[0].threshold_types[0] == "automatic"
