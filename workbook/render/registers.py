"""名册.xlsx: the registers a desk keeps, empty, one sheet each."""

from workbook.layout import SYSTEM_SHEET
from workbook.notice.pack import Pack, RegisterSpec
from workbook.render.guide import draw_system
from workbook.render.sheet import Paper, Sheet

KIND = "registers"
_EMPTY_ROWS = 500


def registers(pack: Pack) -> bytes:
    """Empty registers with the columns of the notice; a title row, then the header, then the rows."""
    paper = Paper(pack.papers.registers, pack.issued)
    for spec in pack.registers:
        _draw_register(paper.sheet(spec.title), spec)
    draw_system(paper, paper.sheet(SYSTEM_SHEET), pack, KIND)
    return paper.data()


def _draw_register(sheet: Sheet, spec: RegisterSpec) -> None:
    letters = [chr(ord("A") + number) for number in range(len(spec.columns))]
    sheet.text("A1", spec.title, "section")
    sheet.height(1, 36)
    for letter, title in zip(letters, spec.columns, strict=True):
        width = {spec.code: 24.0, spec.name: 36.0}.get(title, 16.0)
        style = "date" if title == spec.day else "text"
        sheet.native.set_column(f"{letter}:{letter}", width, sheet.look(style))
        sheet.text(f"{letter}2", title, "cell", "header")
        for row in range(3, _EMPTY_ROWS + 3):
            sheet.blank(f"{letter}{row}", style, "wrap")
        _offer(sheet, spec, title, f"{letter}3:{letter}{_EMPTY_ROWS + 2}")
    sheet.height(2, 26)
    sheet.native.freeze_panes(2, 0)
    sheet.native.autofilter(1, 0, _EMPTY_ROWS + 1, len(letters) - 1)
    sheet.landscape(header_rows=(2, 2))


def _offer(sheet: Sheet, spec: RegisterSpec, title: str, area: str) -> None:
    """What the notice itself expects to find in a column is named while one types, never forced."""
    known = spec.kinds if title == spec.kind_column else spec.in_force if title == spec.state else ()
    if known:
        message = f"本通知认的是：{'、'.join(known)}"
        sheet.validate(area, {"validate": "any", "input_title": title, "input_message": message})
    elif title == spec.code:
        message = "18位统一社会信用代码，以文本保存"
        sheet.validate(area, {"validate": "any", "input_title": title, "input_message": message})
