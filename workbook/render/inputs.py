"""The sheets a firm fills in: cover, tables, boxes, chapters, attachments, line by line as the layout says."""

from collections.abc import Callable, Mapping

from workbook.check_code import check_code
from workbook.layout import CHECK_CODE_NAME, CHECK_SHEET, FIRST_ROW, LIVE_ROW, STATUS, Line
from workbook.render import fields, look
from workbook.render.drawing import FULL, ROOM, WIDTHS, Drawing, colour, draw_status
from workbook.render.live import top_formula, top_text
from workbook.render.prose import draw_count, draw_prose, draw_title
from workbook.render.states import HELD
from workbook.render.workings import catalogue_areas, count_name

_BOX_ROW, _LINE_ROW, _COVER_ROW, _STAMP_ROW = 21.0, 24.0, 56.0, 84.0


def draw(drawing: Drawing) -> None:
    """One sheet of sections, whole."""
    lines = drawing.layout.lines(drawing.sheet.title)
    drawing.sheet.widths(**WIDTHS)
    _draw_top(drawing)
    for line in lines:
        _DRAWN[line.role](drawing, line)
    _finish(drawing, max(line.row + line.rows - 1 for line in lines))


def _draw_top(drawing: Drawing) -> None:
    """The line that stays in view, and the header that repeats in print."""
    sheet, fields_ = drawing.sheet, drawing.layout.form.fields
    lines = drawing.layout.lines(sheet.title)
    texts = [fields_[line.id] for line in lines if line.role == "count" and fields_[line.id].maximum]
    limited = texts if drawing.is_table else []
    sheet.formula(f"A{LIVE_ROW}", top_formula(limited, drawing.states), top_text(limited, drawing.states), "bold")
    sheet.link(f"D{LIVE_ROW}", f"{CHECK_SHEET}!A1", f"{CHECK_SHEET}→", "link")
    sheet.height(LIVE_ROW, 24)
    sheet.native.freeze_panes(LIVE_ROW, 0)


def _finish(drawing: Drawing, last: int) -> None:
    sheet, pack = drawing.sheet, drawing.layout.form.pack
    header = next((line.row for line in drawing.layout.lines(sheet.title) if line.role == "header"), 0)
    sheet.portrait(print_columns=f"A{FIRST_ROW}:C{last}", header_row=header)
    sheet.native.print_black_and_white()
    sections = [line.row for line in drawing.layout.lines(sheet.title) if line.role == "section"]
    if not drawing.is_table and sections[1:]:  # a chapter opens a page
        sheet.native.set_h_pagebreaks([row - 1 for row in sections[1:]])
    if not drawing.is_cover:
        sheet.page_title(f"{pack.papers.declaration}　{sheet.title}")
    for mark in look.STATES:
        sheet.colour(f"D{FIRST_ROW}:D{last}", f'$D{FIRST_ROW}="{mark}"', sheet.look.state(mark))


def _draw_header(drawing: Drawing, line: Line) -> None:
    for letter, words in zip("ABC", ("栏目", "项目", "填写"), strict=True):
        drawing.sheet.text(f"{letter}{line.row}", words, "cell", "header")
    drawing.sheet.text(f"D{line.row}", CHECK_SHEET, "quiet", "centre")
    drawing.sheet.height(line.row, _BOX_ROW)


def _draw_section(drawing: Drawing, line: Line) -> None:
    section, row = drawing.sections[line.id], line.row
    if section.level == 0:
        drawing.sheet.merge(f"A{row}:C{row}", "paper_title")
        drawing.sheet.text(f"A{row}", line.label, "paper_title")
        drawing.sheet.height(row, 220)
        return
    drawing.sheet.text(f"A{row}", line.label, "section" if section.level == 1 else "subsection")
    drawing.sheet.height(row, 40)


def _draw_text(drawing: Drawing, line: Line) -> None:
    """Printed words: centred on the title page, a band inside a table, a paragraph elsewhere."""
    section = drawing.section_of(line)
    if drawing.is_table and section.level:
        for letter in "ABC":
            drawing.sheet.text(f"{letter}{line.row}", line.label if letter == "A" else "", "band", "dimension")
        drawing.sheet.height(line.row, 24)
        return
    styles = ("chapter", "centre", "bottom") if not section.level else ("paragraph", "wrap")
    size = 12 if drawing.layout.is_wide(drawing.sheet.title) else look.SIZE_3
    styles = (*styles, *(("small_print",) if size != look.SIZE_3 else ()))
    drawing.sheet.merge(f"A{line.row}:C{line.row}", *styles)
    drawing.sheet.text(f"A{line.row}", line.label, *styles)
    drawing.sheet.height(
        line.row, look.height(line.label, FULL, size, least=20 if section.level else _least(drawing, line))
    )


def _least(drawing: Drawing, line: Line) -> float:
    """The words at the foot of the title page stand well below its fields."""
    before = max((other for other in drawing.layout.lines(drawing.sheet.title) if other.row < line.row), key=_row)
    return 40 if before.role == "text" else 170


def _row(line: Line) -> int:
    return line.row


def _draw_caption(drawing: Drawing, line: Line) -> None:
    catalogue = next(entry for entry in drawing.layout.form.pack.catalogues if entry.id == line.id)
    drawing.sheet.text(f"A{line.row}", line.label, "top_line", "caption")
    drawing.sheet.blank(f"B{line.row}", "top_line", "caption")
    words = "　".join(word for word in (catalogue.group_word, catalogue.item_word) if word)
    drawing.sheet.text(f"C{line.row}", words, "top_line", "caption", "right")
    drawing.sheet.height(line.row, 26)
    areas = drawing.layout.form.areas_of(line.id)
    counted = "+".join(map(count_name, areas))
    ticked = any(box.is_ticked for area in areas for box in drawing.record.boxes(area))
    draw_status(drawing, line.id, f"D{line.row}", f"{counted}=0", is_blank=not ticked)


