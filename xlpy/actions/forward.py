"""上报: finished files as one zip with a manifest and a mail draft around it, for the next desk up."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from workbook.edit import NewFile, Plan
from workbook.errors import NothingToTakeError
from xlpy.desk import FINE, LOOK, Desk, Result
from xlpy.dossier import existing_dossier
from xlpy.mail.drafts import draft
from xlpy.package import LONG_AGO, VOLUME
from xlpy.store import sha256

MANIFEST = "manifest.json"


def run(desk: Desk, *, files: Sequence[Path], to: str = "") -> Result:
    """Pack the files and write the draft beside the 总表, which stays as it is."""
    dossier = existing_dossier(desk, "master")
    found = {path.name: desk.outside(path) for path in _named(files)}
    if not found:
        raise NothingToTakeError([*files], "可上报的文件")
    made = dossier.lines[-1].at if dossier.lines else ""
    manifest = {"notice": dossier.pack.id, "bureau": dossier.pack.bureau, "made": made, "files": _hashes(found)}
    package = _packed({MANIFEST: json.dumps(manifest, ensure_ascii=False, indent=1).encode(), **found})
    title = f"{dossier.pack.papers.master.removesuffix('总表')}上报材料"
    text = "\n".join(
        (f"现报上{title}，共{len(found)}个文件：", *(f"{n}. {name}" for n, name in enumerate(found, start=1)))
    )
    mail = draft(title, f"{text}\n\n{dossier.pack.bureau}\n", {f"{title}.zip": package}, to)
    made_files = [NewFile(f"{title}.zip", package, is_ours=True), NewFile(f"{title}.eml", mail, is_ours=True)]
    plan = Plan(files=tuple(file for file in made_files if desk.file(file.path) != file.content))
    is_large = len(package) > VOLUME
    lines = [f"{len(found)}个文件已装入 {title}.zip（附清单），邮件草稿是 {title}.eml；请打开核对后自行发送。"]
    lines += ["压缩包超过20MB，多数邮箱发不出，请分几次上报。"] if is_large else []
    data = {"files": [desk.where(file.path) for file in made_files], "contents": [*found], "large": is_large}
    return Result(data, plan, tuple(lines), LOOK if is_large else FINE)


def _named(files: Sequence[Path]) -> list[Path]:
    """The files a person named, of a folder those directly in it, by name."""
    held = (sorted(path.iterdir()) if path.is_dir() else [path] for path in files)
    return [path for found in held for path in found if not path.is_dir() and not path.name.startswith((".", "~"))]


def _hashes(found: Mapping[str, bytes]) -> dict[str, str]:
    return {name: sha256(content) for name, content in found.items()}


def _packed(found: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in found.items():
            package.writestr(zipfile.ZipInfo(name, LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()
