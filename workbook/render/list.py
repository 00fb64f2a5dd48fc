"""A public list as .xlsx: built new from the columns the notice allows, ready to print, with nothing behind it."""

from collections.abc import Iterable, Sequence

from workbook.lists import Annex, Move, Row, annexes, columns, listing_of
from workbook.notice.pack import Pack
from workbook.papers import Table, TableColumn
from workbook.render.rows import HEADER_HEIGHT, draw_row
from workbook.render.sheet import Paper, Sheet

_PAGE_WIDTH = 86.0
_TITLE_ROW, _HEADER_ROW = 1, 2
_SHEET = "名单"
DIFFERENCE = "与上次的差异"


def listing(pack: Pack, listing_id: str, rows: Iterable[Row], *, split: str = "", moves: Sequence[Move] = ()) -> bytes:
    """The list of this id, a sheet an annex; of each row only the allowed columns are taken.

    Rows of one district keep the order they are given in; they are numbered here. A list issued again tells on a last
    sheet what moved.
    """
    found = listing_of(pack, listing_id)
    shown = columns(pack, found)
    parts = annexes(pack, found, rows, split)
    paper = Paper(found.title, pack.issued)
    for number, part in enumerate(parts, start=1):
        _draw(paper.sheet(_SHEET if len(parts) == 1 else f"{_SHEET}{number}"), shown, part)
    if moves:
        told = _of_moves(shown)
        ids = [column.id for column in told]
        lines = tuple(dict(zip(ids, (move.what, *move.words), strict=True)) for move in moves)
        _draw(paper.sheet(DIFFERENCE), told, Annex(f"{found.title}{DIFFERENCE}", lines))
    return paper.data()


def _draw(sheet: Sheet, shown: Sequence[TableColumn], part: Annex) -> None:
    table = _table(sheet.title, shown)
    _draw_head(sheet, table, part.title)
    for number, row in enumerate(part.rows, start=1):
        draw_row(sheet, table, _HEADER_ROW + number, row)
    sheet.portrait(header_row=_HEADER_ROW)
    sheet.native.freeze_panes(_HEADER_ROW, 0)


def _table(title: str, shown: Sequence[TableColumn]) -> Table:
    """The columns, as wide together as the page."""
    scale = max(1.0, _PAGE_WIDTH / sum(column.width for column in shown))
    wide = (TableColumn(column.id, column.title, round(column.width * scale, 1), column.kind) for column in shown)
    return Table(title, tuple(wide), (shown[0].id,), title_row=_TITLE_ROW, header_row=_HEADER_ROW)


def _of_moves(shown: Sequence[TableColumn]) -> tuple[TableColumn, ...]:
    texts = (TableColumn(column.id, column.title, column.width) for column in shown if column.kind != "integer")
    return (TableColumn("move", "变化", 8), *texts)


def _draw_head(sheet: Sheet, table: Table, title: str) -> None:
    last = table.letter[table.columns[-1].id]
    sheet.merge(f"A{_TITLE_ROW}:{last}{_TITLE_ROW}", "sheet_title", "wrap")
    sheet.text(f"A{_TITLE_ROW}", title, "sheet_title", "wrap")
    sheet.height(_TITLE_ROW, 54)
    sheet.widths(**{table.letter[column.id]: column.width for column in table.columns})
    for column in table.columns:
        sheet.text(f"{table.letter[column.id]}{_HEADER_ROW}", column.title, "header", "cell", "wrap")
    sheet.height(_HEADER_ROW, HEADER_HEIGHT)
