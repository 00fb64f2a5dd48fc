"""A public list as .xlsx: built new from the columns the notice allows, ready to print, with nothing behind it."""

from collections.abc import Iterable, Mapping, Sequence

from workbook.edit import Content
from workbook.errors import ValueMissingError
from workbook.notice.pack import Listing, Pack
from workbook.papers import Table, TableColumn, printed_column
from workbook.render.rows import HEADER_HEIGHT, draw_row
from workbook.render.sheet import Paper, Sheet

_PAGE_WIDTH = 86.0
_TITLE_ROW, _HEADER_ROW = 1, 2
_SHEET = "名单"


def listing(pack: Pack, listing_id: str, rows: Iterable[Mapping[str, Content]]) -> bytes:
    """The list of this id; of each row only the allowed columns are taken, districts stand in the notice's order.

    Rows of one district keep the order they are given in; they are numbered here.
    """
    found = _listing(pack, listing_id)
    table = _table(pack, found)
    paper = Paper(found.title, pack.issued)
    sheet = paper.sheet(_SHEET)
    _draw_head(sheet, table, found)
    for number, row in enumerate(_ordered(pack, rows), start=1):
        draw_row(sheet, table, _HEADER_ROW + number, _allowed(pack, found, row, number))
    sheet.portrait(header_row=_HEADER_ROW)
    sheet.native.freeze_panes(_HEADER_ROW, 0)
    return paper.data()


def _listing(pack: Pack, listing_id: str) -> Listing:
    found = next((entry for entry in pack.lists if entry.id == listing_id), None)
    if found is None:
        raise ValueMissingError("名单", listing_id, tuple(entry.id for entry in pack.lists))
    return found


def _table(pack: Pack, found: Listing) -> Table:
    """The allowed columns, as wide together as the page."""
    known = {column.id: column for column in pack.summary}
    columns = [printed_column(pack, known[id_]) for id_ in found.columns]
    scale = max(1.0, _PAGE_WIDTH / sum(column.width for column in columns))
    wide = (
        TableColumn(column.id, column.over + column.title, round(column.width * scale, 1), column.kind)
        for column in columns
    )
    return Table(_SHEET, tuple(wide), ("number",), title_row=_TITLE_ROW, header_row=_HEADER_ROW)


def _ordered(pack: Pack, rows: Iterable[Mapping[str, Content]]) -> Sequence[Mapping[str, Content]]:
    places = {district: place for place, district in enumerate(pack.districts)}
    district = next((column.id for column in pack.summary if column.take == "district"), "")
    return sorted(rows, key=lambda row: places.get(str(row.get(district)), len(places)))


def _allowed(pack: Pack, found: Listing, row: Mapping[str, Content], number: int) -> dict[str, Content]:
    takes = {column.id: column.take for column in pack.summary}
    return {id_: number if takes[id_] == "number" else row.get(id_) for id_ in found.columns}


def _draw_head(sheet: Sheet, table: Table, found: Listing) -> None:
    last = table.letter[table.columns[-1].id]
    sheet.merge(f"A{_TITLE_ROW}:{last}{_TITLE_ROW}", "sheet_title", "wrap")
    sheet.text(f"A{_TITLE_ROW}", found.title, "sheet_title", "wrap")
    sheet.height(_TITLE_ROW, 54)
    sheet.widths(**{table.letter[column.id]: column.width for column in table.columns})
    for column in table.columns:
        sheet.text(f"{table.letter[column.id]}{_HEADER_ROW}", column.title, "header", "cell", "wrap")
    sheet.height(_HEADER_ROW, HEADER_HEIGHT)
