"""What people type into inputs that was not meant: the truth is what stands there then, to be taken or to be asked."""

import datetime as dt

from support.damage import operator
from support.handled import Content, Handled
from workbook.values import Kind, interpret


def some(paper: Handled, *kinds: Kind) -> str:
    """A field of one of these kinds whose input still stands."""
    fields = paper.layout.form.fields.items()
    return paper.random.choice([id_ for id_, spec in fields if spec.kind in kinds and paper.place(id_) is not None])


def ticked(paper: Handled, id_: str) -> bool:
    return interpret(Kind.TICK, paper.truth[id_][0]).value is True


@operator
def amounts_with_units(paper: Handled) -> None:
    for text in ("3,500万元", "0.35亿", "2000万", "35000000元", "３５００"):
        paper.type(some(paper, Kind.MONEY_WAN), text)


@operator
def amount_in_yuan(paper: Handled) -> None:
    """A plain number stays the number it is; the demands ask about the unit."""
    paper.type(some(paper, Kind.MONEY_WAN), 35000000.0)


@operator
def numbers_as_text(paper: Handled) -> None:
    for id_ in [id_ for id_, spec in paper.layout.form.fields.items() if spec.kind is Kind.MONEY_WAN]:
        number = paper.truth[id_][0].value
        if isinstance(number, float):
            paper.type(id_, Content(f"{number:g}"))


@operator
def dates_as_text(paper: Handled) -> None:
    for kind, shape in ((Kind.DATE, "{0.year}年{0.month}月{0.day}日"), (Kind.YEAR_MONTH, "{0.year}.{0.month:02d}")):
        for id_ in [id_ for id_, spec in paper.layout.form.fields.items() if spec.kind is kind]:
            day = paper.truth[id_][0].value
            if isinstance(day, dt.datetime):
                paper.type(id_, Content(shape.format(day)))


@operator
def month_as_number(paper: Handled) -> None:
    """2022.10 is 2022.1 to a spreadsheet: January or October."""
    paper.type(some(paper, Kind.YEAR_MONTH), Content(2022.1))


@operator
def code_as_number(paper: Handled) -> None:
    paper.type(some(paper, Kind.CREDIT_CODE), Content(91320412123456789.0))


@operator
def phone_as_number(paper: Handled) -> None:
    paper.type(some(paper, Kind.PHONE), Content(13800000001.0))


@operator
def formula_in_input(paper: Handled) -> None:
    paper.type(some(paper, Kind.MONEY_WAN, Kind.TEXT), Content(2.0, 0, "1+1"))


@operator
def error_in_input(paper: Handled) -> None:
    paper.type(some(paper, Kind.MONEY_WAN, Kind.DATE), Content("#DIV/0!", is_error=True))


@operator
def ticks_of_all_shapes(paper: Handled) -> None:
    """Accepted shapes mean what √ means."""
    for id_, spec in paper.layout.form.fields.items():
        if spec.kind is Kind.TICK and ticked(paper, id_):
            paper.type(id_, paper.random.choice(("✓", "✔", "☑", "■", "●", "是", 1.0, "R", True)))


@operator
def doubtful_ticks(paper: Handled) -> None:
    for _ in range(3):
        paper.type(some(paper, Kind.TICK), paper.random.choice(("☒", "×")))


@operator
def name_and_title_in_one_cell(paper: Handled) -> None:
    """李四 董事长 where a name is asked, nothing where the title is: what stands there is told, never taken apart."""
    paper.type("legal_name", Content("李四 董事长"))
    paper.type("legal_title", Content())


@operator
def boxes_in_one_cell(paper: Handled) -> None:
    """All boxes of one group told in the cell of the first: □甲 √乙."""
    area = paper.random.choice(
        [area for area in paper.layout.form.areas.values() if not area.is_choice and len(area.boxes) > 1]
    )
    places = [paper.place(id_) for id_, _ in area.boxes]
    readings = [interpret(Kind.TICK, paper.truth[id_][0]) for id_, _ in area.boxes]
    if None in places or any(reading.value is None or reading.problem for reading in readings):
        return
    marks = "　".join(
        f"{'√' if reading.value else '□'}{title}" for reading, (_, title) in zip(readings, area.boxes, strict=True)
    )
    page = paper.page(paper.layout.areas[area.id].sheet)
    for where, content in zip(places, (marks, *[None] * (len(places) - 1)), strict=True):
        if where:
            page.write(*where, content)


@operator
def choice_in_one_cell(paper: Handled) -> None:
    """A whole choice in the cell of its first box, as the printed form has it."""
    area = paper.random.choice([area for area in paper.layout.form.areas.values() if area.is_choice])
    places = [paper.place(area.id, number) for number in range(len(area.boxes))]
    shapes = paper.truth[area.id]
    if None in places or any(cell.text not in ("√", "□", "") for cell in shapes):
        return
    marks = " ".join(f"{cell.text or '□'}{title}" for cell, (_, title) in zip(shapes, area.boxes, strict=True))
    page = paper.page(paper.layout.areas[area.id].sheet)
    for where, content in zip(places, (marks, *[None] * (len(places) - 1)), strict=True):
        if where:
            page.write(*where, content)
