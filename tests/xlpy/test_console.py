"""What is said of a failure that is nobody's mistake."""

from pathlib import Path

import pytest

from support.desks import firm, put
from xlpy.cli import obey


@pytest.mark.parametrize(
    ("out", "words"), [("收件箱/甲.xlsx", "不是文件夹"), ("很" * 300, "名称太长")], ids=["a_file", "too_long"]
)
def test_a_place_that_cannot_be_written_is_told_as_such(
    out: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XLPY_HOME", str(tmp_path / "home"))
    put(tmp_path / "收件箱", **{"甲.xlsx": firm(1)})

    status = obey(["collect", "收件箱", "--district", "武进区", "--out", out])

    told = capsys.readouterr()
    assert (status, told.out) == (2, "")
    assert words in told.err
    assert "程序自身出错" not in told.err
