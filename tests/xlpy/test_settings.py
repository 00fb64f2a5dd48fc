"""Who sits here and where firms send their forms: the environment, a file, the user."""

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from support.spoken import NOTICE, of_the_first
from workbook.errors import SettingsError
from xlpy.cli import obey
from xlpy.settings import settings


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XLPY_OFFICER", "XLPY_MAILBOX"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XLPY_HOME", str(tmp_path))
    return tmp_path


def guide(form: Path) -> str:
    """The words of the form's first sheet."""
    sheet = load_workbook(io.BytesIO(form.read_bytes()))["说明"]
    return "\n".join(str(cell.value) for row in sheet for cell in row if cell.value)


def test_the_file_at_home_names_officer_and_mailbox(home: Path) -> None:
    (home / "settings.toml").write_text('officer = "王五"\nmailbox = "zbc@example.com"\n', "utf-8")

    assert (settings().officer, settings().mailbox) == ("王五", "zbc@example.com")


def test_the_file_at_home_names_the_mailboxes_of_other_desks(home: Path) -> None:
    (home / "settings.toml").write_text('[mailboxes]\n"武进区" = "wj@example.invalid"\n', "utf-8")

    assert settings().mailboxes == {"武进区": "wj@example.invalid"}


def test_the_environment_goes_before_the_file(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "settings.toml").write_text('officer = "王五"\n', "utf-8")
    monkeypatch.setenv("XLPY_OFFICER", "赵六")

    assert settings().officer == "赵六"


@pytest.mark.parametrize(
    "text",
    [
        "officer = 王五",
        'phone = "1"',
        "mailbox = 3",
        "mailboxes = 3",
        "[mailboxes]\n武进区 = 3",
        '[mailboxes]\n"武进区" = 3',
    ],
)
def test_a_wrong_file_is_named_with_what_to_do(home: Path, text: str) -> None:
    (home / "settings.toml").write_text(text, "utf-8")

    with pytest.raises(SettingsError, match=r"settings\.toml”有误：.+请改正"):
        settings()


def test_a_wrong_file_stops_a_command_with_one_sentence(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "settings.toml").write_text("mailbox = 3", "utf-8")

    status = obey(["render", "--notice", NOTICE, "--out", str(home / "papers")])

    assert status == 2
    assert "mailbox" in capsys.readouterr().err
    assert not (home / "papers").exists()


@of_the_first
def test_the_form_tells_until_when_and_where_to(home: Path) -> None:
    (home / "settings.toml").write_text('mailbox = "zbc@example.com"\n', "utf-8")

    obey(["render", "--notice", NOTICE, "--out", str(home / "set")])
    obey(["render", "--notice", NOTICE, "--out", str(home / "given"), "--mailbox", "other@example.com"])

    assert "2023年12月20日前报送给所在地工信部门" in guide(home / "set" / "申报书.xlsx")
    assert "电子文件发到 zbc@example.com" in guide(home / "set" / "申报书.xlsx")
    assert "电子文件发到 other@example.com" in guide(home / "given" / "申报书.xlsx")
