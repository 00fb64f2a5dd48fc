"""上报: what goes to the next desk up as mail drafts: a district's package, the city's finished files in one zip."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from workbook.edit import NewFile, Plan
from workbook.errors import NothingToTakeError
from xlpy.desk import FINE, LOOK, Desk, Result, new_files
from xlpy.district import packed_volumes, read_back, refreshed
from xlpy.dossier import Dossier
from xlpy.level import either_dossier
from xlpy.mail import draft
from xlpy.package import manifest_of
from xlpy.packing import LONG_AGO, VOLUME
from xlpy.store import sha256

MANIFEST = "manifest.json"


def run(desk: Desk, *, files: Sequence[Path] = (), to: str = "") -> Result:
    """At a district's desk its package goes up, at the city's the files a person names; nothing is sent by us."""
    dossier = either_dossier(desk)
    found = {path.name: desk.outside(path) for path in _named(files)}
    return _package(dossier, found, to) if dossier.paper == "summary" else _papers(dossier, found, files, to)


def _package(dossier: Dossier, found: Mapping[str, bytes], to: str) -> Result:
    """The package as it is after what was typed last, a draft a volume; files a person names go with the first."""
    desk, district = dossier.desk, dossier.named_district
    if not district:
        raise NothingToTakeError([Path(desk.name)], "已收取的申报书")
    typed = read_back(dossier)
    plan = refreshed(dossier, district, typed.events, typed)
    volumes = packed_volumes(desk, district, plan)
    address = to or desk.settings.mailboxes.get(dossier.pack.bureau, "")
    mails = [_letter(dossier, volumes, number, found, address) for number in range(len(volumes))]
    new = new_files(desk, mails)
    paths = [desk.where(file.path) for file in (*volumes, *mails)]
    sent = len({entry.id for one in volumes for entry in manifest_of(one.path, one.content).declarations})
    open_ = (*typed.lines, *plan.notes)
    lines = (
        *open_,
        f"{district}的报送包（{sent}份申报，共{len(volumes)}卷）写成邮件草稿，一卷一封，请打开核对后自行发送。",
        *(f"邮件草稿 {desk.where(file.path)}" for file in mails),
        *([] if address else ["收件人空着：请用 --to 给出，或在设置的 [mailboxes] 里写上市局的邮箱。"]),
    )
    data = {"files": paths, "contents": [file.path for file in volumes] + [*found], "large": False, "to": address}
    return Result(data, replace(plan, files=(*plan.files, *new)), lines, LOOK if open_ or not address else FINE)


def _letter(dossier: Dossier, volumes: Sequence[NewFile], at: int, found: Mapping[str, bytes], address: str) -> NewFile:
    """The draft that carries one volume."""
    district, which = dossier.named_district, f"第{at + 1}卷，共{len(volumes)}卷"
    title = f"{dossier.pack.papers.summary}：{district}（{which}）"
    held = {volumes[at].path: volumes[at].content, **(found if at == 0 else {})}
    listed = "\n".join(
        f"{number}. {name}（SHA-256 {sha256(data)}）" for number, (name, data) in enumerate(held.items(), 1)
    )
    text = f"{dossier.pack.bureau}：\n　　现报送{title}，附件：\n{listed}\n{district}工信部门\n"
    content = draft(f"【报送】{title}", text, held, address)
    return NewFile(volumes[at].path.replace(".zip", ".eml"), content, is_ours=True)


def _papers(dossier: Dossier, found: Mapping[str, bytes], files: Sequence[Path], to: str) -> Result:
    """The files in one zip with a manifest, and the draft that holds it, beside the 总表, which stays as it is."""
    desk = dossier.desk
    if not found:
        raise NothingToTakeError([*files] or [Path(desk.name)], "可上报的文件")
    package = _packed({MANIFEST: _manifest(dossier, found), **found})
    title = f"{dossier.pack.papers.master.removesuffix('总表')}上报材料"
    listed = "\n".join(f"{number}. {name}" for number, name in enumerate(found, start=1))
    text = f"现报上{title}，共{len(found)}个文件：\n{listed}\n\n{dossier.pack.bureau}\n"
    mail = draft(title, text, {f"{title}.zip": package}, to)
    made_files = [NewFile(f"{title}.zip", package, is_ours=True), NewFile(f"{title}.eml", mail, is_ours=True)]
    plan = Plan(files=new_files(desk, made_files))
    is_large = len(package) > VOLUME
    lines = [f"{len(found)}个文件已装入 {title}.zip（附清单），邮件草稿是 {title}.eml；请打开核对后自行发送。"]
    lines += ["压缩包超过20MB，多数邮箱发不出，请分几次上报。"] if is_large else []
    data = {"files": [desk.where(file.path) for file in made_files], "contents": [*found], "large": is_large, "to": to}
    return Result(data, plan, tuple(lines), LOOK if is_large else FINE)


def _manifest(dossier: Dossier, found: Mapping[str, bytes]) -> bytes:
    made = dossier.lines[-1].at if dossier.lines else ""
    told = {"notice": dossier.pack.id, "bureau": dossier.pack.bureau, "made": made, "files": _hashes(found)}
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


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
