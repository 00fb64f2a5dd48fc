"""What an office is told of its surroundings: its own Python takes another's folder in PATH for its home."""

import os
from pathlib import Path

import pytest

from xlpy.libreoffice.office import surroundings


def test_other_pythons_are_not_in_the_path_of_an_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    venv, pyenv, tools = (tmp_path / name / "bin" for name in ("venv", "pyenv", "tools"))
    for folder in (venv, pyenv, tools):
        folder.mkdir(parents=True)
    (venv.parent / "pyvenv.cfg").touch()
    (pyenv.parent / "lib" / "python3.11").mkdir(parents=True)
    (pyenv.parent / "lib" / "python3.11" / "os.py").touch()
    monkeypatch.setenv("PATH", os.pathsep.join(map(str, (venv, pyenv, tools, Path("/usr/bin")))))

    assert surroundings()["PATH"].split(os.pathsep) == [str(tools), "/usr/bin"]
