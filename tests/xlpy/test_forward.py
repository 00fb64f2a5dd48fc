"""上报: what goes up is one zip with a manifest, and a draft that holds it; nothing is sent by us."""

import email
import email.policy
import io
import json
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from support.desks import act, firm, put, state
from workbook.errors import WorkbookError


@pytest.fixture
def master(tmp_path: Path) -> Path:
    """A 总表 with one firm, and a folder of finished lists."""
    district, book = tmp_path / "武进", tmp_path / "市" / "总表.xlsx"
    act(district / "汇总表.xlsx", "collect", inboxes=[put(district / "收", **{"1.xlsx": firm(1)})], district="武进区")
    act(district / "汇总表.xlsx", "opinion", all_rows=True, opinion="推荐", by="张三")
    act(book, "pull", inboxes=[district / "报送包_武进区.zip"])
    put(tmp_path / "名单", **{"认定名单.docx": b"docx", "认定名单.xlsx": b"xlsx"})
    return book


def test_the_zip_holds_every_file_and_a_manifest_with_its_hash(master: Path, tmp_path: Path) -> None:
    [package, mail] = map(Path, act(master, "forward", files=[tmp_path / "名单"], to="a@example.com").data["files"])

    with zipfile.ZipFile(package) as held:
        manifest = json.loads(held.read("manifest.json"))
        hashes = {name: sha256(held.read(name)).hexdigest() for name in held.namelist() if name != "manifest.json"}
    message = email.message_from_bytes(mail.read_bytes(), policy=email.policy.default)
    [enclosed] = message.iter_attachments()
    assert manifest["files"] == hashes
    assert set(hashes) == {"认定名单.docx", "认定名单.xlsx"}
    assert (enclosed.get_filename(), message["To"]) == (package.name, "a@example.com")
    assert zipfile.ZipFile(io.BytesIO(enclosed.get_content())).testzip() is None


def test_the_same_files_again_change_nothing(master: Path, tmp_path: Path) -> None:
    act(master, "forward", files=[tmp_path / "名单"])
    before = state(master.parent)

    act(master, "forward", files=[tmp_path / "名单"])

    assert state(master.parent) == before


def test_an_empty_folder_is_refused(master: Path, tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()

    with pytest.raises(WorkbookError, match="空"):
        act(master, "forward", files=[tmp_path / "空"])
