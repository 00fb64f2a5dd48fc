"""The books of rows: which tables the sheets of 汇总表 and 总表 hold, and which cells differ between two states of one.

A row is a mapping column id -> content; the n-th row of a table stands in sheet row ``first_row + n``.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import zip_longest
from typing import Literal

from workbook.edit import PENDING, Change, Content
from workbook.form import Form
from workbook.notice.pack import Column, FieldSpec, Pack
from workbook.ooxml.address import column_letters
from workbook.ooxml.cell import WHITE, Cell
from workbook.ooxml.text import clean
from workbook.values import Kind

ColumnKind = Literal["text", "long_text", "money_wan", "date", "year_month", "integer"]
Row = Mapping[str, Content]

NO_ROW: Row = {}
OPINIONS = ("推荐", "不推荐", "退回")
SEALS = ("是", "否")
REVIEWS = ("通过", "未通过")
DECISIONS = ("拟认定", "公示取消", "认定", "入库", "省推荐")

_KINDS: Mapping[Kind, ColumnKind] = {Kind.MONEY_WAN: "money_wan", Kind.DATE: "date", Kind.YEAR_MONTH: "year_month"}


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column: ``over`` is the merged heading above it, ``options`` its drop-down; manual ones are people's.

    A book may lack an optional one.
    """

    id: str
    title: str
    width: float = 12
    kind: ColumnKind = "text"
    manual: bool = False
    options: tuple[str, ...] = ()
    over: str = ""
    optional: bool = False


@dataclass(frozen=True)
class Table:
    """One table on its own sheet.

    ``header_row`` is the lowest row of the header, ``key`` the columns that together tell one row from another; a row
    whose key columns are all blank is no row. ``title_row`` is 0 where the sheet has no title above the header.
    ``places`` are the sheet columns of a book in which people moved them.
    """

    sheet: str
    columns: tuple[TableColumn, ...]
    key: tuple[str, ...] = ("id",)
    title_row: int = 0
    header_row: int = 1
    places: tuple[int, ...] = ()

    @property
    def first_row(self) -> int:
        """The sheet row of the first row of data."""
        return self.header_row + 1

    @cached_property
    def by_id(self) -> Mapping[str, TableColumn]:
        """The columns by id."""
        return {column.id: column for column in self.columns}

    @cached_property
    def letter(self) -> Mapping[str, str]:
        """The sheet letters of each column by id."""
        numbers = self.places or range(1, len(self.columns) + 1)
        return {column.id: column_letters(number) for column, number in zip(self.columns, numbers, strict=True)}

    def key_of(self, row: Row) -> tuple[str, ...]:
        """What tells this row from the others; all empty where it is no row."""
        return tuple(str(_same(row.get(id_)) or "") for id_ in self.key)

    def is_row(self, row: Row) -> bool:
        """Whether any key column is filled."""
        return any(self.key_of(row))


def summary_tables(pack: Pack) -> Mapping[str, Table]:
    """The tables of a district's 汇总表.xlsx by sheet title, in the order of the sheets."""
    tables = (_annex(pack), _details(pack), _opinions(), _findings(), _sources())
    return {table.sheet: table for table in tables}


def master_tables(pack: Pack) -> Mapping[str, Table]:
    """The tables of the city's 总表.xlsx by sheet title, in the order of the sheets."""
    district = TableColumn("district", "辖市（区）", 12)
    tables = (_master(pack), _findings(district), _clashes(), _sources(district), _history())
    return {table.sheet: table for table in tables}


def changes(table: Table, old_rows: Sequence[Row], new_rows: Sequence[Row], why: str = "") -> tuple[Change, ...]:
    """The cells to change so that the table shows ``new_rows``; rows that vanish are blanked.

    ``old_rows`` are the rows as read, blank ones between them included, so that the n-th stands where it was read.
    """
    found: list[Change] = []
    for number, (old, new) in enumerate(zip_longest(old_rows, new_rows, fillvalue=NO_ROW), start=table.first_row):
        for id_, letter in table.letter.items():
            before, after = old.get(id_), new.get(id_)
            if before is not after and _same(before) != _same(after):
                found.append(Change(table.sheet, f"{letter}{number}", before, after, why))
    return tuple(found)


