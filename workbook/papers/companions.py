"""The sheets behind the printed one: opinions, attachments, findings, sources, clashes, history."""

from workbook.notice.pack import Pack
from workbook.papers.table import Table, TableColumn

OPINIONS = ("推荐", "不推荐", "退回")
SEALS = ("是", "否")


def opinions(pack: Pack) -> Table:
    """What the district says of each declaration."""
    columns = (
        TableColumn("id", "申报编号", 16),
        TableColumn("firm", pack.word("firm"), 30),
        TableColumn("factory", pack.word("factory"), 26),
        TableColumn("verdict", "校验结论", 14),
        TableColumn("received", "电子收到日", 12, "date"),
        TableColumn("opinion", "初审意见", 11, manual=True, options=OPINIONS),
        TableColumn("day", "意见日期", 12, "date", manual=True),
        TableColumn("officer", "经办人", 11, manual=True),
        TableColumn("paper_received", "纸质收到日", 12, "date", manual=True),
        TableColumn("seal_checked", "盖章已核", 9, manual=True, options=SEALS),
    )
    return Table("初审", columns)


def attachments(pack: Pack, *before: TableColumn) -> Table:
    """What each file beside a declaration is: the district marks it, the city is shown the mark."""
    is_district = not before
    words = tuple(kind.word for kind in pack.attachments) if is_district else ()
    columns = (
        TableColumn("id", "申报编号", 16),
        *before,
        TableColumn("firm", pack.word("firm"), 30),
        TableColumn("name", "文件名", 40),
        *((TableColumn("suggestion", "建议", 14),) if is_district else ()),
        TableColumn("mark", "类别", 14, manual=is_district, options=words),
        TableColumn("sha256", "文件哈希（前16位）", 20),
    )
    return Table("附件", columns, ("id", "sha256"), came_later=True)


def findings(pack: Pack, *before: TableColumn) -> Table:
    """What was found, and what officers say against it."""
    columns = (
        TableColumn("id", "申报编号", 16),
        *before,
        TableColumn("firm", pack.word("firm"), 26),
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


def sources(*before: TableColumn) -> Table:
    """Out of which file each declaration came."""
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


def clashes(pack: Pack) -> Table:
    """Who may be who, with what a person ruled."""
    columns = (
        TableColumn("kind", "类型", 14),
        TableColumn("code", pack.word("code"), 22),
        TableColumn("firms", pack.word("firm"), 30, "long_text"),
        TableColumn("districts", pack.papers.district, 18, "long_text"),
        TableColumn("ids", "申报编号", 20, "long_text"),
        TableColumn("files", "文件", 36, "long_text"),
        TableColumn("message", "说明", 46, "long_text"),
        TableColumn("ruling", "处理意见", 24, manual=True),
    )
    return Table("冲突", columns, ("kind", "ids"))


def history(pack: Pack) -> Table:
    """What happened, line by line."""
    columns = (
        TableColumn("number", "序号", 7, "integer"),
        TableColumn("time", "时间", 27),
        TableColumn("kind", "事项", 12),
        TableColumn("id", "申报编号", 16),
        TableColumn("district", pack.papers.district, 12),
        TableColumn("firm", pack.word("firm"), 28),
        TableColumn("message", "内容", 56, "long_text"),
        TableColumn("officer", "经办", 12),
    )
    return Table("变更记录", columns, ("number",))
