"""THE table: every command once, its label, tip, icon and the paper it is for; all surfaces come from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Literal

from workbook.errors import ValueMissingError
from xlpy.desk import Result

For = Literal["notice", "declaration", "summary", "master", "any"]


@dataclass(frozen=True, slots=True)
class Command:
    """One command: ``label`` on the button, ``tip`` what it does, what it leaves alone, where the result goes.

    ``is_for_strangers`` tells that it reads what others sent, which is done by workers; ``only`` that it is no button,
    or nothing but a button.
    """

    id: str
    label: str
    tip: str
    icon: str
    paper: For
    module: str = ""
    is_for_strangers: bool = False
    only: Literal["", "line", "button"] = ""

    def action(self) -> Callable[..., Result]:
        """The verb itself, imported when it is first needed."""
        found: Callable[..., Result] = import_module(f"xlpy.actions.{self.module or self.id}").run
        return found


_ROWS = (
    Command(
        "render",
        "生成空表",
        "按通知生成空白的申报书（附正文文档）、汇总表、总表和名册；不改已有的文件，结果放在指定文件夹。",
        "FileNew",
        "notice",
    ),
    Command(
        "fields", "字段清单", "列出通知要求填写的全部字段及其位置；只读，不改任何文件。", "ViewFieldList", "notice"
    ),
    Command(
        "rules", "要求清单", "列出通知的全部要求、原文和判断方式；只读，不改任何文件。", "ReviewAcceptChange", "notice"
    ),
    Command(
        "notice",
        "通知包",
        "new 照旧通知建新通知，check 查通知包的毛病，diff 比两个通知，try 拿一季申报试改过的规则；已有的通知和表不变。",
        "ReviewCompareTwoVersions",
        "notice",
        only="line",
    ),
    Command(
        "amend",
        "延期通知",
        "登记延期通知的文号和新的截止日（--back 撤销），此后的表和判断都照它并写明文号；通知包不变，只写设置文件夹。",
        "CalendarInsert",
        "notice",
    ),
    Command(
        "office",
        "装入按钮",
        "install 把这里的命令做成菜单和工具栏，装进本人的 LibreOffice，uninstall 卸下；各人的表不变。",
        "AddInsMenu",
        "notice",
        only="line",
    ),
    Command(
        "fill",
        "填写申报书",
        "用给出的数据填写一份申报书；同名的旧文件另存保留，结果写到指定文件。",
        "DataFormSource",
        "declaration",
    ),
    Command(
        "letter",
        "打印申报书",
        "把一份填好的申报书排成附件2的样子，存为可盖章的 Word 文档；不改申报书，结果写到指定文件。",
        "FilePrintPreview",
        "declaration",
    ),
    Command(
        "repair",
        "转入新表",
        "把损坏、改动过或旧版的申报书转入现在的模板，逐项列出怎样认定；原表不变，结果写到指定文件。",
        "RepairDatabase",
        "declaration",
    ),
    Command("record", "读取内容", "读出一份表的全部内容、位置和识别依据；只读，不改任何文件。", "FileOpen", "any"),
    Command(
        "validate",
        "校验",
        "按通知逐条核对，列出每个问题的位置、原文和改法；只读，不改任何文件。",
        "AcceptInvitation",
        "any",
    ),
    Command(
        "collect",
        "收取申报书",
        "收取文件夹、压缩包、邮件中的申报书，更新汇总表和报送包；原件和手工填写的内容不变。",
        "FileOpenRecentFile",
        "summary",
        is_for_strangers=True,
    ),
    Command(
        "opinion",
        "初审意见",
        "打印初审意见页并登记推荐、不推荐或退回；其他各行不变，结果写入汇总表和报送包。",
        "ReviewNewComment",
        "summary",
    ),
    Command(
        "return",
        "退回修改",
        "为选中的申报书生成退回修改通知单和附有它的邮件草稿；不改申报书原件，结果放在汇总表旁。",
        "MailReply",
        "summary",
        "return_",
    ),
    Command(
        "pull",
        "汇集各区",
        "核对各区报送包并汇入总表，列出新增、变化和冲突；评审、决定、备注等手工栏保留。",
        "DataConsolidate",
        "master",
        is_for_strangers=True,
    ),
    Command(
        "decide",
        "登记决定",
        "登记一份申报的评审结果或决定；只改该行的决定，并记入变更记录。",
        "ReviewTrackChanges",
        "master",
    ),
    Command(
        "review",
        "专家评审",
        "out 发出每位专家的评分表，in 收回并汇总得分和名次；总表的决定不变，结果放在总表旁。",
        "ReviewShareWorkbook",
        "master",
    ),
    Command(
        "publish",
        "生成名单",
        "按决定生成公示、公布或入库名单（Word、Excel、PDF）；只含允许公开的栏目，总表内容不变，以前各次的名单都保留。",
        "FilePrint",
        "master",
    ),
    Command(
        "pool",
        "培育库",
        "列出培育库里有谁、何时入库、谁定的、理由；给出下一级的通知就列出每家还差哪些要求；总表不变。",
        "DatabaseInsert",
        "master",
    ),
    Command(
        "forward",
        "上报材料",
        "区局：把报送包写成邮件草稿，一卷一封；市局：把名单、概览等装成带清单的压缩包并写好草稿；文件不变，结果放在表旁。",
        "FileSendAsAttachment",
        "any",
    ),
    Command(
        "overview",
        "概览",
        "把总表的申报画成一页图表（概览.xlsx 和 PDF），放在总表旁；总表不变。",
        "ChartInsert",
        "master",
    ),
    Command(
        "trace",
        "查来源",
        "查一个单元格来自哪份文件、哪张表、哪一格，何时由谁收取；只读，不改任何文件。",
        "TracePrecedents",
        "any",
    ),
    Command(
        "overrule",
        "改判",
        "写明理由和姓名，改判一条机器查出的问题（--back 撤销改判）；问题仍列出并保留痕迹，随报送包上报。",
        "ReviewRejectChange",
        "any",
    ),
    Command(
        "adopt",
        "采用更正",
        "采用总表里手工改过的格子，此后名单照此生成；申报书原件不变，原值记入档案。",
        "AcceptAndAdvance",
        "master",
    ),
    Command(
        "revert",
        "改回更正",
        "放弃总表里手工改过的格子，改回申报书的内容；其他格子不变，记入档案。",
        "RejectAndAdvance",
        "master",
    ),
    Command(
        "invite",
        "邀请名单",
        "列出诊断名册上等级够而还没有申报的企业，等级不明的另列；可写成邮件草稿（--drafts）；表不变。",
        "CreateMailRecipient",
        "any",
    ),
    Command(
        "remind",
        "催报",
        "按地区列出未报送、退回未改、冲突未处理的，连同截止日和两边来源；可写成邮件草稿（--drafts）；表不变。",
        "Reminder",
        "any",
    ),
    Command(
        "withdraw",
        "撤回申报",
        "撤回一份申报（或用 --back 恢复），写明理由；原件保留，其他各行不变，记入档案。",
        "RemoveFromFavorites",
        "any",
    ),
    Command(
        "undo",
        "撤销上次",
        "撤销最近一次收取或汇集；原件和手工填写的内容保留，记入档案，再做一次同样的收取或汇集即可恢复。",
        "Undo",
        "any",
    ),
    Command(
        "rebuild",
        "按档案重建",
        "按原件和日志重新做出汇总表或总表；旧表另存保留，手工栏照日志填回。",
        "RefreshAll",
        "any",
    ),
    Command(
        "verify",
        "核验档案",
        "核对日志、原件、受理码和表，不符之处写明哪张表哪一格；只读，不改任何文件。",
        "ReviewCompareMenu",
        "any",
    ),
    Command(
        "doctor",
        "环境自检",
        "看这台电脑的 Python、程序库、字体、LibreOffice、插件和写入权限，逐项写明怎么办；只读，不改任何文件。",
        "Info",
        "any",
    ),
    Command(
        "addin",
        "插件",
        "build 做出 Excel 插件 xlpy.xlam，install 为本人装好，uninstall 卸下；不需要管理员权限，各人的表不变。",
        "AddInManager",
        "any",
        only="line",
    ),
    Command(
        "kit",
        "安装包",
        "用给出的 Python 和程序库做一个安装包，给不联网、没有管理员权限的电脑；只写这一个文件。",
        "PackageForCd",
        "any",
        only="line",
    ),
    Command(
        "manual",
        "手册",
        "说出手册在哪里，或一个编号的那一页（--open 用浏览器打开）；只读，不改任何文件。",
        "Help",
        "any",
    ),
    Command(
        "demo", "演示", "用虚构的一季申报演示全过程；只写指定的文件夹，最后与预期逐项比对。", "MediaPlay", "notice"
    ),
)

COMMANDS: Mapping[str, Command] = {row.id: row for row in _ROWS}
LINE: Mapping[str, Command] = {id_: row for id_, row in COMMANDS.items() if row.only != "button"}
"""The commands of the command line."""
BUTTONS: Mapping[str, Command] = {id_: row for id_, row in COMMANDS.items() if row.only != "line"}
"""The commands that stand as buttons in a spreadsheet program."""

GROUPS: Mapping[str, tuple[str, ...]] = {
    "填报": ("fill", "letter", "repair", "render", "fields", "rules", "amend"),
    "检查": ("validate", "record", "trace", "overrule", "verify"),
    "汇总": (
        *("collect", "opinion", "return", "pull", "decide", "review"),
        *("adopt", "revert", "withdraw", "undo", "rebuild"),
    ),
    "报送与公示": ("publish", "forward", "pool", "overview", "invite", "remind"),
    "帮助": ("doctor", "demo"),
}
"""Every button in the group it stands in, as the work goes from left to right."""


def command(id_: str) -> Command:
    """The command of this id."""
    if id_ not in COMMANDS:
        raise ValueMissingError("命令", id_, tuple(COMMANDS))
    return COMMANDS[id_]