def contents(table: Table, rows: Iterable[Mapping[str, Cell]]) -> list[dict[str, Content]]:
    """Rows of cells as read from a book as rows of contents, each cell by the kind of its column."""
    return [{id_: content(table.by_id[id_].kind, cell) for id_, cell in row.items()} for row in rows]


def content(kind: ColumnKind, cell: Cell) -> Content:
    """What a cell of a column of this kind holds; what does not fit the kind stays as it stands."""
    value = cell.value
    if cell.is_blank:
        return PENDING if cell.is_formula else None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, bool) or not isinstance(value, float):
        return value
    if kind in ("text", "long_text"):
        return cell.text
    return int(value) if value.is_integer() else Decimal(repr(value))


def is_same(one: Content, other: Content) -> bool:
    """Whether two contents stand in a sheet as the same."""
    return _same(one) == _same(other)


def _same(value: Content) -> object:
    """What two contents are compared by: as they would stand in the sheet."""
    if isinstance(value, str):
        return clean(value).strip(WHITE) or None
    return float(value) if isinstance(value, Decimal) else value


def _annex(pack: Pack) -> Table:
    """The printed sheet: annex word, title, stamp line and a header of two rows stand above its rows."""
    wanted = (pack.identity["firm"], pack.identity["factory"])
    key = tuple(column.id for column in pack.summary if column.field in wanted)
    return Table(
        "汇总表", tuple(printed_column(pack, column) for column in pack.summary), key, title_row=2, header_row=5
    )


def printed_column(pack: Pack, column: Column) -> TableColumn:
    """One column of the printed summary as a column of a table."""
    kind: ColumnKind = "integer" if column.take == "number" else "text"
    if column.take == "value" and column.field:
        kind = _KINDS.get(pack.by_id[column.field].kind, "text")
    manual = column.take == "blank"
    return TableColumn(column.id, column.title, column.width, kind, manual=manual, over=column.over)


def _details(pack: Pack) -> Table:
    form = Form(pack)
    short = [spec for spec in pack.fields if spec.kind not in (Kind.LONG_TEXT, Kind.DERIVED)]
    long = [spec for spec in pack.fields if spec.kind is Kind.LONG_TEXT]
    columns = [
        TableColumn("id", "申报编号", 16),
        TableColumn("file", "文件", 28),
        TableColumn("verdict", "校验结论", 11),
        TableColumn("must", "错误", 7, "integer"),
        TableColumn("should", "提醒", 7, "integer"),
        *(TableColumn(spec.id, form.label(spec.id), _width(spec), _KINDS.get(spec.kind, "text")) for spec in short),
    ]
    for catalogue in pack.catalogues:
        columns += (
            TableColumn(f"{catalogue.id}_groups", f"覆盖{catalogue.group_word}数", 9, "integer"),
            TableColumn(f"{catalogue.id}_items", f"覆盖{catalogue.item_word}数", 9, "integer"),
            *(TableColumn(area, form.label(area), 20) for area in form.areas_of(catalogue.id)),
        )
    columns += (TableColumn(spec.id, f"{form.label(spec.id)}（摘要值）", 14) for spec in long)
    return Table("明细", (*columns, *_proofs()))


def _width(spec: FieldSpec) -> float:
    return {Kind.TEXT: 20, Kind.CREDIT_CODE: 22, Kind.PHONE: 14, Kind.TICK: 26, Kind.CHOICES: 18}.get(spec.kind, 13)


def _proofs() -> tuple[TableColumn, ...]:
    return (
        TableColumn("digest", "核对码", 20),
        TableColumn("sha256", "文件哈希（SHA-256）", 24),
        TableColumn("receipt", "受理码", 20),
        TableColumn("received", "电子收到日", 12, "date"),
    )


