"""Configuration and code planted in a book or beside it: the server takes none of it."""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from support.desks import PACK
from support.house import ROOT
from support.spoken import DISTRICT
from workbook.render.summary import empty_summary

BOOK = "汇总表.xlsx"
PLAIN = "nothing-planted"


def code(folder: Path) -> str:
    """What a stranger would run: it leaves a mark."""
    return f"open({str(folder / 'ran')!r}, 'w').close()\n"


def sheet(title: str, *rows: tuple[str, str]) -> Callable[[Path], None]:
    """A sheet in the book, as xlwings' own add-in would read it."""

    def plant(folder: Path) -> None:
        book = openpyxl.load_workbook(folder / BOOK)
        made = book.create_sheet(title)
        for row in rows or (("A1", code(folder)),):
            made.append([words.format(folder=folder) for words in row])
        book.save(folder / BOOK)

    return plant


def file(name: str, text: str | None = None) -> Callable[[Path], None]:
    """A file beside the book; without a text it is code."""

    def plant(folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(code(folder) if text is None else text.format(folder=folder), "utf-8")

    return plant


def modules(*names: str) -> Callable[[Path], None]:
    def plant(folder: Path) -> None:
        for name in names:
            file(f"{name}.py")(folder)

    return plant


def zipped(folder: Path) -> None:
    """xlwings' own add-in puts the book's namesake .zip at the head of the search path."""
    with zipfile.ZipFile(folder / "汇总表.zip", "w") as package:
        for name in ("json", "pandas", "workbook", "汇总表"):
            package.writestr(f"{name}.py", code(folder))


def of_another_notice(folder: Path) -> None:
    """A pack of the same id that demands nothing."""
    file(f"templates/{PACK.id}/notice.toml", f'id = "{PACK.id}"\n')(folder)
    file(f"templates/{PACK.id}/notice.txt", "")(folder)


CONFIGURATION = '"INTERPRETER_WIN","{folder}/evil.exe"\n"PYTHONPATH","{folder}"\n"SHOW CONSOLE","True"\n'
PLANTED: Mapping[str, Callable[[Path], None]] = {
    "sheet-xlwings-conf": sheet("xlwings.conf", ("INTERPRETER_WIN", "{folder}/evil.exe"), ("PYTHONPATH", "{folder}")),
    "sheet-xlwings-conf-hidden": sheet("_xlwings.conf", ("UDF MODULES", "evil"), ("PYTHONPATH", "{folder}")),
    "sheet-of-code": sheet("evil.py"),
    "file-xlwings-conf": file("xlwings.conf", CONFIGURATION),
    "module-of-the-book": modules("汇总表", "evil"),
    "modules-of-the-library": modules("json", "pandas", "xlwings", "win32com", "pythoncom"),
    "modules-of-ours": modules("xlpy", "workbook"),
    "modules-at-start": modules("sitecustomize", "usercustomize"),
    "zip-of-the-book": zipped,
    "settings-and-notice-beside": lambda folder: (
        file("settings.toml", "officer = 1\n")(folder),
        file("amendments.toml", "nonsense")(folder),
        of_another_notice(folder),
    )[-1],
}
PRESS = """
import sys; sys.path[len(sys.path):] = {path!r}
import json, os
from support import excel, windows
from support.pressed import at_home
from pathlib import Path
from xlpy.server import Server
said = {{}}
with windows.in_use(), at_home(Path({home!r})):
    for name, folder in {folders!r}.items():
        os.chdir(folder)
        application = excel.Application()
        application.Workbooks.Open(folder + "/{book}")
        said[name] = Server().press("validate", application)
sys.stdout.write(json.dumps(said))
"""


@dataclass(frozen=True)
class Season:
    """The folder of each case, and what the server said of the book in it."""

    folders: Mapping[str, Path]
    said: Mapping[str, str]


@pytest.fixture(scope="module")
def pressed(tmp_path_factory: pytest.TempPathFactory) -> Season:
    """A server started as COM starts it, but in the worst of places: one folder with everything that was planted."""
    root = tmp_path_factory.mktemp("planted")
    folders = {}
    for name, plant in {PLAIN: modules(), **PLANTED}.items():
        folders[name] = root / name
        folders[name].mkdir()
        (folders[name] / BOOK).write_bytes(empty_summary(PACK, DISTRICT))
        plant(folders[name])
    start = folders["modules-of-the-library"]
    plants = [file_ for name in ("modules-at-start", "modules-of-ours") for file_ in folders[name].glob("*.py")]
    for plant_ in plants:
        (start / plant_.name).write_bytes(plant_.read_bytes())
    paths = {name: str(folder) for name, folder in folders.items()}
    script = PRESS.format(path=[str(ROOT), str(ROOT / "tests")], home=str(root / "home"), folders=paths, book=BOOK)
    hostile = {**os.environ, "PYTHONPATH": str(start), "PYTHONSTARTUP": str(start / "json.py")}
    done = subprocess.run(
        [sys.executable, "-I", "-c", script], cwd=start, env=hostile, capture_output=True, text=True, check=True
    )
    return Season(folders, json.loads(done.stdout))


@pytest.mark.parametrize("name", PLANTED)
def test_what_is_planted_changes_nothing(name: str, pressed: Season) -> None:
    assert pressed.said[name] == pressed.said[PLAIN]
    assert pressed.said[PLAIN].startswith("校验：")
    assert not (pressed.folders[name] / "ran").exists()


def test_a_python_that_is_not_by_itself_alone_would_have_run_it(pressed: Season) -> None:
    folder = pressed.folders["modules-of-the-library"]

    unsafe = {name: value for name, value in os.environ.items() if name != "PYTHONSAFEPATH"}
    subprocess.run([sys.executable, "-c", "import json"], cwd=folder, env=unsafe, check=True, capture_output=True)

    assert (folder / "ran").exists()
    (folder / "ran").unlink()
