"""What is said of a failure that is nobody's mistake."""

import errno
from pathlib import Path

import pytest

from support.desks import firm, put
from support.spoken import DISTRICT, of_the_first
from xlpy.cli import obey
from xlpy.faults import told
from xlpy.settings import Settings


@pytest.mark.parametrize(
    ("out", "words"), [("收件箱/甲.xlsx", "不是文件夹"), ("很" * 300, "名称太长")], ids=["a_file", "too_long"]
)
def test_a_place_that_cannot_be_written_is_told_as_such(
    out: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XLPY_HOME", str(tmp_path / "home"))
    put(tmp_path / "收件箱", **{"甲.xlsx": firm(1)})

    status = obey(["collect", "收件箱", "--district", DISTRICT, "--out", out])

    told = capsys.readouterr()
    assert (status, told.out) == (2, "")
    assert words in told.err
    assert "程序自身出错" not in told.err


@of_the_first
def test_a_home_that_cannot_be_written_changes_no_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    put(tmp_path / "收件箱", **{"甲.xlsx": firm(1)})
    put(tmp_path, **{"甲.xlsx": firm(1)})
    monkeypatch.setenv("XLPY_HOME", str(tmp_path / "甲.xlsx" / "home"))

    status = obey(["collect", "收件箱", "--district", "武进区", "--out", "甲.xlsx"])

    said = capsys.readouterr().err
    assert status == 2
    assert said.count("\n") == 1
    assert "没有完成" in said


def test_a_full_disk_that_names_no_file_is_told_without_one(tmp_path: Path) -> None:
    code, sentence = told(OSError(errno.ENOSPC, "No space left on device"), Settings("张三", tmp_path), "collect")

    assert (code, sentence) == ("DISK", "要写的文件所在磁盘已满，没有完成。请检查路径、权限和磁盘空间后再试。")


def test_a_mistake_of_ours_says_so_when_its_log_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("not a folder", "utf-8")

    code, sentence = told(ZeroDivisionError(), Settings("张三", tmp_path / "home"), "collect")

    assert code == "BUG"
    assert "写不进去" in sentence
    assert "XLPY_HOME" in sentence


def test_a_missing_word_is_told_with_its_meaning_and_the_help_of_its_command(
    capsys: pytest.CaptureFixture[str],
) -> None:
    obey(["collect", "收件箱"])

    said = capsys.readouterr().err
    assert "缺少参数 --district（" in said
    assert "xlpy collect --help" in said
    assert "publish" not in said


def test_an_unknown_command_is_told_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    obey(["collct"])

    assert "collect、" in capsys.readouterr().err
