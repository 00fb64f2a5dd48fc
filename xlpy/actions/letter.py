"""打印申报书: a filled declaration as Word, laid out as the annex prints it, ready for the stamp."""

from pathlib import Path

from workbook import read
from workbook.edit import NewFile, Plan
from xlpy.desk import Desk, Result
from xlpy.intake import attachments
from xlpy.mail import BESIDE, Enclosure, is_passed_over


def run(desk: Desk, *, file: Path) -> Result:
    """Write the desk's file from the declaration, with the names of the files that lie beside it."""
    from workbook.render import letter  # noqa: PLC0415 - start-up: python-docx

    record = read.declaration(desk.outside(file), file.name)
    beside = [name for name in names_beside(file) if name != desk.name]
    content = letter.letter(record.form.pack, record, beside)
    files = () if desk.book() == content else (NewFile(desk.name, content),)
    told = (f"已生成 {desk.where(desk.name)}", f"列入随报文件{len(beside)}个")
    return Result({"file": desk.where(desk.name), "attachments": beside}, Plan(files=files), told)


def names_beside(file: Path) -> list[str]:
    """Names of the files in the folder of a form that belong to it."""
    near = sorted(path for path in file.parent.iterdir() if path.is_file() and not is_passed_over(Path(path.name)))
    forms = [Enclosure(f"{file.parent.name}/{path.name}", b"") for path in near if path.suffix.lower() == ".xlsx"]
    others = [Enclosure(f"{file.parent.name}/{path.name}", b"") for path in near if path.suffix.lower() in BESIDE]
    return [entry.name for entry in attachments(forms, others).get(f"{file.parent.name}/{file.name}", ())]
