"""概览: the picture of the round beside the 总表, as a book and as one page of PDF."""

import datetime as dt
from pathlib import PurePath

from workbook.edit import NewFile, Plan
from workbook.picture import Picture
from xlpy import portable
from xlpy.city import read_back
from xlpy.desk import Desk, Result, new_files
from xlpy.dossier import existing_dossier

BOOK, PAGE = "概览.xlsx", "概览.pdf"


def run(desk: Desk, *, day: dt.date | None = None) -> Result:
    """Draw what is true now; the 总表 itself is not touched."""
    with portable.Press() as press:
        press.begin()
        return _drawn(desk, day, press)


def _drawn(desk: Desk, day: dt.date | None, press: portable.Press) -> Result:
    from workbook.overview import overview  # noqa: PLC0415 - start-up: only this command counts
    from workbook.render import overview as pages  # noqa: PLC0415 - start-up: XlsxWriter

    dossier = existing_dossier(desk, "master")
    typed = read_back(dossier, only_counted=True)
    standing, lines = dossier.after(typed.events)
    states = {id_: str(state) for id_, state in standing.states.items()}
    when = day or dt.date.fromisoformat((lines[-1].at if lines else desk.now())[:10])
    picture = overview(dossier.pack, [*standing.declarations.values()], states, when)
    book = pages.overview(picture)
    page = desk.file(PAGE) if desk.file(BOOK) == book else None
    page = page or press.pdf(pages.overview(picture, for_print=True), ".xlsx")
    files = [NewFile(BOOK, book, is_ours=True), *([NewFile(PAGE, page, is_ours=True)] if page else [])]
    plan = Plan(files=new_files(desk, files))
    data = {"files": [desk.where(file.path) for file in files], **_told(picture), "notes": [*typed.lines]}
    missing = () if page else (portable.NOT_MADE if portable.program() else portable.NO_OFFICE,)
    shown = "；".join(f"{label}{value}" for label, value in picture.totals)
    said = f"{shown}。见 {'、'.join(PurePath(file.path).name for file in files)}。"
    return Result(data, plan, (*typed.lines, said, *missing))


def _told(picture: Picture) -> dict[str, object]:
    return {
        "totals": dict(picture.totals),
        "tables": {
            grid.title: {
                name: dict(zip(grid.across, line, strict=True))
                for name, line in zip(grid.down, grid.numbers, strict=True)
            }
            for grid in picture.grids
        },
        "outcomes": {
            outcome.title: {"given": outcome.given, "compared": outcome.compared, "change": outcome.change}
            for outcome in picture.outcomes
        },
    }
