import datetime as dt
import io
from random import Random

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from support.forms import form, random_record, record
from workbook import read
from workbook.digest import canonical, digest, text_digest
from workbook.notice.pack import FieldSpec
from workbook.ooxml.cell import Cell
from workbook.record import Entry, Record
from workbook.render.declaration import declaration
from workbook.values import Kind, Reading, interpret


def with_cell(field: str, cell: Cell) -> Record:
    """The base form with this cell in one field."""
    base = record()
    entry = Entry(interpret(base.kind(field), cell), (cell,), ("表!C5",), "name", 1.0)
    return Record(base.form, {**base.entries, field: entry})


def test_the_normal_form_follows_the_order_of_the_form() -> None:
    assert list(canonical(record())) == list(form().fields)


def test_values_stand_in_their_normal_form() -> None:
    values = canonical(record(revenue_2022_wan=15800.50, founded_on="2015-06-18", built_from="2023-02"))

    assert values["revenue_2022_wan"] == "15800.5"
    assert values["founded_on"] == "2015-06-18"
    assert values["built_from"] == "2023-02"
    assert values["factory_type"] == ["离散型智能工厂"]
    assert values["scenarios_flexible_line"] is True
    assert values["scenarios_hazard_automation"] is False
    assert values["municipal_workshop"] is None


def test_what_cannot_be_read_enters_as_it_was_typed() -> None:
    assert canonical(record(revenue_2022_wan="约三千"))["revenue_2022_wan"] == {"raw": "约三千"}
    assert digest(record(revenue_2022_wan="约三千")) != digest(record(revenue_2022_wan="约四千"))


def test_a_doubtful_box_of_a_choice_enters_with_its_shape() -> None:
    asked = record(ownership_kind={"民营": "√", "中央企业": "×"})

    assert canonical(asked)["ownership_kind"] == ["中央企业（×）", "民营"]


def test_every_accepted_shape_of_a_tick_means_the_same() -> None:
    assert digest(record(scenarios_flexible_line="✓")) == digest(record(scenarios_flexible_line="√"))


def test_two_ways_to_write_one_text_mean_the_same() -> None:
    assert digest(record(company_profile="Caf\u00e9一\r\n二 ")) == digest(record(company_profile="Cafe\u0301一\n二"))


def test_where_and_how_a_field_was_found_does_not_matter() -> None:
    base = record()
    moved = {
        id_: Entry(entry.reading, entry.raw, ("别处!Z9",), "label", 0.5, "移动过")
        for id_, entry in base.entries.items()
    }

    assert digest(Record(base.form, moved)) == digest(base)


def test_a_number_beyond_the_fifteen_digits_of_a_sheet_means_the_same() -> None:
    assert digest(with_cell("revenue_2022_wan", Cell(0.1 + 0.2))) == digest(with_cell("revenue_2022_wan", Cell(0.3)))


def test_a_number_in_a_text_field_survives_a_resave() -> None:
    assert digest(with_cell("legal_title", Cell(0.1 + 0.2))) == digest(with_cell("legal_title", Cell(0.3)))


def test_an_error_in_a_box_is_not_an_empty_box() -> None:
    assert digest(with_cell("scenarios_digital_twin", Cell("#REF!", is_error=True))) != digest(record())


def test_an_explanation_is_part_of_the_meaning() -> None:
    base = record()

    assert digest(Record(base.form, base.entries, {"revenue": "搬迁停产"})) != digest(base)
    assert digest(Record(base.form, base.entries, {"revenue": " "})) == digest(base)


@given(st.sampled_from([spec for spec in form().fields.values() if spec.options]), st.data())
@settings(max_examples=60, deadline=None)
def test_any_other_tick_in_a_choice_changes_the_digest(spec: FieldSpec, data: st.DataObject) -> None:
    shapes = st.fixed_dictionaries({option.id: st.sampled_from(["", "√", "×"]) for option in spec.options})
    one, other = data.draw(shapes), data.draw(shapes)

    same = canonical(record(**{spec.id: one})) == canonical(record(**{spec.id: other}))

    assert same is (one == other)


def test_an_empty_text_has_no_digest() -> None:
    assert text_digest(" \u3000\n") == ""
    assert len(text_digest("简介")) == 64


def readings(kind: Kind) -> st.SearchStrategy[Reading]:
    """Anything a field of this kind may hold."""
    if kind is Kind.TICK:
        return st.booleans().map(Reading)
    if kind is Kind.MONEY_WAN:
        return st.decimals(-(10**9), 10**9, places=4).map(lambda number: Reading(number.normalize() + 0))
    if kind is Kind.DATE:
        return st.dates(dt.date(1950, 1, 1), dt.date(2049, 12, 31)).map(Reading)
    if kind is Kind.YEAR_MONTH:
        return st.dates(dt.date(1950, 1, 1), dt.date(2049, 12, 31)).map(lambda day: Reading(day.replace(day=1)))
    return st.text("甲乙丙丁a1", min_size=1).map(Reading)


@given(st.sampled_from([id_ for id_, spec in form().fields.items() if not spec.options]), st.data())
@settings(max_examples=150, deadline=None)
def test_any_change_of_one_field_changes_the_digest(field: str, data: st.DataObject) -> None:
    base = record()
    kind = base.kind(field)
    changed = data.draw(readings(kind).filter(lambda reading: (reading.value or None) != (base.value(field) or None)))

    after = Record(base.form, {**base.entries, field: Entry(changed)})

    assert canonical(after)[field] != canonical(base)[field]
    assert digest(after) != digest(base)


def test_a_rendered_form_means_what_was_given() -> None:
    for seed in range(3):
        given_record = random_record(Random(seed))
        book = declaration(given_record.form.pack, given_record)

        read_again = canonical(read.declaration(book, "申报书.xlsx"))
        typed = {id_: value for id_, value in canonical(given_record).items() if not form().fields[id_].derives}
        assert {id_: read_again[id_] for id_ in typed} == typed


def test_a_resave_by_another_program_changes_no_digest() -> None:
    book = declaration(form().pack, record())
    stream = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(book)).save(stream)

    assert stream.getvalue() != book
    assert digest(read.declaration(stream.getvalue(), "申报书.xlsx")) == digest(read.declaration(book, "申报书.xlsx"))
