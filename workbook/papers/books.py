"""Which tables the sheets of 汇总表 and 总表 hold for a notice."""

from collections.abc import Mapping

from workbook.form import Form
from workbook.notice.pack import Column, FieldSpec, Pack
from workbook.papers.companions import attachments, clashes, findings, history, opinions, sources
from workbook.papers.table import ColumnKind, Table, TableColumn
from workbook.values import Kind

REVIEWS = ("通过", "未通过")
DECISIONS = ("拟认定", "公示取消", "认定", "入库", "省推荐")

_KINDS: Mapping[Kind, ColumnKind] = {
    Kind.MONEY_WAN: "money_wan",
    Kind.NUMBER: "number",
    Kind.DATE: "date",
    Kind.YEAR_MONTH: "year_month",
}


def summary_tables(pack: Pack) -> Mapping[str, Table]:
    """The tables of a district's 汇总表.xlsx by sheet title, in the order of the sheets."""
    tables = (_annex(pack), _details(pack), opinions(pack), attachments(pack), findings(pack), sources())
    return {table.sheet: table for table in tables}


def master_tables(pack: Pack) -> Mapping[str, Table]:
    """The tables of the city's 总表.xlsx by sheet title, in the order of the sheets."""
    district = TableColumn("district", pack.papers.district, 12)
    tables = (
        _master(pack),
        findings(pack, district),
        attachments(pack, district),
        clashes(pack),
        sources(district),
        history(pack),
    )
    return {table.sheet: table for table in tables}


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
        TableColumn("verdict", "校验结论", 14),
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


def _master(pack: Pack) -> Table:
    printed = [printed_column(pack, column) for column in pack.summary]
    taken = [
        TableColumn(
            f"district_{column.id}" if column.manual else column.id,
            f"{pack.papers.district}{column.title}" if column.manual else column.over + column.title,
            column.width,
            column.kind,
        )
        for column in printed
    ]
    own = (
        TableColumn("code", pack.word("code"), 22),
        TableColumn("id", "申报编号", 16),
        TableColumn("verdict", "校验结论", 14),
        TableColumn("received", "电子收到日", 12, "date"),
        TableColumn("paper_received", "纸质收到日", 12, "date"),
        TableColumn("seal_checked", "盖章已核", 9),
        TableColumn("state", "状态", 10),
        TableColumn("review", "评审", 10, manual=True, options=REVIEWS),
        TableColumn("decision", "决定", 11, manual=True, options=DECISIONS),
        TableColumn("remark", "备注", 22, manual=True),
    )
    return Table("总表", (*taken, *own))