def _opinions() -> Table:
    columns = (
        TableColumn("id", "申报编号", 16),
        TableColumn("firm", "企业名称", 30),
        TableColumn("factory", "工厂名称", 26),
        TableColumn("verdict", "校验结论", 11),
        TableColumn("received", "电子收到日", 12, "date"),
        TableColumn("opinion", "初审意见", 11, manual=True, options=OPINIONS),
        TableColumn("day", "意见日期", 12, "date", manual=True),
        TableColumn("officer", "经办人", 11, manual=True),
        TableColumn("paper_received", "纸质收到日", 12, "date", manual=True),
        TableColumn("seal_checked", "盖章已核", 9, manual=True, options=SEALS),
    )
    return Table("初审", columns)


def _findings(*before: TableColumn) -> Table:
    columns = (
        TableColumn("id", "申报编号", 16),
        *before,
        TableColumn("firm", "企业名称", 26),
        TableColumn("force", "级别", 7),
        TableColumn("code", "编号", 11),
        TableColumn("place", "位置", 20),
        TableColumn("message", "问题", 46, "long_text"),
        TableColumn("quotes", "通知原文", 40, "long_text"),
        TableColumn("explanation", "企业说明", 28, "long_text"),
        TableColumn("overrule", "改判理由", 28, "long_text", manual=True),
        TableColumn("overruler", "改判人", 11, manual=True),
    )
    return Table("问题清单", columns, ("id", "code", "place"))


def _sources(*before: TableColumn) -> Table:
    columns = (
        TableColumn("id", "申报编号", 16),
        *before,
        TableColumn("file", "文件", 40),
        TableColumn("sha256", "文件哈希（SHA-256）", 68),
        TableColumn("received", "电子收到日", 12, "date"),
        TableColumn("receipt", "受理码", 24),
        TableColumn("attachments", "附件", 40, "long_text"),
    )
    return Table("来源", columns, ("id", "sha256"))


def _master(pack: Pack) -> Table:
    printed = [printed_column(pack, column) for column in pack.summary]
    taken = [
        TableColumn(
            f"district_{column.id}" if column.manual else column.id,
            f"辖市（区）{column.title}" if column.manual else column.over + column.title,
            column.width,
            column.kind,
        )
        for column in printed
    ]
    own = (
        TableColumn("code", pack.by_id[pack.identity["code"]].label, 22),
        TableColumn("id", "申报编号", 16),
        TableColumn("verdict", "校验结论", 11),
        TableColumn("received", "电子收到日", 12, "date"),
        TableColumn("paper_received", "纸质收到日", 12, "date"),
        TableColumn("seal_checked", "盖章已核", 9),
        TableColumn("state", "状态", 10),
        TableColumn("review", "评审", 10, manual=True, options=REVIEWS),
        TableColumn("decision", "决定", 11, manual=True, options=DECISIONS),
        TableColumn("remark", "备注", 22, manual=True),
    )
    return Table("总表", (*taken, *own))


def _clashes() -> Table:
    columns = (
        TableColumn("kind", "类型", 14),
        TableColumn("code", "统一社会信用代码", 22),
        TableColumn("firms", "企业名称", 30, "long_text"),
        TableColumn("districts", "辖市（区）", 18, "long_text"),
        TableColumn("ids", "申报编号", 20, "long_text"),
        TableColumn("files", "文件", 36, "long_text"),
        TableColumn("message", "说明", 46, "long_text"),
        TableColumn("ruling", "处理意见", 24, manual=True),
    )
    return Table("冲突", columns, ("kind", "ids"))


def _history() -> Table:
    columns = (
        TableColumn("number", "序号", 7, "integer"),
        TableColumn("time", "时间", 27),
        TableColumn("kind", "事项", 12),
        TableColumn("id", "申报编号", 16),
        TableColumn("district", "辖市（区）", 12),
        TableColumn("firm", "企业名称", 28),
        TableColumn("message", "内容", 56, "long_text"),
        TableColumn("officer", "经办", 12),
    )
    return Table("变更记录", columns, ("number",))
