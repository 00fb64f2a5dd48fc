"""生成空表: the empty papers of a notice."""

from collections.abc import Callable

from workbook.edit import NewFile, Plan
from workbook.notice import shelf
from workbook.notice.pack import Pack
from xlpy.desk import Desk, Result, new_files

DECLARATION, BODY, SUMMARY, MASTER, REGISTERS = (
    "申报书.xlsx",
    "申报书正文.docx",
    "汇总表.xlsx",
    "总表.xlsx",
    "名册.xlsx",
)


def run(desk: Desk, *, notice: str, mailbox: str = "") -> Result:
    """Write 申报书, its 正文 for Word, 汇总表, 总表 and 名册 of the notice into the desk's folder."""
    made = papers(shelf.pack(notice), mailbox or desk.settings.mailbox)
    files = tuple(NewFile(name, make()) for name, make in desk.watch(made, "生成空表", len(made)))
    changed = new_files(desk, files)
    lines = tuple(f"生成 {desk.where(file.path)}" for file in files)
    return Result({"files": [desk.where(file.path) for file in files]}, Plan(files=changed), lines)


def papers(pack: Pack, mailbox: str = "") -> tuple[tuple[str, Callable[[], bytes]], ...]:
    """The empty papers of a notice by their names; each is made when it is asked for."""
    from workbook.render import body, declaration, master, registers, summary  # noqa: PLC0415 - start-up

    return (
        (DECLARATION, lambda: declaration.declaration(pack, mailbox=mailbox)),
        (BODY, lambda: body.body(pack)),
        (SUMMARY, lambda: summary.empty_summary(pack, "")),
        (MASTER, lambda: master.empty_master(pack)),
        (REGISTERS, lambda: registers.registers(pack)),
    )
