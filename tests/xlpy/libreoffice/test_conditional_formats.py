"""Conditional formats."""

import pytest
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


@cannot(
    "ConditionalFormats.add_color_scale",
    "ConditionalFormats.add_data_bar",
    "ConditionalFormats.add_icon_set",
    why="LibreOffice's API makes scales, bars and icons with its own defaults only",
)
def test_scales_bars_and_icons_are_refused(sheet: xw.Sheet) -> None:
    formats = sheet["A1:A3"].conditional_formats

    with pytest.raises(NotImplementedError, match="own defaults"):
        formats.add_color_scale(["#ff0000", "#00ff00"])
    with pytest.raises(NotImplementedError, match="own defaults"):
        formats.add_data_bar("#ff0000")
    with pytest.raises(NotImplementedError, match="own defaults"):
        formats.add_icon_set("3_arrows")
