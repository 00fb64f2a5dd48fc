"""The look around: what this machine lacks is named with what to do; nothing is changed."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from support.desks import act
from support.spoken import of_the_first
from xlpy import machine
from xlpy.desk import Result
from xlpy.machine import Machine

FINE = Machine(
    python="3.11.2，64bit",
    is_new_enough=True,
    ours="0.1.0",
    unfit=(),
    fonts=frozenset({"FangSong", "黑体", "楷体"}),
    office="/usr/bin/soffice",
    addin=(),
    is_writable=True,
)
WRONG = {
    "Python": {"is_new_enough": False},
    "xlpy": {"ours": ""},
    "程序库": {"unfit": ("pydantic>=2",)},
    "字体": {"fonts": frozenset({"黑体"})},
    "LibreOffice": {"office": None},
    "Excel 插件": {"addin": ("xlpy.xlam",)},
    "写入权限": {"is_writable": False},
}


def looked(folder: Path, **seen: Any) -> Result:
    return act(folder / "x.xlsx", "doctor", notice="", seen=replace(FINE, **seen))


def test_everything_is_looked_at_in_order(tmp_path: Path) -> None:
    result = looked(tmp_path)

    assert [(one["what"], one["mark"], one["mend"]) for one in result.data] == [(what, "✔", "") for what in WRONG]
    assert (result.status, result.lines[-1]) == (0, "环境自检：可以使用。")


@of_the_first
@pytest.mark.parametrize("what", WRONG)
def test_whatever_is_wrong_is_the_one_that_says_what_to_do(tmp_path: Path, what: str) -> None:
    result = looked(tmp_path, **WRONG[what])

    [wrong] = [one for one in result.data if one["mark"] != "✔"]
    assert wrong["what"] == what
    assert wrong["mend"]
    assert any(wrong["mend"] in line for line in result.lines)
    assert result.status == (wrong["mark"] == "✖")


@of_the_first
def test_fonts_are_those_the_notice_names(tmp_path: Path) -> None:
    result = looked(tmp_path, fonts=frozenset({"仿宋", "SimHei"}))

    assert [one["found"] for one in result.data if one["what"] == "字体"] == ["没有 楷体"]


def test_nothing_is_written(tmp_path: Path) -> None:
    act(tmp_path / "x.xlsx", "doctor", notice="")

    assert [path for path in tmp_path.rglob("*") if path.name != "home"] == []


def test_a_folder_that_can_be_written_is_told_from_one_that_cannot(tmp_path: Path) -> None:
    assert machine.is_writable(tmp_path / "not" / "there" / "yet")
    assert not machine.is_writable(Path("/proc/1"))


def test_the_libraries_this_package_asks_for_are_here() -> None:
    assert machine.unfit() == ()
