"""Replies to those who sent files: one draft a file, told what became of it and what to do."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from workbook.edit import NewFile
from workbook.finding import Verdict
from workbook.merge import Declaration, named
from workbook.notice.pack import Pack
from workbook.receipt import Receipt
from workbook.standing import Standing
from xlpy.mail import Enclosure, Inbox, Refusal, draft

NAME = 60
OUTCOMES = {"accepted": "已收取", "superseded": "已有另一份", "refused": "未收取"}


def receipts(papers: Sequence[Enclosure], refused: Sequence[Refusal], standing: Standing) -> list[Receipt]:
    """Exactly one receipt a file that came, in the order of the envelopes; of equal files each has its own line."""
    known = standing.receipts
    told = {file.path: known[file.sha256] for file in papers if file.sha256 in known}
    told |= {entry.file: known[entry.sha256] for entry in refused if entry.sha256 in known}
    return [receipt.model_copy(update={"file": path}) for path, receipt in told.items()]


def replies(pack: Pack, folder: Path, inbox: Inbox, found: Sequence[Receipt], standing: Standing) -> list[NewFile]:
    """A draft for each receipt, to the sender where the mail tells one."""
    made = []
    for receipt in found:
        entry = standing.declarations.get(receipt.declaration)
        firm = named(entry, pack, "firm") if entry else ""
        subject = f"【收件回执】{firm or PurePosixPath(receipt.file).stem}：{OUTCOMES[receipt.outcome]}"
        text = "\n".join(_lines(receipt, entry, firm))
        name = f"{plain(firm or PurePosixPath(receipt.file).stem)}_{receipt.outcome}_{receipt.sha256[:8]}.eml"
        content = draft(subject, text, {}, inbox.sender(receipt.file))
        made.append(NewFile(str(folder.absolute() / name), content))
    return made


def _lines(receipt: Receipt, entry: Declaration | None, firm: str) -> Iterator[str]:
    yield f"{firm or '报送单位'}："
    yield f"　　你单位报送的文件“{PurePosixPath(receipt.file).name}”{OUTCOMES[receipt.outcome]}。"
    if receipt.outcome == "refused":
        yield f"原因和改法：{receipt.reason}（{receipt.code}）"
    if receipt.outcome == "superseded":
        yield f"原因：{receipt.reason}（申报编号 {receipt.declaration}）"
    if receipt.outcome == "accepted" and entry is not None:
        yield f"申报编号：{entry.id}"
        yield f"受理码：{receipt.code}"
        yield f"校验结论：{Verdict(entry.verdict).title}。问题由工信部门另行告知。"
        names = "、".join(file.name for file in entry.attachments)
        yield f"随报附件：{names or '无'}"
    if entry is not None:
        yield f"{entry.district}工信部门"


def told(found: Sequence[Receipt]) -> list[Mapping[str, Any]]:
    """The receipts as JSON tells them."""
    return [receipt.model_dump(mode="json") for receipt in found]


def plain(words: str) -> str:
    """Words as a part of a file's name."""
    return "".join(sign for sign in words if sign.isalnum())[:NAME] or "文件"
