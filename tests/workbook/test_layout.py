"""Where fields lie: one name, one place, one status cell each, and the same again tomorrow."""

from collections import Counter

import pytest

from support.spoken import form, of_the_first
from workbook.layout import Layout
from workbook.values import Kind


@pytest.fixture(scope="module")
def layout() -> Layout:
    return Layout(form())


def test_every_field_has_a_place(layout: Layout) -> None:
    assert set(layout.spots) == set(form().fields)
    assert set(layout.areas) == set(form().areas)


def test_no_cell_belongs_to_two_fields(layout: Layout) -> None:
    cells = Counter(f"{spot.sheet}!{cell}" for spot in layout.spots.values() for cell in spot.cells)

    assert [cell for cell, count in cells.items() if count > 1] == []


def test_printed_order_runs_downwards(layout: Layout) -> None:
    for sheet in layout.sheets:
        rows = [int(spot.cells[0][1:]) for spot in layout.spots.values() if spot.sheet == sheet]
        assert rows == sorted(rows)


@of_the_first
def test_a_choice_is_the_column_of_its_boxes(layout: Layout) -> None:
    spot = layout.spots["ownership_kind"]
    first = int(spot.cells[0][1:])

    assert spot.cells == tuple(f"C{first + n}" for n in range(4))
    assert spot.reference == f"'企业基本信息'!$C${first}:$C${first + 3}"
    assert layout.areas["ownership_kind"] == spot


@of_the_first
def test_a_group_covers_the_boxes_it_prints(layout: Layout) -> None:
    boxes = [layout.spots[box].cells[0] for box, _ in form().areas["scenarios_planning"].boxes]

    assert layout.areas["scenarios_planning"].cells == tuple(boxes)


def test_a_long_text_is_one_merged_area_named_at_its_first_cell(layout: Layout) -> None:
    for id_, spec in form().fields.items():
        if spec.kind is Kind.LONG_TEXT:
            spot = layout.spots[id_]
            assert spot.merged.startswith(f"{spot.cells[0]}:")
            assert ":" not in spot.reference


def test_names_stand_once(layout: Layout) -> None:
    names = [name for name, _ in layout.names()]

    assert len(names) == len(set(names)) == len(set(form().fields) | set(form().areas))


def test_a_catalogue_is_found_at_its_first_box(layout: Layout) -> None:
    assert layout.address("scenarios") == layout.address("scenarios_plan_optimisation")


def test_what_has_no_place_has_no_address(layout: Layout) -> None:
    assert layout.address("no_such_field") == ""


def test_two_layouts_of_a_notice_are_the_same(layout: Layout) -> None:
    assert dict(Layout(form()).names()) == dict(layout.names())


@of_the_first
def test_a_section_that_breaks_goes_on_on_a_sheet_of_its_own(layout: Layout) -> None:
    chapter = [id_ for id_ in form().fields if id_.startswith("aspect_")]

    assert {layout.spots[id_].sheet for id_ in chapter[:9]} == {"正文"}
    assert {layout.spots[id_].sheet for id_ in chapter[9:]} == {"产品维度"}
    assert layout.is_wide("产品维度")
