"""What a check found: finding, force, verdict, report; and the one table of codes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Force(StrEnum):
    """How hard a demand binds; the words are the statistics office's."""

    MUST = "must"
    SHOULD = "should"
    JUDGE = "judge"
    NOTE = "note"

    @property
    def title(self) -> str:  # type: ignore[override]  # nobody needs str.title of a word of ours
        """The word a user reads on screen."""
        return {"must": "错误", "should": "提醒", "judge": "人工", "note": "提示"}[self.value]

    @property
    def mark(self) -> str:
        """The symbol that stands beside the input."""
        return {"must": "✖", "should": "▲", "judge": "○", "note": "○"}[self.value]


OVERRULED = "◆"
"""The sign of a verdict, or of a finding, that an officer overruled."""


class Verdict(StrEnum):
    """What a form may do next."""

    PASS = "pass"  # noqa: S105 - a verdict, not a password
    EXPLAIN = "explain"
    FAIL = "fail"

    @property
    def title(self) -> str:  # type: ignore[override]  # nobody needs str.title of a word of ours
        """The words a user reads on screen."""
        return {"pass": "可以报送", "explain": "须说明", "fail": "有强制问题"}[self.value]

    @property
    def mark(self) -> str:
        """The symbol that stands in a row of the summary."""
        return {"pass": "✔", "explain": "▲", "fail": "✖"}[self.value]


@dataclass(frozen=True, slots=True)
class Finding:
    """One demand that is not met (or that a person must look at), at its place.

    ``cells`` and ``label`` are added by ``judge``; rules do not know where a field lies.
    """

    rule: str
    source: str
    force: Force
    message: str
    fields: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    basis: str = "notice"
    readings: tuple[str, ...] = ()
    mend: str = ""
    cells: tuple[str, ...] = ()
    label: str = ""
    explanation: str = ""

    @property
    def code(self) -> str:
        """The code a user quotes on the phone."""
        return self.source or self.rule

    def at(self, cells: Iterable[str], label: str, fields: tuple[str, ...] | None = None) -> "Finding":
        """The same finding with its cells (``sheet!A1``) and its label, about these fields where they are others."""
        return Finding(
            rule=self.rule,
            source=self.source,
            force=self.force,
            message=self.message,
            fields=self.fields if fields is None else fields,
            quotes=self.quotes,
            basis=self.basis,
            readings=self.readings,
            mend=self.mend,
            cells=tuple(cells),
            label=label,
            explanation=self.explanation,
        )

    def explained(self, text: str) -> "Finding":
        """The same finding with the words of the firm that explain it."""
        return replace(self, explanation=text)

    @property
    def is_open(self) -> bool:
        """Whether this finding still asks for something from the firm."""
        return self.force is Force.MUST or (self.force is Force.SHOULD and not self.explanation)

    @property
    def sentence(self) -> str:
        """Where · what · how to mend · which sentence of the notice · code, in one Chinese line."""
        where = f"{self.cells[0]} " if self.cells else ""
        label = f"{self.label}：" if self.label else ""
        words = f"通知原文“{'……'.join(self.quotes)}”" if self.quotes else "常理核对，非通知原文"
        message = self.message.rstrip("。")
        mend = f"{self.mend.rstrip('。')}。" if self.mend else ""
        return f"{where}{label}{message}。{mend}（{words}，{self.code}）"


@dataclass(frozen=True, slots=True)
class Report:
    """All findings about one paper, in the order of the notice pack's rules."""

    findings: tuple[Finding, ...] = field(default=())

    @property
    def verdict(self) -> Verdict:
        """Fail = an open must; explain = an unexplained should; else pass."""
        if any(finding.force is Force.MUST for finding in self.findings):
            return Verdict.FAIL
        return Verdict.EXPLAIN if any(finding.is_open for finding in self.findings) else Verdict.PASS

    def count(self, force: Force) -> int:
        """How many findings have this force."""
        return sum(finding.force is force for finding in self.findings)

    def broken(self) -> tuple[Finding, ...]:
        """The findings about something that was checked: must and should."""
        return tuple(finding for finding in self.findings if finding.force in (Force.MUST, Force.SHOULD))


EMPTY_EXPLANATIONS = ("", "核实无误", "已核实", "已核实无误", "经核实无误", "无误", "无", "属实", "情况属实")
PAUSES = (" ", "\u3000", "\u00a0", "\t", "\n", "。", ".", "！", "!", "，", ",", "、", "；", ";")
"""What parts the words of an explanation; the sheet leaves out the same signs."""


def bare(text: str) -> str:
    """The words of an explanation without white space, commas and stops."""
    for pause in PAUSES:
        text = text.replace(pause, "")
    return text


def is_explanation(text: str) -> bool:
    """Whether the text says anything: blank or a bare 核实无误 does not count."""
    return bare(text) not in EMPTY_EXPLANATIONS