def _draw_dimension(drawing: Drawing, line: Line) -> None:
    drawing.sheet.text(f"A{line.row}", line.label, "top_line", "dimension")
    drawing.sheet.blank(f"B{line.row}", "top_line", "dimension")
    drawing.sheet.blank(f"C{line.row}", "top_line", "dimension")
    drawing.sheet.height(line.row, 22)


def _draw_box(drawing: Drawing, line: Line) -> None:
    area = drawing.layout.form.areas[line.area]
    spot = drawing.layout.areas[line.area]
    _draw_heading(drawing, line)
    drawing.sheet.text(f"B{line.row}", line.label, "cell", "wrap", "indent")
    number = spot.cells.index(f"C{line.row}")
    content = fields.box(drawing.record, area, number)
    drawing.sheet.content(f"C{line.row}", content, "cell", "input", "tick")
    tall = look.height(line.heading, ROOM["A"], least=0) if drawing.edges[line.row][0] else 0
    drawing.sheet.height(line.row, max(_BOX_ROW, tall, look.height(line.label, ROOM["B"], least=0)))
    if drawing.edges[line.row][0]:
        fields.validate(drawing.sheet, drawing.layout.form, spot, drawing.rules(area.id), area.standard)
        ticked = any(box.is_ticked for box in drawing.record.boxes(line.area))
        counted, waits = _counted(drawing, line.area)
        draw_status(drawing, line.area, spot.status, f"{counted}=0", is_blank=not ticked)
        colour(drawing, spot, f"{spot.cells[0]}:{spot.cells[-1]}", f"{counted}>0", waits)


def _counted(drawing: Drawing, area: str) -> tuple[str, str]:
    """How many boxes of an area are ticked; and, of a group, whether its catalogue still needs more of them."""
    if area not in catalogue_areas(drawing.layout.form):
        return count_name(area), ""
    lines = drawing.layout.lines(drawing.sheet.title)
    caption = next(line for line in lines if line.role == "caption" and area in drawing.layout.form.areas_of(line.id))
    return count_name(area), f'${STATUS}${caption.row}<>"{HELD}"'


def _draw_input(drawing: Drawing, line: Line) -> None:
    spec, spot = drawing.layout.form.fields[line.id], drawing.layout.spots[line.id]
    cell = spot.cells[0]
    if drawing.is_cover:
        drawing.sheet.text(f"B{line.row}", line.label, "chapter", "right")
    else:
        _draw_heading(drawing, line)
        drawing.sheet.text(f"B{line.row}", line.label, *_label(line), "wrap", "indent")
    shown = fields.put(drawing.sheet, drawing.record, spec, cell, is_cover=drawing.is_cover)
    _set_line_height(drawing, line, shown, is_stamped=spec.stamped)
    fields.validate(drawing.sheet, drawing.layout.form, spot, drawing.rules(spot.name))
    is_blank = not fields.stands(drawing.record, spec)
    draw_status(drawing, line.id, spot.status, f'{spot.name}&""=""', is_blank=is_blank)
    if not drawing.is_cover:
        colour(drawing, spot, cell, f'{spot.name}&""<>""')


def _set_line_height(drawing: Drawing, line: Line, shown: str, *, is_stamped: bool) -> None:
    """As tall as its words ask, and taller when more is typed."""
    size = look.SIZE_3 if drawing.is_cover else look.SIZE_TABLE
    words = max(
        look.height(line.heading, ROOM["A"], least=0) if drawing.edges[line.row][0] and line.heading else 0,
        look.height(line.label, ROOM["B"], size, least=0),
    )
    content = look.height(shown, ROOM["C"], size, least=0) if shown else 0
    least = _COVER_ROW if drawing.is_cover else _STAMP_ROW if is_stamped else _LINE_ROW
    drawing.sheet.height(line.row, max(words, content, least), grows=not drawing.is_cover)


def _draw_code(drawing: Drawing, line: Line) -> None:
    """核对码 under the printed words: the stamped page says to which file it belongs."""
    formula = f'"核对码　"&{CHECK_CODE_NAME}'
    drawing.sheet.formula(f"C{line.row}", formula, f"核对码　{check_code(drawing.record)}", "quiet", "right")
    drawing.sheet.height(line.row, 18)


def _draw_heading(drawing: Drawing, line: Line) -> None:
    """A heading stands on its first line; its column looks like one cell without being merged."""
    begins, _ = drawing.edges[line.row]
    side = {(True, True): "cell_a", (True, False): "first_a", (False, False): "middle_a", (False, True): "last_a"}
    styles = (side[drawing.edges[line.row]], "heading", "wrap", "indent")
    drawing.sheet.text(f"A{line.row}", line.heading if begins else "", *styles)


def _label(line: Line) -> tuple[str, ...]:
    """A label under a heading is a cell of its own; without one it is the heading itself."""
    return ("cell",) if line.heading else ("open_left", "heading")


_DRAWN: Mapping[str, Callable[[Drawing, Line], None]] = {
    "section": _draw_section,
    "header": _draw_header,
    "text": _draw_text,
    "caption": _draw_caption,
    "dimension": _draw_dimension,
    "box": _draw_box,
    "input": _draw_input,
    "title": draw_title,
    "prose": draw_prose,
    "count": draw_count,
    "code": _draw_code,
}
