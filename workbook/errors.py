"""What stops the work: every class builds its own Chinese sentence from typed arguments.

::

    WorkbookError               anything that stops the work on one file or one request
    ├── UnreadableError         the file cannot be read safely; carries the code of the refusal
    ├── OtherPaperError         a workbook, but not the paper that was asked for
    ├── OtherNoticeError        our paper, but of another notice or another version
    ├── NoticeError             a notice pack is wrong: file, place, sentence
    ├── SettingsError           the settings of this desk are wrong: file, sentence
    ├── AmendmentError          a deadline cannot be moved like that: deadline, sentence
    ├── ClusterError            the cluster that was named cannot be worked with
    ├── ValueMissingError       an argument names what does not exist (a field, a row, a state, a district)
    ├── NothingToTakeError      the envelopes hold nothing that could be taken
    ├── PendingFormulaError     a cell that people fill holds a formula without a result
    ├── MoveRefusedError        an impossible move between two states
    ├── UndoRefusedError        there is no run to take back, or the public knows of it already
    ├── CalendarError           a working day was asked of a year without calendar data
    ├── CalendarTableError      a given table of days off cannot be read: line, problem
    ├── PersonalDataError       a document for the public would show personal data; it was not written
    ├── BusyError               somebody else holds the file or the lock
    ├── ChangedMeanwhileError   the book changed on disk while we worked on it
    ├── NoBookError             no book is open, or none of ours is in front
    ├── NotSavedError           the open book was never saved: it has no folder
    ├── ReadOnlyError           the open book may only be read
    ├── NotHereError            this machine cannot do it; where it can be done
    ├── KitError                the parts of an install kit do not fit together: part, problem
    ├── CancelledError          the person gave up a question of a button
    ├── StoppedError            the person stopped long work; nothing of it was written
    ├── AlreadyWorkingError     a button was pressed while another one still works
    ├── NotExplainedError       an explanation that says nothing, or of what needs none
    └── RecordsDamagedError     journal or originals do not hold together

A content problem of a paper is never an error: it is a finding, returned and not raised.
"""

import copyreg
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar


class WorkbookError(Exception):
    """Anything that stops the work; ``str(error)`` is one Chinese sentence with what to do."""

    code: ClassVar[str] = "STOP"

    def __reduce__(self) -> tuple[Any, ...]:
        """It comes to another process as it is: its sentence is not built anew."""
        return copyreg.__newobj__, (type(self), *self.args), vars(self)  # type: ignore[attr-defined] # as objects do


class UnreadableError(WorkbookError):
    """The file cannot be read safely; nothing of it was taken."""

    def __init__(self, name: str, refusal: str, reason: str) -> None:
        self.refusal, self.reason = refusal, reason
        super().__init__(f"“{name}”未读取：{reason}")


class OtherPaperError(WorkbookError):
    """The file is a workbook, but not the paper that was asked for."""

    code: ClassVar[str] = "FILE-OTHER"

    def __init__(self, name: str, wanted: str, found: str, mend: str = "请重新选择文件。") -> None:
        super().__init__(f"“{name}”是{found}，这里需要《{wanted}》。{mend}")


class OtherNoticeError(WorkbookError):
    """The paper is ours, but of another notice or another version of the template."""

    code: ClassVar[str] = "FILE-NOTICE"

    def __init__(self, name: str, wanted: str, found: str, *, is_repairable: bool = False) -> None:
        repair = "可先用 xlpy repair（--notice 写本次通知）转入，核对后再报送。"
        mend = repair if is_repairable else "请改用本次下发的模板填写后重新报送。"
        super().__init__(f"“{name}”是“{found}”的表，本次申报用“{wanted}”。{mend}")


class NoticeError(WorkbookError):
    """A notice pack is wrong at one place."""

    code: ClassVar[str] = "PACK"

    def __init__(self, file: Path, place: str, problem: str) -> None:
        self.place, self.problem = place, problem
        super().__init__(f"通知包“{file.parent.name}/{file.name}”的 {place} 有误：{problem}")


class SettingsError(WorkbookError):
    """The settings of this desk are wrong."""

    code: ClassVar[str] = "SETTINGS"

    def __init__(self, file: Path, problem: str) -> None:
        super().__init__(f"设置文件“{file}”有误：{problem}。请改正，或删去这个文件。")


class AmendmentError(WorkbookError):
    """A deadline cannot be moved like that."""

    code: ClassVar[str] = "AMENDMENT"

    def __init__(self, title: str, problem: str) -> None:
        super().__init__(f"期限“{title}”不能这样延：{problem}。请照延期通知写。")


class ClusterError(WorkbookError):
    """The cluster that was named cannot be worked with."""

    code: ClassVar[str] = "CLUSTER"

    def __init__(self, address: str, problem: str) -> None:
        super().__init__(f"集群“{address}”：{problem}。请核对地址、启动集群，或去掉 --cluster，由这台电脑自己做。")


class ValueMissingError(WorkbookError):
    """An argument names something that does not exist."""

    code: ClassVar[str] = "ARGUMENT"

    def __init__(self, what: str, given: str, allowed: tuple[str, ...] = ()) -> None:
        shown = "、".join((*allowed[:20], *([f"……等{len(allowed)}个"] if allowed[20:] else [])))
        told = f"没有名为“{given}”的{what}。" if given else f"没有写明{what}。"
        super().__init__(told + (f"可用的有：{shown}。" if allowed else ""))


class NotHereError(WorkbookError):
    """This machine cannot do it."""

    code: ClassVar[str] = "NOT-HERE"

    def __init__(self, problem: str, mend: str) -> None:
        super().__init__(f"{problem}。{mend}。")


