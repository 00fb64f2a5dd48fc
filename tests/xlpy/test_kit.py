"""The install kit: a given Python and given wheels, complete and fitting, or no kit at all."""

import ast
import hashlib
import io
import posixpath
import re
import sys
import tomllib
import zipfile
from collections.abc import Mapping
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from support.desks import act
from support.house import ROOT, modules, tree
from workbook.errors import KitError, ValueMissingError
from xlpy import kit

OURS = "xlpy-0.1.0-py3-none-any.whl"
PICTURE = re.compile(r'<img [^>]*src="([^"]+)"')
BROUGHT = {"pydantic_core", "typing_extensions"}
"""What pydantic itself asks for."""
ELSEWHERE = {"distributed", "uno", "unohelper", "com", "pythoncom", "pywintypes", "win32api", "win32com", "win32con"}
"""A cluster brings the first, LibreOffice has its own, pywin32 is on Windows only."""


def zipped(**parts: bytes | str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


def python(minor: int = 11) -> bytes:
    pth = f"python3{minor}.zip\r\n.\r\n#import site\r\n"
    return zipped(**{"python.exe": b"MZ", f"python3{minor}._pth": pth, f"python3{minor}.zip": b"PK"})


def wheel(name: str, *needs: str, **parts: bytes) -> tuple[str, bytes]:
    """A wheel of this file name that asks for these."""
    title, version, *_ = name.split("-")
    told = "".join(f"Requires-Dist: {need}\n" for need in needs)
    metadata = f"Metadata-Version: 2.1\nName: {title}\nVersion: {version}\n{told}"
    return name, zipped(**{f"{title}-{version}.dist-info/METADATA": metadata, f"{title}/__init__.py": b"", **parts})


def made(*wheels: tuple[str, bytes], minor: int = 11) -> Mapping[str, bytes]:
    embedded = kit.checked_python("p.zip", python(minor), hashlib.sha256(python(minor)).hexdigest())
    with zipfile.ZipFile(io.BytesIO(kit.kit(embedded, dict(wheels), {}))) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_python_finds_its_libraries_and_looks_nowhere_else() -> None:
    parts = made(wheel(OURS))

    told = parts["program/python/python311._pth"].decode().split()
    assert told == ["python311.zip", ".", r"Lib\site-packages", "import", "site"]
    assert "program/python/Lib/site-packages/xlpy/__init__.py" in parts
    assert {"安装.cmd", "卸载.cmd", "program/xlpy.cmd"} <= set(parts)


def test_everything_that_is_needed_on_windows_must_be_there() -> None:
    needs = ("pydantic>=2", "pywin32>=308; sys_platform == 'win32'", "uvloop; sys_platform == 'linux'")

    with pytest.raises(KitError, match="“pywin32>=308"):
        made(wheel(OURS, *needs), wheel("pydantic-2.9-py3-none-any.whl"))


def test_what_a_library_needs_must_be_there_too() -> None:
    with pytest.raises(KitError, match="“deeper”"):
        made(wheel(OURS, "pydantic"), wheel("pydantic-2.9-py3-none-any.whl", "deeper"))


def test_an_extra_is_not_needed() -> None:
    assert made(wheel(OURS, "dask; extra == 'cluster'"))


def test_a_version_that_will_not_do_is_named() -> None:
    with pytest.raises(KitError, match=r"“pydantic-1\.9-py3-none-any\.whl”的版本不合“pydantic>=2”"):
        made(wheel(OURS, "pydantic>=2"), wheel("pydantic-1.9-py3-none-any.whl"))


@pytest.mark.parametrize(
    "name", ["a-1-cp312-cp312-win_amd64.whl", "a-1-cp311-cp311-manylinux_2_17_x86_64.whl", "a-1-cp311-cp311-win32.whl"]
)
def test_a_wheel_of_another_python_or_system_is_refused(name: str) -> None:
    with pytest.raises(KitError, match=r"不能用于 64 位 Windows 的 Python 3\.11"):
        made(wheel(OURS), wheel(name))


def test_a_wheel_for_the_python_given_is_taken() -> None:
    fitting = wheel("a-1-cp312-cp312-win_amd64.whl"), wheel("b-1-cp38-abi3-win_amd64.whl")

    assert "program/python/Lib/site-packages/b/__init__.py" in made(wheel(OURS), *fitting, minor=12)


def test_loose_files_of_a_wheel_stay_out_and_its_libraries_come_in() -> None:
    odd = {"x-1.data/platlib/x/deep.py": b"1", "x-1.data/data/virus.dll": b"2", "x-1.data/scripts/run.py": b"3"}

    names = set(made(wheel(OURS), wheel("x-1-py3-none-any.whl", **odd)))

    assert "program/python/Lib/site-packages/x/deep.py" in names
    assert not [name for name in names if name.endswith(("virus.dll", "run.py"))]


def test_what_may_not_be_handed_on_stays_out() -> None:
    parts = {"xlwings/main.py": b"", "xlwings/pro/udfs.py": b""}

    names = set(made(wheel(OURS), wheel("xlwings-0.35.0-cp311-cp311-win_amd64.whl", **parts)))

    assert "program/python/Lib/site-packages/xlwings/main.py" in names
    assert not [name for name in names if "/pro/" in name]


def test_a_stray_file_among_the_wheels_is_named() -> None:
    with pytest.raises(KitError, match=r"“readme\.txt”不是安装包"):
        made(wheel(OURS), ("readme.txt", b""))


def test_another_python_than_the_one_that_was_meant_is_refused() -> None:
    with pytest.raises(KitError, match="SHA-256"):
        kit.checked_python("p.zip", python(), "0" * 64)


@pytest.mark.parametrize("content", [b"MZ an installer", zipped(**{"python.exe": b"MZ"})], ids=["no-zip", "no-pth"])
def test_what_is_no_embeddable_python_is_refused(content: bytes) -> None:
    with pytest.raises(KitError, match="embeddable"):
        kit.kit(kit.checked_python("p.zip", content, hashlib.sha256(content).hexdigest()), dict([wheel(OURS)]), {})


@pytest.fixture
def given(tmp_path: Path) -> dict[str, Any]:
    (tmp_path / "wheels").mkdir()
    name, content = wheel(OURS)
    (tmp_path / "wheels" / name).write_bytes(content)
    (tmp_path / "p.zip").write_bytes(python())
    sha256 = hashlib.sha256(python()).hexdigest()
    return {"python": tmp_path / "p.zip", "sha256": sha256, "wheels": tmp_path / "wheels", "notice": ""}


def test_the_kit_holds_the_papers_and_the_add_in_and_two_are_the_same(tmp_path: Path, given: dict[str, Any]) -> None:
    act(tmp_path / "kit.zip", "kit", way="build", **given)

    first = (tmp_path / "kit.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "kit.zip") as package:
        names = set(package.namelist())
    papers = {"空表/申报书.xlsx", "空表/汇总表.xlsx", "空表/总表.xlsx"}
    assert {"xlpy.xlam", "手册/index.html", "手册/district.html", *papers} <= names
    act(tmp_path / "again.zip", "kit", way="build", **given)
    assert (tmp_path / "again.zip").read_bytes() == first


def test_every_picture_of_the_manual_is_in_the_kit(tmp_path: Path, given: dict[str, Any]) -> None:
    act(tmp_path / "kit.zip", "kit", way="build", **given)

    with zipfile.ZipFile(tmp_path / "kit.zip") as package:
        names = set(package.namelist())
        pages = {name: package.read(name).decode() for name in names if name.endswith(".html")}
    shown = {posixpath.normpath(f"{name}/../{told}") for name, page in pages.items() for told in PICTURE.findall(page)}
    assert "手册/pictures/summary.png" in shown
    assert shown <= names


def test_everything_we_import_is_a_library_we_ask_for() -> None:
    asked = {Requirement(line).name for line in _project()["dependencies"]}
    held = {name for name, homes in packages_distributions().items() if asked & {canonicalize_name(h) for h in homes}}

    words = {word for path in modules() for word in imported(path)} - {*sys.stdlib_module_names, "workbook", "xlpy"}

    assert words - held - BROUGHT - ELSEWHERE == set()


def imported(path: Path) -> set[str]:
    """The outermost names of what a module imports, at its top or inside."""
    found = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Import | ast.ImportFrom)]
    told = [alias.name for node in found if isinstance(node, ast.Import) for alias in node.names]
    told += [node.module or "" for node in found if isinstance(node, ast.ImportFrom) and not node.level]
    return {name.partition(".")[0] for name in told}


def test_without_a_python_there_is_no_kit(tmp_path: Path, given: dict[str, Any]) -> None:
    with pytest.raises(ValueMissingError, match="没有名为"):
        act(tmp_path / "kit.zip", "kit", way="build", **{**given, "python": tmp_path / "nowhere.zip"})

    assert not (tmp_path / "kit.zip").exists()


def test_the_check_list_fetches_every_library_we_ask_for() -> None:
    told = (ROOT / "docs" / "windows-checklist.md").read_text("utf-8")
    fetched = told.partition("pip download")[2].partition("xlpy kit build")[0]
    names = {re.split("[<>=]", word.strip('"'))[0] for word in fetched.split() if not word.startswith("-")}

    assert {Requirement(line).name for line in _project()["dependencies"]} <= names


def _project() -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return found
