"""An expert's book as it came back: whose it is, the scores of whole rows, and what is missing, odd or changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from workbook import guard
from workbook.edit import Content
from workbook.errors import OtherNoticeError, OtherPaperError
from workbook.layout import NOTICE_ID_NAME, PAPER_KIND_NAME
from workbook.notice.bureau import Criterion, Review
from workbook.notice.pack import Pack
from workbook.ooxml.book import Book
from workbook.ooxml.cell import Cell
from workbook.papers import Table
from workbook.review import EXPERT_NAME, KIND, ROUND_NAME, SHEET, TITLE, TOTAL, Scores, scoring_table

Row = Mapping[str, Content]


@dataclass(frozen=True)
class Scored:
    """One returned book: expert, round, the whole rows, and a Chinese line for everything to be looked at."""

    expert: int
    round: int
    scores: Scores
    found: tuple[str, ...]


def scored(data: bytes, name: str, pack: Pack, review: Review, sent: Sequence[Row]) -> Scored:
    """The scores of a book that was sent with these rows.

    Raises:
        UnreadableError: the file does not pass the guard.
        OtherPaperError: it is no scoring book.
        OtherNoticeError: it belongs to another notice.
    """
    book = guard.admit(data, name)
    if book.first(PAPER_KIND_NAME).text != KIND or SHEET not in book.sheets:
        raise OtherPaperError(name, TITLE, "其他工作簿")
    notice = book.first(NOTICE_ID_NAME).text
    if notice != pack.id:
        raise OtherNoticeError(name, pack.id, notice)
    table = scoring_table(pack, review)
    scores: dict[str, dict[str, Decimal]] = {}
    found: list[str] = []
    for at, row in enumerate(sent, start=table.first_row):
        changed = [*_changed(book, table, at, row)]
        given, odd = _row(book, table, at, review)
        found += (*changed, *odd)
        if not changed and not odd:
            scores[str(row["id"])] = given
    found += _beyond(book, table, len(sent))
    numbers = [_whole(book.first(name)) for name in (EXPERT_NAME, ROUND_NAME)]
    return Scored(numbers[0], numbers[1], scores, tuple(f"{name} {line}" for line in found))


def _changed(book: Book, table: Table, at: int, row: Row) -> list[str]:
    """Cells of a row that say something else than what was sent."""
    lines = []
    for column in table.columns:
        if column.manual or column.id == TOTAL:
            continue
        cell, wanted = f"{table.letter[column.id]}{at}", str(row.get(column.id) or "")
        said = book.cell(SHEET, cell).text
        if said.strip() != wanted.strip():
            lines.append(
                f"{SHEET}!{cell} {column.title}：发出时是“{wanted}”，现在是“{said}”，这一行没有计入。请用原表重填。"
            )
    return lines


def _row(book: Book, table: Table, at: int, review: Review) -> tuple[dict[str, Decimal], list[str]]:
    given: dict[str, Decimal] = {}
    odd: list[str] = []
    for one in review.criteria:
        place = f"{table.letter[one.id]}{at}"
        problem = _problem(book.cell(SHEET, place), one)
        if problem:
            odd.append(f"{SHEET}!{place} {one.title}：{problem}，这一行没有计入。请专家补正后重新收回。")
        else:
            given[one.id] = Decimal(repr(book.cell(SHEET, place).value))
    return given, odd


def _problem(cell: Cell, one: Criterion) -> str:
    if cell.is_formula:
        return "是公式，不是分数"
    if cell.is_blank:
        return "没有填"
    if not isinstance(cell.value, float):
        return f"“{cell.text}”不是数"
    return "" if 0 <= cell.value <= one.maximum else f"{cell.text}不在0至{one.maximum}之间"


def _beyond(book: Book, table: Table, count: int) -> list[str]:
    last = table.header_row + count
    rows = sorted({row for (row, _), cell in book.cells(SHEET).items() if row > last and not cell.is_blank})
    return [f"{SHEET}第{row}行不是发出的内容，没有计入。" for row in rows]


def _whole(cell: Cell) -> int:
    return int(cell.value) if isinstance(cell.value, float) else 0
