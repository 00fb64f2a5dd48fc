"""上报: what goes up is one zip with a manifest, and a draft that holds it; nothing is sent by us."""

import email
import email.policy
import io
import json
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from support.desks import PACK, act, firm, put, state, type_in
from support.spoken import DISTRICT
from workbook.errors import WorkbookError
from xlpy.actions import forward
from xlpy.desk import LOOK
from xlpy.folder import FolderDesk
from xlpy.package import manifest_of
from xlpy.settings import Settings


@pytest.fixture
def master(tmp_path: Path) -> Path:
    """A 总表 with one firm, and a folder of finished lists."""
    district, book = tmp_path / "武进", tmp_path / "市" / "总表.xlsx"
    act(district / "汇总表.xlsx", "collect", inboxes=[put(district / "收", **{"1.xlsx": firm(1)})], district=DISTRICT)
    act(district / "汇总表.xlsx", "opinion", all_rows=True, opinion="推荐", by="张三")
    act(book, "pull", inboxes=[district / f"报送包_{DISTRICT}.zip"])
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


def letters(folder: Path) -> list[tuple[str, dict[str, bytes]]]:
    """To whom each draft goes and what is in it; every one is unsent."""
    found = []
    for path in sorted(folder.glob("报送包*.eml")):
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        assert message["X-Unsent"] == "1"
        held = {str(part.get_filename()): part.get_content() for part in message.iter_attachments()}
        found.append((str(message["To"]), held))
    return found


def district(tmp_path: Path, **beside: bytes) -> Path:
    """A 汇总表 with one recommended firm and the files beside its form."""
    book = tmp_path / "区" / "汇总表.xlsx"
    inbox = put(tmp_path / "收", **{"1.xlsx": firm(1), **beside})
    act(book, "collect", inboxes=[inbox], district=DISTRICT)
    act(book, "opinion", all_rows=True, opinion="推荐", by="张三")
    return book


def test_at_a_district_one_command_writes_the_package_and_the_draft_that_carries_it(tmp_path: Path) -> None:
    book = district(tmp_path)
    scan = put(tmp_path / "扫描", **{"汇总表盖章.pdf": b"%PDF"}) / "汇总表盖章.pdf"
    (book.parent / f"报送包_{DISTRICT}.zip").unlink()

    data = act(book, "forward", files=[scan], to="sjxw@example.invalid").data

    package = (book.parent / f"报送包_{DISTRICT}.zip").read_bytes()
    assert letters(book.parent) == [
        ("sjxw@example.invalid", {f"报送包_{DISTRICT}.zip": package, "汇总表盖章.pdf": b"%PDF"})
    ]
    assert [Path(path).name for path in data["files"]] == [f"报送包_{DISTRICT}.zip", f"报送包_{DISTRICT}.eml"]
    assert (
        act(tmp_path / "市" / "总表.xlsx", "pull", inboxes=[book.parent / f"报送包_{DISTRICT}.eml"]).data["rows"] == 1
    )


def test_what_was_typed_last_goes_with_the_package_and_the_same_again_changes_nothing(tmp_path: Path) -> None:
    book = district(tmp_path)
    type_in(book, "初审", 0, opinion="不推荐")

    act(book, "forward")

    assert manifest_of("包", (book.parent / f"报送包_{DISTRICT}.zip").read_bytes()).declarations == ()
    before = state(tmp_path)
    act(book, "forward")
    assert state(tmp_path) == before


def test_a_package_of_two_volumes_goes_in_two_mails(tmp_path: Path) -> None:
    """What is packed already is not packed again, so that these scans keep their size."""
    book = district(
        tmp_path, **{f"附件{number}.pdf": b"PK\x03\x04" + bytes([number]) * (11 << 20) for number in (1, 2)}
    )

    act(book, "forward")

    assert [[*held] for _, held in letters(book.parent)] == [[f"报送包_{DISTRICT}.zip"], [f"报送包_{DISTRICT}_2.zip"]]


def test_the_settings_tell_where_the_package_goes_and_where_nobody_tells_it_stays_open(tmp_path: Path) -> None:
    book = district(tmp_path)
    told = act(book, "forward")
    here = FolderDesk(book, Settings("张三", tmp_path, mailboxes={PACK.bureau: "sjxw@example.invalid"}))

    here.carry_out(forward.run(here).plan)

    assert [to for to, _ in letters(book.parent)] == ["sjxw@example.invalid"]
    assert (told.data["to"], told.status) == ("", LOOK)
    assert "收件人空着" in told.lines[-1]


def test_a_book_without_a_form_has_nothing_to_send(tmp_path: Path) -> None:
    act(tmp_path / "空表" / "申报书.xlsx", "render", notice=PACK.id)

    with pytest.raises(WorkbookError, match="里没有已收取的申报书"):
        act(tmp_path / "空表" / "汇总表.xlsx", "forward")


def test_an_empty_folder_is_refused(master: Path, tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()

    with pytest.raises(WorkbookError, match="空"):
        act(master, "forward", files=[tmp_path / "空"])
