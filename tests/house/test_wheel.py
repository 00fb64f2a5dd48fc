"""The wheel alone, in an environment of its own, plays the whole round."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from support.house import ROOT
from workbook.notice import shelf
from xlpy.addin.package import xlam

NOTICES = sorted(path.name for path in (ROOT / "templates").iterdir())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("xlpy-*.whl"))


@pytest.fixture(scope="module")
def xlpy(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of an environment that holds our wheel; the libraries are lent by this one, our source is not."""
    folder = tmp_path_factory.mktemp("elsewhere") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    python = folder / "bin" / "python"
    asked = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    site = Path(subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip())
    with zipfile.ZipFile(wheel) as package:
        package.extractall(site)
    lent = next(path for path in sys.path if (Path(path) / "pydantic").is_dir())
    (site / "zz_lent.pth").write_text(f"{lent}\n", encoding="utf-8")
    return python


def _run(python: Path, *words: str) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "XLPY"))}
    command = [str(python), "-m", "xlpy", *words]
    return subprocess.run(command, cwd=python.parent, env=clean, capture_output=True, text=True, check=False)


def test_the_wheel_carries_both_packages_and_the_notice(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as package:
        names = set(package.namelist())

    inside = {"workbook/errors.py", "xlpy/cli.py", *(f"workbook/notice/packs/{one}/notice.toml" for one in NOTICES)}
    inside |= {"xlpy/macros/ribbon.xml", "xlpy/macros/XlpyRibbon.bas", "xlpy/macros/package/[Content_Types].xml"}
    inside |= {"xlpy/book/manual/index.html", "xlpy/book/pictures/master.png"}
    assert inside <= names


def test_the_wheel_alone_builds_the_add_in_of_the_checkout(xlpy: Path, tmp_path: Path) -> None:
    built = _run(xlpy, "addin", "build", "--out", str(tmp_path))

    assert built.returncode == 0, built.stderr
    assert (tmp_path / "xlpy.xlam").read_bytes() == xlam(shelf.named_or_latest("").tab)


def test_the_wheel_alone_plays_the_demo(xlpy: Path, tmp_path: Path) -> None:
    where = subprocess.run(
        [str(xlpy), "-c", "import workbook; print(workbook.__file__)"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    assert str(ROOT) not in where.stdout

    played = _run(xlpy, "demo", "--out", str(tmp_path / "demo"), "--json")

    assert played.returncode == 0, played.stdout[-3000:] + played.stderr[-3000:]
    assert json.loads(played.stdout)["differences"] == []


def test_the_wheel_alone_shows_its_manual_and_begins_a_notice(xlpy: Path, tmp_path: Path) -> None:
    shown = json.loads(_run(xlpy, "manual", "FILE-EMPTY", "--json").stdout)
    begun = _run(xlpy, "notice", "new", "mycity-2031", "--from", "example-2030", "--out", str(tmp_path), "--json")
    checked = _run(xlpy, "notice", "check", json.loads(begun.stdout)["folder"])

    assert str(ROOT) not in shown["file"]
    assert "文件是空的" in Path(shown["file"]).read_text(encoding="utf-8")
    assert checked.returncode == 0, checked.stdout