class KitError(WorkbookError):
    """The parts of an install kit do not fit together; nothing was written."""

    code: ClassVar[str] = "KIT"

    def __init__(self, part: str, problem: str, mend: str) -> None:
        super().__init__(f"“{part}”{problem}，没有做安装包。{mend}。")


class NothingToTakeError(WorkbookError):
    """The envelopes hold nothing that could be taken; nothing was written."""

    code: ClassVar[str] = "NOTHING"

    def __init__(self, places: Sequence[Path], wanted: str) -> None:
        shown = "、".join(f"“{place.name}”" for place in places)
        super().__init__(f"{shown}里没有{wanted}，什么都没有写入。请核对所给的文件夹或文件。")


class PendingFormulaError(WorkbookError):
    """A cell that people fill holds a formula that nobody has counted yet."""

    code: ClassVar[str] = "CELL-FORMULA"

    def __init__(self) -> None:
        super().__init__("这一格是公式，还没有结果，暂未登记。请用 Excel 打开并保存一次，或改填结果。")


class MoveRefusedError(WorkbookError):
    """An impossible move between two states of a declaration."""

    code: ClassVar[str] = "STATE"

    def __init__(self, declaration: str, now: str, wanted: str, allowed: tuple[str, ...], reason: str = "") -> None:
        choices = f"现在可以改为：{'、'.join(allowed)}。" if allowed else "这是最后的状态，不能再改。"
        super().__init__(f"{declaration} 现在是“{now}”，不能改为“{wanted}”{reason and f'：{reason}'}。{choices}")


class UndoRefusedError(WorkbookError):
    """There is no run to take back, or it cannot be taken back any more."""

    code: ClassVar[str] = "UNDO"

    def __init__(self, reason: str) -> None:
        super().__init__(f"不能撤销：{reason}。本次什么都没有改。")


class CalendarError(WorkbookError):
    """A working day was asked of a year without calendar data."""

    code: ClassVar[str] = "CALENDAR"

    def __init__(self, year: int) -> None:
        mend = "请更新节假日数据，或用 --calendar 给出该年的放假调休表。"
        super().__init__(f"没有{year}年的法定节假日安排，不能推算工作日。{mend}")


class CalendarTableError(WorkbookError):
    """A given table of days off cannot be read."""

    code: ClassVar[str] = "CALENDAR-TABLE"

    def __init__(self, name: str, line: int, problem: str) -> None:
        super().__init__(f"放假调休表“{name}”第{line}行{problem}。每行写日期和“休”或“班”，如：2031-10-01,休。")


class PersonalDataError(WorkbookError):
    """A document for the public would show personal data; nothing was written."""

    code: ClassVar[str] = "PRIVACY"

    def __init__(self, name: str, found: Sequence[str]) -> None:
        super().__init__(f"“{name}”含有不得公开的内容，没有写出：{'；'.join(found)}。请更正后再生成。")


class BusyError(WorkbookError):
    """Somebody else holds the file or the lock, or something of the book the cell."""

    code: ClassVar[str] = "BUSY"

    def __init__(self, name: str, holder: str, mend: str = "请关闭后再试。") -> None:
        super().__init__(f"“{name}”正被{holder}使用，本次什么都没有改。{mend}")


class ChangedMeanwhileError(WorkbookError):
    """The book changed on disk while we worked on it; nothing was written."""

    code: ClassVar[str] = "CHANGED"

    def __init__(self, name: str) -> None:
        super().__init__(f"处理期间“{name}”被他人改动并保存，本次什么都没有写入。请重新执行一次。")


class NoBookError(WorkbookError):
    """A button needs an open book, and there is none."""

    code: ClassVar[str] = "NO-BOOK"

    def __init__(self) -> None:
        super().__init__("没有打开的表，本次什么都没有做。请先打开申报书、汇总表或总表。")


class NotSavedError(WorkbookError):
    """The open book was never saved: nobody knows its folder."""

    code: ClassVar[str] = "NOT-SAVED"

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}”还没有保存过，本次什么都没有做。请先把它保存为 .xlsx 文件。")


class ReadOnlyError(WorkbookError):
    """The open book was opened only to be read."""

    code: ClassVar[str] = "READ-ONLY"

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}”是以只读方式打开的，本次什么都没有改。请关闭后以可编辑的方式打开再试。")


class CancelledError(WorkbookError):
    """The person gave up a question of a button."""

    code: ClassVar[str] = "CANCELLED"

    def __init__(self, label: str) -> None:
        super().__init__(f"{label}：已取消，本次什么都没有改。")


class StoppedError(WorkbookError):
    """The person stopped long work; nothing of it was written."""

    code: ClassVar[str] = "STOPPED"

    def __init__(self, words: str) -> None:
        super().__init__(f"{words}：已停止；本次什么都没有写入，已保存的内容完好，再按一次即重新做。")


class AlreadyWorkingError(WorkbookError):
    """A button was pressed while another one still works."""

    code: ClassVar[str] = "WORKING"

    def __init__(self, label: str) -> None:
        super().__init__(f"“{label}”还没有做完，请等它做完或先停止。")


class NotExplainedError(WorkbookError):
    """An explanation that says nothing, or of what needs none."""

    code: ClassVar[str] = "EXPLANATION"

    def __init__(self, problem: str) -> None:
        super().__init__(f"没有写入说明：{problem}。")


class RecordsDamagedError(WorkbookError):
    """Journal or originals do not hold together."""

    code: ClassVar[str] = "RECORDS"

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"档案“{name}”不完整：{problem}。请不要手工改动档案文件夹，并从备份恢复。")
