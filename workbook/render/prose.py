"""Long texts: a label or a title, one merged area with room for the longest text the notice allows, a live count."""

from workbook.layout import Line
from workbook.notice.pack import FieldSpec
from workbook.render import fields, look
from workbook.render.drawing import FULL, ROOM, Drawing, colour, draw_status
from workbook.render.workings import length_name
from workbook.values import visible_count

_ROOMY = 1.05
_ANY_TEXT = 3000
"""Characters for which a text without a limit has room."""


def draw_title(drawing: Drawing, line: Line) -> None:
    """The title of a text that runs over the whole width."""
    drawing.sheet.text(f"A{line.row}", line.label, "subsection")
    drawing.sheet.height(line.row, 34)


def draw_prose(drawing: Drawing, line: Line) -> None:
    """The text itself, in one merged area."""
    spec, spot = drawing.layout.form.fields[line.id], drawing.layout.spots[line.id]
    is_wide = not drawing.is_table
    styles = ("cell", "input", "text", "wrap", "top_left", *(("chapter",) if is_wide else ()))
    if not is_wide:
        _draw_prose_label(drawing, line, spec)
    if spot.merged:
        drawing.sheet.merge(spot.merged, *styles)
    text = fields.stands(drawing.record, spec)
    drawing.sheet.content(spot.cells[0], fields.cell(drawing.record, spec), *styles)
    tall = _prose_height(spec, text, is_wide=is_wide, is_filled=drawing.is_filled) / line.rows
    for row in range(line.row, line.row + line.rows):
        drawing.sheet.height(row, min(tall, look.TALLEST_ROW))
    fields.validate(drawing.sheet, drawing.layout.form, spot, drawing.rules(spot.name))
    draw_status(drawing, line.id, spot.status, f'{spot.name}&""=""', is_blank=not text)
    colour(drawing, spot, spot.merged or spot.cells[0], f'{spot.name}&""<>""')


def _draw_prose_label(drawing: Drawing, line: Line, spec: FieldSpec) -> None:
    last = line.row + line.rows - 1
    for row in range(line.row, last + 1):
        drawing.sheet.text(
            f"A{row}",
            line.heading if row == line.row else "",
            "first_a" if row == line.row else "middle_a",
            "heading",
            "top_left",
        )
    drawing.sheet.text(f"B{line.row}", line.label, "top_line", "heading", "wrap", "top_left", "indent")
    if line.rows > 1:
        styles = ("plain", "label", "wrap", "top_left", "indent")
        drawing.sheet.merge(f"B{line.row + 1}:B{last}", *styles)
        drawing.sheet.text(f"B{line.row + 1}", spec.prompt, *styles)


def _prose_height(spec: FieldSpec, text: str, *, is_wide: bool, is_filled: bool) -> float:
    """Room for the longest text the notice allows; a filled form gives each text the room it needs."""
    room, size = (FULL, look.SIZE_3) if is_wide else (ROOM["C"], look.SIZE_TABLE)
    needed = look.height(text, room, size)
    if is_filled and is_wide:
        return max(needed * _ROOMY, 120)
    return max(needed, look.height("字" * (spec.maximum or _ANY_TEXT), room, size)) * _ROOMY


def draw_count(drawing: Drawing, line: Line) -> None:
    """How much is written, and how much may be."""
    spec = drawing.layout.form.fields[line.id]
    limit = f" / {spec.maximum} 字" if spec.maximum else " 字"
    count = visible_count(fields.stands(drawing.record, spec))
    edge = ("bottom_line",) if drawing.is_table else ()
    for letter in "AB" if drawing.is_table else "":
        drawing.sheet.blank(f"{letter}{line.row}", *edge)
    formula = f'{length_name(line.id)}&"{limit}"'
    drawing.sheet.formula(f"C{line.row}", formula, f"{count}{limit}", *edge, "quiet", "right")
    drawing.sheet.height(line.row, 18)
