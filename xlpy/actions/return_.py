"""退回修改: a slip for each declaration that goes back: where, what, which sentence, how to mend."""

from collections.abc import Sequence

from workbook.edit import NewFile, Plan
from workbook.render.slip import slip
from xlpy.actions.opinion import pick
from xlpy.desk import Desk, Result
from xlpy.district import page_name
from xlpy.dossier import existing_dossier

FOLDER = "退回通知"


def run(desk: Desk, *, rows: Sequence[str]) -> Result:
    """Write the slips beside the 汇总表; opinions are recorded by 初审意见."""
    dossier = existing_dossier(desk, "summary")
    slips = tuple(
        NewFile(page_name(dossier, FOLDER, entry), slip(dossier.pack, entry)) for entry in pick(dossier, rows)
    )
    files = [desk.where(file.path) for file in slips]
    new = tuple(file for file in slips if desk.file(file.path) != file.content)
    return Result({"files": files}, Plan(files=new), tuple(f"已生成 {path}" for path in files))
