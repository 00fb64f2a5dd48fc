"""打印申报书: a filled declaration as Word, laid out as the annex prints it, ready for the stamp."""

from pathlib import Path

from workbook import read
from workbook.edit import NewFile, Plan
from xlpy.beside import around
from xlpy.desk import FINE, LOOK, Desk, Result
from xlpy.mail import Enclosure


def run(desk: Desk, *, file: Path) -> Result:
    """Write the desk's file from the declaration, its document and the names of the files that lie beside it."""
    from workbook.render import letter  # noqa: PLC0415 - start-up: python-docx

    bodies = around(desk, [file], without=desk.name)
    joined = bodies.joined(Enclosure(str(file), b""), read.declaration(desk.outside(file), file.name))
    record = joined.record
    beside = [entry.name for entry in bodies.owners.get(str(file), ())]
    content = letter.letter(record.form.pack, record, beside)
    files = () if desk.book() == content else (NewFile(desk.name, content),)
    notes = [finding.sentence for finding in record.findings]
    is_asked = any(finding.is_open for finding in record.findings)
    told = (f"生成 {desk.where(desk.name)}", f"列入随报文件{len(beside)}个")
    taken = (f"正文取自 {record.document}：只取文字，其中的图片和表格请从原文档打印附上",) if record.document else ()
    data = {"file": desk.where(desk.name), "attachments": beside, "document": record.document, "notes": notes}
    return Result(data, Plan(files=files), (*told, *taken, *notes), LOOK if is_asked else FINE)
