"""核对码 in Python: any edit changes it, what a re-save changes does not."""

import datetime as dt
from dataclasses import replace
from random import Random

import pytest

from support.contents import MAKERS
from support.spoken import form, of_the_first, record
from workbook.check_code import check_code, check_codes, content
from workbook.ooxml.cell import Cell
from workbook.read import declaration as read_declaration
from workbook.record import Record
from workbook.render.declaration import declaration
from workbook.values import AREAS, solid

EDITS = 10_000
SIGNS = "的一智能工厂abcXYZ0189，。（）"


def put(paper: Record, field: str, *raw: Cell) -> Record:
    entry = replace(paper.entry(field), raw=raw)
    return Record(paper.form, {**paper.entries, field: entry})


def edited(random: Random, paper: Record) -> Record:
    """One cell changed: a sign put in, taken out, changed or swapped, a box ticked or cleared, a content replaced."""
    field = random.choice(list(paper.form.fields))
    spec, raw = paper.form.fields[field], paper.entry(field).raw or (Cell(""),)
    if spec.kind in AREAS:
        count = len(paper.form.areas[field].boxes) if field in paper.form.areas else 1
        boxes = [*raw, *[Cell("")] * (count - len(raw))]
        number = random.randrange(count)
        boxes[number] = Cell("□" if boxes[number].text == "√" else "√")
        return put(paper, field, *boxes)
    text = raw[0].text
    if random.random() < 0.2 or not text:
        return put(paper, field, MAKERS[spec.kind](random, spec.maximum or 500))
    place = random.randrange(len(text))
    sign = random.choice(SIGNS)
    changed = random.choice(
        (
            text[:place] + sign + text[place:],
            text[:place] + text[place + 1 :],
            text[:place] + sign + text[place + 1 :],
            text[:place] + text[place : place + 2][::-1] + text[place + 2 :],
        )
    )
    return put(paper, field, Cell(changed))


@of_the_first
def test_ten_thousand_edits_each_change_the_code() -> None:
    random, paper, same, tried = Random(20231130), record(factory_brief="工厂以数据贯通。MES" * 60), [], 0
    contents = {field: [content(cell) for cell in paper.entry(field).raw] for field in form().fields}

    code = check_code(paper)
    while tried < EDITS:
        after = edited(random, paper)
        (field,) = [id_ for id_ in after.entries if after.entries[id_] is not paper.entries.get(id_)]
        if [content(cell) for cell in after.entry(field).raw] == (contents[field] or [""]):
            continue  # the same but for white space: no edit
        tried += 1
        if check_code(after) == code:
            same.append(field)

    assert same == []


def test_the_code_can_be_read_out() -> None:
    assert check_code(record()).count("-") == 2
    assert len(check_code(record())) == 14
    assert not set("ILOU") & set(check_code(record()))


def test_a_written_form_read_back_has_the_same_code() -> None:
    paper = record(revenue_2022_wan=10000.5)

    assert check_code(read_declaration(declaration(form().pack, paper), "申报书.xlsx")) == check_code(paper)


@of_the_first
def test_two_texts_that_change_places_change_the_code() -> None:
    here = record(company_profile="甲", company_strategy="乙")
    there = record(company_profile="乙", company_strategy="甲")

    assert check_code(here) != check_code(there)


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (Cell(10000.0), "1.00000000000000E+04"),
        (Cell(0.95), "9.50000000000000E-01"),
        (Cell(dt.datetime(2023, 11, 30)), "4.52600000000000E+04"),
        (Cell(" 甲　公\n司 "), "甲公司"),
        (Cell("#N/A", is_error=True), "#"),
        (Cell(value=True), "TRUE"),
        (Cell(), ""),
    ],
)
def test_contents_are_taken_as_a_formula_sees_them(cell: Cell, shown: str) -> None:
    assert content(cell) == shown


def test_white_space_and_the_shape_of_a_tick_do_not_count() -> None:
    assert check_code(record(company_name="常州 样例")) == check_code(record(company_name=" 常州样例　"))
    assert check_code(put(record(), "attachment_licence", Cell("✓"))) == check_code(record())
    assert solid("甲 乙") == "甲乙"


@of_the_first
def test_a_rare_character_admits_the_readings_of_other_programs() -> None:
    assert len(check_codes(record(legal_name="𠮷田"))) == 3
    assert check_codes(record()) == (check_code(record()),)
