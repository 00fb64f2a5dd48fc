"""Configuration and code planted in a mailed book, or lying beside it, change nothing."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from support.desks import firm
from support.hostile_forms import EVIL, form_hostiles
from support.spoken import DISTRICT

XLPY = Path(sys.executable).with_name("xlpy")
SHEETS = {hostile.kind: hostile for hostile in form_hostiles() if "xlwings" in hostile.kind or "python" in hostile.kind}
TRAP = "open('caught', 'a').write(__name__)\n"
BESIDE = [
    "workbook.py",
    "xlpy.py",
    "json.py",
    "signal.py",
    "socket.py",
    "typer.py",
    "python_calamine.py",
    "sitecustomize.py",
    "usercustomize.py",
    "甲.py",
]


def collected(inbox: Path) -> Any:
    """What the command line takes when it is called in the very folder of the mails."""
    out = inbox.parent / "区"
    words = [str(XLPY), "collect", ".", "--district", DISTRICT, "--out", str(out), "--preview", "--json"]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    environment["XLPY_HOME"] = str(inbox.parent / "home")
    ran = subprocess.run(words, cwd=inbox, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode in (0, 1), ran.stderr
    told = json.loads(ran.stdout)["taken"]
    return [{key: value for key, value in entry.items() if key != "file"} for entry in told]


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> Any:
    inbox = tmp_path_factory.mktemp("honest") / "收"
    inbox.mkdir()
    (inbox / "甲.xlsx").write_bytes(firm(1))
    taken = collected(inbox)
    assert len(taken) == 1
    return taken


def test_ten_cases_are_tried() -> None:
    assert len(SHEETS) + len(BESIDE) >= 10


@pytest.mark.parametrize("kind", SHEETS)
def test_a_planted_sheet_changes_nothing(tmp_path: Path, honest: Any, kind: str) -> None:
    inbox = tmp_path / "收"
    inbox.mkdir()
    (inbox / "甲.xlsx").write_bytes(SHEETS[kind].make())

    assert collected(inbox) == honest
    assert [path.name for path in inbox.iterdir()] == ["甲.xlsx"]


@pytest.fixture(scope="module")
def trapped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of mails with everything beside the book that Python, xlwings or Excel might load by name."""
    inbox = tmp_path_factory.mktemp("trapped") / "收"
    inbox.mkdir()
    (inbox / "甲.xlsx").write_bytes(firm(1))
    for name in BESIDE:
        (inbox / name).write_text(TRAP)
    (inbox / "xlwings.conf").write_text('"INTERPRETER","/evil/python"\n"PYTHONPATH","."\n')
    (inbox / ".xlwings").mkdir()
    (inbox / ".xlwings" / "xlwings.conf").write_text('"PYTHONPATH","."\n')
    with zipfile.ZipFile(inbox / "workbook.zip", "w") as package:
        package.writestr("workbook.py", EVIL)
    return inbox


def test_nothing_that_lies_beside_a_book_is_run_or_believed(trapped: Path, honest: Any) -> None:
    assert collected(trapped) == honest
    assert not (trapped / "caught").exists()


def test_the_trap_would_catch_a_python_that_looks_around(trapped: Path) -> None:
    command = [sys.executable, "-c", "import json"]

    subprocess.run(command, cwd=trapped, env={}, capture_output=True, check=False)

    assert (trapped / "caught").exists()
    (trapped / "caught").unlink()
