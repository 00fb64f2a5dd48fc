"""The files beside a declaration, as a clerk marked them: what is proposed, what is told to who judges."""

from collections.abc import Iterator

from workbook.finding import Finding, Force
from workbook.merge.models import Attachment, Declaration
from workbook.notice.attachments import AttachmentKind
from workbook.notice.pack import Pack
from workbook.rules.base import FieldRule, Rule

ATTACHMENTS = "附件"
"""The sheet of 汇总表 and 总表 that lists them."""
SHORT = 16
"""How many signs of a hash tell a file from the others of a book."""


def proposed(pack: Pack, file: Attachment) -> str:
    """The words of the kinds a file name speaks of; a person decides."""
    return "、".join(kind.word for kind in pack.attachments if kind.is_named(file.name))


def mark_word(pack: Pack, file: Attachment) -> str:
    """The word a file was marked with; a mark this notice does not know is shown as it is."""
    return next((kind.word for kind in pack.attachments if kind.id == file.mark), file.mark)


def attached(entry: Declaration, pack: Pack) -> Iterator[Finding]:
    """What was marked, for the person who judges; a box that is ticked and no file marked is a note, never more."""
    rules = {rule.id: rule for rule in pack.rules if rule.active}
    for kind in pack.attachments:
        rule = rules.get(kind.rule)
        if rule is None:
            continue
        names = [file.name for file in entry.attachments if file.mark == kind.id]
        if names:
            message = "、".join(f"{name}（{kind.word}）" for name in names)
            yield _told(rule, Force.JUDGE, f"已附：{message}", "请打开附件核对内容")
        elif isinstance(rule, FieldRule) and entry.values.get(rule.field) is True:
            yield _told(rule, Force.NOTE, _missing(entry, kind), f"请看附件，在汇总表“{ATTACHMENTS}”页标注类别")


def _missing(entry: Declaration, kind: AttachmentKind) -> str:
    came = "随报附件中没有标为" if entry.attachments else "没有收到随报附件，也就没有标为"
    return f"申报书已打“√”，{came}“{kind.word}”的文件"


def _told(rule: Rule, force: Force, message: str, mend: str) -> Finding:
    return Finding(
        rule=rule.id,
        source=rule.source,
        force=force,
        message=message,
        fields=rule.touched(),
        quotes=rule.quotes,
        basis=rule.basis,
        mend=mend,
        cells=(ATTACHMENTS,),
    )
