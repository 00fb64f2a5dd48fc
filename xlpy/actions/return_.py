"""退回修改: a slip for each declaration that goes back: where, what, which sentence, how to mend."""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from workbook import merge
from workbook.edit import NewFile, Plan
from workbook.merge import Declaration
from workbook.render.slip import asked, slip
from xlpy.actions.opinion import pick
from xlpy.desk import FINE, LOOK, Desk, Result, new_files
from xlpy.district import page_name
from xlpy.dossier import Dossier, existing_dossier
from xlpy.mail import draft
from xlpy.senders import of_firm

FOLDER = "退回通知"


def run(desk: Desk, *, rows: Sequence[str]) -> Result:
    """Write the slips beside the 汇总表, each with a mail that carries it; opinions are recorded by 初审意见."""
    dossier = existing_dossier(desk, "summary")
    picked = pick(dossier, rows)
    written = tuple(file for entry in picked for file in _papers(dossier, entry))
    files = [desk.where(file.path) for file in written]
    new = new_files(desk, written)
    bare = [entry.id for entry in picked if not asked(entry)]
    lines = (*(f"生成 {path}" for path in files), *_left_open(dossier, picked), _counted(desk, picked))
    return Result({"files": files, "bare": bare}, Plan(files=new), lines, LOOK if bare else FINE)


def _left_open(dossier: Dossier, picked: Sequence[Declaration]) -> Iterator[str]:
    """Slips on which a person has to write why the form goes back."""
    for entry in picked:
        if not asked(entry):
            firm = merge.named(entry, dossier.pack, "firm")
            yield f"▲ {entry.id} {firm}：没有查出要改的，退回单的表空着。请写上退回的原因，换掉邮件草稿里空着的那份。"


def _counted(desk: Desk, picked: Sequence[Declaration]) -> str:
    return f"{len(picked)}份退回单，各有一封邮件草稿，在 {desk.where(FOLDER)}。"


def _papers(dossier: Dossier, entry: Declaration) -> tuple[NewFile, NewFile]:
    """The slip, and the draft of a mail it is attached to."""
    path = page_name(dossier, FOLDER, entry)
    content = slip(dossier.pack, entry)
    firm = merge.named(entry, dossier.pack, "firm")
    title = dossier.pack.papers.declaration
    text = (
        f"{firm}：\n　　你单位报送的{title}（申报编号 {entry.id}，文件“{entry.file}”）需要修改，"
        f"请按所附退回单逐条处理，用同一份{title}改后重新报送。\n{entry.district}工信部门\n"
    )
    to = of_firm(dossier, entry.id)
    mail = draft(f"【退回修改】{firm}{title}", text, {PurePosixPath(path).name: content}, to)
    return NewFile(path, content), NewFile(path.removesuffix(".xlsx") + ".eml", mail)