CODES: Mapping[str, tuple[str, str]] = {
    # code: (what it means, what to do); refusals of files, stops of the work, findings about cells
    "FILE-EMPTY": ("文件是空的", "请重新保存后再报送"),
    "FILE-KIND": ("不是 .xlsx 工作簿", "请用 Excel 或 WPS 打开后另存为“Excel 工作簿（.xlsx）”再报送"),
    "FILE-ENCRYPTED": ("文件设有打开密码", "请取消打开密码后重新保存"),
    "FILE-DAMAGED": ("文件已损坏，打不开", "请用 Excel 或 WPS 打开修复并另存后再报送"),
    "FILE-BOMB": ("文件展开后异常庞大", "请把内容复制到本次下发的模板后再报送"),
    "FILE-UNSAFE": ("文件内部结构不正常", "请把内容复制到本次下发的模板后再报送"),
    "FILE-DISAGREE": ("两种读法读出的内容不一致", "请用 Excel 或 WPS 打开后另存再报送"),
    "FILE-KILLED": (
        "读取时超出时间或内存限制，已单独停下",
        "请用 Excel 或 WPS 打开后另存，或把内容复制到本次下发的模板后再报送",
    ),
    "FILE-OTHER": ("不是本次申报的表", "请改用本次下发的模板"),
    "FILE-NOTICE": ("是另一次通知或旧版本的表", "请改用本次下发的模板"),
    "FILE-EDITED": ("收取后被改动", "请由区局核对原件，重新收取后再生成报送包"),
    "FILE-OLDER": ("比已收到的同一申报更早", "如确需以此为准，请说明后重新报送"),
    "NAME-NEAR": ("名册中有名称相近的企业", "请核对是否同一企业"),
    "CELL-FORMULA": ("输入格内是公式，结果可能已过时", "请改填公式的结果值"),
    "CELL-ERROR": ("单元格显示错误值", "请重新填写"),
    "CELL-MOVED": ("内容不在模板原来的位置", "请核对识别结果"),
    "FORM-CHANGED": ("模板本身被改动过", "请核对改动处；以模板原文为准，不影响对所填内容的判断"),
    "FORM-LOOSE": ("有的格子失去了模板的下拉选项", "通常是粘贴所致，不必处理；所填内容已照常核对"),
    "BODY-DIFFERS": ("正文文档与申报书表内写的不一样", "请以一处为准，删去另一处或改成一致"),
    "BODY-CODE": ("正文文档首页的统一社会信用代码与申报书对不上", "请在正文文档首页写明申报单位的统一社会信用代码"),
    "BODY-AWAITED": ("表内只写了见别处，没有读到相应的正文", "请填写在表内，或与写有这一部分的正文文档一起报送"),
    "BODY-SEVERAL": ("有几份内容不同的正文文档都属于这份申报书", "请只留一份"),
    "BODY-HEADINGS": ("正文文档里同一个标题出现几次，文字可能归错", "请每个标题只用一次"),
    "BODY-ASIDE": ("正文文档里有不计入正文的内容", "要计入的请写在正文段落里"),
    "OPINION": ("初审意见或日期不合要求", "请按下拉选项和日期格式改正"),
    "PACKAGE": ("报送包不完整或与清单不符", "请由区局重新生成报送包"),
    "USAGE": ("命令写错了", "请看 xlpy 命令 --help"),
    "STOPPED": ("已由使用者停止", "重新执行会接着做"),
    "BUG": ("程序自身出错", "请把日志发给维护人员"),
    "STOP": ("不能继续", "请按提示处理"),
    "PACK": ("通知包有误", "请按提示修改通知包"),
    "SETTINGS": ("设置文件有误", "请按提示改正或删去"),
    "AMENDMENT": ("期限不能这样延", "请照延期通知写"),
    "ARGUMENT": ("给出的名称不存在", "请从可用的名称中选择"),
    "NOT-ASKED": ("这次通知没有相应的要求", "这次申报用不到这条命令"),
    "NOTHING": ("没有可收的文件", "请核对所给的文件夹或文件"),
    "STATE": ("不允许的状态变化", "请按提示选择"),
    "UNDO": ("没有可以撤销的一次收取或汇集", "请按提示处理"),
    "CALENDAR": ("没有该年的节假日数据", "请更新或直接给出日期"),
    "CALENDAR-TABLE": ("给出的放假调休表读不出", "请按提示改正，每行写日期和“休”或“班”"),
    "NOT-HERE": ("这台电脑做不了", "请按提示安装所缺的，或换一台电脑"),
    "KIT": ("安装包的各部分对不上，没有做", "请按提示更换"),
    "CLUSTER": ("集群不能用", "请核对地址、启动集群，或由本机自己做"),
    "PRIVACY": ("将公开的文件里有不得公开的内容，没有写出", "请按提示更正后再生成"),
    "DISK": ("磁盘不能读写", "请检查路径、权限和磁盘空间后再试"),
    "BUSY": ("文件正被使用，或格子被一组公式占用", "请关闭后再试；被公式占用的，先删去公式或改成数值"),
    "CHANGED": ("文件被他人改动", "请重新执行"),
    "NO-BOOK": ("没有打开的表", "请先打开申报书、汇总表或总表"),
    "NOT-SAVED": ("表还没有保存过", "请先保存为 .xlsx 文件"),
    "SHEET-TAKEN": ("表里已有同名的工作表", "请给那张工作表改名后再按一次"),
    "READ-ONLY": ("表以只读方式打开", "请以可编辑的方式打开"),
    "CANCELLED": ("使用者取消", "需要时再按一次"),
    "WORKING": ("上一件事还没有做完", "请等它做完或先停止"),
    "EXPLANATION": ("说明没有写入", "请按提示处理"),
    "RECORDS": ("档案不完整", "请从备份恢复"),
}
