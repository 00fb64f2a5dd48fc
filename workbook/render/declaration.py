"""申报书.xlsx: the declaration of one notice, empty or filled, that checks itself."""

from workbook.finding import Report
from workbook.form import Form
from workbook.layout import CHECK_SHEET, GUIDE_SHEET, STANDARD_SHEET, SYSTEM_SHEET, WORKINGS_SHEET, Layout
from workbook.notice.pack import Pack
from workbook.record import Record
from workbook.render.checks import draw_checks
from workbook.render.cover import settled
from workbook.render.drawing import Drawing
from workbook.render.guide import Guide, draw_guide, draw_standards, draw_system
from workbook.render.inputs import draw
from workbook.render.live import draw_live
from workbook.render.protect import hide, protect
from workbook.render.sheet import Paper, Sheet
from workbook.render.stamp import draw_stamp
from workbook.render.states import KIND, States


def declaration(pack: Pack, record: Record | None = None, report: Report | None = None, *, mailbox: str = "") -> bytes:
    """The form as a macro-free workbook; with a record it is filled.

    Every cached value is true of the record; ``report`` adds what registers and dates of receipt say; ``mailbox`` is
    where the firm sends it.
    """
    form = record.form if record else Form(pack)
    layout = Layout(form)
    filled = settled(record or Record(form, {}))
    states = States(filled, report)
    paper = Paper(pack.papers.declaration, pack.issued)
    sheets = _sheets(paper, layout)
    draw_guide(paper, sheets[GUIDE_SHEET], Guide(layout, filled, mailbox))
    for title in layout.sheets:
        if title != GUIDE_SHEET:
            draw(Drawing(sheets[title], layout, filled, states, is_filled=record is not None))
            protect(sheets[title])
    draw_checks(sheets[CHECK_SHEET], states, layout)
    draw_standards(sheets[STANDARD_SHEET], pack)
    draw_system(paper, sheets[SYSTEM_SHEET], pack, KIND)
    workings = sheets[WORKINGS_SHEET]
    draw_stamp(paper, workings, filled)
    states.workings.draw(paper, workings)
    draw_live(paper, workings, states)
    hide(workings)
    for name, reference in layout.names():
        paper.name(name, reference)
    return paper.data()


def _sheets(paper: Paper, layout: Layout) -> dict[str, Sheet]:
    """All sheets, made in the order of their tabs."""
    inputs = [title for title in layout.sheets if title != GUIDE_SHEET]
    titles = (GUIDE_SHEET, *inputs, CHECK_SHEET, STANDARD_SHEET, SYSTEM_SHEET, WORKINGS_SHEET)
    return {title: paper.sheet(title) for title in titles}
