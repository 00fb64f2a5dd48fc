"""How a module is written, held for every module of the house."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from support.house import ROOMS, ROOT, modules, names, shown, tree

EVERY_MODULE = pytest.mark.parametrize("path", modules(), ids=shown)
LONGEST = 300
HIDDEN = ("build", "dist", "lib", "env")
EMPTY_NAMES = ("utils", "helpers", "common", "manager", "misc", "util")
PINYIN = re.compile(
    r"(^|_)(shenbao|huizong|zongbiao|qiye|gongchang|changjing|huanjie|tuijian|chushen|gongshi|mingdan|mingce|"
    r"tongzhi|xinyong|daima|lianxi|dianhua|touzi|shouru|beizhu|xuhao|xiashi|biao|wanyuan)(_|$)"
)


@EVERY_MODULE
def test_a_module_opens_with_one_sentence(path: Path) -> None:
    said = ast.get_docstring(tree(path))

    assert said, f"{shown(path)} says nothing of what it owns"
    assert said.split("\n\n")[0].rstrip().endswith((".", ":")), said.split("\n\n")[0]


@EVERY_MODULE
def test_a_module_ends_before_line_300(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")

    assert lines <= LONGEST


@EVERY_MODULE
def test_no_name_is_pinyin(path: Path) -> None:
    found = [name for name in (*names(path), path.stem) if PINYIN.search(name.lower())]

    assert found == []


@EVERY_MODULE
def test_no_module_is_a_drawer_for_everything(path: Path) -> None:
    assert path.stem not in EMPTY_NAMES


@EVERY_MODULE
def test_no_variable_shadows_the_package(path: Path) -> None:
    assert "workbook" not in set(names(path))


@EVERY_MODULE
def test_every_silenced_check_carries_its_reason(path: Path) -> None:
    silent = re.compile(r"#\s*(noqa|type: ignore)(?P<codes>[^-#\n]*)(?P<reason>.*)")

    bare = [
        line.strip()
        for line in path.read_text(encoding="utf-8").splitlines()
        if (found := silent.search(line)) and len(found["reason"].strip(" -#")) < len("why")
    ]

    assert bare == []


def test_no_folder_is_one_that_ignore_files_hide() -> None:
    folders = {folder.name for room in ROOMS for folder in (ROOT / room).rglob("*") if folder.is_dir()}

    assert not folders & set(HIDDEN)


def test_no_package_stands_under_tests() -> None:
    assert list((ROOT / "tests").rglob("__init__.py")) == []


def test_git_keeps_every_module() -> None:
    asked = subprocess.run(
        ["git", "check-ignore", *map(shown, modules())], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert asked.stdout == ""


def test_only_the_outermost_line_of_a_surface_catches_everything() -> None:
    surfaces = {"xlpy/cli.py", "xlpy/buttons.py", "xlpy/server.py", "xlpy/extension/component.py"}
    surfaces |= {"workbook/read/second.py"}  # calamine panics with an exception of no other class
    surfaces |= {"xlpy/workers.py"}  # the outermost line of a process: told to the parent, which raises it again

    found = {shown(path) for path in modules() if re.search(r"except (Base)?Exception\b", path.read_text("utf-8"))}

    assert found <= surfaces
