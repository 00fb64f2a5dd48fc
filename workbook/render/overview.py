"""概览.xlsx: the picture of a round on one page, with native charts that can be read aloud and in black and white."""

from typing import Any

from workbook.ooxml.address import column_letters
from workbook.picture import Grid, Picture
from workbook.render.charts import bars, columns
from workbook.render.look import height, points
from workbook.render.sheet import Paper, Sheet

PAGE, NUMBERS = "概览", "数据"
_COLUMNS, _WIDTH, _RIGHT = 20, 6.3, 11
_CHART, _SLOT, _GAP = (484, 212), 11, 8
_LIGHT, _DARK = "#FFFFFF", "#8FA9C4"
_TOP_ITEMS = 20
_NUMBER = 13


def overview(picture: Picture, *, for_print: bool = False) -> bytes:
    """The book: a page to print and the numbers behind it; for printing those are there but not shown."""
    paper = Paper(picture.title, picture.day)
    page, numbers = paper.sheet(PAGE), paper.sheet(NUMBERS)
    places = _lay_numbers(numbers, picture)
    row = _draw_head(page, picture)
    row = _draw_heat(page, picture.groups, row)
    _draw_charts(paper, page, picture, places, row)
    if for_print:
        numbers.native.hide()
    return paper.data()


def _draw_head(page: Sheet, picture: Picture) -> int:
    last = column_letters(_COLUMNS)
    page.native.set_column(0, _COLUMNS - 1, _WIDTH)
    page.merge(f"A1:{last}1", "sheet_title")
    page.text("A1", picture.title, "sheet_title")
    page.height(1, 30)
    page.merge(f"A2:{last}2", "centre", "quiet")
    due = f"；{picture.deadline[0]}截止{picture.deadline[1]:%Y-%m-%d}" if picture.deadline else ""
    page.text("A2", f"{picture.day:%Y-%m-%d}{due}", "centre", "quiet")
    most = len(picture.totals)
    for number, (label, value) in enumerate(picture.totals):
        first, end = (column_letters(_COLUMNS * at // most + shift) for at, shift in ((number, 1), (number + 1, 0)))
        for at, words, styles in (
            (3, value, ("cell", "big", "centre")),
            (4, label, ("cell", "centre", "wrap", "quiet")),
        ):
            page.merge(f"{first}{at}:{end}{at}", *styles)
            page.text(f"{first}{at}", words, *styles)
    page.height(3, 28)
    page.height(4, 28)
    return 6


def _draw_heat(page: Sheet, grid: Grid, row: int) -> int:
    """Districts against groups, every cell with its number; darker is more."""
    if not grid.across:
        return row
    page.text(f"A{row}", f"{grid.title}（家数，颜色越深越多）", "bold")
    label, span = 4, max(1, (_COLUMNS - 4) // (len(grid.across) + 1))
    for number, title in enumerate(("", *grid.across, "合计")):
        _box(page, row + 1, *_span(number, label, span), title, "header", "cell", "wrap")
    page.height(row + 1, 26)
    for at, (name, line) in enumerate(zip(grid.down, grid.numbers, strict=True), start=row + 2):
        _box(page, at, 1, label, name, "cell")
        for number, count in enumerate((*line, sum(line)), start=1):
            first, end = _span(number, label, span)
            if end > first:
                page.merge(f"{column_letters(first)}{at}:{column_letters(end)}{at}", "cell", "centre", "whole")
            page.number(f"{column_letters(first)}{at}", count, "cell", "centre", "whole")
        page.height(at, 17)
    end = row + 1 + len(grid.down)
    area = f"{column_letters(label + 1)}{row + 2}:{column_letters(label + span * len(grid.across))}{end}"
    scale = {"type": "2_color_scale", "min_type": "num", "min_value": 0, "min_color": _LIGHT, "max_color": _DARK}
    page.native.conditional_format(area, scale)
    return end + 2


def _span(number: int, label: int, span: int) -> tuple[int, int]:
    """First and last column of the n-th box; the first is the label's."""
    return (1, label) if number == 0 else (label + 1 + (number - 1) * span, label + number * span)


def _box(page: Sheet, row: int, first: int, last: int, text: str, *styles: str) -> None:
    cell = f"{column_letters(first)}{row}"
    if last > first:
        page.merge(f"{cell}:{column_letters(last)}{row}", *styles)
    page.text(cell, text, *styles)


def _draw_charts(paper: Paper, page: Sheet, picture: Picture, places: dict[str, int], row: int) -> None:
    """Long lists of bars on the left, two columns charts beside each; what is left over two by two below."""
    left = [grid for grid in (picture.items, picture.findings) if not grid.is_blank]
    right = [grid for grid in (*picture.choices, picture.sums, picture.receipts, picture.states) if not grid.is_blank]
    slots = [(row + 2 * _SLOT * (number // 2) + _SLOT * (number % 2), _RIGHT) for number in range(2 * len(left))]
    below = row + 2 * _SLOT * len(left)
    slots += [(below + number // 2 * _SLOT, (1, _RIGHT)[number % 2]) for number in range(len(right))]
    for number, grid in enumerate(left):
        chart = bars(paper, NUMBERS, grid, places[grid.title], _TOP_ITEMS)
        _insert(page, chart, (row + 2 * _SLOT * number, 1), 2, spoken(grid, _TOP_ITEMS))
    for grid, slot in zip(right, slots, strict=False):
        chart = columns(paper, NUMBERS, grid, places[grid.title], is_stacked=grid is not picture.sums)
        _insert(page, chart, slot, 1, spoken(grid))
    used = [at + _SLOT for at, _ in slots[: len(right)]]
    _draw_outcomes(page, picture, max([below, *used]))


def _insert(page: Sheet, chart: Any, slot: tuple[int, int], tall: int, words: str) -> None:
    """A chart in its slot; the words are read to those who cannot see it."""
    chart.set_size({"width": _CHART[0], "height": _CHART[1] * tall + (tall - 1) * _GAP})
    options = {"description": words, "x_offset": 2, "y_offset": 4}
    page.native.insert_chart(f"{column_letters(slot[1])}{slot[0]}", chart, options)


def _draw_outcomes(page: Sheet, picture: Picture, row: int) -> None:
    told = [outcome for outcome in picture.outcomes if outcome.given]
    end = row + len(told) + 1
    if told:
        head = ("建设成效", "前后都填的家数", "可比较的家数", "变化的中位数")
        widths = ((1, 8), (9, 12), (13, 16), (17, 20))
        for (first, last), text in zip(widths, head, strict=True):
            _box(page, row, first, last, text, "header", "cell")
        for at, outcome in enumerate(told, start=row + 1):
            change = "" if outcome.change is None else f"{outcome.change:+.1%}"
            texts = (outcome.title, str(outcome.given), str(outcome.compared), change)
            for (first, last), text in zip(widths, texts, strict=True):
                _box(page, at, first, last, text, "cell", "centre")
    page.portrait()
    page.native.fit_to_pages(1, 1)
    page.native.print_area(f"A1:{column_letters(_COLUMNS)}{end}")


def spoken(grid: Grid, most: int | None = None) -> str:
    """What a chart shows, in words, for those who cannot see it."""
    lines = []
    for name, line in [*zip(grid.down, grid.numbers, strict=True)][:most]:
        said = "、".join(f"{title}{number:,.0f}" for title, number in zip(grid.across, line, strict=True) if number)
        if said:
            lines.append(f"{name}：{said}")
    return f"{grid.title}。{'；'.join(lines)}。"


def _lay_numbers(sheet: Sheet, picture: Picture) -> dict[str, int]:
    """Every grid as a table one below the other; in which row the header of each stands."""
    row, places = 1, {}
    for grid in picture.grids:
        sheet.text(f"A{row}", grid.title, "bold")
        places[grid.title] = row + 1
        for column, title in enumerate(("", *grid.across), start=1):
            sheet.text(f"{column_letters(column)}{row + 1}", title, "header", "cell", "wrap")
        sheet.height(row + 1, max((height(title, points(_NUMBER)) for title in grid.across), default=22))
        for at, (name, line) in enumerate(zip(grid.down, grid.numbers, strict=True), start=row + 2):
            sheet.text(f"A{at}", name, "cell")
            for column, number in enumerate(line, start=2):
                sheet.number(f"{column_letters(column)}{at}", number, "cell")
        row += len(grid.down) + 3
    sheet.native.set_column("A:A", 30)
    sheet.native.set_column("B:Z", _NUMBER)
    sheet.landscape()
    return places
